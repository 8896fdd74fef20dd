/**
 * DES (FIPS 46-3), the one cipher that WebCrypto lacks and that the .key files of an e.firma are written with.
 *
 * Only the block, and three-key CBC decryption over it. The tests compare with NIST's vectors *and* with OpenSSL
 * on random data: one wrong entry of an S-box passes a single vector.
 */

import type { Bytes } from "./der.ts";

/** Four rows of sixteen hexadecimal digits each, as the standard prints them. */
const S_BOXES = [
  "e4d12fb83a6c59070f74e2d1a6cb953841e8d62bfc973a50fc8249175b3ea06d",
  "f18e6b34972dc05a3d47f28ec01a69b50e7ba4d158c6932fd8a13f42b67c05e9",
  "a09e63f51dc7b428d709346a285ecbf1d6498f30b12c5ae71ad069874fe3b52c",
  "7de3069a1285bc4fd8b56f03472c1ae9a690cb7df13e52843f06a1d8945bc72e",
  "2c417ab6853fd0e9eb2c47d150fa3986421bad78f9c5630eb8c71e2d6f09a453",
  "c1af92680d34e75baf427c9561de0b389ef528c3704a1db6432c95fabe17608d",
  "4b2ef08d3c975a61d0b7491ae35c2f8614bdc37eaf6805926bd814a7950fe23c",
  "d2846fb1a93e50c71fd8a374c56b0e927b419ce206adf35821e74a8dfc90356b",
];
/** Bit numbers are the standard's: from 1, the leftmost. */
const P = [16, 7, 20, 21, 29, 12, 28, 17, 1, 15, 23, 26, 5, 18, 31, 10, 2, 8, 24, 14, 32, 27, 3, 9, 19, 13, 30, 6, 22, 11, 4, 25];
const PC1 = [
  57, 49, 41, 33, 25, 17, 9, 1, 58, 50, 42, 34, 26, 18, 10, 2, 59, 51, 43, 35, 27, 19, 11, 3, 60, 52, 44, 36,
  63, 55, 47, 39, 31, 23, 15, 7, 62, 54, 46, 38, 30, 22, 14, 6, 61, 53, 45, 37, 29, 21, 13, 5, 28, 20, 12, 4,
];
const PC2 = [
  14, 17, 11, 24, 1, 5, 3, 28, 15, 6, 21, 10, 23, 19, 12, 4, 26, 8, 16, 7, 27, 20, 13, 2,
  41, 52, 31, 37, 47, 55, 30, 40, 51, 45, 33, 48, 44, 49, 39, 56, 34, 53, 46, 42, 50, 36, 29, 32,
];
const ROTATIONS = [1, 1, 2, 2, 2, 2, 2, 2, 1, 2, 2, 2, 2, 2, 2, 1];
const BLOCK = 8;

/** Each S-box followed by P, so that a round is eight look-ups. */
const S_THEN_P = S_BOXES.map((box, index) =>
  Uint32Array.from({ length: 64 }, (_, six) => {
    const row = ((six >> 4) & 2) | (six & 1);
    const four = parseInt(box.charAt(row * 16 + ((six >> 1) & 15)), 16);
    let word = 0;
    P.forEach((from, to) => {
      const bit = from - 1 - 4 * index; // of the four this box gives
      if (bit >= 0 && bit < 4 && (four >> (3 - bit)) & 1) word |= 1 << (31 - to);
    });
    return word;
  }),
);

const rotateLeft = (word: number, by: number): number => (word << by) | (word >>> ((32 - by) & 31));

/** Sixteen rounds of eight six-bit numbers, in the order of encryption. */
type Schedule = number[][];

function schedule(key: Uint8Array): Schedule {
  const bit = (number: number): number => ((key[(number - 1) >> 3] ?? 0) >> (7 - ((number - 1) & 7))) & 1;
  let left = PC1.slice(0, 28).map(bit);
  let right = PC1.slice(28).map(bit);
  return ROTATIONS.map((by) => {
    left = [...left.slice(by), ...left.slice(0, by)];
    right = [...right.slice(by), ...right.slice(0, by)];
    const both = [...left, ...right];
    const chosen = PC2.map((number) => both[number - 1] ?? 0);
    return Array.from({ length: 8 }, (_, box) => chosen.slice(box * 6, box * 6 + 6).reduce((sum, one) => sum * 2 + one, 0));
  });
}

/** The initial permutation (``final`` false) or its inverse, over the two halves of a block. */
function permute([high, low]: [number, number], final: boolean): [number, number] {
  const out: [number, number] = [0, 0];
  for (let row = 0; row < 8; row++) {
    for (let column = 0; column < 8; column++) {
      const spread = (row < 4 ? 2 * row + 57 : 2 * row + 48) - 8 * column; // from 0: 57, 49, 41 …
      const packed = row * 8 + column;
      const [from, to] = final ? [packed, spread] : [spread, packed];
      if (((from < 32 ? high : low) >>> (31 - (from & 31))) & 1) out[to >> 5] = (out[to >> 5] ?? 0) | (1 << (31 - (to & 31)));
    }
  }
  return out;
}

function rounds([left, right]: [number, number], keys: Schedule): [number, number] {
  for (const key of keys) {
    let mixed = 0;
    for (let box = 0; box < 8; box++) {
      const six = (rotateLeft(right, 4 * box + 5) & 63) ^ (key[box] ?? 0);
      mixed |= S_THEN_P[box]?.[six] ?? 0;
    }
    [left, right] = [right, left ^ mixed];
  }
  return [right, left];
}

/**
 * Decrypt ``data`` with DES-EDE3-CBC: ``key`` of 24 bytes, ``iv`` of 8. The padding stays.
 *
 * Throws RangeError where a length is not what the cipher takes.
 */
export function decryptCbc(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Bytes {
  if (key.length !== 24 || iv.length !== BLOCK || data.length % BLOCK) throw new RangeError("length");
  const [first, second, third] = [0, 8, 16].map((at) => schedule(key.subarray(at, at + 8))) as [Schedule, Schedule, Schedule];
  const steps = [third.reverse(), second, first.reverse()];
  const out = new Uint8Array(data.length);
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  const clear = new DataView(out.buffer);
  const start = new DataView(iv.buffer, iv.byteOffset, BLOCK);
  let chain: [number, number] = [start.getUint32(0), start.getUint32(4)];
  for (let at = 0; at < data.length; at += BLOCK) {
    const block: [number, number] = [view.getUint32(at), view.getUint32(at + 4)];
    const [high, low] = permute(steps.reduce(rounds, permute(block, false)), true);
    clear.setUint32(at, high ^ chain[0]);
    clear.setUint32(at + 4, low ^ chain[1]);
    chain = block;
  }
  return out;
}
