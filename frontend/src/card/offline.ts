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
  const whole = new Response(await page.arrayBuffer(), { headers });
  await (await caches.open(MINE)).put(KEPT, whole);
}

/** The last card, if it may still be shown; what may not is erased first. */
export async function keptCard(): Promise<Kept | undefined> {
  if (!(await caches.has(MINE))) return undefined;
  const answer = await (await caches.open(MINE)).match(KEPT);
  if (answer && Date.now() < Number(answer.headers.get(UNTIL))) return { answer, own: answer.headers.get(OWN) === "1" };
  await forgetCard();
  return undefined;
}

export const forgetCard = (): Promise<boolean> => caches.delete(MINE);
