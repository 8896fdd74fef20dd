"""Whoever audits reads what was done about somebody, by whom and for whom, and whether the record of it is whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ventanilla.apps.accounts.api import holder_of
from ventanilla.apps.affiliation.api import subject_by_curp
from ventanilla.apps.cases.api import subject_of_folio
from ventanilla.apps.eventlog.api import (
    AUDIT_PAGE,
    AuditEntry,
    ChainFault,
    chain_export,
    chain_page,
    chain_verify,
    scope,
)
from ventanilla.apps.mandates.api import mandate_names
from ventanilla.domain.authority import Role
from ventanilla.domain.identifiers import curp as curps
from ventanilla.domain.rights import Reading, Why
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.folio import read_folio
from ventanilla.kernel.text import Text
from ventanilla.web.design.audit_shapes import BuscarHistorialPage, HistorialPage, LinkRow
from ventanilla.web.design.shapes import Sentence
from ventanilla.web.downloads import download
from ventanilla.web.guards import VisitRequest, fresh, staff
from ventanilla.web.readings import read_by_official

PAGE: Final = "/personal/historial"
FRESH_MINUTES: Final = 15
MAX_TYPED: Final = 40  # characters: a folio or a CURP
NOBODY: Final = Text(
    "HISTORIAL_DE_NADIE", "No hay un expediente con ese folio, ni una persona con esa CURP. Revise lo que escribió."
)
OFFICE: Final = Text("HISTORIAL_OFICINA", "La oficina, sin que nadie lo pidiera")
OWNER: Final = Text("HISTORIAL_TITULAR", "La misma persona")
CLOSED: Final = Text("HISTORIAL_CUENTA_CERRADA", "Una cuenta que ya se cerró")
ANOTHER: Final = Text("HISTORIAL_POR_OTRA", "en nombre de otra persona o empresa")


@staff(Role.AUDITORIA)
@require_http_methods(["GET", "POST"])
def history_find(request: VisitRequest) -> HttpResponseBase:
    """Whose history: by the folio of a case, or by a CURP. What is typed is never part of an address."""
    if request.method == "GET":
        return render(request, "staff/historial_buscar.html", {"page": BuscarHistorialPage(), "section": "personal"})
    typed = request.POST.get("de", "").strip()[:MAX_TYPED]
    found = _subject(typed)
    if found is None:
        page = BuscarHistorialPage(typed, NOBODY)
        return render(request, "staff/historial_buscar.html", {"page": page, "section": "personal"}, status=422)
    return redirect(f"{PAGE}/{found}")


def _subject(typed: str) -> SubjectId | None:
    folio = read_folio(typed)
    found = subject_of_folio(folio) if folio else None
    if found is not None:
        return found
    curp = curps.compact(typed)
    if not curps.is_valid(curp):
        return None
    with scope(None):
        return subject_by_curp(curp)


@require_safe
def _history(request: VisitRequest, subject_id: UUID) -> HttpResponse:
    subject = SubjectId(subject_id)
    typed = request.GET.get("antes", "")
    before = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < len(str(2**31)) else None
    entries = chain_page(subject, before=before)
    if not entries:
        raise Http404
    read_by_official(request, [subject], Reading.HISTORIAL, Why.AUDITORIA)
    # What was just read is not in the chain: the note of who read is another record.
    newest = entries[0] if before is None else chain_page(subject)[0]
    with scope(None):
        fault = chain_verify(subject)
    shown = entries[:AUDIT_PAGE]
    names = _names(entry.account for entry in shown)
    leaves = mandate_names(entry.mandate for entry in shown if entry.mandate is not None)
    others = {holder[1] for holder in names.values() if holder is not None}
    others |= {SubjectId(entry.acts_for) for entry in shown if entry.mandate in leaves and entry.acts_for is not None}
    read_by_official(request, others - {subject}, Reading.ACTO, Why.AUDITORIA)
    page = HistorialPage(
        rows=tuple(_row(entry, subject, names, leaves) for entry in shown),
        links=newest.seq,
        head=newest.hash,
        file_url=f"{PAGE}/{subject}/archivo",
        fault=fault.seq if fault else 0,
        fault_why=_why(fault),
        older_url=f"?antes={shown[-1].seq}" if len(entries) > AUDIT_PAGE else "",
    )
    return render(request, "staff/historial.html", {"page": page, "section": "personal"})


history = staff(Role.AUDITORIA)(fresh(FRESH_MINUTES)(_history))


@require_safe
def _file(request: VisitRequest, subject_id: UUID) -> HttpResponse:
    subject = SubjectId(subject_id)
    if not chain_page(subject):
        raise Http404
    read_by_official(request, [subject], Reading.HISTORIAL, Why.AUDITORIA)
    data = b"".join(chain_export(subject, now=settings.VENTANILLA_CLOCK.now()))
    return download(data, "historial.jsonl", "application/x-ndjson")


history_file = staff(Role.AUDITORIA)(fresh(FRESH_MINUTES)(_file))


def _why(fault: ChainFault | None) -> Sentence:
    return Text("HISTORIAL_ROTO", "Desde el evento {n} el registro no cuadra.", n=fault.seq) if fault else ""


def _names(accounts: Iterable[UUID | None]) -> dict[UUID, tuple[str, SubjectId] | None]:
    """Whose each account is, looked up once each."""
    found: dict[UUID, tuple[str, SubjectId] | None] = {}
    for account in dict.fromkeys(accounts):
        if account is not None:
            holder = holder_of(account)
            found[account] = (holder.name, holder.subject) if holder else None
    return found


def _for_whom(entry: AuditEntry, leaves: Mapping[UUID, tuple[str, str]]) -> Sentence:
    if entry.mandate is not None and entry.mandate in leaves:
        _, grantor = leaves[entry.mandate]
        return Text("HISTORIAL_CON_AUTORIZACION", "con autorización de {patron}", patron=grantor)
    return ANOTHER if entry.acts_for is not None else ""


def _row(
    entry: AuditEntry,
    subject: SubjectId,
    names: dict[UUID, tuple[str, SubjectId] | None],
    leaves: Mapping[UUID, tuple[str, str]],
) -> LinkRow:
    by: Sentence = OFFICE if entry.version else ""
    if entry.account is not None:
        holder = names[entry.account]
        by = CLOSED if holder is None else OWNER if holder[1] == subject else holder[0]
    return LinkRow(
        seq=entry.seq,
        at=entry.at,
        text=entry.text,
        type=f"{entry.type}/{entry.version}",
        by=by,
        for_whom=_for_whom(entry, leaves),
        hash=entry.hash[:16],
    )
