/** The state of the page: the view, the theatre, the frames of the present way of believing. */

import { batch, computed, effect, signal } from "@preact/signals";
import type { FeatureCollection, MultiPolygon, Polygon } from "geojson";
import { Failed, get, getFrames, getOverview } from "../api/client";
import { FIRST_PAIR, FrameStore, markDifferences } from "../api/frames";
import type { Moves, Overview, Places, Situation, SituationDays } from "../api/types";
import type { Theme } from "../map/palette";
import { wordsOf } from "../words/words";
import { dayAt, dayNumber } from "./days";
import { FIRST_VIEW, readView, selector, writeView, type View } from "./view";

export const view = signal<View>(FIRST_VIEW);
export const overview = signal<Overview | null>(null);
export const places = signal<Places | null>(null);
export const areas = signal<FeatureCollection<Polygon | MultiPolygon> | null>(null);
export const lines = signal<FeatureCollection | null>(null);
export const moves = signal<Moves | null>(null);
export const failure = signal<Failed | null>(null);
/** Days are counted from the overview's first one. `day` moves at once, `view.at` when it rests. */
export const day = signal(0);
/** `day` as soon as it has rested for a moment: what follows from it is asked for then. While days
 * play, nothing is. */
export const restedDay = signal(0);
export const playing = signal(false);
export const frame = signal<Uint8Array | null>(null);
export const versusFrame = signal<Uint8Array | null>(null);
export const framesLoading = signal(false);
/** Holders that hold something, alone or divided, on some day of the frames seen so far. */
export const seenHolders = signal<ReadonlySet<number>>(new Set());
export const situation = signal<Situation | null>(null);
export const sieges = signal<SituationDays | null>(null);
export const pointed = signal<number | null>(null);
export const newer = signal(false);
export const theme = signal<Theme>("light");

export const language = computed(() => view.value.language ?? browserLanguage());
export const words = computed(() => wordsOf(language.value));
export const days = computed(() => {
  const all = overview.value;
  return all ? dayNumber(all.first_day, all.last_day) + 1 : 1;
});
export const today = computed(() => isoDay(day.value));
export const todayWritten = computed(() => (today.value ? words.value.day(today.value) : ""));
/** The query of whom to believe; changes only when that does. */
export const believing = computed(() => selector(view.value).toString());
/** The same once the map shows it. Whatever else depends on whom to believe is asked for only then,
 * so that it delays neither the frames on their way nor the drawing of them. */
export const believed = signal("");
export const chosen = computed(() => {
  const id = view.value.place;
  return id === null ? null : placeIndex(id);
});
export const inferring = computed(() => !view.value.hidden.includes("inferred"));

export function isoDay(number: number): string {
  return overview.value ? dayAt(overview.value.first_day, number) : "";
}

const byId = computed(() => {
  const found = new Map<string, number>();
  places.value?.id.forEach((id, index) => {
    found.set(id, index);
    found.set(id.slice(id.indexOf(":") + 1), index);
  });
  return found;
});

export function placeIndex(id: string): number | null {
  return byId.value.get(id) ?? null;
}

/** A place's id without the theatre's name, as it stands in links. */
export function shortId(id: string): string {
  const theatre = overview.value?.theatre.id;
  return theatre && id.startsWith(`${theatre}:`) ? id.slice(theatre.length + 1) : id;
}

export function placeName(index: number): string {
  const all = places.value;
  if (!all) return "";
  return all.names[language.value]?.[index] ?? all.names["en"]?.[index] ?? all.id[index] ?? "";
}

function browserLanguage(): "en" | "el" {
  return navigator.language.startsWith("el") ? "el" : "en";
}

/** Changes the view. It becomes a step of the browser's history unless `replace` is set.
 *
 * The map calls it from within effects that move it: it must not make them depend on the view.
 */
export function go(change: Partial<View>, replace = false): void {
  const next = { ...view.peek(), ...change };
  const all = overview.peek();
  const fragment = `#${writeView(next)}`;
  // The address first: what follows the view may move the map, which changes the view again.
  if (fragment !== location.hash) {
    if (replace) history.replaceState(null, "", fragment);
    else history.pushState(null, "", fragment);
  }
  batch(() => {
    view.value = next;
    if (change.at && all) setDay(dayNumber(all.first_day, change.at));
  });
}

