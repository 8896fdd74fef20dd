"""A request, answered: one thing a page, what is typed always kept, what the registers know confirmed or disputed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ventanilla.apps.cases.api import (
    AlreadyFiled,
    CaseView,
    draft_drop,
    draft_for,
    draft_problems,
    draft_save,
    open_alike,
    options_of,
    source_of,
)
from ventanilla.apps.cases.api import tramite as find_tramite
from ventanilla.domain.cases import State
from ventanilla.kernel.text import Text
from ventanilla.kit.form import (
    DISPUTES,
    REGISTERED,
    Asked,
    asked_of,
    items_of,
    registered_words,
)
from ventanilla.kit.tramite import AnyTramite
from ventanilla.web.design.shapes import Link
from ventanilla.web.design.wizard_shapes import ConfirmPage, GroupPage, Item, KnownBox, Task, TasksPage, WizardPage
from ventanilla.web.errors import error_page
from ventanilla.web.guards import RESCUED, VisitRequest, signed_in

from .attachments import files_step
from .inputs import answers_in, inputs_of, inputs_of_item, posted, steps_of, taken, texts_in
from .sign_in import OFFICE
from .way import Way

MAX_WHY: Final = 2_000  # characters of why a register is wrong
_CHOOSE: Final = Text("CONFIRME_DATO", "Elija si el dato es correcto.")


def draft_of(request: VisitRequest, case_id: UUID) -> tuple[CaseView, AnyTramite]:
    """The draft and its trámite; 404 for anybody else's."""
    draft = draft_for(request.visit.actor, case_id)
    tramite = find_tramite(draft.tramite) if draft is not None else None
    if draft is None or tramite is None:
        raise Http404
    return draft, tramite


def already(request: VisitRequest, filed: CaseView) -> HttpResponse:
    """The draft was sent, in this window or another: the same receipt, never a second filing."""
    if request.method == "GET":
        return redirect(f"/expedientes/{filed.folio}")
    return error_page(request, 409, filing="received", folio=filed.folio)


def way_of(request: VisitRequest, draft: CaseView, tramite: AnyTramite) -> Way:
    """The way through a draft, with what the registers offer to choose among."""
    return Way(tramite.form, draft, options_of(request.visit.actor, tramite))


def case_links(cases: Iterable[CaseView]) -> tuple[Link, ...]:
    """To each of them, by its folio."""
    return tuple(Link(one.folio, f"/expedientes/{one.folio}") for one in cases)


def alike(request: VisitRequest, draft: CaseView) -> tuple[Link, ...]:
    """To the open requests of the same thing as a draft: whoever writes it is told before they send it."""
    tramite = find_tramite(draft.tramite)
    return () if tramite is None else case_links(open_alike(request.visit.actor, tramite, draft.draft))


def problems_of(request: VisitRequest, draft: CaseView) -> dict[str, Text]:
    """What is still wrong or missing in a draft as it is kept, by input."""
    return draft_problems(request.visit.actor, draft.id, on=settings.VENTANILLA_CLOCK.today())


@dataclass(frozen=True)
class _At:
    """One page of a draft: the question, and the item where it is one of a group."""

    way: Way
    number: int
    item: int | None = None

    @property
    def question(self) -> Asked:
        return self.way.questions[self.number - 1]

    @property
    def name(self) -> str:
        return self.question.name if self.item is None else f"{self.question.name}.{self.item}"

    @property
    def known(self) -> KnownBox | None:
        """What the register says of it, in words."""
        draft = self.way.draft.draft
        source = source_of(draft, self.question.name)
        if source is None or self.item is not None:
            return None
        return KnownBox(registered_words(self.question, draft), source)

    @property
    def save_url(self) -> str:
        """Where the page saves itself while somebody types."""
        item = "" if self.item is None else f"&renglon={self.item}"
        return f"/solicitudes/{self.way.draft.id}/guardar?pregunta={self.number}{item}"

    def seen(self, draft: Mapping[str, str]) -> str:
        """A digest of all that a draft holds of this page: another one later means that another window changed it."""
        own = (self.name, f"{DISPUTES}.{self.name}")
        held = sorted((key, text) for key, text in draft.items() if key in own or key.startswith(f"{self.name}."))
        return hashlib.sha256(json.dumps(held).encode()).hexdigest()[:16]

    def inputs(self, draft: Mapping[str, str]) -> tuple[Asked, ...]:
        if self.item is not None:
            return inputs_of_item(self.question, self.item, draft)
        why = Asked(f"{DISPUTES}.{self.name}", "¿Por qué no es correcto?", "", {}, False, "long", max_length=MAX_WHY)
        return (*inputs_of(self.question), why) if self.known is not None else inputs_of(self.question)


