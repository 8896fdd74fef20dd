"""An employer is reminded of a term in its inbox, a few days before, and once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests.web.office import Office, drawn, text
from ventanilla.apps.affiliation.models_registro import RecordatorioPlazo
from ventanilla.apps.affiliation.recordatorios import plazos_recordar
from ventanilla.apps.eventlog.api import ToLog, events_append, logged_together, scope
from ventanilla.domain.affiliation import PlazoRecordado, dias_antes
from ventanilla.domain.authority import SYSTEM
from ventanilla.kernel.acts import SubjectId

DUE = date(2026, 12, 17)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 15, tzinfo=UTC)


def test_nothing_is_said_before_its_day_or_once_the_term_ended(office: Office) -> None:
    office.browser("empresa")
    assert plazos_recordar(now=at(DUE - timedelta(days=dias_antes() + 1))) == 0
    assert plazos_recordar(now=at(DUE + timedelta(days=1))) == 0


@pytest.mark.parametrize("missed", [1, dias_antes()])
def test_what_a_round_that_did_not_run_left_is_said_by_the_next_one_and_once(office: Office, missed: int) -> None:
    office.browser("empresa")
    assert plazos_recordar(now=at(DUE - timedelta(days=dias_antes() + 1))) == 0
    assert plazos_recordar(now=at(DUE - timedelta(days=dias_antes() - missed))) == 1
    for day in range(missed, dias_antes() + 1):
        assert plazos_recordar(now=at(DUE - timedelta(days=dias_antes() - day))) == 0


def test_it_is_said_once_however_much_was_told_since(office: Office) -> None:
    company = office.browser("empresa")
    day = at(DUE - timedelta(days=dias_antes()))
    assert plazos_recordar(now=day) == 1
    with scope(None):
        subject = SubjectId(RecordatorioPlazo.objects.get().patron_id)
    told = [ToLog(PlazoRecordado(f"otro.{n}", "Otro.", DUE), subject, SYSTEM) for n in range(150)]
    with scope(None), logged_together():
        events_append(told, now=day)
    assert plazos_recordar(now=day + timedelta(days=1)) == 0
    with scope(None), pytest.raises(IntegrityError, match="once"), transaction.atomic():
        RecordatorioPlazo.objects.create(patron_id=subject, clave=only().clave, hasta=DUE, dicho_at=day)
    assert "Le recordamos" in text(company.get("/buzon"))
    with scope(subject):
        assert RecordatorioPlazo.objects.count() == 1
    with scope(SubjectId(uuid4())):
        assert not RecordatorioPlazo.objects.exists()


def only() -> RecordatorioPlazo:
    with scope(None):
        return RecordatorioPlazo.objects.get()


def test_whoever_is_represented_here_is_reminded_once_and_by_nothing_of_anybody(office: Office) -> None:
    day = at(DUE - timedelta(days=dias_antes()))
    assert plazos_recordar(now=day) == 0, "nobody opened an account"
    company = office.browser("empresa")
    assert plazos_recordar(now=day) == 1
    assert plazos_recordar(now=day) == 0, "it was said already"
    said = text(company.get("/buzon"))
    assert "Le recordamos: Pagar las cuotas de noviembre de 2026." in said
    worker = office.browser("trabajadora")
    assert "Le recordamos" not in text(worker.get("/buzon"))
    assert str(drawn().named("trabajadora").nss) not in said
