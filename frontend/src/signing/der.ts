/**
 * The part of DER (X.690) that a certificate, a private key and a CMS signature need.
 *
 * Strict: definite minimal lengths, one-byte tags, nothing left over. Whatever else is a NotDer.
 */

export type Bytes = Uint8Array<ArrayBuffer>;

export class NotDer extends Error {}

/** One value: its tag, what is inside, and the whole of it with its header. */
export interface Node {
  readonly tag: number;
  readonly content: Bytes;
  readonly raw: Bytes;
}

export const INTEGER = 0x02;
export const BIT_STRING = 0x03;
export const OCTET_STRING = 0x04;
export const NULL = 0x05;
export const OID = 0x06;
export const SEQUENCE = 0x30;
export const SET = 0x31;

/** The values that follow one another in ``bytes``, up to its last byte. */
export function values(bytes: Bytes): Node[] {
  const found: Node[] = [];
  let at = 0;
  const next = (): number => {
    const byte = bytes[at++];
    if (byte === undefined) throw new NotDer("cut short");
    return byte;
  };
  while (at < bytes.length) {
    const start = at;
    const tag = next();
    if ((tag & 0x1f) === 0x1f) throw new NotDer("a tag of many bytes");
    let length = next();
    if (length >= 0x80) {
      const count = length & 0x7f;
      if (count === 0 || count > 3) throw new NotDer("indefinite or enormous length");
      length = 0;
      for (let i = 0; i < count; i++) length = length * 256 + next();
      if (length < 0x80 || length < 256 ** (count - 1)) throw new NotDer("a length that is not minimal");
    }
    const end = at + length;
    if (end > bytes.length) throw new NotDer("cut short");
    found.push({ tag, content: bytes.subarray(at, end), raw: bytes.subarray(start, end) });
    at = end;
  }
  return found;
}

/** What ``node`` holds, if it has the ``tag`` expected there. */
export function inside(node: Node | undefined, tag: number): Bytes {
  if (node?.tag !== tag) throw new NotDer("another tag");
  return node.content;
}

/** The values inside a constructed ``node``. */
export const members = (node: Node | undefined, tag = SEQUENCE): Node[] => values(inside(node, tag));

/** The one value ``bytes`` is. */
export function only(bytes: Bytes): Node {
  const [node, ...rest] = values(bytes);
  if (!node || rest.length) throw new NotDer("not one value");
  return node;
}

/** A non-negative INTEGER as its big-endian bytes, without the sign's zero. */
export function unsigned(node: Node | undefined): Bytes {
  const bytes = inside(node, INTEGER);
  const first = bytes[0];
  const second = bytes[1] ?? 0;
  if (first === undefined || first > 0x7f) throw new NotDer("not a non-negative integer");
  if (first === 0 && bytes.length > 1 && second < 0x80) throw new NotDer("an integer that is not minimal");
  return first === 0 && bytes.length > 1 ? bytes.subarray(1) : bytes;
}

/** A small non-negative INTEGER, as a number. */
export function small(node: Node | undefined): number {
  const bytes = unsigned(node);
  if (bytes.length > 4) throw new NotDer("too large");
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0);
}

export const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

export const same = (one: Uint8Array, other: Uint8Array): boolean => hex(one) === hex(other);

/** An object identifier, as the hexadecimal of its content. */
export const oid = (node: Node | undefined): string => hex(inside(node, OID));

export function concat(...parts: Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export const fromHex = (text: string): Bytes => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));

/** Write one value. */
export function der(tag: number, ...parts: Uint8Array[]): Bytes {
  const content = concat(...parts);
  const size = content.length;
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  if (size > 0xffff) throw new NotDer("too large to write");
  return concat(Uint8Array.of(tag, ...length), content);
}

/** A SET OF, whose members DER wants in order of their bytes. */
export function setOf(tag: number, ...parts: Bytes[]): Bytes {
  return der(tag, ...parts.sort((one, other) => (hex(one) < hex(other) ? -1 : 1)));
}
