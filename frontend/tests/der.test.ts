import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, INTEGER, NotDer, SEQUENCE, SET, der, fromHex, hex, members, only, setOf, small, unsigned, values } from "../src/signing/der.ts";

const refused: Readonly<Record<string, string>> = {
  "an empty file": "",
  "a tag alone": "30",
  "a length beyond the end": "300502",
  "an indefinite length": "30800000",
  "a long length that fits in one byte": "308101ff",
  "a length with a leading zero": "3082000100",
  "a length of four bytes": "308400000001ff",
  "a tag of many bytes": "1f8101",
  "two values": "02010102",
  "trailing bytes": "02010100",
};

test("reads nested values", () => {
  const bytes = der(SEQUENCE, der(INTEGER, Uint8Array.of(5)), der(SEQUENCE, new Uint8Array(300)));
  const [first, second] = members(only(bytes));
  assert.equal(small(first), 5);
  assert.equal(second?.content.length, 300);
  assert.equal(hex(second?.raw.subarray(0, 4) ?? new Uint8Array()), "3082012c");
});

for (const [what, bytes] of Object.entries(refused)) {
  test(`refuses ${what}`, () => assert.throws(() => only(fromHex(bytes)), NotDer));
}

test("refuses integers that are negative, empty or not minimal", () => {
  for (const bytes of ["0201ff", "0200", "02020001", "0202007f"]) assert.throws(() => unsigned(only(fromHex(bytes))), NotDer, bytes);
  assert.equal(hex(unsigned(only(fromHex("02020080")))), "80");
  assert.equal(hex(unsigned(only(fromHex("020100")))), "00");
  assert.throws(() => small(only(fromHex("02050100000000"))), NotDer);
});

test("a SET OF is written in order", () => {
  const [one, two] = [der(INTEGER, Uint8Array.of(1)), der(INTEGER, Uint8Array.of(2))] as [Bytes, Bytes];
  assert.equal(hex(setOf(SET, two, one)), "3106020101020102");
});

test("whatever is read was written so: every prefix and every byte of a value, changed, is refused or still exact", () => {
  const bytes = der(SEQUENCE, der(INTEGER, Uint8Array.of(5)), der(SEQUENCE, new Uint8Array(200)));
  for (let length = 0; length < bytes.length; length++) assert.throws(() => only(bytes.slice(0, length)), NotDer);
  for (let at = 0; at < 12; at++) {
    for (let value = 0; value < 256; value++) {
      const changed = bytes.slice();
      changed[at] = value;
      try {
        const total = values(changed).reduce((sum, { raw }) => sum + raw.length, 0);
        assert.equal(total, changed.length);
      } catch (error) {
        assert.ok(error instanceof NotDer);
      }
    }
  }
});
