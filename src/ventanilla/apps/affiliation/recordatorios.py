"""Reminding employers of their terms, in their inbox: once each, a few days before the last one.

Only those that somebody represents here; the e-mail that follows says that there is a notice and nothing of it, to
whoever did not ask to be told inside the office alone (apps.inbox).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from ventanilla.apps.accounts.api import reached_among
from ventanilla.apps.eventlog.api import ToLog, events_append, scope, subjects_lock, timeline
from ventanilla.domain.affiliation import PlazoRecordado, dias_antes
from ventanilla.domain.authority import SYSTEM
from ventanilla.domain.contributions import Plazo, RegistroEn, calendario
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.period import Period

from .models import Patron
from .plantilla import registros_de

CHUNK: Final = 1_000  # employers asked about at once


def plazos_recordar(*, now: datetime) -> int:
    """Remind of every term whose last day is that near; how many reminders. Asked twice, it says nothing twice."""
    subjects = list(Patron.objects.order_by("subject").values_list("subject", flat=True))
    told = 0
    for first in range(0, len(subjects), CHUNK):
        for subject in reached_among(subjects[first : first + CHUNK]):
            told += _remind(SubjectId(subject), now)
    return told


def _remind(subject: SubjectId, now: datetime) -> int:
    today = civil_date(now)
    day = today + timedelta(days=dias_antes())
    registros = registros_de(replace(SYSTEM, acts_for=subject), today)
    facts = [RegistroEn(one.numero, one.desde, one.variables > 0, one.contratos) for one in registros]
    terms = [one for one in calendario(facts, Period(day, day)).plazos if one.condicion is None]
    if not terms:
        return 0
    with scope(subject), transaction.atomic():
        subjects_lock([subject])
        said = {str(entry.text) for entry in timeline(subject) if entry.type == PlazoRecordado.TYPE}
        new = [event for event in map(_event, terms) if str(event.shown()) not in said]
        if new:
            events_append([ToLog(event, subject, SYSTEM) for event in new], now=now)
    return len(new)


def _event(plazo: Plazo) -> PlazoRecordado:
    return PlazoRecordado(plazo.clave, str(plazo.que), plazo.hasta)
