/** A page that waits for the office: asks, ever less often, and shows itself again when the document is ready. */

import { showAgain } from "./place.ts";

const FIRST_MS = 1_000;
const LAST_MS = 15_000;
const GROWTH = 1.5;
const MAX_ASKS = 240; // about an hour; the page says that it may be closed
const LIMIT_MS = 10_000;

const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Out of sight nobody waits: the next question comes when the page is seen again. */
const seen = (): Promise<unknown> =>
  document.visibilityState === "visible"
    ? Promise.resolve()
    : new Promise((resolve) => document.addEventListener("visibilitychange", resolve, { once: true }));

async function ready(address: URL): Promise<boolean> {
  try {
    const options: RequestInit = { mode: "same-origin", cache: "no-store", headers: { Accept: "application/json" }, signal: AbortSignal.timeout(LIMIT_MS) };
    const answer = await fetch(address, options);
    return answer.ok && ((await answer.json()) as { listo?: unknown } | null)?.listo === true;
  } catch {
    return false; // no connection, or no JSON: ask again later
  }
}

async function wait(url: string): Promise<void> {
  const address = new URL(url, location.href);
  if (address.origin !== location.origin) return;
  for (let ask = 0, pause = FIRST_MS; ask < MAX_ASKS; ask++, pause = Math.min(pause * GROWTH, LAST_MS)) {
    await sleep(pause);
    await seen();
    if (await ready(address)) return showAgain();
  }
}

const place = document.querySelector<HTMLElement>("[data-poll-url]");
if (place) void wait(place.dataset["pollUrl"] ?? "");
