/** From a QR, the office's public keys and what the office answers, to one verdict. Pure but for WebCrypto. */

import { NotCbor } from "./cbor.ts";
import { CARD, type Claims, type Key, genuine, keysFor, readCard, readClaims, readSign1 } from "./cose.ts";
import { type StatusList, revokedOn } from "./status.ts";

export type Verdict =
  | "vigente"
  | "vencido"
  | "revocado"
  | "no-coincide"
  | "sin-conexion"
  | "sin-derecho" // of a card: genuine, and the right that it tells of does not stand today
  | "indeterminado"; // without connection, and without the key that signed it

/** ``clock_shift``: seconds from the device's clock to the office's. */
export interface KeySet {
  readonly keys: readonly Key[];
  readonly clock_shift: number;
}

/** The office's answer about a folio; ``fecha`` (ISO 8601) for what ended or was revoked. */
export interface Standing {
  readonly estado: "vigente" | "vencido" | "revocado" | "sin-derecho" | "desconocido";
  readonly fecha?: string | null;
}

export interface Outcome {
  readonly verdict: Verdict;
  readonly claims?: Claims;
  /** Seconds since 1970, for what ended or was revoked; without connection, until when it was known not to be revoked. */
  readonly date?: number | undefined;
}

const DAY = 86_400;

const plain = (folio: string): string => folio.toUpperCase().replace(/[^0-9A-Z]/g, "");

/** Seconds of an ISO date (at noon, so that it is the same day here) or instant. */
export function secondsOf(iso: string | null | undefined): number | undefined {
  const at = Date.parse(/^\d{4}-\d\d-\d\d$/.test(iso ?? "") ? `${iso}T18:00:00Z` : (iso ?? ""));
  return Number.isNaN(at) ? undefined : at / 1000;
}

/** The claims of ``fragment`` if a key of the set signed them for ``folio``; else why not. */
async function authentic(fragment: string, folio: string, keys: readonly Key[]): Promise<Claims | "no-coincide" | "otra-llave"> {
  try {
    const signed = readSign1(fragment);
    const candidates = keysFor(signed.kid, keys);
    if (!candidates.length) return "otra-llave";
    for (const key of candidates) {
      if (!(await genuine(signed, key))) continue;
      const claims = signed.typ === CARD ? await readCard(signed.payload) : readClaims(signed.payload);
      return claims.folio === plain(folio) ? claims : "no-coincide";
    }
  } catch (error) {
    if (!(error instanceof NotCbor)) throw error;
  }
  return "no-coincide";
}

function standingOf(claims: Claims, { estado, fecha }: Standing): Outcome {
  if (estado === "vigente" || estado === "sin-derecho") return { verdict: estado, claims };
  if (estado === "vencido") return { verdict: estado, claims, date: secondsOf(fecha) ?? claims.exp };
  if (estado === "revocado") return { verdict: estado, claims, date: secondsOf(fecha) };
  return { verdict: "no-coincide" }; // the office has no such folio
}

/** Without the office's answer: what was revoked stays revoked, and that a list does not name it counts for its day alone. */
async function alone(claims: Claims, now: number, listed: StatusList | undefined): Promise<Outcome> {
  const gone = listed && (await revokedOn(listed, claims.digest));
  if (gone !== undefined && gone - DAY / 2 <= now) return { verdict: "revocado", claims, date: gone };
  if (claims.exp !== undefined && now > claims.exp) return { verdict: "vencido", claims, date: claims.exp };
  const fresh = listed && listed.issuedAt <= now && now <= listed.goodUntil;
  return { verdict: "sin-conexion", claims, date: fresh ? listed.issuedAt : undefined };
}

/**
 * ``keySet`` is undefined where it could not be had; ``newer`` fetches it past every cache, for a key that was published
 * after it was kept. ``ask`` gives undefined where the office did not answer, ``list``
 * the list of what was revoked, if one was kept; ``now`` is the device's clock, in seconds. What the office answers
 * outweighs the device's clock and its list.
 */
export async function judge(
  fragment: string,
  folio: string,
  keySet: KeySet | undefined,
  ask: () => Promise<Standing | undefined>,
  now: number,
  list: () => Promise<StatusList | undefined> = () => Promise.resolve(undefined),
  newer: () => Promise<KeySet | undefined> = () => Promise.resolve(undefined),
): Promise<Outcome> {
  if (!keySet) return { verdict: "indeterminado" };
  let claims = await authentic(fragment, folio, keySet.keys);
  if (claims === "otra-llave") claims = await authentic(fragment, folio, (await newer())?.keys ?? []);
  if (claims === "no-coincide") return { verdict: claims };
  const standing = await ask();
  if (claims === "otra-llave") return { verdict: standing ? "no-coincide" : "indeterminado" };
  if (standing) return standingOf(claims, standing);
  return alone(claims, now + keySet.clock_shift, await list());
}
