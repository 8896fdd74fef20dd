import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { test } from "node:test";
import { OCTET_STRING, SEQUENCE, concat, der, fromHex, hex, members, only } from "../src/signing/der.ts";
import { encodings, openKey } from "../src/signing/pkcs8.ts";
import { type Code, Refusal } from "../src/signing/refusal.ts";
import { clearKey, keyFile, lock, newKey } from "./efirma.ts";

const key = newKey();
const CLEAR = clearKey(key);
const PASSWORD = "12345678a";

const refuses = (code: Code, file: Uint8Array<ArrayBuffer>, password = PASSWORD): Promise<void> =>
  assert.rejects(openKey(file, password), (error) => error instanceof Refusal && error.code === code);

for (const prf of ["default", "sha1", "sha256"] as const) {
  for (const cipher of ["des-ede3-cbc", "aes-128-cbc", "aes-256-cbc"] as const) {
    test(`opens ${cipher} with PBKDF2 ${prf}`, async () => {
      assert.equal(hex((await openKey(keyFile(key, PASSWORD, { prf, cipher }), PASSWORD)).pkcs8), hex(CLEAR));
    });
  }
}

test("opens what OpenSSL writes", async () => {
  const file = key.export({ type: "pkcs8", format: "der", cipher: "des-ede3-cbc", passphrase: PASSWORD });
  assert.equal(hex((await openKey(Uint8Array.from(file), PASSWORD)).pkcs8), hex(CLEAR));
});

test("a password beyond ASCII opens as windows-1252 or as UTF-8", async () => {
  for (const encoding of ["latin1", "utf8"] as const) {
    const opened = await openKey(keyFile(key, "contraseñá1", { encoding }), "contraseñá1");
    assert.equal(hex(opened.pkcs8), hex(CLEAR));
  }
});

test("the encodings of a password, in order", () => {
  assert.deepEqual(encodings("abc").map(hex), ["616263"]);
  assert.deepEqual(encodings("ñ").map(hex), ["f1", "c3b1"]);
  assert.deepEqual(encodings("€").map(hex), ["80", "e282ac"]);
  assert.deepEqual(encodings("ŸŽ").map(hex), ["9f8e", "c5b8c5bd"]);
  assert.deepEqual(encodings("\u0081").map(hex), ["c281"], "a hole of windows-1252");
  assert.deepEqual(encodings("ł").map(hex), ["c582"], "not in windows-1252");
  assert.deepEqual(encodings("😀").map(hex), ["f09f9880"]);
});

test("a wrong password is told apart from everything else", async () => {
  const file = keyFile(key, PASSWORD);
  for (let i = 0; i < 600; i++) await refuses("contrasena-incorrecta", lock(CLEAR, PASSWORD, { iterations: 1 }), `otra${i}`); // one in 256 has a valid padding
  await refuses("contrasena-incorrecta", file, "12345678A");
  await refuses("contrasena-incorrecta", keyFile(key, PASSWORD, { cipher: "aes-256-cbc" }), "x");
});

test("refuses PBES1 and PKCS #12 ciphers by their own code", async () => {
  for (const oid of ["2a864886f70d010503", "2a864886f70d01050a", "2a864886f70d010c0103"]) {
    const parameters = der(SEQUENCE, der(OCTET_STRING, new Uint8Array(8)), fromHex("02020800"));
    await refuses("llave-antigua", der(SEQUENCE, der(SEQUENCE, der(6, fromHex(oid)), parameters), der(OCTET_STRING, new Uint8Array(16))));
  }
});

test("refuses other schemes, and more than a million iterations without trying them", async () => {
  await refuses("llave-no-soportada", lock(CLEAR, PASSWORD, { iterations: 1_000_001 }));
  const other = (from: string, to: string): Uint8Array<ArrayBuffer> => fromHex(hex(keyFile(key, PASSWORD, { prf: "sha1" })).replace(from, to));
  await refuses("llave-no-soportada", other("2a864886f70d0307", "2a864886f70d0302")); // RC2
  await refuses("llave-no-soportada", other("2a864886f70d0207", "2a864886f70d020b")); // HMAC-SHA512
  await refuses("llave-no-soportada", other("2a864886f70d01050c", "2a864886f70d01050e"));
  await refuses("llave-no-soportada", other("2a864886f70d01050d", "2a864886f70d01050f"));
});

test("refuses an elliptic curve key", async () => {
  const { generateKeyPairSync } = await import("node:crypto");
  const curve = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
  await refuses("llave-no-soportada", keyFile(curve, PASSWORD));
});

test("refuses what is not a key file", async () => {
  const file = keyFile(key, PASSWORD);
  await refuses("no-es-key", concat(file, Uint8Array.of(0)));
  await refuses("no-es-key", file.slice(0, -1));
  await refuses("no-es-key", new Uint8Array(0));
  await refuses("no-es-key", CLEAR);
  await refuses("no-es-key", new TextEncoder().encode("-----BEGIN ENCRYPTED PRIVATE KEY-----"));
  await refuses("no-es-key", new Uint8Array(64 * 1024));
  const [algorithm, data] = members(only(file));
  const whole = data?.content ?? new Uint8Array();
  await refuses("no-es-key", der(SEQUENCE, algorithm?.raw ?? whole, der(OCTET_STRING, whole.subarray(0, -3))));
});

test("random bytes and every one-bit fault of the frame give a Refusal and nothing else", async () => {
  const file = lock(CLEAR, PASSWORD, { iterations: 1 });
  const frame = file.length - CLEAR.length + 8;
  for (let bit = 0; bit < frame * 8; bit++) {
    const changed = file.slice();
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    try {
      await openKey(changed, PASSWORD);
    } catch (error) {
      assert.ok(error instanceof Refusal, `bit ${bit}: ${String(error)}`);
    }
  }
  for (let round = 0; round < 300; round++) {
    const noise = Uint8Array.from({ length: randomInt(1, 80) }, () => randomInt(256));
    await assert.rejects(openKey(noise, PASSWORD), Refusal);
  }
});
