"""Reminding employers of their terms, in their inbox: once each, a few days before the last one.

Whatever ends from today on and within those days is said that was not said yet: a round that did not run loses nothing.

Only those that somebody represents here; the e-mail that follows says that there is a notice and nothing of it, to
whoever did not ask to be told inside the office alone (apps.inbox).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from ventanilla.apps.accounts.api import reached_among
from ventanilla.apps.eventlog.api import ToLog, events_append, logged_together, scope
from ventanilla.domain.affiliation import PlazoRecordado, dias_antes
from ventanilla.domain.authority import SYSTEM
from ventanilla.domain.contributions import Plazo, RegistroEn, calendario
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.period import Period

from .models import Patron
from .models_registro import RecordatorioPlazo
from .plantilla import registros_de

CHUNK: Final = 1_000  # employers asked about at once


def plazos_recordar(*, now: datetime) -> int:
    """Remind of every term whose last day is that near, or nearer; how many. Asked twice, it says nothing twice."""
    subjects = list(Patron.objects.order_by("subject").values_list("subject", flat=True))
    told = 0
    for first in range(0, len(subjects), CHUNK):
        for subject in reached_among(subjects[first : first + CHUNK]):
            told += _remind(SubjectId(subject), now)
    return told


def _remind(subject: SubjectId, now: datetime) -> int:
    today = civil_date(now)
    near = Period(today, today + timedelta(days=dias_antes()))
    registros = registros_de(replace(SYSTEM, acts_for=subject), today)
    facts = [RegistroEn(one.numero, one.desde, one.variables > 0, one.contratos) for one in registros]
    terms = [one for one in calendario(facts, near).plazos if one.condicion is None]
    if not terms:
        return 0
    with scope(None), logged_together():
        new = [one for one in terms if _first(subject, one, now)]
        events_append([ToLog(_event(one), subject, SYSTEM) for one in new], now=now)
    return len(new)


def _first(subject: SubjectId, plazo: Plazo, now: datetime) -> bool:
    """Note that it is said; False where it was. The table takes each once: of two rounds at once, one says it."""
    _, made = RecordatorioPlazo.objects.get_or_create(
        patron_id=subject, clave=plazo.clave, hasta=plazo.hasta, defaults={"dicho_at": now}
    )
    return made


def _event(plazo: Plazo) -> PlazoRecordado:
    return PlazoRecordado(plazo.clave, str(plazo.que), plazo.hasta)
