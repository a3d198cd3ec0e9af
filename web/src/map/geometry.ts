/** Geometry of the map in longitude and latitude: points, areas, rings around what is encircled. */

import earcut from "earcut";
import type { Feature, FeatureCollection, MultiPolygon, Polygon } from "geojson";
import type { Places } from "../api/types";
import type { Areas, Points } from "./holder_layer";

type At = [number, number];

/** What is not drawn as a point: it has an extent that no point stands for. */
const EXTENDED = new Set([
  "country", "province", "region", "river", "route", "highway", "border", "corridor", "lake", "island",
]); // prettier-ignore
/** Radius in pixels and the zoom from which a place nobody spoke of is drawn, by rank. */
const RADIUS = [7.5, 6.2, 5.2, 4.6] as const;
const LEAST_ZOOM = [0, 6.5, 8.3, 10] as const;

/** 0 a large city ... 3 a village, a district, a single site. */
export function rankOf(kind: string, population: number | null): 0 | 1 | 2 | 3 {
  if (kind === "city" || (population ?? 0) >= 100_000) return (population ?? 0) >= 150_000 ? 0 : 1;
  if (kind === "town" || kind === "airport" || kind === "airbase") return 2;
  return 3;
}

export function isExtended(kind: string): boolean {
  return EXTENDED.has(kind);
}

/** The points in drawing order: what nobody ever spoke of lies below, the small above the large. */
export function pointsOf(places: Places, withArea: ReadonlySet<number>): Points {
  const shown = places.id
    .map((_, place) => place)
    .filter((place) => places.lat[place] !== null && places.lon[place] !== null)
    .filter((place) => !EXTENDED.has(places.kind[place]!) || places.spoken[place]);
  const rank = (place: number) => rankOf(places.kind[place]!, places.population[place] ?? null);
  shown.sort(
    (a, b) => Number(places.spoken[a]) - Number(places.spoken[b]) || rank(a) - rank(b) || a - b,
  );
  const within = (place: number) => places.kind[place] === "neighbourhood" || withArea.has(place);
  const extended = (place: number) => EXTENDED.has(places.kind[place]!);
  return {
    place: Uint32Array.from(shown),
    lon: Float64Array.from(shown, (place) => places.lon[place]!),
    lat: Float64Array.from(shown, (place) => places.lat[place]!),
    radius: Float32Array.from(shown, (place) => (extended(place) ? 4 : RADIUS[rank(place)])),
    // Districts lie on top of one another on a small map: they wait until their city has room.
    minZoom: Float32Array.from(shown, (place) =>
      within(place) ? 10.4 : extended(place) ? 9.5 : LEAST_ZOOM[rank(place)],
    ),
    hasArea: Uint8Array.from(shown, (place) => Number(withArea.has(place))),
  };
}

/** Cuts the districts into triangles. */
export function triangulate(collection: FeatureCollection<Polygon | MultiPolygon>): Areas {
  const lon: number[] = [];
  const lat: number[] = [];
  const place: number[] = [];
  const triangles: number[] = [];
  for (const one of collection.features) {
    const polygons =
      one.geometry.type === "Polygon" ? [one.geometry.coordinates] : one.geometry.coordinates;
    for (const rings of polygons) {
      const base = lon.length;
      const flat: number[] = [];
      const holes: number[] = [];
      for (const ring of rings) {
        if (flat.length > 0) holes.push(flat.length / 2);
        for (const [x, y] of ring) flat.push(x!, y!);
      }
      for (let at = 0; at < flat.length; at += 2) {
        lon.push(flat[at]!);
        lat.push(flat[at + 1]!);
        place.push(Number(one.properties?.["place"]));
      }
      for (const corner of earcut(flat, holes)) triangles.push(base + corner);
    }
  }
  return {
    lon: Float64Array.from(lon),
    lat: Float64Array.from(lat),
    place: Uint32Array.from(place),
    triangles: Uint32Array.from(triangles),
  };
}

const KM_PER_DEGREE = 111.2;

/** The outline of what is encircled, in stretches: a ring around the places at a distance in km,
 * open where a corridor enters. Empty without places. */
export function ringAround(
  inside: At[],
  margin_km: number,
  gaps: At[],
  gap_km: number,
): Feature | null {
  if (inside.length === 0) return null;
  const squeeze = Math.cos((inside[0]![1] * Math.PI) / 180);
  const flat = (at: At): At => [at[0] * squeeze * KM_PER_DEGREE, at[1] * KM_PER_DEGREE];
  const round = (at: At): At => [at[0] / squeeze / KM_PER_DEGREE, at[1] / KM_PER_DEGREE];
  const around = inside.map(flat).flatMap(([x, y]) =>
    Array.from({ length: 24 }, (_, k): At => {
      const turn = (k * Math.PI) / 12;
      return [x + margin_km * Math.cos(turn), y + margin_km * Math.sin(turn)];
    }),
  );
  const ring = densified(convexHull(around), margin_km / 6);
  const open = gaps.map(flat).map((gap) => nearest(ring, gap));
  const kept = ring.map(
    (at) => !open.some((gap) => Math.hypot(at[0] - gap[0], at[1] - gap[1]) < gap_km / 2),
  );
  if (kept.every(Boolean)) {
    const closed = [...ring, ring[0]!].map(round);
    return feature([closed]);
  }
  const start = kept.findIndex((here, at) => here && !kept[(at + kept.length - 1) % kept.length]);
  const stretches: At[][] = [];
  for (let step = 0; step < ring.length; step++) {
    const at = (start + step) % ring.length;
    if (!kept[at]) continue;
    if (!kept[(at + ring.length - 1) % ring.length]) stretches.push([]);
    stretches.at(-1)?.push(round(ring[at]!));
  }
  return feature(stretches.filter((line) => line.length > 1));
}

function feature(lines: At[][]): Feature {
  return {
    type: "Feature",
    properties: {},
    geometry: { type: "MultiLineString", coordinates: lines },
  };
}

function nearest(ring: At[], to: At): At {
  const far = (at: At) => Math.hypot(at[0] - to[0], at[1] - to[1]);
  return ring.reduce((best, at) => (far(at) < far(best) ? at : best));
}

/** Andrew's monotone chain, counter-clockwise, without the repeated first corner. */
export function convexHull(points: At[]): At[] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const turn = (o: At, a: At, b: At) =>
    (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);
  const half = (run: At[]) => {
    const hull: At[] = [];
    for (const at of run) {
      while (hull.length >= 2 && turn(hull.at(-2)!, hull.at(-1)!, at) <= 0) hull.pop();
      hull.push(at);
    }
    return hull.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

function densified(ring: At[], step: number): At[] {
  return ring.flatMap((from, at) => {
    const to = ring[(at + 1) % ring.length]!;
    const pieces = Math.max(1, Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / step));
    return Array.from({ length: pieces }, (_, k): At => [
      from[0] + ((to[0] - from[0]) * k) / pieces,
      from[1] + ((to[1] - from[1]) * k) / pieces,
    ]);
  });
}
