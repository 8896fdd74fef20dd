"""Staff review kinship: they say which document they saw and until when it counts, or why not; and they end a tie."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ventanilla.apps.accounts.api import (
    MAX_REASON,
    DependencyState,
    DependencyView,
    DocumentWrong,
    KinshipDecided,
    KinshipNotFound,
    KinshipReasonMissing,
    UnknownPerson,
    UntilWrong,
    kinship_accept,
    kinship_end,
    kinship_end_registered,
    kinship_refuse,
    kinships_for,
)
from ventanilla.domain.authority import Document, Role
from ventanilla.domain.identifiers import curp as curps
from ventanilla.domain.rights import Reading, Why
from ventanilla.kernel.text import Text
from ventanilla.web.design.family_shapes import KinshipRow, ParentescosPage
from ventanilla.web.design.shapes import Choice, Sentence, Step
from ventanilla.web.guards import VisitRequest, fresh, staff
from ventanilla.web.readings import read_by_official

PAGE: Final = "/personal/parentescos"
FRESH_MINUTES: Final = 15
MAX_TYPED: Final = 600  # characters kept of what is typed
DONE: Final[dict[str, Sentence]] = {
    "aceptar": Text("PARENTESCO_ACEPTADO", "Aceptó el documento. Avisamos a quien lo pidió y a la familia."),
    "rechazar": Text("PARENTESCO_RECHAZADO", "No aceptó la solicitud. Avisamos a quien la pidió."),
    "terminar": Text("PARENTESCO_TERMINADO", "Terminó el permiso. Avisamos a las dos personas."),
    "terminar-registro": Text(
        "PARENTESCO_TERMINADO_REGISTRO", "Terminó el permiso que daba el registro. Avisamos a las dos personas."
    ),
}
STATES: Final[dict[DependencyState, tuple[Sentence, Literal["", "wait", "off", "no"]]]] = {
    DependencyState.PEDIDA: (Text("PARENTESCO_PEDIDA", "Por preguntar al registro"), "wait"),
    DependencyState.EN_REVISION: (Text("PARENTESCO_EN_REVISION", "Falta ver un documento"), "wait"),
    DependencyState.VIGENTE: (Text("PARENTESCO_VIGENTE", "Vigente"), ""),
    DependencyState.RECHAZADA: (Text("PARENTESCO_NO_ACEPTADA", "No aceptada"), "no"),
    DependencyState.DETENIDA: (Text("PARENTESCO_DETENIDA", "Detenida por la familia"), "wait"),
    DependencyState.TERMINADA: (Text("PARENTESCO_TERMINADA", "Terminada"), "off"),
}
NO_REASON: Final = Text(
    "PARENTESCO_SIN_MOTIVO",
    "Escriba el motivo, en {maximo} letras o menos. Lo leerá quien lo pidió.",
    maximo=MAX_REASON,
)
NO_DOCUMENT: Final = Text("PARENTESCO_SIN_DOCUMENTO", "Elija qué documento vio.")
WRONG_DOCUMENT: Final = Text("PARENTESCO_OTRO_DOCUMENTO", "Ese documento no prueba ese parentesco. Elija otro.")
NO_DATE: Final = Text("PARENTESCO_SIN_DIA", "Escriba el último día, con día, mes y año.")
UNKNOWN: Final = Text(
    "PARENTESCO_SIN_NACIMIENTO",
    "El registro de población no confirma esa CURP o no responde. Sin su fecha de nacimiento no se acepta.",
)
DECIDED: Final = Text("PARENTESCO_DECIDIDO", "Eso ya estaba decidido. Abajo puede ver qué se decidió.")
NOT_CHOSEN: Final = Text("PARENTESCO_SIN_ELEGIR", "No recibimos qué decidió. Elija una de las opciones.")
NO_TIE: Final = Text(
    "PARENTESCO_NO_ESTA", "El registro no tiene ese parentesco entre las dos CURP, o usted es de esa familia."
)


@dataclass(frozen=True, slots=True)
class Wrong:
    """What could not be done: of which row, in which field, and why."""

    row: str
    field: Literal["documento", "ultimo", "motivo", "parentescos", "terminar"]
    said: Sentence


@staff(Role.REVISION)
@require_safe
def kinships(request: VisitRequest) -> HttpResponse:
    """What waits and what was decided; nothing of one's own family."""
    return _page(request, done=DONE.get(request.GET.get("hecho", ""), ""))


