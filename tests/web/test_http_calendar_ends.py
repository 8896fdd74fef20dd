"""After the last table of non-working days, what counts them says «sin dato», or a person looks; no page fails."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.conf import settings

from tests.web.aclaracion import case, filed
from tests.web.clabes import sent, without_efirma
from tests.web.mandates import HERE, accountant_of, granting
from tests.web.office import Browser, Office, text
from tests.web.questions import WORDS
from ventanilla import law
from ventanilla.adapters.payments.local import invented_clabe
from ventanilla.apps.cases.api import tramites
from ventanilla.apps.cases.models import Consulta
from ventanilla.apps.cases.official import _last_to_ask
from ventanilla.apps.cases.promise import promised_date, promised_if_referred
from ventanilla.apps.documents.models import Document
from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.payments import outbound
from ventanilla.apps.payments.api import use_bank
from ventanilla.domain.cases import State
from ventanilla.domain.cases.consultas import ConsultaRecibida, promesa
from ventanilla.domain.cases.remedy import inconformidad, revision_datos
from ventanilla.domain.notices.cierre import avisos_estado
from ventanilla.kernel.calendar import MissingYear
from ventanilla.kit import WorkingDays
from ventanilla.web.office.decide import _usual

DAY = date(2027, 12, 27)
LEFT = 4  # working days of that year after it
NO_TABLE = "Sin dato: la oficina todavía no tiene los días inhábiles de 2028."


@pytest.fixture
def later(office: Office) -> Office:
    """An office in the last days of the last table that it has."""
    office.later((DAY - settings.VENTANILLA_CLOCK.today()).days * 24 * 3600)
    assert settings.VENTANILLA_CLOCK.today() == DAY
    with pytest.raises(MissingYear):
        law.calendar().add(DAY, 10)
    return office


def test_what_is_computed_says_that_it_is_not_known() -> None:
    assert promesa(DAY) is None
    assert "Se la contestamos" in str(ConsultaRecibida(None).shown())
    assert str(avisos_estado(DAY.replace(day=1), DAY)) == NO_TABLE
    for remedy in (inconformidad(DAY), revision_datos(DAY)):
        assert remedy.until is None
        assert "Último día: sin dato" in str(remedy.text)
    assert _last_to_ask(DAY) == date(2027, 12, 31)
    assert _usual(DAY) == {}
    for tramite in tramites().values():
        at_once = promised_if_referred(tramite, DAY, None)
        beyond = isinstance(tramite.deadline, WorkingDays) and tramite.deadline.days > LEFT
        assert at_once is None, tramite.key
        assert (promised_date(tramite, DAY) is None) == beyond, tramite.key


def test_every_tramite_has_its_page(later: Office) -> None:
    browser = Browser()
    for key in tramites():
        answer = browser.get(f"/tramites/{key}")
        assert answer.status_code in {200, 302}, key


def test_the_board_says_why_there_is_no_date(later: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def of_that_day(curp: str, **said: Any) -> dict[str, dict[str, str]]:
        days = {"desde": DAY, "hasta": date(2028, 6, 30)}
        parts = {
            name: {f"{name}-dia": str(day.day), f"{name}-mes": str(day.month), f"{name}-anio": str(day.year)}
            for name, day in days.items()
        }
        return {name: parts.get(name, answer) for name, answer in granting(curp, **said).items()}

    monkeypatch.setattr("tests.web.mandates.granting", of_that_day)
    accountant, _ = accountant_of(later, later.browser("empresa"))
    answer = accountant.get(f"{HERE}/tablero")
    assert answer.status_code == 200
    assert NO_TABLE in text(answer)
    assert "20 de diciembre de 2027" in text(accountant.get(f"{HERE}/tablero?mes=2027-11"))


def test_a_dispute_whose_terms_are_not_known_goes_to_a_person(later: Office) -> None:
    worker = later.browser("trabajadora")
    folio = filed(worker, later.mint.identity())
    later.run("cases.resolve_case")
    assert State(case().state) is State.EN_REVISION
    assert case().promised_on is None
    answer = worker.get(f"/expedientes/{folio}")
    assert answer.status_code == 200
    assert NO_TABLE in text(answer)


def test_a_question_is_taken_without_a_date(later: Office) -> None:
    worker = later.browser("trabajadora")
    worker.get("/consultas/nueva")
    asked = {"tema": "empleos", "pregunta": WORDS}
    assert "Fecha: sin dato" in text(worker.post("/consultas/nueva", asked))
    assert worker.post("/consultas/nueva", asked | {"enviar": "1"}).status_code == 302
    with scope(None):
        row = Consulta.objects.get()
    assert row.promised_on is None
    assert worker.get("/consultas").status_code == 200
    assert "Sin dato" in text(worker.get(f"/consultas/{row.id}"))


def test_a_letter_is_sealed_though_the_last_day_of_the_remedy_is_not_known(later: Office) -> None:
    browser, was = without_efirma(later), outbound.bank()
    use_bank(None)
    try:
        page = text(sent(browser, invented_clabe("012", "PEGA850101HDFRRL09")))
    finally:
        use_bank(was)
    assert "Último día: sin dato" in page
    later.print()
    with scope(None):
        assert Document.objects.exists()
        assert not Document.objects.filter(sealed_at=None).exists()