export function setDay(number: number): void {
  day.value = Math.max(0, Math.min(days.peek() - 1, Math.round(number)));
}

function readAddress(): void {
  const next = readView(location.hash);
  batch(() => {
    view.value = next;
    const all = overview.value;
    if (all) setDay(dayNumber(all.first_day, next.at ?? all.open_at));
  });
}

export function choose(id: string | null): void {
  go({
    place: id === null ? null : shortId(id),
    claim: null,
    tab: id === null ? "situation" : "place",
  });
}

/** Asks for the theatre and then for all that is drawn of it. */
export async function start(): Promise<void> {
  failure.value = null;
  view.value = readView(location.hash);
  try {
    const got = await getOverview();
    batch(() => {
      overview.value = got;
      readAddress();
      restedDay.value = day.value;
      believed.value = believing.value;
    });
    places.value = await get<Places>("places");
    const [gotAreas, gotLines] = await Promise.all([
      get<FeatureCollection<Polygon | MultiPolygon>>("areas"),
      get<FeatureCollection>("lines"),
    ]);
    batch(() => {
      areas.value = gotAreas;
      lines.value = gotLines;
    });
  } catch (reason) {
    failure.value = reason instanceof Failed ? reason : new Failed("page", String(reason), "", 0);
  }
}

// --- frames -------------------------------------------------------------------------------------

const STORES_KEPT = 6;
const stores = new Map<string, FrameStore>();

function storeFor(query: string): FrameStore | null {
  const all = overview.value;
  const count = places.value?.id.length;
  if (!all || count === undefined) return null;
  const key = `${all.version}?${query}`;
  let store = stores.get(key);
  stores.delete(key);
  store ??= new FrameStore(
    count,
    days.value,
    (first, last, signal_) =>
      getFrames(new URLSearchParams(query), isoDay(first), isoDay(last), signal_),
    noteHolders,
  );
  stores.set(key, store);
  for (const [old, one] of stores) {
    if (stores.size <= STORES_KEPT) break;
    one.close();
    stores.delete(old);
  }
  return store;
}

function framesQuery(): string {
  return believing.value + (inferring.value ? "&inferred=1" : "");
}

/** A way of believing that is drawn sooner than this is not announced as loading. */
const PATIENCE_MS = 400;

/** Calls back once what is drawn next is on its way to the screen. */
function afterDrawing(then: () => void): void {
  if (document.hidden) then();
  else requestAnimationFrame(() => setTimeout(then));
}

/** Shows the frame of a day: at once if it is here, else when it has come. */
function follow(target: typeof frame, at: () => number | null): void {
  let asked = 0;
  let announcing: ReturnType<typeof setTimeout> | undefined;
  const settle = () => {
    clearTimeout(announcing);
    framesLoading.value = false;
    const query = believing.peek();
    if (query === believed.peek()) return;
    afterDrawing(() => {
      if (query === believing.peek()) believed.value = query;
    });
  };
  effect(() => {
    const number = at();
    const store = number === null ? null : storeFor(framesQuery());
    if (!store || number === null) {
      target.value = null;
      return;
    }
    const mine = ++asked;
    const here = store.get(number);
    if (here) {
      target.value = here;
      if (target === frame) settle();
    } else if (target === frame) {
      clearTimeout(announcing);
      if (frame.peek() === null) framesLoading.value = true;
      else announcing = setTimeout(() => (framesLoading.value = true), PATIENCE_MS);
    }
    store.load(number).then(
      (bytes) => {
        if (mine !== asked || here) return;
        if (bytes) target.value = bytes;
        if (target === frame) settle();
      },
      (reason: unknown) => {
        if (mine !== asked || (reason instanceof DOMException && reason.name === "AbortError"))
          return;
        if (target === frame) settle();
        failure.value =
          reason instanceof Failed ? reason : new Failed("page", String(reason), "", 0);
      },
    );
  });
}

