/** The page's few icons, drawn as lines. */

const PATHS = {
  play: "M5 3.5v9l7.5-4.5z",
  pause: "M5 3.5v9M11 3.5v9",
  back: "M10 3.5 5.5 8l4.5 4.5",
  forward: "M6 3.5 10.5 8 6 12.5",
  plus: "M8 3.5v9M3.5 8h9",
  minus: "M3.5 8h9",
  whole: "M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3",
  close: "M4 4l8 8M12 4l-8 8",
  menu: "M3 4.5h10M3 8h10M3 11.5h10",
  theme: "M8 2.5a5.5 5.5 0 1 0 0 11zM8 2.5a5.5 5.5 0 0 1 0 11",
  layers: "M8 2.5 14 6 8 9.5 2 6zM2.5 9 8 12.3 13.5 9",
  search: "M7 2.8a4.2 4.2 0 1 0 0 8.4a4.2 4.2 0 1 0 0-8.4zM10.2 10.2 13.5 13.5",
  wide: "M9.5 3.5 5 8l4.5 4.5M13 3.5 8.5 8l4.5 4.5",
  narrow: "M6.5 3.5 11 8l-4.5 4.5M3 3.5 7.5 8 3 12.5",
  compare: "M8 2.5v11M2.5 4.5h3.5M2.5 8h3.5M2.5 11.5h3.5M10 4.5h3.5M10 8h3.5M10 11.5h3.5",
  flag: "M4 14V2.5h7.5L10 5.5l1.5 3H4",
  table: "M2.5 3.5h11v9h-11zM2.5 6.5h11M6.5 3.5v9",
} as const;

export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
