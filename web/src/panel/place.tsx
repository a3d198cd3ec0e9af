/** The evidence panel of a place: now, since when, how sure, who says otherwise, the words. */

import type { PlaceAnswer, Position } from "../api/types";
import {
  believed,
  choose,
  go,
  overview,
  places,
  restedDay,
  isoDay,
  view,
  withDay,
  words,
  chosen,
} from "../state/store";
import { accordingTo, hears } from "../state/hearing";
import { useAsked } from "./asked";
import { ClaimCard } from "./claim";
import { HistoryPlot } from "./history";
import { Empty, Failure, Loading } from "./notices";
import { holderColour, Swatch } from "./swatch";
import { Name } from "./text";

export function PlacePanel() {
  const t = words.value;
  const index = chosen.value;
  const id = index === null ? null : places.value?.id[index];
  const at = isoDay(restedDay.value);
  const path = id && at ? `place/${encodeURIComponent(id)}` : null;
  const asked = useAsked<PlaceAnswer>(path, withDay(believed.value, at).toString());
  if (view.value.place === null) return <Empty>{t("nobody_chosen")}</Empty>;
  if (asked.failed) return <Failure failed={asked.failed} retry={asked.retry} />;
  if (!asked.value) return <Loading what="what_place" />;
  const { place, rivals } = asked.value;
  const local = overview.value?.theatre.local_language;
  const localName = local ? place.name[local] : undefined;
  const kind = t.kind(place.kind);
  return (
    <article class={asked.loading ? "place stale" : "place"} aria-busy={asked.loading}>
      <header class="place-head">
        <h2>
          <Name>{t.named(place.name)}</Name>
          {localName && localName !== t.named(place.name) && (
            <span class="local" lang={local ?? undefined} dir="auto">
              {localName}
            </span>
          )}
        </h2>
        <p class="sub">
          {place.part_of[0] ? t("part_of", { kind, name: "" }) : kind}
          {place.part_of[0] && (
            <button type="button" class="link" onClick={() => choose(place.part_of[0]!.id)}>
              <Name>{t.named(place.part_of[0].name)}</Name>
            </button>
          )}
          {place.population ? ` · ${t("people", { count: t.about(place.population) })}` : ""}
        </p>
      </header>
      <Now answer={asked.value} />
      {asked.value.claims > 0 && <HistoryPlot id={place.id} />}
      {overview.value?.static ? <p class="hint">{t("whatif_served")}</p> : <WhatIf id={place.id} />}
      <section class="rivals" aria-labelledby="who-says">
        <h3 id="who-says">{t("who_says")}</h3>
        {rivals.length === 0 && <Nothing answer={asked.value} />}
        {rivals.map((one) => (
          <Rival
            key={`${one.key}/${one.holder?.id}/${one.extent}/${one.factuality}`}
            position={one}
          />
        ))}
      </section>
    </article>
  );
}

function Nothing({ answer }: { answer: PlaceAnswer }) {
  const t = words.value;
  if (view.value.believe !== "all")
    return (
      <Empty
        action={
          <button type="button" class="plain" onClick={() => go({ believe: "all" })}>
            {t("back_to_all")}
          </button>
        }
      >
        {t("empty_selected")}
      </Empty>
    );
  if (answer.claims > 0) return <Empty>{t("empty_place_day")}</Empty>;
  const parent = answer.place.part_of[0];
  return (
    <Empty
      hint={t("empty_place_hint")}
      action={
        parent && (
          <button type="button" class="plain" onClick={() => choose(parent.id)}>
            <Name>{t.named(parent.name)}</Name>
          </button>
        )
      }
    >
      {t("empty_place")}
    </Empty>
  );
}