/** For the legend. */
function noteHolders(codes: ReadonlySet<number>): void {
  const pairs = overview.peek()?.pairs ?? [];
  const seen = new Set(seenHolders.peek());
  for (const code of codes)
    if (code >= FIRST_PAIR) for (const index of pairs[code - FIRST_PAIR] ?? []) seen.add(index);
    else if (code > 0) seen.add(code - 1);
  if (seen.size !== seenHolders.peek().size) seenHolders.value = seen;
}

const versusDay = computed(() => {
  const { versus } = view.value;
  return versus && overview.value
    ? Math.max(0, Math.min(days.value - 1, dayNumber(overview.value.first_day, versus)))
    : null;
});
follow(frame, () => (overview.value && places.value ? day.value : null));
follow(versusFrame, () => (places.value ? versusDay.value : null));

/** What the map draws: with a second day, what is held otherwise than on it is ringed. */
export const drawn = computed(() => {
  const [now, then] = [frame.value, versusFrame.value];
  return now && then && now.length === then.length ? markDifferences(now, then) : now;
});

// --- what goes with a day, once it rests ---------------------------------------------------------

const REST_MS = 180;
/** The sieges of all days are the dearest question of all: asked when a choice has been kept. */
const SIEGES_WAIT_MS = 500;

effect(() => {
  if (playing.value) return undefined;
  const number = day.value;
  const wait = setTimeout(() => (restedDay.value = number), REST_MS);
  return () => clearTimeout(wait);
});

effect(() => {
  const all = overview.value;
  const query = believed.value;
  if (!all) return;
  const abort = new AbortController();
  get<Moves>("moves", new URLSearchParams(query), abort.signal).then(
    (got) => (moves.value = got),
    () => undefined,
  );
  const wait = setTimeout(
    () =>
      void get<SituationDays>("situation/days", withDay(query, all.last_day), abort.signal).then(
        (got) => (sieges.value = got),
        () => undefined,
      ),
    SIEGES_WAIT_MS,
  );
  return () => {
    clearTimeout(wait);
    abort.abort();
  };
});

export const situationFailure = signal<Failed | null>(null);
effect(() => {
  if (!overview.value) return;
  const query = withDay(believed.value, isoDay(restedDay.value));
  const abort = new AbortController();
  get<Situation>("situation", query, abort.signal).then(
    (got) =>
      batch(() => {
        situation.value = got;
        situationFailure.value = null;
      }),
    (reason: unknown) => {
      if (reason instanceof Failed) situationFailure.value = reason;
    },
  );
  return () => abort.abort();
});

export function withDay(query: string, at: string): URLSearchParams {
  const all = new URLSearchParams(query);
  all.set("at", at);
  return all;
}

/** The frame of the day that rests: for lists, which must not flicker while days play. */
export const restedFrame = signal<Uint8Array | null>(null);
effect(() => {
  if (playing.value) return;
  const bytes = drawn.value;
  if (restedDay.value === day.peek()) restedFrame.value = bytes;
});

// Once a day rests it is written into the link: as a step of its own unless days fly by.
const STEP_MS = 1500;
let lastStep = 0;
effect(() => {
  const number = restedDay.value;
  const all = overview.value;
  if (!all || playing.peek() || number !== day.peek()) return;
  const at = isoDay(number);
  if (at === (view.peek().at ?? all.open_at)) return;
  const now = performance.now();
  go({ at }, now - lastStep < STEP_MS);
  lastStep = now;
});

addEventListener("popstate", readAddress);
addEventListener("hashchange", readAddress);

/** Listens for claims that arrive while the page is open. */
export function listen(): void {
  if (overview.value?.static) return;
  const events = new EventSource("api/v1/events");
  const heard = (event: MessageEvent<string>) => {
    try {
      const { version } = JSON.parse(event.data) as { version: string };
      newer.value = overview.peek() !== null && version !== overview.peek()?.version;
    } catch {
      // Not for us.
    }
  };
  events.onmessage = heard;
  events.addEventListener("version", heard);
}

export async function showNewer(): Promise<void> {
  newer.value = false;
  await start();
}
