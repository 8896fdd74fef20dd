"""The second step of entering, asked again before an act that needs it, and used once at the same instant."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tests.web.device import KEYS, Device
from tests.web.factors import (
    APPLICATION,
    SECURITY,
    SLUG,
    WRONG,
    Telephone,
    account,
    actor,
    awaited,
    inside,
    log_of,
    owner,
    renew,
    telephone,
)
from tests.web.office import Browser, Office, drawn, text
from ventanilla.apps.accounts import factors, second_step
from ventanilla.apps.accounts.api import (
    second_step_needed,
)
from ventanilla.apps.accounts.models import AuthenticatorApp, Passkey, RecoveryCode
from ventanilla.apps.accounts.services import SESSION_KEY, visit_of
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.authority import Assurance, Via

__all__ = ["owner", "telephone"]  # fixtures


def stale(browser: Browser, seconds: int = 11 * 60) -> None:
    """Make it long since the owner last showed who they are."""
    session = browser.client.session
    session[SESSION_KEY] = session[SESSION_KEY] | {"confirmed": session[SESSION_KEY]["confirmed"] - seconds}
    session.save()


# -- the second step


def test_who_passed_the_first_step_only_sees_nothing(office: Office, telephone: Telephone) -> None:
    browser = awaited(office)
    for path in ("/oficina", "/cuenta", SECURITY, "/cuenta/confirmar"):
        assert browser.get(path).headers["Location"].startswith("/entrar?sigue=")
    page = browser.get("/entrar/segundo-paso")
    assert page.status_code == 200
    assert drawn().named(SLUG).nombre not in text(page).upper()
    assert "data-personal" not in page.content.decode()


def test_the_second_step_leads_where_one_was_going(office: Office, telephone: Telephone) -> None:
    browser = awaited(office, target="/tramites")
    sent = browser.post("/entrar/segundo-paso", {"codigo": telephone.code()})
    assert sent.headers["Location"] == "/tramites"
    elsewhere = awaited(office, target="//evil.example")
    telephone.later()
    assert elsewhere.post("/entrar/segundo-paso", {"codigo": telephone.code()}).headers["Location"] == "/oficina"


def test_after_five_minutes_or_five_tries_it_begins_again(
    office: Office, telephone: Telephone, monkeypatch: pytest.MonkeyPatch
) -> None:
    tired = awaited(office)
    for _ in range(4):
        assert tired.post("/entrar/segundo-paso", {"codigo": "x"}).status_code == 422
    assert tired.post("/entrar/segundo-paso", {"codigo": "x"}).headers["Location"] == "/entrar"
    assert tired.post("/entrar/segundo-paso", {"codigo": telephone.code()}).headers["Location"] == "/entrar"
    late = awaited(office)
    telephone.later(301)
    monkeypatch.setattr(second_step, "time", telephone)
    assert late.post("/entrar/segundo-paso", {"codigo": telephone.code()}).headers["Location"] == "/entrar"
    assert not inside(late)


def test_the_session_changes_its_name_at_each_step(office: Office, owner: Browser, telephone: Telephone) -> None:
    browser = awaited(office)
    before = browser.session()
    browser.post("/entrar/segundo-paso", {"codigo": telephone.code()})
    entered = browser.session()
    assert entered not in ("", before)
    telephone.later()
    stale(browser)
    browser.get("/cuenta/confirmar?sigue=/cuenta")
    browser.post("/cuenta/confirmar?sigue=/cuenta", {"codigo": telephone.code()})
    assert browser.session() not in ("", entered)
    visit = visit_of(browser.client.session)
    assert visit is not None
    assert (visit.actor.via, visit.actor.assurance) == (Via.PASSWORD, Assurance.N2)


def test_a_passkey_answers_the_second_step_and_only_its_owners(office: Office, owner: Browser) -> None:
    mine, other = Device(), Device()
    mine.register(owner)
    other.register(office.browser("patron"))
    assert second_step_needed(account().id)
    browser = awaited(office)
    options = mine.asked(browser)
    assert [one["id"] for one in options["allowCredentials"]] != []
    wrong = browser.post("/entrar/segundo-paso", other.used(options))
    assert wrong.status_code == 422
    assert "No pudimos comprobar esa llave de acceso." in text(wrong)
    assert browser.post("/entrar/segundo-paso", mine.used(mine.asked(browser))).status_code == 302
    assert inside(browser)


# -- before an act that asks for it


FRESH = (APPLICATION, f"{APPLICATION}/quitar", f"{SECURITY}/respaldo", f"{KEYS}/nueva")


def test_what_changes_the_security_asks_again_who_one_is(owner: Browser, telephone: Telephone) -> None:
    key = Device().register(owner)
    stale(owner)
    assert owner.get(SECURITY).status_code == 200  # to look is not to change
    for path in (*FRESH, f"{KEYS}/{key}/quitar"):
        for answer in (owner.get(path), owner.post(path)):
            assert answer.status_code == 302
            assert answer.headers["Location"].startswith("/cuenta/confirmar?sigue=%2Fcuenta%2Fseguridad")
    assert owner.post(f"{KEYS}/reto").headers["Location"].endswith("llaves%2Fnueva")
    with scope(None):
        assert (RecoveryCode.objects.count(), Passkey.objects.count(), AuthenticatorApp.objects.count()) == (0, 1, 1)


def test_one_confirms_with_a_code_and_goes_on(owner: Browser, telephone: Telephone) -> None:
    stale(owner)
    page = owner.follow(owner.get(f"{SECURITY}/respaldo"))
    assert "Confirme que es usted" in text(page)
    address = "/cuenta/confirmar?sigue=%2Fcuenta%2Fseguridad%2Frespaldo"
    assert WRONG in text(owner.post(address, {"codigo": "1"}))
    assert owner.get(f"{SECURITY}/respaldo").status_code == 302
    done = owner.post(address, {"codigo": telephone.code()})
    assert done.headers["Location"] == f"{SECURITY}/respaldo"
    assert owner.follow(done).status_code == 200
    assert log_of()[0] == "identidad_confirmada"


def test_one_confirms_with_a_passkey_of_ones_own(office: Office, owner: Browser) -> None:
    mine, other = Device(), Device()
    mine.register(owner)
    other.register(office.browser("patron"))
    stale(owner)
    assert owner.post("/cuenta/confirmar", other.used(other.asked(owner))).status_code == 422
    assert owner.get(f"{SECURITY}/respaldo").status_code == 302
    assert owner.post("/cuenta/confirmar", mine.used(mine.asked(owner))).status_code == 302
    assert owner.get(f"{SECURITY}/respaldo").status_code == 200


def test_one_confirms_with_the_efirma_of_ones_own(office: Office, owner: Browser) -> None:
    stale(owner)
    page = owner.get("/cuenta/confirmar?sigue=/cuenta/seguridad/respaldo")
    other = owner.send(owner.sign(page, office.mint.identity("patron")))
    assert other.status_code == 422
    assert "Esta e.firma es de otra persona" in text(other)
    page = owner.get("/cuenta/confirmar?sigue=/cuenta/seguridad/respaldo")
    assert owner.send(owner.sign(page, office.mint.identity())).headers["Location"] == f"{SECURITY}/respaldo"
    assert owner.get(f"{SECURITY}/respaldo").status_code == 200


def test_an_efirma_that_nobody_vouches_for_confirms_nothing(office: Office) -> None:
    office.responder(down=True)
    browser = office.browser(SLUG)
    assert inside(browser)
    assert browser.get(f"{SECURITY}/respaldo").status_code == 302
    refused = browser.send(browser.sign(browser.get("/cuenta/confirmar"), office.mint.identity()))
    assert refused.status_code == 422
    assert "no responde si sigue vigente" in text(refused)


def test_confirming_leads_to_this_office_only(owner: Browser, telephone: Telephone) -> None:
    owner.get("/cuenta/confirmar")
    sent = owner.post("/cuenta/confirmar?sigue=https://evil.example", {"codigo": telephone.code()})
    assert sent.headers["Location"] == "/oficina"


# -- at the same instant


def test_the_same_code_at_the_same_instant_serves_once(
    committing_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = committing_office.browser(SLUG)
    telephone = Telephone(browser, monkeypatch)
    browser.post(APPLICATION, {"codigo": telephone.code()})
    telephone.later()
    on_paper, who, now = renew(browser)[0], actor(), account().opened_at

    def both(_: int) -> tuple[bool, bool]:
        try:
            return (
                factors.totp_check(code=telephone.code(), by=who, now=now),
                factors.code_use(code=on_paper, by=who, now=now),
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as pool:
        served = list(pool.map(both, range(5)))  # a sixth would be told to wait
    assert [sum(one) for one in zip(*served, strict=True)] == [1, 1]
