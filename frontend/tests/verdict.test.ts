/** CBOR and COSE read strictly, against cbor2 and cryptography; and the verdict each case deserves. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, concat, fromHex, hex } from "../src/signing/der.ts";
import { NotCbor, Tagged, type Value, decode, head } from "../src/verification/cbor.ts";
import { type Key, toBase64Url } from "../src/verification/cose.ts";
import { readStatusList, revokedOn } from "../src/verification/status.ts";
import { type KeySet, type Standing, judge, secondsOf } from "../src/verification/verdict.ts";
import { python } from "./python.ts";

// -- a writer of our own, to write what nobody should

const major = (type: number, size: number): number[] => head(type, size);
const text = (value: string): Bytes => {
  const bytes = new TextEncoder().encode(value);
  return concat(Uint8Array.from(major(3, bytes.length)), bytes);
};
const bytesOf = (value: Bytes): Bytes => concat(Uint8Array.from(major(2, value.length)), value);
const int = (value: number): Bytes => {
  const size = value < 0 ? -1 - value : value;
  const type = value < 0 ? 1 : 0;
  if (size < 65536) return Uint8Array.from(major(type, size));
  return concat(Uint8Array.of((type << 5) | 26), Uint8Array.of(size >>> 24, (size >>> 16) & 255, (size >>> 8) & 255, size & 255));
};
const list = (...items: Bytes[]): Bytes => concat(Uint8Array.from(major(4, items.length)), ...items);
const map = (...pairs: [Bytes, Bytes][]): Bytes => concat(Uint8Array.from(major(5, pairs.length)), ...pairs.flat());
const tagged = (tag: number, value: Bytes): Bytes => concat(Uint8Array.from(major(6, tag)), value);

const REFUSED: Readonly<Record<string, string>> = {
  nothing: "",
  "trailing bytes": "0000",
  "an integer not in its shortest form": "1817",
  "a 16-bit integer that fits in 8": "1900ff",
  "a 32-bit integer that fits in 16": "1a0000ffff",
  "a 64-bit integer that fits in 32": "1b00000000ffffffff",
  "an integer beyond 2^53": "1b0020000000000000",
  "reserved head": "1c",
  "an indefinite text": "7f6161ff",
  "an indefinite list": "9f00ff",
  "a text cut short": "6261",
  "text that is not UTF-8": "61ff",
  "a float": "f93c00",
  undefined: "f7",
  "a simple value": "f0",
  "a break alone": "ff",
  "a key twice": "a201000100",
  "a key that is a list": "a18000",
  "a list of four thousand million": "9affffffff",
  "nine deep": "818181818181818181818100",
  "a map without its value": "a101",
};

for (const [what, bytes] of Object.entries(REFUSED)) {
  test(`CBOR: refuses ${what}`, () => assert.throws(() => decode(fromHex(bytes)), NotCbor));
}

/** The same value, as JSON can carry it. */
function plain(value: Value): unknown {
  if (value instanceof Uint8Array) return { bytes: hex(value) };
  if (value instanceof Tagged) return { tag: value.tag, value: plain(value.value) };
  if (value instanceof Map) return { map: [...value].map(([key, inner]) => [key, plain(inner)]) };
  return Array.isArray(value) ? value.map(plain) : value;
}

test("CBOR: reads 500 random values as cbor2 wrote them", () => {
  const program = `
import json, random
import cbor2
draw = random.Random(7)
def value(depth):
    kind = draw.randrange(8 if depth < 4 else 5)
    if kind == 0: return draw.choice([True, False, None])
    if kind == 1: return draw.choice([1, -1]) * draw.choice([0, 1, 23, 24, 255, 256, 65535, 65536, 2**32 - 1, 2**32, 2**53 - 2])
    if kind == 2: return "".join(draw.choice("aÑ€😀") for _ in range(draw.randrange(300)))
    if kind < 5: return draw.randbytes(draw.randrange(300))
    if kind == 5: return [value(depth + 1) for _ in range(draw.randrange(6))]
    if kind == 6: return cbor2.CBORTag(draw.choice([18, 24, 61, 999]), [value(depth + 1)])
    return {draw.choice([draw.randrange(-300, 300), str(draw.random())]): value(depth + 1) for _ in range(draw.randrange(6))}
def plain(v):
    if isinstance(v, bytes): return {"bytes": v.hex()}
    if isinstance(v, cbor2.CBORTag): return {"tag": v.tag, "value": plain(v.value)}
    if isinstance(v, dict): return {"map": [[k, plain(x)] for k, x in v.items()]}
    return [plain(x) for x in v] if isinstance(v, list) else v
values = [value(0) for _ in range(498)] + [list(range(300)), {k: str(k) for k in range(300)}]
print(json.dumps([[cbor2.dumps(v).hex(), plain(v)] for v in values]))
`;
  for (const [bytes, expected] of python<[string, unknown][]>(program)) assert.deepEqual(plain(decode(fromHex(bytes))), expected);
});

