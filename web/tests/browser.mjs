// What the browser tests share: Debian's chromium with drawing in software (the map by SwiftShader,
// the rest of the page without it), a watch over every request, and colours read from a screenshot.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import { decode } from "../scripts/png.mjs";

export const address = process.env.CONTESTED_ADDRESS ?? "http://127.0.0.1:8016/";
const PATHS = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser"];
export const WAIT_MS = 60_000; // a machine of two cores draws a map slowly

export async function launch() {
  const executablePath = PATHS.find((path) => path && existsSync(path));
  if (!executablePath) throw new Error("no chromium; name one in CHROMIUM");
  const args = [
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-gpu-sandbox",
    "--disable-gpu-rasterization",
  ];
  if (process.getuid?.() === 0) args.push("--no-sandbox");
  return chromium.launch({ executablePath, args });
}

/** Opens a view in a context of its own. `away` collects requests to other machines, `faults` what
 * the page's console and content policy complain of. `options.address` is that of another server. */
export async function open(browser, fragment = "", options = {}) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: "en-GB",
    acceptDownloads: true,
    ...options,
  });
  context.setDefaultTimeout(WAIT_MS);
  const page = await context.newPage();
  const away = [];
  const faults = [];
  const here = new URL(options.address ?? address).host;
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (!["data:", "blob:"].includes(url.protocol) && url.host !== here) away.push(request.url());
  });
  page.on("pageerror", (error) => faults.push(error.stack ?? String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  await page.goto((options.address ?? address) + fragment);
  return { page, context, away, faults };
}

/** Waits until there is a map and what it draws has come. */
export async function drawn(page) {
  await page.locator(".maplibregl-canvas").first().waitFor();
  await page.locator(".map-loading").waitFor({ state: "detached" });
}

/** How many pixels of a PNG file fit each of some conditions on red, green and blue. */
export function countPixels(png, ...fits) {
  const { channels, pixels } = decode(png);
  const counts = fits.map(() => 0);
  for (let at = 0; at < pixels.length; at += channels)
    fits.forEach((fit, row) => {
      if (fit(pixels[at], pixels[at + 1], pixels[at + 2])) counts[row]++;
    });
  return counts;
}
