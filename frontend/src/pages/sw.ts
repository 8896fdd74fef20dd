/** Service worker of /verificar/: without connection, gives the page that verifies a QR. It keeps nobody's page. */

import { CACHE, KEY_SET, SHELL, STATIC, STATUS_LIST, store } from "../verification/offline.ts";

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

const PATIENCE_MS = 8_000;
const scope = self as unknown as Scope;

const impatient = (): Promise<never> => new Promise((_, reject) => setTimeout(() => reject(new Error("no answer")), PATIENCE_MS));

/** The network's answer; without one, what was kept under ``address``. */
async function answer(request: Request, address: string): Promise<Response> {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(address, { ignoreVary: true });
  try {
    const fresh = await Promise.race([fetch(request), ...(kept ? [impatient()] : [])]);
    // Only what the page chose to keep is renewed, so that the cache does not grow.
    if (kept && request.mode !== "navigate") await store(cache, address, fresh.clone());
    return fresh;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

/** The empty page as it is today. Asked for here and not by a page, which may be closed midway; without cookies: it is nobody's. */
async function renewShell(): Promise<void> {
  try {
    await store(await caches.open(CACHE), SHELL, await fetch(SHELL, { credentials: "omit" }));
  } catch {
    // no connection: the one that was kept stays
  }
}

/** The empty page, what it names, and the public keys: before this worker serves, and not by a page that may be closed midway. */
async function keepAll(): Promise<void> {
  const cache = await caches.open(CACHE);
  const shell = await fetch(SHELL, { credentials: "omit" });
  const named = [...(await shell.clone().text()).matchAll(/="(\/static\/[^"#]+)/g)].map(([, address]) => address ?? "");
  await store(cache, SHELL, shell);
  await Promise.all([KEY_SET, STATUS_LIST, ...new Set(named)].map(async (address) => store(cache, address, await fetch(address, { credentials: "omit" }))));
  await scope.skipWaiting();
}

async function forgetOthers(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("verificar-") && name !== CACHE).map((name) => caches.delete(name)));
  await scope.clients.claim();
}

scope.addEventListener("install", (event) => event.waitUntil(keepAll()));
scope.addEventListener("activate", (event) => event.waitUntil(forgetOthers()));
scope.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== scope.location.origin) return;
  if (request.mode === "navigate") {
    event.respondWith(answer(request, SHELL));
    event.waitUntil(renewShell());
  } else if (pathname === KEY_SET || pathname === STATUS_LIST || pathname.startsWith(STATIC)) event.respondWith(answer(request, request.url));
});
