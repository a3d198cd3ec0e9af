// Whose word a view shows is said on the page, on paper, in the picture's name, and in a static copy.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import { drawn, launch, open } from "./browser.mjs";

const SIDE = "#at=2016-08-06&place=ramouseh&believe=side:syrian-rebels";
const WHOSE = /^According to .*rebels.* alone \(Ahrar al-Sham/i;
const REPORT = `Title: Battle for Ramouseh

Ahrar al-Sham said that rebels had captured all of the district of Ramouseh in Aleppo on Saturday.
The Syrian army denied that rebels had taken Ramouseh.
`;
const SCRIPT = "text/javascript";
const TYPES = { ".html": "text/html", ".js": SCRIPT, ".mjs": SCRIPT, ".css": "text/css" };

let browser, folder, host;
before(async () => {
  browser = await launch();
  folder = await mkdtemp(join(tmpdir(), "contested-site-"));
  const contested = (...given) =>
    execFileSync(process.env.PYTHON_RUN, ["-m", "contested.cli", ...given], { cwd: ".." });
  const [report, ledger] = [join(folder, "report.txt"), join(folder, "desk.db")];
  await writeFile(report, REPORT);
  const told = ["--published", "2016-08-06", "--theatre", "syria", "--publisher", "Demo wire"];
  contested("ingest", report, "--ledger", ledger, ...told);
  contested("export", "site", "--ledger", ledger, "--output", join(folder, "public"));
  host = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    try {
      const file = join(folder, "public", path === "/" ? "index.html" : path);
      const bytes = await readFile(file);
      response.setHeader("content-type", TYPES[extname(file)] ?? "application/octet-stream");
      response.end(bytes);
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise((ready) => host.listen(0, "127.0.0.1", ready));
});
after(async () => {
  host.close();
  await browser.close();
  await rm(folder, { recursive: true });
});

test("a side is named on the page, on paper and in the picture's name; the others do not count", async () => {
  const { page, context, faults } = await open(browser, SIDE);
  await drawn(page);
  await page.locator(".claim").first().waitFor();
  assert.match(await page.locator(".now .whose").innerText(), WHOSE);
  assert.match(await page.locator(".banner").innerText(), WHOSE);
  assert.match(await page.title(), /According to .* alone/);
  const rival = page.locator(".claim", { hasText: "SANA" }).first();
  assert.match(await rival.locator(".who").innerText(), /not counted here/);
  const own = page.locator(".claim", { hasText: "Ahrar al-Sham" }).first();
  assert.doesNotMatch(await own.locator(".who").innerText(), /not counted/);
  await page.getByRole("button", { name: "Links and exports" }).click();
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: /PNG/ }).click(),
  ]);
  assert.equal(saved.suggestedFilename(), "contested-syria-2016-08-06-side-syrian-rebels.png");
  await page.emulateMedia({ media: "print" });
  const paper = page.locator(".whose-printed");
  await paper.waitFor();
  assert.match(await paper.innerText(), /6 Aug 2016 · According to .* alone/);
  assert.deepEqual(faults, []);
  await context.close();
});

test("a static copy answers for one side alone", async () => {
  const address = `http://127.0.0.1:${host.address().port}/`;
  const { page, context, away, faults } = await open(browser, SIDE, { address });
  await page.locator(".claim").first().waitFor();
  assert.match(await page.locator(".now .whose").innerText(), WHOSE);
  assert.match(await page.locator(".probs li.first .holder").innerText(), /rebels/i);
  const rival = page.locator(".claim", { hasText: "denied" }).first();
  assert.match(await rival.locator(".who").innerText(), /not counted here/);
  await page.getByRole("button", { name: "Links and exports" }).click();
  await page.getByText("Exports of 6 Aug 2016, according to all").waitFor();
  assert.deepEqual([away, faults], [[], []]);
  await context.close();
});

test("opened from disk a static copy says what to do", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(pathToFileURL(join(folder, "public", "index.html")).href);
  const told = await page.locator("body").innerText();
  assert.match(told, /python3 -m http\.server/);
  assert.doesNotMatch(told, /Loading/);
  await context.close();
});
