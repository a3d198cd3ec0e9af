// An analyst's way through the page, on the ledger of the demonstration.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, afterEach, before, test } from "node:test";
import { address, countPixels, drawn, launch, open } from "./browser.mjs";

// Vermilion and blue, at whatever strength.
const government = (red, _, blue) => red > blue + 60;
const rebels = (red, _, blue) => blue > red + 60;
const land = (red, green, blue) => red === 0xfb && green === 0xfa && blue === 0xf7;
const RAMOUSEH = "#at=2016-08-06&place=ramouseh&map=12.50/36.1620/37.1360";

let browser;
let opened = [];

before(async () => {
  browser = await launch();
});
after(() => browser.close());
afterEach(async () => {
  const faults = opened.flatMap((one) => one.faults);
  for (const { context } of opened) await context.close();
  opened = [];
  assert.deepEqual(faults, []);
});

async function view(fragment, options) {
  const made = await open(browser, fragment, options);
  opened.push(made);
  return made;
}

const likeliest = (page) => page.locator(".probs li.first .holder");
const shown = async (page) => ({
  holder: await likeliest(page).innerText(),
  percent: Number((await page.locator(".probs li.first .number").innerText()).replace(/\D/g, "")),
});

async function onDay(page, text) {
  await page.locator(`.now time:text-is("${text}")`).waitFor();
  return shown(page);
}

test("Ramouseh's state changes between 5 and 7 August 2016", async () => {
  const { page, away, faults } = await view("#at=2016-08-05&place=ramouseh");
  const before = await onDay(page, "5 Aug 2016");
  assert.equal(before.holder, "Syrian government");
  await page.locator(".strip").press("ArrowRight");
  const evening = await onDay(page, "6 Aug 2016");
  await page.locator(".strip").press("ArrowRight");
  const next = await onDay(page, "7 Aug 2016");
  assert.equal(evening.holder, "divided");
  assert.ok(next.percent <= evening.percent, `${evening.percent} then ${next.percent}`);
  assert.match(page.url(), /at=2016-08-07/);
  assert.deepEqual([away, faults], [[], []]);
});

test("the map hatches a divided district in both sides' colours, and fills it for one speaker", async () => {
  const { page } = await view(RAMOUSEH);
  await drawn(page);
  await page.locator(".layers summary").click();
  await page.getByLabel("Names").uncheck();
  const map = page.locator(".map").last();
  const colours = async () => {
    const box = await map.boundingBox();
    const clip = {
      x: box.x + box.width / 2 - 60,
      y: box.y + box.height / 2 - 60,
      width: 120,
      height: 120,
    };
    return countPixels(await page.screenshot({ clip }), government, rebels);
  };
  const until = async (fits) => {
    for (let tries = 0; tries < 120; tries++) {
      const found = await colours();
      if (fits(found)) return found;
      await page.waitForTimeout(250);
    }
    return assert.fail(`pixels of government and rebels: ${await colours()}`);
  };
  await until(([orange, blue]) => orange > 1500 && blue > 1500);
  await page.goto(`${address}${RAMOUSEH}&believe=speaker:ahrar-al-sham&hide=labels`);
  await until(([orange, blue]) => orange < 200 && blue > 4000);
});

test("listening to one speaker alone changes the answer and the link, leaving it out too", async () => {
  const { page } = await view("#at=2016-08-06&place=ramouseh");
  await onDay(page, "6 Aug 2016");
  assert.equal((await shown(page)).holder, "divided");
  await page.getByRole("button", { name: /more$/ }).click();
  await page.getByTitle("Ahrar al-Sham alone").click();
  await page.locator('.probs li.first .holder:text-is("Syrian rebels")').waitFor();
  await page.locator(".differences").waitFor();
  assert.match(page.url(), /believe=speaker:ahrar-al-sham/);
  await page.getByTitle("Leave out Ahrar al-Sham").click();
  await page.waitForURL(/without=ahrar-al-sham/);
  await page.getByRole("button", { name: "all told" }).click();
  await page.waitForURL((url) => !/without|believe/.test(url.hash));
  await page.goBack();
  await page.waitForURL(/without=ahrar-al-sham/);
});

