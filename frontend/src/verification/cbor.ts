/**
 * The part of CBOR (RFC 8949) that a COSE_Sign1 needs, read strictly.
 *
 * Definite lengths, shortest heads, integers that JavaScript holds exactly, valid UTF-8, no key twice, bounded depth,
 * nothing left over. No floats: nothing here is one.
 */

import type { Bytes } from "../signing/der.ts";

export class NotCbor extends Error {}

export class Tagged {
  constructor(
    readonly tag: number,
    readonly value: Value,
  ) {}
}

export type Value = number | boolean | null | string | Bytes | Value[] | Map<number | string, Value> | Tagged;

const MAX_DEPTH = 8;

class Reader {
  private at = 0;

  constructor(private readonly bytes: Bytes) {}

  get done(): boolean {
    return this.at === this.bytes.length;
  }

  private take(count: number): Bytes {
    const taken = this.bytes.subarray(this.at, this.at + count);
    if (taken.length !== count) throw new NotCbor("cut short");
    this.at += count;
    return taken;
  }

  private argument(info: number): number {
    if (info < 24) return info;
    if (info > 27) throw new NotCbor("indefinite or reserved");
    const size = 1 << (info - 24);
    const value = this.take(size).reduce((sum, byte) => sum * 256 + byte, 0);
    const least = size === 1 ? 24 : 256 ** (size / 2);
    if (value < least || !Number.isSafeInteger(value)) throw new NotCbor("not the shortest head, or not exact");
    return value;
  }

  read(depth: number): Value {
    if (depth > MAX_DEPTH) throw new NotCbor("too deep");
    const [initial = 0] = this.take(1);
    const major = initial >> 5;
    if (major === 7) return simple(initial);
    const argument = this.argument(initial & 31);
    if (major === 0) return argument;
    if (major === 1) return -1 - argument;
    if (major === 2) return this.take(argument).slice();
    if (major === 3) return text(this.take(argument));
    if (major === 6) return new Tagged(argument, this.read(depth + 1));
    // Every member takes a byte at least: a count beyond what is left cannot be true, and would take memory.
    if (argument > this.bytes.length - this.at) throw new NotCbor("cut short");
    if (major === 4) return Array.from({ length: argument }, () => this.read(depth + 1));
    return this.map(argument, depth);
  }

  private map(count: number, depth: number): Map<number | string, Value> {
    const found = new Map<number | string, Value>();
    for (let i = 0; i < count; i++) {
      const key = this.read(depth + 1);
      if ((typeof key !== "number" && typeof key !== "string") || found.has(key)) throw new NotCbor("a key twice, or of another type");
      found.set(key, this.read(depth + 1));
    }
    return found;
  }
}

function simple(initial: number): boolean | null {
  if (initial === 0xf4 || initial === 0xf5) return initial === 0xf5;
  if (initial === 0xf6) return null;
  throw new NotCbor("a float or an unknown simple value");
}

function text(bytes: Bytes): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new NotCbor("not UTF-8");
  }
}

/** The one value ``bytes`` is; NotCbor otherwise. */
export function decode(bytes: Bytes): Value {
  const reader = new Reader(bytes);
  const value = reader.read(0);
  if (!reader.done) throw new NotCbor("bytes left over");
  return value;
}

/** The head of a byte string (major 2) or text (3) of ``size`` bytes, as COSE's Sig_structure needs it. */
export function head(major: number, size: number): number[] {
  const initial = major << 5;
  if (size < 24) return [initial | size];
  if (size < 256) return [initial | 24, size];
  if (size < 65536) return [initial | 25, size >> 8, size & 255];
  return [initial | 26, size >>> 24, (size >>> 16) & 255, (size >>> 8) & 255, size & 255];
}
