import { describe, expect, test } from "vitest";
import type { FeatureCollection } from "geojson";
import type { Holder, Places, Situation } from "../src/api/types";
import { unpacked } from "../src/map/base";
import { convexHull, ringAround, triangulate } from "../src/map/geometry";
import { cutsOf, ringsOf, routesOf } from "../src/map/situation_shapes";
import { nameOrder } from "../src/map/style";
import { freshness, SHAPES, shapeOf, strength } from "../src/map/palette";

type At = [number, number];
const lines = (ring: ReturnType<typeof ringAround>) =>
  (ring?.geometry.type === "MultiLineString" ? ring.geometry.coordinates : []) as At[][];

describe("a ring around what is encircled", () => {
  const inside: At[] = [
    [37.15, 36.2],
    [37.2, 36.21],
    [37.18, 36.23],
  ];
  test("is closed without a corridor", () => {
    const [ring] = lines(ringAround(inside, 2, [], 2));
    expect(ring?.[0]).toEqual(ring?.at(-1));
  });
  test("has a gap where the corridor enters, as wide as asked for", () => {
    const stretches = lines(ringAround(inside, 2, [[37.15, 36.1]], 2.4));
    expect(stretches).toHaveLength(1);
    const [from, to] = [stretches[0]![0]!, stretches[0]!.at(-1)!];
    const apart = Math.hypot(
      (from[0] - to[0]) * 111.2 * Math.cos(0.632),
      (from[1] - to[1]) * 111.2,
    );
    expect(apart).toBeGreaterThan(1.8);
    expect(apart).toBeLessThan(3.4);
  });
  test("keeps its distance from every place inside", () => {
    const all = lines(ringAround(inside, 2, [], 2)).flat();
    for (const [x, y] of inside)
      for (const at of all)
        expect(
          Math.hypot((at[0] - x) * 111.2 * Math.cos(0.632), (at[1] - y) * 111.2),
        ).toBeGreaterThan(1.9);
  });
  test("is nothing around nothing", () => expect(ringAround([], 2, [], 2)).toBeNull());
});

test("a hull leaves out what lies within", () => {
  const square: At[] = [[0, 0], [2, 0], [2, 2], [0, 2], [1, 1]]; // prettier-ignore
  expect(convexHull(square)).toHaveLength(4);
});

test("a district with a hole is cut into triangles that all belong to it", () => {
  const square = (from: number, to: number): At[] => [
    [from, from], [to, from], [to, to], [from, to], [from, from],
  ]; // prettier-ignore
  const areas = triangulate({
    type: "FeatureCollection",
    features: [
      {
        type: "Feature",
        properties: { place: 7 },
        geometry: { type: "Polygon", coordinates: [square(0, 4), square(1, 3)] },
      },
    ],
  });
  let area = 0;
  for (let at = 0; at < areas.triangles.length; at += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => areas.triangles[at + k]!) as [number, number, number];
    const { lon, lat } = areas;
    area +=
      Math.abs(
        (lon[b]! - lon[a]!) * (lat[c]! - lat[a]!) - (lon[c]! - lon[a]!) * (lat[b]! - lat[a]!),
      ) / 2;
  }
  expect(area).toBeCloseTo(12);
  expect(new Set(areas.place)).toEqual(new Set([7]));
});

test("the base map's steps add up to degrees", () => {
  const [land, borders] = unpacked({
    decimals: 3,
    land: { Syria: [[[36_000, 35_000, 500, 0, 0, 500]]] },
    borders: [[1000, 2000, -1, 1]],
  });
  expect(land?.geometry).toMatchObject({ coordinates: [[[[36, 35], [36.5, 35], [36.5, 35.5]]]] }); // prettier-ignore
  expect(borders?.geometry).toMatchObject({ coordinates: [[[1, 2], [0.999, 2.001]]] }); // prettier-ignore
});

