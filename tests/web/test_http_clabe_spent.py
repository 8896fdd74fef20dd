"""What the page tells whoever wasted their codes is so: with their e.firma the same account is registered."""

from __future__ import annotations

from tests.web.clabes import DAY, PAGE, SLUG, clabe_of, draft, in_force, sent, states, without_efirma
from tests.web.office import Office, text
from ventanilla.domain.payments import Estado


def test_after_every_deposit_the_same_account_is_taken_with_the_efirma(office: Office) -> None:
    browser = without_efirma(office)
    sent(browser, clabe_of())
    for _ in range(3):
        office.later(8 * DAY + 60)
        browser = without_efirma(office)
        browser.get(PAGE)
        browser.post(f"{PAGE}/deposito")
    office.later(8 * DAY)
    assert "Registre la cuenta con su e.firma" in text(without_efirma(office).get(PAGE))
    signed = office.browser(SLUG)
    found = draft(signed, clabe_of())
    page = signed.send(signed.sign(signed.get(f"/solicitudes/{found}/revisar"), office.mint.identity(SLUG)))
    assert page.status_code == 302, text(page)
    assert states() == [Estado.EN_ESPERA, Estado.TERMINADA]
    office.later(DAY + 1)
    assert in_force() == clabe_of()
