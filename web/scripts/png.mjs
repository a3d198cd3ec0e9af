// PNG files: reading the pixels of a screenshot, writing it small.
import { crc32, deflateSync, inflateSync } from "node:zlib";

/** The pixels of a PNG file of eight bits a channel, which is what browsers write. */
export function decode(png) {
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
  return { width, height, channels, pixels };
}

function paeth(left, up, corner) {
  const guess = left + up - corner;
  const [a, b, c] = [left, up, corner].map((value) => Math.abs(guess - value));
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

const MOST_COLOURS = 256;

/** The same picture with at most 256 colours, a quarter of the size: the nearest of those that
 * occur most stands for a rarer one. */
export function fewerColours(png) {
  const { width, height, channels, pixels } = decode(png);
  const counts = new Map();
  for (let at = 0; at < pixels.length; at += channels) {
    const exact = (pixels[at] << 16) | (pixels[at + 1] << 8) | pixels[at + 2];
    counts.set(exact, (counts.get(exact) ?? 0) + 1);
  }
  const palette = spread([...counts].sort((a, b) => b[1] - a[1]));
  const nearest = new Map(palette.map((colour, index) => [colour, index]));
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at += channels) {
      const exact = (pixels[at] << 16) | (pixels[at + 1] << 8) | pixels[at + 2];
      let index = nearest.get(exact);
      if (index === undefined) nearest.set(exact, (index = closest(palette, exact)));
      rows[y * (width + 1) + 1 + x] = index;
    }
  return encode(width, height, palette, rows);
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A PNG file of at most 256 colours (0xrrggbb). `rows` are the numbers of colours, each row with the
 * byte of its filter, 0, before it. */
export function encode(width, height, palette, rows) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap((one) => [one >> 16, (one >> 8) & 255, one & 255]));
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", head),
    chunk("PLTE", colours),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** The commonest colours, none too near another that was taken before it. */
function spread(counted) {
  const taken = [];
  for (const apart of [14, 8])
    for (const [colour] of counted) {
      if (taken.length >= MOST_COLOURS) return taken;
      if (taken.every((one) => distance(one, colour) > apart)) taken.push(colour);
    }
  return taken;
}

function distance(one, other) {
  const part = (shift) => ((one >> shift) & 255) - ((other >> shift) & 255);
  return Math.hypot(part(16), part(8), part(0));
}

function closest(palette, colour) {
  let best = 0;
  for (let index = 1; index < palette.length; index++)
    if (distance(palette[index], colour) < distance(palette[best], colour)) best = index;
  return best;
}

function chunk(kind, content) {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const body = Buffer.concat([Buffer.from(kind, "latin1"), content]);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body) >>> 0);
  return Buffer.concat([length, body, check]);
}
