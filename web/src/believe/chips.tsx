/** Whom to believe: all, one side, one speaker; and whom to leave out. */

import { useState } from "preact/hooks";
import { BYTES_PER_PLACE, DIFFERS } from "../api/frames";
import type { Holder, Speaker } from "../api/types";
import { Icon } from "../panel/icon";
import { Swatch } from "../panel/swatch";
import { Name } from "../panel/text";
import { frame, go, overview, view, words } from "../state/store";

// What one row of a desktop holds; the rest comes on demand.
const SIDES = 3;
const SPEAKERS = 6;

export function Chips() {
  const t = words.value;
  const [more, setMore] = useState(false);
  const all = overview.value;
  if (!all) return <div class="chips" />;
  const { believe, without } = view.value;
  const told = (side: Holder) =>
    all.speakers.reduce((sum, one) => sum + (one.side === side.id ? one.claims : 0), 0);
  const sides = all.sides.filter(told).sort((a, b) => told(b) - told(a));
  // Whoever is listened to or left out comes first.
  const picked = (key: string) =>
    believe === `side:${key}` || believe === `speaker:${key}` || without.includes(key);
  const shownSides = sides.filter((one, at) => more || at < SIDES || picked(one.id));
  const shown = all.speakers.filter((one, at) => more || at < SPEAKERS || picked(one.key));
  const hidden = sides.length - shownSides.length + all.speakers.length - shown.length;
  return (
    <div class={more ? "chips open" : "chips"} role="group" aria-label={t("believe")}>
      <span class="label" aria-hidden="true">
        {t("believe")}
      </span>
      <button
        type="button"
        class="chip all"
        aria-pressed={believe === "all" && without.length === 0}
        onClick={() => go({ believe: "all", without: [] })}
      >
        {t("all_told")}
      </button>
      <span class="divider" aria-hidden="true" />
      {shown
        .filter((one) => picked(one.key))
        .map((one) => (
          <SpeakerChip key={one.key} speaker={one} />
        ))}
      {shownSides.map((side) => (
        <SideChip key={side.id} side={side} />
      ))}
      <span class="divider" aria-hidden="true" />
      {shown
        .filter((one) => !picked(one.key))
        .map((one) => (
          <SpeakerChip key={one.key} speaker={one} />
        ))}
      {(hidden > 0 || more) && (
        <button
          type="button"
          class="chip quiet"
          aria-expanded={more}
          onClick={() => setMore(!more)}
        >
          {more ? t("fewer_speakers") : t("more_speakers", { count: hidden })}
        </button>
      )}
      {(believe !== "all" || without.length > 0) && <Differences />}
    </div>
  );
}

function SideChip({ side }: { side: Holder }) {
  const t = words.value;
  const on = view.value.believe === `side:${side.id}`;
  return (
    <button
      type="button"
      class="chip"
      aria-pressed={on}
      title={t("side_of", { name: t.named(side.name) })}
      onClick={() => go({ believe: on ? "all" : `side:${side.id}`, without: [] })}
    >
      <Swatch of={side.id} size={12} />
      {t.named(side.name)}
    </button>
  );
}

function SpeakerChip({ speaker: { key, name, claims } }: { speaker: Speaker }) {
  const t = words.value;
  const { believe, without } = view.value;
  const out = without.includes(key);
  const alone = believe === `speaker:${key}`;
  const leave = t(out ? "listen_again" : "leave_out", { name: t.named(name) });
  return (
    <span class={out ? "chip pair out" : "chip pair"}>
      <button
        type="button"
        aria-pressed={alone}
        title={t("speaker_of", { name: t.named(name) })}
        onClick={() => go({ believe: alone ? "all" : `speaker:${key}`, without: [] })}
      >
        <Name>{t.named(name)}</Name>
        <span class="number">{claims}</span>
      </button>
      {!overview.value?.static && (
        <button
          type="button"
          class="leave"
          aria-pressed={out}
          aria-label={leave}
          title={leave}
          onClick={() =>
            go({
              without: out ? without.filter((one) => one !== key) : [...without, key],
              believe: "all",
            })
          }
        >
          <Icon name={out ? "plus" : "close"} />
        </button>
      )}
    </span>
  );
}

/** How many places this way of believing shows otherwise. */
function Differences() {
  const t = words.value;
  const bytes = frame.value;
  if (!bytes) return null;
  let count = 0;
  for (let at = 3; at < bytes.length; at += BYTES_PER_PLACE) if (bytes[at]! & DIFFERS) count++;
  return (
    <span class="differences" role="status">
      {count === 0 ? t("differs_none") : t("differs_count", { count })}
    </span>
  );
}
