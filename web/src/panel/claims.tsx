/** The table of claims, with filters that are part of the link. */

import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Failed, get } from "../api/client";
import type { Claim, Claims } from "../api/types";
import { go, overview, view, words } from "../state/store";
import { NO_FILTER, type ClaimFilter } from "../state/view";
import { ClaimCard } from "./claim";
import { DayField } from "./day_field";
import { Empty, Failure, Loading } from "./notices";

const PAGE = 50;
const rows = signal<Claim[] | null>(null);
const total = signal(0);
const next = signal<string | null>(null);
const failed = signal<Failed | null>(null);
let asked: AbortController | null = null;

function query(filter: ClaimFilter, place: string | null): URLSearchParams {
  const all = new URLSearchParams({ limit: String(PAGE) });
  const add = (name: string, value: string) => value && all.set(name, value);
  if (filter.here && place) all.set("place", place);
  add("actor", filter.actor);
  add("speaker", filter.speaker);
  add("predicate", filter.predicate);
  add("from", filter.from);
  add("to", filter.to);
  add("q", filter.words);
  return all;
}

async function load(all: URLSearchParams, before: Claim[]): Promise<void> {
  asked?.abort();
  const mine = (asked = new AbortController());
  try {
    const got = await get<Claims>("claims", all, mine.signal);
    rows.value = [...before, ...got.rows];
    total.value = got.total;
    next.value = got.next;
    failed.value = null;
  } catch (reason) {
    if (mine.signal.aborted) return;
    failed.value = reason instanceof Failed ? reason : new Failed("page", String(reason), "", 0);
  }
}

export function ClaimsPanel() {
  const t = words.value;
  const { filter, place } = view.value;
  const asking = query(filter, place).toString();
  useEffect(() => {
    const wait = setTimeout(() => void load(new URLSearchParams(asking), []), 200);
    return () => clearTimeout(wait);
  }, [asking, overview.value?.version]);
  const more = () => {
    const all = new URLSearchParams(asking);
    if (next.value) all.set("cursor", next.value);
    void load(all, rows.value ?? []);
  };
  return (
    <div class="claims-panel">
      <Filters />
      {failed.value && (
        <Failure failed={failed.value} retry={() => void load(new URLSearchParams(asking), [])} />
      )}
      {rows.value === null && !failed.value && <Loading what="what_claims" />}
      {rows.value?.length === 0 && <Empty hint={t("claims_none_hint")}>{t("claims_none")}</Empty>}
      {rows.value && rows.value.length > 0 && (
        <>
          <p class="count" role="status">
            {t("claims_count", { count: t.count(total.value) })}
          </p>
          <ul class="claims">
            {rows.value.map((claim) => (
              <ClaimCard key={claim.id} claim={claim} within="list" />
            ))}
          </ul>
        </>
      )}
      {next.value && rows.value && rows.value.length > 0 && (
        <button type="button" class="plain more" onClick={more}>
          {t("claims_more")}
        </button>
      )}
    </div>
  );
}

function Filters() {
  const t = words.value;
  const { filter, place } = view.value;
  const all = overview.value;
  const set = (change: Partial<ClaimFilter>) => go({ filter: { ...filter, ...change } }, true);
  const used = Object.values(filter).some(Boolean);
  return (
    <form
      class="filters"
      onSubmit={(event) => event.preventDefault()}
      role="search"
      aria-label={t("tab_claims")}
    >
      <label class="long">
        {t("filter_words")}
        <input
          type="search"
          value={filter.words}
          onInput={(e) => set({ words: e.currentTarget.value })}
        />
      </label>
      <label>
        {t("filter_speaker")}
        <select value={filter.speaker} onChange={(e) => set({ speaker: e.currentTarget.value })}>
          <option value="">{t("filter_any")}</option>
          {all?.speakers.map((one) => (
            <option key={one.key} value={one.key}>
              {t.named(one.name)} ({one.claims})
            </option>
          ))}
        </select>
      </label>
      <label>
        {t("filter_what")}
        <select
          value={filter.predicate}
          onChange={(e) => set({ predicate: e.currentTarget.value })}
        >
          <option value="">{t("filter_any")}</option>
          {all?.predicates.map((one) => (
            <option key={one} value={one}>
              {t.maybe(`pred_${one}`, one)}
            </option>
          ))}
        </select>
      </label>
      <DayField
        label={t("filter_from")}
        value={filter.from}
        needed={false}
        take={(from) => set({ from })}
      />
      <DayField
        label={t("filter_to")}
        value={filter.to}
        needed={false}
        take={(to) => set({ to })}
      />
      {place && (
        <label class="check">
          <input
            type="checkbox"
            checked={filter.here}
            onChange={(e) => set({ here: e.currentTarget.checked })}
          />
          {t("filter_here")}
        </label>
      )}
      {used && (
        <button type="button" class="link" onClick={() => go({ filter: NO_FILTER }, true)}>
          {t("filter_clear")}
        </button>
      )}
    </form>
  );
}
