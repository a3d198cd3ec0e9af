/** Wording, dates, numbers and names in the reader's language. */

import type { Claim, Names } from "../api/types";
import type { Language } from "../state/view";
import { el } from "./el";
import { en, type Key } from "./en";
import { kindName } from "./kinds";

export type { Key };
const WORDS: Record<Language, Record<Key, string>> = { en, el };

export interface Words {
  language: Language;
  (key: Key, values?: Record<string, string | number>): string;
  /** A wording whose key is put together; the text itself where there is none. */
  maybe: (key: string, otherwise?: string) => string;
  /** A name in the reader's language, else in English, else any. */
  named: (names: Names | null | undefined) => string;
  /** `6 Aug 2016`. */
  day: (iso: string) => string;
  /** `6 Aug`. */
  shortDay: (iso: string) => string;
  month: (iso: string) => string;
  /** A kind of place. */
  kind: (kind: string) => string;
  /** Of two forms "holds|hold" the one that goes with a name. */
  form: (forms: string, name: string) => string;
  /** A probability rounded to what it can bear. */
  percent: (prob: number) => string;
  days: (count: number) => string;
  ago: (days: number) => string;
  count: (number: number) => string;
  /** A number that is not known to the last digit: two digits that count. */
  about: (number: number) => string;
  what: (claim: Claim) => string;
}

export function wordsOf(language: Language): Words {
  const table = WORDS[language];
  const locale = language === "en" ? "en-GB" : "el-GR";
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options });
  const long = format({ day: "numeric", month: "short", year: "numeric" });
  const short = format({ day: "numeric", month: "short" });
  const month = format({ month: "short" });
  const number = new Intl.NumberFormat(locale);
  const date = (iso: string) => new Date(`${iso.slice(0, 10)}T00:00:00Z`);
  const written = (format_: Intl.DateTimeFormat, iso: string) =>
    /^\d{4}-\d\d-\d\d/.test(iso) ? format_.format(date(iso)).replace("Sept", "Sep") : iso;

  const words = ((key: Key, values: Record<string, string | number> = {}) =>
    table[key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""))) as Words;
  words.language = language;
  words.maybe = (key, otherwise) => (table as Record<string, string>)[key] ?? otherwise ?? key;
  words.named = (names) =>
    names ? (names[language] ?? names["en"] ?? Object.values(names)[0] ?? "") : "";
  words.day = (iso) => written(long, iso);
  words.shortDay = (iso) => written(short, iso);
  words.month = (iso) => written(month, iso);
  words.kind = (kind) => kindName(kind, language);
  words.form = (forms, name) => forms.split("|").at(isPlural(name, language) ? -1 : 0)!;
  words.percent = roundedPercent;
  words.days = (count) =>
    count === 1 ? words("days_1") : words("days_n", { days: number.format(count) });
  words.ago = (days) =>
    days <= 0
      ? words("ago_0")
      : days === 1
        ? words("ago_1")
        : words("ago_days", { days: number.format(days) });
  words.count = (value) => number.format(value);
  const rough = new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 });
  words.about = (value) => rough.format(value);
  words.what = (claim) => whatOf(words, claim);
  return words;
}

/** "Syrian rebels" and «σύροι αντάρτες» are several, "United States" and "Hamas" are one. */
function isPlural(name: string, language: Language): boolean {
  if (language === "el") return /(ες|εις|οι|οί)$/.test(name);
  const last = name.split(" ").at(-1) ?? "";
  return /s$/.test(last) && /^\p{Ll}/u.test(last);
}

/** Whole per cents; never 0% or 100%, which would say more than a belief can. */
export function roundedPercent(prob: number): string {
  if (prob > 0.99) return ">99%";
  if (prob < 0.01) return "<1%";
  return `${Math.round(prob * 100)}%`;
}

function whatOf(words: Words, claim: Claim): string {
  const parts = [
    words.maybe(`fact_${claim.factuality}`, claim.factuality),
    claim.actor ? words.named(claim.actor.name) : words("somebody"),
    words.maybe(`pred_${claim.predicate}`, claim.predicate),
    words.maybe(`extent_${claim.extent}`, ""),
  ];
  const [fact, ...rest] = parts;
  const said = rest.filter(Boolean).join(" ");
  return fact ? `${fact}: ${said}` : said;
}
