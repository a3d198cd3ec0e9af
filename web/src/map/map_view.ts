/** A MapLibre map with the holder layer: knows what to draw and whom a pointer means, and nothing
 * of the page around it. */

import {
  AttributionControl,
  Map as MapLibreMap,
  MercatorCoordinate,
  ScaleControl,
  setWorkerUrl,
} from "maplibre-gl";
import type { GeoJSONSource } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import type { Feature, FeatureCollection, MultiPolygon, Polygon } from "geojson";
import { BYTES_PER_PLACE } from "../api/frames";
import type { Overview, Places, Situation } from "../api/types";
import type { Layer } from "../state/view";
import { coarseWorld, landAround } from "./base";
import { isExtended, pointsOf, rankOf, triangulate } from "./geometry";
import { HolderLayer, scaleAt, type Look, type Points } from "./holder_layer";
import { colourOf, shapeOf, type Theme } from "./palette";
import { cutsOf, ringsOf, routesOf } from "./situation_shapes";
import { BELOW_NAMES, groundRgb, makeStyle, nameFilter, nameOrder } from "./style";
import { addTiles } from "./tiles";

setWorkerUrl(workerUrl);

export interface Camera {
  zoom: number;
  lat: number;
  lon: number;
}

export interface Hooks {
  choose: (place: number | null) => void;
  point: (place: number | null) => void;
  moved: (camera: Camera) => void;
}

type At = [number, number];
/** What the reader can switch, by source, as layers of the style. */
const LAYERS_OF: Partial<Record<Layer, Record<string, string[]>>> = {
  areas: { areas: ["area-edges"] },
  roads: {
    lines: ["roads"],
    routes: ["route-none", "route-open", "route-threatened", "route-cut"],
    cuts: ["route-cross"],
  },
  rings: { rings: ["rings"] },
  labels: { names: ["names"], chosen: ["name-chosen"] },
};
const REACH_PX = 9;
/** Names appear at once, nearly: every frame of a fade draws the whole map. */
const FADE_MS = 80;

export class MapView {
  readonly map: MapLibreMap;
  private layer: HolderLayer | null = null;
  private points: Points | null = null;
  private mercator: Float64Array | null = null;
  private areas: FeatureCollection<Polygon | MultiPolygon> | null = null;
  private lines: FeatureCollection | null = null;
  private situation: Situation | null = null;
  private frame: Uint8Array | null = null;
  private hidden: readonly Layer[] = [];
  private marked: [number | null, number | null] = [null, null];
  private named: { places: Places; features: Map<number, Feature> } | null = null;
  private readonly empty = new Set([
    "areas",
    "lines",
    "routes",
    "cuts",
    "rings",
    "names",
    "chosen",
  ]);
  /** What `refill` put into sources. */
  private readonly filled = new Map<string, string>();
  private readonly ready: Promise<void>;
  private removed = false;

