/** COSE_Sign1 (RFC 9052) with ES256: who signed a QR, and what it claims. */

import { type Bytes, concat } from "../signing/der.ts";
import { NotCbor, Tagged, type Value, decode, head } from "./cbor.ts";

/**
 * What the QR of a document states.
 *
 * Instants in seconds since 1970; ``exp`` absent: it never expires. ``on`` is the cut-off date of the fact.
 */
export interface Claims {
  readonly iss: string;
  readonly folio: string;
  readonly type: string;
  readonly holder: string;
  readonly fact: string;
  readonly iat: number;
  readonly exp: number | undefined;
  readonly on: string;
  readonly digest: Bytes;
  /** A card: ``fact`` is what its owner is of the holder, and ``on`` the last day of the right to care, "" without one. */
  readonly card?: true;
}

export interface Sign1 {
  readonly typ: string | undefined;
  readonly kid: Bytes;
  readonly protectedHeader: Bytes;
  readonly payload: Bytes;
  readonly signature: Bytes;
}

export interface Key {
  readonly kid: string;
  readonly kty: string;
  readonly crv: string;
  readonly x: string;
  readonly y: string;
}

const SIGN1_TAG = 18;
const ALGORITHM = 1;
const KEY_ID = 4;
const ES256 = -7;
const TYPE = 16; // RFC 9596
export const CARD = "ventanilla-tarjeta";
const MAX_CARD_LIFE = 7 * 86_400; // seconds: a longer one is not ours, whoever signed it
const MAX_FRAGMENT = 4096; // characters; a QR holds fewer
const ECDSA = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

/** Bytes of unpadded base64url, in its one spelling. */
export function fromBase64Url(text: string): Bytes {
  if (text.length > MAX_FRAGMENT || !/^[\w-]+$/.test(text)) throw new NotCbor("not base64url");
  let binary: string;
  try {
    binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    throw new NotCbor("not base64url");
  }
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  if (toBase64Url(bytes) !== text) throw new NotCbor("another spelling of the same bytes");
  return bytes;
}

export const toBase64Url = (bytes: Bytes): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

const isBytes = (value: Value | undefined): value is Bytes => value instanceof Uint8Array;

/** What a QR carries: a document, whose header names no type, or a card. */
export const readSign1 = (fragment: string): Sign1 => readSigned(fromBase64Url(fragment), undefined, CARD);

/** ``types`` are what the protected header may say it is. */
export function readSigned(bytes: Bytes, ...types: readonly (string | undefined)[]): Sign1 {
  const outer = decode(bytes);
  if (!(outer instanceof Tagged) || outer.tag !== SIGN1_TAG || !Array.isArray(outer.value)) throw new NotCbor("not COSE_Sign1");
  const [protectedHeader, unprotected, payload, signature, ...rest] = outer.value;
  if (!isBytes(protectedHeader) || !isBytes(payload) || !isBytes(signature) || rest.length) throw new NotCbor("not COSE_Sign1");
  if (!(unprotected instanceof Map) || unprotected.size || signature.length !== 64) throw new NotCbor("not as this office signs");
  const header = decode(protectedHeader);
  const kid = header instanceof Map ? header.get(KEY_ID) : undefined;
  const typ = (header instanceof Map ? header.get(TYPE) : undefined) as string | undefined;
  if (!(header instanceof Map) || header.size !== (typ === undefined ? 2 : 3) || !types.includes(typ) || header.get(ALGORITHM) !== ES256 || !isBytes(kid)) throw new NotCbor("not as this office signs");
  return { typ, kid, protectedHeader, payload, signature };
}

/** The keys of the set whose identifier, in base64url, is ``kid``. */
export const keysFor = (kid: Bytes, keys: readonly Key[]): Key[] =>
  keys.filter((key) => key.kty === "EC" && key.crv === "P-256" && key.kid === toBase64Url(kid));

export async function genuine({ protectedHeader, payload, signature }: Sign1, key: Key): Promise<boolean> {
  const context = new TextEncoder().encode("Signature1");
  const signed = concat(
    Uint8Array.of(0x84, ...head(3, context.length)),
    context,
    Uint8Array.of(...head(2, protectedHeader.length)),
    protectedHeader,
    Uint8Array.of(0x40, ...head(2, payload.length)),
    payload,
  );
  const { kty, crv, x, y } = key;
  const verifier = await crypto.subtle.importKey("jwk", { kty, crv, x, y }, ECDSA, false, ["verify"]);
  return crypto.subtle.verify(ECDSA, verifier, signature, signed);
}

/** The map of claims 1 to ``last``, and how one of text or of time is read from it. */
function claimsOf(payload: Bytes, last: number) {
  const map = decode(payload);
  if (!(map instanceof Map) || [...map.keys()].some((key) => typeof key !== "number" || key < 1 || key > last)) throw new NotCbor("other claims");
  const text = (key: number): string => {
    const value = map.get(key);
    if (typeof value !== "string") throw new NotCbor(`claim ${key}`);
    return value;
  };
  const instant = (key: number): number => {
    const value = map.get(key);
    if (typeof value !== "number") throw new NotCbor(`claim ${key}`);
    return value;
  };
  return { map, text, instant };
}

/** What a card states (``domain.cards.CardClaims``), as the claims of a document are read. */
export async function readCard(payload: Bytes): Promise<Claims> {
  const { map, text, instant } = claimsOf(payload, 7);
  const [iat, exp] = [instant(6), instant(7)];
  if (exp <= iat || exp - iat > MAX_CARD_LIFE) throw new NotCbor("no card lives that long");
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", payload));
  const until = map.has(5) ? text(5) : "";
  return { iss: text(1), folio: text(2), type: "Tarjeta digital", holder: text(4), fact: text(3), iat, exp, on: until, digest, card: true };
}

export function readClaims(payload: Bytes): Claims {
  const { map, text, instant } = claimsOf(payload, 9);
  const digest = map.get(9);
  if (!isBytes(digest) || digest.length !== 32) throw new NotCbor("claim 9");
  return {
    iss: text(1),
    folio: text(2),
    type: text(3),
    holder: text(4),
    fact: text(5),
    iat: instant(6),
    exp: map.has(7) ? instant(7) : undefined,
    on: text(8),
    digest,
  };
}