// -- COSE

const FOLIO = "7K3M9QX24HTH";
const NOW = Date.UTC(2026, 10, 22, 18) / 1000;
const P256 = { name: "ECDSA", namedCurve: "P-256" };

interface Institution {
  readonly kid: Bytes;
  readonly privateKey: CryptoKey;
  readonly keys: KeySet;
}

async function institution(name = "qr-1"): Promise<Institution> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(P256, true, ["sign", "verify"]);
  const kid = new TextEncoder().encode(name);
  const { x = "", y = "" } = await crypto.subtle.exportKey("jwk", publicKey);
  const key: Key = { kid: toBase64Url(kid), kty: "EC", crv: "P-256", x, y };
  return { kid, privateKey, keys: { keys: [key], clock_shift: 0 } };
}

const OFFICE = await institution();

type Claim = readonly [number, Bytes];
const CLAIMS: readonly Claim[] = [
  [1, text("Instituto de demostración")],
  [2, text(FOLIO)],
  [3, text("constancia_vigencia")],
  [4, text("A** P***")],
  [5, text("Tiene derecho a servicio médico.")],
  [6, int(NOW - 3600)],
  [7, int(NOW + 86400 * 30)],
  [8, text("2026-11-22")],
  [9, bytesOf(new Uint8Array(32).fill(7))],
];

const claims = (changed: readonly Claim[] = [], without: readonly number[] = []): Bytes =>
  map(...[...CLAIMS.filter(([key]) => !without.includes(key) && !changed.some(([other]) => other === key)), ...changed].map(([key, value]): [Bytes, Bytes] => [int(key), value]));

interface Change {
  readonly header?: Bytes;
  readonly unprotected?: Bytes;
  readonly payload?: Bytes;
  readonly tag?: number;
  readonly by?: Institution;
  readonly extra?: Bytes[];
}

async function cose({ header, unprotected = map(), payload = claims(), tag = 18, by = OFFICE, extra = [] }: Change = {}): Promise<Bytes> {
  const protectedHeader = header ?? map([int(1), int(-7)], [int(4), bytesOf(by.kid)]);
  const signed = list(text("Signature1"), bytesOf(protectedHeader), bytesOf(new Uint8Array()), bytesOf(payload));
  const signature = new Uint8Array(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, by.privateKey, signed));
  return tagged(tag, list(bytesOf(protectedHeader), unprotected, bytesOf(payload), bytesOf(signature), ...extra));
}

const standing = (answer?: Standing): (() => Promise<Standing | undefined>) => async () => answer;
const verdict = async (signed: Bytes, answer?: Standing, keys: KeySet | undefined = OFFICE.keys, now = NOW, folio = FOLIO): Promise<string> =>
  (await judge(toBase64Url(signed), folio, keys, standing(answer), now)).verdict;

test("the five verdicts", async () => {
  const signed = await cose();
  assert.equal(await verdict(signed, { estado: "vigente" }), "vigente");
  assert.equal(await verdict(signed, { estado: "vencido", fecha: "2026-11-20" }), "vencido");
  assert.equal(await verdict(signed, { estado: "revocado", fecha: "2026-11-20" }), "revocado");
  assert.equal(await verdict(signed), "sin-conexion");
  assert.equal(await verdict(await cose({ by: await institution() })), "no-coincide", "the same kid, another key");
});

test("the claims and the dates come with the verdict", async () => {
  const outcome = await judge(toBase64Url(await cose()), "7k3m-9qx2-4hth", OFFICE.keys, standing({ estado: "revocado", fecha: "2026-11-20" }), NOW);
  assert.equal(outcome.claims?.fact, "Tiene derecho a servicio médico.");
  assert.equal(outcome.date, Date.UTC(2026, 10, 20, 18) / 1000);
  assert.equal(secondsOf("2026-11-20T01:02:03Z"), Date.UTC(2026, 10, 20, 1, 2, 3) / 1000);
  assert.equal(secondsOf("ayer"), undefined);
});

