/** Noto Sans, cut by script: a browser fetches only what the text on the page needs. */

import arabic from "@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-400-normal.woff2?url";
import cyrillic from "@fontsource/noto-sans/files/noto-sans-cyrillic-400-normal.woff2?url";
import cyrillicBold from "@fontsource/noto-sans/files/noto-sans-cyrillic-600-normal.woff2?url";
import greek from "@fontsource/noto-sans/files/noto-sans-greek-400-normal.woff2?url";
import greekBold from "@fontsource/noto-sans/files/noto-sans-greek-600-normal.woff2?url";
import latin from "@fontsource/noto-sans/files/noto-sans-latin-400-normal.woff2?url";
import latinBold from "@fontsource/noto-sans/files/noto-sans-latin-600-normal.woff2?url";
import latinExt from "@fontsource/noto-sans/files/noto-sans-latin-ext-400-normal.woff2?url";
import latinExtBold from "@fontsource/noto-sans/files/noto-sans-latin-ext-600-normal.woff2?url";

const SANS = "Noto Sans";
const BOLD = "600";
const LATIN = `
  U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+0304, U+0308, U+0329,
  U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD`;
const LATIN_EXT = `
  U+0100-02BA, U+02BD-02C5, U+02C7-02CC, U+02CE-02D7, U+02DD-02FF, U+0304, U+0308, U+0329,
  U+1D00-1DBF, U+1E00-1E9F, U+1EF2-1EFF, U+2020, U+20A0-20AB, U+20AD-20C0, U+2113, U+2C60-2C7F,
  U+A720-A7FF`;
const GREEK = "U+0370-0377, U+037A-037F, U+0384-038A, U+038C, U+038E-03A1, U+03A3-03FF";
const CYRILLIC = "U+0301, U+0400-045F, U+0490-0491, U+04B0-04B1, U+2116";
const ARABIC = `
  U+0600-06FF, U+0750-077F, U+0870-088E, U+0890-0891, U+0897-08E1, U+08E3-08FF, U+200C-200E,
  U+2010-2011, U+204F, U+2E41, U+FB50-FDFF, U+FE70-FE74, U+FE76-FEFC, U+102E0-102FB,
  U+10E60-10E7E, U+10EC2-10EC4, U+10EFC-10EFF, U+1EE00-1EE03, U+1EE05-1EE1F, U+1EE21-1EE22,
  U+1EE24, U+1EE27, U+1EE29-1EE32, U+1EE34-1EE37, U+1EE39, U+1EE3B, U+1EE42, U+1EE47, U+1EE49,
  U+1EE4B, U+1EE4D-1EE4F, U+1EE51-1EE52, U+1EE54, U+1EE57, U+1EE59, U+1EE5B, U+1EE5D, U+1EE5F,
  U+1EE61-1EE62, U+1EE64, U+1EE67-1EE6A, U+1EE6C-1EE72, U+1EE74-1EE77, U+1EE79-1EE7C, U+1EE7E,
  U+1EE80-1EE89, U+1EE8B-1EE9B, U+1EEA1-1EEA3, U+1EEA5-1EEA9, U+1EEAB-1EEBB, U+1EEF0-1EEF1`;

/** Family, script, the file of the upright letters and that of the bold ones. */
const CUTS: readonly [string, string, string, string?][] = [
  [SANS, LATIN, latin, latinBold],
  [SANS, LATIN_EXT, latinExt, latinExtBold],
  [SANS, GREEK, greek, greekBold],
  [SANS, CYRILLIC, cyrillic, cyrillicBold],
  ["Noto Sans Arabic", ARABIC, arabic],
];

/** Makes the fonts known to the document; none is fetched before its letters are shown. */
export function addFonts(): void {
  for (const [family, unicodeRange, regular, bold] of CUTS) {
    const add = (file: string, weight: string) =>
      document.fonts.add(
        new FontFace(family, `url("${file}") format("woff2")`, {
          weight,
          unicodeRange,
          display: "swap",
        }),
      );
    add(regular, "400");
    if (bold) add(bold, BOLD);
  }
}
