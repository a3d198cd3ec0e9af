/** The ground under the places: sea, land, borders, roads, routes, rings and names. */

import type { FeatureCollection } from "geojson";
import type {
  ExpressionSpecification,
  FilterSpecification,
  LayerSpecification,
  StyleSpecification,
} from "maplibre-gl";
import { parseColour, type Rgb, type Theme } from "./palette";

export interface Ground {
  sea: string;
  land: string;
  focus: string;
  border: string;
  road: string;
  route: string;
  area: string;
  name: string;
  local: string;
  halo: string;
  ink: string;
  grey: string;
}

export const GROUND: Record<Theme, Ground> = {
  light: {
    sea: "#dce5ea",
    land: "#f1f0eb",
    focus: "#fbfaf7",
    border: "#a9a59a",
    road: "#d3cfc4",
    route: "#6b6a66",
    area: "#b9b4a8",
    name: "#23282e",
    local: "#5a6169",
    halo: "#fbfaf7",
    ink: "#14181d",
    grey: "#7d8389",
  },
  dark: {
    sea: "#12171c",
    land: "#1b2127",
    focus: "#20272e",
    border: "#4b545d",
    road: "#323b44",
    route: "#9aa3ac",
    area: "#46505a",
    name: "#e6e9ec",
    local: "#a5adb5",
    halo: "#171c21",
    ink: "#f3f5f7",
    grey: "#87909a",
  },
};

export function groundRgb(theme: Theme): { ground: Rgb; ink: Rgb; grey: Rgb } {
  const { focus, ink, grey } = GROUND[theme];
  return { ground: parseColour(focus), ink: parseColour(ink), grey: parseColour(grey) };
}

export const FONT = ["Noto Sans", "Noto Sans Arabic"];
const NOTHING: FeatureCollection = { type: "FeatureCollection", features: [] };

/** Layers of the map in drawing order; the holder layer comes before `BELOW_NAMES`. */
export const BELOW_NAMES = "rings";
/** Tiles of a base map of the reader's own come before this layer. */
export const BELOW_TILES = "borders";

/** `theatre` are the names under which Natural Earth may know the theatre's country. */
export function makeStyle(theme: Theme, theatre: string[]): StyleSpecification {
  const ground = GROUND[theme];
  const geojson = () => ({ type: "geojson" as const, data: NOTHING, tolerance: 0.2 });
  const layers: LayerSpecification[] = [
    { id: "sea", type: "background", paint: { "background-color": ground.sea } },
    // Coarse land beyond the theatre; its coast must not show beside the fine one.
    {
      id: "world",
      type: "fill",
      source: "world",
      maxzoom: 5,
      paint: { "fill-color": ground.land, "fill-antialias": false },
    },
    {
      id: "land",
      type: "fill",
      source: "land",
      filter: ["==", ["geometry-type"], "Polygon"],
      // Land is cut into cells whose edges must not be seen.
      paint: {
        "fill-color": [
          "case",
          ["in", ["get", "country"], ["literal", theatre]],
          ground.focus,
          ground.land,
        ],
        "fill-antialias": false,
      },
    },
    {
      id: BELOW_TILES,
      type: "line",
      source: "land",
      filter: ["==", ["geometry-type"], "LineString"],
      paint: {
        "line-color": ground.border,
        "line-width": ["interpolate", ["linear"], ["zoom"], 4, 0.6, 10, 1.4],
      },
    },
    {
      id: "area-edges",
      type: "line",
      source: "areas",
      minzoom: 10,
      paint: {
        "line-color": ground.area,
        "line-width": ["interpolate", ["linear"], ["zoom"], 10, 0.4, 14, 1.2],
      },
    },
    {
      id: "roads",
      type: "line",
      source: "lines",
      filter: ["!", ["has", "route"]],
      layout: { "line-cap": "round" },
      paint: {
        "line-color": ground.road,
        "line-width": ["interpolate", ["linear"], ["zoom"], 6, 0.5, 12, 1.8],
      },
    },
    ...routeLayers(ground),
    {
      id: "rings",
      type: "line",
      source: "rings",
      layout: { "line-join": "round" },
      paint: {
        "line-color": ["get", "colour"],
        "line-width": ["interpolate", ["linear"], ["zoom"], 6, 1.8, 12, 3.2],
        "line-dasharray": [2.2, 1.3],
        "line-opacity": ["get", "opacity"],
      },
    },
    namesLayer(ground),
    chosenLayer(ground),
  ];
  return {
    version: 8,
    sources: {
      world: geojson(),
      land: geojson(),
      areas: { type: "geojson", data: NOTHING },
      lines: geojson(),
      routes: geojson(),
      cuts: geojson(),
      rings: geojson(),
      names: geojson(),
      chosen: geojson(),
    },
    layers,
  };
}

