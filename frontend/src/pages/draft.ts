/** A page of a request that saves itself while somebody types; the form still sends it all, with or without this. */

const WAIT_MS = 1_500; // after the last key
const TOLD_MS = 10_000; // a request that takes longer is taken for lost

interface Saved {
  guardado: string;
  visto: string;
  cambio: boolean;
}

function follow(form: HTMLFormElement, url: string, status: HTMLElement): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending = false;
  let again = false;
  const seen = form.elements.namedItem("visto") as HTMLInputElement;

  async function save(): Promise<void> {
    if (sending) {
      again = true;
      return;
    }
    sending = true;
    again = false;
    try {
      const body = new FormData(form);
      const answer = await fetch(url, { method: "POST", body, redirect: "manual", signal: AbortSignal.timeout(TOLD_MS) });
      if (!answer.ok) throw new Error(String(answer.status));
      const { guardado, visto, cambio } = (await answer.json()) as Saved;
      seen.value = visto;
      status.textContent = cambio ? status.dataset["elsewhere"]! : `${status.dataset["saved"]} ${guardado}`;
    } catch {
      status.textContent = status.dataset["failed"]!; // what was typed is still in the page
    } finally {
      sending = false;
      if (again) void save();
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => void save(), WAIT_MS);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
}

const draftForm = document.querySelector<HTMLFormElement>("form[data-draft]");
const draftStatus = document.querySelector<HTMLElement>("[data-draft-status]");
if (draftForm && draftStatus) follow(draftForm, draftForm.dataset["draft"]!, draftStatus);
