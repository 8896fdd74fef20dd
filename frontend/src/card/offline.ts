/**
 * What the card's page, its service worker and every other page agree on.
 *
 * Two caches: one with the empty page and its files, which are nobody's, and one with the last card, which is erased at
 * sign-out, and with the session unless its owner said that the device is theirs alone. Nothing else of a person is kept.
 */

export const CARD = "/tarjeta/";
export const KEPT = `${CARD}guardada`;
export const EMPTY = `${CARD}vacia`;
export const NEWS = `${CARD}estado.json`;
export const STATIC = "/static/";
export const FILES = "tarjeta-1";
export const MINE = "tarjeta-mia-1";

/** Until when, in milliseconds of this device's clock, the kept card may be shown. */
const UNTIL = "x-hasta";
/** Whether its owner said that this device is theirs alone. */
const OWN = "x-propio";

export interface Kept {
  readonly answer: Response;
  readonly own: boolean;
}

/** The page of the last card, to be kept as ``own`` says until ``until``. */
export async function keepCard(page: Response, own: boolean, until: number): Promise<void> {
  const headers = { "Content-Type": "text/html; charset=utf-8", [OWN]: own ? "1" : "", [UNTIL]: String(until) };
  await keep(KEPT, new Response(await page.arrayBuffer(), { headers }));
}

/** A picture of the kept page. */
export async function keepPicture(address: string, picture: Response): Promise<void> {
  if (!picture.ok) return;
  const headers = { "Content-Type": picture.headers.get("Content-Type") ?? "" };
  await keep(address, new Response(await picture.arrayBuffer(), { headers }));
}

/** What was on its way when they pressed «Salir» is not kept after it was erased; a cache that opening made goes again. */
async function keep(address: string, answer: Response): Promise<void> {
  const mine = await caches.open(MINE);
  if (leaving) await forgetCard();
  else await mine.put(address, answer);
}

/** The last card, if it may still be shown; what may not is erased first. */
export async function keptCard(): Promise<Kept | undefined> {
  if (!(await caches.has(MINE))) return undefined;
  const answer = await (await caches.open(MINE)).match(KEPT);
  if (answer && Date.now() < Number(answer.headers.get(UNTIL))) return { answer, own: answer.headers.get(OWN) === "1" };
  await forgetCard();
  return undefined;
}

/** Whoever is here is signing out: from now on this page keeps nothing. Told by an event, because scripts share no state. */
export const LEAVING = "ventanilla:salir";
let leaving = false;
globalThis.addEventListener(LEAVING, () => (leaving = true));

export const forgetCard = (): Promise<boolean> => caches.delete(MINE);
