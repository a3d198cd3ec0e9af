// Measures the page in chromium and prints one JSON object:
//   ways       recolouring 33,000 places a day: the page's layer beside MapLibre's own ways
//   timeline   JavaScript (processor time) of the whole page for a day played, 33,000 places
//   opening    transfer and paint of the page on loopback
//   speaker    from the click on a speaker until the map is drawn anew, and until it is on the
//              screen, on the served ledger; the browser's processor time for it
// CONTESTED_ADDRESS is the address of a served demonstration.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { address, launch, open } from "../tests/browser.mjs";

const PLACES = 33_000;
const DAYS = 1_700;
const PLAYED_MS = 8_000;
const ROUNDS = 3;
const BUILT = fileURLToPath(new URL("../../build/page-bench/", import.meta.url));
const TYPES = {
  ".html": "text/html",
  ".css": "text/css",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
};

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const rounded = (value, decimals = 1) => Number(value.toFixed(decimals));

async function serveBuilt() {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, "http://x").pathname;
    const name = path === "/" ? "index.html" : path.slice(1);
    try {
      const content = await readFile(join(BUILT, name));
      response.writeHead(200, {
        "content-type": TYPES[extname(name)] ?? "application/octet-stream",
      });
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

async function ways(browser) {
  const server = await serveBuilt();
  const page = await browser.newPage({ viewport: { width: 1000, height: 700 } });
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.waitForFunction(() => window.measure);
  const found = await page.evaluate(([places, days]) => window.measure(places, days), [PLACES, 20]);
  await page.close();
  server.close();
  return Object.fromEntries(
    Object.entries(found).map(([way, { script_ms, frame_ms }]) => [
      way,
      { script_ms: rounded(script_ms), frame_ms: rounded(frame_ms) },
    ]),
  );
}

/** Answers of a theatre of 33,000 places over 1,700 days, in place of the server's. */
async function pretend(context) {
  const overview = await (await fetch(`${address}api/v1/overview`)).json();
  const day = (number) =>
    new Date(Date.UTC(2012, 0, 1) + number * 86_400_000).toISOString().slice(0, 10);
  const side = Math.ceil(Math.sqrt(PLACES));
  const column = (value) => Array.from({ length: PLACES }, (_, at) => value(at));
  const bounds = [35.5, 32.5, 42.5, 37.5];
  const answers = {
    overview: {
      ...overview,
      theatre: { ...overview.theatre, bounds, focus: bounds },
      first_day: day(0),
      last_day: day(DAYS - 1),
      open_at: day(300),
    },
    places: {
      id: column((at) => `p${at}`),
      kind: column(() => "town"),
      lat: column((at) => 32.5 + (5 * Math.floor(at / side)) / side),
      lon: column((at) => 35.5 + (7 * (at % side)) / side),
      part_of: column(() => null),
      population: column((at) => (at % 400 === 0 ? 200_000 : 100)),
      names: { en: column((at) => `Place ${at}`) },
      local: column(() => null),
      spoken: column(() => true),
    },
    areas: { type: "FeatureCollection", features: [] },
    lines: { type: "FeatureCollection", features: [] },
    moves: {
      first_day: day(0),
      kinds: ["monitor"],
      days: [column(() => 1).slice(0, DAYS)],
      changes: [],
    },
    "situation/days": { at: day(0), sieges: [] },
    situation: { at: day(0), sieges: [], corridors: [], routes: [], deciding: [], supposed: [] },
  };
  await context.route("**/api/v1/**", async (route) => {
    const url = new URL(route.request().url());
    const path = url.pathname.split("/api/v1/")[1];
    if (path !== "frames")
      return answers[path] ? route.fulfill({ json: answers[path] }) : route.abort();
    const number = (name) =>
      Math.round((Date.parse(url.searchParams.get(name)) - Date.UTC(2012, 0, 1)) / 86_400_000);
    const [first, last] = [number("from"), number("to")];
    const body = Buffer.alloc(16 + (last - first + 1) * PLACES * 4);
    body.write("CTF1", "latin1");
    [last - first + 1, PLACES, first].forEach((value, row) =>
      body.writeUInt32LE(value, 4 + row * 4),
    );
    for (let at = 16; at < body.length; at += 4) {
      body[at] = 1 + (((at * 2_654_435_761) >>> 13) % 4);
      body[at + 1] = 160 + ((at >> 4) % 90);
    }
    return route.fulfill({ body, contentType: "application/octet-stream" });
  });
}

async function timeline(browser) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await pretend(context);
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  await page.goto(address);
  await page.locator(".maplibregl-canvas").waitFor();
  await page.locator(".map-loading").waitFor({ state: "detached" });
  await page.waitForTimeout(5_000); // names are placed and the base map has come
  const cdp = await context.newCDPSession(page);
  // Processor time, so that a busy machine counts for nothing.
  await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
  const spent = async () => {
    const { metrics } = await cdp.send("Performance.getMetrics");
    return metrics.find((one) => one.name === "ScriptDuration").value * 1000;
  };
  const day = () => page.locator(".strip").getAttribute("aria-valuenow").then(Number);
  await page.getByRole("button", { name: "Play" }).click();
  await page.waitForTimeout(PLAYED_MS); // the first days also compile what draws them
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    const [first, before] = [await day(), await spent()];
    await page.waitForTimeout(PLAYED_MS);
    const [last, after] = [await day(), await spent()];
    rounds.push({ steps: last - first, script_ms_a_step: (after - before) / (last - first) });
  }
  await context.close();
  return {
    places: PLACES,
    days: DAYS,
    steps: rounds.reduce((sum, one) => sum + one.steps, 0),
    script_ms_a_step: rounded(median(rounds.map((one) => one.script_ms_a_step)), 2),
    script_ms_by_round: rounds.map((one) => rounded(one.script_ms_a_step, 2)),
  };
}

