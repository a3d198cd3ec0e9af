import { defineConfig } from "vite";

// The page of `python -m benchmarks.page`: the holder layer beside MapLibre's own ways.
export default defineConfig({
  root: "bench",
  base: "./",
  publicDir: false,
  build: {
    outDir: "../../build/page-bench",
    emptyOutDir: true,
    target: "es2022",
    chunkSizeWarningLimit: 1200,
  },
});
