/** Frames without meaning: holders change at random, the same ones in every run. */

export function randomFrames(days: number, places: number): Uint8Array {
  let state = 7;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const frames = new Uint8Array(days * places * 4);
  for (let place = 0; place < places; place++) {
    let holder = Math.floor(random() * 5);
    for (let day = 0; day < days; day++) {
      if (random() < 0.05) holder = Math.floor(random() * 5);
      frames.set(
        [holder, 128 + Math.floor(random() * 128), Math.floor(random() * 60), 0],
        (day * places + place) * 4,
      );
    }
  }
  return frames;
}
