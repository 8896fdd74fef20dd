/**
 * The closed set of what may be signed: twin of ``src/ventanilla/domain/signing/acts.py``.
 *
 * From the same fields come the bytes that are signed and the words that are shown; nothing else is signed.
 */

import { canonical } from "./canonical.ts";
import type { Bytes } from "./der.ts";
import { Refusal } from "./refusal.ts";

/** As the office gives it: one use, one session, one audience; instants in seconds by the office's clock. */
export interface Challenge {
  readonly nonce: string;
  readonly audience: string;
  readonly issued_at: number;
  readonly expires_at: number;
}

export interface Line {
  readonly label: string;
  readonly answer: string;
}

/** What a person reads before the key opens. ``to`` is who may use the signature. */
export interface Words {
  readonly title: string;
  readonly to: string;
  readonly lines: readonly Line[];
}

/** A bare RSA signature proves who is there; the signature of a request is kept, with its certificate, as CAdES. */
export type Form = "raw" | "cms";

interface Kind {
  readonly form: Form;
  readonly fields: (act: unknown) => object;
  readonly words: (act: never) => Omit<Words, "to">;
}

type Closed = Record<string, unknown>;

interface Request {
  readonly tramite: string;
  readonly title: string;
  readonly case: string;
  readonly acting_for: string;
  readonly lines: readonly Line[];
}

interface Answer {
  readonly title: string;
  readonly ask: string;
  readonly acting_for: string;
  readonly lines: readonly Line[];
}

const refuse = (): never => {
  throw new Refusal("acto-no-valido");
};

/** An object with exactly these members, each a string unless ``lists`` names it. */
function closed(value: unknown, strings: string[], lists: string[] = []): Closed {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return refuse();
  const object = value as Closed;
  if (Object.keys(object).length !== strings.length + lists.length) refuse();
  if (!strings.every((key) => Object.hasOwn(object, key) && typeof object[key] === "string")) refuse();
  if (!lists.every((key) => Object.hasOwn(object, key) && Array.isArray(object[key]))) refuse();
  return object;
}

/** An act with a list of lines, each with its question and its answer. */
function lined(act: unknown, ...strings: string[]): Closed {
  const given = closed(act, strings, ["lines"]);
  return { ...given, lines: (given["lines"] as unknown[]).map((line) => closed(line, ["label", "answer"])) };
}

const KINDS: Readonly<Record<string, Kind>> = {
  "ventanilla.inicio-sesion.v1": {
    form: "raw",
    fields: (act) => closed(act, []),
    words: () => ({ title: "Entrar a la oficina", lines: [{ label: "Para qué sirve", answer: "Solo para entrar. No autoriza ningún trámite." }] }),
  },
  "ventanilla.solicitud.v1": {
    form: "cms",
    fields: (act) => lined(act, "tramite", "title", "case", "acting_for"),
    words: ({ tramite, title, case: draft, acting_for, lines }: Request) => ({
      title,
      lines: [
        ...(acting_for ? [{ label: "Usted actúa por", answer: acting_for }] : []),
        ...lines,
        { label: "Trámite y borrador", answer: `${tramite} · ${draft}` },
      ],
    }),
  },
  "ventanilla.respuesta.v1": {
    form: "cms",
    fields: (act) => lined(act, "title", "ask", "acting_for"),
    words: ({ title, ask, acting_for, lines }: Answer) => ({
      title,
      lines: [
        ...(acting_for ? [{ label: "Usted actúa por", answer: acting_for }] : []),
        ...lines,
        { label: "Lo que se le pidió", answer: ask },
      ],
    }),
  },
  "ventanilla.terminos.v1": {
    form: "cms",
    fields: (act) => lined(act, "title"),
    words: (act: Request) => act,
  },
};

function kindOf(typ: string): Kind {
  return Object.hasOwn(KINDS, typ) ? (KINDS[typ] as Kind) : refuse();
}

/** Characters that are not seen, or that change the order of what is seen, are spelled out. */
const visible = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (hidden) => (hidden === "\n" ? hidden : `[U+${hidden.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")}]`));

/** The act in words, as it will be signed for the office at ``origin``. */
export function wordsOf(typ: string, act: unknown, origin: string): Words {
  const kind = kindOf(typ);
  const { title, lines } = kind.words(kind.fields(act) as never);
  return { title: visible(title), to: origin, lines: lines.map(({ label, answer }) => ({ label: visible(label), answer: visible(answer) })) };
}

/**
 * The bytes to sign, and in which form.
 *
 * Refuses an act outside the set, a malformed challenge, and a challenge for any office but ``origin``.
 */
export function compose(typ: string, act: unknown, challenge: Challenge, origin: string): { form: Form; bytes: Bytes } {
  const kind = kindOf(typ);
  const fields = kind.fields(act);
  const { nonce, audience, issued_at, expires_at } = challenge;
  const sound = typeof nonce === "string" && /^[\w-]{16,128}$/.test(nonce) && Number.isSafeInteger(issued_at) && Number.isSafeInteger(expires_at);
  if (!sound || issued_at <= 0 || expires_at <= issued_at) throw new Refusal("reto-no-valido");
  if (audience !== origin) throw new Refusal("otra-oficina");
  return { form: kind.form, bytes: canonical({ v: 1, typ, aud: audience, nonce, iat: issued_at, exp: expires_at, act: fields }) };
}
