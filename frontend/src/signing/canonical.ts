/**
 * One way to write a value as bytes: twin of ``src/ventanilla/kernel/canonical.py``.
 *
 * A subset of RFC 8785: sorted ASCII keys, strings, integers, booleans, null and arrays; no white space; UTF-8.
 */

import type { Bytes } from "./der.ts";

export class NotCanonical extends Error {}

function write(value: unknown): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") {
    // A lone surrogate has no UTF-8: TextEncoder would sign another character in its place.
    if (/\p{Surrogate}/u.test(value)) throw new NotCanonical("a lone surrogate");
    return JSON.stringify(value);
  }
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) throw new NotCanonical("not a safe integer");
    return String(value);
  }
  if (Array.isArray(value)) return `[${value.map(write).join()}]`;
  if (typeof value !== "object" || Object.getPrototypeOf(value) !== Object.prototype) throw new NotCanonical("not a plain value");
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${members
    .map(([key, inner]) => {
      if (/[^\0-\x7f]/.test(key)) throw new NotCanonical("a key that is not ASCII");
      return `${JSON.stringify(key)}:${write(inner)}`;
    })
    .join()}}`;
}

/** The canonical bytes of ``value``; NotCanonical if it has none. */
export const canonical = (value: unknown): Bytes => new TextEncoder().encode(write(value));
