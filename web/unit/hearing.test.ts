import { expect, test } from "vitest";
import type { Overview } from "../src/api/types";
import { accordingTo, hears, pictureName } from "../src/state/hearing";
import { wordsOf } from "../src/words/words";

const speaker = (key: string, en: string, side: string | null) => ({
  key,
  name: { en },
  kind: "party",
  side,
  claims: 1,
});
const ALL = {
  theatre: { id: "syria", name: { en: "Syria" } },
  sides: [{ id: "is", name: { en: "Islamic State", el: "Ισλαμικό Κράτος" } }],
  speakers: [
    speaker("is", "Islamic State", "is"),
    speaker("amaq", "Amaq", "is"),
    speaker("sohr", "SOHR", null),
    speaker("b", "B", "is"),
    speaker("c", "C", "is"),
    speaker("d", "D", "is"),
  ],
} as unknown as Overview;
const [en, el] = [wordsOf("en"), wordsOf("el")];
const heard = (believe: string, without: string[] = []) => ({ believe, without });

test("a side is named with its first speakers, a speaker alone, everybody not at all", () => {
  expect(accordingTo(heard("side:is"), ALL, en)).toBe(
    "According to Islamic State alone (Amaq, B, C, …)",
  );
  expect(accordingTo(heard("side:is"), ALL, el)).toMatch(/Ισλαμικό Κράτος \(Amaq/);
  expect(accordingTo(heard("speaker:sohr"), ALL, en)).toBe("According to SOHR alone");
  expect(accordingTo(heard("all", ["sohr", "amaq"]), ALL, en)).toBe(
    "According to all but SOHR, Amaq",
  );
  expect(accordingTo(heard("all"), ALL, en)).toBe("");
});
test("only the claims of whoever is heard count", () => {
  const [amaq, sohr] = [ALL.speakers[1]!, ALL.speakers[2]!];
  const both = (one: { believe: string; without: string[] }) => [
    hears(one, amaq),
    hears(one, sohr),
  ];
  expect(both(heard("side:is"))).toEqual([true, false]);
  expect(both(heard("speaker:sohr"))).toEqual([false, true]);
  expect(both(heard("all", ["sohr"]))).toEqual([true, false]);
  expect(both(heard("all"))).toEqual([true, true]);
});
test("a picture's file is named by whose word it shows", () => {
  const name = (one: { believe: string; without: string[] }) =>
    pictureName(one, ALL, en, "2016-08-12");
  expect(name(heard("all"))).toBe("contested-syria-2016-08-12.png");
  expect(name(heard("side:is"))).toBe("contested-syria-2016-08-12-side-islamic-state.png");
  expect(name(heard("speaker:sohr"))).toBe("contested-syria-2016-08-12-speaker-sohr.png");
  expect(name(heard("all", ["sohr"]))).toBe("contested-syria-2016-08-12-without-sohr.png");
});
