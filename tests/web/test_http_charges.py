"""What is paid by a reference: charged once, noted from the bank, and given to the case that waits for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

import pytest
from django.conf import settings

from tests.web.clabes import Down, Killed, clabe_of
from tests.web.office import Browser, Office, text
from tests.web.test_http_case_ends import PRICE, asking, kinds, offered, only_ask, worker
from ventanilla.adapters.payments.local import LocalBank
from ventanilla.apps.cases.api import ask_silence
from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.payments import outbound
from ventanilla.apps.payments.api import use_bank
from ventanilla.apps.payments.jobs import payments_collect
from ventanilla.apps.payments.models import Cobro, PagoRecibido
from ventanilla.domain.identifiers import linea_captura
from ventanilla.kit import Paid, Payment

__all__ = ["offered", "worker"]  # fixtures
SLUG: Final = "trabajadora"
CONCEPT: Final = "Constancia"


@pytest.fixture
def folio(office: Office, worker: Browser, offered: Callable[[Any], None]) -> str:
    """A case that waits for a payment."""
    offered(asking(Payment(CONCEPT, PRICE), Paid))
    return worker.filed(office.mint.identity())


def bank() -> LocalBank:
    found = outbound.bank()
    assert isinstance(found, LocalBank)
    return found


def pay(centavos: int = PRICE) -> str:
    """Pay what is asked for from the demonstration's page of its bank, as somebody would."""
    with scope(None):
        cobro = Cobro.objects.get()
    browser, page = Browser(), f"/demo/banco/{clabe_of(SLUG)}"
    browser.get(page)
    fields = {"referencia": linea_captura.format(cobro.referencia), "importe": f"{centavos / 100:.2f}"}
    assert browser.post(page, fields).status_code == 302
    return cobro.referencia


def collect() -> int:
    return payments_collect(now=settings.VENTANILLA_CLOCK.now())


def test_a_payment_at_the_bank_moves_the_case(office: Office, worker: Browser, folio: str) -> None:
    page = text(worker.get("/pagos"))
    assert CONCEPT in page
    assert worker.get(f"/expedientes/{folio}/responder").headers["Location"] == "/pagos"
    assert collect() == 0
    reference = pay()
    assert linea_captura.format(reference) in page
    assert collect() == 1
    assert collect() == 0
    office.run("cases.resolve_case")
    assert kinds(folio) == ["Ask", "Approve"]
    assert "No debe ningún pago" in text(worker.get("/pagos"))


def test_a_reference_is_charged_once_and_what_is_paid_again_is_kept_to_give_back(
    office: Office, worker: Browser, folio: str
) -> None:
    pay()
    pay()
    assert collect() == 1
    with scope(None):
        assert [row.sobra for row in PagoRecibido.objects.order_by("numero")] == [False, True]
    office.run("cases.resolve_case")
    assert kinds(folio) == ["Ask", "Approve"]


def test_paid_after_its_day_the_case_ended_and_the_money_is_owed_back(
    office: Office, worker: Browser, folio: str
) -> None:
    office.later(int(timedelta(days=40).total_seconds()))
    ask_silence(only_ask().id, now=settings.VENTANILLA_CLOCK.now())
    pay()
    collect()
    with scope(None):
        assert Cobro.objects.get().tarde
    assert "Approve" not in kinds(folio)
    late = office.browser(SLUG)
    assert "Se le devolverá" in text(late.get("/pagos"))


def test_a_reference_of_nobody_is_kept_and_moves_nothing(office: Office, folio: str) -> None:
    bank().pay(clabe_of(SLUG), reference="B" * 53, centavos=100, concept="PAGO")
    assert collect() == 0
    with scope(None):
        assert PagoRecibido.objects.get().cobro is None
    assert kinds(folio) == ["Ask"]


def test_killed_between_noting_and_handing_on_it_is_handed_on_the_next_time_and_once(
    office: Office, folio: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pay()

    def dies(*args: object) -> bool:
        raise Killed

    def dies_after(*args: object, **kwargs: object) -> None:
        raise Killed

    with monkeypatch.context() as there:
        there.setitem(outbound._connected, "taker", dies)
        with pytest.raises(Killed):
            collect()
    with monkeypatch.context() as there:
        there.setattr("ventanilla.apps.payments.jobs.cobro_taken", dies_after)
        with pytest.raises(Killed):  # handed on, and dead before that was noted
            collect()
    assert collect() == 1
    assert only_ask().outcome == "contestada"
    with scope(None):
        assert not Cobro.objects.get().tarde


def test_a_bank_that_is_down_changes_nothing(office: Office, folio: str) -> None:
    pay()
    was = bank()
    use_bank(Down())
    assert collect() == 0
    use_bank(was)
    assert collect() == 1


def test_nobody_sees_what_another_owes(office: Office, folio: str) -> None:
    other = office.browser("un-apellido")
    assert CONCEPT not in text(other.get("/pagos"))