/** Routes: solid where open, dotted where threatened or contested, broken where cut. */
function routeLayers(ground: Ground): LayerSpecification[] {
  const width: ExpressionSpecification = ["interpolate", ["linear"], ["zoom"], 6, 1.3, 12, 3.4];
  const layer = (
    id: string,
    states: string[],
    dashes: number[] | null,
    colour = ground.route,
  ): LayerSpecification => ({
    id: `route-${id}`,
    type: "line",
    source: "routes",
    filter: ["in", ["get", "state"], ["literal", states]],
    layout: { "line-cap": dashes?.[0] === 0.05 ? "round" : "butt", "line-join": "round" },
    paint: {
      "line-color": colour,
      "line-width": width,
      ...(dashes ? { "line-dasharray": dashes } : {}),
    },
  });
  return [
    layer("none", ["none"], null, ground.road),
    layer("open", ["open"], null),
    layer("threatened", ["threatened", "contested", "not known", "not_known"], [0.05, 2]),
    layer("cut", ["cut"], [4, 2.2]),
    {
      id: "route-cross",
      type: "symbol",
      source: "cuts",
      layout: {
        "text-field": "✕",
        "text-font": FONT,
        "text-size": ["interpolate", ["linear"], ["zoom"], 6, 12, 12, 20],
        "text-allow-overlap": true,
        "text-ignore-placement": true,
      },
      paint: { "text-color": ground.ink, "text-halo-color": ground.halo, "text-halo-width": 1.6 },
    },
  ];
}

/** The name of the chosen place: placed before all others, which make room for it. */
function chosenLayer(ground: Ground): LayerSpecification {
  return {
    id: "name-chosen",
    type: "symbol",
    source: "chosen",
    layout: {
      "text-field": LABEL,
      "text-font": ["Noto Sans Bold", ...FONT],
      "text-size": 15,
      "text-line-height": 1.15,
      "text-variable-anchor": ["top", "bottom", "right", "left"],
      "text-radial-offset": 1.05,
      "text-justify": "auto",
      "text-padding": 4,
      "text-allow-overlap": true,
    },
    paint: { "text-color": ground.ink, "text-halo-color": ground.halo, "text-halo-width": 2 },
  };
}

/** The reader's name, and the local one under it, smaller. */
const LABEL: ExpressionSpecification = [
  "case",
  ["==", ["get", "local"], ""],
  ["get", "name"],
  ["format", ["get", "name"], {}, "\n", {}, ["get", "local"], { "font-scale": 0.86 }],
];

const NAMED_FROM_ZOOM = [4.5, 6.6, 8, 9.4] as const;
const NAMED_SOONER = 1.4;

function byRank([city, large, town, other]: readonly [number, number, number, number]) {
  return [
    "match", ["get", "rank"], 0, city, 1, large, 2, town, other,
  ] satisfies ExpressionSpecification; // prettier-ignore
}

/** The places that are named. Those spoken of are named sooner; districts wait for their city to be
 * large; the chosen place has a layer of its own. */
export function nameFilter(chosen: number | null): FilterSpecification {
  const from = byRank(NAMED_FROM_ZOOM);
  const least: ExpressionSpecification = [
    "case", ["get", "within"], 11.2, ["get", "spoken"], ["-", from, NAMED_SOONER], from,
  ]; // prettier-ignore
  return ["all", ["!=", ["get", "place"], chosen ?? -1], [">=", ["zoom"], least]];
}

/** Where a name stands in the queue for room on the map: cities before villages, those spoken of
 * before others, points before what has an extent. */
export function nameOrder(
  rank: number,
  spoken: boolean,
  extended: boolean,
  population: number | null,
): number {
  const people = Math.log10(Math.max(1, population ?? 1));
  return rank * 1000 + (spoken ? 0 : 100) + (extended ? 50 : 0) - people;
}

/** All names are one layer: each layer of names costs every drawing of the map a round of its own. */
function namesLayer(ground: Ground): LayerSpecification {
  return {
    id: "names",
    type: "symbol",
    source: "names",
    minzoom: NAMED_FROM_ZOOM[0] - NAMED_SOONER,
    filter: nameFilter(null),
    layout: {
      "text-field": LABEL,
      "text-font": FONT,
      "text-size": byRank([13.5, 12.5, 11.5, 11]),
      "text-line-height": 1.15,
      "text-variable-anchor": ["top", "bottom", "right", "left"],
      "text-radial-offset": 0.85,
      "text-justify": "auto",
      "text-padding": 3,
      "text-max-width": 9,
      "symbol-sort-key": ["get", "order"],
    },
    paint: {
      "text-color": ["case", ["get", "spoken"], ground.name, ground.local],
      "text-halo-color": ground.halo,
      "text-halo-width": 1.5,
      "text-halo-blur": 0.3,
    },
  };
}
