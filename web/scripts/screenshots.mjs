// Writes docs/img/*.png: the main views of the page on the ledger of the demonstration, as
// docs/page.md shows them. Run it as `make screenshots`.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "../tests/browser.mjs";
import { fewerColours } from "./png.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const IMAGES = join(ROOT, "docs", "img");
const PYTHON = process.env.PYTHON_RUN ?? "python3";
const SIZE = { width: 1360, height: 820 };
const PHONE = { width: 390, height: 800 };

/** Name, fragment, what must be there before the picture, and how it is taken. */
const VIEWS = [
  ["place", "#at=2016-08-06&place=ramouseh&map=11.90/36.1750/37.1450", ".claim", {}],
  ["situation", "#at=2016-07-28&map=10.80/36.2150/37.1500", ".situation .block li", {}],
  [
    "speaker",
    "#at=2016-08-06&place=ramouseh&believe=speaker:ahrar-al-sham&map=11.90/36.1750/37.1450",
    ".differences",
    {},
  ],
  ["changes", "#at=2016-08-06&tab=changes&versus=2016-07-30", ".rows li", {}],
  [
    "what-if",
    "#at=2016-08-06&place=ramouseh&give=ramouseh:syrian-government&tab=situation&map=11.90/36.1750/37.1450",
    ".block.supposed li",
    {},
  ],
  [
    "dark-greek",
    "#at=2016-08-12&place=manbij&lang=el&map=7.60/36.3000/37.9000",
    ".claim",
    { colorScheme: "dark" },
  ],
  [
    "phone",
    "#at=2016-08-06&place=ramouseh&map=11.40/36.1750/37.1450",
    ".claim",
    { viewport: PHONE },
  ],
];

const folder = mkdtempSync(join(tmpdir(), "contested-screenshots-"));
const ledger = join(folder, "demo.db");
const contested = ["-m", "contested.cli"];
execFileSync(PYTHON, [...contested, "demo", "--no-serve", "--ledger", ledger], { cwd: ROOT });
const server = spawn(PYTHON, [...contested, "serve", "--ledger", ledger, "--port", "0"], {
  cwd: ROOT,
});
const address = await new Promise((resolve) => {
  let said = "";
  server.stdout.on("data", (part) => {
    said += part;
    const found = /http:\/\/\S+\//.exec(said);
    if (found) resolve(found[0]);
  });
});

const browser = await launch();
mkdirSync(IMAGES, { recursive: true });
const wanted = process.argv.slice(2);
for (const [name, fragment, there, options] of VIEWS) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const context = await browser.newContext({
    viewport: SIZE,
    locale: "en-GB",
    reducedMotion: "reduce",
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  // What the page has asked for and not been given yet; the stream of events never ends.
  const asked = new Set();
  page.on("request", (one) => new URL(one.url()).pathname.endsWith("/events") || asked.add(one));
  for (const end of ["requestfinished", "requestfailed"]) page.on(end, (one) => asked.delete(one));
  await page.goto(address + fragment);
  await page.locator(there).first().waitFor();
  await page.waitForFunction(() => performance.getEntriesByName("contested:places").length > 0);
  // Names are placed last; nothing on the page says so, but the picture stops changing.
  let before = Buffer.alloc(0);
  for (let still = 0; still < 3;) {
    await page.waitForTimeout(1500);
    const now = await page.screenshot();
    still = asked.size === 0 && now.equals(before) ? still + 1 : 0;
    before = now;
  }
  const file = join(IMAGES, `${name}.png`);
  writeFileSync(file, fewerColours(before));
  console.log(`${file}: ${Math.round(statSync(file).size / 1024)} kB`);
  await context.close();
}
await browser.close();
server.kill();
rmSync(folder, { recursive: true, force: true });
