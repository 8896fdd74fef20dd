"""Where officials see the cases that wait for a person, and one of them whole."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ventanilla.apps.cases.api import (
    AskedView,
    CaseForOfficial,
    CaseNotFound,
    Filters,
    NotReviewer,
    ProposalView,
    QueuedCase,
    ReviewRefused,
    ReviewView,
    case_release,
    case_subject,
    case_take,
    official_case,
    queue_for,
    waiting_for,
)
from ventanilla.domain.authority import Role
from ventanilla.domain.cases import Answerer, State
from ventanilla.domain.cases.asks import Outcome
from ventanilla.domain.cases.second import Act, ReviewState
from ventanilla.domain.identifiers import curp as curps
from ventanilla.domain.rights import Reading, Why
from ventanilla.kernel.folio import read_folio
from ventanilla.kernel.text import Text
from ventanilla.web.design.review_shapes import (
    ExpedientesPage,
    GroundRow,
    Proposed,
    QueueRow,
    Reviewed,
    RevisarPage,
    Tag,
)
from ventanilla.web.design.shapes import Answered, Choice, DocumentRow, Sentence
from ventanilla.web.design.verify_shapes import AskedRow
from ventanilla.web.guards import VisitRequest, staff
from ventanilla.web.readings import read_by_official
from ventanilla.web.timelines import timeline_shown

from .files import staff_file

PAGE: Final = "/personal/expedientes"
CURP_LETTERS: Final = 18
MAX_TYPED: Final = 60  # characters of a filter or of what is searched
STATES: Final[dict[str, tuple[Sentence, tuple[State, ...]]]] = {
    "por_revisar": (Text("COLA_POR_REVISAR", "Por revisar"), (State.EN_REVISION,)),
    "preguntado": (Text("COLA_PREGUNTADO", "Esperan respuesta"), (State.PREGUNTADO,)),
    "resuelto": (Text("COLA_RESUELTO", "Resueltos"), (State.APROBADO, State.NEGADO)),
    "retirado": (Text("COLA_RETIRADO", "Retirados"), (State.DESISTIDO,)),
}
# Names for the queues of the trámites that come with the house and of the runner; any other is shown by its own key.
QUEUES: Final = {
    "datos_personales": "Datos personales",
    "afiliacion": "Afiliación",
    "medicina": "Personal médico",
    "representantes": "Representantes de empresas",
    "aclaraciones": "Aclaraciones",
    "verificacion": "Verificación",
    "formularios": "Formularios que cambiaron",
}
KINDS: Final[dict[State, Tag]] = {State.APROBADO: "done", State.NEGADO: "no", State.DESISTIDO: "off"}
ASKED_OF: Final[dict[Answerer, Sentence]] = {
    Answerer.PERSON: Text("PREGUNTADO_A_PERSONA", "A quien lo presentó"),
    Answerer.EMPLOYER: Text("PREGUNTADO_A_PATRON", "A su empleador"),
    Answerer.OFFICIAL: Text("PREGUNTADO_A_OFICINA", "A la oficina, para verificarlo"),
    Answerer.PAYMENT: Text("PREGUNTADO_PAGO", "Un pago"),
    Answerer.FILING: Text("PREGUNTADO_A_FIRMAR", "A su empleador, para que firme la corrección"),
}
OUTCOMES: Final[dict[Outcome, Sentence]] = {
    Outcome.ABIERTA: Text("PREGUNTA_ABIERTA", "Se espera la respuesta"),
    Outcome.CONTESTADA: Text("PREGUNTA_CONTESTADA", "Contestada"),
    Outcome.SILENCIO: Text("PREGUNTA_SILENCIO", "Nadie contestó en el plazo"),
    Outcome.RETIRADA: Text("PREGUNTA_RETIRADA", "Ya no hizo falta: se retiró el trámite"),
}
ALL: Final = Text("COLA_TODAS", "Todas")
NOT_FOUND: Final = Text(
    "EXPEDIENTE_NO_ENCONTRADO", "No hay un expediente así entre los que usted puede revisar. Revise el folio o la CURP."
)
UNREADABLE: Final = Text("EXPEDIENTE_BUSCA_ILEGIBLE", "Escriba un folio de 12 letras y números, o una CURP de 18.")
DONE: Final[dict[str, Sentence]] = {
    "tomado": Text("EXPEDIENTE_TOMADO", "Usted lo tiene desde ahora. La persona ve su cargo y su unidad."),
    "devuelto": Text("EXPEDIENTE_DEVUELTO", "Quedó libre para que otra persona lo tome."),
    "confirmar": Text("EXPEDIENTE_CONFIRMADO", "Quedó resuelto. Avisamos a la persona."),
    "negar": Text("EXPEDIENTE_NEGADO", "Quedó resuelto: no procede. Avisamos a la persona."),
    "preguntar": Text("EXPEDIENTE_PREGUNTADO", "Se lo preguntamos a la persona. Al contestar, vuelve aquí."),
    "propuesto": Text("EXPEDIENTE_PROPUESTO", "Quedó propuesto. Otra persona de revisión lo aprueba."),
    "aprobar": Text("EXPEDIENTE_APROBADO", "Lo aprobó y quedó resuelto. Avisamos a la persona."),
    "regresar": Text("EXPEDIENTE_REGRESADO", "Lo regresó. Se revisa otra vez."),
}
SAID: Final[dict[tuple[Act, ReviewState], Sentence]] = {
    (Act.CONFIRMAR, ReviewState.HECHA): Text("REVISADO_CONFIRMADO", "Confirmó la propuesta"),
    (Act.NEGAR, ReviewState.HECHA): Text("REVISADO_NEGADO", "Lo negó"),
    (Act.PREGUNTAR, ReviewState.HECHA): Text("REVISADO_PREGUNTADO", "Preguntó a la persona"),
    (Act.CONFIRMAR, ReviewState.PROPUESTA): Text("REVISADO_PROPONE_CONFIRMAR", "Propone confirmar la propuesta"),
    (Act.NEGAR, ReviewState.PROPUESTA): Text("REVISADO_PROPONE_NEGAR", "Propone negarlo"),
    (Act.CONFIRMAR, ReviewState.DEVUELTA): Text("REVISADO_REGRESADO_CONFIRMAR", "Propuso confirmarlo, y se regresó"),
    (Act.NEGAR, ReviewState.DEVUELTA): Text("REVISADO_REGRESADO_NEGAR", "Propuso negarlo, y se regresó"),
}


@staff(Role.REVISION)
@require_http_methods(["GET", "HEAD", "POST"])
def cases(request: VisitRequest) -> HttpResponseBase:
    """The list, filtered; a search is sent, so that no CURP stays in an address."""
    if request.method != "POST":
        return _list(request, _filters(request), after=request.GET.get("despues", "")[:200])
    typed = request.POST.get("busca", "").strip()[:MAX_TYPED]
    folio = read_folio(typed)
    now, actor = settings.VENTANILLA_CLOCK.now(), request.visit.actor
    if folio is not None:
        if case_subject(actor, folio, now=now) is None:
            return _list(request, Filters(), searched=typed, error=NOT_FOUND)
        return redirect(f"{PAGE}/{folio}")
    curp = curps.compact(typed)
    if len(curp) != CURP_LETTERS:
        return _list(request, Filters(), searched=typed, error=UNREADABLE)
    every = tuple(state for _, states in STATES.values() for state in states)
    return _list(request, Filters(states=every, curp=curp), searched=typed)


def waiting(request: VisitRequest) -> int:
    """How many cases wait for whoever reviews, for the link to this page."""
    return waiting_for(request.visit.actor, now=settings.VENTANILLA_CLOCK.now())


def _filters(request: HttpRequest) -> Filters:
    chosen = {name: request.GET.get(name, "")[:MAX_TYPED] for name in ("estado", "cola", "tramite")}
    _, states = STATES.get(chosen["estado"], STATES["por_revisar"])
    return Filters(
        states=states,
        queue=chosen["cola"],
        tramite=chosen["tramite"],
        mine=request.GET.get("mios") == "si",
        late=request.GET.get("tarde") == "si",
    )


def _list(
    request: VisitRequest, filters: Filters, *, after: str = "", searched: str = "", error: Sentence = ""
) -> HttpResponse:
    found = queue_for(request.visit.actor, filters, after=after, now=settings.VENTANILLA_CLOCK.now())
    rows = () if error else found.rows
    read_by_official(request, (one.subject for one in rows), Reading.EXPEDIENTE, Why.REVISION)
    chosen = {name: value for name, value in request.GET.items() if name not in {"despues", "hecho"} and value}
    total = sum(n for _, n in found.queues)
    page = ExpedientesPage(
        rows=tuple(queue_row(one) for one in rows),
        states=tuple(Choice(key, words, checked=states == filters.states) for key, (words, states) in STATES.items()),
        queues=(
            Choice("", f"{ALL} ({total})", checked=not filters.queue),
            *(Choice(key, f"{QUEUES.get(key, key)} ({n})", checked=key == filters.queue) for key, n in found.queues),
        ),
        tramites=(
            Choice("", ALL, checked=not filters.tramite),
            *(Choice(key, title, checked=key == filters.tramite) for key, title in found.tramites),
        ),
        mine=filters.mine,
        late=filters.late,
        next_url=f"{PAGE}?{urlencode({**chosen, 'despues': found.after})}" if found.after and not searched else "",
        first_url=f"{PAGE}?{urlencode(chosen)}" if after else "",
        searched=searched,
        search_error=error or (NOT_FOUND if searched and not rows else ""),
        done=DONE.get(request.GET.get("hecho", ""), ""),
    )
    status = 422 if page.search_error else 200
    return render(request, "staff/expedientes.html", {"page": page, "section": "personal"}, status=status)


def queue_row(one: QueuedCase) -> QueueRow:
    """A case as the pages of staff name it."""
    return QueueRow(
        folio=one.folio,
        href=f"{PAGE}/{one.folio}",
        title=one.title,
        queue=QUEUES.get(one.queue, one.queue),
        applicant=one.applicant,
        filed_at=one.filed_at,
        promised=one.promised_on,
        late=one.late,
        state=one.state.shown,
        kind=KINDS.get(one.state, "wait"),
        taken=one.taken,
        mine=one.mine,
    )


# -- one case


@staff(Role.REVISION)
@require_safe
def case(request: VisitRequest, folio: str) -> HttpResponse:
    """One case, whole: what was asked, what the registers say now, what the rules propose, what happened."""
    return case_page(request, folio)


def case_page(request: VisitRequest, folio: str, *, error: Sentence = "", who: str = "") -> HttpResponse:
    """The page of a case, with what could not be done; its reading is noted before it is computed."""
    found = read_case(request, folio)
    page = RevisarPage(
        row=queue_row(found.row),
        acting_for=found.acting_for,
        why=found.why,
        answers=_pairs(found.answers),
        files=tuple(staff_file(one, found.row.folio) for one in found.files),
        asks=tuple(asked_row(one) for one in found.asks),
        found=_pairs(found.found),
        grounds=tuple(GroundRow(one.what, one.value, one.cite) for one in found.grounds),
        proposal=proposed(found.proposal),
        waiting=reviewed(found.waiting),
        reviews=tuple(one for one in map(reviewed, found.reviews) if one is not None),
        timeline=timeline_shown(found.timeline),
        documents=tuple(
            DocumentRow(
                title=one.title,
                folio=one.folio,
                issued_at=one.issued_at,
                verify_url=f"/verificar/{one.folio}" if one.ready else "",
            )
            for one in found.documents
        ),
        acts=acts_of(found),
        second=found.second,
        error=error,
        who=who,
        done=DONE.get(request.GET.get("hecho", ""), ""),
    )
    status = 409 if error else 200
    return render(request, "staff/expediente.html", {"page": page, "section": "personal"}, status=status)


def read_case(request: VisitRequest, folio: str) -> CaseForOfficial:
    """A case that whoever is there may review, once it is noted that they read it. Http404."""
    compact, now, actor = read_folio(folio), settings.VENTANILLA_CLOCK.now(), request.visit.actor
    try:
        subject = case_subject(actor, compact, now=now) if compact else None
        if compact is None or subject is None:
            raise Http404
        # Before it is computed: what is kept of a person includes who read it, and a proposal may count it.
        read_by_official(request, [subject], Reading.EXPEDIENTE, Why.REVISION)
        found = official_case(actor, compact, now=now)
    except NotReviewer as no_more:
        raise Http404 from no_more
    if found is None:
        raise Http404
    return found


def acts_of(found: CaseForOfficial) -> frozenset[str]:
    """What whoever looks may do with a case now."""
    if found.row.state is State.PREGUNTADO:
        return frozenset({"devolver"} if found.row.mine else {"tomar"})
    if found.row.state is not State.EN_REVISION:
        return frozenset()
    if found.waiting is not None:
        return frozenset() if found.proposed_by_me else frozenset({"aprobar", "regresar"})
    if found.row.taken and not found.row.mine:
        return frozenset({"tomar"})
    acts = {"preguntar", "devolver" if found.row.mine else "tomar"}
    if found.proposal is not None:
        acts |= {"confirmar", "negar"}
    elif found.by_hand:
        acts |= {"negar"}
    return frozenset(acts)


@staff(Role.REVISION)
@require_POST
def case_hold(request: VisitRequest, folio: str) -> HttpResponseBase:
    """Take a case, or leave it."""
    compact, by, now = read_folio(folio), request.visit.actor, settings.VENTANILLA_CLOCK.now()
    leave = request.POST.get("accion") == "devolver"
    try:
        if compact is None:
            raise CaseNotFound
        (case_release if leave else case_take)(compact, by=by, now=now)
    except (CaseNotFound, NotReviewer) as missing:
        raise Http404 from missing
    except ReviewRefused as refused:
        return case_page(request, folio, error=refused.fault.text, who=refused.who)
    return redirect(f"{PAGE}/{compact}?hecho={'devuelto' if leave else 'tomado'}")


def proposed(found: ProposalView | None) -> Proposed | None:
    """The rules' proposal, for a page."""
    if found is None:
        return None
    return Proposed(found.approves, found.why, found.cite, _pairs(found.result), found.changed)


def reviewed(found: ReviewView | None) -> Reviewed | None:
    """What an official said, for a page."""
    if found is None:
        return None
    return Reviewed(SAID[found.act, found.state], found.who, found.at, found.reasons, found.cite, found.second_reason)


def asked_row(one: AskedView) -> AskedRow:
    """What was asked in a case, in words."""
    return AskedRow(
        of=ASKED_OF[one.of],
        why=one.why,
        asked_at=one.asked_at,
        until=one.until,
        outcome=OUTCOMES[one.outcome],
        closed_at=one.closed_at,
        signed=one.signed,
        answers=_pairs(one.answers),
    )


def _pairs(said: tuple[tuple[str, str], ...]) -> tuple[Answered, ...]:
    return tuple(Answered(label, words) for label, words in said)
