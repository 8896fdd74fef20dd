/** What the page and its service worker agree on, so that a QR scanned without connection can be verified. */

export const CACHE = "verificar-1";
export const SHELL = "/verificar/";
export const KEY_SET = "/.well-known/cose-keys.json";
export const STATUS_LIST = "/.well-known/ventanilla/estado.cose";
export const STATIC = "/static/";

/**
 * Keep ``answer`` under ``address``; one that is not good, or that breaks off, replaces nothing.
 *
 * The whole body is read first: a browser removes the old entry before it writes the new one, and a connection that
 * ends midway would leave neither.
 */
export async function store(cache: Cache, address: string, answer: Response): Promise<void> {
  if (!answer.ok) return;
  const { status, statusText, headers } = answer;
  await cache.put(address, new Response(await answer.arrayBuffer(), { status, statusText, headers }));
}
