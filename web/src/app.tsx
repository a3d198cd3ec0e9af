/** The page: header, map, whom to believe, timeline, panel. */

import { useEffect } from "preact/hooks";
import { effect } from "@preact/signals";
import { Chips } from "./believe/chips";
import { MapRegion, mainMap } from "./map/map_region";
import { drawPicture } from "./map/picture";
import { Exports } from "./panel/exports";
import { Icon } from "./panel/icon";
import { Failure } from "./panel/notices";
import { Panel } from "./panel/panel";
import { Search } from "./search/search";
import {
  chosen,
  failure,
  go,
  language,
  listen,
  newer,
  overview,
  placeName,
  showNewer,
  start,
  isoDay,
  restedDay,
  view,
  words,
} from "./state/store";
import { accordingTo } from "./state/hearing";
import { switchTheme } from "./state/theme";
import { LANGUAGES } from "./state/view";
import { onTimelineKey, Timeline } from "./timeline/timeline";

const LANGUAGE_NAMES = { en: ["EN", "English"], el: ["ΕΛ", "Ελληνικά"] } as const;

export function Page() {
  const t = words.value;
  useEffect(() => {
    addEventListener("keydown", onTimelineKey);
    const stop = effect(() => {
      const place = chosen.value === null ? "" : `${placeName(chosen.value)}, `;
      const theatre = words.value.named(overview.value?.theatre.name);
      const at = overview.value ? words.value.day(isoDay(restedDay.value)) : "";
      const whose = accordingTo(view.value, overview.value, words.value);
      const title = [`${place}${at}`, whose, theatre, "Contested"].filter(Boolean).join(" · ");
      document.title = overview.value ? title : "Contested";
      document.documentElement.lang = language.value;
    });
    const heard = effect(() => {
      if (overview.value) listen();
    });
    addEventListener("beforeprint", beforePrint);
    return () => {
      removeEventListener("keydown", onTimelineKey);
      removeEventListener("beforeprint", beforePrint);
      stop();
      heard();
    };
  }, []);
  const fatal = failure.value && !overview.value;
  return (
    <div
      class={view.value.wide ? "page wide" : "page"}
      data-what-if={view.value.gifts.length > 0 ? "yes" : undefined}
    >
      <a
        class="skip"
        href="#panel"
        onClick={(event) => (event.preventDefault(), document.getElementById("panel")?.focus())}
      >
        {t("skip_to_panel")}
      </a>
      <header class="head">
        <h1>
          <span class="brand">Contested</span>
          <span class="theatre">{t.named(overview.value?.theatre.name)}</span>
        </h1>
        <p class="whose-printed">
          {[
            isoDay(restedDay.value) && t.day(isoDay(restedDay.value)),
            accordingTo(view.value, overview.value, t) || t("all_told"),
            t(view.value.mode),
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
        <Search />
        <div class="tools">
          <div class="languages" role="group" aria-label={t("language")}>
            {LANGUAGES.map((one) => (
              <button
                key={one}
                type="button"
                lang={one}

                title={LANGUAGE_NAMES[one][1]}
                aria-pressed={language.value === one}
                onClick={() => go({ language: one }, true)}
              >
                {LANGUAGE_NAMES[one][0]}
              </button>
            ))}
          </div>
          <button
            type="button"
            class="icon-button"
            aria-label={t("theme")}
            title={t("theme")}
            onClick={switchTheme}
          >
            <Icon name="theme" />
          </button>
          <Exports />
        </div>
      </header>
      {newer.value && (
        <p class="newer" role="status">
          {t("newer")}{" "}
          <button type="button" class="link" onClick={() => void showNewer()}>
            {t("newer_show")}
          </button>
        </p>
      )}
      {fatal ? (
        <main class="fatal">
          <Failure failed={failure.value!} retry={() => void start()} />
        </main>
      ) : (
        <>
          <main class="main">
            {failure.value && (
              <div class="floating">
                <Failure failed={failure.value} retry={() => void start()} />
              </div>
            )}
            <MapRegion />
            <Chips />
            <Timeline />
          </main>
          <Panel />
        </>
      )}
    </div>
  );
}

/** A canvas prints empty: for paper the map is a picture. */
function beforePrint(): void {
  const map = mainMap.peek();
  const region = document.querySelector(".map-region");
  if (!map || !region) return;
  region.querySelector(".printed")?.remove();
  const image = new Image();
  image.className = "printed";
  image.alt = words.peek()("map");
  image.src = drawPicture(map).toDataURL("image/png");
  region.append(image);
}
