/** The map as a picture: with its day, whom it believes, its legend and its sources. */

import { accordingTo, pictureName } from "../state/hearing";
import { overview, theme, today, view, words } from "../state/store";
import { wordsOf } from "../words/words";
import type { MapView } from "./map_view";
import { colourOf, formatColour } from "./palette";
import { GROUND } from "./style";

const MARGIN = 14;
const HEAD = 44;
const FOOT = 46;

/** Draws the picture onto a canvas of its own. */
export function drawPicture(map: MapView): HTMLCanvasElement {
  const t = words.value;
  const ground = GROUND[theme.value];
  const source = map.canvas();
  const ratio = source.width / Math.max(1, source.clientWidth);
  const width = source.clientWidth;
  const height = source.clientHeight;
  const canvas = document.createElement("canvas");
  canvas.width = source.width;
  canvas.height = Math.round((HEAD + height + FOOT) * ratio);
  const pen = canvas.getContext("2d")!;
  pen.scale(ratio, ratio);
  pen.fillStyle = ground.focus;
  pen.fillRect(0, 0, width, HEAD + height + FOOT);
  pen.drawImage(source, 0, HEAD, width, height);
  pen.textBaseline = "middle";
  pen.fillStyle = ground.ink;
  pen.font = "600 17px 'Noto Sans', sans-serif";
  const whose = accordingTo(view.value, overview.value, t);
  const when = `${t.named(overview.value?.theatre.name)}, ${t.day(today.value)}`;
  const title = whose ? `${when} · ${whose}` : when;
  // A long title is drawn narrower rather than cut: whose word it is must be readable.
  const broad = Math.min(pen.measureText(title).width, Math.max(width / 2, width - 240));
  pen.fillText(title, MARGIN, HEAD / 2, broad);
  const after = MARGIN + broad + 14;
  pen.fillStyle = ground.local;
  pen.font = "13px 'Noto Sans', sans-serif";
  pen.fillText(believed(), after, HEAD / 2 + 1, width - after - MARGIN);
  let x = MARGIN;
  const y = HEAD + height + 14;
  for (const holder of overview.value?.holders ?? []) {
    const name = t.named(holder.name);
    const long = pen.measureText(name).width + 30;
    if (x + long > width - MARGIN) break;
    pen.fillStyle = formatColour(colourOf(holder, theme.value));
    pen.fillRect(x, y - 5, 10, 10);
    pen.fillStyle = ground.name;
    pen.fillText(name, x + 15, y);
    x += long;
  }
  pen.fillStyle = ground.local;
  pen.font = "11px 'Noto Sans', sans-serif";
  const sources = [
    t("attribution_base"),
    t("attribution_places"),
    overview.value?.tiles?.attribution,
  ];
  pen.fillText(
    `Contested · ${sources.filter(Boolean).join(" · ")}`,
    MARGIN,
    y + 20,
    width - 2 * MARGIN,
  );
  return canvas;
}

/** What stands behind the title: how the day is seen. */
function believed(): string {
  const t = words.value;
  const { mode, gifts } = view.value;
  const everybody = accordingTo(view.value, overview.value, t) ? "" : t("all_told");
  return [everybody, t(mode), gifts.length > 0 ? t("whatif") : ""].filter(Boolean).join(" · ");
}

/** Saves the map as a PNG file. */
export async function picture(map: MapView): Promise<void> {
  const canvas = drawPicture(map);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = pictureName(view.value, overview.value, wordsOf("en"), today.value);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
