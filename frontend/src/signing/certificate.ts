/**
 * What a certificate of the tax authority says, read from its DER (reference profile: RSA, names in T61String
 * that hold latin-1 bytes). Whether it is genuine and in force is the server's to say; this module says only
 * whose it is, when it is valid and whether it is an e.firma at all.
 */

import { BIT_STRING, type Bytes, type Node, NotDer, OCTET_STRING, SEQUENCE, SET, hex, inside, members, oid, only, unsigned } from "./der.ts";
import { Refusal } from "./refusal.ts";

export interface Certificate {
  readonly raw: Bytes;
  /** The INTEGER and the Name, whole: CMS names the certificate by them. */
  readonly serialNumber: Bytes;
  readonly issuer: Bytes;
  readonly publicKey: Bytes;
  readonly modulus: Bytes;
  readonly exponent: Bytes;
  /** Seconds since 1970. */
  readonly from: number;
  readonly until: number;
  readonly name: string;
  readonly rfc: string;
  /** Of the human: for a company, its representative's. */
  readonly curp: string;
  readonly representativeRfc: string;
  readonly kind: "e.firma" | "csd" | "otro";
}

const RSA = "2a864886f70d010101";
const NAME = "550429";
const COMMON_NAME = "550403";
const UNIT = "55040b";
const SERIAL_NUMBER = "550405"; // CURP, or « / CURP» for a company
const UNIQUE_IDENTIFIER = "55042d"; // RFC, or «RFC / RFC» for a company
const KEY_USAGE = "551d0f";
const EXTENDED_KEY_USAGE = "551d25";
const MIN_BITS = 2048;
const MAX_BITS = 4096;

/** A string of a name, by its tag; a T61String is latin-1 in practice. */
function text({ tag, content }: Node): string {
  if (tag === 12) return new TextDecoder("utf-8", { fatal: true }).decode(content);
  if (tag === 30) return new TextDecoder("utf-16be", { fatal: true }).decode(content);
  if ([18, 19, 20, 22].includes(tag)) return String.fromCharCode(...content);
  throw new NotDer("not a string");
}

function names(subject: Node | undefined): Map<string, string> {
  const found = new Map<string, string>();
  for (const set of members(subject)) {
    for (const pair of members(set, SET)) {
      const [type, value] = members(pair);
      if (!value) throw new NotDer("no value");
      found.set(oid(type), text(value));
    }
  }
  return found;
}

/** UTCTime or GeneralizedTime, in seconds. */
function instant(node: Node | undefined): number {
  const digits = node ? String.fromCharCode(...node.content) : "";
  const full = node?.tag === 0x17 ? (digits < "50" ? "20" : "19") + digits : digits;
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(full) ?? [];
  const [year, month, day, hour, minute, second] = parts;
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) / 1000;
  if ((node?.tag !== 0x17 && node?.tag !== 0x18) || Number.isNaN(at)) throw new NotDer("not a date");
  return at;
}

function extensions(node: Node | undefined): Map<string, Bytes> {
  const found = new Map<string, Bytes>();
  const [list] = node ? members(node, 0xa3) : [];
  for (const extension of list ? members(list) : []) {
    const [type, ...rest] = members(extension);
    const key = oid(type);
    if (found.has(key)) throw new NotDer("an extension twice");
    found.set(key, inside(rest.at(-1), OCTET_STRING));
  }
  return found;
}

/** The positive rule: an e.firma has no unit, KeyUsage exactly d8 and an extended use; a seal, a unit, c0 and none. */
function kindOf(subject: Map<string, string>, found: Map<string, Bytes>): Certificate["kind"] {
  const usage = found.get(KEY_USAGE);
  const bits = usage ? hex(inside(only(usage), BIT_STRING).subarray(1)) : "";
  const unit = subject.has(UNIT);
  const extended = found.has(EXTENDED_KEY_USAGE);
  if (!unit && bits === "d8" && extended) return "e.firma";
  return unit && bits === "c0" && !extended ? "csd" : "otro";
}

function parse(file: Bytes): Certificate {
  const [tbs, algorithm, signature, ...extra] = members(only(file));
  inside(algorithm, SEQUENCE);
  inside(signature, BIT_STRING);
  const [version, serialNumber, , issuer, validity, subject, publicKey, ...rest] = members(tbs);
  if (extra.length || inside(version, 0xa0)[2] !== 2 || !serialNumber || !issuer || !publicKey) throw new NotDer("not a certificate");
  inside(issuer, SEQUENCE);
  unsigned(serialNumber);
  const [from, until] = members(validity);
  const [keyAlgorithm, keyBits] = members(publicKey);
  if (oid(members(keyAlgorithm)[0]) !== RSA) throw new Refusal("certificado-no-soportado");
  const [modulus, exponent] = members(only(inside(keyBits, BIT_STRING).subarray(1)));
  const n = unsigned(modulus);
  if (n.length * 8 < MIN_BITS || n.length * 8 > MAX_BITS) throw new Refusal("certificado-no-soportado");
  const named = names(subject);
  const part = (key: string): string[] => (named.get(key) ?? "").split("/").map((piece) => piece.trim());
  const [rfc = "", representativeRfc = ""] = part(UNIQUE_IDENTIFIER);
  return {
    raw: file,
    serialNumber: serialNumber.raw,
    issuer: issuer.raw,
    publicKey: publicKey.raw,
    modulus: n,
    exponent: unsigned(exponent),
    from: instant(from),
    until: instant(until),
    name: named.get(NAME) ?? named.get(COMMON_NAME) ?? "",
    rfc,
    curp: part(SERIAL_NUMBER).at(-1) ?? "",
    representativeRfc,
    kind: kindOf(named, extensions(rest.find(({ tag }) => tag === 0xa3))),
  };
}

/** Read a .cer file; refuses what is not an X.509 certificate with an RSA key of a usual size. */
export function readCertificate(file: Bytes): Certificate {
  try {
    return parse(file);
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal("no-es-cer");
  }
}
