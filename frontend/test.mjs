/** Compiles tests/*.test.ts (esbuild) and runs them with Node's own runner. Arguments: the tests to run, all if none. */

import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const here = import.meta.dirname;
const out = join(here, "build/tests");
const wanted = process.argv.slice(2);
const names = readdirSync(join(here, "tests")).filter((name) => name.endsWith(".test.ts") && (!wanted.length || wanted.some((part) => name.includes(part))));

rmSync(out, { recursive: true, force: true });
await build({
  entryPoints: names.map((name) => join(here, "tests", name)),
  outdir: out,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  packages: "external",
  logLevel: "warning",
});
const files = names.map((name) => join(out, name.replace(/\.ts$/, ".mjs")));
process.exitCode = spawnSync(process.execPath, ["--test", ...files], { cwd: here, stdio: "inherit" }).status ?? 1;
