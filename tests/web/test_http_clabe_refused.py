"""A bank that exchanges files says days later that it did not deposit: nobody waits for what will not come."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings

from tests.web.clabes import PAGE, SEND, clabe_of, sent, states, without_efirma
from tests.web.office import Browser, Office, text
from tests.web.test_http_case_ends import offered, worker
from tests.web.test_http_charges import collect, folio, pay
from tests.web.test_http_refunds import CHECKER, MAKER, account_in_force, decide, only
from ventanilla.adapters.payments.real import REFUSED, FileExchange
from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.payments import outbound
from ventanilla.apps.payments.api import use_bank
from ventanilla.apps.payments.jobs import send_refund
from ventanilla.apps.payments.models import CuentaBancaria, DepositoCentavo
from ventanilla.domain.payments import Estado, Fin

__all__ = ["folio", "offered", "worker"]  # fixtures


@pytest.fixture
def demo_bank() -> Iterator[None]:
    """Whatever bank a test connects, the next one finds the one of before."""
    was = outbound.bank()
    yield
    use_bank(was)


def refuse(folder: Path, key: str) -> None:
    (folder / REFUSED).mkdir(exist_ok=True)
    (folder / REFUSED / f"{key}.json").touch()


@pytest.mark.usefixtures("demo_bank")
def test_a_cent_refused_after_its_order_was_left_ends_the_account(office: Office, tmp_path: Path) -> None:
    browser = without_efirma(office)
    sent(browser, clabe_of())
    use_bank(FileExchange(tmp_path))
    office.run(SEND)
    assert collect() == 0
    assert states() == [Estado.POR_COMPROBAR]
    for key in (uuid4(), "ninguna", f"{uuid4()}.1"):  # none of ours
        refuse(tmp_path, str(key))
    with scope(None):
        refuse(tmp_path, str(DepositoCentavo.objects.get().id))
    collect()
    collect()  # said as often as it is asked
    assert states() == [Estado.TERMINADA]
    with scope(None):
        assert CuentaBancaria.objects.get().fin == Fin.RECHAZADA.value
    assert "Su banco no la aceptó" in text(browser.get(PAGE))


@pytest.mark.usefixtures("demo_bank")
def test_a_refund_refused_after_its_order_was_left_is_owed_again_once(
    office: Office, worker: Browser, folio: str, tmp_path: Path
) -> None:
    pay()
    pay()
    collect()
    account_in_force(office)
    assert decide(office.browser(MAKER), "proponer") == 302
    assert decide(office.browser(CHECKER), "aprobar") == 302
    use_bank(FileExchange(tmp_path))
    send_refund(str(only().id))
    assert only().pagada_at is not None
    refuse(tmp_path, f"{only().id}.1")
    collect()
    collect()
    again = only()
    assert (again.pagada_at, again.aprobada_at, again.intento, again.rechazada) == (None, None, 2, True)
    assert settings.VENTANILLA_CLOCK.now() > again.debida_at