/** The belief of the day: the likeliest first, each with its bar. */
function Now({ answer: { belief } }: { answer: PlaceAnswer }) {
  const t = words.value;
  const whose = accordingTo(view.value, overview.value, t);
  const shown = belief.probs.filter((one) => one.prob >= 0.005 || one.key === belief.likeliest);
  const between = belief.inferred
    .filter((one) => one.key !== "divided")
    .map((one) => one.key)
    .slice(0, 2);
  return (
    <section class="now" aria-labelledby="now-title">
      <h3 id="now-title">
        <time dateTime={belief.at}>{t.day(belief.at)}</time>
        <span class="how">{belief.kind === "filtered" ? t("then") : t("hindsight")}</span>
      </h3>
      {whose && <p class="whose">{whose}</p>}
      <ul class="probs">
        {shown.map((one) => (
          <li key={one.key} class={one.key === belief.likeliest ? "first" : ""}>
            <Swatch of={one.key} between={between} />
            <span class="holder">{holderName(one.key, t.named(one.name))}</span>
            <span class="bar" aria-hidden="true">
              <ProbBar prob={one.prob} of={one.key} />
            </span>
            <span class="number">{t.percent(one.prob)}</span>
          </li>
        ))}
      </ul>
      <p class="since">
        {belief.likeliest !== "unknown" && belief.since && (
          <span>{t("since", { day: t.day(belief.since) })}</span>
        )}
        <span>
          {belief.age_days === null
            ? t("never_spoken")
            : t("last_word", { days: t.ago(belief.age_days) })}
        </span>
      </p>
    </section>
  );
}

export function holderName(key: string, name: string): string {
  const t = words.value;
  return key === "divided" || key === "unknown" ? t(key) : name;
}

export function ProbBar({ prob, of }: { prob: number; of: string }) {
  return (
    <svg viewBox="0 0 100 8" preserveAspectRatio="none">
      <rect width="100" height="8" class="track" />
      <rect width={Math.max(0.8, prob * 100)} height="8" fill={holderColour(of)} />
    </svg>
  );
}

/** Those who say the same thing, with their words. */
function Rival({ position }: { position: Position }) {
  const t = words.value;
  const fact = t.maybe(`fact_${position.factuality}`, "");
  const holder = position.holder ? t.named(position.holder.name) : t("somebody");
  const what = [
    t.form(t.maybe(`pos_${position.key}`, position.key), holder),
    t.maybe(`extent_${position.extent}`, ""),
  ]
    .filter(Boolean)
    .join(" ");
  return (
    <details class="rival" open>
      <summary>
        {position.holder && <Swatch of={sideOf(position.holder.id)} />}
        <span class="says">
          {fact && <em>{fact}: </em>}
          <b>
            <Name>{holder}</Name>
          </b>{" "}
          {what}
        </span>
        {!position.claims.some((one) => hears(view.value, one.speaker)) ? (
          <span class="uncounted" title={t("not_counted_note")}>
            {t("not_counted")}
          </span>
        ) : (
          position.log_odds !== null && (
            <span class="sum" title={t("weight")}>
              {signed(position.log_odds)}
            </span>
          )
        )}
      </summary>
      <ul class="claims">
        {position.claims.map((claim) => (
          <ClaimCard key={claim.id} claim={claim} within="place" />
        ))}
      </ul>
    </details>
  );
}

/** The holder that an actor fights for, or the actor itself. */
export function sideOf(actor: string): string {
  const all = overview.value;
  if (!all || all.holders.some((one) => one.id === actor)) return actor;
  return all.speakers.find((one) => one.key === actor)?.side ?? actor;
}

export function signed(logOdds: number | null): string {
  if (logOdds === null || Math.abs(logOdds) < 0.05) return "±0";
  return `${logOdds > 0 ? "+" : "−"}${Math.abs(logOdds).toFixed(1)}`;
}

/** Gives the place to another side, to see what would follow. */
function WhatIf({ id }: { id: string }) {
  const t = words.value;
  const given = view.value.gifts.find((one) => one.place === id || id.endsWith(`:${one.place}`));
  const give = (holder: string) => {
    const others = view.value.gifts.filter((one) => one !== given);
    const short = id.slice(id.indexOf(":") + 1);
    go({ gifts: holder ? [...others, { place: short, holder }] : others });
  };
  return (
    <p class="what-if">
      <label>
        {t("give_to")}
        <select
          value={given?.holder ?? ""}
          onChange={(event) => give(event.currentTarget.value)}
          id="give-to"
        >
          <option value="">{t("give_none")}</option>
          {overview.value?.holders.map((one) => (
            <option key={one.id} value={one.id}>
              {t.named(one.name)}
            </option>
          ))}
        </select>
      </label>
    </p>
  );
}
