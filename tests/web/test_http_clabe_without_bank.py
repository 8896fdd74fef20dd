"""An office that has no bank says at once that it sends no deposit, and what to do; nobody waits for one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.web.clabes import PAGE, clabe_of, sent, states, without_efirma
from tests.web.office import Office, text
from ventanilla.apps.payments import outbound
from ventanilla.apps.payments.api import use_bank
from ventanilla.domain.payments import Estado


@pytest.fixture
def later_none() -> Iterator[None]:
    """The bank of the office comes back after the test."""
    was = outbound.bank()
    yield
    use_bank(was)


@pytest.mark.usefixtures("later_none")
def test_without_a_bank_and_without_an_efirma_it_is_said_at_once(office: Office) -> None:
    browser, number = without_efirma(office), clabe_of()
    use_bank(None)
    page = text(sent(browser, number))
    assert "Esta oficina no puede hacer el depósito de un centavo." in page
    assert "con su e.firma" in page
    assert states() == []


@pytest.mark.usefixtures("later_none")
def test_whoever_waits_already_is_told_that_it_will_not_come(office: Office) -> None:
    browser = without_efirma(office)
    sent(browser, clabe_of())
    assert "está en camino" in text(browser.get(PAGE))
    use_bank(None)
    page = text(browser.get(PAGE))
    assert "Esta oficina no puede hacer el depósito de un centavo." in page
    assert "acuda a su subdelegación" in page
    assert "está en camino" not in page
    assert states() == [Estado.POR_COMPROBAR]
