/**
 * The page where somebody adds this device: permission is asked when they press the button, never before.
 *
 * The form (`data-push`, with the office's public key) comes hidden and is shown where the browser can.
 */

import { onlyScript } from "./trusted.ts";

type Said = "negado" | "otra";

const WORKER = "/cuenta/avisos/sw.js";

const bytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

function text(buffer: ArrayBuffer | null): string {
  const letters = Array.from(new Uint8Array(buffer ?? new ArrayBuffer(0)), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function say(said: Said | null): void {
  for (const sentence of document.querySelectorAll<HTMLElement>("[data-push-said]")) sentence.hidden = sentence.dataset["pushSaid"] !== said;
}

async function add(form: HTMLFormElement): Promise<void> {
  if ((await Notification.requestPermission()) !== "granted") {
    say("negado");
    return;
  }
  const worker = await navigator.serviceWorker.register(onlyScript(WORKER, /^\/cuenta\/avisos\/sw\.js$/), { scope: "/cuenta/avisos/" });
  const key = bytes(form.dataset["push"] ?? "");
  // One made for another key (the office's was replaced) would be told nothing.
  await (await worker.pushManager.getSubscription())?.unsubscribe();
  const made = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const given: Record<string, string> = { direccion: made.endpoint, llave: text(made.getKey("p256dh")), secreto: text(made.getKey("auth")) };
  for (const [name, value] of Object.entries(given)) {
    const input = form.elements.namedItem(name);
    if (input instanceof HTMLInputElement) input.value = value;
  }
  HTMLFormElement.prototype.submit.call(form);
}

const able = isSecureContext && "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-push]")) {
  form.hidden = !able;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    say(null);
    add(form).catch(() => say("otra"));
  });
}
if (!able) for (const other of document.querySelectorAll<HTMLElement>("[data-push-unsupported]")) other.hidden = false;
