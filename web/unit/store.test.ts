import { effect } from "@preact/signals";
import { expect, test } from "vitest";

// The store follows the address: the little of a browser that it asks for.
Object.assign(globalThis, {
  location: { hash: "" },
  history: { pushState: () => undefined, replaceState: () => undefined },
  navigator: { language: "en" },
  addEventListener: () => undefined,
});
const { go, view } = await import("../src/state/store");

test("an effect that moves the map, and so changes the view, does not run again for it", () => {
  let runs = 0;
  const stop = effect(() => {
    runs++;
    go({ camera: { zoom: 7, lat: 36.2, lon: 37.1 } }, true);
  });
  go({ tab: "claims" });
  stop();
  expect(runs).toBe(1);
  expect(view.value.camera?.zoom).toBe(7);
  expect(view.value.tab).toBe("claims");
});
