/** A static copy of the map: the files that `contested export site` writes, in place of the HTTP
 * interface. A web host knows no questions, so what is asked is mapped to files here. */

import { BYTES_PER_PLACE, decodeFrames, type Frames } from "./frames";
import type {
  Belief,
  Claim,
  Claims,
  Found,
  History,
  Overview,
  PlaceAnswer,
  Places,
  Position,
} from "./types";

/** What the copy holds: `static.json`. */
export interface Manifest {
  version: string;
  first_day: string;
  days: string[];
  place: Record<string, string[]>;
  selections: string[];
  /** By selection of one side or speaker the places that it spoke of. */
  heard: Record<string, string[]>;
  /** The selections beside everybody's word, as known then, that have situations. */
  situations: string[];
  exports: Record<string, string>;
}

/** A place according to one side or speaker: the beliefs are of the days on which a word of theirs
 * was published. */
interface Heard {
  history: History;
  beliefs: Record<string, Belief>;
}

/** What is asked for is not in the copy. */
export class NotHere extends Error {}

export type Read = (file: string) => Promise<Response>;

const WHOLE = new Set(["overview", "places", "areas", "lines", "speakers", "situation/days"]);
const CLAIMS_AT_ONCE = 50;
const FOUND_AT_MOST = 12;
const DAY_MS = 86_400_000;

export function isCopy(): boolean {
  return (
    typeof document !== "undefined" &&
    document.querySelector('meta[name="contested-site"]') !== null
  );
}

/** A text as part of a file's name, as the export makes it. */
export function safe(text: string): string {
  return text.replace(/[^A-Za-z0-9._-]/gu, "_");
}

/** The latest of some days, in order, that is not after `at`; null if all are. */
export function latest(days: string[], at: string): string | null {
  let found: string | null = null;
  for (const day of days) if (day <= at) found = day;
  return found;
}

/** The name of a way of believing; throws NotHere for one that no copy holds. */
export function selectionName(query: URLSearchParams): string {
  for (const name of ["without", "give", "known_at", "inferred"])
    if (query.has(name)) throw new NotHere(name);
  const mode = query.get("mode") ?? "then";
  const believe = query.get("believe") ?? "all";
  if (believe === "all") return mode;
  const colon = believe.indexOf(":");
  return `${mode}~${believe.slice(0, colon)}~${safe(believe.slice(colon + 1))}`;
}

/** Answers questions from files, which `read` fetches by their path under `api/v1/`. */
export class Site {
  private manifest: Promise<Manifest> | null = null;
  private readonly frames = new Map<string, Promise<Frames>>();

  constructor(private readonly read: Read) {}

  /** What the interface would answer; throws NotHere. */
  async answer(path: string, query: URLSearchParams): Promise<Response> {
    const held = await this.held();
    const [kind = "", ...rest] = path.split("/").map(decodeURIComponent);
    const at = query.get("at") ?? held.days.at(-1) ?? held.first_day;
    if (WHOLE.has(path)) return this.file(`${path}.json`);
    switch (kind) {
      case "frames":
        return this.window(held, query);
      case "moves":
        return this.file(`moves/${this.selection(held, query)}.json`);
      case "ticks": {
        const day = query.get("day") ?? at;
        return held.days.includes(day) ? this.file(`ticks/${day}.json`) : json({ day, claims: [] });
      }
      case "situation":
      case "contested": {
        const name = selectionName(query);
        const own = kind === "situation" && held.situations.includes(name);
        if (name !== "then" && !own) throw new NotHere("selection");
        const day = latest(held.days, at);
        if (day === null) throw new NotHere(at);
        return this.file(own ? `${kind}/${name}/${day}.json` : `${kind}/${day}.json`);
      }
      case "place":
        return rest[1] === "history"
          ? json(await this.history(held, rest[0]!, await this.heard(held, rest[0]!, query)))
          : json(await this.place(held, rest[0]!, at, query));
      case "report":
        return this.file(`report/${safe(rest[0]!)}.json`);
      case "claims":
        return json(
          pageOf(await this.json<Claims>("claims.json"), query, await this.within(query)),
        );
      case "search":
        return json(await this.search(query.get("q") ?? ""));
    }
    throw new NotHere(path);
  }

