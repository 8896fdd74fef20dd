/** Opens the key, signs one act, and lets go of everything. Pure but for WebCrypto: the worker only carries messages. */

import { type Challenge, compose } from "./acts.ts";
import { type Certificate, readCertificate } from "./certificate.ts";
import { cades } from "./cms.ts";
import { type Bytes, same } from "./der.ts";
import { openKey } from "./pkcs8.ts";
import { Refusal } from "./refusal.ts";

export interface Order {
  readonly typ: string;
  readonly act: unknown;
  readonly challenge: Challenge;
  readonly certificate: ArrayBuffer;
  readonly key: ArrayBuffer;
  readonly password: string;
}

/** Both in standard base64, as the office takes them. */
export interface Signed {
  readonly certificate: string;
  readonly signature: string;
}

const RSA = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };

const base64 = (bytes: Bytes): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));

/** Only an e.firma signs for a person, and only in its dates: ``now`` is the office's instant, not the device's. */
function usable(file: Bytes, now: number): Certificate {
  const certificate = readCertificate(file);
  if (certificate.kind === "csd") throw new Refusal("es-csd");
  if (certificate.kind !== "e.firma") throw new Refusal("no-es-efirma");
  if (now < certificate.from) throw new Refusal("aun-no-vigente", certificate.from);
  if (now > certificate.until) throw new Refusal("vencido", certificate.until);
  return certificate;
}

/**
 * A function that signs with the key, and that gives no signature its certificate does not verify.
 *
 * The key in clear exists only here, until WebCrypto holds it non-extractable.
 */
async function signer(certificate: Certificate, file: Bytes, password: string): Promise<(bytes: Bytes) => Promise<Bytes>> {
  const open = await openKey(file, password);
  if (!same(open.modulus, certificate.modulus) || !same(open.exponent, certificate.exponent)) {
    open.pkcs8.fill(0);
    throw new Refusal("no-corresponden");
  }
  const damaged = (): never => {
    throw new Refusal("llave-danada");
  };
  const key = await crypto.subtle.importKey("pkcs8", open.pkcs8, RSA, false, ["sign"]).catch(damaged);
  open.pkcs8.fill(0);
  const verifier = await crypto.subtle.importKey("spki", certificate.publicKey, RSA, false, ["verify"]);
  return async (bytes) => {
    const signature = await crypto.subtle.sign(RSA.name, key, bytes).catch(damaged);
    return (await crypto.subtle.verify(RSA.name, verifier, signature, bytes)) ? new Uint8Array(signature) : damaged();
  };
}

/** Sign ``order`` for the office at ``origin``; a Refusal says why not. */
export async function sign(order: Order, origin: string): Promise<Signed> {
  const { form, bytes } = compose(order.typ, order.act, order.challenge, origin);
  const certificate = usable(new Uint8Array(order.certificate), order.challenge.issued_at);
  const key = await signer(certificate, new Uint8Array(order.key), order.password);
  const signature = form === "cms" ? await cades(bytes, certificate, key) : await key(bytes);
  return { certificate: base64(certificate.raw), signature: base64(signature) };
}
