/** The timeline: drag, keys, play; as known then or in hindsight; what was said on a day. */

import { computed, signal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { get } from "../api/client";
import type { Ticks } from "../api/types";
import { GROUND } from "../map/style";
import {
  choose,
  day,
  days,
  go,
  isoDay,
  moves,
  overview,
  playing,
  setDay,
  sieges,
  theme,
  today,
  todayWritten,
  view,
  words,
} from "../state/store";
import { dayNumber } from "../state/days";
import { Icon } from "../panel/icon";
import { Swatch, holderColour } from "../panel/swatch";
import { Name } from "../panel/text";
import { speakerName } from "../panel/claim";
import { drawStrip, KINDS, STRIP_HEIGHT, type Inks, type SpeakerKind } from "./strip";

const DAYS_A_SECOND = 5;
const WEEK = 7;

const KIND_INKS: Record<"light" | "dark", Record<SpeakerKind, string>> = {
  light: {
    party: "#1f2937",
    allied_media: "#5b6b7c",
    monitor: "#0f766e",
    agency: "#a3adb8",
    resident: "#7a5c99",
    unknown: "#d3d8dd",
  },
  dark: {
    party: "#f0f2f4",
    allied_media: "#aab5c0",
    monitor: "#5cc4b8",
    agency: "#6b7784",
    resident: "#c3a6e0",
    unknown: "#4a545e",
  },
};

function inks(): Inks {
  const dark = theme.value === "dark";
  return {
    text: dark ? "#a5adb5" : "#5a6169",
    line: dark ? "#333c45" : "#dcd8cf",
    moved: dark ? "#d9b45b" : "#8a6d1f",
    siege: GROUND[theme.value].ink,
    kinds: KIND_INKS[theme.value],
  };
}

/** The day under the pointer, with what was said on it once that has come. */
const hovered = signal<{ number: number; ticks: Ticks | null } | null>(null);
const known = new Map<string, Ticks>();

export function Timeline() {
  const t = words.value;
  return (
    <section class="timeline" aria-label={t("timeline")}>
      <div class="transport">
        <button
          type="button"
          class="icon-button"
          aria-label={t("earlier")}
          title={t("earlier")}
          onClick={() => setDay(day.value - 1)}
        >
          <Icon name="back" />
        </button>
        <button
          type="button"
          class="icon-button play"
          aria-label={t(playing.value ? "pause" : "play")}
          title={t(playing.value ? "pause" : "play")}
          aria-pressed={playing.value}
          onClick={togglePlay}
        >
          <Icon name={playing.value ? "pause" : "play"} />
        </button>
        <button
          type="button"
          class="icon-button"
          aria-label={t("later")}
          title={t("later")}
          onClick={() => setDay(day.value + 1)}
        >
          <Icon name="forward" />
        </button>
        <Today />
        <Kinds />
        <fieldset class="modes">
          <legend class="unseen">{t("timeline")}</legend>
          {(["then", "hindsight"] as const).map((mode) => (
            <label key={mode} title={t(mode === "then" ? "then_note" : "hindsight_note")}>
              <input
                type="radio"
                name="mode"
                checked={view.value.mode === mode}
                onChange={() => go({ mode })}
              />
              <span>{t(mode)}</span>
            </label>
          ))}
        </fieldset>
      </div>
      <Strip />
    </section>
  );
}

// What follows the day is bound to its elements: a step along the timeline renders no component.
const todayLeft = computed(() => leftOf(day.value));

function Today() {
  return (
    <output class="today">
      <time dateTime={today}>{todayWritten}</time>
    </output>
  );
}

function Kinds() {
  const t = words.value;
  const ink = KIND_INKS[theme.value];
  return (
    <ul class="kinds" aria-hidden="true">
      {KINDS.map((kind) => (
        <li key={kind}>
          <svg width="8" height="8" viewBox="0 0 8 8">
            <rect width="8" height="8" fill={ink[kind]} />
          </svg>
          {t(`kind_${kind}`)}
        </li>
      ))}
    </ul>
  );
}

function Strip() {
  const t = words.value;
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const all = overview.value;
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    if (!box.current) return;
    const watch = new ResizeObserver(([entry]) => setWidth(entry!.contentRect.width));
    watch.observe(box.current);
    return () => watch.disconnect();
  }, [all === null]);
  // The strip is drawn anew when what it shows is another, never for a step along it.
  useEffect(() => {
    if (!canvas.current || !all || width === 0) return;
    const spans = (sieges.value?.sieges ?? []).map((one) => ({
      from: Math.max(0, dayNumber(all.first_day, one.since)),
      to: one.until ? dayNumber(all.first_day, one.until) : days.value - 1,
      colour: one.by ? holderColour(one.by.id) : inks().siege,
    }));
    drawStrip(
      canvas.current,
      width,
      days.value,
      all.first_day,
      moves.value,
      spans,
      inks(),
      t.month,
    );
  }, [width, moves.value, sieges.value, theme.value, t.language, all?.version]);
  if (!all) return <div class="strip" />;
  const numberAt = (event: PointerEvent) => {
    const rect = box.current!.getBoundingClientRect();
    return Math.round(
      Math.max(0, Math.min(1, (event.clientX - rect.left) / rect.width)) * (days.value - 1),
    );
  };
  return (
    <div
      class="strip"
      ref={box}
      role="slider"
      tabIndex={0}
      aria-label={t("timeline")}
      aria-valuemin={0}
      aria-valuemax={days.value - 1}
      aria-valuenow={day}
      aria-valuetext={todayWritten}
      aria-description={t("timeline_help")}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        playing.value = false;
        setDay(numberAt(event));
      }}
      onPointerMove={(event) => {
        const number = numberAt(event);
        if (event.buttons & 1) {
          setDay(number);
          hovered.value = null;
        } else hover(number);
      }}
      onPointerLeave={() => (hovered.value = null)}
    >
      <canvas ref={canvas} height={STRIP_HEIGHT} aria-hidden="true" />
      <span class="marker day" style={todayLeft} aria-hidden="true" />
      {view.value.versus && (
        <span
          class="marker versus"
          style={leftOf(dayNumber(all.first_day, view.value.versus))}
          aria-hidden="true"
        />
      )}
      <Hovered />
    </div>
  );
}