describe("how a belief is drawn", () => {
  test("no fill is at full strength below 95%, and the likelier is never the weaker", () => {
    const probs = Array.from({ length: 101 }, (_, at) => at / 100);
    expect(probs.filter((prob) => strength(prob) > 0.9999).every((prob) => prob >= 0.95)).toBe(
      true,
    );
    expect(probs.every((prob, at) => at === 0 || strength(prob) >= strength(probs[at - 1]!))).toBe(
      true,
    );
    expect(strength(0)).toBeGreaterThan(0.2);
  });
  test("it pales with age and never vanishes", () => {
    expect([0, 30, 254].map(freshness)).toEqual([1, expect.closeTo(0.72, 1), expect.closeTo(0.4)]);
  });
  test("sides differ in shape", () => {
    expect(new Set(SHAPES.map((_, index) => shapeOf(index))).size).toBe(SHAPES.length);
  });
});

describe("what the situation draws", () => {
  const places = { lon: [37.1, 37.2, null], lat: [36.2, 36.3, null] } as unknown as Places;
  const siege = {
    definition: "encirclement", until: null, prob: 0.9, place: 0, inside: [0], by: { id: "gov" },
  }; // prettier-ignore
  const situation = (change: object) =>
    ({ sieges: [], corridors: [], routes: [], ...change }) as unknown as Situation;

  test("gives a route its state of the day, and leaves other lines to the ground", () => {
    const line = (properties: object) => ({ type: "Feature", properties, geometry: null });
    const lines = {
      type: "FeatureCollection",
      features: [line({ route: "castello" }), line({ route: "khanasser" }), line({ id: "road" })],
    } as unknown as FeatureCollection;
    const states = (of: Situation | null) =>
      routesOf(lines, of).features.map((one) => one.properties?.["state"]);
    expect(states(situation({ routes: [{ id: "castello", state: "cut" }] }))).toEqual([
      "cut",
      "none",
    ]);
    expect(states(null)).toEqual(["none", "none"]);
  });
  test("crosses only routes that are cut, beside the place that cuts them", () => {
    const routes = [
      { id: "long", state: "cut", cut_by: [{ place: 1 }, { place: 0 }] },
      { id: "short", state: "cut", cut_by: [{ place: 0 }] },
      { id: "unknown", state: "cut", cut_by: [{ place: 1 }] },
      { id: "nowhere", state: "cut", cut_by: [{ place: 2 }] },
      { id: "fine", state: "open", cut_by: [{ place: 0 }] },
    ];
    const line = (route: string, coordinates: At[]) => ({
      type: "Feature",
      properties: { route },
      geometry: { type: "LineString", coordinates },
    });
    const lines = {
      type: "FeatureCollection",
      features: [
        line("long", [[36, 36], [37.2, 36.3], [38.2, 36.3]]), // prettier-ignore
        line("short", [[37.1, 36.22], [37.1, 36.2]]), // prettier-ignore
      ],
    } as unknown as FeatureCollection;
    const points = cutsOf(lines, situation({ routes }), places).features.map((one) =>
      one.geometry.type === "Point" ? one.geometry.coordinates.map((x) => x.toFixed(2)) : null,
    );
    expect(points).toEqual([
      ["37.28", "36.30"],
      ["37.10", "36.21"],
      ["37.20", "36.30"],
    ]);
  });
  test("rings a likely siege that lasts, in its besieger's colour, and no other", () => {
    const holders = [{ id: "gov", colour: "#d55e00" }] as unknown as Holder[];
    const rings = (change: object) =>
      ringsOf(situation({ sieges: [{ ...siege, ...change }] }), places, holders, "light").features;
    expect(rings({}).map((one) => one.properties?.["colour"])).toEqual(["#d55e00"]);
    for (const change of [{ prob: 0.1 }, { until: "2016-08-06" }, { definition: "blockade" }])
      expect(rings(change)).toEqual([]);
  });
});

test("names queue by size first, then those spoken of, then the more populous", () => {
  const city = nameOrder(0, false, false, 200_000);
  const spoken = nameOrder(1, true, false, null);
  const town = nameOrder(1, false, false, 120_000);
  const smaller = nameOrder(1, false, false, 110_000);
  const road = nameOrder(3, true, true, null);
  expect([road, town, smaller, spoken, city].sort((a, b) => a - b)).toEqual([
    city,
    spoken,
    town,
    smaller,
    road,
  ]);
});
