/** Asks the HTTP interface. The address is relative, so that the page may live under a prefix. */

import { decodeFrames, type Frames } from "./frames";
import { isCopy, NotHere, safe, Site } from "./site";
import type { Overview } from "./types";

const BASE = "api/v1/";
/** A static copy has files in place of the interface. */
const site = isCopy() ? new Site((file) => fetch(BASE + file)) : null;

/** What went wrong, in the interface's own words, and what to do next. */
export class Failed extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly hint: string,
    readonly status: number,
  ) {
    super(message);
  }
}

export type Query = Record<string, string | string[] | undefined> | URLSearchParams;

export function address(path: string, query?: Query): string {
  if (site && path.startsWith("export/")) return exportOfCopy(path.slice("export/".length));
  const all = query instanceof URLSearchParams ? query : new URLSearchParams();
  if (query && !(query instanceof URLSearchParams))
    for (const [name, value] of Object.entries(query))
      for (const one of Array.isArray(value) ? value : [value]) if (one) all.append(name, one);
  const text = all.toString();
  return BASE + path + (text ? `?${text}` : "");
}

/** A copy's exports are of its last day; their files end as the formats do. */
function exportOfCopy(format: string): string {
  const endings: Record<string, string> = {
    "claims.jsonl": "jsonl",
    geoparquet: "parquet",
    history: "history.csv",
    hxl: "hxl.csv",
  };
  return `${BASE}export/${safe(format)}.${endings[format] ?? format}`;
}

async function ask(path: string, query?: Query, init?: RequestInit): Promise<Response> {
  let response: Response;
  try {
    if (site) {
      const asked = new URLSearchParams(address("", query).split("?")[1]);
      return await site.answer(path, asked);
    }
    response = await fetch(address(path, query), { credentials: "same-origin", ...init });
  } catch (reason) {
    if (reason instanceof DOMException && reason.name === "AbortError") throw reason;
    if (reason instanceof NotHere)
      throw new Failed(
        "copy",
        "This copy of the map holds places according to all, to each side and to each speaker, as " +
          "known then; situations, and what is contested, according to all alone.",
        "contested serve answers the rest",
        404,
      );
    throw new Failed("offline", "", "", 0);
  }
  if (response.ok) return response;
  let told: { error?: { code?: string; message?: string; hint?: string } } = {};
  try {
    told = (await response.json()) as typeof told;
  } catch {
    // Not JSON: an intermediary answered; the status has to do.
  }
  throw new Failed(
    told.error?.code ?? "status",
    told.error?.message ?? `${response.status} ${response.statusText}`,
    told.error?.hint ?? "",
    response.status,
  );
}

export async function get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  const response = await ask(path, query, signal ? { signal } : undefined);
  return (await response.json()) as T;
}

export async function send(method: "POST" | "DELETE", path: string, body?: unknown): Promise<void> {
  await ask(path, undefined, {
    method,
    headers: { "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

export async function getFrames(
  query: URLSearchParams,
  first: string,
  last: string,
  signal: AbortSignal,
): Promise<Frames> {
  const all = new URLSearchParams(query);
  all.set("from", first);
  all.set("to", last);
  const response = await ask("frames", all, { signal });
  return decodeFrames(await response.arrayBuffer());
}

export const getOverview = (): Promise<Overview> => get<Overview>("overview");
