/** A field for a day, written as everywhere on the page (6 Aug 2016) whatever the browser's locale. */

import { useEffect, useId, useState } from "preact/hooks";
import { dayAt } from "../state/days";
import { overview, words } from "../state/store";
import { readDay } from "../words/days";

/** `value` is an ISO day, or "" where no day is needed; `take` hears another one when it is whole. */
export function DayField({
  label,
  value,
  needed,
  take,
}: {
  label: string;
  value: string;
  needed: boolean;
  take: (day: string) => void;
}) {
  const t = words.value;
  const written = value ? t.day(value) : "";
  const [text, setText] = useState(written);
  const [wrong, setWrong] = useState(false);
  const hint = useId();
  const reset = () => {
    setText(written);
    setWrong(false);
  };
  useEffect(reset, [written]);
  const all = overview.value;
  if (!all) return null;
  const within = (day: string) =>
    day < all.first_day ? all.first_day : day > all.last_day ? all.last_day : day;
  const read = () => {
    if (text.trim() === written) return reset();
    const day = text.trim() === "" && !needed ? "" : readDay(text);
    if (day === null) return setWrong(true);
    const taken = day && within(day);
    if (taken === value) reset();
    else take(taken);
  };
  const onKey = (event: KeyboardEvent) => {
    const by = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
    if (event.key === "Enter") read();
    else if (event.key === "Escape" && text !== written) reset();
    else if (by !== 0 && value) take(within(dayAt(value, by)));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <label class="day-field">
      {label}
      <input
        type="text"
        value={text}
        placeholder={t.day(all.first_day)}
        autocomplete="off"
        spellcheck={false}
        aria-invalid={wrong}
        aria-describedby={wrong ? hint : undefined}
        onInput={(event) => (setText(event.currentTarget.value), setWrong(false))}
        onKeyDown={onKey}
        onBlur={read}
      />
      {wrong && (
        <span class="wrong" id={hint} role="alert">
          {t("day_unread", { day: t.day(all.first_day) })}
        </span>
      )}
    </label>
  );
}
