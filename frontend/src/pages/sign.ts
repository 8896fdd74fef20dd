/**
 * The page around a signature: it hands the files to a worker, and posts what comes back.
 *
 * The key, its password and the chosen files go to the worker of this page and nowhere else: their inputs have no
 * name, so that not even a form posted without this script carries them.
 */

import type { Challenge, Words } from "../signing/acts.ts";
import type { Signed } from "../signing/sign.ts";
import type { Answer, Ask, Refused, Who } from "../signing/worker.ts";
import { longDate } from "./dates.ts";
import { type Field, type PageCode, REFUSALS } from "./refusals.ts";
import { onlyScript } from "./trusted.ts";

const WORKER_LIMIT_MS = 20_000;
const CHALLENGE_LIMIT_MS = 15_000;
const MAX_FILE_BYTES = 64 * 1024; // an e.firma's files are about 1.5 KB

class Failure extends Error {
  constructor(
    readonly code: PageCode,
    readonly on?: number,
  ) {
    super(code);
  }
}

/** What is under way in workers: each can be told to stop. */
const working = new Set<() => void>();

/** Ask a worker of one use; it ends with its answer, or at the limit. */
function inWorker<A extends Exclude<Answer, Refused>>(url: string, ask: Ask, transfer: Transferable[] = []): Promise<A> {
  return new Promise<A>((resolve, reject) => {
    const worker = new Worker(url);
    const end = (settle: () => void): void => {
      clearTimeout(limit);
      worker.terminate();
      working.delete(stop);
      settle();
    };
    const stop = (): void => end(() => reject(new Failure("tiempo")));
    const limit = setTimeout(stop, WORKER_LIMIT_MS);
    working.add(stop);
    worker.onmessage = ({ data }: MessageEvent<A | Refused>) =>
      end(() => ("refused" in data ? reject(new Failure(data.refused, data.on)) : resolve(data)));
    worker.onerror = worker.onmessageerror = () => end(() => reject(new Failure("inesperado")));
    worker.postMessage(ask, transfer);
  });
}

const supported = (): boolean =>
  isSecureContext && "Worker" in window && "subtle" in crypto && "timeout" in AbortSignal && "arrayBuffer" in Blob.prototype && "hasOwn" in Object;

/** The chosen file's bytes, weighed before they are read. */
async function read(input: HTMLInputElement, field: "cer" | "key"): Promise<ArrayBuffer> {
  const file = input.files?.[0];
  if (!file) throw new Failure(`falta-${field}`);
  if (!file.size) throw new Failure(`${field}-vacio`);
  if (file.size > MAX_FILE_BYTES) throw new Failure(`${field}-grande`);
  return file.arrayBuffer().catch(() => {
    throw new Failure(`${field}-ilegible`);
  });
}

/** A challenge of one use. Its shape and its audience are the worker's to judge. */
async function challenge(url: string, csrf: string): Promise<Challenge> {
  const address = new URL(url, location.href);
  if (address.origin !== location.origin) throw new Failure("otra-oficina");
  const headers = { "X-CSRFToken": csrf, Accept: "application/json" };
  const signal = AbortSignal.timeout(CHALLENGE_LIMIT_MS);
  const answer = await fetch(address, { method: "POST", mode: "same-origin", redirect: "manual", cache: "no-store", headers, signal }).catch(() => {
    throw new Failure("sin-conexion");
  });
  if (answer.status === 429) throw new Failure("demasiados-intentos");
  if (answer.type === "opaqueredirect" || [401, 403].includes(answer.status)) throw new Failure("sesion-terminada");
  if (!answer.ok) throw new Failure("oficina-no-responde");
  return answer.json().catch(() => {
    throw new Failure("reto-no-valido");
  });
}

function element<K extends keyof HTMLElementTagNameMap>(tag: K, className: string, ...inside: (Node | string)[]): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...inside);
  return made;
}

