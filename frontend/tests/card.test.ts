/** The QR of a card, as the office's Python signs it: what each is told, with connection and without. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Bytes } from "../src/signing/der.ts";
import { ago } from "../src/pages/dates.ts";
import { readStatusList } from "../src/verification/status.ts";
import { type KeySet, type Standing, judge } from "../src/verification/verdict.ts";
import { python } from "./python.ts";

const SERIAL = "7K3M9QX24HTH";
const NOW = Date.UTC(2026, 10, 22, 18) / 1000;
const DAY = 86_400;

interface Made {
  readonly good: string;
  readonly stranger: string;
  readonly masked: string;
  readonly long: string;
  readonly document: string;
  readonly typed: string;
  readonly papered: string;
  readonly list: string;
  readonly keys: KeySet;
}

/**
 * ``stranger``: of another key; ``masked``: of another key under our name; ``long``: that lives eight days; ``typed`` and
 * ``papered``: a card and a document under a type that is neither's.
 */
const MADE = python<Made>(`
import base64, json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
import cbor2
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from ventanilla.adapters.seal.cose import QrKey, raw_es256, sign_card, sign_claims, sign_list, to_be_signed
from ventanilla.domain.cards import CardClaims
from ventanilla.domain.documents import Claims, Revocation, StatusList
key, other = generate_private_key(SECP256R1()), generate_private_key(SECP256R1())
ours, theirs = QrKey(key.public_key()), QrKey(other.public_key())
b64 = lambda data: base64.urlsafe_b64encode(data).rstrip(b"=").decode()
card = CardClaims("Instituto", "${SERIAL}", "Titular", "Íñigo Ñandayapa", date(2026, 12, 20), ${NOW}, ${NOW + 3 * DAY})
header = cbor2.dumps({1: -7, 4: ours.kid, 16: "ventanilla-otra"}, canonical=True)
under = lambda header, payload: cbor2.dumps(cbor2.CBORTag(18, [header, {}, payload, raw_es256(key)(to_be_signed(header, payload))]), canonical=True)
document = Claims("I", "${SERIAL}", "acuse", "M***", "Dice.", 1, None, date(2026, 11, 22), bytes(32))
listed = StatusList.of([(card.digest, Revocation(date(2026, 11, 22), False))], at=datetime.fromtimestamp(${NOW}, UTC), life=timedelta(days=1))
print(json.dumps({
    "good": b64(sign_card(ours, raw_es256(key), card)),
    "stranger": b64(sign_card(theirs, raw_es256(other), card)),
    "masked": b64(sign_card(ours, raw_es256(other), card)),
    "long": b64(sign_card(ours, raw_es256(key), replace(card, expires_at=card.issued_at + 8 * 86400))),
    "document": b64(sign_claims(ours, raw_es256(key), document)),
    "typed": b64(under(header, card.encode())),
    "papered": b64(under(header, document.encode())),
    "list": b64(sign_list(ours, raw_es256(key), listed)),
    "keys": {"keys": [ours.jwk()], "clock_shift": 0},
}))
`);

const bytesFrom = (text: string): Bytes => Uint8Array.from(Buffer.from(text, "base64url"));
const asked = (fragment: string, answer?: Standing, now = NOW + 60) => judge(fragment, SERIAL, MADE.keys, async () => answer, now);

test("a card says who it is of, and until when they have the right", async () => {
  const { verdict, claims } = await asked(MADE.good, { estado: "vigente" });
  assert.equal(verdict, "vigente");
  assert.deepEqual([claims?.holder, claims?.fact, claims?.on, claims?.card], ["Íñigo Ñandayapa", "Titular", "2026-12-20", true]);
});

test("without connection: authentic while it is good, and an old picture has ended", async () => {
  assert.equal((await asked(MADE.good)).verdict, "sin-conexion");
  const old = await asked(MADE.good, undefined, NOW + 3 * DAY + 1);
  assert.deepEqual([old.verdict, old.date], ["vencido", NOW + 3 * DAY]);
  const shifted = await judge(MADE.good, SERIAL, { ...MADE.keys, clock_shift: 4 * DAY }, async () => undefined, NOW);
  assert.equal(shifted.verdict, "vencido", "the office's clock and not the device's");
});

test("blocked: told by the office, and by the list that was kept", async () => {
  assert.equal((await asked(MADE.good, { estado: "revocado", fecha: "2026-11-22T18:00:00Z" })).verdict, "revocado");
  const list = await readStatusList(bytesFrom(MADE.list), MADE.keys.keys);
  assert.equal(list?.entries.length, 10);
  const { verdict } = await judge(MADE.good, SERIAL, MADE.keys, async () => undefined, NOW + 60, async () => list);
  assert.equal(verdict, "revocado");
});

test("the right ended since: the office says it, and it is no forgery", async () => {
  const { verdict, claims, date } = await asked(MADE.good, { estado: "sin-derecho", fecha: null });
  assert.deepEqual([verdict, claims?.fact, date], ["sin-derecho", "Titular", undefined]);
  assert.equal((await asked(MADE.masked, { estado: "sin-derecho" })).verdict, "no-coincide");
});

test("forged: another key, another kind, a long life, another serial, cut short", async () => {
  for (const forged of [MADE.masked, MADE.long, MADE.typed, MADE.papered, MADE.good.slice(0, -4), `${MADE.good}AAAA`]) {
    assert.equal((await asked(forged, { estado: "vigente" })).verdict, "no-coincide");
    assert.equal((await asked(forged)).verdict, "no-coincide");
  }
  assert.equal((await asked(MADE.stranger, { estado: "vigente" })).verdict, "no-coincide");
  assert.equal((await asked(MADE.stranger)).verdict, "indeterminado", "the key may be newer than what was kept");
  const other = await judge(MADE.good, "7K3M9QX24HTJ", MADE.keys, async () => undefined, NOW);
  assert.equal(other.verdict, "no-coincide");
  assert.equal((await asked(MADE.good, { estado: "desconocido" })).verdict, "no-coincide");
});

test("a document stays a document", async () => {
  const { verdict, claims } = await asked(MADE.document, { estado: "vigente" });
  assert.deepEqual([verdict, claims?.card], ["vigente", undefined]);
});

test("no one-bit fault of a card matches", async () => {
  const good = bytesFrom(MADE.good);
  for (let bit = 0; bit < good.length * 8; bit++) {
    const changed = good.slice();
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    const { verdict } = await asked(Buffer.from(changed).toString("base64url"), { estado: "vigente" });
    assert.equal(verdict, "no-coincide", `bit ${bit}`);
  }
});

test("how long ago, in words", () => {
  assert.deepEqual([ago(-5), ago(30), ago(61), ago(7300), ago(2 * DAY + 5)], ["hace 0 segundos", "hace 30 segundos", "hace 1 minuto", "hace 2 horas", "hace 2 días"]);
});
