/** The offline base map: Natural Earth, cut at build time into files of this page. */

import type { Feature, FeatureCollection, Position } from "geojson";

const BASE = "base/";
const MARGIN_DEG = 1.5;
type Box = [number, number, number, number];

async function read<T>(file: string): Promise<T> {
  const response = await fetch(BASE + file);
  if (!response.ok) throw new Error(`base map: ${file}: ${response.status}`);
  return (await response.json()) as T;
}

/** A file of the base map: lines as whole numbers, the first point and then steps, in units of the
 * last decimal of a degree. */
export interface Cell {
  decimals: number;
  land: Record<string, number[][][]>;
  borders: number[][];
}

/** The land of a cell by country, and its borders, as GeoJSON. */
export function unpacked({ decimals, land, borders }: Cell): Feature[] {
  const scale = 10 ** decimals;
  const line = (steps: number[]): Position[] => {
    let [x, y] = [0, 0];
    return Array.from({ length: steps.length / 2 }, (_, at) => {
      x += steps[at * 2]!;
      y += steps[at * 2 + 1]!;
      return [x / scale, y / scale];
    });
  };
  const features = Object.entries(land).map(([country, polygons]): Feature => ({
    type: "Feature",
    properties: { country },
    geometry: {
      type: "MultiPolygon",
      coordinates: polygons.map((rings) => rings.map(line)),
    },
  }));
  features.push({
    type: "Feature",
    properties: {},
    geometry: { type: "MultiLineString", coordinates: borders.map(line) },
  });
  return features;
}

/** All land, coarsely. */
export async function coarseWorld(): Promise<FeatureCollection> {
  return { type: "FeatureCollection", features: unpacked(await read<Cell>("world.json")) };
}

/** Land by country and borders around a theatre, in detail. */
export async function landAround(bounds: Box): Promise<FeatureCollection> {
  const index = await read<{ cell_deg: number; cells: string[] }>("index.json");
  const [west, south, east, north] = bounds;
  const near = index.cells.filter((name) => {
    const [lon, lat] = name.split("_").map(Number) as [number, number];
    return (
      lon < east + MARGIN_DEG &&
      lon + index.cell_deg > west - MARGIN_DEG &&
      lat < north + MARGIN_DEG &&
      lat + index.cell_deg > south - MARGIN_DEG
    );
  });
  const cells = await Promise.all(near.map((name) => read<Cell>(`${name}.json`)));
  return { type: "FeatureCollection", features: cells.flatMap(unpacked) };
}
