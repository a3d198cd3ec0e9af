/** One claim: who says it, when, in which words, how far it is relied on and what it did. */

import { useState } from "preact/hooks";
import { Failed, send } from "../api/client";
import type { Claim } from "../api/types";
import { hears } from "../state/hearing";
import { choose, go, overview, start, view, words } from "../state/store";
import { signed } from "./place";
import { ReportText } from "./report";
import { Name, Quotation } from "./text";

export function ClaimCard({ claim, within }: { claim: Claim; within: "place" | "list" }) {
  const t = words.value;
  const opened = view.value.claim === claim.id;
  const published = claim.published_on ?? claim.published_at?.slice(0, 10) ?? null;
  const dated = claim.valid_from && claim.valid_from !== published ? claim.valid_from : null;
  const counted = hears(view.value, claim.speaker);
  const chain = claim.chain.length > 1 ? claim.chain.slice(1) : [];
  return (
    <li class={opened ? "claim opened" : "claim"}>
      <p class="who">
        <b>
          <Name>{speakerName(claim)}</Name>
        </b>
        {claim.channel && <span class="channel">{claim.channel}</span>}
        {published && (
          <time dateTime={published} title={t("published", { day: t.day(published) })}>
            {t.day(published)}
          </time>
        )}
        {!counted && (
          <span class="uncounted" title={t("not_counted_note")}>
            {t("not_counted")}
          </span>
        )}
        {counted && claim.contribution_log_odds !== null && (
          <span class="weight" title={t("weight")}>
            {signed(claim.contribution_log_odds)}
          </span>
        )}
      </p>
      {within === "list" && (
        <p class="what">
          {t.named(claim.statement) || t.what(claim)}
          {claim.place && (
            <button type="button" class="link" onClick={() => choose(claim.place!.id)}>
              <Name>{t.named(claim.place.name)}</Name>
            </button>
          )}
        </p>
      )}
      <Quotation text={claim.sentence} marks={claim.sentence_marks} lang={claim.language} />
      <p class="meta">
        {claim.reliability && <Reliability claim={claim} />}
        {dated && <span>{t("speaks_of", { day: t.day(dated) })}</span>}
        {chain.length > 0 && (
          <span>
            {t("by_way_of", { chain: "" })}
            <Name>{chain.join(", ")}</Name>
          </span>
        )}
        {claim.echo_prob !== null && claim.echo_prob >= 0.2 && (
          <span>{t("echo", { percent: t.percent(claim.echo_prob) })}</span>
        )}
      </p>
      {claim.copies.length > 0 && <Copies claim={claim} />}
      <p class="actions">
        <button
          type="button"
          class="link"
          aria-expanded={opened}
          onClick={() => go({ claim: opened ? null : claim.id })}
        >
          {t(opened ? "close_report" : "open_report")}
        </button>
        <Flag claim={claim} />
      </p>
      {opened && <ReportText id={claim.report_id} claim={claim.id} />}
    </li>
  );
}

export function speakerName(claim: Claim): string {
  const t = words.value;
  return t.named(claim.speaker.name) || claim.publisher || t("the_outlet");
}

function Reliability({ claim }: { claim: Claim }) {
  const t = words.value;
  const { letter, right_prob, rests_on } = claim.reliability!;
  const title =
    letter === "F" || right_prob === null
      ? t("reliability_F")
      : t("right_share", { percent: t.percent(right_prob), count: t.count(Math.round(rests_on)) });
  return (
    <span class={`letter letter-${letter}`} title={title}>
      <abbr title={title}>{letter}</abbr>
      <span class="unseen">{title}</span>
    </span>
  );
}

function Copies({ claim }: { claim: Claim }) {
  const t = words.value;
  const count = claim.copies.length;
  return (
    <details class="copies">
      <summary>
        {count === 1 ? t("and_copies_1") : t("and_copies", { count: t.count(count) })}
      </summary>
      <ul>
        {claim.copies.map((one) => (
          <li key={one.claim_id}>
            <Name>{one.publisher ?? one.report_id}</Name>
            {one.published_at && <time dateTime={one.published_at}>{t.day(one.published_at)}</time>}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Reasons as the ledger keeps them, by the key of their wording. */
const REASONS = {
  meaning: "misread",
  place: "wrong place",
  actor: "wrong actor",
  date: "wrong date",
  none: "not a claim",
} as const;
type Reason = keyof typeof REASONS;

/** Says that a claim was misread; needs a login where the server takes remarks at all. */
function Flag({ claim }: { claim: Claim }) {
  const t = words.value;
  const [open, setOpen] = useState(false);
  const [told, setTold] = useState<string | null>(null);
  const [reason, setReason] = useState<Reason>("meaning");
  const [note, setNote] = useState("");
  const [secret, setSecret] = useState("");
  const all = overview.value;
  if (!all || all.static) return null;
  const submit = async (event: Event) => {
    event.preventDefault();
    try {
      if (!overview.value?.logged_in) {
        await send("POST", "session", { password: secret });
        overview.value = { ...all, logged_in: true };
      }
      await send("POST", "flags", { claim: claim.id, reason: REASONS[reason], note });
      setTold(t("flag_done"));
      setOpen(false);
      await start();
    } catch (failed) {
      setTold(failed instanceof Failed ? `${failed.message} ${failed.hint}` : String(failed));
    }
  };
  return (
    <>
      <button
        type="button"
        class="link quiet"
        aria-expanded={open}
        title={t("flag_title")}
        onClick={() => setOpen(!open)}
      >
        {t("flag")}
      </button>
      {told && <span role="status">{told}</span>}
      {open && !all.can_write && <span class="hint">{t("read_only")}</span>}
      {open && all.can_write && (
        <form class="flag" onSubmit={submit}>
          <label>
            {t("flag_reason")}
            <select value={reason} onChange={(e) => setReason(e.currentTarget.value as Reason)}>
              {(Object.keys(REASONS) as Reason[]).map((one) => (
                <option key={one} value={one}>
                  {t(`flag_${one}`)}
                </option>
              ))}
            </select>
          </label>
          <label>
            {t("flag_note")}
            <input value={note} maxLength={500} onInput={(e) => setNote(e.currentTarget.value)} />
          </label>
          {!all.logged_in && (
            <label>
              {t("secret")}
              <input
                type="password"
                autocomplete="current-password"
                value={secret}
                onInput={(e) => setSecret(e.currentTarget.value)}
              />
              <span class="hint">{t("sign_in_note")}</span>
            </label>
          )}
          <button type="submit" class="plain">
            {t("flag_send")}
          </button>
          <button type="button" class="plain" onClick={() => setOpen(false)}>
            {t("flag_cancel")}
          </button>
        </form>
      )}
    </>
  );
}
