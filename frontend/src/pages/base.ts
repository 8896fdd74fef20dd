/** Small manners of every page. */

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

document.documentElement.classList.add("js-enabled");
document.addEventListener("click", goToField);
document.addEventListener("submit", onlyOnce);
addEventListener("pageshow", onReturn);

const summary = document.querySelector<HTMLElement>(".govuk-error-summary:not([hidden])");
if (summary) {
  summary.tabIndex = -1;
  summary.focus();
}
