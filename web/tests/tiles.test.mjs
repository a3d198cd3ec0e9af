// A base map of one's own under the places: tiles from an address, and from a PMTiles file.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { encode } from "../scripts/png.mjs";
import { countPixels, drawn, launch, open } from "./browser.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const { CONTESTED_LEDGER: ledger, PYTHON_RUN: python } = process.env;
const INLAND = "#at=2016-08-06&map=9.00/35.6000/38.2000&hide=labels,roads,rings,areas";
const SIDE = 256;
const MAGENTA = encode(SIDE, SIDE, [0xff00ff], Buffer.alloc(SIDE * (SIDE + 1)));
// One layer "water" of one polygon, which covers the tile: protocol buffers as vector tiles have them.
const part = (tag, bytes) => Buffer.concat([Buffer.from([tag, bytes.length]), Buffer.from(bytes)]);
const RING = [9, 0, 0, 26, 0x80, 0x40, 0, 0, 0x80, 0x40, 0xff, 0x3f, 0, 15];
const FEATURE = Buffer.concat([Buffer.from([0x18, 3]), part(0x22, RING)]);
const LAYER = [
  Buffer.from([0x78, 2]),
  part(0x0a, Buffer.from("water")),
  part(0x12, FEATURE),
  Buffer.from([0x28, 0x80, 0x20]),
];
const WATER = part(0x1a, Buffer.concat(LAYER));
// What saturation and opacity leave of magenta, and the colour of water on the ground of the page.
const pinkish = (red, green, blue) => red > green + 15 && blue > green + 15;
const sea = (red, green, blue) => red === 0xdc && green === 0xe5 && blue === 0xea;

/** A PMTiles file (version 3) of one tile, that of the whole world. */
function archive(tile, type) {
  const directory = Buffer.from([1, 0, 1, ...varint(tile.length), 1]);
  const metadata = Buffer.from("{}");
  const head = Buffer.alloc(127);
  head.write("PMTiles", "latin1");
  head[7] = 3;
  const after = [127, directory.length, 127 + directory.length, metadata.length];
  const data = after[2] + metadata.length;
  [...after, data, 0, data, tile.length, 1, 1, 1].forEach((value, row) =>
    head.writeBigUInt64LE(BigInt(value), 8 + row * 8),
  );
  head.set([1, 1, 1, type, 0, 0], 96); // in order, nothing compressed, zoom 0 to 0
  [-180, -85, 180, 85].forEach((degrees, row) => head.writeInt32LE(degrees * 1e7, 102 + row * 4));
  return Buffer.concat([head, directory, metadata, tile]);
}

function varint(value) {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >> 7)];
}

let browser;
let folder;
let tiles;
let asked;
const servers = [];
before(async () => {
  browser = await launch();
  folder = mkdtempSync(join(tmpdir(), "contested-tiles-"));
  tiles = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(200, { "access-control-allow-origin": "*" });
    response.end(request.url.endsWith(".pbf") ? WATER : MAGENTA);
  });
  await new Promise((resolve) => tiles.listen(0, "127.0.0.1", resolve));
});
after(async () => {
  for (const server of servers) server.kill();
  await browser.close();
  tiles.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The address of a server of the ledger with a base map. */
async function serve(base) {
  asked = [];
  const options = ["--ledger", ledger, "--port", "0", "--tiles", base, "--attribution", "Test map"];
  const server = spawn(python, ["-m", "contested.cli", "serve", ...options], { cwd: ROOT });
  servers.push(server);
  return new Promise((resolve, reject) => {
    let said = "";
    const hear = (text) => {
      said += text;
      const found = /http:\/\/\S+\//.exec(said);
      if (found) resolve(found[0]);
    };
    server.stdout.on("data", hear);
    server.stderr.on("data", (text) => (said += text));
    server.on("exit", () => reject(new Error(said)));
  });
}

/** How many pixels of the map fit, once some do; 0 if none does in time. */
async function shown(address, fits) {
  const { page, context, away, faults } = await open(browser, INLAND, { address });
  await drawn(page);
  let count = 0;
  for (let tries = 0; tries < 60 && count < 10_000; tries++) {
    await page.waitForTimeout(500);
    [count] = countPixels(await page.locator(".map").screenshot(), fits);
  }
  const credit = await page.locator(".maplibregl-ctrl-attrib").innerText();
  await context.close();
  return { count, away, faults, credit };
}

const here = () => `http://127.0.0.1:${tiles.address().port}`;
const file = (name, tile, type) => {
  const path = join(folder, name);
  writeFileSync(path, archive(tile, type));
  return path;
};

test("raster tiles from an address lie under the places, and nothing else is asked elsewhere", async () => {
  const { count, away, faults, credit } = await shown(
    await serve(`${here()}/{z}/{x}/{y}.png`),
    pinkish,
  );
  assert.ok(count >= 10_000, `${count} pixels; asked ${asked.slice(0, 5)}; ${faults}`);
  assert.match(asked[0], /^\/\d+\/\d+\/\d+\.png$/);
  assert.deepEqual([away.filter((url) => !url.startsWith(here())), faults], [[], []]);
  assert.match(credit, /Test map/);
});

test("vector tiles from an address are drawn in the page's own colours", async () => {
  const { count, faults } = await shown(await serve(`${here()}/{z}/{x}/{y}.pbf`), sea);
  assert.ok(count >= 10_000, `${count} pixels; asked ${asked.slice(0, 5)}; ${faults}`);
  assert.deepEqual(faults, []);
});

test("a PMTiles file is served and drawn without a request elsewhere, raster or vector", async () => {
  for (const [name, tile, type, fits] of [
    ["raster.pmtiles", MAGENTA, 2, pinkish],
    ["vector.pmtiles", WATER, 1, sea],
  ]) {
    const { count, away, faults } = await shown(await serve(file(name, tile, type)), fits);
    assert.ok(count >= 10_000, `${name}: ${count} pixels; ${faults}`);
    assert.deepEqual([away, faults], [[], []]);
  }
});