test("without connection the office's clock decides what expired", async () => {
  const end = NOW + 86400 * 30;
  const signed = await cose();
  assert.equal(await verdict(signed, undefined, OFFICE.keys, end), "sin-conexion");
  assert.equal(await verdict(signed, undefined, OFFICE.keys, end + 1), "vencido");
  assert.equal(await verdict(signed, undefined, { ...OFFICE.keys, clock_shift: 86400 * 31 }), "vencido");
  assert.equal(await verdict(signed, undefined, { ...OFFICE.keys, clock_shift: -86400 }, end + 1), "sin-conexion");
  assert.equal(await verdict(await cose({ payload: claims([], [7]) }), undefined, OFFICE.keys, NOW + 10 ** 9), "sin-conexion", "it never expires");
});

test("a folio the office never gave does not match", async () => {
  assert.equal(await verdict(await cose(), { estado: "desconocido" }), "no-coincide");
  assert.equal(await verdict(await cose(), undefined, OFFICE.keys, NOW, "7K3M9QX24HTJ"), "no-coincide", "the QR of another document");
});

test("without keys, or with a key not seen yet and no connection, there is no verdict", async () => {
  const signed = await cose({ by: await institution("qr-2") });
  assert.equal((await judge(toBase64Url(signed), FOLIO, undefined, standing(), NOW)).verdict, "indeterminado");
  assert.equal(await verdict(signed), "indeterminado");
  assert.equal(await verdict(signed, { estado: "vigente" }), "no-coincide", "connected, the set is complete: it is not ours");
});

const kidOnly = bytesOf(OFFICE.kid);
const FORGED: Readonly<Record<string, Change>> = {
  "another tag": { tag: 17 },
  "an unprotected header": { unprotected: map([int(1), int(-7)]) },
  "another algorithm": { header: map([int(1), int(-35)], [int(4), kidOnly]) },
  "no algorithm": { header: map([int(4), kidOnly]) },
  "a critical header": { header: map([int(1), int(-7)], [int(4), kidOnly], [int(2), list(int(99))]) },
  "a header twice": { header: map([int(1), int(-7)], [int(1), int(-7)], [int(4), kidOnly]) },
  "a fifth member": { extra: [int(0)] },
  "a claim of another key": { payload: claims([[10, text("x")]]) },
  "a claim missing": { payload: claims([], [5]) },
  "a claim of another type": { payload: claims([[6, text("hoy")]]) },
  "a digest cut short": { payload: claims([[9, bytesOf(new Uint8Array(31))]]) },
  "claims that are a list": { payload: list(int(1)) },
  "claims with bytes after": { payload: concat(claims(), Uint8Array.of(0)) },
  "another folio": { payload: claims([[2, text("7K3M9QX24HTJ")]]) },
};

for (const [what, change] of Object.entries(FORGED)) {
  test(`COSE: ${what} does not match, though signed by the office's own key`, async () => {
    assert.equal(await verdict(await cose(change), { estado: "vigente" }), "no-coincide");
  });
}

test("COSE: no one-bit fault matches", async () => {
  const signed = await cose();
  for (let bit = 0; bit < signed.length * 8; bit++) {
    const changed = signed.slice();
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    assert.ok(["no-coincide"].includes(await verdict(changed, { estado: "vigente" })), `bit ${bit}`);
  }
});

test("the fragment has one spelling", async () => {
  const good = toBase64Url(await cose());
  const answer = standing({ estado: "vigente" });
  for (const bad of ["", `${good}=`, `${good}A`, good.slice(0, -1), `${good} `, good.replace(/[-_]/, "+"), `A${good}`, "A".repeat(5000), "%41"]) {
    if (bad !== good) assert.equal((await judge(bad, FOLIO, OFFICE.keys, answer, NOW)).verdict, "no-coincide", bad.slice(0, 20));
  }
});

test("a QR signed by the office's Python is verified here", async () => {
  const program = `
import base64, json
from datetime import date
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from ventanilla.adapters.seal.cose import QrKey, raw_es256, sign_claims
from ventanilla.domain.documents.claims import Claims
key = generate_private_key(SECP256R1())
claims = Claims("Instituto", "${FOLIO}", "constancia_vigencia", "A** P***", "Ñ", ${NOW}, None, date(2026, 11, 22), bytes(32))
signed = base64.urlsafe_b64encode(sign_claims(QrKey(key.public_key()), raw_es256(key), claims)).rstrip(b"=").decode()
print(json.dumps([signed, {"keys": [QrKey(key.public_key()).jwk()], "clock_shift": 0}]))
`;
  const [signed, keys] = python<[string, KeySet]>(program);
  const outcome = await judge(signed, FOLIO, keys, standing({ estado: "vigente" }), NOW);
  assert.equal(outcome.verdict, "vigente");
  assert.equal(outcome.claims?.fact, "Ñ");
});

// -- the list of what was revoked, as the office's Python signs it

