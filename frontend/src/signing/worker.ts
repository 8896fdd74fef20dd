/**
 * The dedicated worker that opens a key. One worker per signature: the page ends it with its answer, so that
 * files, password and key live no longer. It is served with ``default-src 'none'`` and cannot reach the network.
 */

import { type Words, wordsOf } from "./acts.ts";
import { readCertificate } from "./certificate.ts";
import { type Code, Refusal } from "./refusal.ts";
import { type Order, type Signed, sign } from "./sign.ts";

export type Ask =
  | { readonly ask: "words"; readonly typ: string; readonly act: unknown }
  | { readonly ask: "who"; readonly certificate: ArrayBuffer }
  | ({ readonly ask: "sign" } & Order);

export interface Who {
  readonly name: string;
  readonly rfc: string;
  readonly representativeRfc: string;
  readonly until: number;
}

export interface Refused {
  readonly refused: Code | "inesperado";
  readonly on?: number | undefined;
}

export type Answer = Words | Who | Signed | Refused;

/** What this file uses of DedicatedWorkerGlobalScope. */
interface Scope {
  readonly location: { readonly origin: string };
  onmessage: ((event: MessageEvent<Ask>) => void) | null;
  postMessage(answer: Answer): void;
}

const scope = self as unknown as Scope;

async function answer(ask: Ask): Promise<Answer> {
  const { origin } = scope.location;
  if (ask.ask === "words") return wordsOf(ask.typ, ask.act, origin);
  if (ask.ask === "sign") return sign(ask, origin);
  const { name, rfc, representativeRfc, until } = readCertificate(new Uint8Array(ask.certificate));
  return { name, rfc, representativeRfc, until };
}

// The only channel there is: a dedicated worker hears nobody but the page that made it.
scope.onmessage = ({ data }) => {
  answer(data).then(
    (done) => scope.postMessage(done),
    // An unforeseen error is told by its code alone: its text could quote what must not leave.
    (error: unknown) => scope.postMessage(error instanceof Refusal ? { refused: error.code, on: error.on } : { refused: "inesperado" }),
  );
};