  /** The manifest, read once. */
  held(): Promise<Manifest> {
    return (this.manifest ??= this.json<Manifest>("static.json"));
  }

  private async file(path: string): Promise<Response> {
    const response = await this.read(path);
    if (!response.ok) throw new NotHere(path);
    return response;
  }

  private async json<T>(path: string): Promise<T> {
    return (await (await this.file(path)).json()) as T;
  }

  private selection(held: Manifest, query: URLSearchParams): string {
    const name = selectionName(query);
    if (!held.selections.includes(name)) throw new NotHere(name);
    return name;
  }

  /** The frames from one day to another, cut out of those of all days. */
  private async window(held: Manifest, query: URLSearchParams): Promise<Response> {
    const name = this.selection(held, query);
    let asked = this.frames.get(name);
    if (!asked) {
      asked = this.file(`frames/${name}.ctf`).then(unpacked).then(decodeFrames);
      this.frames.set(name, asked);
    }
    const all = await asked;
    const number = (day: string | null, otherwise: number) =>
      day === null ? otherwise : (Date.parse(day) - Date.parse(held.first_day)) / DAY_MS;
    const first = number(query.get("from"), 0);
    const last = number(query.get("to"), all.days - 1);
    if (first < 0 || last >= all.days || first > last) throw new NotHere("days");
    const size = all.places * BYTES_PER_PLACE;
    const bytes = new Uint8Array(16 + (last - first + 1) * size);
    const head = new DataView(bytes.buffer);
    [0x31465443, last - first + 1, all.places, first].forEach((value, row) =>
      head.setUint32(row * 4, value, true),
    );
    bytes.set(all.bytes.subarray(first * size, (last + 1) * size), 16);
    return new Response(bytes);
  }

  private idOf(held: Manifest, asked: string): string | null {
    const ids = Object.keys(held.place);
    return ids.find((id) => id === asked || id.slice(id.indexOf(":") + 1) === asked) ?? null;
  }

  /** What a place is according to whoever the query believes: null for everybody's word, `silent`
   * if they said nothing of it. Throws NotHere for what no copy holds. */
  private async heard(
    held: Manifest,
    asked: string,
    query: URLSearchParams,
  ): Promise<Heard | "silent" | null> {
    const name = selectionName(query);
    if (name === "then") return null;
    const spoken = held.heard[name];
    if (!spoken) throw new NotHere(name);
    const id = this.idOf(held, asked);
    if (id === null || !spoken.includes(id)) return "silent";
    return this.json<Heard>(`place/${safe(id)}/${name}.json`);
  }

  private async history(
    held: Manifest,
    asked: string,
    heard: Heard | "silent" | null,
  ): Promise<History> {
    if (heard !== null && heard !== "silent") return heard.history;
    const id = this.idOf(held, asked);
    if (id !== null && heard === null) return this.json<History>(`place/${safe(id)}/history.json`);
    // Nobody heard ever spoke of it: the days are those of any other place.
    const any = id ?? Object.keys(held.place)[0];
    if (any === undefined) throw new NotHere(asked);
    const other = await this.json<History>(`place/${safe(any)}/history.json`);
    const unknown = other.names["unknown"] ?? { en: "unknown" };
    return {
      ...other,
      probs: { unknown: other.days.map(() => 1) },
      names: { unknown },
      marks: id === null ? [] : other.marks,
    };
  }

