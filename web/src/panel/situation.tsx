/** What follows from the beliefs of a day: sieges, corridors, routes and the places that decide. */

import type { ComponentChildren } from "preact";
import type { Decides, PlaceIndex, Siege } from "../api/types";
import {
  choose,
  framesLoading,
  go,
  isoDay,
  overview,
  placeName,
  places,
  restedDay,
  situation,
  situationFailure,
  view,
  words,
} from "../state/store";
import { Empty, Failure, Loading } from "./notices";
import { Swatch } from "./swatch";
import { Name } from "./text";

export function SituationPanel() {
  const t = words.value;
  const got = situation.value;
  if (situationFailure.value) return <Failure failed={situationFailure.value} />;
  if (!got) return <Loading what="what_situation" />;
  const stale = got.at !== isoDay(restedDay.value) || framesLoading.value;
  const sieges = got.sieges.filter((one) => one.definition === "encirclement");
  const turned = got.supposed.filter(
    (one) => one.before !== one.after || Math.abs(one.after_prob - one.before_prob) >= 0.02,
  );
  // Those that decide only together with others have no sentence of their own.
  const deciding = got.deciding.filter((one) => t.named(one.sentence) !== "");
  const otherwise = (of: Siege) =>
    got.sieges.filter((one) => one.place === of.place && one.definition !== "encirclement");
  return (
    <div class={stale ? "situation stale" : "situation"} aria-busy={stale}>
      <p class="day-line">
        <time dateTime={got.at}>{t.day(got.at)}</time>
        <span class="how">{view.value.mode === "then" ? t("then") : t("hindsight")}</span>
      </p>
      {view.value.gifts.length > 0 && (
        <Block title={t("whatif")} of="supposed" none={t("whatif_none")}>
          {turned.map((one) => (
            <li key={one.kind + one.place.id}>
              <p class="sentence">{t.named(one.sentence)}</p>
              <p class="meta">
                <Link id={one.place.id} name={t.named(one.place.name)} />
                <span>
                  {t.percent(one.before_prob)} → {t.percent(one.after_prob)}
                </span>
              </p>
            </li>
          ))}
        </Block>
      )}
      <Block title={t("siege")} none={t("no_siege")}>
        {sieges.map((one) => (
          <SiegeRow key={one.id + (one.since ?? "")} siege={one} otherwise={otherwise(one)} />
        ))}
      </Block>
      <Block title={t("corridors")} none={t("no_corridor")}>
        {got.corridors.map((one, row) => (
          <li key={row}>
            <p class="sentence">{t.named(one.sentence)}</p>
            <p class="meta">
              <span class="figure">{t("prob_open", { percent: t.percent(one.prob) })}</span>
              <Since day={one.since} />
              <Way through={one.through} />
            </p>
          </li>
        ))}
      </Block>
      <Block title={t("routes")} none={t("no_route")}>
        {got.routes.map((one) => (
          <li key={one.id + (one.whose?.id ?? "")} class={`route ${one.state.replace(" ", "-")}`}>
            <p class="sentence">
              <RouteMark state={one.state} /> {t.named(one.sentence)}
            </p>
            <p class="meta">
              <span class="figure">{t("prob_open", { percent: t.percent(one.prob) })}</span>
              <Since day={one.since} />
              <Deciders of={one.cut_by} />
            </p>
          </li>
        ))}
      </Block>
      {deciding.length > 0 && (
        <Block title={t("deciding")}>
          {deciding.map((one) => (
            <li key={one.id + one.holder.id}>
              <p class="sentence">
                <Link id={one.id} name={t.named(one.name)} /> {t.named(one.sentence)}
              </p>
            </li>
          ))}
        </Block>
      )}
    </div>
  );
}

/** A siege as the graph of control has it; by other definitions below. */
function SiegeRow({ siege, otherwise }: { siege: Siege; otherwise: Siege[] }) {
  const t = words.value;
  const over = siege.until !== null || siege.prob < 0.2;
  return (
    <li class={over ? "past" : ""}>
      <p class="sentence">
        {siege.by && <Swatch of={siege.by.id} />} {t.named(siege.sentence)}
      </p>
      <p class="meta">
        <span class="figure">{t("prob_encircled", { percent: t.percent(siege.prob) })}</span>
        <Since day={siege.until ?? siege.since} />
        <Link id={siege.id} name={t.named(siege.name)} />
        <Deciders of={siege.deciding} />
      </p>
      {otherwise.length > 0 && (
        <details class="otherwise">
          <summary>{t("other_definitions")}</summary>
          <ul>
            {otherwise.map((one) => (
              <li key={one.definition}>{t.named(one.sentence)}</li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

function Block({
  title,
  none,
  of,
  children,
}: {
  title: string;
  none?: string;
  of?: string;
  children: ComponentChildren[];
}) {
  return (
    <section class={`block ${of ?? ""}`}>
      <h3>{title}</h3>
      {children.length === 0 && none ? <Empty>{none}</Empty> : <ul>{children}</ul>}
    </section>
  );
}

function Link({ id, name }: { id: string; name: string }) {
  return (
    <button type="button" class="link" onClick={() => choose(id)}>
      <Name>{name}</Name>
    </button>
  );
}

/** The day on which something began, and the way there; nothing on that day itself. */
function Since({ day }: { day: string | null }) {
  const t = words.value;
  const all = overview.value;
  if (!day || !all || day === isoDay(restedDay.value)) return null;
  if (day < all.first_day) return null;
  return (
    <button type="button" class="link" onClick={() => go({ at: day })}>
      <time dateTime={day}>{t.day(day)}</time>
    </button>
  );
}

function Deciders({ of }: { of: Decides[] }) {
  const t = words.value;
  return (
    <>
      {of.slice(0, 3).map((one) => (
        <Link key={one.id} id={one.id} name={t.named(one.name)} />
      ))}
    </>
  );
}

function Way({ through }: { through: PlaceIndex[] }) {
  return (
    <>
      {through.map((index) => (
        <Link key={index} id={places.value?.id[index] ?? ""} name={placeName(index)} />
      ))}
    </>
  );
}

/** A route's state as the map draws it. */
export function RouteMark({ state }: { state: string }) {
  const kind = state === "open" ? "open" : state === "cut" ? "cut" : "threatened";
  return (
    <svg class={`route-mark ${kind}`} viewBox="0 0 26 10" width="26" height="10" aria-hidden="true">
      <line x1="1" x2="25" y1="5" y2="5" />
      {kind === "cut" && <path d="M10 2l6 6M16 2l-6 6" />}
    </svg>
  );
}
