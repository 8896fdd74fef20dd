/** Service worker of /tarjeta/: without connection, the last card that was kept; of everything else, nothing of a person. */

import { CARD, EMPTY, FILES, MINE, STATIC, keptCard } from "../card/offline.ts";
import { store } from "../verification/offline.ts";

/** What this file uses of ServiceWorkerGlobalScope. */
interface Scope {
  readonly location: { readonly origin: string };
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate" | "fetch", listener: (event: Happening) => void): void;
}

interface Happening {
  readonly request: Request;
  waitUntil(done: Promise<unknown>): void;
  respondWith(answer: Promise<Response>): void;
}

const PATIENCE_MS = 5_000;
const PHOTOGRAPH = /^\/tarjeta\/[\w-]{36}\/foto$/;
const scope = self as unknown as Scope;

const impatient = (): Promise<never> => new Promise((_, reject) => setTimeout(() => reject(new Error("no answer")), PATIENCE_MS));

/** The card's page: of the network; without it, the one that was kept, or the page that says that there is none. */
async function card(request: Request): Promise<Response> {
  const kept = await keptCard();
  try {
    const fresh = await Promise.race([fetch(request), ...(kept ? [impatient()] : [])]);
    // Whoever said that the device is theirs sees it after the session ended, too; others sign in again.
    return fresh.type === "opaqueredirect" && kept?.own ? kept.answer : fresh;
  } catch (error) {
    const empty = kept ? undefined : await (await caches.open(FILES)).match(EMPTY);
    const shown = kept?.answer ?? empty;
    if (shown) return shown;
    throw error;
  }
}

/** The network's answer; without one, what was kept in ``name``. Of the files, what was kept is renewed. */
async function answer(request: Request, name: string): Promise<Response> {
  const cache = (await caches.has(name)) ? await caches.open(name) : undefined;
  const kept = await cache?.match(request.url, { ignoreVary: true });
  try {
    const fresh = await Promise.race([fetch(request), ...(kept ? [impatient()] : [])]);
    if (cache && kept && name === FILES) await store(cache, request.url, fresh.clone());
    return fresh;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

/** The page that says that there is no card, and what it names: asked for without cookies, it is nobody's. */
async function keepAll(): Promise<void> {
  const cache = await caches.open(FILES);
  const empty = await fetch(EMPTY, { credentials: "omit" });
  const named = [...(await empty.clone().text()).matchAll(/="(\/static\/[^"#]+)/g)].map(([, address]) => address ?? "");
  await store(cache, EMPTY, empty);
  await Promise.all([...new Set(named)].map(async (address) => store(cache, address, await fetch(address, { credentials: "omit" }))));
  await scope.skipWaiting();
}

async function forgetOthers(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith("tarjeta-") && name !== FILES && name !== MINE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await scope.clients.claim();
}

scope.addEventListener("install", (event) => event.waitUntil(keepAll()));
scope.addEventListener("activate", (event) => event.waitUntil(forgetOthers()));
scope.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== scope.location.origin) return;
  if (request.mode === "navigate") {
    if (pathname === CARD) event.respondWith(card(request));
  } else if (pathname.startsWith(STATIC)) event.respondWith(answer(request, FILES));
  else if (PHOTOGRAPH.test(pathname)) event.respondWith(answer(request, MINE));
});
