/** The whole signature: what comes out is verified by others, and what must be refused is. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createPublicKey, randomInt, verify } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { compose } from "../src/signing/acts.ts";
import { readCertificate } from "../src/signing/certificate.ts";
import { type Bytes, type Node, OCTET_STRING, SEQUENCE, der, members, only } from "../src/signing/der.ts";
import { type Code, Refusal } from "../src/signing/refusal.ts";
import { type Order, type Signed, sign } from "../src/signing/sign.ts";
import { type CertificateOptions, type KeyFileOptions, NOW, certificate, clearKey, keyFile, lock, newKey } from "./efirma.ts";
import { python } from "./python.ts";

const ORIGIN = "http://localhost:8000";
const PASSWORD = "12345678a";
const SIGN_IN = { typ: "ventanilla.inicio-sesion.v1", act: {} };
const REQUEST = {
  typ: "ventanilla.solicitud.v1",
  act: { tramite: "constancia_vigencia", title: "Constancia", case: "c-1", acting_for: "", lines: [{ label: "¿Para quién?", answer: "Para mí" }] },
};
const key = newKey();
const other = newKey();

const challengeAt = (now: number): Order["challenge"] => ({ nonce: "bm9uY2Utbm9uY2Utbm9uY2U", audience: ORIGIN, issued_at: now, expires_at: now + 120 });

function order(change: Partial<{ certificate: Bytes; key: Bytes; password: string; now: number; typ: string; act: unknown }> = {}): Order {
  const { certificate: cer = certificate(key), key: file = keyFile(key, PASSWORD), password = PASSWORD, now = NOW, typ = SIGN_IN.typ, act = SIGN_IN.act } = change;
  return { typ, act, challenge: challengeAt(now), certificate: cer.slice().buffer, key: file.slice().buffer, password };
}

const decoded = (signed: Signed): { certificate: Buffer; signature: Buffer } => ({
  certificate: Buffer.from(signed.certificate, "base64"),
  signature: Buffer.from(signed.signature, "base64"),
});

const refuses = (code: Code, change: Parameters<typeof order>[0], on?: number): Promise<void> =>
  assert.rejects(sign(order(change), ORIGIN), (error) => error instanceof Refusal && error.code === code && error.on === on);

test("signing in gives a bare RSA-SHA256 signature of the canonical bytes", async () => {
  const signed = decoded(await sign(order(), ORIGIN));
  const { bytes } = compose(SIGN_IN.typ, SIGN_IN.act, challengeAt(NOW), ORIGIN);
  assert.ok(verify("sha256", bytes, createPublicKey(key), signed.signature));
});

/** Verified by OpenSSL with its CAdES rules, and not by it after one byte of the content changed. */
function opensslVerifies(content: Uint8Array, signed: ReturnType<typeof decoded>): boolean {
  const folder = mkdtempSync(join(tmpdir(), "cades-"));
  try {
    const path = (name: string, data: Uint8Array): string => {
      writeFileSync(join(folder, name), data);
      return join(folder, name);
    };
    const pem = `-----BEGIN CERTIFICATE-----\n${signed.certificate.toString("base64").replace(/(.{64})/g, "$1\n")}\n-----END CERTIFICATE-----\n`;
    const files = ["-in", path("s.der", signed.signature), "-content", path("c", content), "-CAfile", path("ca.pem", Buffer.from(pem)), "-out", path("out", content)];
    const { status } = spawnSync("openssl", ["cms", "-verify", "-cades", "-binary", "-inform", "DER", "-partial_chain", "-no_check_time", "-purpose", "any", ...files]);
    return status === 0;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("a request gives CAdES-BES that OpenSSL and the office verify", async () => {
  const signed = decoded(await sign(order(REQUEST), ORIGIN));
  const { bytes } = compose(REQUEST.typ, REQUEST.act, challengeAt(NOW), ORIGIN);
  const changed = bytes.slice();
  changed[9] = (changed[9] ?? 0) ^ 1;
  assert.ok(opensslVerifies(bytes, signed));
  assert.ok(!opensslVerifies(changed, signed));
  const program = `
import hashlib, json, sys
from ventanilla.adapters.pki.cms import read_cades
cades = read_cades(bytes.fromhex(json.load(sys.stdin)))
print(json.dumps([cades.certificate.hex(), cades.digest.hex()]))
`;
  const digest = Buffer.from(await crypto.subtle.digest("SHA-256", bytes)).toString("hex");
  assert.deepEqual(python(program, JSON.stringify(signed.signature.toString("hex"))), [signed.certificate.toString("hex"), digest]);
});

const CERTIFICATES: Readonly<Record<string, readonly [Code, CertificateOptions, number?]>> = {
  "a seal (CSD)": ["es-csd", { usage: 0xc0, unit: true, extended: false }],
  "a look-alike with a unit": ["no-es-efirma", { unit: true }],
  "a look-alike with another usage": ["no-es-efirma", { usage: 0xc8 }],
  "a look-alike without extended usage": ["no-es-efirma", { extended: false }],
  "an expired one, with Ñ in name and RFC": ["vencido", { name: "CÁRDENAS MUÑOZ ÍÑIGO", rfc: "CAÑF770131PA3", until: "261122175959Z" }, NOW - 1],
  "one not yet valid": ["aun-no-vigente", { from: "261122180001Z" }, NOW + 1],
};

for (const [what, [code, options, on]] of Object.entries(CERTIFICATES)) {
  test(`refuses ${what}`, () => refuses(code, { certificate: certificate(key, options) }, on));
}

test("a certificate is good on both of its ends", async () => {
  for (const options of [{ until: "261122180000Z" }, { from: "261122180000Z" }]) await sign(order({ certificate: certificate(key, options) }), ORIGIN);
});

test("refuses other files, pairs and passwords", async () => {
  await refuses("no-es-cer", { certificate: keyFile(key, PASSWORD) });
  await refuses("no-es-cer", { certificate: new TextEncoder().encode("-----BEGIN CERTIFICATE-----") });
  await refuses("no-es-cer", { certificate: Uint8Array.from([...certificate(key), 0]) });
  await refuses("no-es-key", { key: certificate(key) });
  await refuses("no-corresponden", { key: keyFile(other, PASSWORD) });
  await refuses("contrasena-incorrecta", { password: "12345678b" });
  await refuses("acto-no-valido", { typ: "otro" });
  await assert.rejects(sign(order(), "http://127.0.0.1:8000"), (error) => error instanceof Refusal && error.code === "otra-oficina");
});

test("every demonstration variant of a key file signs", async () => {
  const variants: [string, KeyFileOptions][] = [
    [PASSWORD, {}],
    [PASSWORD, { prf: "sha1" }],
    [PASSWORD, { prf: "sha256", cipher: "aes-256-cbc" }],
    ["contraseña con ñ", { encoding: "latin1" }],
    ["contraseña con ñ", { encoding: "utf8" }],
  ];
  for (const [password, options] of variants) await sign(order({ key: keyFile(key, password, options), password }), ORIGIN);
});

test("no one-bit fault of a key gives a signature that its certificate does not verify", async () => {
  const clear = clearKey(key);
  const { bytes } = compose(SIGN_IN.typ, SIGN_IN.act, challengeAt(NOW), ORIGIN);
  const refused = new Map<string, number>();
  for (let round = 0; round < 400; round++) {
    const changed = clear.slice();
    const bit = randomInt(clear.length * 8);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    try {
      const signed = decoded(await sign(order({ key: lock(changed, PASSWORD, { iterations: 1 }) }), ORIGIN));
      assert.ok(verify("sha256", bytes, createPublicKey(key), signed.signature), `bit ${bit}`);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refused.set(error.code, (refused.get(error.code) ?? 0) + 1);
    }
  }
  assert.ok((refused.get("no-corresponden") ?? 0) > 0, JSON.stringify([...refused]));
});

test("a key with the right modulus that signs wrongly is damaged, and its signature goes nowhere", async () => {
  const parts = (clear: Bytes): [Node[], Node[]] => {
    const outer = members(only(clear));
    return [outer, members(only(outer[2]?.content ?? clear))];
  };
  const raws = (nodes: Node[]): Bytes[] => nodes.map(({ raw }) => raw);
  const [outer, good] = parts(clearKey(key));
  const [, wrong] = parts(clearKey(other));
  const mixed = der(SEQUENCE, ...raws(good.slice(0, 3)), ...raws(wrong.slice(3)));
  const clear = der(SEQUENCE, ...raws(outer.slice(0, 2)), der(OCTET_STRING, mixed));
  await refuses("llave-danada", { key: lock(clear, PASSWORD) });
});

test("no one-bit fault of a certificate crashes its reader", () => {
  const file = certificate(key);
  for (let round = 0; round < 2000; round++) {
    const changed = file.slice();
    const bit = randomInt(file.length * 8);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    try {
      readCertificate(changed);
    } catch (error) {
      assert.ok(error instanceof Refusal);
    }
  }
});

test("reads a company with its representative, and latin-1 in T61String", () => {
  const company = readCertificate(certificate(key, { name: "EMPRESA DEMO SA DE CV", rfc: "EDE200101AB1 / PUDA800101AB1", curp: " / PUDA800101MDFRMN09" }));
  assert.deepEqual([company.rfc, company.representativeRfc, company.curp], ["EDE200101AB1", "PUDA800101AB1", "PUDA800101MDFRMN09"]);
  const accented = readCertificate(certificate(key, { name: "MUÑOZ ÍÑIGO", rfc: "MUÑI770131PA3" }));
  assert.deepEqual([accented.name, accented.rfc, accented.representativeRfc], ["MUÑOZ ÍÑIGO", "MUÑI770131PA3", ""]);
});

const SHARED = join(process.env["VENTANILLA_SHARED_DATA"] ?? join(process.cwd(), "../../shared/data"), "efirma");
const absent = existsSync(SHARED) ? false : "the tax authority's test files are not here";

test("the tax authority's own test files", { skip: absent }, async () => {
  const file = (name: string): Bytes => Uint8Array.from(readFileSync(join(SHARED, name)));
  const pair = (name: string, now: number): Parameters<typeof order>[0] => ({ certificate: file(`${name}.cer`), key: file(`${name}.key`), now, password: PASSWORD });
  const signed = decoded(await sign(order({ ...pair("fiel-pm-vigente", NOW), ...REQUEST }), ORIGIN));
  assert.ok(opensslVerifies(compose(REQUEST.typ, REQUEST.act, challengeAt(NOW), ORIGIN).bytes, signed));
  const { rfc, representativeRfc } = readCertificate(file("fiel-pm-vigente.cer"));
  assert.deepEqual([rfc, representativeRfc], ["EKU9003173C9", "VADA800927DJ3"]);
  const expired = readCertificate(file("fiel-pf-enie-vencida.cer"));
  assert.deepEqual([expired.rfc, expired.curp, expired.kind], ["CAÑF770131PA3", "CANF770131HBCSBR08", "e.firma"]);
  await refuses("vencido", pair("fiel-pf-enie-vencida", NOW), expired.until);
  await sign(order(pair("fiel-pf-enie-vencida", Date.UTC(2021, 5, 1) / 1000)), ORIGIN);
  await refuses("es-csd", pair("csd-pm-vigente", NOW));
  await refuses("no-corresponden", { ...pair("fiel-pm-vigente", NOW), key: file("csd-pm-vigente.key") });
});
