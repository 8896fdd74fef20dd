"""One payment that cannot be handed on holds up no other; what nobody waits for is not owed any more."""

from __future__ import annotations

import logging
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings

from tests.web.office import Browser, Office, text
from tests.web.test_http_case_ends import PRICE, kinds, offered, only_ask, worker
from tests.web.test_http_charges import CONCEPT, collect, folio, pay
from ventanilla.apps.cases.api import ask_silence, payment_taken
from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.payments import outbound
from ventanilla.apps.payments.models import Cobro, Devolucion
from ventanilla.domain.payments import Motivo

__all__ = ["folio", "offered", "worker"]  # fixtures


def of_another() -> UUID:
    """A charge of somebody else, paid before any other."""
    found, now = uuid4(), settings.VENTANILLA_CLOCK.now()
    with scope(None):
        Cobro.objects.create(
            id=found,
            subject=uuid4(),
            concepto="Otro",
            centavos=100,
            hasta=now.date(),
            referencia="A" * 53,
            pedido_at=now,
            pagado_at=now,
            pagado_centavos=100,
        )
    return found


def test_one_that_cannot_be_handed_on_is_told_kept_and_holds_up_no_other(
    office: Office, worker: Browser, folio: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    pay()
    fails = of_another()
    with scope(None):
        Cobro.objects.filter(id=fails).update(pagado_at=settings.VENTANILLA_CLOCK.now().replace(year=2026, month=1))

    def taker(charge: UUID, *rest: Any) -> bool:
        if charge == fails:
            raise LookupError("whoever asked for it cannot be told")
        return payment_taken(charge, *rest)

    with monkeypatch.context() as there, caplog.at_level(logging.ERROR, logger="ventanilla.payments"):
        there.setattr(logging.getLogger("ventanilla"), "propagate", True)
        there.setitem(outbound._connected, "taker", taker)
        there.setattr("ventanilla.apps.payments.charges.MOST_AT_ONCE", 1)
        assert collect() == 0  # a round of one: it was the failing one's turn
        assert collect() == 1, "the one that failed comes after the others"
        assert collect() == 0
    assert {getattr(one, "fields", {}).get("charge") for one in caplog.records} == {str(fails)}
    office.run("cases.resolve_case")
    assert kinds(folio) == ["Ask", "Approve"]
    with scope(None):
        kept = Cobro.objects.get(id=fails)
    assert kept.tomado_at is None
    assert kept.fallo_at is not None
    assert collect() == 1, "and is tried again"


def test_a_case_taken_back_owes_nothing_and_what_is_paid_all_the_same_is_owed_back(
    office: Office, worker: Browser, folio: str
) -> None:
    assert "Páguela en su banco" in text(worker.get("/pagos"))
    worker.get(f"/expedientes/{folio}/desistir")
    assert worker.post(f"/expedientes/{folio}/desistir", {"confirma": "si"}).status_code == 302
    page = text(worker.get("/pagos"))
    assert "No debe ningún pago" in page
    assert "Páguela en su banco" not in page
    assert "No se pagó. Terminó el" in page
    pay()
    assert collect() == 1
    with scope(None):
        owed = Devolucion.objects.get()
    assert (owed.motivo, owed.centavos) == (Motivo.TARDE.value, PRICE)
    assert "Se le devolverá" in text(worker.get("/pagos"))


def test_a_charge_ends_when_its_day_passed_without_a_payment(office: Office, worker: Browser, folio: str) -> None:
    office.later(40 * 24 * 3600)
    ask_silence(only_ask().id, now=settings.VENTANILLA_CLOCK.now())
    with scope(None):
        assert Cobro.objects.get().terminado_at is not None
    assert CONCEPT in text(office.browser("trabajadora").get("/pagos"))
    assert "Approve" not in kinds(folio)
