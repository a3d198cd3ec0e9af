// Writes each built text file a second and a third time, compressed with gzip and Brotli at their
// best, so that the server never compresses them itself.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

const folder = fileURLToPath(new URL("../../contested/map/static/", import.meta.url));
const TEXT = /\.(js|mjs|css|html|json|svg|txt)$/;

for (const name of readdirSync(folder, { recursive: true })) {
  const path = folder + name;
  if (!TEXT.test(name) || !statSync(path).isFile()) continue;
  const content = readFileSync(path);
  if (content.length < 1024) continue;
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
  writeFileSync(`${path}.br`, brotliCompressSync(content));
}
