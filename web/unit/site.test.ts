import { describe, expect, test } from "vitest";
import { decodeFrames } from "../src/api/frames";
import { folded, latest, NotHere, pageOf, safe, selectionName, Site } from "../src/api/site";
import type { Claim, Claims, PlaceAnswer } from "../src/api/types";

const query = (text: string) => new URLSearchParams(text);

const MANIFEST = {
  version: "v",
  first_day: "2016-08-01",
  days: ["2016-08-02", "2016-08-04"],
  place: { "syria:ramouseh": ["2016-08-02", "2016-08-04"] },
  selections: ["then", "hindsight", "then~speaker~Ahrar_al-Sham"],
  heard: {
    "then~side~rebels": ["syria:ramouseh"],
    "then~side~army": [],
    "hindsight~side~rebels": ["syria:ramouseh"],
  },
  situations: ["then~side~rebels"],
  exports: {},
};
const PLACES = {
  id: ["syria:aleppo", "syria:ramouseh", "syria:manbij"],
  kind: ["city", "neighbourhood", "city"],
  lat: [],
  lon: [],
  part_of: [null, 0, null],
  population: [2_000_000, null, 99_000],
  names: { en: ["Aleppo", "Ramouseh", "Manbij"], el: ["Χαλέπι", "Ραμούσα", null] },
  local: [],
  spoken: [true, true, false],
};
const HISTORY = {
  first_day: "2016-08-01",
  days: ["2016-08-01", "2016-08-02", "2016-08-03", "2016-08-04", "2016-08-05"],
  probs: { rebels: [0, 0.9, 0.8, 0.2, 0.1], unknown: [1, 0.1, 0.2, 0.8, 0.9] },
  names: { rebels: { en: "Rebels" }, unknown: { en: "unknown" } },
  marks: [],
};
const panel = (day: string) => ({
  place: { id: "syria:ramouseh" },
  belief: {
    at: day,
    likeliest: "rebels",
    since: "2016-08-02",
    age_days: 0,
    inferred: [],
    testimonies: 2,
  },
  rivals: [
    {
      key: "holds",
      log_odds: 1.5,
      claims: [{ id: "c", contribution_log_odds: 1.5, echo_prob: 0 }],
    },
  ],
  claims: 1,
  more_claims: 0,
});

function frames(): Uint8Array {
  const bytes = new Uint8Array(16 + 5 * 2 * 4);
  const head = new DataView(bytes.buffer);
  [0x31465443, 5, 2, 0].forEach((value, row) => head.setUint32(row * 4, value, true));
  bytes.forEach((_, at) => at >= 16 && (bytes[at] = at - 16));
  return bytes;
}

const FILES: Record<string, unknown> = {
  "static.json": MANIFEST,
  "places.json": PLACES,
  "overview.json": {
    speakers: [{ key: "sohr", name: { en: "SOHR" }, kind: "monitor", side: null }],
  },
  "place/syria_ramouseh/history.json": HISTORY,
  "place/syria_ramouseh/2016-08-02.json": panel("2016-08-02"),
  "place/syria_ramouseh/2016-08-04.json": panel("2016-08-04"),
  "place/syria_ramouseh/then~side~rebels.json": {
    history: {
      ...HISTORY,
      probs: { rebels: [0, 0, 0, 0.97, 0.96], unknown: [1, 1, 1, 0.03, 0.04] },
    },
    beliefs: {
      "2016-08-04": { ...panel("2016-08-04").belief, since: "2016-08-04", testimonies: 1 },
    },
  },
  "place/syria_ramouseh/hindsight~side~rebels.json": {
    history: {
      ...HISTORY,
      probs: { rebels: [0.6, 0.9, 0.9, 0.9, 0.9], unknown: [0.4, 0.1, 0.1, 0.1, 0.1] },
    },
    beliefs: {
      "2016-08-03": {
        ...panel("2016-08-03").belief,
        kind: "smoothed",
        known_at: "2016-08-05",
        since: "2016-08-01",
      },
    },
  },
  "situation/2016-08-02.json": { at: "2016-08-02" },
  "situation/then~side~rebels/2016-08-02.json": { at: "2016-08-02", whose: "rebels" },
};

