/** The region of the map: the map itself, its controls, legend and layers, and what is said over it. */

import { useEffect, useRef, useState } from "preact/hooks";
import { effect, signal } from "@preact/signals";
import {
  areas,
  choose,
  chosen,
  drawn,
  framesLoading,
  go,
  language,
  lines,
  overview,
  placeName,
  places,
  pointed,
  situation,
  theme,
  today,
  todayWritten,
  versusFrame,
  view,
  words,
} from "../state/store";
import { accordingTo } from "../state/hearing";
import { Icon } from "../panel/icon";
import { Loading } from "../panel/notices";
import { stateName, stateOf } from "../panel/state_of";
import { Name } from "../panel/text";
import { Layers, Legend } from "./legend";
import type { MapView } from "./map_view";

/** The map that pictures and prints are made of. */
export const mainMap = signal<MapView | null>(null);
const otherMap = signal<MapView | null>(null);

// Loaded beside the theatre's data, so that the panel does not wait for the map.
const mapCode = import("./map_view");

function hasWebgl(): boolean {
  return document.createElement("canvas").getContext("webgl2") !== null;
}

export function MapRegion() {
  const t = words.value;
  const [webgl] = useState(hasWebgl);
  const versus = view.value.versus;
  const ready = overview.value !== null;
  return (
    <section
      class={view.value.gifts.length > 0 ? "map-region supposing" : "map-region"}
      aria-label={t("map")}
    >
      <button type="button" class="skip" onClick={() => go({ tab: "table" })}>
        {t("map_as_table")}
      </button>
      {!webgl && (
        <div class="no-map">
          <p>{t("failed_webgl")}</p>
          <p class="hint">{t("failed_webgl_hint")}</p>
        </div>
      )}
      {webgl && ready && (
        <div class={versus ? "maps two" : "maps"}>
          {versus && (
            <div class="map-box">
              <Canvas which="versus" />
              <p class="map-day">
                <time dateTime={versus}>{t.day(versus)}</time>
                <button type="button" class="link" onClick={() => go({ versus: null })}>
                  {t("compare_end")}
                </button>
              </p>
            </div>
          )}
          <div class="map-box">
            <Canvas which="main" />
            {versus && <MapDay />}
          </div>
        </div>
      )}
      {ready && <Banners />}
      {webgl && ready && (
        <>
          <Tip />
          <div class="zoom" role="group" aria-label={t("map")}>
            <button
              type="button"
              class="icon-button"
              aria-label={t("zoom_in")}
              title={t("zoom_in")}
              onClick={() => mainMap.value?.zoomBy(1)}
            >
              <Icon name="plus" />
            </button>
            <button
              type="button"
              class="icon-button"
              aria-label={t("zoom_out")}
              title={t("zoom_out")}
              onClick={() => mainMap.value?.zoomBy(-1)}
            >
              <Icon name="minus" />
            </button>
            <button
              type="button"
              class="icon-button"
              aria-label={t("whole")}
              title={t("whole")}
              onClick={() => mainMap.value?.showWhole()}
            >
              <Icon name="whole" />
            </button>
          </div>
          <Legend />
          <Layers />
          <p class="attribution">
            {t("attribution_base")} · {t("attribution_places")}
          </p>
        </>
      )}
      {(!ready || !places.value || framesLoading.value) && (
        <div class="map-loading">
          <Loading
            what={!ready ? "what_overview" : !places.value ? "what_places" : "what_beliefs"}
          />
        </div>
      )}
    </section>
  );
}

function MapDay() {
  return (
    <p class="map-day">
      <time dateTime={today}>{todayWritten}</time>
    </p>
  );
}

/** One MapLibre map that follows the store. With two, they move together. */
function Canvas({ which }: { which: "main" | "versus" }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let end: (() => void) | null = null;
    let gone = false;
    void mapCode.then((code) => {
      if (!gone && box.current) end = drive(box.current, which, code.MapView);
    });
    return () => {
      gone = true;
      end?.();
    };
  }, [which]);
  return <div class="map" ref={box} />;
}

