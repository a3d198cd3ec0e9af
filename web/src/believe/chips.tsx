/** Whom to believe: all, one side, one speaker; and whom to leave out. */

import { useState } from "preact/hooks";
import { BYTES_PER_PLACE, DIFFERS } from "../api/frames";
import { go, frame, overview, view, words } from "../state/store";
import { Swatch } from "../panel/swatch";
import { Icon } from "../panel/icon";
import { Name } from "../panel/text";

const SHOWN = 7;

export function Chips() {
  const t = words.value;
  const [more, setMore] = useState(false);
  const all = overview.value;
  if (!all) return <div class="chips" />;
  const { believe, without } = view.value;
  const sides = all.sides.filter((side) => all.speakers.some((one) => one.side === side.id));
  const shown = more ? all.speakers : all.speakers.slice(0, SHOWN);
  // Whoever is listened to or left out stays in sight.
  const picked = all.speakers.filter(
    (one) =>
      !shown.includes(one) && (believe === `speaker:${one.key}` || without.includes(one.key)),
  );
  const leave = (key: string) =>
    go({
      without: without.includes(key) ? without.filter((one) => one !== key) : [...without, key],
      believe: "all",
    });
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
      {sides.map((side) => (
        <button
          key={side.id}
          type="button"
          class="chip"
          aria-pressed={believe === `side:${side.id}`}
          title={t("side_of", { name: t.named(side.name) })}
          onClick={() =>
            go({ believe: believe === `side:${side.id}` ? "all" : `side:${side.id}`, without: [] })
          }
        >
          <Swatch of={side.id} size={12} />
          {t.named(side.name)}
        </button>
      ))}
      <span class="divider" aria-hidden="true" />
      {[...shown, ...picked].map((one) => {
        const out = without.includes(one.key);
        const alone = believe === `speaker:${one.key}`;
        return (
          <span key={one.key} class={out ? "chip pair out" : "chip pair"}>
            <button
              type="button"
              aria-pressed={alone}
              title={t("speaker_of", { name: t.named(one.name) })}
              onClick={() => go({ believe: alone ? "all" : `speaker:${one.key}`, without: [] })}
            >
              <Name>{t.named(one.name)}</Name>
              <span class="number">{one.claims}</span>
            </button>
            <button
              type="button"
              class="leave"
              aria-pressed={out}
              aria-label={t(out ? "listen_again" : "leave_out", { name: t.named(one.name) })}
              title={t(out ? "listen_again" : "leave_out", { name: t.named(one.name) })}
              onClick={() => leave(one.key)}
            >
              <Icon name={out ? "plus" : "close"} />
            </button>
          </span>
        );
      })}
      {all.speakers.length > SHOWN && (
        <button
          type="button"
          class="chip quiet"
          aria-expanded={more}
          onClick={() => setMore(!more)}
        >
          {more ? t("fewer_speakers") : t("more_speakers", { count: all.speakers.length - SHOWN })}
        </button>
      )}
      {(believe !== "all" || without.length > 0) && <Differences />}
    </div>
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
