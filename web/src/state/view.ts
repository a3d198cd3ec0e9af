/** The view: everything that a link holds. It stands in the fragment of the address, so that any
 * web host can serve the page and no server hears what somebody looks at. */

import type { Mode } from "../api/types";
import { isDay } from "./days";

export const TABS = ["place", "situation", "claims", "contested", "changes", "table"] as const;
export type Tab = (typeof TABS)[number];
export const LAYERS = ["areas", "roads", "rings", "labels", "inferred"] as const;
export type Layer = (typeof LAYERS)[number];
export const LANGUAGES = ["en", "el"] as const;
export type Language = (typeof LANGUAGES)[number];

export interface Gift {
  place: string;
  holder: string;
}

export interface ClaimFilter {
  actor: string;
  speaker: string;
  predicate: string;
  from: string;
  to: string;
  words: string;
  here: boolean;
}

export interface View {
  at: string | null;
  versus: string | null;
  mode: Mode;
  believe: string;
  without: string[];
  gifts: Gift[];
  place: string | null;
  claim: string | null;
  tab: Tab;
  wide: boolean;
  hidden: Layer[];
  filter: ClaimFilter;
  language: Language | null;
  camera: { zoom: number; lat: number; lon: number } | null;
}

export const NO_FILTER: ClaimFilter = {
  actor: "",
  speaker: "",
  predicate: "",
  from: "",
  to: "",
  words: "",
  here: false,
};

export const FIRST_VIEW: View = {
  at: null,
  versus: null,
  mode: "then",
  believe: "all",
  without: [],
  gifts: [],
  place: null,
  claim: null,
  tab: "situation",
  wide: false,
  hidden: ["inferred"],
  filter: NO_FILTER,
  language: null,
  camera: null,
};

function oneOf<T extends string>(values: readonly T[], text: string | null, otherwise: T): T {
  return (values as readonly string[]).includes(text ?? "") ? (text as T) : otherwise;
}

function readCamera(text: string | null): View["camera"] {
  const [zoom, lat, lon] = (text ?? "").split("/").map(Number);
  if (zoom === undefined || lat === undefined || lon === undefined) return null;
  const fine = zoom >= 0 && zoom <= 22 && Math.abs(lat) <= 85 && Math.abs(lon) <= 180;
  return fine ? { zoom, lat, lon } : null;
}

function readGifts(texts: string[]): Gift[] {
  return texts.flatMap((text) => {
    const cut = text.lastIndexOf(":");
    return cut > 0 ? [{ place: text.slice(0, cut), holder: text.slice(cut + 1) }] : [];
  });
}

/** Reads a fragment; what is missing or malformed is as in `FIRST_VIEW`. */
export function readView(fragment: string): View {
  const got = new URLSearchParams(fragment.replace(/^#/, ""));
  const day = (name: string) => {
    const text = got.get(name);
    return text !== null && isDay(text) ? text : null;
  };
  const place = got.get("place");
  const shown = got.get("show")?.split(",") ?? [];
  const hidden = got.get("hide")?.split(",") ?? [];
  const believe = got.get("believe") ?? "all";
  return {
    at: day("at"),
    versus: day("versus"),
    mode: got.get("mode") === "hindsight" ? "hindsight" : "then",
    believe: /^(all|side:.+|speaker:.+)$/.test(believe) ? believe : "all",
    without: got.getAll("without"),
    gifts: readGifts(got.getAll("give")),
    place,
    claim: got.get("claim"),
    tab: oneOf(TABS, got.get("tab"), place === null ? "situation" : "place"),
    wide: got.get("wide") === "1",
    hidden: LAYERS.filter((layer) =>
      layer === "inferred" ? !shown.includes(layer) : hidden.includes(layer),
    ),
    filter: {
      actor: got.get("actor") ?? "",
      speaker: got.get("speaker") ?? "",
      predicate: got.get("predicate") ?? "",
      from: day("from") ?? "",
      to: day("to") ?? "",
      words: got.get("words") ?? "",
      here: got.get("here") === "1",
    },
    language: LANGUAGES.find((one) => one === got.get("lang")) ?? null,
    camera: readCamera(got.get("map")),
  };
}

/** The fragment of a view, without the sign; `readView` gives the view back. */
export function writeView(view: View): string {
  const parts: [string, string][] = [];
  const add = (name: string, value: string | null | false) => {
    if (value) parts.push([name, value]);
  };
  add("at", view.at);
  add("versus", view.versus);
  add("mode", view.mode === "hindsight" && "hindsight");
  add("believe", view.believe !== "all" && view.believe);
  for (const speaker of view.without) add("without", speaker);
  for (const gift of view.gifts) add("give", `${gift.place}:${gift.holder}`);
  add("place", view.place);
  add("claim", view.claim);
  add("tab", view.tab !== (view.place === null ? "situation" : "place") && view.tab);
  add("wide", view.wide && "1");
  add("hide", view.hidden.filter((layer) => layer !== "inferred").join(","));
  add("show", !view.hidden.includes("inferred") && "inferred");
  for (const [name, value] of Object.entries(view.filter))
    add(name, typeof value === "boolean" ? value && "1" : value);
  add("lang", view.language);
  if (view.camera) {
    const { zoom, lat, lon } = view.camera;
    add("map", `${zoom.toFixed(2)}/${lat.toFixed(4)}/${lon.toFixed(4)}`);
  }
  // Kept legible: colons, slashes and commas need no escape in a fragment.
  return parts
    .map(
      ([name, value]) =>
        `${name}=${encodeURIComponent(value).replace(/%(3A|2F|2C)/g, decodeURIComponent)}`,
    )
    .join("&");
}

/** The query that says whom to believe, in which way, with what given away. */
export function selector(view: View): URLSearchParams {
  const query = new URLSearchParams({ mode: view.mode });
  if (view.believe !== "all") query.set("believe", view.believe);
  for (const speaker of view.without) query.append("without", speaker);
  for (const gift of view.gifts) query.append("give", `${gift.place}:${gift.holder}`);
  return query;
}