test("evidence opens down to the marked words of the report", async () => {
  const { page } = await view("#at=2016-08-06&place=ramouseh");
  const claim = page.locator(".claim", { hasText: "Ahrar al-Sham" }).first();
  await claim.locator("blockquote mark").waitFor();
  await claim.getByRole("button", { name: "In its report" }).click();
  const marked = page.locator(".report-text mark").first();
  await marked.waitFor();
  assert.ok((await marked.innerText()).length > 5);
  assert.match(page.url(), /claim=c-/);
  const copies = page.locator(".copies summary").first();
  await copies.click();
  assert.ok((await page.locator(".copies li").first().innerText()).length > 3);
});

test("a link reopens the same view", async () => {
  const first = await view("#at=2016-08-06&place=ramouseh&mode=hindsight&without=sohr&lang=el");
  await first.page.locator(".probs li.first").waitFor();
  const words = await first.page.locator(".probs").innerText();
  const second = await view(new URL(first.page.url()).hash);
  await second.page.locator(".probs li.first").waitFor();
  assert.equal(await second.page.locator(".probs").innerText(), words);
  assert.equal(await second.page.locator(".today").innerText(), "6 Αυγ 2016");
  assert.ok(await second.page.getByRole("radio", { name: "εκ των υστέρων" }).isChecked());
});

test("a what-if says what would follow, and leaving it restores the day", async () => {
  const { page } = await view("#at=2016-08-06&place=ramouseh");
  await page.locator("#give-to").selectOption({ label: "Syrian government" });
  await page.locator(".banner.supposing").waitFor();
  await page.locator('.probs li.first .holder:text-is("Syrian government")').waitFor();
  await page.getByRole("tab", { name: "Situation" }).click();
  const turned = page.locator(".block.supposed li").first();
  await turned.waitFor();
  assert.match(await page.locator(".block.supposed").innerText(), /eastern Aleppo: .*encircled/);
  await page.getByRole("button", { name: "Back to what is believed" }).click();
  await page.locator(".banner.supposing").waitFor({ state: "detached" });
  await page.getByRole("tab", { name: "Place" }).click();
  await page.locator('.probs li.first .holder:text-is("divided")').waitFor();
  assert.doesNotMatch(page.url(), /give=/);
});

test("the day is exported as GeoJSON, and the map as a picture", async () => {
  const { page } = await view("#at=2016-08-06");
  await drawn(page);
  await page.getByRole("button", { name: "Links and exports" }).click();
  const saved = async (start) => {
    const [download] = await Promise.all([page.waitForEvent("download"), start()]);
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  };
  const places = await saved(() => page.getByRole("link", { name: "Places (GeoJSON)" }).click());
  const collection = JSON.parse(places.bytes.toString("utf8"));
  assert.equal(collection.type, "FeatureCollection");
  assert.ok(JSON.stringify(collection).includes("Ramouseh"));
  const picture = await saved(() => page.getByRole("button", { name: /PNG/ }).click());
  assert.equal(picture.name, "contested-syria-2016-08-06.png");
  const [ground] = countPixels(picture.bytes, land);
  assert.ok(ground > 10_000, `${ground} pixels of land`);
});

test("a place is found in Greek, Arabic and English and opened by the keyboard", async () => {
  const { page } = await view("");
  const box = page.getByRole("combobox");
  for (const name of ["Ραμούσα", "الراموسة", "Ramouseh"]) {
    await box.fill(name);
    await page
      .getByRole("option", { name: /Ramouseh/ })
      .first()
      .waitFor();
    await box.press("Enter");
    await page.locator('.place-head h2:has-text("Ramouseh")').waitFor();
    await page.keyboard.press("Escape");
    await page.waitForURL((url) => !url.hash.includes("place="));
  }
});

test("two days stand side by side with what changed between them", async () => {
  const { page } = await view("#at=2016-08-06&tab=changes");
  await page.locator(".rows .row", { hasText: "Ramouseh" }).first().waitFor();
  await page.getByRole("button", { name: "Compare with another day" }).click();
  await page.locator(".map").nth(1).waitFor();
  assert.equal(await page.locator(".map-day time").first().innerText(), "30 Jul 2016");
});

test("playing moves day by day and space stops it", async () => {
  const { page } = await view("#at=2016-08-01");
  await page.locator(".today time:text-is('1 Aug 2016')").waitFor();
  await page.locator(".strip").focus();
  await page.keyboard.press("Space");
  await page.locator(".today time:not(:text-is('1 Aug 2016'))").waitFor();
  await page.keyboard.press("Space");
  const stopped = await page.locator(".today").innerText();
  await page.waitForTimeout(700);
  assert.equal(await page.locator(".today").innerText(), stopped);
});

