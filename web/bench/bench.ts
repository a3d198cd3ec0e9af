/** Recolours 33,000 places day by day in three ways, in one run: the page's own layer, MapLibre's
 * `setData` and its `setFeatureState`. `measure` is called by measure.mjs. */

import {
  Map as MapLibreMap,
  MercatorCoordinate,
  setWorkerUrl,
  type GeoJSONSource,
} from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import type { FeatureCollection } from "geojson";
import { HolderLayer, type Points } from "../src/map/holder_layer";
import type { Rgb, Shape } from "../src/map/palette";
import { randomFrames } from "./synthetic";

setWorkerUrl(workerUrl);

export interface Timing {
  /** Milliseconds of JavaScript from the new day to the end of drawing. */
  script_ms: number;
  /** Milliseconds until the picture of the new day is in the drawing buffer. */
  frame_ms: number;
}

const COLOURS = ["#d55e00", "#0072b2", "#000000", "#e69f00"];
const RGB: Rgb[] = [
  [0.84, 0.37, 0],
  [0, 0.45, 0.7],
  [0, 0, 0],
  [0.9, 0.62, 0],
];
const SHAPES: Shape[] = ["circle", "circle", "circle", "circle"];
const ORIGIN: [number, number] = [38, 35];

function points(places: number): Points {
  const columns = (value: (at: number) => number) =>
    Float64Array.from({ length: places }, (_, at) => value(at));
  const side = Math.ceil(Math.sqrt(places));
  return {
    place: Uint32Array.from({ length: places }, (_, at) => at),
    lon: columns((at) => 35.5 + (7 * (at % side)) / side),
    lat: columns((at) => 32.5 + (5 * Math.floor(at / side)) / side),
    radius: new Float32Array(places).fill(5),
    minZoom: new Float32Array(places),
    hasArea: new Uint8Array(places),
  };
}

function newMap(): Promise<MapLibreMap> {
  document.getElementById("map")!.replaceChildren();
  const map = new MapLibreMap({
    container: "map",
    style: { version: 8, sources: {}, layers: [] },
    center: ORIGIN,
    zoom: 6,
    attributionControl: false,
    fadeDuration: 0,
  });
  return new Promise((resolve) => map.once("load", () => resolve(map)));
}

const idle = (map: MapLibreMap) => new Promise((resolve) => map.once("idle", resolve));

/** Waits until the graphics process has drawn everything asked of it. */
function finish(map: MapLibreMap): void {
  const gl = map.getCanvas().getContext("webgl2")!;
  gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

function summary(timings: Timing[]): Timing {
  return {
    script_ms: median(timings.map((one) => one.script_ms)),
    frame_ms: median(timings.map((one) => one.frame_ms)),
  };
}

async function ownLayer(places: number, frames: Uint8Array[]): Promise<Timing> {
  const map = await newMap();
  const layer = new HolderLayer(
    "holders",
    places,
    points(places),
    null,
    MercatorCoordinate.fromLngLat(ORIGIN),
  );
  layer.setLook({
    colours: RGB,
    shapes: SHAPES,
    pairs: [],
    grey: [0.5, 0.5, 0.5],
    ground: [1, 1, 1],
    ink: [0, 0, 0],
  });
  layer.setFrame(frames[0]!);
  layer.addTo(map);
  await idle(map);
  const timings = frames.map((frame) => {
    const start = performance.now();
    layer.setFrame(frame);
    layer.redraw();
    const script_ms = performance.now() - start;
    finish(map);
    return { script_ms, frame_ms: performance.now() - start };
  });
  map.remove();
  return summary(timings);
}

function collection(places: number, frame: Uint8Array | null): FeatureCollection {
  const { lon, lat } = points(places);
  return {
    type: "FeatureCollection",
    features: Array.from({ length: places }, (_, id) => ({
      type: "Feature",
      id,
      properties: frame ? { holder: frame[id * 4]! } : {},
      geometry: { type: "Point", coordinates: [lon[id]!, lat[id]!] },
    })),
  };
}

function addCircles(
  map: MapLibreMap,
  data: FeatureCollection,
  holder: ["get" | "feature-state", string],
): void {
  map.addSource("places", { type: "geojson", data });
  map.addLayer({
    id: "places",
    type: "circle",
    source: "places",
    paint: {
      "circle-radius": 5,
      "circle-color": [
        "match",
        holder,
        1,
        COLOURS[0]!,
        2,
        COLOURS[1]!,
        3,
        COLOURS[2]!,
        4,
        COLOURS[3]!,
        "#888888",
      ],
    },
  });
}

async function setData(places: number, frames: Uint8Array[]): Promise<Timing> {
  const map = await newMap();
  addCircles(map, collection(places, frames[0]!), ["get", "holder"]);
  await idle(map);
  const timings: Timing[] = [];
  for (const frame of frames) {
    const start = performance.now();
    (map.getSource("places") as GeoJSONSource).setData(collection(places, frame));
    const script_ms = performance.now() - start;
    await idle(map);
    finish(map);
    timings.push({ script_ms, frame_ms: performance.now() - start });
  }
  map.remove();
  return summary(timings);
}

async function setFeatureState(places: number, frames: Uint8Array[]): Promise<Timing> {
  const map = await newMap();
  addCircles(map, collection(places, null), ["feature-state", "holder"]);
  await idle(map);
  const timings: Timing[] = [];
  for (const frame of frames) {
    const start = performance.now();
    for (let id = 0; id < places; id++)
      map.setFeatureState({ source: "places", id }, { holder: frame[id * 4]! });
    map.redraw();
    const script_ms = performance.now() - start;
    finish(map);
    timings.push({ script_ms, frame_ms: performance.now() - start });
  }
  map.remove();
  return summary(timings);
}

async function measure(places: number, days: number): Promise<Record<string, Timing>> {
  const all = randomFrames(days, places);
  const frames = Array.from({ length: days }, (_, day) =>
    all.subarray(day * places * 4, (day + 1) * places * 4),
  );
  return {
    "own layer": await ownLayer(places, frames),
    setData: await setData(places, frames.slice(0, 4)),
    setFeatureState: await setFeatureState(places, frames.slice(0, 4)),
  };
}

declare global {
  interface Window {
    measure: typeof measure;
  }
}
window.measure = measure;
