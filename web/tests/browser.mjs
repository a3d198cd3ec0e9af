// What the browser tests share: Debian's chromium with drawing in software, a watch over every
// request, and colours read from a screenshot.
import { existsSync } from "node:fs";
import { inflateSync } from "node:zlib";
import { chromium } from "playwright-core";

export const address = process.env.CONTESTED_ADDRESS ?? "http://127.0.0.1:8016/";
const PATHS = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser"];
export const WAIT_MS = 60_000; // a machine of two cores draws a map slowly

export async function launch() {
  const executablePath = PATHS.find((path) => path && existsSync(path));
  if (!executablePath) throw new Error("no chromium; name one in CHROMIUM");
  const args = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-gpu-sandbox"];
  if (process.getuid?.() === 0) args.push("--no-sandbox");
  return chromium.launch({ executablePath, args });
}

/** Opens a view in a context of its own. `away` collects requests to other machines, `faults` what
 * the page's console and content policy complain of. */
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
  const here = new URL(address).host;
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (!["data:", "blob:"].includes(url.protocol) && url.host !== here) away.push(request.url());
  });
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  await page.goto(address + fragment);
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

/** The pixels of a PNG file of eight bits a channel, which is what browsers write. */
function decode(png) {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const channels = png[25] === 6 ? 4 : 3;
  const parts = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    if (png.toString("latin1", at + 4, at + 8) === "IDAT")
      parts.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const raw = inflateSync(Buffer.concat(parts));
  const stride = width * channels;
  const pixels = Buffer.alloc(stride * height);
  for (let row = 0; row < height; row++) {
    const filter = raw[row * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const left = x >= channels ? pixels[row * stride + x - channels] : 0;
      const up = row > 0 ? pixels[(row - 1) * stride + x] : 0;
      const corner = row > 0 && x >= channels ? pixels[(row - 1) * stride + x - channels] : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
      pixels[row * stride + x] = raw[row * (stride + 1) + 1 + x] + guess;
    }
  }
  return { channels, pixels };
}

function paeth(left, up, corner) {
  const guess = left + up - corner;
  const [a, b, c] = [left, up, corner].map((value) => Math.abs(guess - value));
  return a <= b && a <= c ? left : b <= c ? up : corner;
}
