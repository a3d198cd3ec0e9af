/** Day frames: what is believed of every place on every day, four bytes each.
 *
 * Byte 0 is the holder: 0 nobody knows, i+1 holder i, 128+k divided between the pair k of the
 * overview, 255 divided between parties not told. Byte 1 is the probability (0..255), byte 2 the
 * days since anybody spoke of the place (255: never), byte 3 flags. */

export const BYTES_PER_PLACE = 4;
export const UNKNOWN = 0;
export const DIVIDED = 255;
export const FIRST_PAIR = 128;
export const NEVER = 255;

export const SPOKEN_TODAY = 1;
export const CHANGED_TODAY = 2;
export const DIFFERS = 4;
export const INFERRED = 8;

const MAGIC = 0x31465443; // "CTF1", little endian
const HEADER_BYTES = 16;

export interface Frames {
  firstDay: number;
  days: number;
  places: number;
  /** Row-major by day: days x places x 4. */
  bytes: Uint8Array;
}

/** Reads an answer of `/frames`. Throws an Error if it is none, or cut short. */
export function decodeFrames(buffer: ArrayBuffer): Frames {
  if (buffer.byteLength < HEADER_BYTES) throw new Error("frames: the answer is too short");
  const head = new DataView(buffer, 0, HEADER_BYTES);
  if (head.getUint32(0, true) !== MAGIC) throw new Error("frames: the answer is no day frames");
  const days = head.getUint32(4, true);
  const places = head.getUint32(8, true);
  const firstDay = head.getUint32(12, true);
  const bytes = new Uint8Array(buffer, HEADER_BYTES);
  if (bytes.length !== days * places * BYTES_PER_PLACE)
    throw new Error(`frames: ${bytes.length} bytes for ${days} days of ${places} places`);
  return { firstDay, days, places, bytes };
}

/** The frame of one day, without copying; null if the day is not among them. */
export function frameOf(frames: Frames, day: number): Uint8Array | null {
  const row = day - frames.firstDay;
  if (row < 0 || row >= frames.days) return null;
  const size = frames.places * BYTES_PER_PLACE;
  return frames.bytes.subarray(row * size, (row + 1) * size);
}

export type Fetch = (first: number, last: number, signal: AbortSignal) => Promise<Frames>;

const CHUNK_BYTES = 2_000_000;
const MAX_CHUNK_DAYS = 512;
const KEPT_CHUNKS = 40;

/** Frames of one way of believing, fetched in runs of days around the day that is looked at. The
 * very first day is fetched by itself before its run: it is what somebody waits for. */
export class FrameStore {
  private readonly chunks = new Map<number, Frames>();
  private readonly asked = new Map<number, Promise<Frames>>();
  private readonly abort = new AbortController();
  private first: Promise<Frames> | null = null;
  readonly chunkDays: number;

  /** `seen` is told the codes of holders that stand in what has come. */
  constructor(
    private readonly places: number,
    private readonly days: number,
    private readonly fetchFrames: Fetch,
    private readonly seen: (codes: ReadonlySet<number>) => void = () => undefined,
  ) {
    const fitting = Math.floor(CHUNK_BYTES / (places * BYTES_PER_PLACE));
    this.chunkDays = Math.max(1, Math.min(MAX_CHUNK_DAYS, fitting));
  }

  /** The frame of a day if it is here already. */
  get(day: number): Uint8Array | null {
    const chunk = this.chunks.get(Math.floor(day / this.chunkDays));
    return chunk ? frameOf(chunk, day) : null;
  }

  /** Fetches the frame of a day if need be, and sees to the run after it when that comes near. */
  async load(day: number): Promise<Uint8Array | null> {
    const number = Math.floor(day / this.chunkDays);
    if (this.first === null) {
      this.first = this.fetched(day, day);
      const frame = frameOf(await this.first, day);
      void this.chunk(number).catch(() => undefined);
      return frame;
    }
    const chunk = await this.chunk(number);
    const into = day - number * this.chunkDays;
    const next = into * 2 > this.chunkDays ? number + 1 : number - 1;
    if (next >= 0 && next * this.chunkDays < this.days)
      void this.chunk(next).catch(() => undefined);
    return frameOf(chunk, day);
  }

  /** Stops what is under way; the store answers no more. */
  close(): void {
    this.abort.abort();
  }

  private chunk(number: number): Promise<Frames> {
    const here = this.chunks.get(number);
    if (here) {
      this.chunks.delete(number); // moves it to the end: the oldest is dropped first
      this.chunks.set(number, here);
      return Promise.resolve(here);
    }
    const asked = this.asked.get(number);
    if (asked) return asked;
    const first = number * this.chunkDays;
    const last = Math.min(this.days, first + this.chunkDays) - 1;
    const answer = this.fetched(first, last).then(
      (frames) => {
        this.seen(codesOf(frames.bytes));
        this.chunks.set(number, frames);
        this.asked.delete(number);
        for (const old of this.chunks.keys()) {
          if (this.chunks.size <= KEPT_CHUNKS) break;
          this.chunks.delete(old);
        }
        return frames;
      },
      (reason: unknown) => {
        this.asked.delete(number);
        throw reason;
      },
    );
    this.asked.set(number, answer);
    return answer;
  }

  private async fetched(first: number, last: number): Promise<Frames> {
    const frames = await this.fetchFrames(first, last, this.abort.signal);
    if (frames.places !== this.places)
      throw new Error(`frames: ${frames.places} places, but the map has ${this.places}`);
    return frames;
  }
}

/** The codes of holders that stand in frames. */
export function codesOf(bytes: Uint8Array): Set<number> {
  const stands = new Uint8Array(256);
  for (let at = 0; at < bytes.length; at += BYTES_PER_PLACE) stands[bytes[at]!] = 1;
  return new Set([...stands.keys()].filter((code) => stands[code] === 1));
}

/** A copy of `now` in which what is held otherwise than in `then` is marked as differing. */
export function markDifferences(now: Uint8Array, then: Uint8Array): Uint8Array {
  const marked = now.slice();
  for (let at = 0; at < marked.length; at += BYTES_PER_PLACE) {
    const flags = marked[at + 3]! & ~DIFFERS;
    marked[at + 3] = marked[at] === then[at] ? flags : flags | DIFFERS;
  }
  return marked;
}
