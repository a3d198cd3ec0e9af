/** A side's mark as the map draws it, for legends, lists and chips. */

import { overview, theme } from "../state/store";
import { colourOf, formatColour, shapeOf, type Shape } from "../map/palette";
import { GROUND } from "../map/style";

const PATHS: Record<Shape, string> = {
  circle: "M8 2.2a5.8 5.8 0 1 0 0 11.6a5.8 5.8 0 1 0 0-11.6z",
  square: "M2.9 2.9h10.2v10.2h-10.2z",
  diamond: "M8 .9 15.1 8 8 15.1.9 8z",
  triangle: "M8 1.2 14.8 13.2H1.2z",
  wedge: "M8 14.8 1.2 2.8H14.8z",
  hexagon: "M8 1.6 13.6 4.8V11.2L8 14.4 2.4 11.2V4.8z",
  cross: "M5.4 2h5.2v3.4H14v5.2h-3.4V14H5.4v-3.4H2V5.4h3.4z",
};

export function holderIndex(key: string): number {
  return (
    overview.value?.holders.findIndex(
      (one) => one.id === key || one.key === key || one.side === key,
    ) ?? -1
  );
}

/** The colour of a holder, of `divided` and of `unknown`. */
export function holderColour(key: string): string {
  const at = holderIndex(key);
  return at < 0
    ? GROUND[theme.value].grey
    : formatColour(colourOf(overview.value?.holders[at], theme.value));
}

let numbers = 0;

/** The mark of a holder. A divided place takes the two sides it is divided between. */
export function Swatch({
  of,
  between,
  size = 14,
}: {
  of: string;
  between?: readonly string[];
  size?: number;
}) {
  const ink = GROUND[theme.value].ink;
  if (of === "divided") {
    const [one, other] =
      between && between.length > 1
        ? between.map(holderColour)
        : [GROUND[theme.value].grey, GROUND[theme.value].focus];
    const id = `stripes-${(numbers += 1)}`;
    return (
      <svg class="swatch" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
        <defs>
          <pattern
            id={id}
            width="4.6"
            height="4.6"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width="4.6" height="4.6" fill={one} />
            <rect width="2.3" height="4.6" fill={other} />
          </pattern>
        </defs>
        <path d={PATHS.circle} fill={`url(#${id})`} stroke={ink} stroke-width="1.1" />
      </svg>
    );
  }
  const at = holderIndex(of);
  if (of === "unknown" || at < 0)
    return (
      <svg class="swatch" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
        <circle
          cx="8"
          cy="8"
          r="4.4"
          fill="none"
          stroke={GROUND[theme.value].grey}
          stroke-width="1.4"
        />
      </svg>
    );
  return (
    <svg class="swatch" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[shapeOf(at)]} fill={holderColour(of)} />
    </svg>
  );
}