  /** The evidence as of the last day on which something was said, with the belief of the day. For
   * one side or speaker it is the same evidence, whose weights there no file holds. */
  private async place(
    held: Manifest,
    asked: string,
    at: string,
    query: URLSearchParams,
  ): Promise<PlaceAnswer> {
    const heard = await this.heard(held, asked, query);
    const history = await this.history(held, asked, heard);
    const id = this.idOf(held, asked);
    const days = id === null ? [] : held.place[id]!;
    // In hindsight whatever was published ever counts on every day.
    const told = query.get("mode") === "hindsight" ? (days.at(-1) ?? null) : latest(days, at);
    const of = told ?? days[0];
    const answer =
      id !== null && of !== undefined
        ? await this.json<PlaceAnswer>(`place/${safe(id)}/${of}.json`)
        : await this.unspoken(asked);
    if (heard !== null) {
      const beliefs = heard === "silent" ? {} : heard.beliefs;
      const spoke = latest(Object.keys(beliefs).sort(), at);
      const belief = beliefOn(history, at, spoke === null ? EMPTY : beliefs[spoke]!, spoke);
      return told === null
        ? { ...answer, belief, rivals: [], claims: 0, more_claims: 0 }
        : { ...answer, belief, rivals: answer.rivals.map(unweighed) };
    }
    const belief = beliefOn(history, at, answer.belief, told);
    return told === null
      ? { ...answer, belief, rivals: [], claims: 0, more_claims: 0 }
      : { ...answer, belief };
  }

  private async unspoken(asked: string): Promise<PlaceAnswer> {
    const places = await this.json<Places>("places.json");
    const index = places.id.findIndex(
      (id) => id === asked || id.slice(id.indexOf(":") + 1) === asked,
    );
    if (index < 0) throw new NotHere(asked);
    const above = [];
    for (let row = places.part_of[index] ?? null; row !== null; row = places.part_of[row] ?? null)
      above.push({ id: places.id[row]!, name: namesOf(places, row) });
    return {
      place: {
        id: places.id[index]!,
        index,
        name: namesOf(places, index),
        kind: places.kind[index]!,
        population: places.population[index] ?? null,
        part_of: above,
        parts: [],
      },
      belief: EMPTY,
      rivals: [],
      claims: 0,
      more_claims: 0,
    };
  }

  /** The ids of the place that is asked for and of all that is part of it; null for any place. */
  private async within(query: URLSearchParams): Promise<Set<string> | null> {
    const asked = query.get("place");
    if (asked === null) return null;
    const places = await this.json<Places>("places.json");
    const inside = new Set<number>();
    places.id.forEach((id, row) => {
      if (id === asked || id.slice(id.indexOf(":") + 1) === asked) inside.add(row);
    });
    for (let before = -1; before !== inside.size;) {
      before = inside.size;
      places.part_of.forEach((parent, row) => {
        if (parent !== null && inside.has(parent)) inside.add(row);
      });
    }
    return new Set([...inside].map((row) => places.id[row]!));
  }

  private async search(text: string): Promise<Found> {
    const wanted = folded(text);
    if (!wanted) return { places: [], actors: [] };
    const [places, overview] = await Promise.all([
      this.json<Places>("places.json"),
      this.json<Overview>("overview.json"),
    ]);
    const rows: { row: number; score: number; matched: string }[] = [];
    places.id.forEach((_, row) => {
      const best = bestMatch(wanted, Object.values(namesOf(places, row)));
      if (best) rows.push({ row, ...best });
    });
    rows.sort(
      (a, b) => b.score - a.score || Number(places.spoken[b.row]) - Number(places.spoken[a.row]),
    );
    const actors = overview.speakers
      .map((one) => ({ one, best: bestMatch(wanted, Object.values(one.name)) }))
      .filter(({ best }) => best !== null)
      .sort((a, b) => b.best!.score - a.best!.score);
    return {
      places: rows.slice(0, FOUND_AT_MOST).map(({ row, matched }) => {
        const parent = places.part_of[row] ?? null;
        return {
          id: places.id[row]!,
          index: row,
          name: namesOf(places, row),
          kind: places.kind[row]!,
          matched,
          part_of:
            parent === null ? null : { id: places.id[parent]!, name: namesOf(places, parent) },
          spoken: places.spoken[row]!,
        };
      }),
      actors: actors.slice(0, FOUND_AT_MOST).map(({ one, best }) => ({
        id: one.key,
        name: one.name,
        kind: one.kind,
        side: one.side,
        speaker: one.key,
        matched: best!.matched,
      })),
    };
  }
}

const EMPTY: Belief = {
  at: "",
  known_at: "",
  kind: "filtered",
  probs: [],
  inferred: [],
  likeliest: "unknown",
  since: null,
  age_days: null,
  testimonies: 0,
  supposed: false,
};