def _at(request: VisitRequest, case_id: UUID, number: int, item: int | None = None) -> _At:
    draft, tramite = draft_of(request, case_id)
    way = way_of(request, draft, tramite)
    if not 1 <= number <= len(way.questions):
        raise Http404
    question = way.questions[number - 1]
    if item is not None and (question.kind != "group" or not 0 <= item < question.most):
        raise Http404
    return _At(way, number, item)


@signed_in
@require_http_methods(["GET", "POST"])
def step(request: VisitRequest, case_id: UUID, number: int) -> HttpResponseBase:
    """One question. What is typed is kept even when it is wrong."""
    at = _at(request, case_id, number)
    if at.way.draft.state is not State.BORRADOR:
        return already(request, at.way.draft)
    if at.question.kind == "group":
        return _group(request, at)
    if at.question.kind == "files":
        try:
            return files_step(request, at.way, number)
        except AlreadyFiled as filed:
            return already(request, filed.view)
    if at.known is not None and "corregir" not in request.GET:
        return _confirm(request, at)
    return _answered(request, at)


@signed_in
@require_http_methods(["GET", "POST"])
def item(request: VisitRequest, case_id: UUID, number: int, item: int) -> HttpResponseBase:
    """One of those that a group repeats, whole on its page."""
    at = _at(request, case_id, number, item)
    if at.way.draft.state is not State.BORRADOR:
        return already(request, at.way.draft)
    return _answered(request, at)


@signed_in
@require_POST
def item_remove(request: VisitRequest, case_id: UUID, number: int, item: int) -> HttpResponseBase:
    """Take one out; taking it out twice is taking it out."""
    at = _at(request, case_id, number, item)
    try:
        draft_drop(request.visit.actor, case_id, at.name, now=settings.VENTANILLA_CLOCK.now())
    except AlreadyFiled as filed:
        return already(request, filed.view)
    return redirect(at.way.url(number))


def _answered(request: VisitRequest, at: _At) -> HttpResponseBase:
    """A page of inputs: shown, or saved and judged."""
    draft = at.way.draft
    inputs = at.inputs(draft.draft)
    if request.method == "GET":
        typed = _rescued(request)
        return _page(request, at, inputs, texts_in(inputs, draft.draft) if typed is None else typed, {})
    typed = {name: str(value) for name, value in request.POST.items()}
    shown = set(request.POST.getlist("campo"))  # what the page put; without it, all that is put now
    answers = answers_in((each for each in inputs if not shown or each.name in shown), typed)
    try:
        draft_save(request.visit.actor, draft.id, answers, now=settings.VENTANILLA_CLOCK.now())
    except AlreadyFiled as filed:
        return already(request, filed.view)
    at = _At(Way(at.way.form, draft_of(request, draft.id)[0], at.way.offered), at.number, at.item)
    kept = at.way.draft.draft
    differs = any(kept.get(name, "") != draft.draft.get(name, "") for name in answers)
    if differs and typed.get("visto", at.seen(draft.draft)) != at.seen(draft.draft):
        return _page(request, at, inputs, texts_in(inputs, kept), {}, before=draft.draft)
    wrong = _problems_at(at, problems_of(request, at.way.draft))
    if "salir" in request.POST:
        return redirect(OFFICE)
    now_due = {each.name for each in at.inputs(kept)} - answers.keys()
    if not now_due.isdisjoint(wrong) and answers.keys().isdisjoint(wrong):
        return redirect(request.get_full_path())  # an answer made others due: they are put before they are missed
    if wrong:
        put = at.inputs(kept)
        shown_now = texts_in(put, kept)
        as_typed = {name: text for name, text in typed.items() if name in shown_now and name not in taken(typed)}
        return _page(request, at, put, shown_now | as_typed, wrong)
    if at.item is not None:
        return redirect(at.way.url(at.number) + ("?volver=1" if "volver" in request.GET else ""))
    return redirect(_next(request, at))