async function opening(browser) {
  const rounds = [];
  let transfer = 0;
  for (let round = 0; round < 5; round++) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    await cdp.send("Network.enable");
    const urls = new Map();
    const sizes = { page: 0, data: 0 };
    cdp.on("Network.responseReceived", ({ requestId, response }) =>
      urls.set(requestId, response.url),
    );
    cdp.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      const own = !/\/api\/v1\/|\/base\//.test(urls.get(requestId) ?? "");
      sizes[own ? "page" : "data"] += encodedDataLength;
    });
    await page.goto(address);
    await page.locator(".situation .block").first().waitFor();
    const answers = await page.evaluate(() => performance.now());
    await page.waitForFunction(() => performance.getEntriesByName("contested:places").length > 0);
    const marks = await page.evaluate(() => ({
      paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
      places: performance.getEntriesByName("contested:places")[0].startTime,
    }));
    await page.waitForTimeout(1500);
    transfer = sizes.page;
    rounds.push({ ...marks, answers });
    await context.close();
  }
  return {
    transfer_kb: rounded(transfer / 1000),
    first_paint_ms: rounded(median(rounds.map((one) => one.paint)), 0),
    answers_shown_ms: rounded(median(rounds.map((one) => one.answers)), 0),
    places_drawn_ms: rounded(median(rounds.map((one) => one.places)), 0),
  };
}

/** Whose word counts, one switch after the other; each is new to the server the first time. */
const SWITCHES = [
  "Leave out SOHR",
  "Listen to SOHR again",
  "Leave out Ahrar al-Sham",
  "Listen to Ahrar al-Sham again",
  "Leave out SANA",
  "SOHR alone",
  "Demo Wire (composed) alone",
  "Syrian government: the side",
  "Syrian rebels: the side",
];

/** Milliseconds of processor that chromium's processes have used, all together. */
async function processors(session) {
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  return processInfo.reduce((sum, one) => sum + one.cpuTime * 1000, 0);
}

async function speaker(browser) {
  const { page, context } = await open(browser, "#at=2016-08-06&map=11.00/36.2000/37.1500");
  const session = await browser.newBrowserCDPSession();
  await page.waitForFunction(() => performance.getEntriesByName("contested:places").length > 0);
  await page.waitForTimeout(5000);
  await page.getByRole("button", { name: /more$/ }).click();
  const took = [];
  for (const title of SWITCHES) {
    const chip = page.getByTitle(title, { exact: true });
    await chip.waitFor();
    const before = await processors(session);
    const times = await chip.evaluate(async (button) => {
      const mark = () => performance.getEntriesByName("contested:frame")[0]?.startTime ?? 0;
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const start = performance.now();
      button.click();
      while (mark() < start) await new Promise((resolve) => setTimeout(resolve, 1));
      const drawn_ms = mark() - start;
      await frame(); // begins once the one before is on its way to the screen,
      await frame(); // and this once it is there
      return { drawn_ms, shown_ms: performance.now() - start };
    });
    took.push({ title, ...times, processor_ms: (await processors(session)) - before });
    await page.waitForTimeout(2500); // the panels follow
  }
  await context.close();
  const of = (key) => took.map((one) => one[key]);
  return {
    drawn_ms: rounded(median(of("drawn_ms")), 0),
    shown_ms: rounded(median(of("shown_ms")), 0),
    slowest_shown_ms: rounded(Math.max(...of("shown_ms")), 0),
    processor_ms: rounded(median(of("processor_ms")), 0),
    each_shown_ms: Object.fromEntries(took.map((one) => [one.title, rounded(one.shown_ms, 0)])),
  };
}

const browser = await launch();
const found = {
  ways: await ways(browser),
  timeline: await timeline(browser),
  opening: await opening(browser),
  speaker: await speaker(browser),
};
await browser.close();
console.log(JSON.stringify(found, null, 2));
