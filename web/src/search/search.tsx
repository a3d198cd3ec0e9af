/** Search for a place or an actor in any script: a combobox with its list below it. */

import { useEffect, useRef, useState } from "preact/hooks";
import { get } from "../api/client";
import type { Found } from "../api/types";
import { choose, go, overview, shortId, words } from "../state/store";
import { NO_FILTER } from "../state/view";
import { Icon } from "../panel/icon";
import { Name } from "../panel/text";

const WAIT_MS = 120;

interface Entry {
  key: string;
  name: string;
  under: string;
  take: () => void;
}

export function Search() {
  const t = words.value;
  const [text, setText] = useState("");
  const [found, setFound] = useState<Found | null>(null);
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const wanted = text.trim();
    if (!wanted) {
      setFound(null);
      return;
    }
    const abort = new AbortController();
    const wait = setTimeout(() => {
      get<Found>("search", { q: wanted }, abort.signal).then(
        (got) => {
          setFound(got);
          setAt(0);
        },
        () => undefined,
      );
    }, WAIT_MS);
    return () => {
      clearTimeout(wait);
      abort.abort();
    };
  }, [text]);
  const done = () => {
    setOpen(false);
    setText("");
    input.current?.blur();
  };
  const places: Entry[] = (found?.places ?? []).slice(0, 8).map((one) => ({
    key: one.id,
    name: t.named(one.name),
    under: [
      one.matched !== t.named(one.name) ? one.matched : "",
      t.kind(one.kind),
      one.part_of ? t.named(one.part_of.name) : "",
    ]
      .filter(Boolean)
      .join(" · "),
    take: () => {
      done();
      choose(shortId(one.id));
    },
  }));
  const actors: Entry[] = (found?.actors ?? []).slice(0, 5).map((one) => ({
    key: `actor ${one.id}`,
    name: t.named(one.name),
    under: one.matched !== t.named(one.name) ? one.matched : "",
    take: () => {
      done();
      const speaks = overview.value?.speakers.some(
        (speaker) => speaker.key === (one.speaker ?? one.id),
      );
      go({
        tab: "claims",
        filter: {
          ...NO_FILTER,
          ...(speaks ? { speaker: one.speaker ?? one.id } : { actor: one.id }),
        },
      });
    },
  }));
  const entries = [...places, ...actors];
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setOpen(true);
      const by = event.key === "ArrowDown" ? 1 : -1;
      if (entries.length > 0) setAt((at + by + entries.length) % entries.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      entries[at]?.take();
    } else if (event.key === "Escape") {
      if (open) setOpen(false);
      else setText("");
    }
    event.stopPropagation();
  };
  const shown = open && text.trim() !== "" && found !== null;
  const group = (title: string, list: Entry[], from: number) =>
    list.length > 0 && (
      <div role="group" aria-label={title}>
        <p class="group" aria-hidden="true">
          {title}
        </p>
        {list.map((one, row) => (
          <div
            key={one.key}
            id={`found-${from + row}`}
            role="option"
            aria-selected={from + row === at}
            class="found"
            onMouseDown={(event) => {
              event.preventDefault();
              one.take();
            }}
            onMouseMove={() => setAt(from + row)}
          >
            <Name>{one.name}</Name>
            {one.under && (
              <span class="under">
                <Name>{one.under}</Name>
              </span>
            )}
          </div>
        ))}
      </div>
    );
  return (
    <div class="search" role="search">
      <Icon name="search" />
      <input
        ref={input}
        type="text"
        role="combobox"
        aria-expanded={shown}
        aria-controls="found"
        aria-autocomplete="list"
        aria-activedescendant={shown && entries.length > 0 ? `found-${at}` : undefined}
        aria-label={t("search")}
        placeholder={t("search")}
        value={text}
        maxLength={100}
        spellcheck={false}
        autocomplete="off"
        dir="auto"
        onInput={(event) => {
          setText(event.currentTarget.value);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKey}
      />
      {shown && entries.length > 0 && (
        <div id="found" class="found-list" role="listbox" aria-label={t("search")}>
          {group(t("places"), places, 0)}
          {group(t("actors"), actors, places.length)}
        </div>
      )}
      {shown && entries.length === 0 && (
        <p class="found-list nothing" role="status">
          {t("search_nothing")}
        </p>
      )}
    </div>
  );
}