@require_POST
def _decide(request: VisitRequest) -> HttpResponseBase:
    action = request.POST.get("accion", "")
    if action not in DONE:
        return _page(request, wrong=Wrong("", "parentescos", NOT_CHOSEN))
    row = request.POST.get("solicitud", "")[:MAX_TYPED]
    try:
        _do(request, action, row)
    except KinshipReasonMissing:
        wrong = Wrong(row, "terminar" if action == "terminar-registro" else "motivo", NO_REASON)
    except DocumentWrong:
        wrong = Wrong(row, "documento", WRONG_DOCUMENT)
    except UntilWrong as late:
        latest = Text("PARENTESCO_HASTA", "El último día puede ser entre hoy y el {fecha}.", fecha=late.latest)
        wrong = Wrong(row, "ultimo", latest)
    except UnknownPerson:
        wrong = Wrong(row, "parentescos", UNKNOWN)
    except KinshipDecided:
        wrong = Wrong("", "parentescos", DECIDED)
    except KinshipNotFound as missing:
        if action != "terminar-registro":
            raise Http404 from missing
        wrong = Wrong("", "terminar", NO_TIE)
    except _Unread as unread:
        wrong = unread.wrong
    else:
        return redirect(f"{PAGE}?hecho={action}")
    return _page(request, wrong=wrong)


kinship_decide = staff(Role.REVISION)(fresh(FRESH_MINUTES)(_decide))


class _Unread(ValueError):
    def __init__(self, row: str, field: Literal["documento", "ultimo"], said: Sentence) -> None:
        super().__init__("unread")
        self.wrong = Wrong(row, field, said)


def _do(request: VisitRequest, action: str, row: str) -> None:
    by, now = request.visit.actor, settings.VENTANILLA_CLOCK.now()
    reason = request.POST.get("motivo", "")[:MAX_TYPED]
    if action == "terminar-registro":
        holder, other = (curps.compact(request.POST.get(name, "")[:40]) for name in ("actua", "familiar"))
        kinship_end_registered(holder, other, reason=reason, by=by, now=now)
        return
    dependency = _uuid(row)
    if action == "rechazar":
        kinship_refuse(dependency, reason=reason, by=by, now=now)
    elif action == "terminar":
        kinship_end(dependency, reason=reason, by=by, now=now)
    else:
        document = next((each for each in Document if each.value == request.POST.get("documento")), None)
        if document is None:
            raise _Unread(row, "documento", NO_DOCUMENT)
        until = _day(request)
        if until is None:
            raise _Unread(row, "ultimo", NO_DATE)
        kinship_accept(dependency, document=document, until=until, by=by, now=now)


def _uuid(value: str) -> UUID:
    try:
        return UUID(value)
    except ValueError:
        raise Http404 from None


def _day(request: VisitRequest) -> date | None:
    typed = [request.POST.get(f"ultimo-{part}", "").strip() for part in ("anio", "mes", "dia")]
    if not all(part.isascii() and part.isdigit() for part in typed):
        return None
    try:
        return date(*(int(part) for part in typed))
    except (ValueError, OverflowError):
        return None


