/** The list of what was revoked, kept to verify without connection: ten bytes a document, found by what its QR claims. */

import { type Bytes, concat } from "../signing/der.ts";
import { NotCbor, decode } from "./cbor.ts";
import { type Key, genuine, keysFor, readSigned } from "./cose.ts";

/** As ``domain.documents.StatusList``; instants in seconds since 1970. */
export interface StatusList {
  readonly issuedAt: number;
  readonly goodUntil: number;
  readonly entries: Bytes;
}

const TYPE = "ventanilla-estado";
const TAG = 8; // bytes of SHA-256
const ENTRY = TAG + 2;
const MAX_BYTES = 2 * 1024 * 1024;
const DAY_ZERO = Date.UTC(2020, 0, 1, 18) / 1000; // noon in Mexico City, so that it is the same day here
const DAY = 86_400;

/** The list if a key of the set signed it; undefined where it is not ours, which is as if there were none. */
export async function readStatusList(bytes: Bytes, keys: readonly Key[]): Promise<StatusList | undefined> {
  try {
    if (bytes.length > MAX_BYTES) return undefined;
    const signed = readSigned(bytes, TYPE);
    for (const key of keysFor(signed.kid, keys)) if (await genuine(signed, key)) return readContent(signed.payload);
  } catch (error) {
    if (!(error instanceof NotCbor)) throw error;
  }
  return undefined;
}

function readContent(payload: Bytes): StatusList {
  const content = decode(payload);
  if (!(content instanceof Map) || content.size !== 3) throw new NotCbor("not a list of what was revoked");
  const [issuedAt, goodUntil, entries] = [content.get(1), content.get(2), content.get(3)];
  if (typeof issuedAt !== "number" || typeof goodUntil !== "number" || !(entries instanceof Uint8Array) || entries.length % ENTRY) {
    throw new NotCbor("not a list of what was revoked");
  }
  return { issuedAt, goodUntil, entries };
}

/** The day (seconds since 1970, at noon) a document was revoked, by the digest its QR claims; undefined if it is not listed. */
export async function revokedOn({ entries }: StatusList, digest: Bytes): Promise<number | undefined> {
  const said = concat(new TextEncoder().encode("ventanilla/estado\0"), digest);
  const tag = new Uint8Array(await crypto.subtle.digest("SHA-256", said)).subarray(0, TAG);
  for (let at = 0; at < entries.length; at += ENTRY) {
    if (!tag.every((byte, index) => entries[at + index] === byte)) continue;
    const days = (((entries[at + TAG] ?? 0) << 8) | (entries[at + TAG + 1] ?? 0)) & 0x7fff;
    return DAY_ZERO + days * DAY;
  }
  return undefined;
}