def _next(request: VisitRequest, at: _At) -> str:
    return at.way.check_url if "volver" in request.GET else at.way.after(at.number)


def _problems_at(at: _At, problems: dict[str, Text]) -> dict[str, Text]:
    own = (at.name, f"{DISPUTES}.{at.name}")
    return {name: text for name, text in problems.items() if name in own or name.startswith(f"{at.name}.")}


def _rescued(request: VisitRequest) -> dict[str, str] | None:
    kept = request.session.get(RESCUED)
    if not isinstance(kept, dict) or kept.get("path") != request.path:
        return None
    del request.session[RESCUED]
    return dict(kept["typed"])


def _page(
    request: VisitRequest,
    at: _At,
    inputs: tuple[Asked, ...],
    typed: Mapping[str, str],
    wrong: Mapping[str, Text],
    before: Mapping[str, str] | None = None,
) -> HttpResponse:
    draft, question = at.way.draft, at.question
    steps = steps_of(inputs, typed, wrong)
    whole = wrong.get(at.name, "") if all(each.name != at.name for each in inputs) else ""
    count, total = at.way.count(at.number)
    was = [(each, before.get(each.name, "")) for each in inputs] if before is not None else []
    page = WizardPage(
        title=draft.title,
        heading=question.one if at.item is not None else question.label,
        steps=steps,
        number=count,
        total=total,
        back_url=at.way.url(at.number) if at.item is not None or at.known else at.way.before(at.number),
        leave_url=OFFICE,
        saved_at=draft.saved_at,
        kept_until=draft.kept_until,
        form_changed=draft.form_changed,
        help="" if at.item is not None else question.help,
        item=_place(at) if at.item is not None else 0,
        known=at.known,
        error=whole,
        seen=at.seen(draft.draft),
        save_url=at.save_url,
        changed=before is not None,
        before="; ".join(filter(None, (each.choices.get(text, text) for each, text in was))),
        earlier=alike(request, draft),
    )
    return render(request, "portal/wizard_step.html", {"page": page}, status=422 if wrong else 200)


def _place(at: _At) -> int:
    """The number of an item for the person: its place among those there are, or the next one."""
    numbers = items_of(at.way.draft.draft, at.question.name)
    return numbers.index(at.item) + 1 if at.item in numbers else len(numbers) + 1


def _confirm(request: VisitRequest, at: _At) -> HttpResponseBase:
    """What the register says: taken as it is, or on to what is right and why."""
    draft, known = at.way.draft, at.known
    if known is None:
        raise AssertionError("only what a register says is confirmed")
    chosen = request.POST.get("correcto", "")
    back = "&volver=1" if "volver" in request.GET else ""
    if request.method == "POST" and chosen == "no":
        return redirect(f"{at.way.url(at.number)}?corregir=1{back}")
    if request.method == "POST" and chosen == "si":
        own = {f"{REGISTERED}.{each.name}": each.name for each in inputs_of(at.question)}
        answers = {name: draft.draft.get(kept, "") for kept, name in own.items()} | {f"{DISPUTES}.{at.name}": ""}
        try:
            draft_save(request.visit.actor, draft.id, answers, now=settings.VENTANILLA_CLOCK.now())
        except AlreadyFiled as filed:
            return already(request, filed.view)
        if "salir" in request.POST:
            return redirect(OFFICE)
        at = _at(request, draft.id, at.number)
        if (wrong := _problems_at(at, problems_of(request, at.way.draft)).get(at.name)) is None:
            return redirect(_next(request, at))
        return _confirm_page(request, at, known, "si", wrong)
    if request.method == "POST" and "salir" in request.POST:
        return redirect(OFFICE)
    disputed = bool(draft.draft.get(f"{DISPUTES}.{at.name}"))
    return _confirm_page(request, at, known, "no" if disputed else "", _CHOOSE if request.method == "POST" else "")


