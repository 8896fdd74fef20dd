/** /tarjeta/: renews itself while it is open, says when it ended, and is kept to be opened without connection. */

import { CARD, FILES, KEPT, NEWS, STATIC, forgetCard, keepCard, keepPicture, keptCard } from "../card/offline.ts";
import { store } from "../verification/offline.ts";
import { showAgain } from "./place.ts";
import { onlyScript } from "./trusted.ts";

/** What the office says of the open cards: the serial that each shows now, and the six digits of this minute. */
interface News {
  readonly tarjetas: readonly { readonly id: string; readonly serie: string; readonly clave: string }[];
}

const LOOK_MS = 20_000; // between two looks at the code of the minute
const SOON_MS = 1_500; // between two looks at whether the new QR is signed
const MOST_LOOKS = 20; // after which it is looked for as the rest
const QUIET_MS = 300_000; // without a touch, nothing more is asked: asking would keep a session that nobody uses
const main = document.querySelector<HTMLElement>("[data-cards]");
const cards = [...document.querySelectorAll<HTMLElement>("[data-card]")];
const shift = Number(main?.dataset["shift"]) || 0;
const ends = cards.map(({ dataset }) => Number(dataset["ends"]) || 0);
const isKept = main?.dataset["kept"] !== undefined;

/** A card that ended while it was open, or was kept too long, is not shown as if it were good. */
function tellEnded(): void {
  cards.forEach((card, at) => {
    const over = (ends[at] ?? 0) > 0 && Date.now() / 1000 + shift > (ends[at] ?? 0);
    for (const part of card.querySelectorAll<HTMLElement>("[data-good]")) part.hidden = over;
    for (const part of card.querySelectorAll<HTMLElement>("[data-ended]")) part.hidden = !over;
  });
}

let touched = Date.now();

async function look(): Promise<boolean> {
  const answer = await fetch(NEWS, { redirect: "manual", cache: "no-store" }).catch(() => undefined);
  if (!answer) return false; // no connection: the card stays as it is, and says until when
  if (!answer.ok) return showAgain(), true;
  const { tarjetas } = (await answer.json()) as News;
  for (const card of cards) {
    const { id = "", serial = "" } = card.dataset;
    const now = tarjetas.find((one) => one.id === id);
    if (now && now.serie !== serial) return showAgain(), true;
    const place = card.querySelector("[data-live-code]");
    if (place && now) place.textContent = `${now.clave.slice(0, 3)} ${now.clave.slice(3)}`;
  }
  return false;
}

async function watch(looks = 0): Promise<void> {
  const quiet = Date.now() - touched > QUIET_MS;
  if (quiet) for (const place of document.querySelectorAll("[data-live-code]")) place.textContent = "···";
  if (!document.hidden && !quiet && (await look())) return;
  const soon = main?.dataset["due"] !== undefined && looks < MOST_LOOKS;
  setTimeout(() => void watch(looks + 1), soon ? SOON_MS : LOOK_MS);
}

/** Somebody is there: what stopped for want of them goes on at once. */
function onTouch(): void {
  const was = touched;
  touched = Date.now();
  if (!document.hidden && touched - was > LOOK_MS) void look();
}

/** When what is kept must be erased: with the session, or with the last of the cards where the device is theirs. */
function until(own: boolean): number {
  const seconds = Number(document.querySelector<HTMLElement>("[data-session-seconds]")?.dataset["sessionSeconds"]);
  return own ? (Math.max(0, ...ends) - shift) * 1000 : Date.now() + (seconds || 0) * 1000;
}

async function keepMine(own: boolean): Promise<void> {
  const page = await fetch(KEPT, { redirect: "manual", cache: "no-store" });
  if (!page.ok) return;
  await keepCard(page, own, until(own));
  for (const { src } of document.querySelectorAll<HTMLImageElement>("[data-photograph]")) {
    await keepPicture(src, await fetch(src, { cache: "no-store" }));
  }
}

async function keep(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register(onlyScript(`${CARD}sw.js`, /^\/tarjeta\/sw\.js$/), { scope: CARD });
  await navigator.serviceWorker.ready;
  const files = await caches.open(FILES);
  const ours = performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => name.startsWith(location.origin + STATIC));
  for (const address of new Set(ours)) {
    if (!(await files.match(address, { ignoreVary: true }))) await store(files, address, await fetch(address, { credentials: "omit" }));
  }
  if (!ends.some((one) => one > 0)) return void (await forgetCard()); // none is good: none is kept
  await keepMine((await keptCard())?.own ?? false);
  await showChoice();
}

/** «Guardar» and «Quitar»: whether this device is theirs alone. */
async function showChoice(): Promise<void> {
  const own = (await keptCard())?.own ?? false;
  for (const part of document.querySelectorAll<HTMLElement>("[data-own]")) part.hidden = part.dataset["own"] !== String(own);
}

async function choose(own: boolean): Promise<void> {
  if (!own) await forgetCard();
  await keepMine(own);
  await showChoice();
  document.querySelector<HTMLElement>(`[data-own="${own}"] p`)?.focus();
}

for (const button of document.querySelectorAll<HTMLElement>("[data-choose]")) {
  button.addEventListener("click", () => void choose(button.dataset["choose"] === "true"));
}
document.querySelector("[data-forget]")?.addEventListener("click", () => void forgetCard().then(() => location.reload()));
tellEnded();
setInterval(tellEnded, LOOK_MS);
if (isKept) addEventListener("online", () => location.reload());
else if (main) {
  void watch();
  for (const kind of ["visibilitychange", "pointerdown", "keydown"]) document.addEventListener(kind, onTouch);
  addEventListener("load", () => void keep().catch((error: unknown) => console.warn(error)));
}
