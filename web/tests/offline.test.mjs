// Nothing leaves the machine; hostile reports stay text; the main views are accessible.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { address, drawn, launch, open } from "./browser.mjs";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const VIEWS = {
  situation: "#at=2016-08-06",
  place: "#at=2016-08-06&place=ramouseh",
  "what-if": "#at=2016-08-06&place=ramouseh&give=ramouseh:syrian-government&tab=situation",
  claims: "#at=2016-08-06&tab=claims&wide=1",
  contested: "#at=2016-08-06&tab=contested&believe=side:syrian-rebels",
  changes: "#at=2016-08-06&tab=changes&versus=2016-07-30",
  table: "#at=2016-08-06&tab=table&show=inferred",
  "in Greek": "#at=2016-08-06&place=manbij&lang=el",
};
const READY = {
  situation: ".situation .block li",
  place: ".claim",
  "what-if": ".block.supposed li",
  claims: ".claim",
  contested: ".rows li, .notice.empty",
  changes: ".rows li",
  table: "tbody tr",
  "in Greek": ".claim",
};

for (const [name, fragment] of Object.entries(VIEWS))
  for (const colorScheme of name === "place" || name === "situation"
    ? ["light", "dark"]
    : ["light"])
    test(`axe finds nothing serious in the view ${name}, ${colorScheme}; no request leaves`, async () => {
      // The content policy forbids the page foreign scripts; axe is put in past it.
      const { page, context, away, faults } = await open(browser, fragment, {
        colorScheme,
        bypassCSP: true,
        reducedMotion: "reduce",
      });
      await page.locator(READY[name]).first().waitFor();
      await page.addScriptTag({ path: axe });
      const { violations } = await page.evaluate(() =>
        window.axe.run(document, { resultTypes: ["violations"] }),
      );
      const serious = violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .map(
          ({ id, help, nodes }) =>
            `${id}: ${help}: ${nodes.map((one) => one.html.slice(0, 160)).join(" | ")}`,
        );
      assert.deepEqual(serious, []);
      assert.deepEqual([away, faults], [[], []]);
      await context.close();
    });

test("a phone shows the map, the timeline and the panel below, without sideways scrolling", async () => {
  const { page, context } = await open(browser, VIEWS.place, {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  await page.locator(READY.place).first().waitFor();
  await drawn(page);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 390, `${wide} pixels wide`);
  await context.close();
});

test("the content policy allows no inline script or style and no other host", async () => {
  const policy = (await fetch(address)).headers.get("content-security-policy") ?? "";
  assert.match(policy, /default-src 'none'/);
  assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval|https?:|\*/);
});

test("a hostile report is shown as text", async () => {
  const { page, context, away, faults } = await open(browser, "#tab=claims&words=Handarat");
  let dialogs = 0;
  page.on("dialog", (dialog) => {
    dialogs++;
    void dialog.dismiss();
  });
  const claim = page.locator(".claim", { hasText: "<img" }).first();
  await claim.waitFor();
  await claim.getByRole("button", { name: "In its report" }).click();
  const text = page.locator(".report-text");
  await text.waitFor();
  assert.match(await text.innerText(), /<script>document\.title = "owned"<\/script>/);
  assert.equal(await page.locator(".panel img, .panel script, .panel iframe, .panel a").count(), 0);
  assert.doesNotMatch(await page.title(), /owned/);
  // Overriding controls are shown as a sign, never obeyed.
  assert.doesNotMatch(await page.locator(".panel").innerText(), /[\u202a-\u202e\u2066-\u2069]/);
  // An enormous word breaks instead of widening the panel.
  const overflow = await page.evaluate(() => {
    const body = document.querySelector(".panel-body");
    return body.scrollWidth - body.clientWidth;
  });
  assert.equal(overflow, 0);
  assert.equal(dialogs, 0);
  assert.deepEqual([away, faults], [[], []]);
  await context.close();
});