def _confirm_page(request: VisitRequest, at: _At, known: KnownBox, chosen: str, error: Text | str) -> HttpResponse:
    count, total = at.way.count(at.number)
    page = ConfirmPage(
        title=at.way.draft.title,
        heading=at.question.label,
        known=known,
        number=count,
        total=total,
        back_url=at.way.before(at.number),
        leave_url=OFFICE,
        chosen=chosen,
        error=error,
    )
    return render(request, "portal/wizard_confirm.html", {"page": page}, status=422 if page.error else 200)


def _group(request: VisitRequest, at: _At) -> HttpResponseBase:
    """Those that were added, each with its name; when nothing in them is wrong, on."""
    draft, question = at.way.draft, at.question
    numbers = items_of(draft.draft, question.name)
    problems = _problems_at(at, problems_of(request, draft))
    if request.method == "POST":
        if "salir" in request.POST:
            return redirect(OFFICE)
        if not problems:
            return redirect(_next(request, at))
    back = "?volver=1" if "volver" in request.GET else ""
    first = asked_of(question.part)[0].name if question.part is not None else ""
    free = next((each for each in range(question.most) if each not in numbers), None)
    unready = Text("GRUPO_POR_COMPLETAR", "Complete lo que falta de cada renglón.")
    count, total = at.way.count(at.number)
    page = GroupPage(
        title=draft.title,
        heading=question.label,
        help=question.help,
        one=question.one,
        items=tuple(
            Item(
                name=draft.draft.get(f"{question.name}.{each}.{first}", ""),
                number=place,
                change_url=f"{at.way.url(at.number)}/{each}{back}",
                remove_url=f"{at.way.url(at.number)}/{each}/quitar",
                note="Faltan datos" if any(name.startswith(f"{question.name}.{each}.") for name in problems) else "",
            )
            for place, each in enumerate(numbers, start=1)
        ),
        number=count,
        total=total,
        back_url=at.way.before(at.number),
        leave_url=OFFICE,
        add_url="" if free is None else f"{at.way.url(at.number)}/{free}{back}",
        most=question.most,
        error=problems.get(question.name, unready) if request.method == "POST" else "",
        saved_at=draft.saved_at,
    )
    return render(request, "portal/wizard_group.html", {"page": page}, status=422 if page.error else 200)


@signed_in
@require_GET
def tasks(request: VisitRequest, case_id: UUID) -> HttpResponseBase:
    """The parts of a long request, each with how far it is; it is signed when all are ready."""
    draft, tramite = draft_of(request, case_id)
    way = way_of(request, draft, tramite)
    if draft.state is not State.BORRADOR:
        return already(request, draft)
    if not way.listed:
        return redirect(way.start_url())
    problems = problems_of(request, draft)
    parts = [
        Task(title or draft.title, way.state_of(numbers, problems), way.url(numbers[0]))
        for title, numbers in way.sections().items()
    ]
    last = Task("Revise y firme", "aun_no") if problems else Task("Revise y firme", "sin_empezar", way.check_url)
    page = TasksPage(
        title=draft.title,
        tasks=(*parts, last),
        ready=sum(part.state == "lista" for part in parts),
        back_url=f"/tramites/{draft.tramite}",
        leave_url=OFFICE,
        saved_at=draft.saved_at,
    )
    return render(request, "portal/wizard_tasks.html", {"page": page})


@signed_in
@require_POST
def save(request: VisitRequest, case_id: UUID) -> HttpResponseBase:
    """What a page saves by itself while somebody types; the answer says when, and what the page now shows."""
    where = [request.GET.get(name, "") for name in ("pregunta", "renglon")]
    number, item = (int(each) if each.isascii() and each.isdigit() and len(each) <= 3 else None for each in where)
    at = _at(request, case_id, number or 0, item)
    draft = at.way.draft
    typed = {name: str(value) for name, value in request.POST.items()}
    changed = typed.get("visto") != at.seen(draft.draft)
    now = settings.VENTANILLA_CLOCK.now()
    try:
        answers = answers_in(posted(at.inputs(draft.draft), typed), typed)
        draft_save(request.visit.actor, case_id, answers, now=now)
    except AlreadyFiled as filed:
        return JsonResponse({"folio": filed.view.folio}, status=409)
    kept = draft_of(request, case_id)[0].draft
    return JsonResponse({"guardado": f"{localtime(now):%H:%M}", "visto": at.seen(kept), "cambio": changed})
