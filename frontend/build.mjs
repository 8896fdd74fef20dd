/**
 * Builds the office's scripts into src/ventanilla/web/static/dist, where they are committed: running needs no Node.
 *
 * `node build.mjs` writes them; `node build.mjs --check` fails when what is committed is not what this source gives.
 * Both print the sizes, and fail when a budget is passed.
 */

import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = import.meta.dirname;
const DIST = join(here, "../src/ventanilla/web/static/dist");
const ENTRIES = ["signing/worker.ts", "pages/sign.ts", "pages/verify.ts", "pages/sw.ts", "pages/base.ts", "pages/pending.ts", "pages/passkey.ts", "pages/queue.ts", "pages/draft.ts", "pages/card.ts", "pages/card-sw.ts", "pages/push.ts", "pages/push-sw.ts"];

/** Bytes after gzip -9, of files that a page loads together. */
const BUDGETS = [
  { files: ["sign.js", "worker.js"], bytes: 10_240 },
  { files: ["base.js"], bytes: 3_072 },
  { files: ["base.js", "pending.js"], bytes: 10_240 }, // a first view
  { files: ["passkey.js"], bytes: 4_096 },
  { files: ["base.js", "queue.js"], bytes: 4_096 },
  { files: ["base.js", "draft.js"], bytes: 4_096 }, // a page of a request
  { files: ["base.js", "push.js"], bytes: 4_096 },
  { files: ["push-sw.js"], bytes: 1_024 },
  { files: ["verify.js", "sw.js"], bytes: 10_240 },
  { files: ["base.js", "card.js", "card-sw.js"], bytes: 10_240 },
];

const { outputFiles } = await build({
  entryPoints: ENTRIES.map((entry) => join(here, "src", entry)),
  absWorkingDir: here,
  outdir: DIST,
  entryNames: "[name]",
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  write: false,
});

const built = new Map(outputFiles.map(({ path, contents }) => [basename(path), contents]));
const weight = new Map([...built].map(([name, contents]) => [name, gzipSync(contents, { level: 9 }).length]));
const faults = [];

for (const [name, contents] of built) console.log(`${name.padEnd(12)} ${String(contents.length).padStart(6)} B, gzip ${String(weight.get(name)).padStart(5)} B`);
for (const { files, bytes } of BUDGETS) {
  const sum = files.reduce((total, name) => total + weight.get(name), 0);
  console.log(`${files.join(" + ").padEnd(22)} gzip ${sum} B of ${bytes}`);
  if (sum > bytes) faults.push(`${files.join(" + ")} weighs ${sum} B: the budget is ${bytes}`);
}

if (process.argv.includes("--check")) {
  const committed = readdirSync(DIST).filter((name) => name.endsWith(".js"));
  for (const name of new Set([...committed, ...built.keys()])) {
    const same = built.has(name) && committed.includes(name) && readFileSync(join(DIST, name)).equals(built.get(name));
    if (!same) faults.push(`${name} is not what this source gives: run "npm run build" and commit it`);
  }
} else {
  mkdirSync(DIST, { recursive: true });
  for (const [name, contents] of built) writeFileSync(join(DIST, name), contents);
}

for (const fault of faults) console.error(fault);
process.exitCode = faults.length ? 1 : 0;
