import { describe, expect, test } from "vitest";
import { dayAt, dayNumber, isDay } from "../src/state/days";
import { FIRST_VIEW, readView, selector, writeView, type View } from "../src/state/view";

describe("a view and its link", () => {
  const full: View = {
    at: "2016-08-06",
    versus: "2016-07-30",
    mode: "hindsight",
    believe: "speaker:Demo Wire (composed)",
    without: ["sohr", "a & b=c"],
    gifts: [{ place: "ramouseh", holder: "syrian-government" }],
    place: "ramouseh",
    claim: "c-0123",
    tab: "claims",
    wide: true,
    hidden: ["labels"],
    filter: {
      actor: "sdf",
      speaker: "ypg",
      predicate: "controls",
      from: "2016-07-01",
      to: "2016-08-01",
      words: "Ραμούσα #1 %",
      here: true,
    },
    language: "el",
    camera: { zoom: 11.5, lat: 36.2, lon: 37.15 },
  };

  test("a link holds all of a view", () => {
    expect(readView(`#${writeView(full)}`)).toEqual(full);
  });
  test("the first view has an empty link", () => {
    expect(writeView(FIRST_VIEW)).toBe("");
    expect(readView("")).toEqual(FIRST_VIEW);
  });
  test("a link to a place opens its evidence", () => {
    expect(readView("#place=manbij").tab).toBe("place");
  });
  test("what is malformed in a link is as if it were not there", () => {
    const strange = "at=2016-02-31&believe=everyone&tab=x&mode=y&lang=tlh&map=99/0/0&give=:&hide=z";
    expect(readView(strange)).toEqual(FIRST_VIEW);
  });
  test("the query holds whom to believe and what is given away", () => {
    expect(selector(full).getAll("without")).toEqual(["sohr", "a & b=c"]);
    expect(selector(full).get("give")).toBe("ramouseh:syrian-government");
    expect(selector(FIRST_VIEW).toString()).toBe("mode=then");
  });
});

describe("days", () => {
  test("are counted across a change of clocks", () => {
    expect(dayNumber("2016-03-26", "2016-03-28")).toBe(2);
    expect(dayAt("2016-10-29", 2)).toBe("2016-10-31");
  });
  test("are ISO dates that exist", () => {
    expect(["2016-02-29", "2015-02-29", "2016-8-6", "x"].map(isDay)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});
