/** Draws the strip of the timeline: months, ticks of claims by kind of speaker, how far beliefs
 * moved, how long sieges lasted. */

import type { Moves } from "../api/types";

export const KINDS = ["party", "allied_media", "monitor", "agency", "resident", "unknown"] as const;
export type SpeakerKind = (typeof KINDS)[number];

/** A kind of speaker as the interface names it; what the strip has no ink for counts as unknown. */
function kindOf(kind: string): SpeakerKind {
  return (KINDS as readonly string[]).includes(kind) ? (kind as SpeakerKind) : "unknown";
}

export interface Inks {
  text: string;
  line: string;
  moved: string;
  siege: string;
  kinds: Record<SpeakerKind, string>;
}

export interface SiegeSpan {
  from: number;
  to: number;
  colour: string;
}

export const ROW = { months: 15, ticks: 34, moved: 12, sieges: 6 } as const;
export const STRIP_HEIGHT = ROW.months + ROW.ticks + ROW.moved + ROW.sieges + 4;

/** Draws onto a canvas of `width` CSS pixels. `monthName` gives the name of an ISO day's month. */
export function drawStrip(
  canvas: HTMLCanvasElement,
  width: number,
  days: number,
  firstDay: string,
  moves: Moves | null,
  sieges: readonly SiegeSpan[],
  inks: Inks,
  monthName: (iso: string) => string,
): void {
  const ratio = devicePixelRatio;
  canvas.width = Math.max(1, Math.round(width * ratio));
  canvas.height = Math.round(STRIP_HEIGHT * ratio);
  const pen = canvas.getContext("2d");
  if (!pen) return;
  pen.scale(ratio, ratio);
  const x = (number: number) => (days > 1 ? (number / (days - 1)) * width : 0);
  drawMonths(pen, width, days, firstDay, x, inks, monthName);
  if (!moves) return;
  const base = ROW.months + ROW.ticks;
  const columns = kindColumns(moves);
  const most = Math.max(
    4,
    ...Array.from({ length: days }, (_, day) => sum(KINDS.map((kind) => columns[kind][day] ?? 0))),
  );
  const wide = Math.max(1, Math.min(6, x(1) * 0.72));
  for (let day = 0; day < days; day++) {
    let y = base;
    for (const kind of KINDS) {
      const count = columns[kind][day] ?? 0;
      if (count === 0) continue;
      const high = Math.max(1.5, (count / most) * (ROW.ticks - 3));
      pen.fillStyle = inks.kinds[kind];
      pen.fillRect(x(day) - wide / 2, y - high, wide, high - 0.5);
      y -= high;
    }
  }
  pen.fillStyle = inks.line;
  pen.fillRect(0, base + 0.5, width, 1);
  const top = Math.max(0.2, ...moves.changes);
  pen.fillStyle = inks.moved;
  for (let day = 0; day < days; day++) {
    const change = moves.changes[day] ?? 0;
    if (change <= 0) continue;
    pen.globalAlpha = 0.25 + 0.75 * Math.sqrt(change / top);
    pen.fillRect(x(day) - wide / 2, base + 4, Math.max(wide, 1.5), ROW.moved - 5);
  }
  pen.globalAlpha = 1;
  for (const [row, siege] of sieges.entries()) {
    pen.fillStyle = siege.colour;
    pen.fillRect(
      x(siege.from),
      base + ROW.moved + 2 + (row % 2) * 3,
      Math.max(2, x(siege.to) - x(siege.from)),
      2,
    );
  }
}

function drawMonths(
  pen: CanvasRenderingContext2D,
  width: number,
  days: number,
  firstDay: string,
  x: (number: number) => number,
  inks: Inks,
  monthName: (iso: string) => string,
): void {
  pen.font = "11px 'Noto Sans', sans-serif";
  pen.textBaseline = "top";
  const first = Date.parse(`${firstDay}T00:00:00Z`);
  let free = -40;
  for (let day = 0; day < days; day++) {
    const iso = new Date(first + day * 86_400_000).toISOString().slice(0, 10);
    const begins = iso.endsWith("-01");
    if (!begins && day > 0) continue;
    const at = x(day);
    if (begins) {
      pen.fillStyle = inks.line;
      pen.fillRect(at, 2, 1, STRIP_HEIGHT - 4);
    }
    const year = iso.slice(5, 7) === "01" || day === 0;
    const label = year ? `${monthName(iso)} ${iso.slice(0, 4)}` : monthName(iso);
    const long = pen.measureText(label).width;
    if (at < free || at + long > width) continue;
    pen.fillStyle = inks.text;
    pen.fillText(label, at + 4, 1);
    free = at + long + 12;
  }
}

function kindColumns(moves: Moves): Record<SpeakerKind, number[]> {
  const columns = Object.fromEntries(KINDS.map((kind) => [kind, [] as number[]])) as Record<
    SpeakerKind,
    number[]
  >;
  moves.kinds.forEach((kind, row) => {
    const column = columns[kindOf(kind)];
    moves.days[row]?.forEach((count, day) => (column[day] = (column[day] ?? 0) + count));
  });
  return columns;
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
