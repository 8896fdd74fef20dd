/** The list of cases by keyboard: Ctrl + K goes to the search, the arrows go from case to case. Without it, Tab does.
 *
 * The search has no letter or sign of its own: whoever dictates to their machine types those (WCAG 2.1.4). */

const links = (): HTMLAnchorElement[] => [...document.querySelectorAll<HTMLAnchorElement>("[data-queue] tbody th a")];

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, select, textarea") !== null;
}

function move(step: number): void {
  const all = links();
  const here = all.findIndex((link) => link === document.activeElement);
  const next = here < 0 ? (step > 0 ? 0 : all.length - 1) : here + step;
  all[next]?.focus();
}

function search(event: KeyboardEvent): boolean {
  return (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k";
}

document.addEventListener("keydown", (event) => {
  const field = search(event) ? document.getElementById("busca") : null;
  if (field) field.focus();
  else if (event.altKey || event.ctrlKey || event.metaKey || typing(event.target)) return;
  else if (event.key === "ArrowDown") move(1);
  else if (event.key === "ArrowUp") move(-1);
  else return;
  event.preventDefault();
});
