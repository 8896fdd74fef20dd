/** Small manners of every page. */

import { LEAVING, forgetCard, keptCard } from "../card/offline.ts";
import { standAgain } from "./place.ts";

/** Where a summary of errors sends the focus: to the field itself, with its label in sight. */
function goToField(event: Event): void {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>(".govuk-error-summary a[href^='#']") : null;
  const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!field) return;
  event.preventDefault();
  (field.closest(".govuk-form-group") ?? field).scrollIntoView();
  field.focus({ preventScroll: true });
}

/** One press, one submission: for forms marked ``data-once`` whose server would also refuse the second. */
function onlyOnce(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  if (form.dataset["once"] === undefined || event.defaultPrevented) return;
  if (form.dataset["sent"] !== undefined) event.preventDefault();
  form.dataset["sent"] = "";
}

/** A page kept in memory by the browser is asked for again, so that Back shows nothing after signing out. */
function onReturn({ persisted }: PageTransitionEvent): void {
  if (persisted && document.body.dataset["personal"] !== undefined) location.reload();
  for (const form of document.forms) delete form.dataset["sent"];
}

/** Two minutes before the session ends on its own, says so; one press keeps it, and what is typed stays where it is. */
function warnBeforeTheEnd(notice: HTMLElement): void {
  const form = notice.querySelector("form");
  let seconds = Number(notice.dataset["sessionSeconds"]);
  let end: ReturnType<typeof setTimeout>;
  const wait = (): void => {
    clearTimeout(end);
    setTimeout(() => (notice.hidden = false), Math.max(0, seconds - 150) * 1000);
    end = setTimeout(() => "caches" in globalThis && void keptCard(), (seconds + 1) * 1000); // over: what was kept with it is erased
  };
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    const again = fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" });
    again.then(
      (answer) => {
        if (answer.status !== 204) return form.submit();
        notice.hidden = true;
        seconds = Number(notice.dataset["sessionWhole"]);
        wait();
      },
      () => form.submit(),
    );
  });
  wait();
}

/** The card kept for use without connection goes with the session, unless its owner said that the device is theirs. */
async function forgetWithTheSession(): Promise<void> {
  const kept = await keptCard(); // what may be kept no longer is erased by looking
  if (kept && !kept.own && document.body.dataset["personal"] === undefined) await forgetCard();
}

/** «Salir» erases it wherever it was kept, before the page leaves. */
function onSignOut(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  if (new URL(form.action).pathname !== "/salir" || event.defaultPrevented) return;
  event.preventDefault();
  dispatchEvent(new Event(LEAVING));
  void forgetCard().finally(() => form.submit());
}

document.documentElement.classList.add("js-enabled");
if ("caches" in globalThis) {
  document.addEventListener("submit", onSignOut);
  void forgetWithTheSession();
}
document.addEventListener("click", goToField);
document.addEventListener("submit", onlyOnce);
addEventListener("pageshow", onReturn);
standAgain();

const notice = document.querySelector<HTMLElement>("[data-session-seconds]");
if (notice) warnBeforeTheEnd(notice);

const summary = document.querySelector<HTMLElement>(".govuk-error-summary:not([hidden])");
if (summary) {
  summary.tabIndex = -1;
  summary.focus();
}
