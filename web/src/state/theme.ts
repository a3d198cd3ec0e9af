/** Light or dark: as the system says, unless the reader chose otherwise here. */

import { effect } from "@preact/signals";
import { theme } from "./store";

const KEY = "contested-theme";
const system = matchMedia("(prefers-color-scheme: dark)");

function chosen(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // storage is switched off
  }
}

export function readTheme(): void {
  const own = chosen();
  theme.value = own === "dark" || own === "light" ? own : system.matches ? "dark" : "light";
  effect(() => {
    document.documentElement.dataset["theme"] = theme.value;
  });
  system.addEventListener("change", () => {
    if (chosen() === null) theme.value = system.matches ? "dark" : "light";
  });
}

export function switchTheme(): void {
  theme.value = theme.value === "dark" ? "light" : "dark";
  try {
    localStorage.setItem(KEY, theme.value);
  } catch {
    // Only this page keeps it then.
  }
}