interface Listed {
  readonly list: string;
  readonly big: string;
  readonly gone: string;
  readonly here: string;
  readonly keys: KeySet;
  readonly stranger: KeySet;
}

const LISTED = python<Listed>(`
import base64, json
from datetime import UTC, date, datetime, timedelta
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from ventanilla.adapters.seal.cose import QrKey, raw_es256, sign_claims, sign_list
from ventanilla.domain.documents import Claims, Revocation, StatusList
key, other = generate_private_key(SECP256R1()), generate_private_key(SECP256R1())
b64 = lambda data: base64.urlsafe_b64encode(data).rstrip(b"=").decode()
qr = lambda digest: b64(sign_claims(QrKey(key.public_key()), raw_es256(key), Claims("I", "${FOLIO}", "acuse", "", "", 1, None, date(2026, 11, 22), digest)))
day = Revocation(date(2026, 11, 20), False)
at = datetime.fromtimestamp(${NOW}, UTC)
made = lambda found: b64(sign_list(QrKey(key.public_key()), raw_es256(key), StatusList.of(found, at=at, life=timedelta(days=1))))
many = [(number.to_bytes(32, "big"), day) for number in range(1, 8000)]
keys = lambda one: {"keys": [QrKey(one.public_key()).jwk()], "clock_shift": 0}
print(json.dumps({"list": made([(bytes(32), day)]), "big": made([*many, (bytes(32), day)]), "gone": qr(bytes(32)), "here": qr(b"x" * 32), "keys": keys(key), "stranger": keys(other)}))
`);
const bytesFrom = (text: string): Bytes => Uint8Array.from(Buffer.from(text, "base64url"));
const offline = async (fragment: string, now: number, list = LISTED.list) => {
  const read = await readStatusList(bytesFrom(list), LISTED.keys.keys);
  return judge(fragment, FOLIO, LISTED.keys, standing(), now, () => Promise.resolve(read));
};

test("without connection, the list says what was revoked, however old it is", async () => {
  for (const [list, now] of [[LISTED.list, NOW], [LISTED.list, NOW + 86400 * 400], [LISTED.big, NOW]] as const) {
    const { verdict, date } = await offline(LISTED.gone, now, list);
    assert.deepEqual([verdict, date], ["revocado", Date.UTC(2026, 10, 20, 18) / 1000]);
  }
});

test("without connection, what the list does not name counts for its day and until it is old", async () => {
  assert.deepEqual((await offline(LISTED.here, NOW)).date, NOW);
  assert.equal((await offline(LISTED.here, NOW)).verdict, "sin-conexion");
  assert.equal((await offline(LISTED.here, NOW + 86401)).date, undefined);
  assert.equal((await offline(LISTED.here, NOW - 1)).date, undefined);
});

test("a list that another key signed, or that was changed, is as if there were none", async () => {
  const good = bytesFrom(LISTED.list);
  assert.equal(await readStatusList(good, LISTED.stranger.keys), undefined);
  for (let bit = 0; bit < good.length * 8; bit++) {
    const changed = good.slice();
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    assert.equal(await readStatusList(changed, LISTED.keys.keys), undefined, `bit ${bit}`);
  }
  assert.equal(await readStatusList(bytesFrom(LISTED.gone), LISTED.keys.keys), undefined, "a document is no list");
  assert.equal((await judge(LISTED.list, FOLIO, LISTED.keys, standing(), NOW)).verdict, "no-coincide", "nor a list a document");
});

test("a list of eight thousand is read whole", async () => {
  const read = await readStatusList(bytesFrom(LISTED.big), LISTED.keys.keys);
  assert.equal(read?.entries.length, 80_000);
  assert.ok(read && (await revokedOn(read, new Uint8Array(32))));
});

test("a key that was published after the set was kept is fetched past every cache, and asked for once", async () => {
  let asked = 0;
  const none = () => Promise.resolve(undefined);
  const judged = (newer: KeySet | undefined, answer?: Standing) =>
    judge(LISTED.here, FOLIO, LISTED.stranger, standing(answer), NOW, none, () => {
      asked++;
      return Promise.resolve(newer);
    });
  assert.equal((await judged(LISTED.keys, { estado: "vigente" })).verdict, "vigente");
  assert.equal((await judged(undefined)).verdict, "indeterminado", "no connection: nobody is told that it is false");
  assert.equal((await judged(LISTED.stranger, { estado: "vigente" })).verdict, "no-coincide", "the newest set has no such key");
  assert.equal(asked, 3);
  const known = await judge(LISTED.here, FOLIO, LISTED.keys, standing({ estado: "vigente" }), NOW, none, () => assert.fail("not needed"));
  assert.equal(known.verdict, "vigente");
});
