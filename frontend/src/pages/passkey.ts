/**
 * Passkeys: asks the office for a challenge, the device for an answer, and posts it in a form of the page.
 *
 * The forms (`data-passkey`, "crear" or "usar") come hidden, and are shown where the browser can. What there is to say
 * is in the page, in the reader's language: this only uncovers it.
 */

type Said = "cancelada" | "repetida" | "conexion" | "muchos" | "otra";

interface Named {
  type: PublicKeyCredentialType;
  id: string;
}

/** As the office writes them (Web Authentication, level 3, 5.1.9 and 5.1.10): bytes in base64url. */
interface Creation extends Omit<PublicKeyCredentialCreationOptions, "challenge" | "user" | "excludeCredentials"> {
  challenge: string;
  user: { id: string; name: string; displayName: string };
  excludeCredentials?: Named[];
}
interface Request extends Omit<PublicKeyCredentialRequestOptions, "challenge" | "allowCredentials"> {
  challenge: string;
  allowCredentials?: Named[];
}

class Failure extends Error {
  constructor(readonly said: Said) {
    super(said);
  }
}

const CHALLENGE_LIMIT_MS = 15_000;

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
}

function text(buffer: ArrayBuffer | null): string | null {
  if (!buffer) return null;
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

const named = (list: Named[] = []): PublicKeyCredentialDescriptor[] => list.map(({ type, id }) => ({ type, id: bytes(id) }));

/** What the office asks of the device. A session that has to be confirmed again shows its page by being reloaded. */
async function asked<Options>(form: HTMLFormElement): Promise<Options> {
  const address = new URL(form.dataset["challengeUrl"] ?? "", location.href);
  if (address.origin !== location.origin) throw new Failure("otra");
  const headers = { "X-CSRFToken": field(form, "csrfmiddlewaretoken").value, Accept: "application/json" };
  const signal = AbortSignal.timeout(CHALLENGE_LIMIT_MS);
  const answer = await fetch(address, { method: "POST", mode: "same-origin", redirect: "manual", cache: "no-store", headers, signal }).catch(() => {
    throw new Failure("conexion");
  });
  if (answer.type === "opaqueredirect" || answer.status === 403) location.reload();
  if (answer.status === 429) throw new Failure("muchos");
  if (!answer.ok) throw new Failure("conexion");
  return (await answer.json()) as Options;
}

const field = (form: HTMLFormElement, name: string): HTMLInputElement => form.elements.namedItem(name) as HTMLInputElement;

async function made(form: HTMLFormElement): Promise<[string, Credential | null]> {
  if (form.dataset["passkey"] === "crear") {
    const { challenge, user, excludeCredentials, ...rest } = await asked<Creation>(form);
    const publicKey = { ...rest, challenge: bytes(challenge), user: { ...user, id: bytes(user.id) }, excludeCredentials: named(excludeCredentials) };
    return [challenge, await navigator.credentials.create({ publicKey })];
  }
  const { challenge, allowCredentials, ...rest } = await asked<Request>(form);
  return [challenge, await navigator.credentials.get({ publicKey: { ...rest, challenge: bytes(challenge), allowCredentials: named(allowCredentials) } })];
}

/** The device's answer as the office reads it. */
function written({ id, rawId, type, response }: PublicKeyCredential): string {
  const said: Record<string, string | null> = { clientDataJSON: text(response.clientDataJSON) };
  if (response instanceof AuthenticatorAttestationResponse) {
    said["attestationObject"] = text(response.attestationObject);
  } else if (response instanceof AuthenticatorAssertionResponse) {
    said["authenticatorData"] = text(response.authenticatorData);
    said["signature"] = text(response.signature);
    said["userHandle"] = text(response.userHandle);
  }
  return JSON.stringify({ id, rawId: text(rawId), type, response: said, clientExtensionResults: {} });
}

function why(error: unknown): Said {
  if (error instanceof Failure) return error.said;
  const name = error instanceof DOMException ? error.name : "";
  return name === "InvalidStateError" ? "repetida" : name === "NotAllowedError" || name === "AbortError" ? "cancelada" : "otra";
}

function say(form: HTMLFormElement, said: Said | null): void {
  const place = form.querySelector<HTMLElement>("[data-passkey-error]");
  if (!place) return;
  place.hidden = said === null;
  for (const sentence of place.querySelectorAll<HTMLElement>("[data-said]")) sentence.hidden = sentence.dataset["said"] !== said;
  if (said) place.focus();
}

async function use(form: HTMLFormElement, button: HTMLButtonElement): Promise<void> {
  button.disabled = true;
  say(form, null);
  try {
    const [challenge, credential] = await made(form);
    if (!(credential instanceof PublicKeyCredential)) throw new Failure("otra");
    field(form, "reto").value = challenge;
    field(form, "credencial").value = written(credential);
    HTMLFormElement.prototype.submit.call(form);
  } catch (error) {
    button.disabled = false;
    say(form, why(error));
  }
}

const able = isSecureContext && "PublicKeyCredential" in window && "credentials" in navigator && "timeout" in AbortSignal;

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
  const button = form.querySelector("button");
  if (able && button) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!button.disabled) void use(form, button);
    });
    addEventListener("pageshow", () => (button.disabled = false));
  } else {
    for (const other of document.querySelectorAll<HTMLElement>("[data-passkey-unsupported]")) other.hidden = false;
  }
}
