// Cuts the offline base map from Natural Earth (world-atlas) into public/base: the coarse world,
// which is drawn at once, and the detailed one in cells of a few degrees, so that a page loads only
// what lies around its theatre. Borders are kept apart from land: cells have edges, borders have none.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { feature, mesh } from "topojson-client";

const require = createRequire(import.meta.url);
const folder = fileURLToPath(new URL("../public/base/", import.meta.url));
const CELL_DEG = 5;
const DECIMALS = 3; // about 100 m, which is what the borders are good to
const COARSE_DECIMALS = 2;

const read = (name) => JSON.parse(readFileSync(require.resolve(`world-atlas/${name}`), "utf8"));

const rounded = (line, decimals) =>
  line
    .map(([x, y]) => [Number(x.toFixed(decimals)), Number(y.toFixed(decimals))])
    .filter((at, row, all) => row === 0 || at[0] !== all[row - 1][0] || at[1] !== all[row - 1][1]);

const polygonsOf = ({ type, coordinates }) => (type === "Polygon" ? [coordinates] : coordinates);

/** The part of a ring on one side of a line (Sutherland and Hodgman). */
function cutRing(ring, axis, limit, above) {
  const inside = (at) => (above ? at[axis] >= limit : at[axis] <= limit);
  const crossing = (a, b) => {
    const share = (limit - a[axis]) / (b[axis] - a[axis]);
    return axis === 0
      ? [limit, a[1] + share * (b[1] - a[1])]
      : [a[0] + share * (b[0] - a[0]), limit];
  };
  const kept = [];
  ring.forEach((to, row) => {
    const from = ring[(row + ring.length - 1) % ring.length];
    if (inside(to) !== inside(from)) kept.push(crossing(from, to));
    if (inside(to)) kept.push(to);
  });
  return kept;
}

/** A ring cut into bands between multiples of the cell's size: band number to ring. */
function bands(ring, axis) {
  const values = ring.map((at) => at[axis]);
  const first = Math.floor(Math.min(...values) / CELL_DEG);
  const last = Math.floor(Math.max(...values) / CELL_DEG);
  const found = new Map();
  let rest = ring;
  for (let band = first; band <= last && rest.length > 2; band++) {
    const limit = (band + 1) * CELL_DEG;
    found.set(band, cutRing(rest, axis, limit, false));
    rest = cutRing(rest, axis, limit, true);
  }
  return found;
}

const cells = new Map();
function cellAt(column, row) {
  const name = `${column * CELL_DEG}_${row * CELL_DEG}`;
  if (!cells.has(name)) cells.set(name, { land: new Map(), borders: [] });
  return cells.get(name);
}

function addLand(name, geometry) {
  for (const rings of polygonsOf(geometry)) {
    // Holes go with their outer ring, cut alike: an even-odd fill needs no more.
    const parts = new Map();
    for (const ring of rings) {
      for (const [column, strip] of bands(ring.slice(0, -1), 0)) {
        if (strip.length < 3) continue;
        for (const [row, piece] of bands(strip, 1)) {
          const closed = rounded([...piece, piece[0]], DECIMALS);
          if (closed.length < 4) continue;
          const key = `${column} ${row}`;
          if (!parts.has(key)) parts.set(key, { column, row, rings: [] });
          parts.get(key).rings.push(closed);
        }
      }
    }
    for (const { column, row, rings: cut } of parts.values()) {
      const { land } = cellAt(column, row);
      if (!land.has(name)) land.set(name, []);
      land.get(name).push(cut);
    }
  }
}

/** Stretches of a line, each within the cell that its first point lies in. */
function addBorder(line) {
  const cellOf = ([x, y]) => [Math.floor(x / CELL_DEG), Math.floor(y / CELL_DEG)];
  let from = 0;
  for (let at = 1; at <= line.length; at++) {
    const [column, row] = cellOf(line[from]);
    const leaves = at === line.length - 1 || at === line.length;
    const elsewhere = at < line.length && String(cellOf(line[at])) !== String([column, row]);
    if (!leaves && !elsewhere) continue;
    const stretch = rounded(line.slice(from, at + 1), DECIMALS);
    if (stretch.length > 1) cellAt(column, row).borders.push(stretch);
    from = at;
    if (leaves) break;
  }
}

/** A line as whole numbers: the first point, then steps, in units of the last decimal. */
function packed(line, decimals) {
  const scale = 10 ** decimals;
  let [x, y] = [0, 0];
  return line.flatMap((at) => {
    const [nextX, nextY] = at.map((value) => Math.round(value * scale));
    const step = [nextX - x, nextY - y];
    [x, y] = [nextX, nextY];
    return step;
  });
}

function write(name, decimals, land, borders) {
  const parts = Object.fromEntries(
    [...land].map(([country, polygons]) => [
      country,
      polygons.map((rings) => rings.map((ring) => packed(ring, decimals))),
    ]),
  );
  const lines = borders.map((line) => packed(line, decimals));
  writeFileSync(`${folder}${name}.json`, JSON.stringify({ decimals, land: parts, borders: lines }));
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const coarse = read("countries-110m.json");
const world = polygonsOf(feature(coarse, coarse.objects.land).features[0].geometry)
  .map((rings) => rings.map((ring) => rounded(ring, COARSE_DECIMALS)))
  .filter((rings) => rings[0].length > 3);
write("world", COARSE_DECIMALS, [["", world]], []);

const fine = read("countries-10m.json");
for (const one of feature(fine, fine.objects.countries).features)
  if (one.geometry) addLand(one.properties.name, one.geometry);
for (const line of mesh(fine, fine.objects.countries).coordinates) addBorder(line);
for (const [name, { land, borders }] of cells) write(name, DECIMALS, land, borders);
writeFileSync(
  `${folder}index.json`,
  JSON.stringify({ cell_deg: CELL_DEG, cells: [...cells.keys()] }),
);
console.log(`base map: ${cells.size} cells of Natural Earth in public/base`);
