/** Where the focus stands, over a page that shows itself again: its reader is not sent back to the top (WCAG 2.4.3). */

const STOPS = "a[href], button, summary, input:not([type=hidden])";

/** What tells a link or a button from the others, before and after. */
const nameOf = (one: Element): string => `${one.getAttribute("href") ?? ""} ${one.textContent?.trim() ?? ""}`;

/** Those of one name, in their order. */
const called = (name: string): HTMLElement[] =>
  [...document.querySelectorAll<HTMLElement>(STOPS)].filter((one) => nameOf(one) === name);

/** Ask for the page again; where its reader stands is kept with this entry of the history alone. */
export function showAgain(): void {
  const at = document.activeElement;
  if (at instanceof HTMLElement && at !== document.body) {
    const name = nameOf(at);
    history.replaceState({ name, at: called(name).indexOf(at) }, "");
  }
  location.reload();
}

/** Stand where one stood before the page showed itself again; at the content if that is no longer there. */
export function standAgain(): void {
  const stood = history.state as { name?: string; at?: number } | null;
  if (stood?.name === undefined || stood.at === undefined) return;
  history.replaceState(null, "");
  (called(stood.name)[stood.at] ?? document.getElementById("contenido"))?.focus({ preventScroll: true });
}
