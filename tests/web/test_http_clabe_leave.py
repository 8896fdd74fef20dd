"""«Dejar de usar esta cuenta» through HTTP: nothing ends before its owner read what happens to what is owed."""

from __future__ import annotations

from django.conf import settings

from tests.web.clabes import DAY, PAGE, SLUG, actor_of, clabe_of, draft, in_force, states
from tests.web.office import Office, text
from ventanilla.apps.payments.api import cuentas_for
from ventanilla.domain.payments import Estado


def test_leaving_an_account_is_read_before_it_ends(office: Office) -> None:
    browser = office.browser(SLUG)
    found = draft(browser, clabe_of())
    browser.send(browser.sign(browser.get(f"/solicitudes/{found}/revisar"), office.mint.identity(SLUG)))
    (row,) = cuentas_for(actor_of(), now=settings.VENTANILLA_CLOCK.now())
    leave = f"{PAGE}/{row.id}/cancelar"
    assert browser.get(leave).status_code == 404  # one that waits moves no money: it is cancelled in one step
    office.later(DAY + 1)
    page = browser.get(PAGE)
    assert f'href="{leave}"' in page.content.decode()
    assert f'action="{leave}"' not in page.content.decode(), "one tap would end it"
    said = text(browser.get(leave))
    assert row.mascara in said
    assert "Lo que todavía se le deba espera" in said
    assert "Los pagos ya enviados llegan a esta cuenta." in said
    assert (states(), in_force()) == ([Estado.EN_VIGOR], clabe_of())  # looking ends nothing
    assert office.browser("trabajadora").get(leave).status_code == 404
    answer = browser.post(leave)
    assert answer.headers["Location"] == f"{PAGE}?hecho=cancelada"
    assert (states(), in_force()) == ([Estado.TERMINADA], "")
    assert browser.get(leave).status_code == 404