// A digest and the id of a draft: nobody reads them whole. `shortened` in web/design knows them by the same shape.
const LONG = /\b([0-9a-f]{64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b/;
const SEEN = 8; // hexadecimal digits of those

/** Words in which each of those shows its beginning, and opens whole for whoever wants it. */
function shortened(text: string): (Node | string)[] {
  return text.split(LONG).map((part, index) => (index % 2 ? element("details", "v-whole", element("summary", "", `${part.slice(0, SEEN)}…`), part) : part));
}

/** What will be signed, for whom, in the words the worker composed from the very fields it signs. */
function showWords(place: Element, { title, to, lines }: Words): void {
  const rows = [{ label: "Para la oficina en", answer: to }, ...lines].map(({ label, answer }) =>
    element("div", "govuk-summary-list__row", element("dt", "govuk-summary-list__key", label), element("dd", "govuk-summary-list__value", ...shortened(answer))),
  );
  place.replaceChildren(element("p", "sign-words__title", title), element("dl", "govuk-summary-list sign-words__list", ...rows));
}

/** One signing form. The markup it expects is described in frontend/README.md. */
class Panel {
  private readonly inputs: Record<Field, HTMLInputElement>;
  private readonly button: HTMLButtonElement;
  private readonly act: unknown;
  private readonly typ: string;
  private readonly title = document.title;
  private busy = false;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly worker: string,
  ) {
    this.inputs = { cer: this.find("[data-cer]"), key: this.find("[data-key]"), password: this.find("[data-password]") };
    this.button = this.find("button[type=submit]");
    this.typ = form.dataset["sign"] ?? "";
    this.act = JSON.parse(this.find("script[data-act]").textContent);
  }

  private find<E extends HTMLElement>(selector: string): E {
    const found = this.form.querySelector<E>(selector) ?? document.querySelector<E>(selector);
    if (!found) throw new Error(`no ${selector}`);
    return found;
  }

  async start(): Promise<void> {
    showWords(this.find("[data-sign-words]"), await inWorker<Words>(this.worker, { ask: "words", typ: this.typ, act: this.act }));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!this.busy) void this.submit();
    });
    this.inputs.cer.addEventListener("change", () => void this.showWho());
    addEventListener("pagehide", () => this.forget());
    addEventListener("pageshow", ({ persisted }) => persisted && this.rest());
  }

  /** Whose certificate was chosen, if the page has where to say so. What is wrong with it is said on submitting. */
  private async showWho(): Promise<void> {
    const place = this.form.querySelector("[data-sign-who]");
    if (!place) return;
    place.textContent = "";
    try {
      const certificate = await read(this.inputs.cer, "cer");
      const { name, rfc, until } = await inWorker<Who>(this.worker, { ask: "who", certificate }, [certificate]);
      place.textContent = `${name}, RFC ${rfc}. Vigente hasta el ${longDate(until)}.`;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
    }
  }

  private async submit(): Promise<void> {
    this.work("Firmando en este dispositivo…");
    try {
      const { certificate, signature, nonce } = await this.sign();
      for (const [name, value] of Object.entries({ certificado: certificate, firma: signature, nonce })) this.find<HTMLInputElement>(`[name=${name}]`).value = value;
      this.clear("cer", "key", "password");
      this.say("Firmado. Enviando…");
      HTMLFormElement.prototype.submit.call(this.form);
    } catch (error) {
      this.rest();
      this.refuse(error instanceof Failure ? error : new Failure("inesperado"));
    }
  }

  private async sign(): Promise<Signed & { nonce: string }> {
    const { cer, key: keyInput, password } = this.inputs;
    const certificate = await read(cer, "cer");
    const key = await read(keyInput, "key");
    if (!password.value) throw new Failure("falta-contrasena");
    const csrf = this.find<HTMLInputElement>("[name=csrfmiddlewaretoken]").value;
    const reto = await challenge(this.form.dataset["challengeUrl"] ?? "", csrf);
    const order = { typ: this.typ, act: this.act, challenge: reto, certificate, key, password: password.value };
    return { ...(await inWorker<Signed>(this.worker, { ask: "sign", ...order }, [certificate, key])), nonce: reto.nonce };
  }

  private say(status: string): void {
    this.find("[data-sign-status]").textContent = status;
  }

  private work(status: string): void {
    this.busy = this.button.disabled = true;
    this.button.setAttribute("aria-disabled", "true");
    this.find("[data-sign-error]").hidden = true;
    document.title = this.title;
    for (const input of Object.values(this.inputs)) this.unmark(input);
    this.say(status);
  }

  private rest(): void {
    this.busy = this.button.disabled = false;
    this.button.removeAttribute("aria-disabled");
    this.say("");
  }

  /** Say why beside the field and in a summary, which takes the focus. */
  private refuse({ code, on }: Failure): void {
    const [field, template] = REFUSALS[code];
    const sentence = template.replace("{fecha}", on === undefined ? "" : longDate(on));
    const summary = this.find("[data-sign-error]");
    let said: HTMLElement = element("p", "", sentence);
    if (field) {
      const input = this.inputs[field];
      if (field === "password" || code === "tiempo") this.clear(field);
      this.mark(input, sentence);
      const link = element("a", "", sentence);
      link.href = `#${input.id}`;
      said = element("ul", "govuk-list govuk-error-summary__list", element("li", "", link));
    }
    summary.dataset["code"] = code;
    summary.replaceChildren(element("h2", "govuk-error-summary__title", "La firma no se hizo"), element("div", "govuk-error-summary__body", said));
    summary.hidden = false;
    summary.tabIndex = -1;
    summary.focus();
    document.title = `Error: ${this.title}`;
  }

  private mark(input: HTMLInputElement, sentence: string): void {
    const hint = element("span", "govuk-visually-hidden", "Error: ");
    const message = element("p", "govuk-error-message", hint, sentence);
    message.id = `${input.id}-error`;
    input.before(message);
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", `${input.getAttribute("aria-describedby") ?? ""} ${message.id}`.trim());
    input.closest(".govuk-form-group")?.classList.add("govuk-form-group--error");
  }

  private unmark(input: HTMLInputElement): void {
    const message = `${input.id}-error`;
    document.getElementById(message)?.remove();
    input.removeAttribute("aria-invalid");
    const described = (input.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== message);
    if (described.length) input.setAttribute("aria-describedby", described.join(" "));
    else input.removeAttribute("aria-describedby");
    input.closest(".govuk-form-group")?.classList.remove("govuk-form-group--error");
  }

  private clear(...fields: Field[]): void {
    for (const field of fields) this.inputs[field].value = "";
  }

  /** Leaving the page forgets what was chosen, and ends whatever was under way. */
  private forget(): void {
    for (const stop of [...working]) stop();
    this.clear("cer", "key", "password");
  }
}

async function start(form: HTMLFormElement): Promise<void> {
  const sentence = document.querySelector<HTMLElement>("[data-sign-unsupported]");
  let ready = false;
  if (supported()) {
    try {
      await new Panel(form, onlyScript(form.dataset["worker"] ?? "", /^\/static\/([\w./-]+\/)?worker\.js$/)).start();
      ready = true;
    } catch (error) {
      console.error(error instanceof Failure ? error.code : error);
    }
  }
  if (sentence) sentence.hidden = ready;
  form.toggleAttribute("data-sign-ready", ready);
  for (const button of form.querySelectorAll<HTMLButtonElement>("button[type=submit]")) button.disabled = !ready;
}

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-sign]")) void start(form);
