/** What a worker shows of a push: one sentence, whatever it carries, in one place of the screen. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { listen, titleOf, type PushScope } from "../src/push/handler.ts";

type Listener = (event: never) => void;

function worker(pages: { url: string; focus(): Promise<unknown>; navigate(url: string): Promise<unknown> }[] = []) {
  const listeners = new Map<string, Listener>();
  const shown: { title: string; options: NotificationOptions }[] = [];
  const opened: string[] = [];
  const scope = {
    location: { origin: "https://oficina.example" },
    registration: { showNotification: async (title: string, options: NotificationOptions) => void shown.push({ title, options }) },
    clients: { matchAll: async () => pages, openWindow: async (url: string) => void opened.push(url) },
    addEventListener: (type: string, listener: Listener) => void listeners.set(type, listener),
  };
  listen(scope as unknown as PushScope);
  const happen = async (type: string, event: object): Promise<void> => {
    let done: Promise<unknown> = Promise.resolve();
    listeners.get(type)?.({ ...event, waitUntil: (promise: Promise<unknown>) => (done = promise) } as never);
    await done;
  };
  return { happen, shown, opened };
}

const SAID = "Tiene un aviso nuevo en su buzón.";

test("the sentence is the office's, not the push's", async () => {
  for (const text of ['{"titulo":"Ventanilla","texto":"Marisol, $500"}', "no es JSON", "", "null", "[]", '{"titulo":7}', `{"titulo":"${"x".repeat(200)}"}`]) {
    const { happen, shown } = worker();
    await happen("push", { data: { text: () => text } });
    assert.equal(shown.length, 1);
    assert.equal(shown[0]?.options.body, SAID);
    assert.equal(shown[0]?.options.tag, "buzon");
    assert.ok(["Ventanilla", SAID].includes(shown[0]?.title ?? ""));
  }
});

test("a push without data is told too", async () => {
  const { happen, shown } = worker();
  await happen("push", { data: null });
  assert.deepEqual([shown[0]?.title, shown[0]?.options.body], [SAID, SAID]);
});

test("pressing it opens the inbox, or goes to the one that is open", async () => {
  const closed: string[] = [];
  const notification = { close: () => void closed.push("x") };
  const none = worker();
  await none.happen("notificationclick", { notification });
  assert.deepEqual(none.opened, ["/buzon"]);
  let focused = 0;
  const page = (url: string) => ({ url, focus: async () => (focused += 1), navigate: async () => undefined });
  const open = worker([page("https://otra.example/buzon"), page("https://oficina.example/buzon")]);
  await open.happen("notificationclick", { notification });
  assert.deepEqual([open.opened, focused, closed.length], [[], 1, 2]);
});

test("only a title that is one", () => {
  assert.equal(titleOf('{"titulo":"Ventanilla"}'), "Ventanilla");
  assert.equal(titleOf('{"otro":"x"}'), "");
});
