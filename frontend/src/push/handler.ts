/**
 * What a service worker does with a push of the office: says that there is something in the inbox, and opens it.
 *
 * Nothing of the person is in a push. `listen(self)` adds it to any worker: its own (`pages/push-sw.ts`) or another's.
 */

const SAID = "Tiene un aviso nuevo en su buzón.";
const INBOX = "/buzon";
const LONGEST = 120;

interface Shown {
  readonly url: string;
  focus(): Promise<unknown>;
  navigate(url: string): Promise<unknown>;
}

/** What this file uses of ServiceWorkerGlobalScope. */
export interface PushScope {
  readonly location: { readonly origin: string };
  readonly registration: { showNotification(title: string, options: NotificationOptions): Promise<void> };
  readonly clients: { matchAll(options: { type: "window"; includeUncontrolled: boolean }): Promise<readonly Shown[]>; openWindow(url: string): Promise<unknown> };
  addEventListener(type: "push", listener: (event: { readonly data: { text(): string } | null; waitUntil(done: Promise<unknown>): void }) => void): void;
  addEventListener(type: "notificationclick", listener: (event: { readonly notification: Notification; waitUntil(done: Promise<unknown>): void }) => void): void;
}

/** The title of a push, if it is one of ours; the sentence is always the same, whatever it carries. */
export function titleOf(text: string): string {
  try {
    const said: unknown = JSON.parse(text);
    const title = typeof said === "object" && said !== null && "titulo" in said ? said.titulo : "";
    return typeof title === "string" && title.length <= LONGEST ? title : "";
  } catch {
    return "";
  }
}

async function open(scope: PushScope): Promise<void> {
  const pages = await scope.clients.matchAll({ type: "window", includeUncontrolled: true });
  const ours = pages.find(({ url }) => new URL(url).origin === scope.location.origin && new URL(url).pathname === INBOX);
  await (ours ? ours.focus() : scope.clients.openWindow(INBOX));
}

export function listen(scope: PushScope): void {
  scope.addEventListener("push", (event) => {
    const title = titleOf(event.data?.text() ?? "") || SAID;
    // One place on the screen: a second one, or the same one twice, takes the place of the first.
    const options: NotificationOptions = { body: SAID, tag: "buzon", lang: "es-MX" };
    event.waitUntil(scope.registration.showNotification(title, options));
  });
  scope.addEventListener("notificationclick", (event) => {
    event.notification.close();
    event.waitUntil(open(scope));
  });
}
