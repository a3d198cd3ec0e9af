/** What the situation of a day draws on the map: routes by their state, crosses where they are cut,
 * rings around what is encircled. */

import type { Feature, FeatureCollection } from "geojson";
import type { Holder, Places, Situation } from "../api/types";
import { ringAround } from "./geometry";
import { colourOf, formatColour, type Theme } from "./palette";
import { GROUND } from "./style";

type At = [number, number];
/** Sieges and corridors that are less likely are not drawn. */
const LEAST_SIEGE = 0.2;
const LEAST_CORRIDOR = 0.5;
const MOST_GAPS = 3;
const MOST_BESIDE_DEG = 0.08;

/** The routes among the lines, each with its state; "none" without a situation. */
export function routesOf(lines: FeatureCollection, situation: Situation | null): FeatureCollection {
  const state = new Map(situation?.routes.map((one) => [one.id, one.state]));
  const routes = lines.features.filter((one) => one.properties?.["route"]);
  return collection(
    routes.map((one) => ({
      ...one,
      properties: {
        ...one.properties,
        state:
          state.get(String(one.properties?.["route"])) ??
          state.get(String(one.properties?.["id"])) ??
          "none",
      },
    })),
  );
}

/** A point on each route that is cut: beside the place that cuts it, whose mark would hide it. */
export function cutsOf(
  lines: FeatureCollection,
  situation: Situation | null,
  places: Places,
): FeatureCollection {
  const cuts = (situation?.routes ?? []).filter((one) => one.state === "cut");
  const points = cuts.flatMap((one) =>
    one.cut_by.slice(0, 1).flatMap((cut) => {
      const course = lines.features.filter((line) =>
        [line.properties?.["route"], line.properties?.["id"]].includes(one.id),
      );
      return at(places, cut.place).map((spot) => beside(spot, course));
    }),
  );
  return collection(
    points.map((coordinates) => ({
      type: "Feature",
      properties: {},
      geometry: { type: "Point", coordinates },
    })),
  );
}

/** The point half-way from the corner of a course nearest to a spot to the next corner, or at most
 * `MOST_BESIDE_DEG` along; the spot itself without a course. */
function beside(spot: At, course: Feature[]): At {
  const far = (one: At) => Math.hypot(one[0] - spot[0], one[1] - spot[1]);
  const runs = course.flatMap((one) =>
    one.geometry.type === "LineString"
      ? [one.geometry.coordinates as At[]]
      : one.geometry.type === "MultiLineString"
        ? (one.geometry.coordinates as At[][])
        : [],
  );
  const corners = runs.flatMap((run) =>
    run.map((corner, row) => ({ corner, next: run[row + 1] ?? run[row - 1] ?? corner })),
  );
  if (corners.length === 0) return spot;
  const { corner, next } = corners.reduce((best, one) =>
    far(one.corner) < far(best.corner) ? one : best,
  );
  const long = Math.hypot(next[0] - corner[0], next[1] - corner[1]);
  const share = long > 0 ? Math.min(0.5, MOST_BESIDE_DEG / long) : 0;
  return [corner[0] + share * (next[0] - corner[0]), corner[1] + share * (next[1] - corner[1])];
}

/** A ring around each siege that lasts, in the besieger's colour, open where corridors enter. */
export function ringsOf(
  situation: Situation | null,
  places: Places,
  holders: readonly Holder[],
  theme: Theme,
): FeatureCollection {
  const rings = (situation?.sieges ?? []).flatMap((siege, number): Feature[] => {
    if (siege.definition !== "encirclement" || siege.until !== null || siege.prob < LEAST_SIEGE)
      return [];
    const inside = siege.inside.length > 0 ? siege.inside : [siege.place];
    const gaps = (situation?.corridors ?? [])
      .filter((one) => one.siege === number || one.place === siege.place)
      .filter((one) => one.state !== "cut" && one.prob >= LEAST_CORRIDOR)
      .flatMap((one) => (one.through.length > 0 ? one.through : one.deciding.map((d) => d.place)))
      .slice(0, MOST_GAPS);
    const ring = ringAround(
      inside.flatMap((one) => at(places, one)),
      inside.length > 3 ? 1.1 : 2.2,
      gaps.flatMap((one) => at(places, one)),
      2.4,
    );
    if (!ring) return [];
    const holder = holders.find((one) => one.id === siege.by?.id);
    const colour = holder ? formatColour(colourOf(holder, theme)) : GROUND[theme].ink;
    return [{ ...ring, properties: { colour, opacity: 0.35 + 0.65 * siege.prob } }];
  });
  return collection(rings);
}

function at(places: Places, index: number): At[] {
  const [lon, lat] = [places.lon[index], places.lat[index]];
  return lon == null || lat == null ? [] : [[lon, lat]];
}

function collection(features: Feature[]): FeatureCollection {
  return { type: "FeatureCollection", features };
}
