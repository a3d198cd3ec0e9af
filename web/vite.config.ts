import { defineConfig } from "vite";

// Built into the Python package, which serves it under any prefix: hence relative URLs. Nothing is
// inlined, so that the page needs neither inline scripts nor data: fonts under its content policy.
export default defineConfig({
  base: "./",
  build: {
    outDir: "../contested/map/static",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: "es2022",
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
  },
  server: { proxy: { "/api": process.env["CONTESTED_API"] ?? "http://127.0.0.1:8765" } },
});