/** Where a day stands on the strip. */
function leftOf(number: number): string {
  const share = days.value > 1 ? number / (days.value - 1) : 0;
  return `left: ${(share * 100).toFixed(3)}%`;
}

let waiting: ReturnType<typeof setTimeout> | undefined;

function hover(number: number): void {
  if (hovered.value?.number === number) return;
  const at = isoDay(number);
  const here = known.get(at) ?? null;
  hovered.value = { number, ticks: here };
  clearTimeout(waiting);
  if (here) return;
  waiting = setTimeout(() => {
    get<Ticks>("ticks", { day: at }).then(
      (ticks) => {
        known.set(at, ticks);
        if (hovered.value?.number === number) hovered.value = { number, ticks };
      },
      () => undefined,
    );
  }, 60);
}

/** What was said on the day under the pointer. */
function Hovered() {
  const t = words.value;
  const at = hovered.value;
  if (!at) return null;
  const claims = at.ticks?.claims ?? [];
  const share = days.value > 1 ? at.number / (days.value - 1) : 0;
  return (
    <div
      class={share > 0.6 ? "hovered left" : "hovered"}
      style={{ left: `${(share * 100).toFixed(3)}%` }}
    >
      <p class="hovered-day">
        {t.day(isoDay(at.number))}
        {at.ticks && (
          <span>
            {claims.length === 0
              ? t("no_claims_on")
              : claims.length === 1
                ? t("claim_on")
                : t("claims_on", { count: claims.length })}
          </span>
        )}
      </p>
      {claims.slice(0, 4).map((claim) => (
        <p key={claim.id} class="hovered-claim">
          {claim.actor && <Swatch of={claim.actor.id} size={10} />}
          <b>
            <Name>{speakerName(claim)}</Name>
          </b>{" "}
          <Name>{shortened(claim.sentence)}</Name>
        </p>
      ))}
      {claims.length > 4 && <p class="hovered-claim">+{claims.length - 4}</p>}
    </div>
  );
}

function shortened(text: string): string {
  return text.length > 140 ? `${text.slice(0, 139)}…` : text;
}

// --- playing --------------------------------------------------------------------------------------

export function togglePlay(): void {
  if (!playing.value && day.value >= days.value - 1) setDay(0);
  playing.value = !playing.value;
  if (!playing.value) return;
  // One day at a time, however slowly they are drawn: a day that is skipped is a story not told.
  const step = () => {
    if (!playing.value) return;
    setDay(day.value + 1);
    if (day.value >= days.value - 1) playing.value = false;
    else setTimeout(() => requestAnimationFrame(step), 1000 / DAYS_A_SECOND);
  };
  setTimeout(step, 1000 / DAYS_A_SECOND);
}

/** Arrow keys, space, Home and End, wherever they are not needed otherwise. */
export function onTimelineKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
  const target = event.target as HTMLElement;
  const busy = target.closest(
    "input, select, textarea, [role=tablist], .report-text, .maplibregl-canvas",
  );
  if (busy) return;
  const stride = event.shiftKey ? WEEK : 1;
  if (event.key === "ArrowLeft") setDay(day.value - stride);
  else if (event.key === "ArrowRight") setDay(day.value + stride);
  else if (event.key === "Home" && target.closest(".strip")) setDay(0);
  else if (event.key === "End" && target.closest(".strip")) setDay(days.value - 1);
  else if (event.key === " " && !target.closest("button, summary, a, [tabindex='0']:not(.strip)"))
    togglePlay();
  else if (event.key === "Escape" && view.value.place !== null) choose(null);
  else return;
  if (event.key.startsWith("Arrow")) playing.value = false;
  event.preventDefault();
}
