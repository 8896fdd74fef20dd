/**
 * /verificar/FOLIO#COSE: says whether a document is genuine, from its QR and without asking anybody but for revocation.
 *
 * What follows the # never reaches a server. Without a # the page stays as the server wrote it.
 */

import type { Claims, Key } from "../verification/cose.ts";
import { CACHE, KEY_SET, SHELL, STATIC, STATUS_LIST, store } from "../verification/offline.ts";
import { type StatusList, readStatusList } from "../verification/status.ts";
import { type KeySet, type Outcome, type Standing, type Verdict, judge, secondsOf } from "../verification/verdict.ts";
import { ago, longDate, longTime } from "./dates.ts";
import { onlyScript } from "./trusted.ts";

const LIMIT_MS = 8_000;

const COMPARE = "Compare los datos de esta página con los del documento: deben ser los mismos.";

/** ``{fecha}`` is the date it ended or was revoked; then, what to do. */
const SENTENCES: Readonly<Record<Verdict, readonly [title: string, text: string]>> = {
  vigente: ["Auténtico y vigente.", `Puede aceptarlo. ${COMPARE}`],
  vencido: ["Auténtico, pero venció el {fecha}.", "Lo emitimos nosotros y no se modificó, pero ya no está vigente. Pida uno nuevo a quien se lo entregó."],
  revocado: ["Auténtico, pero se revocó el {fecha}.", "Lo emitimos nosotros, pero ya no vale. No lo acepte y pida uno nuevo a quien se lo entregó."],
  "sin-derecho": ["Tarjeta auténtica, pero hoy no da derecho a la atención médica.", "Pida a la persona que consulte su vigencia en su cuenta o con nosotros."],
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

/** Of a card, what to do; ``{hace}`` is how long ago it was renewed, which its signature says. */
const OF_A_CARD: Partial<Record<Verdict, string>> = {
  vigente: "Compare el nombre con una identificación oficial. Se renovó {hace}. Si quiere saber si es la tarjeta abierta y no una captura de pantalla, escriba abajo su clave.",
  vencido: "Puede ser una captura de pantalla de una tarjeta anterior. Pida a la persona que abra su tarjeta con conexión: se renueva sola.",
  revocado: "Quien la tiene bloqueó esta tarjeta. No la acepte.",
  "sin-conexion": "Compare el nombre con una identificación oficial. Se renovó {hace}. Sin conexión, una captura de pantalla reciente se ve igual que la tarjeta abierta.",
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

/** What a card says, in the same places. */
const cardInWords = (claims: Claims, entitled: boolean): Record<string, string> => ({
  folio: spoken(claims.folio),
  type: claims.type,
  holder: claims.holder,
  // What was signed while the right stood is not repeated where the office says that it does not stand any more.
  fact: entitled ? `${claims.fact}. Con derecho a la atención médica${claims.on && ` hasta el ${dateOrText(claims.on)}`}.` : claims.fact,
  on: longDate(claims.iat),
  iat: longTime(claims.iat),
  exp: longTime(claims.exp ?? 0),
});

const spoken = (folio: string): string => folio.replace(/(.{4})(?=.)/g, "$1-");

const inWords = (claims: Claims): Record<string, string> => ({
  iss: claims.iss,
  folio: spoken(claims.folio),
  type: claims.type.charAt(0).toUpperCase() + claims.type.slice(1).replaceAll("_", " "),
  holder: claims.holder,
  fact: claims.fact,
  iat: longDate(claims.iat),
  exp: claims.exp === undefined ? "No vence" : longDate(claims.exp),
  on: dateOrText(claims.on),
});

function show(place: HTMLElement, { verdict, claims, date }: Outcome, now: number): void {
  const say = (selector: string, text: string): void => {
    for (const found of place.querySelectorAll(selector)) found.textContent = text;
  };
  const [title, text] = SENTENCES[verdict];
  const heading = verdict === "sin-conexion" && date !== undefined ? LISTED : title;
  say("[data-verdict-title]", heading.replace(" el {fecha}", date === undefined ? "" : ` el ${longDate(date)}`));
  const toDo = (claims?.card && OF_A_CARD[verdict]?.replace("{hace}", ago(now - claims.iat))) || text;
  say("[data-verdict-text]", toDo);
  const words = claims ? (claims.card ? cardInWords(claims, verdict !== "sin-derecho") : inWords(claims)) : {};
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
  const now = Date.now() / 1000;
  show(place, await judge(fragment, folio, known, ask, now, () => statusList(known?.keys ?? []), () => keySet("reload")), now + (known?.clock_shift ?? 0));
  // The code of a card is asked of the server; what the QR brought goes along, and is verified again.
  const live = document.querySelector<HTMLFormElement>("[data-live]");
  if (live) live.action = location.pathname + location.hash;
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
