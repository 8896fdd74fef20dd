/**
 * CAdES-BES (ETSI EN 319 122-1): a detached CMS SignedData with its certificate, SHA-256 and RSA PKCS#1 v1.5.
 *
 * Signed attributes: content type, message digest and signing-certificate-v2. No signing time: the device's clock
 * proves nothing, and the office dates what it receives.
 */

import type { Certificate } from "./certificate.ts";
import { type Bytes, INTEGER, NULL, OCTET_STRING, OID, SEQUENCE, SET, der, fromHex, setOf } from "./der.ts";

const oid = (content: string): Bytes => der(OID, fromHex(content));
const SIGNED_DATA = oid("2a864886f70d010702");
const DATA = oid("2a864886f70d010701");
const CONTENT_TYPE = oid("2a864886f70d010903");
const MESSAGE_DIGEST = oid("2a864886f70d010904");
const SIGNING_CERTIFICATE_V2 = oid("2a864886f70d010910022f");
const VERSION_1 = der(INTEGER, Uint8Array.of(1));
const SHA_256 = der(SEQUENCE, oid("608648016503040201"));
const SHA_256_WITH_RSA = der(SEQUENCE, oid("2a864886f70d01010b"), der(NULL));
const CONSTRUCTED_0 = 0xa0;

const sha256 = async (bytes: Bytes): Promise<Bytes> => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

/** Sign ``content`` with ``sign``, which takes the bytes and gives the RSA signature. Returns ContentInfo in DER. */
export async function cades(content: Bytes, certificate: Certificate, sign: (bytes: Bytes) => Promise<Bytes>): Promise<Bytes> {
  // SHA-256 is the default of ESSCertIDv2 (RFC 5035), so that it is not written.
  const reference = der(SEQUENCE, der(SEQUENCE, der(SEQUENCE, der(OCTET_STRING, await sha256(certificate.raw)))));
  const attribute = (type: Bytes, value: Bytes): Bytes => der(SEQUENCE, type, der(SET, value));
  const attributes = [
    attribute(CONTENT_TYPE, DATA),
    attribute(MESSAGE_DIGEST, der(OCTET_STRING, await sha256(content))),
    attribute(SIGNING_CERTIFICATE_V2, reference),
  ];
  const signature = await sign(setOf(SET, ...attributes)); // signed as a SET, carried as [0] (RFC 5652, 5.4)
  const signer = der(
    SEQUENCE,
    VERSION_1,
    der(SEQUENCE, certificate.issuer, certificate.serialNumber),
    SHA_256,
    setOf(CONSTRUCTED_0, ...attributes),
    SHA_256_WITH_RSA,
    der(OCTET_STRING, signature),
  );
  const signedData = der(SEQUENCE, VERSION_1, der(SET, SHA_256), der(SEQUENCE, DATA), der(CONSTRUCTED_0, certificate.raw), der(SET, signer));
  return der(SEQUENCE, SIGNED_DATA, der(CONSTRUCTED_0, signedData));
}