function unweighed(position: Position): Position {
  const claims = position.claims.map((one) => ({
    ...one,
    contribution_log_odds: null,
    echo_prob: null,
  }));
  return { ...position, log_odds: null, claims };
}

/** The belief of a day by the place's history; since when and how old by the last panel before. */
function beliefOn(history: History, at: string, panel: Belief, told: string | null): Belief {
  const row = history.days.indexOf(at);
  if (row < 0) throw new NotHere(at);
  const probs = Object.entries(history.probs)
    .map(([key, values]) => ({ key, name: history.names[key]!, prob: values[row]! }))
    .filter(({ prob }) => prob >= 0.0005)
    .sort((a, b) => b.prob - a.prob);
  const likeliest = probs[0]?.key ?? "unknown";
  const later = told === null ? 0 : (Date.parse(at) - Date.parse(told)) / DAY_MS;
  const same = told !== null && likeliest === panel.likeliest;
  return {
    ...panel,
    at,
    known_at: panel.kind === "smoothed" ? panel.known_at : at,
    probs,
    inferred: told === at ? panel.inferred : [],
    likeliest,
    since: same ? panel.since : null,
    age_days: told === null || panel.age_days === null ? null : panel.age_days + later,
    testimonies: told === null ? 0 : panel.testimonies,
  };
}

/** The claims that a query asks for, page by page; `places` are those that count, null for all. */
export function pageOf(all: Claims, query: URLSearchParams, places: Set<string> | null): Claims {
  const [actor, speaker, predicate] = ["actor", "speaker", "predicate"].map((key) =>
    query.get(key),
  );
  const [from, to] = [query.get("from"), query.get("to")];
  const words = folded(query.get("q") ?? "");
  const fits = (one: Claim): boolean => {
    const day = one.published_on ?? "";
    const actors = [one.actor, one.target].flatMap((x) => (x ? [x.id, x.name["en"] ?? ""] : []));
    const [start, end] = one.sentence_marks;
    return (
      (places === null || (one.place !== null && places.has(one.place.id))) &&
      (!actor || actors.includes(actor)) &&
      (!speaker || one.speaker.key === speaker || one.speaker.name["en"] === speaker) &&
      (!predicate || one.predicate === predicate) &&
      (!from || day >= from) &&
      (!to || (day !== "" && day <= to)) &&
      (!words || folded(one.sentence.slice(start, end)).includes(words))
    );
  };
  const rows = all.rows.filter(fits);
  const cursor = query.get("cursor");
  const start = cursor ? rows.findIndex((one) => one.id === cursor) + 1 : 0;
  const end = start + Number(query.get("limit") ?? CLAIMS_AT_ONCE);
  const page = rows.slice(start, end);
  return {
    rows: page,
    total: rows.length,
    next: end < rows.length ? (page.at(-1)?.id ?? null) : null,
  };
}

/** A text without case and accents, for comparison. */
export function folded(text: string): string {
  const plain = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/ς/g, "σ");
  return plain
    .replace(/[-‐‑'’ʼ]/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

function bestMatch(wanted: string, names: string[]): { score: number; matched: string } | null {
  let best: { score: number; matched: string } | null = null;
  for (const name of names) {
    const plain = folded(name);
    const score =
      plain === wanted ? 3 : plain.startsWith(wanted) ? 2 : plain.includes(` ${wanted}`) ? 1 : 0;
    if (score > (best?.score ?? 0)) best = { score, matched: name };
  }
  return best;
}

function namesOf(places: Places, row: number): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [language, names] of Object.entries(places.names)) {
    const name = names[row];
    if (name) found[language] = name;
  }
  return found;
}

/** The bytes of a file of frames, which some hosts unpack by themselves. */
async function unpacked(response: Response): Promise<ArrayBuffer> {
  const bytes = await response.arrayBuffer();
  const [a, b] = new Uint8Array(bytes, 0, 2);
  if (a !== 0x1f || b !== 0x8b) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

function json(answer: unknown): Response {
  return new Response(JSON.stringify(answer), { headers: { "content-type": "application/json" } });
}
