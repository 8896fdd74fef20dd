import assert from "node:assert/strict";
import { createCipheriv, randomBytes, randomInt } from "node:crypto";
import { test } from "node:test";
import { fromHex, hex } from "../src/signing/der.ts";
import { decryptCbc } from "../src/signing/des3.ts";

const ZERO = new Uint8Array(8);

/** NIST SP 800-17, tables A.1 (first eight) and A.4: key, plain text, cipher text of single DES. */
const SINGLE = `
0101010101010101 8000000000000000 95F8A5E5DD31D900
0101010101010101 4000000000000000 DD7F121CA5015619
0101010101010101 2000000000000000 2E8653104F3834EA
0101010101010101 1000000000000000 4BD388FF6CD81D4F
0101010101010101 0800000000000000 20B9E767B2FB1456
0101010101010101 0400000000000000 55579380D77138EF
0101010101010101 0200000000000000 6CC5DEFAAF04512F
0101010101010101 0100000000000000 0D9F279BA5D87260
7CA110454A1A6E57 01A1D6D039776742 690F5B0D9A26939B
0131D9619DC1376E 5CD54CA83DEF57DA 7A389D10354BD271
07A1133E4A0B2686 0248D43806F67172 868EBB51CAB4599A
3849674C2602319E 51454B582DDF440A 7178876E01F19B2A
04B915BA43FEB5B6 42FD443059577FA2 AF37FB421F8C4095
0113B970FD34F2CE 059B5E0851CF143A 86A560F10EC6D85B
0170F175468FB5E6 0756D8E0774761D2 0CD3DA020021DC09
43297FAD38E373FE 762514B829BF486A EA676B2CB7DB2B7A
07A7137045DA2A16 3BDD119049372802 DFD64A815CAF1A0F
04689104C2FD3B2F 26955F6835AF609A 5C513C9C4886C088
37D06BB516CB7546 164D5E404F275232 0A2AEEAE3FF4AB77
1F08260D1AC2465E 6B056E18759F5CCA EF1BF03E5DFA575A
584023641ABA6176 004BD6EF09176062 88BF0DB6D70DEE56
025816164629B007 480D39006EE762F2 A1F9915541020B56
49793EBC79B3258F 437540C8698F3CFA 6FBF1CAFCFFD0556
4FB05E1515AB73A7 072D43A077075292 2F22E49BAB7CA1AC
49E95D6D4CA229BF 02FE55778117F12A 5A6B612CC26CCE4A
018310DC409B26D6 1D9D5C5018F728C2 5F4C038ED12B2E41
1C587F1C13924FEF 305532286D6F295A 63FAC0D034D9F793`
  .trim()
  .split("\n")
  .map((line) => line.split(" "));

test("agrees with NIST's vectors for one key used three times", () => {
  for (const [key = "", plain = "", cipher = ""] of SINGLE) {
    assert.equal(hex(decryptCbc(fromHex(key.repeat(3)), ZERO, fromHex(cipher))).toUpperCase(), plain);
  }
});

test("agrees with the example of NIST SP 800-67, three different keys", () => {
  const key = fromHex("0123456789ABCDEF23456789ABCDEF01456789ABCDEF0123");
  const blocks = ["A826FD8CE53B855F", "CCE21C8112256FE6", "68D5C05DD9B6B900"].map((block) => decryptCbc(key, ZERO, fromHex(block)));
  assert.equal(Buffer.concat(blocks).toString(), "The qufck brown fox jump");
});

test("agrees with OpenSSL on 2,000 random texts", () => {
  for (let round = 0; round < 2000; round++) {
    const key = randomBytes(24);
    const iv = randomBytes(8);
    const plain = randomBytes(8 * randomInt(1, 6));
    const cipher = createCipheriv("des-ede3-cbc", key, iv).setAutoPadding(false);
    const locked = Buffer.concat([cipher.update(plain), cipher.final()]);
    assert.equal(hex(decryptCbc(key, iv, locked)), plain.toString("hex"));
  }
});

test("refuses sizes that are not the cipher's", () => {
  for (const [key, iv, data] of [[16, 8, 8], [24, 7, 8], [24, 8, 9]] as const) {
    assert.throws(() => decryptCbc(new Uint8Array(key), new Uint8Array(iv), new Uint8Array(data)), RangeError);
  }
});
