/** Colours of the sides, their shapes and textures, for the map and everything beside it. */

import type { Holder } from "../api/types";

export type Theme = "light" | "dark";
export type Rgb = readonly [number, number, number];

/** Marks of points; no two sides share one, so that the map can be read without colour. */
export const SHAPES = [
  "circle",
  "square",
  "diamond",
  "triangle",
  "wedge",
  "hexagon",
  "cross",
] as const;
export type Shape = (typeof SHAPES)[number];

export const MAX_HOLDERS = 16;

const GREY: Rgb = [0.45, 0.49, 0.53];

export function parseColour(text: string): Rgb {
  const hit = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text);
  if (!hit) return GREY;
  return [1, 2, 3].map((at) => parseInt(hit[at]!, 16) / 255) as unknown as Rgb;
}

export function formatColour(rgb: Rgb): string {
  const two = (part: number) =>
    Math.round(part * 255)
      .toString(16)
      .padStart(2, "0");
  return `#${rgb.map(two).join("")}`;
}

/** A side's colour as drawn in a theme: black turns light where the ground is dark. */
export function colourOf(holder: Holder | undefined, theme: Theme): Rgb {
  const rgb = parseColour(holder?.colour ?? "");
  const luminance = 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
  return theme === "dark" && luminance < 0.08 ? [0.72, 0.74, 0.77] : rgb;
}

export function shapeOf(index: number): Shape {
  return SHAPES[index % SHAPES.length]!;
}

/** How strongly a belief is filled: full only from 95% on, never nothing. */
export function strength(prob: number): number {
  return Math.min(1, 0.22 + 0.78 * Math.max(0, Math.min(1, (prob - 0.4) / 0.55)));
}

/** How much of that is left after so many days without a word on the place. */
export function freshness(ageDays: number): number {
  const x = Math.max(0, Math.min(1, (ageDays - 5) / 55));
  return 1 - 0.6 * x * x * (3 - 2 * x);
}
