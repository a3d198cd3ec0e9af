/** Two lists: what is most contested on a day, and what changed between two days. */

import type { Changes, Contested, HolderProb } from "../api/types";
import { dayAt } from "../state/days";
import {
  believed,
  choose,
  go,
  isoDay,
  overview,
  restedDay,
  restedFrame,
  view,
  withDay,
  words,
} from "../state/store";
import { useAsked } from "./asked";
import { DayField } from "./day_field";
import { Empty, Failure, Loading } from "./notices";
import { holderName } from "./place";
import { stateOf } from "./state_of";
import { Swatch } from "./swatch";
import { Name } from "./text";

export function ContestedPanel() {
  const t = words.value;
  const at = isoDay(restedDay.value);
  const asked = useAsked<Contested>(
    at ? "contested" : null,
    withDay(believed.value, at).toString(),
  );
  if (asked.failed) return <Failure failed={asked.failed} retry={asked.retry} />;
  const got = asked.value;
  if (!got) return <Loading what="what_list" />;
  return (
    <div class={asked.loading ? "list stale" : "list"}>
      <h2>{t("contested_now")}</h2>
      <p class="hint">{t("contested_note", { day: t.day(got.at) })}</p>
      {got.rows.length === 0 && <Empty>{t("contested_none")}</Empty>}
      <ol class="rows">
        {got.rows.map((row) => {
          const between = dividedAt(row.place);
          return (
            <li key={row.id}>
              <button type="button" class="row" onClick={() => choose(row.id)}>
                <b>
                  <Name>{t.named(row.name)}</Name>
                </b>
                <Meter share={row.contest} />
                <span class="parts">
                  {row.probs
                    .filter((one) => one.prob >= 0.05)
                    .slice(0, 3)
                    .map((one) => (
                      <Part key={one.key} one={one} between={between} />
                    ))}
                </span>
                <span class="age">{row.age_days === null ? "" : t.ago(row.age_days)}</span>
              </button>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

/** The two sides between which a place is divided on the day that is shown. */
function dividedAt(place: number): string[] {
  return restedFrame.value ? stateOf(restedFrame.value, place).between : [];
}

function Part({ one, between }: { one: HolderProb; between?: string[] }) {
  const t = words.value;
  return (
    <span class="part">
      <Swatch of={one.key} {...(between ? { between } : {})} size={12} />{" "}
      {holderName(one.key, t.named(one.name))} {one.key !== "unknown" && t.percent(one.prob)}
    </span>
  );
}

function Meter({ share }: { share: number }) {
  return (
    <svg class="meter" viewBox="0 0 48 6" width="48" height="6" aria-hidden="true">
      <rect width="48" height="6" class="track" />
      <rect width={Math.max(1, share * 48)} height="6" class="full" />
    </svg>
  );
}

/** A week before the day, unless the link says which other day. */
function earlier(): string {
  const all = overview.value!;
  const week = Math.max(0, restedDay.value - 7);
  return view.value.versus ?? dayAt(all.first_day, week);
}

export function ChangesPanel() {
  const t = words.value;
  const all = overview.value;
  const last = isoDay(restedDay.value);
  const first = all ? earlier() : "";
  const [from, to] = first <= last ? [first, last] : [last, first];
  const query = new URLSearchParams(believed.value);
  query.set("from", from);
  query.set("to", to);
  const asked = useAsked<Changes>(all ? "changes" : null, query.toString());
  if (!all) return null;
  const got = asked.value;
  return (
    <div class={asked.loading ? "list stale" : "list"}>
      <h2>{t("tab_changes")}</h2>
      <p class="between">
        <DayField
          label={t("changes_between")}
          value={first}
          needed
          take={(versus) => go({ versus })}
        />
        <DayField label={t("changes_and")} value={last} needed take={(at) => go({ at })} />
        <button
          type="button"
          class="plain"
          aria-pressed={view.value.versus !== null}
          onClick={() => go({ versus: view.value.versus ? null : first })}
        >
          {t(view.value.versus ? "compare_end" : "compare")}
        </button>
      </p>
      {asked.failed && <Failure failed={asked.failed} retry={asked.retry} />}
      {!got && !asked.failed && <Loading what="what_list" />}
      {got && got.places.length === 0 && got.situation.length === 0 && (
        <Empty>{t("changes_none")}</Empty>
      )}
      {got && got.situation.length > 0 && (
        <ul class="sentences">
          {got.situation.map((one) => (
            <li key={one.kind + one.place.id}>
              <p class="sentence">{t.named(one.sentence)}</p>
            </li>
          ))}
        </ul>
      )}
      {got && (
        <ol class="rows">
          {got.places.map((one) => (
            <li key={one.id}>
              <button type="button" class="row" onClick={() => choose(one.id)}>
                <b>
                  <Name>{t.named(one.name)}</Name>
                </b>
                <span class="age">
                  {one.claims.length === 1
                    ? t("claim_on")
                    : t("claims_on", { count: t.count(one.claims.length) })}
                </span>
                <span class="parts">
                  <Part one={one.before} /> <span aria-label="→">→</span>{" "}
                  <Part one={one.after} between={dividedAt(one.place)} />
                </span>
              </button>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
