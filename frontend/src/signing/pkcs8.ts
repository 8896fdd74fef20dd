/**
 * Opens a .key file: PKCS#8 EncryptedPrivateKeyInfo (RFC 5958) under PBES2 (RFC 8018).
 *
 * PBKDF2 and AES are WebCrypto's; des-EDE3-CBC is ours. CBC has no integrity, and most one-bit faults still
 * parse: whoever uses the key compares it with its certificate and verifies what it signs.
 */

import { type Bytes, INTEGER, NULL, NotDer, OCTET_STRING, inside, members, oid, only, small, unsigned } from "./der.ts";
import { decryptCbc } from "./des3.ts";
import { Refusal } from "./refusal.ts";

/** An RSA private key in clear: for WebCrypto to import, and then to be wiped. */
export interface OpenKey {
  readonly pkcs8: Bytes;
  readonly modulus: Bytes;
  readonly exponent: Bytes;
}

interface Locked {
  readonly salt: Bytes;
  readonly iterations: number;
  readonly hash: "SHA-1" | "SHA-256";
  readonly cipher: Cipher;
  readonly iv: Bytes;
  readonly data: Bytes;
}

interface Cipher {
  readonly block: number;
  readonly keyBytes: number;
  readonly decrypt: (key: Bytes, iv: Bytes, data: Bytes) => Promise<Bytes>;
}

const MAX_ITERATIONS = 1_000_000;
const PBES2 = "2a864886f70d01050d";
const PBKDF2 = "2a864886f70d01050c";
const PBES1 = /^2a864886f70d01(05(01|03|04|06|0a|0b)|0c01..)$/; // PKCS #5 v1.5, and PKCS #12
const RSA = "2a864886f70d010101";
const PRFS: Readonly<Record<string, Locked["hash"]>> = { "2a864886f70d0207": "SHA-1", "2a864886f70d0209": "SHA-256" };

const aes = async (key: Bytes, iv: Bytes, data: Bytes): Promise<Bytes> => {
  const opener = await crypto.subtle.importKey("raw", key, "AES-CBC", false, ["decrypt"]);
  return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-CBC", iv }, opener, data));
};

const tripleDes = async (key: Bytes, iv: Bytes, data: Bytes): Promise<Bytes> => {
  const clear = decryptCbc(key, iv, data);
  const padding = clear.at(-1) ?? 0;
  if (padding < 1 || padding > 8 || clear.subarray(-padding).some((byte) => byte !== padding)) throw new NotDer("padding");
  return clear.subarray(0, -padding);
};

const CIPHERS: Readonly<Record<string, Cipher>> = {
  "2a864886f70d0307": { block: 8, keyBytes: 24, decrypt: tripleDes },
  "608648016503040102": { block: 16, keyBytes: 16, decrypt: aes },
  "60864801650304012a": { block: 16, keyBytes: 32, decrypt: aes },
};

function read(file: Bytes): Locked {
  const [scheme, encrypted, ...rest] = members(only(file));
  const [method, parameters, ...more] = members(scheme);
  const name = oid(method);
  const data = inside(encrypted, OCTET_STRING);
  if (rest.length) throw new NotDer("more than a key");
  if (PBES1.test(name)) throw new Refusal("llave-antigua");
  if (name !== PBES2) throw new Refusal("llave-no-soportada");
  const [derivation, encryption, ...extra] = members(parameters);
  const [kdf, kdfParameters, ...afterKdf] = members(derivation);
  const [cipherName, iv, ...afterIv] = members(encryption);
  const [salt, iterations, ...optional] = members(kdfParameters);
  const keyLength = optional[0]?.tag === INTEGER ? small(optional.shift()) : undefined;
  const [prfName, prfNull, ...afterPrf] = optional[0] ? members(optional.shift()) : [];
  if (more.length + extra.length + afterKdf.length + afterIv.length + optional.length + afterPrf.length) throw new NotDer("too many parameters");
  if (prfNull && inside(prfNull, NULL).length) throw new NotDer("not null");
  const hash = prfName ? PRFS[oid(prfName)] : "SHA-1";
  const cipher = CIPHERS[oid(cipherName)];
  const count = small(iterations);
  if (oid(kdf) !== PBKDF2 || !hash || !cipher || count < 1 || count > MAX_ITERATIONS) throw new Refusal("llave-no-soportada");
  const vector = inside(iv, OCTET_STRING);
  if (vector.length !== cipher.block || (keyLength ?? cipher.keyBytes) !== cipher.keyBytes) throw new NotDer("sizes");
  if (!data.length || data.length % cipher.block) throw new NotDer("not whole blocks");
  return { salt: inside(salt, OCTET_STRING), iterations: count, hash, cipher, iv: vector, data };
}

/** Bytes 0x80 to 0x9f of windows-1252; a space where it has none. The rest is as in latin-1. */
const WINDOWS_1252 = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

/** The bytes a password may have been: as it is if ASCII; else windows-1252 (the tax authority's own program), then UTF-8. */
export function encodings(password: string): Bytes[] {
  const utf8 = new TextEncoder().encode(password);
  if (utf8.length === password.length) return [utf8];
  const narrow = Array.from(password, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80 || (code > 0x9f && code < 0x100)) return code;
    const at = WINDOWS_1252.indexOf(character);
    return at < 0 ? at : at + 0x80;
  });
  return narrow.includes(-1) ? [utf8] : [Uint8Array.from(narrow), utf8];
}

/** Read PrivateKeyInfo in clear: NotDer where it is not one. */
function readClear(pkcs8: Bytes): OpenKey {
  const [version, algorithm, wrapped, ...attributes] = members(only(pkcs8));
  const [name] = members(algorithm);
  if (small(version) !== 0 || attributes.some(({ tag }) => tag !== 0xa0)) throw new NotDer("not PrivateKeyInfo");
  const body = inside(wrapped, OCTET_STRING);
  if (oid(name) !== RSA) throw new Refusal("llave-no-soportada");
  const [keyVersion, modulus, exponent] = members(only(body));
  if (small(keyVersion) !== 0) throw new NotDer("many primes");
  return { pkcs8, modulus: unsigned(modulus), exponent: unsigned(exponent) };
}

/** Open ``file`` with ``password``. Refuses: not a key file, PBES1, another scheme, wrong password. */
export async function openKey(file: Bytes, password: string): Promise<OpenKey> {
  let locked: Locked;
  try {
    locked = read(file);
  } catch (error) {
    throw error instanceof NotDer ? new Refusal("no-es-key") : error;
  }
  const { salt, iterations, hash, cipher, iv, data } = locked;
  for (const bytes of encodings(password)) {
    const secret = await crypto.subtle.importKey("raw", bytes, "PBKDF2", false, ["deriveBits"]);
    const key = await crypto.subtle.deriveBits({ name: "PBKDF2", salt, iterations, hash }, secret, cipher.keyBytes * 8);
    try {
      return readClear(await cipher.decrypt(new Uint8Array(key), iv, data));
    } catch (error) {
      // Bad padding or no structure: this is how a wrong password looks.
      if (!(error instanceof NotDer || error instanceof DOMException)) throw error;
    }
  }
  throw new Refusal("contrasena-incorrecta");
}
