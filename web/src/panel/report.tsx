/** A report as it was published, with the evidence of its claims marked. */

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Report } from "../api/types";
import { go, words } from "../state/store";
import { useAsked } from "./asked";
import { Failure, Loading } from "./notices";
import { Name, visible } from "./text";

export function ReportText({ id, claim }: { id: string; claim: string }) {
  const t = words.value;
  const asked = useAsked<Report>(`report/${encodeURIComponent(id)}`, "");
  const here = useRef<HTMLElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const report = asked.value;
  useEffect(() => {
    if (!here.current || !box.current) return;
    // Only the report scrolls, never the panel around it.
    box.current.scrollTop = here.current.offsetTop - box.current.clientHeight / 3;
  }, [report, claim]);
  if (asked.failed) return <Failure failed={asked.failed} retry={asked.retry} />;
  if (!report) return <Loading what="what_report" />;
  return (
    <div class="report" role="region" aria-label={report.title ?? undefined}>
      <p class="report-head">
        <Name>{[report.publisher, report.agency].filter(Boolean).join(" / ")}</Name>
        {report.published_at && (
          <time dateTime={report.published_at}>{t.day(report.published_at)}</time>
        )}
        {report.language && <span>{report.language}</span>}
      </p>
      <div
        class="report-text"
        ref={box}
        tabIndex={0}
        dir="auto"
        lang={report.language ?? undefined}
      >
        {marked(report, claim, here)}
      </div>
      {report.url && (
        <p class="report-url">
          {t("report_address")}: <Name>{report.url}</Name>
        </p>
      )}
    </div>
  );
}

/** The text cut where evidence begins and ends; overlapping evidence goes to the claim looked at. */
function marked(
  report: Report,
  claim: string,
  here: { current: HTMLElement | null },
): ComponentChildren[] {
  const cuts = new Set([0, report.text.length]);
  for (const one of report.claims) {
    cuts.add(Math.max(0, one.start));
    cuts.add(Math.min(report.text.length, one.end));
  }
  const sorted = [...cuts].sort((a, b) => a - b);
  let first = true;
  return sorted.slice(0, -1).map((from, at) => {
    const to = sorted[at + 1]!;
    const text = visible(report.text.slice(from, to));
    const over = report.claims.filter((one) => one.start <= from && one.end >= to);
    if (over.length === 0) return text;
    const mine = over.find((one) => one.id === claim);
    const target = mine ?? over[0]!;
    if (!mine)
      return (
        <mark key={from} class="other" onClick={() => go({ claim: target.id }, true)}>
          {text}
        </mark>
      );
    const ref = first ? here : undefined;
    first = false;
    return (
      <mark key={from} ref={ref as never}>
        {text}
      </mark>
    );
  });
}