test("a day of the timeline tells what was said on it, before it is chosen", async () => {
  const { page } = await view("#at=2016-08-01");
  const strip = page.locator(".strip");
  await page.locator(".today time:text-is('1 Aug 2016')").waitFor();
  const box = await strip.boundingBox();
  const [first, last] = [Date.UTC(2016, 6, 3), Date.UTC(2016, 11, 23)];
  const share = (Date.UTC(2016, 7, 6) - first) / (last - first);
  await page.mouse.move(box.x + share * box.width, box.y + 20);
  await page.locator(".hovered-day", { hasText: "6 Aug 2016" }).waitFor();
  await page.locator(".hovered-claim").first().waitFor();
  assert.equal(await page.locator(".today").innerText(), "1 Aug 2016");
});

test("a siege leads to the day it began, and a click on the history to its day", async () => {
  const { page } = await view("#at=2016-07-28");
  const siege = page.locator(".situation li", { hasText: "eastern Aleppo: encircled" }).first();
  await siege.getByRole("button", { name: "17 Jul 2016" }).click();
  await page.locator(".today time:text-is('17 Jul 2016')").waitFor();
  await page.goto(`${address}#at=2016-08-06&place=ramouseh`);
  const plot = page.locator(".history svg");
  await plot.waitFor();
  await plot.click({ position: { x: 2, y: 30 } });
  await page.waitForURL(/at=2016-07-0/);
});

test("days are written and read the page's own way, whatever the browser's locale", async () => {
  const { page } = await view("#at=2016-08-06&tab=changes", { locale: "en-US" });
  const from = page.getByLabel("What changed between");
  await from.waitFor();
  assert.equal(await from.inputValue(), "30 Jul 2016");
  await from.fill("1 August 2016");
  await from.press("Enter");
  await page.waitForURL(/versus=2016-08-01/);
  const shows = async (day) =>
    page.waitForFunction(([input, day]) => input.value === day, [await from.elementHandle(), day]);
  await shows("1 Aug 2016");
  await from.press("ArrowDown");
  await page.waitForURL(/versus=2016-07-31/);
  await shows("31 Jul 2016");
  await from.fill("32 August");
  await from.press("Enter");
  await page.getByRole("alert").waitFor();
  assert.match(page.url(), /versus=2016-07-31/);
});

test("the keyboard alone leaves a speaker out, changes the day and opens the exports", async () => {
  const { page } = await view("#at=2016-08-06");
  await page.locator(".chip.all").waitFor();
  const reach = async (what) => {
    for (let presses = 0; presses < 80; presses++) {
      await page.keyboard.press("Tab");
      if (await page.evaluate((selector) => document.activeElement.matches(selector), what)) return;
    }
    assert.fail(`the keyboard does not reach ${what}`);
  };
  await reach(".exports > button");
  await page.keyboard.press("Enter");
  await page.locator("#exports").waitFor();
  await page.keyboard.press("Escape");
  await page.locator("#exports").waitFor({ state: "detached" });
  await reach('.chip .leave[title="Leave out SOHR"]');
  await page.keyboard.press("Enter");
  await page.waitForURL(/without=sohr/);
  await reach(".strip");
  await page.keyboard.press("Shift+ArrowLeft");
  await page.waitForURL(/at=2016-07-30/);
  await reach('[role="tab"][aria-selected="true"]');
  await page.keyboard.press("ArrowRight");
  await page.waitForURL(/tab=claims/);
  await page.locator(".claim").first().waitFor();
  await reach(".claim .actions button");
  await page.keyboard.press("Enter");
  await page.locator(".report-text").waitFor();
});

test("printed, the page is the picture of the map and the panel in full", async () => {
  const { page } = await view(RAMOUSEH);
  await page.locator(".claim").first().waitFor();
  await drawn(page);
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
  const printed = page.locator(".printed");
  await printed.waitFor();
  const [orange, blue] = countPixels(await printed.screenshot(), government, rebels);
  assert.ok(orange > 500 && blue > 500, `${orange} and ${blue} pixels of government and rebels`);
  for (const hidden of [".timeline", ".chips", ".legend"])
    assert.ok(await page.locator(hidden).isHidden(), hidden);
});
