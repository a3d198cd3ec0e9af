/** What a frame says of a place. */

import { BYTES_PER_PLACE, DIFFERS, DIVIDED, FIRST_PAIR, NEVER, UNKNOWN } from "../api/frames";
import { overview, words } from "../state/store";

export interface State {
  key: string;
  between: string[];
  prob: number;
  ageDays: number | null;
  differs: boolean;
}

/** What a frame says of a place. */
export function stateOf(frame: Uint8Array, place: number): State {
  const at = place * BYTES_PER_PLACE;
  const code = frame[at]!;
  const holders = overview.value?.holders ?? [];
  const pair =
    code >= FIRST_PAIR && code !== DIVIDED ? overview.value?.pairs[code - FIRST_PAIR] : undefined;
  return {
    key:
      code === UNKNOWN
        ? "unknown"
        : code >= FIRST_PAIR
          ? "divided"
          : (holders[code - 1]?.id ?? "unknown"),
    between: (pair ?? []).map((index) => holders[index]?.id ?? ""),
    prob: frame[at + 1]! / 255,
    ageDays: frame[at + 2] === NEVER ? null : frame[at + 2]!,
    differs: (frame[at + 3]! & DIFFERS) !== 0,
  };
}

export function stateName(state: State): string {
  const t = words.value;
  if (state.key === "unknown") return t("unknown");
  const name = (id: string) => t.named(overview.value?.holders.find((one) => one.id === id)?.name);
  if (state.key !== "divided") return name(state.key);
  return state.between.length > 1
    ? `${t("divided")}: ${state.between.map(name).join(", ")}`
    : t("divided");
}