function site(packed = true): Site {
  return new Site(async (file) => {
    if (file.endsWith(".ctf")) {
      const plain = new Blob([frames() as BlobPart]);
      if (!packed) return new Response(plain);
      return new Response(plain.stream().pipeThrough(new CompressionStream("gzip")));
    }
    const found = FILES[file];
    return found ? new Response(JSON.stringify(found)) : new Response("", { status: 404 });
  });
}

const place = async (path: string, text: string) =>
  (await (await site().answer(path, query(text))).json()) as PlaceAnswer;

describe("a static copy", () => {
  test("names files as the export does", () => {
    expect(safe("syria:ramouseh 😀")).toBe("syria_ramouseh__");
    expect(selectionName(query(""))).toBe("then");
    expect(selectionName(query("mode=hindsight&believe=side:syrian-rebels"))).toBe(
      "hindsight~side~syrian-rebels",
    );
    expect(() => selectionName(query("without=sohr"))).toThrow(NotHere);
    expect([latest(MANIFEST.days, "2016-08-03"), latest(MANIFEST.days, "2016-08-01")]).toEqual([
      "2016-08-02",
      null,
    ]);
  });

  test.each([true, false])("cuts a window out of the frames (packed: %s)", async (packed) => {
    const answer = await site(packed).answer("frames", query("from=2016-08-02&to=2016-08-03"));
    const found = decodeFrames(await answer.arrayBuffer());
    expect([found.firstDay, found.days, found.places]).toEqual([1, 2, 2]);
    expect([...found.bytes.subarray(0, 3)]).toEqual([8, 9, 10]);
  });

  test("has no frames of a choice that nobody wrote", async () => {
    await expect(site().answer("frames", query("believe=speaker:x"))).rejects.toThrow(NotHere);
    await expect(site().answer("frames", query("from=2016-07-01&to=2016-08-03"))).rejects.toThrow(
      NotHere,
    );
  });

  test("gives a place's last evidence with the belief of the day", async () => {
    const found = await place("place/ramouseh", "at=2016-08-03");
    expect(found.belief.probs.map(({ key, prob }) => [key, prob])).toEqual([
      ["rebels", 0.8],
      ["unknown", 0.2],
    ]);
    expect([found.belief.age_days, found.belief.since, found.rivals.length]).toEqual([
      1,
      "2016-08-02",
      1,
    ]);
    const before = await place("place/syria%3Aramouseh", "at=2016-08-01");
    expect([before.belief.likeliest, before.rivals, before.belief.age_days]).toEqual([
      "unknown",
      [],
      null,
    ]);
    const faded = await place("place/ramouseh", "at=2016-08-05");
    expect([faded.belief.likeliest, faded.belief.since]).toEqual(["unknown", null]);
  });

  test("gives a place according to one side, without weights that no file holds", async () => {
    const found = await place("place/ramouseh", "at=2016-08-05&believe=side:rebels");
    const { belief, rivals } = found;
    expect([belief.likeliest, belief.probs[0]!.prob]).toEqual(["rebels", 0.96]);
    expect([belief.since, belief.age_days, belief.testimonies]).toEqual(["2016-08-04", 1, 1]);
    expect([rivals[0]!.log_odds, rivals[0]!.claims[0]!.contribution_log_odds]).toEqual([
      null,
      null,
    ]);
    const before = await place("place/ramouseh", "at=2016-08-03&believe=side:rebels");
    expect([before.belief.likeliest, before.belief.age_days, before.rivals.length]).toEqual([
      "unknown",
      null,
      1,
    ]);
    const silent = await place("place/ramouseh", "at=2016-08-05&believe=side:army");
    expect([silent.belief.probs.map(({ key }) => key), silent.rivals.length]).toEqual([
      ["unknown"],
      1,
    ]);
    for (const query of [
      "believe=side:nobody",
      "believe=side:army&mode=hindsight",
      "mode=hindsight",
    ])
      await expect(place("place/ramouseh", `at=2016-08-05&${query}`)).rejects.toThrow(NotHere);
  });

  test("knows one side in hindsight, with what was published later", async () => {
    const found = await place("place/ramouseh", "at=2016-08-03&mode=hindsight&believe=side:rebels");
    expect([found.belief.likeliest, found.belief.since, found.belief.known_at]).toEqual([
      "rebels",
      "2016-08-01",
      "2016-08-05",
    ]);
    expect(found.rivals.map(({ log_odds }) => log_odds)).toEqual([null]);
    const early = await place("place/ramouseh", "at=2016-08-01&mode=hindsight&believe=side:rebels");
    expect([early.belief.likeliest, early.claims]).toEqual(["rebels", 1]);
  });

  test("knows a place nobody spoke of", async () => {
    const found = await place("place/manbij", "at=2016-08-03");
    expect([found.place.name["en"], found.belief.likeliest, found.claims]).toEqual([
      "Manbij",
      "unknown",
      0,
    ]);
    await expect(site().answer("place/nowhere", query(""))).rejects.toThrow(NotHere);
  });

  test("takes the situation of the last day that has one", async () => {
    const answer = await site().answer("situation", query("at=2016-08-03"));
    expect(await answer.json()).toEqual({ at: "2016-08-02" });
    const rebels = await site().answer("situation", query("at=2016-08-03&believe=side:rebels"));
    expect(await rebels.json()).toEqual({ at: "2016-08-02", whose: "rebels" });
    await expect(
      site().answer("situation", query("at=2016-08-03&believe=side:army")),
    ).rejects.toThrow(NotHere);
    await expect(site().answer("situation", query("at=2016-08-01"))).rejects.toThrow(NotHere);
    await expect(site().answer("situation", query("at=2016-08-03&give=a:b"))).rejects.toThrow(
      NotHere,
    );
  });

  test("finds places without accents and case", async () => {
    const found = (await (await site().answer("search", query("q=ΡΑΜΟΥΣΑ"))).json()) as {
      places: { id: string; part_of: { id: string } }[];
    };
    expect(found.places.map(({ id, part_of }) => [id, part_of.id])).toEqual([
      ["syria:ramouseh", "syria:aleppo"],
    ]);
    expect(folded("Σάουθ  al-Bab")).toBe("σαουθ al bab");
  });

  test("filters and pages claims", () => {
    const claim = (id: string, day: string, key: string) =>
      ({
        id,
        published_on: day,
        predicate: "controls",
        speaker: { key, name: { en: key } },
        actor: null,
        target: null,
        place: { id: "p", name: {} },
        sentence: "all of it",
        sentence_marks: [0, 3],
      }) as unknown as Claim;
    const all: Claims = {
      rows: [
        claim("c3", "2016-08-03", "a"),
        claim("c2", "2016-08-02", "b"),
        claim("c1", "2016-08-01", "a"),
      ],
      total: 3,
      next: null,
    };
    const ids = (text: string, places: Set<string> | null = null) =>
      pageOf(all, query(text), places).rows.map(({ id }) => id);
    expect(ids("speaker=a")).toEqual(["c3", "c1"]);
    expect(ids("from=2016-08-02&to=2016-08-02")).toEqual(["c2"]);
    expect(ids("q=ALL")).toEqual(["c3", "c2", "c1"]);
    expect(ids("q=it")).toEqual([]);
    expect(ids("", new Set(["q"]))).toEqual([]);
    const first = pageOf(all, query("limit=2"), null);
    expect([first.rows.length, first.next, first.total]).toEqual([2, "c2", 3]);
    expect(ids("limit=2&cursor=c2")).toEqual(["c1"]);
  });
});
