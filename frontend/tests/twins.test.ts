/** canonical.ts and acts.ts against the Python they mirror. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { type Challenge, compose, wordsOf } from "../src/signing/acts.ts";
import { NotCanonical, canonical } from "../src/signing/canonical.ts";
import { Refusal } from "../src/signing/refusal.ts";
import { python } from "./python.ts";

const ORIGIN = "http://localhost:8000";
const CHALLENGE: Challenge = { nonce: "bm9uY2Utbm9uY2Utbm9uY2U", audience: ORIGIN, issued_at: 1795370400, expires_at: 1795370520 };

const VALUES = `
import json, random
from ventanilla.kernel.canonical import canonical
draw = random.Random(20261122)
ALPHABET = [chr(c) for c in range(0x00, 0x180)] + list("€\\u2028\\u2029\\ufeff\\uffff") + ["😀", "\\U0010ffff"]
def text(ascii=False):
    return "".join(draw.choice(ALPHABET[:128] if ascii else ALPHABET) for _ in range(draw.randrange(12)))
def value(depth):
    kind = draw.randrange(7 if depth < 4 else 5)
    if kind == 0: return draw.choice([True, False, None])
    if kind == 1: return draw.randint(-(2**53) + 1, 2**53 - 1)
    if kind == 2: return draw.choice([0, 1, -1, 2**53 - 1, 1 - 2**53])
    if kind < 5: return text()
    if kind == 5: return [value(depth + 1) for _ in range(draw.randrange(5))]
    return {text(ascii=True): value(depth + 1) for _ in range(draw.randrange(5))}
print(json.dumps([[v, canonical(v).hex()] for v in (value(0) for _ in range(3000))]))
`;

test("3,000 random values have the same bytes in both languages", () => {
  const pairs = python<[unknown, string][]>(VALUES);
  assert.equal(pairs.length, 3000);
  for (const [value, expected] of pairs) assert.equal(Buffer.from(canonical(value)).toString("hex"), expected);
});

test("what has no canonical form in Python has none here", () => {
  const texts = ['{"ñ": 1}', "0.5", "9007199254740992", "-9007199254740992", '"\\ud800"', '["a\\udfffb"]', '{"a": {"b": [1.25]}}', '{"\\ud800": 1}'];
  const program = `
import json, sys
from ventanilla.kernel.canonical import NotCanonical, canonical
def refused(text):
    try:
        canonical(json.loads(text))
    except NotCanonical:
        return True
    return False
print(json.dumps([refused(text) for text in json.load(sys.stdin)]))
`;
  assert.deepEqual(python(program, JSON.stringify(texts)), texts.map(() => true));
  for (const text of texts) assert.throws(() => canonical(JSON.parse(text)), NotCanonical, text);
  for (const value of [undefined, new Date(), new Map(), 1n, NaN, () => 1, Symbol("x")]) assert.throws(() => canonical(value), NotCanonical);
});

const REQUEST = {
  tramite: "constancia_vigencia",
  title: "Constancia de vigencia de derechos",
  case: "0197c5a4-3b1e-7c55-9a65-0c9a4d2f9c11",
  acting_for: "",
  lines: [
    { label: "Fecha", answer: "22 de noviembre de 2026" },
    { label: "Niño o niña «Ñ»", answer: "línea 1\nlínea 2\t\"comillas\" \\ 😀" },
  ],
};

const TERMS = { title: "Aceptar los términos", lines: [{ label: "Términos de uso", answer: "versión 1, huella 0a1b" }] };

test("both sides compose the same bytes of each act", () => {
  const acts = [
    ["ventanilla.inicio-sesion.v1", {}],
    ["ventanilla.solicitud.v1", REQUEST],
    ["ventanilla.solicitud.v1", { ...REQUEST, acting_for: "COMERCIAL PRUEBA SA DE CV, RFC CPR200101AB1", lines: [] }],
    ["ventanilla.respuesta.v1", { title: "Aclaración de movimientos", ask: "0198", acting_for: "", lines: TERMS.lines }],
    ["ventanilla.terminos.v1", TERMS],
  ] as const;
  const program = `
import json, sys
from ventanilla.domain.signing.acts import SIGNABLE, Challenge, Line, Request, SignIn, signed_bytes
given = json.load(sys.stdin)
challenge = Challenge(**given["challenge"])
def act(typ, fields):
    kind = {kind.TYP: kind for kind in SIGNABLE}[typ]
    if "lines" in fields:
        fields["lines"] = tuple(Line(**line) for line in fields["lines"])
    return kind(**fields)
print(json.dumps({"typs": [kind.TYP for kind in SIGNABLE], "bytes": [signed_bytes(act(*one), challenge).hex() for one in given["acts"]]}))
`;
  const expected = python<{ typs: string[]; bytes: string[] }>(program, JSON.stringify({ challenge: CHALLENGE, acts }));
  assert.deepEqual(new Set(expected.typs), new Set(acts.map(([typ]) => typ)), "the closed set is the same");
  const composed = acts.map(([typ, act]) => Buffer.from(compose(typ, act, CHALLENGE, ORIGIN).bytes).toString("hex"));
  assert.deepEqual(composed, expected.bytes);
});

const refuses = (code: string, typ: string, act: unknown, challenge: Partial<Record<keyof Challenge, unknown>> = {}): void =>
  assert.throws(() => compose(typ, act, { ...CHALLENGE, ...challenge } as Challenge, ORIGIN), (error) => error instanceof Refusal && error.code === code, JSON.stringify([typ, act, challenge]));

test("nothing outside the closed set is composed", () => {
  const typ = "ventanilla.solicitud.v1";
  for (const other of ["", "toString", "__proto__", "ventanilla.solicitud.v2", "constructor"]) refuses("acto-no-valido", other, {});
  for (const act of [null, [], "x", { a: 1 }, JSON.parse('{"__proto__": 1}')]) refuses("acto-no-valido", "ventanilla.inicio-sesion.v1", act);
  const { title, ...untitled } = REQUEST;
  for (const act of [untitled, { ...REQUEST, more: "x" }, { ...REQUEST, title: 7 }, { ...untitled, titulo: title }, { ...REQUEST, lines: {} }]) refuses("acto-no-valido", typ, act);
  for (const line of [{}, { label: "a" }, { label: "a", answer: 1 }, { label: "a", answer: "b", extra: "c" }, "x", null]) refuses("acto-no-valido", typ, { ...REQUEST, lines: [line] });
});

test("the terms are closed too, and their words are what is signed", () => {
  const typ = "ventanilla.terminos.v1";
  for (const act of [{}, { title: "x" }, { ...TERMS, case: "x" }, { ...TERMS, lines: [{ label: "a" }] }]) refuses("acto-no-valido", typ, act);
  assert.deepEqual(wordsOf(typ, TERMS, ORIGIN), { title: TERMS.title, to: ORIGIN, lines: TERMS.lines });
});

test("a challenge for another office, or that is none, is refused", () => {
  const typ = "ventanilla.inicio-sesion.v1";
  for (const audience of ["http://127.0.0.1:8000", "https://localhost:8000", "http://localhost:8000/", "", undefined]) refuses("otra-oficina", typ, {}, { audience });
  for (const nonce of ["", "short", "x".repeat(200), "with space in the middle", 7, undefined]) refuses("reto-no-valido", typ, {}, { nonce });
  for (const expires_at of [CHALLENGE.issued_at, 0, 1.5, "1", undefined]) refuses("reto-no-valido", typ, {}, { expires_at });
  for (const issued_at of [0, -1, 1.5, undefined]) refuses("reto-no-valido", typ, {}, { issued_at });
});

test("the words carry every field that is signed, and nothing hidden", () => {
  const words = wordsOf("ventanilla.solicitud.v1", { ...REQUEST, acting_for: "COMERCIAL PRUEBA" }, ORIGIN);
  const said = JSON.stringify(words);
  for (const field of [REQUEST.tramite, REQUEST.title, REQUEST.case, "COMERCIAL PRUEBA", ORIGIN, "22 de noviembre de 2026"]) assert.ok(said.includes(field), field);
  const tricky = wordsOf("ventanilla.solicitud.v1", { ...REQUEST, lines: [{ label: "Monto", answer: "1\u202e00\u200b\u0007" }] }, ORIGIN);
  assert.equal(tricky.lines[0]?.answer, "1[U+202E]00[U+200B][U+0007]");
  assert.throws(() => wordsOf("otro", {}, ORIGIN), Refusal);
});
