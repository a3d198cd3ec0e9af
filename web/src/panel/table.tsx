/** The places as a table: what the map shows, for whoever does not see it. */

import { useState } from "preact/hooks";
import { choose, isoDay, placeName, places, restedDay, restedFrame, words } from "../state/store";
import { Empty, Loading } from "./notices";
import { stateName, stateOf } from "./state_of";
import { Swatch } from "./swatch";
import { Name } from "./text";

const LISTED = 200;

export function TablePanel() {
  const t = words.value;
  const [text, setText] = useState("");
  const [spokenOnly, setSpokenOnly] = useState(true);
  const frame = restedFrame.value;
  const all = places.value;
  if (!all || !frame) return <Loading what="what_beliefs" />;
  const wanted = text.trim().toLocaleLowerCase();
  const fitting = all.id
    .map((_, index) => index)
    .filter((index) => !spokenOnly || all.spoken[index])
    .filter(
      (index) =>
        !wanted ||
        [placeName(index), all.names["en"]?.[index], all.local[index], all.kind[index]].some(
          (one) => one?.toLocaleLowerCase().includes(wanted),
        ),
    )
    .map((index) => ({ index, state: stateOf(frame, index) }))
    .sort(
      (a, b) =>
        Number(b.state.differs) - Number(a.state.differs) ||
        Number(a.state.key === "unknown") - Number(b.state.key === "unknown") ||
        placeName(a.index).localeCompare(placeName(b.index)),
    );
  return (
    <div class="list">
      <h2 id="table-title">{t("tab_table")}</h2>
      <p class="hint">{t("table_note", { day: t.day(isoDay(restedDay.value)) })}</p>
      <p class="filters">
        <label class="long">
          {t("table_filter")}
          <input type="search" value={text} onInput={(e) => setText(e.currentTarget.value)} />
        </label>
        <label class="check">
          <input
            type="checkbox"
            checked={spokenOnly}
            onChange={(e) => setSpokenOnly(e.currentTarget.checked)}
          />
          {t("table_spoken")}
        </label>
      </p>
      {fitting.length === 0 && <Empty>{t("table_none")}</Empty>}
      {fitting.length > LISTED && (
        <p class="hint">{t("table_first", { count: LISTED, all: t.count(fitting.length) })}</p>
      )}
      <div class="scrolled" tabIndex={0} role="region" aria-labelledby="table-title">
        <table>
          <thead>
            <tr>
              <th scope="col">{t("col_place")}</th>
              <th scope="col">{t("col_holder")}</th>
              <th scope="col" class="number">
                {t("col_prob")}
              </th>
              <th scope="col">{t("col_age")}</th>
            </tr>
          </thead>
          <tbody>
            {fitting.slice(0, LISTED).map(({ index, state }) => (
              <tr key={index} class={state.differs ? "differs" : ""}>
                <th scope="row">
                  <button type="button" class="link" onClick={() => choose(all.id[index]!)}>
                    <Name>{placeName(index)}</Name>
                  </button>
                </th>
                <td>
                  <Swatch of={state.key} between={state.between} size={12} /> {stateName(state)}
                </td>
                <td class="number">{state.key === "unknown" ? "" : t.percent(state.prob)}</td>
                <td class="age">{state.ageDays === null ? "" : t.ago(state.ageDays)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
