/** Days as people write them. */

import { folded } from "../api/site";
import { isDay } from "../state/days";

const MONTH_LANGUAGES = ["en-GB", "el-GR"];
const LEAST_LETTERS = 3;
const ENOUGH_LETTERS = 4; // so many tell all months apart, and hold in every case of Greek

const MONTHS: readonly (readonly string[])[] = Array.from({ length: 12 }, (_, month) =>
  MONTH_LANGUAGES.map((language) =>
    folded(
      new Intl.DateTimeFormat(language, { day: "numeric", month: "long", timeZone: "UTC" })
        .formatToParts(Date.UTC(2016, month, 1))
        .find((part) => part.type === "month")!.value,
    ),
  ),
);

/** The number of a month by its name in any language of the interface, or by its first letters. */
function monthOf(word: string): number | null {
  const wanted = folded(word).replace(/\.$/, "");
  if (wanted.length < LEAST_LETTERS) return null;
  const start = wanted.slice(0, ENOUGH_LETTERS);
  const fitting = MONTHS.flatMap((names, month) =>
    names.some((name) => name.startsWith(start)) ? [month + 1] : [],
  );
  return fitting.length === 1 ? fitting[0]! : null;
}

/** The ISO day that a text means: 2016-08-06, 6 Aug 2016, 6 Αυγούστου 2016, 6/8/2016 (the day
 * first); null for anything else, and for a day that no month has. */
export function readDay(text: string): string | null {
  const plain = text.trim();
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(plain);
  const numbers = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(plain);
  const named = /^(\d{1,2})\.?\s+(\p{L}[\p{L}\p{M}]*\.?)\s+(\d{4})$/u.exec(plain);
  const parts = iso
    ? [iso[1], iso[2], iso[3]]
    : numbers
      ? [numbers[3], numbers[2], numbers[1]]
      : named
        ? [named[3], monthOf(named[2]!), named[1]]
        : null;
  if (!parts || parts[1] === null) return null;
  const [year, month, day] = parts.map(String);
  const found = `${year}-${month!.padStart(2, "0")}-${day!.padStart(2, "0")}`;
  return isDay(found) ? found : null;
}
