/** The belief in a place over all days as a plot, with the days on which something was said. */

import { computed } from "@preact/signals";
import type { History } from "../api/types";
import { believed, day, days, go, isoDay, overview, setDay, theme, words } from "../state/store";
import { dayNumber } from "../state/days";
import { GROUND } from "../map/style";
import { useAsked } from "./asked";
import { Failure } from "./notices";
import { holderName } from "./place";
import { holderColour, holderIndex } from "./swatch";

const WIDTH = 360;
const HEIGHT = 84;
const TICKS = 10;

const x = (number: number) => (days.value > 1 ? (number / (days.value - 1)) * WIDTH : 0);
/** Bound to the plot's line: a step of the timeline moves it and draws nothing else anew. */
const cursor = computed(() => x(day.value));

export function HistoryPlot({ id }: { id: string }) {
  const t = words.value;
  const asked = useAsked<History>(`place/${encodeURIComponent(id)}/history`, believed.value);
  if (asked.failed) return <Failure failed={asked.failed} retry={asked.retry} />;
  const got = asked.value;
  if (!got) return <div class="history waiting" aria-busy="true" />;
  const keys = order(got);
  const first = overview.value
    ? dayNumber(overview.value.first_day, got.days[0] ?? got.first_day)
    : 0;
  const ticks = got.marks.map((one) => x(dayNumber(overview.value!.first_day, one.day)));
  return (
    <section class="history" aria-labelledby="history-title">
      <h3 id="history-title">{t("history")}</h3>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT + TICKS}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t("history_note")}
        onClick={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          setDay(((event.clientX - box.left) / box.width) * (days.value - 1));
          go({ at: isoDay(day.value) });
        }}
      >
        <defs>
          <pattern
            id="history-divided"
            width="6"
            height="6"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width="6" height="6" fill={rivalColour(got, 0)} />
            <rect width="3" height="6" fill={rivalColour(got, 1)} />
          </pattern>
        </defs>
        <rect class="empty" width={WIDTH} height={HEIGHT} />
        {stacked(got, keys).map(({ key, low, high }) => (
          <path
            key={key}
            d={outline(low, high, (row) => x(first + row))}
            fill={key === "divided" ? "url(#history-divided)" : holderColour(key)}
            fill-opacity={key === "divided" ? 0.85 : 0.9}
          />
        ))}
        {[0.25, 0.5, 0.75].map((share) => (
          <line
            key={share}
            class="grid"
            x1="0"
            x2={WIDTH}
            y1={share * HEIGHT}
            y2={share * HEIGHT}
          />
        ))}
        {ticks.map((at, row) => (
          <line key={row} class="tick" x1={at} x2={at} y1={HEIGHT + 2} y2={HEIGHT + TICKS} />
        ))}
        <line
          class="cursor"
          x1={cursor}
          x2={cursor}
          y1="0"
          y2={HEIGHT + TICKS}
          stroke={GROUND[theme.value].ink}
        />
      </svg>
      <p class="scale">
        <span>{t.shortDay(isoDay(0))}</span>
        <span>{t("history_note")}</span>
        <span>{t.shortDay(isoDay(days.value - 1))}</span>
      </p>
      <details class="as-table">
        <summary>{t("history_as_table")}</summary>
        <HistoryTable got={got} keys={keys} />
      </details>
    </section>
  );
}

/** Holders in the order of the overview, then divided on top of them. Unknown stays empty. */
function order(got: History): string[] {
  return Object.keys(got.probs)
    .filter((key) => key !== "unknown" && got.probs[key]!.some((prob) => prob > 0.004))
    .sort((a, b) => rank(a) - rank(b));
}

function rank(key: string): number {
  return key === "divided" ? 0.5 : holderIndex(key) < 0 ? 99 : holderIndex(key);
}

/** The colour of the first or second of the two sides that were likeliest over all days. */
function rivalColour(got: History, number: 0 | 1): string {
  const weight = (key: string) => got.probs[key]!.reduce((sum, prob) => sum + prob, 0);
  const sides = Object.keys(got.probs).filter((key) => key !== "divided" && key !== "unknown");
  return holderColour(sides.sort((a, b) => weight(b) - weight(a))[number] ?? "unknown");
}

function stacked(got: History, keys: string[]): { key: string; low: number[]; high: number[] }[] {
  let low: number[] = got.days.map(() => 0);
  return keys.map((key) => {
    const high = low.map((base, row) => Math.min(1, base + (got.probs[key]![row] ?? 0)));
    const layer = { key, low, high };
    low = high;
    return layer;
  });
}

function outline(low: number[], high: number[], x: (row: number) => number): string {
  const y = (share: number) => ((1 - share) * HEIGHT).toFixed(1);
  const there = high.map((share, row) => `${x(row).toFixed(1)},${y(share)}`);
  const back = low.map((share, row) => `${x(row).toFixed(1)},${y(share)}`).reverse();
  return `M${there.join("L")}L${back.join("L")}Z`;
}

/** The runs of days on which the same holder was likeliest. */
function HistoryTable({ got, keys }: { got: History; keys: string[] }) {
  const t = words.value;
  const all = [...keys, "unknown"];
  const best = got.days.map((_, row) =>
    all.reduce((top, key) =>
      (got.probs[key]?.[row] ?? 0) > (got.probs[top]?.[row] ?? 0) ? key : top,
    ),
  );
  const starts = best.flatMap((key, row) => (key !== best[row - 1] ? [row] : []));
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t("filter_from")}</th>
          <th scope="col">{t("filter_to")}</th>
          <th scope="col">{t("col_holder")}</th>
          <th scope="col">{t("col_prob")}</th>
        </tr>
      </thead>
      <tbody>
        {starts.map((row, at) => {
          const end = (starts[at + 1] ?? best.length) - 1;
          const key = best[row]!;
          const probs = got.probs[key]?.slice(row, end + 1) ?? [1];
          return (
            <tr key={row}>
              <td>{t.day(got.days[row]!)}</td>
              <td>{t.day(got.days[end]!)}</td>
              <td>{holderName(key, t.named(got.names[key]))}</td>
              <td>
                {t.percent(probs.reduce((sum, prob) => sum + prob, 0) / Math.max(1, probs.length))}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
