/** Whose word counts in a view: who is heard, in words, and as part of a file's name. */

import type { Overview, Speaker } from "../api/types";
import type { Words } from "../words/words";
import type { View } from "./view";

type Heard = Pick<View, "believe" | "without">;

/** How many speakers of a side are named. */
const NAMED = 3;

function picked(believe: string): { kind: string; key: string } {
  const colon = believe.indexOf(":");
  return { kind: believe.slice(0, Math.max(0, colon)), key: believe.slice(colon + 1) };
}

/** Whether a speaker's claims count. */
export function hears({ believe, without }: Heard, speaker: Pick<Speaker, "key" | "side">) {
  const { kind, key } = picked(believe);
  if (without.includes(speaker.key)) return false;
  if (kind === "side") return speaker.side === key;
  return kind !== "speaker" || speaker.key === key;
}

function nameOf({ believe }: Heard, all: Overview | null, t: Words): string {
  const { kind, key } = picked(believe);
  const found =
    kind === "side"
      ? all?.sides.find((one) => one.id === key)
      : all?.speakers.find((one) => one.key === key);
  return t.named(found?.name) || key;
}

/** "According to Islamic State alone (Amaq, ...)"; empty if everybody is heard. */
export function accordingTo(heard: Heard, all: Overview | null, t: Words): string {
  const { kind, key } = picked(heard.believe);
  const name = nameOf(heard, all, t);
  if (kind === "speaker") return t("according_alone", { name });
  if (kind === "side") {
    const told = (all?.speakers ?? [])
      .filter((one) => one.side === key && one.key !== key)
      .map((one) => t.named(one.name));
    const shown = told.slice(0, NAMED).join(", ") + (told.length > NAMED ? ", …" : "");
    return t("according_alone", { name }) + (shown && ` (${shown})`);
  }
  if (heard.without.length === 0) return "";
  const left = heard.without.map((one) =>
    nameOf({ believe: `speaker:${one}`, without: [] }, all, t),
  );
  return t("according_without", { names: left.join(", ") });
}

/** `contested-syria-2016-08-06-side-islamic-state.png`, as the server names its exports. */
export function pictureName(
  heard: Heard,
  all: Overview | null,
  english: Words,
  day: string,
): string {
  const { kind } = picked(heard.believe);
  const left = heard.without.map((one) =>
    nameOf({ believe: `speaker:${one}`, without: [] }, all, english),
  );
  const words = [
    ...(kind ? [kind, nameOf(heard, all, english)] : []),
    ...(left.length > 0 ? ["without", ...left] : []),
  ].join(" ");
  const part = words
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return [`contested-${all?.theatre.id}-${day}`, part].filter(Boolean).join("-") + ".png";
}
