/** A base map of the reader's own under the places: raster or vector tiles, or a PMTiles file. */

import {
  addProtocol,
  type LayerSpecification,
  type Map as MapLibreMap,
  type SourceSpecification,
} from "maplibre-gl";
import type { Tiles } from "../api/types";
import type { Theme } from "./palette";
import { BELOW_TILES, GROUND } from "./style";

const SOURCE = "tiles";
const VECTOR_TILE = 1; // as PMTiles' header names it
/** What layers are called by the two common schemas, OpenMapTiles and Protomaps. */
const WATER = ["water"];
const WATERWAYS = ["waterway"];
const ROADS = ["transportation", "roads"];
const BUILDINGS = ["building", "buildings"];

/** Adds the tiles above the land and below the borders. */
export async function addTiles(map: MapLibreMap, tiles: Tiles, theme: Theme): Promise<void> {
  const absolute = new URL(tiles.url.replace(/[{}]/g, encodeURIComponent), location.href).href;
  const url = absolute.replaceAll("%7B", "{").replaceAll("%7D", "}");
  const { attribution } = tiles;
  let source: SourceSpecification;
  let vector = tiles.kind === "vector";
  if (tiles.kind === "pmtiles") {
    const { PMTiles, Protocol } = await import("pmtiles");
    const protocol = new Protocol();
    addProtocol("pmtiles", protocol.tile);
    const archive = new PMTiles(url);
    protocol.add(archive);
    vector = (await archive.getHeader()).tileType === VECTOR_TILE;
    source = vector
      ? { type: "vector", url: `pmtiles://${url}`, attribution }
      : { type: "raster", url: `pmtiles://${url}`, tileSize: 256, attribution };
  } else {
    source = vector
      ? { type: "vector", tiles: [url], attribution }
      : { type: "raster", tiles: [url], tileSize: 256, attribution };
  }
  map.addSource(SOURCE, source);
  for (const layer of vector ? vectorLayers(theme) : rasterLayers(theme))
    map.addLayer(layer, BELOW_TILES);
}

function rasterLayers(theme: Theme): LayerSpecification[] {
  const dark = theme === "dark" ? { "raster-brightness-max": 0.55 } : {};
  return [
    {
      id: "tiles",
      type: "raster",
      source: SOURCE,
      // Colour belongs to the sides.
      paint: { "raster-saturation": -0.75, "raster-opacity": 0.85, ...dark },
    },
  ];
}

function vectorLayers(theme: Theme): LayerSpecification[] {
  const ground = GROUND[theme];
  const fill = (layer: string, colour: string): LayerSpecification => ({
    id: `tiles-${layer}`,
    type: "fill",
    source: SOURCE,
    "source-layer": layer,
    filter: ["==", ["geometry-type"], "Polygon"],
    paint: { "fill-color": colour },
  });
  const line = (layer: string, colour: string, width: number): LayerSpecification => ({
    id: `tiles-${layer}`,
    type: "line",
    source: SOURCE,
    "source-layer": layer,
    filter: ["==", ["geometry-type"], "LineString"],
    paint: { "line-color": colour, "line-width": width },
  });
  return [
    ...WATER.map((one) => fill(one, ground.sea)),
    ...WATERWAYS.map((one) => line(one, ground.sea, 1)),
    ...BUILDINGS.map((one) => fill(one, ground.land)),
    ...ROADS.map((one) => line(one, ground.road, 0.9)),
  ];
}
