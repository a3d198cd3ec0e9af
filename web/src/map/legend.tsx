/** The legend, and the layers that can be switched. */

import { signal } from "@preact/signals";
import { go, overview, seenHolders, theme, view, words } from "../state/store";
import { LAYERS } from "../state/view";
import { Icon } from "../panel/icon";
import { RouteMark } from "../panel/situation";
import { holderColour, Swatch } from "../panel/swatch";
import { GROUND } from "./style";
import { freshness, strength } from "./palette";

const legendOpen = signal(!matchMedia("(max-width: 760px)").matches);
const layersOpen = signal(false);

export function Legend() {
  const t = words.value;
  const all = overview.value;
  if (!all) return null;
  const seen = all.holders.filter((_, index) => seenHolders.value.has(index));
  const sides = (seen.length > 1 ? seen : all.holders).map((one) => one.id);
  const first = sides[0] ?? "unknown";
  const differs = view.value.versus ? "legend_changed" : "legend_differs";
  return (
    <details
      class="legend"
      open={legendOpen.value}
      onToggle={(e) => (legendOpen.value = e.currentTarget.open)}
    >
      <summary>{t("legend")}</summary>
      <ul class="sides">
        {seen.map((one) => (
          <li key={one.id}>
            <Swatch of={one.id} />
            {t.named(one.name)}
          </li>
        ))}
        <li>
          <Swatch of="divided" between={sides} />
          {t("legend_divided")}
        </li>
        <li>
          <Swatch of="unknown" />
          {t("legend_unknown")}
        </li>
      </ul>
      <p class="ramp">
        <span>{t("legend_strength")}</span>
        <Ramp colour={holderColour(first)} steps={[0.45, 0.6, 0.75, 0.9, 0.97].map(strength)} />
        <span class="ends">45%–95%+</span>
      </p>
      <p class="ramp">
        <span>{t("legend_age")}</span>
        <Ramp colour={holderColour(first)} steps={[0, 15, 30, 45, 60].map(freshness)} />
        <span class="ends">
          {t("fresh")}–{t("days_60")}
        </span>
      </p>
      <ul class="marks">
        {(view.value.versus || view.value.believe !== "all" || view.value.without.length > 0) && (
          <li>
            <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
              <circle
                cx="8"
                cy="8"
                r="6.6"
                fill="none"
                stroke={GROUND[theme.value].ink}
                stroke-width="1.7"
              />
              <circle cx="8" cy="8" r="3.2" fill={GROUND[theme.value].grey} />
            </svg>
            {t(differs)}
          </li>
        )}
        <li>
          <svg width="26" height="12" viewBox="0 0 26 12" aria-hidden="true" class="ring-mark">
            <path d="M2 10A12 12 0 0 1 10 2M16 2A12 12 0 0 1 24 10" />
          </svg>
          {t("legend_ring")}
        </li>
        {(["open", "threatened", "cut"] as const).map((state) => (
          <li key={state}>
            <RouteMark state={state} />
            {t(`route_${state}`)}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Ramp({ colour, steps }: { colour: string; steps: number[] }) {
  return (
    <svg class="steps" width="85" height="10" viewBox="0 0 85 10" aria-hidden="true">
      {steps.map((step, at) => (
        <rect
          key={at}
          x={at * 17}
          width="16"
          height="10"
          fill={colour}
          fill-opacity={step}
          stroke={colour}
          stroke-opacity="0.5"
          stroke-width="0.6"
        />
      ))}
    </svg>
  );
}

export function Layers() {
  const t = words.value;
  const { hidden } = view.value;
  return (
    <details
      class="layers"
      open={layersOpen.value}
      onToggle={(e) => (layersOpen.value = e.currentTarget.open)}
    >
      <summary>
        <Icon name="layers" />
        {t("layers")}
      </summary>
      <ul>
        {LAYERS.map((layer) => (
          <li key={layer}>
            <label class="check">
              <input
                type="checkbox"
                checked={!hidden.includes(layer)}
                onChange={(e) =>
                  go(
                    {
                      hidden: e.currentTarget.checked
                        ? hidden.filter((one) => one !== layer)
                        : [...hidden, layer],
                    },
                    true,
                  )
                }
              />
              {t(`layer_${layer}`)}
            </label>
          </li>
        ))}
      </ul>
    </details>
  );
}