def _page(request: VisitRequest, *, done: Sentence = "", wrong: Wrong | None = None) -> HttpResponse:
    today = settings.VENTANILLA_CLOCK.today()
    found = kinships_for(request.visit.actor, today)
    read_by_official(request, (who for one in found for who in one.people), Reading.PARENTESCO, Why.REVISION)
    rows = tuple(_row(one) for one in found)
    typed = request.POST if wrong is not None else {}
    page = ParentescosPage(
        rows=tuple(_marked(one, wrong, request) for one in rows),
        done=done,
        error=wrong.said if wrong else "",
        field=_leads_to(wrong, rows),
        end_holder=str(typed.get("actua", ""))[:40],
        end_other=str(typed.get("familiar", ""))[:40],
        end_reason=str(typed.get("motivo", ""))[:MAX_TYPED] if wrong and wrong.field == "terminar" else "",
        end_error=wrong.said if wrong and wrong.field == "terminar" else "",
    )
    return render(
        request, "staff/parentescos.html", {"page": page, "section": "personal"}, status=422 if wrong else 200
    )


def _leads_to(wrong: Wrong | None, rows: tuple[KinshipRow, ...]) -> str:
    if wrong is None or wrong.field == "parentescos":
        return "parentescos"
    if wrong.field == "terminar":
        return "actua"
    found = next((one for one in rows if one.id == wrong.row), None)
    if found is None:
        return "parentescos"
    if wrong.field == "ultimo":
        return f"ultimo-{found.id}-dia"
    return found.field if wrong.field == "motivo" else f"documento-{found.id}"


def _marked(row: KinshipRow, wrong: Wrong | None, request: VisitRequest) -> KinshipRow:
    """The row with what was wrong of it, and what was typed in it."""
    if wrong is None or row.id != wrong.row:
        return row
    if wrong.field == "motivo":
        return replace(row, reason_error=wrong.said)
    chosen = request.POST.get("documento", "")
    documents = replace(row.documents, value=chosen) if row.documents else None
    day, month, year = (request.POST.get(f"ultimo-{part}", "")[:4] for part in ("dia", "mes", "anio"))
    last = replace(row.last, day=day, month=month, year=year) if row.last else None
    if documents is not None and wrong.field == "documento":
        documents = replace(documents, error=wrong.said)
    if last is not None and wrong.field == "ultimo":
        last = replace(last, error=wrong.said)
    return replace(row, documents=documents, last=last)


def _row(one: DependencyView) -> KinshipRow:
    state, tag = STATES[one.state]
    waiting = one.state in {DependencyState.EN_REVISION, DependencyState.DETENIDA}
    seen = next((each.words for each in Document if each.value == one.document), "")
    return KinshipRow(
        id=str(one.id),
        holder=one.holder,
        holder_curp=one.holder_curp,
        name=one.name,
        curp=one.curp,
        born=one.born,
        kinship=one.kinship.words_for_staff,
        state=state,
        tag=tag,
        asked_at=one.asked_at,
        waiting=one.state is DependencyState.EN_REVISION,
        disputed=one.state is DependencyState.DETENIDA,
        running=one.state is DependencyState.VIGENTE,
        until=one.until if one.state is DependencyState.VIGENTE else None,
        document=seen,
        decided_at=one.decided_at,
        reason=one.reason,
        documents=_documents(one) if waiting else None,
        last=_last(one) if waiting else None,
    )


def _documents(one: DependencyView) -> Step:
    proving = tuple(Choice(each.value, each.words) for each in Document if each.proves(one.kinship))
    return Step(
        kind="choice", name="documento", label=Text("PARENTESCO_DOCUMENTO", "¿Qué documento vio?"), choices=proving
    )


def _last(one: DependencyView) -> Step:
    day = one.latest
    return Step(
        kind="date",
        name="ultimo",
        label=Text("PARENTESCO_ULTIMO", "¿Hasta qué día puede actuar?"),
        help=Text("PARENTESCO_ULTIMO_AYUDA", "Ese día todavía cuenta."),
        day=str(day.day) if day else "",
        month=str(day.month) if day else "",
        year=str(day.year) if day else "",
    )
