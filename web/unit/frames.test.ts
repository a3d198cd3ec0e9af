import { describe, expect, test } from "vitest";
import {
  codesOf,
  decodeFrames,
  DIFFERS,
  FrameStore,
  frameOf,
  markDifferences,
  type Frames,
} from "../src/api/frames";

function packed(
  days: number,
  places: number,
  firstDay: number,
  fill: (at: number) => number,
): ArrayBuffer {
  const buffer = new ArrayBuffer(16 + days * places * 4);
  const head = new DataView(buffer);
  new Uint8Array(buffer).set([..."CTF1"].map((letter) => letter.charCodeAt(0)));
  [days, places, firstDay].forEach((value, row) => head.setUint32(4 + row * 4, value, true));
  new Uint8Array(buffer, 16).forEach((_, at, bytes) => (bytes[at] = fill(at)));
  return buffer;
}

describe("day frames", () => {
  test("are read by day", () => {
    const frames = decodeFrames(packed(3, 2, 10, (at) => at));
    expect(frameOf(frames, 11)).toEqual(new Uint8Array([8, 9, 10, 11, 12, 13, 14, 15]));
    expect([frameOf(frames, 9), frameOf(frames, 13)]).toEqual([null, null]);
  });
  test("that are cut short or something else are refused", () => {
    const whole = packed(3, 2, 0, () => 0);
    expect(() => decodeFrames(whole.slice(0, -1))).toThrow(/bytes/);
    expect(() => decodeFrames(new ArrayBuffer(8))).toThrow(/short/);
    expect(() => decodeFrames(new ArrayBuffer(64))).toThrow(/no day frames/);
  });
  test("tell which holders stand in them", () => {
    const bytes = new Uint8Array([3, 200, 0, 0, 130, 255, 3, 1, 3, 9, 9, 9]);
    expect(codesOf(bytes)).toEqual(new Set([3, 130]));
  });
  test("mark what is held otherwise than on another day, and only that", () => {
    const now = new Uint8Array([1, 200, 0, 0, 2, 255, 3, 1]);
    const then = new Uint8Array([1, 90, 9, 0, 1, 255, 3, 1]);
    expect([...markDifferences(now, then)]).toEqual([1, 200, 0, 0, 2, 255, 3, 1 | DIFFERS]);
  });
});

describe("a store of frames", () => {
  const PLACES = 33_000;
  const make = () => {
    const asked: [number, number][] = [];
    const store = new FrameStore(PLACES, 100, (first, last): Promise<Frames> => {
      asked.push([first, last]);
      const days = last - first + 1;
      return Promise.resolve({
        firstDay: first,
        days,
        places: PLACES,
        bytes: new Uint8Array(days * PLACES * 4),
      });
    });
    return { asked, store };
  };

  test("asks for the first day alone, then for the run of days around it, each once", async () => {
    const { asked, store } = make();
    expect(store.get(3)).toBeNull();
    expect(await store.load(3)).toHaveLength(PLACES * 4);
    expect(asked).toEqual([
      [3, 3],
      [0, store.chunkDays - 1],
    ]);
    await Promise.all([store.load(4), store.load(5)]);
    expect(store.get(3)?.length).toBe(PLACES * 4);
    expect(asked).toHaveLength(2);
  });
  test("fetches ahead of a day that nears the end of its run, and not past the last day", async () => {
    const { asked, store } = make();
    await store.load(0);
    await store.load(store.chunkDays - 1);
    expect(asked.at(-1)).toEqual([store.chunkDays, 2 * store.chunkDays - 1]);
    await store.load(99);
    expect(Math.max(...asked.map(([, last]) => last))).toBe(99);
  });
  test("asks again after a failure", async () => {
    let tries = 0;
    const store = new FrameStore(1, 1, (first) => {
      tries++;
      if (tries === 1) return Promise.reject(new Error("down"));
      return Promise.resolve({ firstDay: first, days: 1, places: 1, bytes: new Uint8Array(4) });
    });
    await expect(store.load(0)).rejects.toThrow("down");
    expect(await store.load(0)).toHaveLength(4);
  });
});
