"""An employer is reminded of a term in its inbox, a few days before, and once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.web.office import Office, drawn, text
from ventanilla.apps.affiliation.recordatorios import plazos_recordar
from ventanilla.domain.affiliation import dias_antes

DUE = date(2026, 12, 17)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 15, tzinfo=UTC)


@pytest.mark.parametrize("early", [1, -1])
def test_nothing_is_said_on_another_day(office: Office, early: int) -> None:
    office.browser("empresa")
    assert plazos_recordar(now=at(DUE - timedelta(days=dias_antes() + early))) == 0


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
