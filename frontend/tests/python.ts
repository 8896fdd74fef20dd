/** Runs a few lines of the office's Python, for what must be the same on both sides. */

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(process.cwd(), "..");
const VENV = join(ROOT, ".venv/bin/python");

/** What ``program`` prints, as JSON; ``input`` is its standard input. */
export function python<T>(program: string, input = ""): T {
  const interpreter = process.env["PYTHON"] ?? (existsSync(VENV) ? VENV : "python3");
  const { status, stdout, stderr } = spawnSync(interpreter, ["-c", program], {
    input,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, PYTHONPATH: join(ROOT, "src"), PYTHONUTF8: "1" },
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as T;
}
