"""Telling a holder that a child's right ends soon by age, or with the studies that were proved: once for each end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from ventanilla import law
from ventanilla.apps.eventlog.api import ToLog, events_append, scope, subjects_lock, timeline
from ventanilla.domain.affiliation import Beneficiario, BeneficioPorTerminar, Historia, aviso_beneficiario
from ventanilla.domain.affiliation import Parentesco as Kin
from ventanilla.domain.authority import SYSTEM
from ventanilla.domain.benefits import fin_beneficiario
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.clock import civil_date

from .models import Parentesco, Persona
from .rows import nombre_completo

LATE: Final = 7  # days in which an end whose own day the office was closed on is still told
CHUNK: Final = 1_000  # ties read at a time
AGES: Final = ("lss.84.hijos_edad", "lss.84.hijos_edad_estudios")
_ROUND: Final = timedelta(days=3)  # more than the eve, and a birthday on 29 February, move it


def beneficios_avisar(*, now: datetime) -> int:
    """Tell of every end that is that near; how many notices. Asked twice, it says nothing twice."""
    today = civil_date(now)
    last = today + timedelta(days=aviso_beneficiario())
    due: dict[UUID, list[BeneficioPorTerminar]] = defaultdict(list)
    with scope(None):
        for tie in _candidates(last - timedelta(days=LATE), last):
            end = fin_beneficiario(_historia(tie), today)
            if end is not None and last - timedelta(days=LATE) < end <= last:
                due[tie.titular_id].append(BeneficioPorTerminar(nombre_completo(tie.beneficiario), end))
    return sum(_told(SubjectId(titular), events, now) for titular, events in due.items())


def fin_cercano(tie: Parentesco, today: date) -> date | None:
    """The last day of a right that ends too soon for the job to tell of it; None for any other.

    The job looks at the days some weeks ahead, once: what is registered with less left is told when it is registered.
    """
    end = fin_beneficiario(_historia(tie), today)
    seen = today + timedelta(days=aviso_beneficiario() - LATE)
    return end if end is not None and today <= end <= seen else None


def _candidates(first: date, last: date) -> Iterator[Parentesco]:
    """The children that run to one of the ages of the law between the two days, or whose studies do."""
    near = Q(estudia_hasta__range=(first, last))
    for key in AGES:
        for years in (law.integer(key, last), law.integer(key, last) + 1):  # policy ``hijos_25``
            born = (_before(first - _ROUND, years), _before(last + _ROUND, years))
            near |= Q(beneficiario__nacimiento__range=born)
    rows = Parentesco.objects.filter(near, hasta=None, parentesco=Kin.HIJO.value)
    yield from rows.select_related("titular", "beneficiario").order_by("titular", "id").iterator(chunk_size=CHUNK)


def _before(day: date, years: int) -> date:
    """The same day, that many years before: 28 February for a 29 of a common year."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 2, 28)


def _historia(tie: Parentesco) -> Historia:
    """Only what the end is concluded from: neither's movements are read."""
    return Historia(
        subject=SubjectId(tie.beneficiario_id),
        nombre="",
        curp="",
        nss="",
        nacimiento=tie.beneficiario.nacimiento,
        beneficiario=Beneficiario(
            parentesco=Kin(tie.parentesco),
            titular=_nobody(tie.titular),
            desde=tie.desde,
            hasta=tie.hasta,
            estudia_hasta=tie.estudia_hasta,
            incapacitado=tie.incapacitado,
            convive_y_depende=tie.convive_y_depende,
        ),
    )


def _nobody(titular: Persona) -> Historia:
    return Historia(SubjectId(titular.subject), "", "", "", titular.nacimiento)


def _told(titular: SubjectId, events: list[BeneficioPorTerminar], now: datetime) -> int:
    with scope(titular), transaction.atomic():
        subjects_lock([titular])
        said = {str(entry.text) for entry in timeline(titular) if entry.type == BeneficioPorTerminar.TYPE}
        new = [event for event in events if str(event.shown()) not in said]
        if new:
            events_append([ToLog(event, titular, SYSTEM) for event in new], now=now)
    return len(new)