  constructor(
    container: HTMLElement,
    private readonly overview: Overview,
    private theme: Theme,
    camera: Camera | null,
    private readonly hooks: Hooks,
  ) {
    const [west, south, east, north] = overview.theatre.focus ?? overview.theatre.bounds;
    this.map = new MapLibreMap({
      container,
      style: makeStyle(theme, Object.values(overview.theatre.name)),
      ...(camera
        ? { center: [camera.lon, camera.lat] as At, zoom: camera.zoom }
        : { bounds: [west, south, east, north], fitBoundsOptions: { padding: 48, maxZoom: 9 } }),
      minZoom: 2,
      maxZoom: 17,
      maxPitch: 0,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      rollEnabled: false,
      attributionControl: false,
      fadeDuration: FADE_MS,
      renderWorldCopies: false,
      keyboard: true,
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.addControl(new ScaleControl({ maxWidth: 110 }), "bottom-right");
    if (overview.tiles)
      this.map.addControl(new AttributionControl({ compact: true }), "bottom-right");
    this.ready = new Promise((resolve) => {
      this.map.once("style.load", () => resolve());
    });
    void this.ready.then(() => {
      this.applyHidden();
      return this.fillBase();
    });
    if (overview.tiles) {
      const { tiles } = overview;
      void this.ready.then(() => (this.removed ? undefined : addTiles(this.map, tiles, theme)));
    }
    this.listen(container);
  }

  remove(): void {
    this.removed = true;
    this.map.remove();
  }

  /** Sets the places and what of them has an area; called once they have come. */
  async setPlaces(
    places: Places,
    areas: FeatureCollection<Polygon | MultiPolygon> | null,
  ): Promise<void> {
    await this.ready;
    if (this.removed) return;
    const withArea = new Set(
      (areas?.features ?? []).map((one) => Number(one.properties?.["place"])),
    );
    this.areas = areas;
    this.points = pointsOf(places, withArea);
    this.mercator = new Float64Array(this.points.place.length * 2);
    this.points.place.forEach((_, at) => {
      const { x, y } = MercatorCoordinate.fromLngLat([
        this.points!.lon[at]!,
        this.points!.lat[at]!,
      ]);
      this.mercator!.set([x, y], at * 2);
    });
    const [west, south, east, north] = this.overview.theatre.bounds;
    const origin = MercatorCoordinate.fromLngLat([(west + east) / 2, (south + north) / 2]);
    this.layer?.removeFrom(this.map);
    this.layer = new HolderLayer(
      "holders",
      places.id.length,
      this.points,
      areas && areas.features.length > 0 ? triangulate(areas) : null,
      origin,
    );
    this.layer.addTo(this.map, BELOW_NAMES);
    this.layer.setLook(this.look());
    if (this.frame?.length === places.id.length * BYTES_PER_PLACE) this.layer.setFrame(this.frame);
    this.layer.setMarked(...this.marked);
    if (areas) this.fill("areas", areas);
    this.applyHidden();
  }

  setFrame(frame: Uint8Array): void {
    this.frame = frame;
    this.layer?.setFrame(frame);
  }

  setMarked(chosen: number | null, pointed: number | null): void {
    const other = chosen !== this.marked[0];
    this.marked = [chosen, pointed];
    this.layer?.setMarked(chosen, pointed);
    if (other) this.nameChosen();
  }

  /** Names in the reader's language, with the local name under them where it is another. */
  async setNames(places: Places, language: string): Promise<void> {
    await this.ready;
    // The map's labels are cut from the fonts as they are when a letter is first needed.
    await Promise.all([
      document.fonts.load("16px 'Noto Sans'", "Aa Ωω"),
      document.fonts.load("16px 'Noto Sans Arabic'", "ح"),
    ]);
    if (this.removed) return;
    this.named = { places, features: new Map() };
    const own = places.names[language] ?? [];
    const english = places.names["en"] ?? [];
    const features = places.id.flatMap((id, index): Feature[] => {
      const [lon, lat] = [places.lon[index], places.lat[index]];
      const kind = places.kind[index]!;
      const spoken = places.spoken[index] ?? false;
      if (lon == null || lat == null || (isExtended(kind) && !spoken)) return [];
      if (kind === "country" || kind === "province" || kind === "region") return [];
      const name = own[index] ?? english[index] ?? id;
      const local = places.local[index] ?? "";
      const population = places.population[index] ?? null;
      const rank = isExtended(kind) ? 3 : rankOf(kind, population);
      return [
        {
          type: "Feature",
          geometry: { type: "Point", coordinates: [lon, lat] },
          properties: {
            name,
            local: local === name ? "" : local,
            rank,
            within: kind === "neighbourhood",
            spoken,
            order: nameOrder(rank, spoken, isExtended(kind), population),
            place: index,
          },
        },
      ];
    });
    this.named.features = new Map(features.map((one) => [Number(one.properties?.["place"]), one]));
    this.fill("names", { type: "FeatureCollection", features });
    this.nameChosen();
  }

  async setLines(lines: FeatureCollection): Promise<void> {
    await this.ready;
    if (this.removed) return;
    this.lines = lines;
    this.fill("lines", lines);
    this.drawSituation();
  }

  /** Draws the rings, and the routes with their state. */
  async setSituation(situation: Situation | null, places: Places): Promise<void> {
    await this.ready;
    if (this.removed) return;
    this.situation = situation;
    this.drawSituation(places);
  }

  async setTheme(theme: Theme): Promise<void> {
    await this.ready;
    if (this.removed || theme === this.theme) return;
    this.theme = theme;
    for (const layer of makeStyle(theme, Object.values(this.overview.theatre.name)).layers)
      if ("paint" in layer && layer.paint)
        for (const [name, value] of Object.entries(layer.paint))
          this.map.setPaintProperty(layer.id, name as never, value as never);
    this.layer?.setLook(this.look());
    this.drawSituation(this.named?.places);
  }

  async setHidden(hidden: readonly Layer[]): Promise<void> {
    await this.ready;
    if (hidden.join() === this.hidden.join()) return;
    this.hidden = hidden;
    if (!this.removed) this.applyHidden();
  }

  setCamera(camera: Camera): void {
    this.map.jumpTo({ center: [camera.lon, camera.lat], zoom: camera.zoom });
  }

  zoomBy(step: number): void {
    this.map.easeTo({ zoom: this.map.getZoom() + step, duration: 200 });
  }

  showWhole(): void {
    const [west, south, east, north] = this.overview.theatre.focus ?? this.overview.theatre.bounds;
    this.map.fitBounds([west, south, east, north], { padding: 48, maxZoom: 9, duration: 500 });
  }

  /** Brings a place into view, without moving what is in view already. */
  showPlace(lon: number, lat: number, kind: string): void {
    const at = this.map.project([lon, lat]);
    const { clientWidth: width, clientHeight: height } = this.map.getContainer();
    const margin = 60;
    const inside =
      at.x > margin && at.y > margin && at.x < width - margin && at.y < height - margin;
    const needed = kind === "neighbourhood" ? 11.6 : isExtended(kind) ? 6 : 8.2;
    if (inside && this.map.getZoom() >= needed - 0.8) return;
    this.map.easeTo({
      center: [lon, lat],
      zoom: Math.max(this.map.getZoom(), needed),
      duration: 600,
    });
  }

  camera(): Camera {
    const { lng, lat } = this.map.getCenter();
    return { zoom: this.map.getZoom(), lat, lon: lng };
  }

  /** The map as it is drawn now. */
  canvas(): HTMLCanvasElement {
    this.map.redraw();
    return this.map.getCanvas();
  }

  private look(): Look {
    const holders = this.overview.holders;
    return {
      colours: holders.map((one) => colourOf(one, this.theme)),
      shapes: holders.map((_, index) => shapeOf(index)),
      pairs: this.overview.pairs,
      ...groundRgb(this.theme),
    };
  }

  private async fillBase(): Promise<void> {
    const { bounds } = this.overview.theatre;
    const fillFrom = (id: string, collection: Promise<FeatureCollection>) =>
      collection.then(
        (data) => {
          if (!this.removed) this.fill(id, data);
        },
        // Without its ground the map still says who holds what.
        (reason: unknown) => console.warn(String(reason)),
      );
    await Promise.all([fillFrom("world", coarseWorld()), fillFrom("land", landAround(bounds))]);
  }

  private drawSituation(places: Places | undefined = this.named?.places): void {
    const lines: FeatureCollection = this.lines ?? { type: "FeatureCollection", features: [] };
    this.refill("routes", routesOf(lines, this.situation));
    if (!places) return;
    this.refill("cuts", cutsOf(lines, this.situation, places));
    this.refill("rings", ringsOf(this.situation, places, this.overview.holders, this.theme));
  }

  private nameChosen(): void {
    if (!this.named) return;
    const chosen = this.marked[0];
    const feature = chosen === null ? undefined : this.named.features.get(chosen);
    this.fill("chosen", {
      type: "FeatureCollection",
      features: feature ? [feature] : [],
    });
    // Drawn twice, a name would lie beside itself.
    this.map.setFilter("names", nameFilter(chosen));
  }

  private applyHidden(): void {
    const off = new Set(this.hidden);
    for (const [layer, sources] of Object.entries(LAYERS_OF))
      for (const [source, ids] of Object.entries(sources))
        for (const id of ids) {
          const shown = !off.has(layer as Layer) && !this.empty.has(source);
          this.map.setLayoutProperty(id, "visibility", shown ? "visible" : "none");
        }
    this.layer?.setAreasShown(!off.has("areas"));
  }

  /** Replaces what a source holds. Layers of an empty one are left out of every drawing. */
  private fill(id: string, data: FeatureCollection): void {
    (this.map.getSource(id) as GeoJSONSource).setData(data);
    const wasEmpty = this.empty.has(id);
    if (data.features.length === 0) this.empty.add(id);
    else this.empty.delete(id);
    if (wasEmpty !== this.empty.has(id)) this.applyHidden();
  }

  /** Fills a source unless it holds the same already: it would be cut into tiles and drawn again. */
  private refill(id: string, data: FeatureCollection): void {
    const content = JSON.stringify(data);
    if (this.filled.get(id) === content) return;
    this.filled.set(id, content);
    this.fill(id, data);
  }

  private listen(container: HTMLElement): void {
    this.map.on("click", (event) => this.hooks.choose(this.placeAt(event.point.x, event.point.y)));
    this.map.on("mousemove", (event) => {
      if (this.map.isMoving()) return;
      const place = this.placeAt(event.point.x, event.point.y);
      this.map.getCanvas().classList.toggle("over-place", place !== null);
      this.hooks.point(place);
    });
    container.addEventListener("mouseleave", () => this.hooks.point(null));
    this.map.on("moveend", () => this.hooks.moved(this.camera()));
  }

  /** The place a pointer means: the nearest mark within reach, else the area it is in. */
  private placeAt(x: number, y: number): number | null {
    if (!this.points || !this.mercator) return null;
    const zoom = this.map.getZoom();
    const world = 512 * 2 ** zoom;
    const centre = MercatorCoordinate.fromLngLat(this.map.getCenter());
    const { clientWidth, clientHeight } = this.map.getContainer();
    const scale = scaleAt(zoom);
    let best: number | null = null;
    let bestFar = Infinity;
    for (let at = 0; at < this.points.place.length; at++) {
      const place = this.points.place[at]!;
      const known = (this.frame?.[place * BYTES_PER_PLACE] ?? 0) !== 0;
      if (zoom < this.points.minZoom[at]! - (known ? 1.5 : 0)) continue;
      const dx = (this.mercator[at * 2]! - centre.x) * world + clientWidth / 2 - x;
      const dy = (this.mercator[at * 2 + 1]! - centre.y) * world + clientHeight / 2 - y;
      const far = Math.hypot(dx, dy) - this.points.radius[at]! * scale * (known ? 1 : 0.6);
      if (far < REACH_PX && far < bestFar) [best, bestFar] = [place, far];
    }
    if (best !== null) return best;
    if (!this.areas || zoom < 10.2 || this.hidden.includes("areas")) return null;
    const { lng, lat } = this.map.unproject([x, y]);
    const area = this.areas.features.find((one) => contains(one.geometry, lng, lat));
    return area ? Number(area.properties?.["place"]) : null;
  }
}

function contains(geometry: Polygon | MultiPolygon, x: number, y: number): boolean {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  return polygons.some(
    (rings) => rings.filter((ring) => crosses(ring as At[], x, y)).length % 2 === 1,
  );
}

function crosses(ring: At[], x: number, y: number): boolean {
  let inside = false;
  for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
    const [x1, y1] = ring[at]!;
    const [x2, y2] = ring[before]!;
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}
