/**
 * /verificar/FOLIO#COSE: says whether a document is genuine, from its QR and without asking anybody but for revocation.
 *
 * What follows the # never reaches a server. Without a # the page stays as the server wrote it.
 */

import type { Claims, Key } from "../verification/cose.ts";
import { CACHE, KEY_SET, SHELL, STATIC, STATUS_LIST, store } from "../verification/offline.ts";
import { type StatusList, readStatusList } from "../verification/status.ts";
import { type KeySet, type Outcome, type Standing, type Verdict, judge, secondsOf } from "../verification/verdict.ts";
import { longDate } from "./dates.ts";
import { onlyScript } from "./trusted.ts";

const LIMIT_MS = 8_000;

const COMPARE = "Compare los datos de esta página con los del documento: deben ser los mismos.";

/** ``{fecha}`` is the date it ended or was revoked; then, what to do. */
const SENTENCES: Readonly<Record<Verdict, readonly [title: string, text: string]>> = {
  vigente: ["Auténtico y vigente.", `Puede aceptarlo. ${COMPARE}`],
  vencido: ["Auténtico, pero venció el {fecha}.", "Lo emitimos nosotros y no se modificó, pero ya no está vigente. Pida uno nuevo a quien se lo entregó."],
  revocado: ["Auténtico, pero se revocó el {fecha}.", "Lo emitimos nosotros, pero ya no vale. No lo acepte y pida uno nuevo a quien se lo entregó."],
  "no-coincide": [
    "No coincide: se modificó después de sellarse, o no lo emitimos nosotros.",
    "No lo acepte. Vuelva a escanear el código del documento; si el resultado es el mismo, avísenos con su folio.",
  ],
  "sin-conexion": [
    "Auténtico; sin conexión no podemos saber si se revocó.",
    `${COMPARE} Si necesita saber si se revocó, conéctese a internet y recargue esta página.`,
  ],
  indeterminado: ["Todavía no podemos comprobarlo.", "Este dispositivo no tiene conexión ni la llave pública necesaria. Conéctese a internet y recargue esta página."],
};

/** For "sin-conexion", where the list that was kept says until when it was not revoked. */
const LISTED = "Auténtico; hasta el {fecha} no se había revocado.";

async function json<T>(address: string, cache: RequestCache = "default"): Promise<T | undefined> {
  try {
    const options: RequestInit = { cache, mode: "same-origin", credentials: "omit", headers: { Accept: "application/json" }, signal: AbortSignal.timeout(LIMIT_MS) };
    const answer = await fetch(address, options);
    return answer.ok ? ((await answer.json()) as T) : undefined;
  } catch {
    return undefined; // no connection, or no JSON: the verdict says what could not be known
  }
}

async function keySet(cache: RequestCache = "default"): Promise<KeySet | undefined> {
  const found = await json<Partial<KeySet>>(KEY_SET, cache);
  return Array.isArray(found?.keys) ? { keys: found.keys, clock_shift: Number(found.clock_shift) || 0 } : undefined;
}

/** The list of what was revoked, as the office has it now or as it was kept. */
async function statusList(keys: readonly Key[]): Promise<StatusList | undefined> {
  try {
    const answer = await fetch(STATUS_LIST, { mode: "same-origin", credentials: "omit", signal: AbortSignal.timeout(LIMIT_MS) });
    return answer.ok ? await readStatusList(new Uint8Array(await answer.arrayBuffer()), keys) : undefined;
  } catch {
    return undefined; // neither connection nor a kept list: the verdict says what could not be known
  }
}

const dateOrText = (iso: string): string => {
  const at = secondsOf(iso);
  return at === undefined ? iso : longDate(at);
};

const inWords = (claims: Claims): Record<string, string> => ({
  iss: claims.iss,
  folio: claims.folio.replace(/(.{4})(?=.)/g, "$1-"),
  type: claims.type.charAt(0).toUpperCase() + claims.type.slice(1).replaceAll("_", " "),
  holder: claims.holder,
  fact: claims.fact,
  iat: longDate(claims.iat),
  exp: claims.exp === undefined ? "No vence" : longDate(claims.exp),
  on: dateOrText(claims.on),
});

function show(place: HTMLElement, { verdict, claims, date }: Outcome): void {
  const say = (selector: string, text: string): void => {
    for (const found of place.querySelectorAll(selector)) found.textContent = text;
  };
  const [title, text] = SENTENCES[verdict];
  const heading = verdict === "sin-conexion" && date !== undefined ? LISTED : title;
  say("[data-verdict-title]", heading.replace(" el {fecha}", date === undefined ? "" : ` el ${longDate(date)}`));
  say("[data-verdict-text]", text);
  const words = claims ? inWords(claims) : {};
  for (const found of place.querySelectorAll<HTMLElement>("[data-claim]")) {
    const name = found.dataset["claim"] ?? "";
    // The QR has the document's key; where the office wrote its title, the title stays.
    if (name !== "type" || !claims || !found.textContent) found.textContent = words[name] ?? "";
  }
  for (const found of place.querySelectorAll<HTMLElement>("[data-claims]")) found.hidden = !claims;
  place.dataset["verdict"] = verdict;
  place.hidden = false;
}

async function run(): Promise<void> {
  const place = document.querySelector<HTMLElement>("[data-verdict]");
  const [, folio = ""] = /^\/verificar\/([\w-]+)\/?$/.exec(location.pathname) ?? [];
  const fragment = location.hash.slice(1);
  if (!place || !folio || !fragment) return;
  const ask = (): Promise<Standing | undefined> => json<Standing>(`${SHELL}${folio}/estado.json`);
  const known = await keySet();
  show(place, await judge(fragment, folio, known, ask, Date.now() / 1000, () => statusList(known?.keys ?? []), () => keySet("reload")));
}

/** Have the empty page, its files and the public keys kept, so that the next QR is verified without connection. */
async function keep(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register(onlyScript(`${SHELL}sw.js`, /^\/verificar\/sw\.js$/), { scope: SHELL });
  const files = performance.getEntriesByType("resource").map(({ name }) => name);
  const ours = files.filter((name) => name.startsWith(location.origin + STATIC));
  const cache = await caches.open(CACHE);
  // The worker kept what the page names; of what its styles name, only what is missing: a page closed midway loses what
  // it was writing over. Asked for without cookies: what is kept is nobody's page.
  await navigator.serviceWorker.ready;
  const missing = async (address: string): Promise<void> => {
    if (!(await cache.match(address, { ignoreVary: true }))) await store(cache, address, await fetch(address, { credentials: "omit" }));
  };
  await Promise.all([...new Set(ours)].map(missing));
  await fetch(STATUS_LIST, { credentials: "omit" }); // through the worker, which renews the one it keeps
}

addEventListener("hashchange", () => void run());
void run();
addEventListener("load", () => void keep().catch((error: unknown) => console.warn(error)));
