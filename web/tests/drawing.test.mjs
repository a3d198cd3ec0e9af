// How the map is drawn: a day draws what changed, and looks as if all had been drawn.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { decode } from "../scripts/png.mjs";
import { drawn, launch, open } from "./browser.mjs";

const CITY = "map=11.20/36.2000/37.1500";
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** The map once its picture no longer changes. */
async function settled(page) {
  await drawn(page);
  const map = page.locator(".map").last();
  let before = Buffer.alloc(0);
  for (let still = 0, tries = 0; still < 3 && tries < 60; tries++) {
    await page.waitForTimeout(500);
    const now = await map.screenshot();
    still = now.equals(before) ? still + 1 : 0;
    before = now;
  }
  return before;
}

function differing(one, other) {
  const [a, b] = [decode(one), decode(other)];
  assert.deepEqual([a.width, a.height], [b.width, b.height]);
  let count = 0;
  for (let at = 0; at < a.pixels.length; at += a.channels)
    for (let part = 0; part < 3; part++)
      if (Math.abs(a.pixels[at + part] - b.pixels[at + part]) > 8) {
        count++;
        break;
      }
  return count;
}

test("a step of the timeline draws the places alone, and the map looks as drawn whole", async () => {
  const { page, context } = await open(browser, `#at=2016-08-05&${CITY}&hide=rings,roads`);
  const first = await settled(page);
  await page.evaluate(() => {
    window.drawings = 0;
    for (const name of ["drawElements", "drawArrays"]) {
      const drawing = WebGL2RenderingContext.prototype[name];
      WebGL2RenderingContext.prototype[name] = function (...args) {
        window.drawings++;
        return drawing.apply(this, args);
      };
    }
  });
  await page.locator(".strip").press("ArrowRight");
  await page.waitForFunction(() => window.drawings > 0);
  assert.ok((await page.evaluate(() => window.drawings)) <= 4);
  await page.locator('.day-line time:text-is("6 Aug 2016")').waitFor();
  const stepped = await settled(page);
  await context.close();
  const other = await open(browser, `#at=2016-08-06&${CITY}&hide=rings,roads`);
  const whole = await settled(other.page);
  await other.context.close();
  assert.ok(differing(first, stepped) > 500, "the day changed nothing");
  assert.equal(differing(stepped, whole), 0);
});

test("while days play nothing but frames is asked for, and the panel follows when they stop", async () => {
  const { page, context } = await open(browser, "#at=2016-08-01");
  await settled(page);
  await page.locator('.day-line time:text-is("1 Aug 2016")').waitFor();
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.locator(".strip").focus();
  await page.keyboard.press("Space");
  await page.waitForFunction(
    (from) => Number(document.querySelector(".strip").ariaValueNow) >= from + 3,
    await page.locator(".strip").getAttribute("aria-valuenow").then(Number),
  );
  assert.deepEqual(
    asked.filter((path) => !path.endsWith("/frames")),
    [],
  );
  await page.keyboard.press("Space");
  const stopped = await page.locator(".today").innerText();
  await page.locator(`.day-line time:text-is("${stopped}")`).waitFor();
  assert.ok(asked.some((path) => path.endsWith("/situation")));
  await context.close();
});

test("the map shows whom one believes before anything else is asked for", async () => {
  const { page, context } = await open(browser, `#at=2016-08-06&place=ramouseh&${CITY}`);
  await settled(page);
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname.split("/v1/")[1]));
  await page.getByTitle("Leave out SOHR", { exact: true }).click();
  await page.locator(".differences").waitFor();
  await page.waitForTimeout(1500);
  assert.equal(asked[0], "frames");
  const place = asked.findIndex((path) => path?.startsWith("place/"));
  assert.ok(place > 0 && asked.indexOf("situation") > 0, asked.join(" "));
  await context.close();
});
