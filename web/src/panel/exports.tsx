/** Links to this view, exports of the day, a picture of the map, print. */

import { useEffect, useRef, useState } from "preact/hooks";
import { address } from "../api/client";
import { mainMap } from "../map/map_region";
import { picture } from "../map/picture";
import { believing, overview, today, withDay, words } from "../state/store";
import { Icon } from "./icon";

const FORMATS = [
  "geojson",
  "csv",
  "hxl",
  "kml",
  "geoparquet",
  "claims.jsonl",
  "claims.csv",
  "acled.csv",
  "ucdp.csv",
] as const;

export function Exports() {
  const t = words.value;
  const [open, setOpen] = useState(false);
  const [told, setTold] = useState("");
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const away = (event: Event) => {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    addEventListener("pointerdown", away);
    addEventListener("focusin", away);
    return () => {
      removeEventListener("pointerdown", away);
      removeEventListener("focusin", away);
    };
  }, [open]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      setTold(t("shared"));
    } catch {
      setTold(location.href); // no clipboard here: the link can be marked and copied by hand
    }
  };
  return (
    <div
      class="exports"
      ref={box}
      onKeyDown={(event) => event.key === "Escape" && (setOpen(false), event.stopPropagation())}
    >
      <button
        type="button"
        class="icon-button"
        aria-expanded={open}
        aria-controls="exports"
        aria-label={t("menu")}
        title={t("menu")}
        onClick={() => setOpen(!open)}
      >
        <Icon name="menu" />
      </button>
      {open && (
        <div class="menu" id="exports">
          <button type="button" onClick={() => void copy()}>
            {t("share")}
          </button>
          <p role="status" class="told">
            {told}
          </p>
          <button type="button" onClick={() => print()}>
            {t("print")}
          </button>
          <button
            type="button"
            disabled={!mainMap.value}
            onClick={() => mainMap.value && void picture(mainMap.value)}
          >
            {t("image")}
          </button>
          <p class="group">
            {overview.value?.static
              ? t("exports_copy", { day: t.day(overview.value.last_day) })
              : t("exports")}
          </p>
          {overview.value &&
            FORMATS.map((format) => (
              <a
                key={format}
                href={address(`export/${format}`, withDay(believing.value, today.value))}
                download
              >
                {t(`export_${format}`)}
              </a>
            ))}
        </div>
      )}
    </div>
  );
}
