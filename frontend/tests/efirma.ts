/** Makes e.firmas for the tests, with nothing but Node's cryptography: people who never existed, in the SAT's profile. */

import { type KeyObject, createCipheriv, generateKeyPairSync, pbkdf2Sync, randomBytes, sign } from "node:crypto";
import { type Bytes, BIT_STRING, INTEGER, NULL, OCTET_STRING, OID, SEQUENCE, SET, der, fromHex } from "../src/signing/der.ts";

export interface Subject {
  readonly name: string;
  readonly rfc: string;
  readonly curp: string;
}

export interface CertificateOptions extends Partial<Subject> {
  readonly usage?: number;
  readonly extended?: boolean;
  readonly unit?: boolean;
  /** YYMMDDHHMMSSZ */
  readonly from?: string;
  readonly until?: string;
}

export interface KeyFileOptions {
  readonly prf?: "default" | "sha1" | "sha256";
  readonly cipher?: "des-ede3-cbc" | "aes-128-cbc" | "aes-256-cbc";
  readonly iterations?: number;
  readonly encoding?: "latin1" | "utf8";
}

export const NOW = Date.UTC(2026, 10, 22, 18) / 1000;

const seq = (...parts: Uint8Array[]): Bytes => der(SEQUENCE, ...parts);
const oid = (content: string): Bytes => der(OID, fromHex(content));
const ascii = (text: string): Bytes => new TextEncoder().encode(text);
const octets = (...parts: Uint8Array[]): Bytes => der(OCTET_STRING, ...parts);
const bits = (unused: number, ...parts: Uint8Array[]): Bytes => der(BIT_STRING, Uint8Array.of(unused), ...parts);
const integer = (value: number): Bytes => der(INTEGER, fromHex((value.toString(16).length % 2 ? "0" : "") + value.toString(16)).map((byte) => byte));
const bytes = (buffer: Buffer): Bytes => Uint8Array.from(buffer);

export const newKey = (): KeyObject => generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;

/** As the tax authority writes it: PrintableString, or T61String with latin-1 bytes for Ñ and accents. */
const directory = (text: string): Bytes => {
  const latin = Uint8Array.from(text, (character) => character.charCodeAt(0));
  return der(latin.every((byte) => byte < 0x80) ? 19 : 20, latin);
};

const attribute = (type: string, text: string): Bytes => der(SET, seq(oid(type), directory(text)));

/** A certificate of ``key``, issued by itself: the browser does not judge chains. */
export function certificate(key: KeyObject, options: CertificateOptions = {}): Bytes {
  const { name = "PRUEBA DEMO ANA", rfc = "PUDA800101AB1", curp = "PUDA800101MDFRMN09", usage = 0xd8, extended = true, unit = false } = options;
  const { from = "240101000000Z", until = "280101000000Z" } = options;
  const issuer = seq(attribute("550403", "AC DE PRUEBA"));
  const subject = seq(attribute("550403", name), attribute("550429", name), attribute("55042d", rfc), attribute("550405", curp), ...(unit ? [attribute("55040b", "SUCURSAL")] : []));
  const algorithm = seq(oid("2a864886f70d01010b"), der(NULL));
  const spare = usage & 0x07 ? 0 : usage & 0x08 ? 3 : 6;
  const extension = (type: string, value: Bytes): Bytes => seq(oid(type), octets(value));
  const tbs = seq(
    der(0xa0, integer(2)),
    der(INTEGER, ascii("30001000000500003415")),
    algorithm,
    issuer,
    seq(der(0x17, ascii(from)), der(0x17, ascii(until))),
    subject,
    bytes(publicKeyOf(key)),
    der(0xa3, seq(extension("551d0f", bits(spare, Uint8Array.of(usage))), ...(extended ? [extension("551d25", seq(oid("2b06010505070304"), oid("2b06010505070302")))] : []))),
  );
  return seq(tbs, algorithm, bits(0, sign("sha256", tbs, key)));
}

const publicKeyOf = (key: KeyObject): Buffer => {
  const { n, e } = key.export({ format: "jwk" });
  const positive = (text: string | undefined): Bytes => {
    const value = bytes(Buffer.from(text ?? "", "base64url"));
    return der(INTEGER, ...((value[0] ?? 0) > 0x7f ? [Uint8Array.of(0)] : []), value);
  };
  return Buffer.from(seq(seq(oid("2a864886f70d010101"), der(NULL)), bits(0, seq(positive(n), positive(e)))));
};

const OIDS = { "des-ede3-cbc": "2a864886f70d0307", "aes-128-cbc": "608648016503040102", "aes-256-cbc": "60864801650304012a" };
const SIZES = { "des-ede3-cbc": [24, 8], "aes-128-cbc": [16, 16], "aes-256-cbc": [32, 16] } as const;

/** EncryptedPrivateKeyInfo of ``clear`` (PrivateKeyInfo, or whatever a test wants inside). */
export function lock(clear: Uint8Array, password: string, options: KeyFileOptions = {}): Bytes {
  const { prf = "default", cipher = "des-ede3-cbc", iterations = 2048, encoding = "utf8" } = options;
  const [keySize, block] = SIZES[cipher];
  const salt = randomBytes(8);
  const iv = randomBytes(block);
  const key = pbkdf2Sync(Buffer.from(password, encoding), salt, iterations, keySize, prf === "sha256" ? "sha256" : "sha1");
  const locker = createCipheriv(cipher, key, iv);
  const data = Buffer.concat([locker.update(clear), locker.final()]);
  const hash = prf === "default" ? [] : [seq(oid(prf === "sha1" ? "2a864886f70d0207" : "2a864886f70d0209"), der(NULL))];
  const derivation = seq(oid("2a864886f70d01050c"), seq(octets(salt), integer(iterations), ...hash));
  return seq(seq(oid("2a864886f70d01050d"), seq(derivation, seq(oid(OIDS[cipher]), octets(iv)))), octets(data));
}

export const clearKey = (key: KeyObject): Bytes => bytes(key.export({ type: "pkcs8", format: "der" }));

export const keyFile = (key: KeyObject, password: string, options: KeyFileOptions = {}): Bytes => lock(clearKey(key), password, options);
