/** The list of cases by keyboard: `/` goes to the search, the arrows go from case to case. Without it, Tab does. */

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

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || typing(event.target)) return;
  if (event.key === "/") document.getElementById("busca")?.focus();
  else if (event.key === "ArrowDown") move(1);
  else if (event.key === "ArrowUp") move(-1);
  else return;
  event.preventDefault();
});
