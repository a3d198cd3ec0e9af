import { expect, test } from "vitest";
import { kindName } from "../src/words/kinds";
import { readDay } from "../src/words/days";
import { roundedPercent, wordsOf } from "../src/words/words";

const [en, el] = [wordsOf("en"), wordsOf("el")];

test("days are written as analysts write them", () => {
  expect([en.day("2016-08-06"), en.day("2016-09-01T10:00:00Z"), el.day("2016-08-06")]).toEqual([
    "6 Aug 2016",
    "1 Sep 2016",
    "6 Αυγ 2016",
  ]);
});
test("a date that is none is shown as it is", () => expect(en.day("2016-08")).toBe("2016-08"));
test("probabilities never claim certainty", () => {
  expect([0, 0.004, 0.126, 0.99, 0.9999, 1].map(roundedPercent)).toEqual([
    "<1%", "<1%", "13%", "99%", ">99%", ">99%",
  ]); // prettier-ignore
});
test("names come in the reader's language, else in English, else in any", () => {
  expect(el.named({ en: "Aleppo", el: "Χαλέπι" })).toBe("Χαλέπι");
  expect(el.named({ en: "Aleppo" })).toBe("Aleppo");
  expect(en.named({ ar: "حلب" })).toBe("حلب");
  expect(en.named(null)).toBe("");
});
test("verbs agree with one or several", () => {
  const forms = (words: typeof en, names: string[]) =>
    names.map((name) => words.form("holds|hold", name));
  expect(forms(en, ["Syrian rebels", "Hamas", "United States", "SDF"])).toEqual([
    "hold",
    "holds",
    "holds",
    "holds",
  ]);
  expect(forms(el, ["σύροι αντάρτες", "κουρδικές δυνάμεις", "Ισλαμικό Κράτος"])).toEqual([
    "hold",
    "hold",
    "holds",
  ]);
});
test("wordings take their values and nothing of them is left over", () => {
  expect(en("whatif_gift", { place: "Ramouseh", holder: "SDF" })).toBe("Ramouseh held by SDF");
  expect(en("ago_days", {})).not.toMatch(/[{}]/);
});
test("numbers of people are rounded to what they can bear", () => {
  expect([99_497, 2_132_100, 84].map(en.about)).toEqual(["99,000", "2,100,000", "84"]);
});
test("kinds of place have names in both languages", () => {
  expect([kindName("oil_field", "en"), kindName("oil_field", "el")]).toEqual([
    "oil field",
    "κοίτασμα πετρελαίου",
  ]);
});

test("days are read as they are written, and in figures with the day first", () => {
  const written = [
    "2016-08-06", "6 Aug 2016", " 6  August 2016 ", "6 Αυγ 2016", "6 Αυγούστου 2016",
    "6 Αύγουστος 2016", "06/08/2016", "6.8.2016",
  ]; // prettier-ignore
  for (const text of written) expect([text, readDay(text)]).toEqual([text, "2016-08-06"]);
  for (const words of [en, el])
    for (let month = 1; month <= 12; month++) {
      const day = `2016-${String(month).padStart(2, "0")}-28`;
      expect(readDay(words.day(day))).toBe(day);
    }
});
test("what is no day, or leaves the month open, is not read as one", () => {
  for (const text of ["", "6 Aug", "31 Sep 2016", "30/2/2016", "6 Ιου 2016", "6 Foo 2016", "2016"])
    expect([text, readDay(text)]).toEqual([text, null]);
});
