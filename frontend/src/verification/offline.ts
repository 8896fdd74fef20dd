/** What the page and its service worker agree on, so that a QR scanned without connection can be verified. */

export const CACHE = "verificar-1";
export const SHELL = "/verificar/";
export const KEY_SET = "/.well-known/cose-keys.json";
export const STATIC = "/static/";