/** Makes a map that follows the store; gives what ends it. */
function drive(container: HTMLElement, which: "main" | "versus", Made: typeof MapView): () => void {
  const target = which === "main" ? mainMap : otherMap;
  const sibling = which === "main" ? otherMap : mainMap;
  let following = false;
  const camera =
    which === "versus" ? (mainMap.peek()?.camera() ?? view.peek().camera) : view.peek().camera;
  const made = new Made(container, overview.peek()!, theme.peek(), camera, {
    choose: (place) => choose(place === null ? null : places.peek()!.id[place]!),
    point: (place) => (pointed.value = place),
    moved: (at) => {
      if (following) return;
      if (which === "main") go({ camera: at }, true);
    },
  });
  made.map.on("move", () => {
    if (following || !sibling.peek()) return;
    const other = sibling.peek()!;
    const [a, b] = [made.camera(), other.camera()];
    if (Math.abs(a.zoom - b.zoom) + Math.abs(a.lat - b.lat) + Math.abs(a.lon - b.lon) < 1e-9)
      return;
    other.setCamera(a);
  });
  target.value = made;
  const stop = [
    effect(() => {
      if (places.value) void made.setPlaces(places.value, areas.value);
    }),
    effect(() => {
      if (places.value) void made.setNames(places.value, language.value);
    }),
    effect(() => {
      if (lines.value) void made.setLines(lines.value);
    }),
    effect(() => {
      const bytes = which === "main" ? drawn.value : versusFrame.value;
      if (bytes) made.setFrame(bytes);
    }),
    effect(() => made.setMarked(chosen.value, pointed.value)),
    effect(() => {
      if (places.value && which === "main") void made.setSituation(situation.value, places.value);
    }),
    effect(() => void made.setTheme(theme.value)),
    effect(() => void made.setHidden(view.value.hidden)),
  ];
  if (which === "main")
    stop.push(
      effect(() => followPlace(made)),
      effect(() => followCamera(made)),
    );
  return () => {
    following = true;
    for (const end of stop) end();
    target.value = null;
    made.remove();
  };
}

/** Brings a place that was chosen elsewhere into view. */
function followPlace(made: MapView): void {
  const index = chosen.value;
  const all = places.value;
  if (index === null || !all) return;
  const [lon, lat] = [all.lon[index], all.lat[index]];
  if (lon != null && lat != null && !linked(index)) made.showPlace(lon, lat, all.kind[index]!);
}

let opened: number | null | undefined;
/** A link that says where to look is taken at its word the first time. */
function linked(index: number): boolean {
  const first = opened === undefined;
  opened = index;
  return first && view.peek().camera !== null;
}

/** Back and forward bring back where the map looked. */
function followCamera(made: MapView): void {
  const camera = view.value.camera;
  if (!camera || made.map.isMoving()) return;
  const now = made.camera();
  if (
    Math.abs(now.zoom - camera.zoom) > 0.02 ||
    Math.abs(now.lat - camera.lat) > 0.002 ||
    Math.abs(now.lon - camera.lon) > 0.002
  )
    made.setCamera(camera);
}

/** What is not as usual: something supposed, inferred, or only some believed. */
function Banners() {
  const t = words.value;
  const { gifts, hidden } = view.value;
  const whose = accordingTo(view.value, overview.value, t);
  const nameOf = (id: string) => {
    const index = places.value
      ? places.value.id.findIndex((one) => one === id || one.endsWith(`:${id}`))
      : -1;
    return index < 0 ? id : placeName(index);
  };
  const holder = (id: string) =>
    t.named(overview.value?.holders.find((one) => one.id === id)?.name) || id;
  return (
    <div class="banners">
      {gifts.length > 0 && (
        <p class="banner supposing" role="status">
          {t("whatif_banner", {
            gifts: gifts
              .map((one) =>
                t("whatif_gift", { place: nameOf(one.place), holder: holder(one.holder) }),
              )
              .join("; "),
          })}
          <button type="button" class="plain" onClick={() => go({ gifts: [] })}>
            {t("whatif_leave")}
          </button>
        </p>
      )}
      {!hidden.includes("inferred") && <p class="banner">{t("inferred_banner")}</p>}
      {whose && <p class="banner whose-banner">{whose}</p>}
    </div>
  );
}

/** The place under the pointer and what is believed of it. */
function Tip() {
  const t = words.value;
  const index = pointed.value;
  if (index === null || !drawn.value || !places.value) return null;
  const bytes = drawn.value;
  const state = stateOf(bytes, index);
  return (
    <p class="tip" aria-hidden="true">
      <b>
        <Name>{placeName(index)}</Name>
      </b>
      <span>
        {stateName(state)}
        {state.key !== "unknown" && ` ${t.percent(state.prob)}`}
        {state.ageDays !== null && ` · ${t.ago(state.ageDays)}`}
      </span>
    </p>
  );
}
