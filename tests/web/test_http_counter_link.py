"""The link that gives an account back: refused, late, once, and stopped by whoever is on record."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Final

import pytest
from django.conf import settings

from tests.web.counters import (
    MAIL,
    OTHER,
    account,
    approved,
    counter,
    curp_of,
    decide,
    enter,
    finish,
    link_in,
    mailed,
    proposed,
    state_of,
    supervisor,
    told,
)
from tests.web.device import Device
from tests.web.office import ORIGIN, Browser, Office, drawn, text
from ventanilla.adapters.mail.port import Mail, MailDown
from ventanilla.apps.accounts import outbound
from ventanilla.apps.accounts.api import money_waits_until
from ventanilla.apps.accounts.models import (
    Passkey,
)
from ventanilla.apps.demo.api import correos
from ventanilla.apps.eventlog.api import scope, timeline
from ventanilla.domain.accounts.recovery import RecoveryState
from ventanilla.domain.authority import Actor, Assurance, Via
from ventanilla.kernel.acts import SubjectId

__all__ = ["counter", "supervisor"]  # fixtures


STOP: Final = re.compile(rf"{re.escape(ORIGIN)}(/entrar/mostrador/detener/\S+)")


@contextmanager
def at(monkeypatch: pytest.MonkeyPatch, seconds: int) -> Iterator[None]:
    real = time.time
    with monkeypatch.context() as patched:
        patched.setattr(time, "time", lambda: real() + seconds)
        yield


# -- refused, late, stopped


def test_refused_with_its_reason(office: Office, counter: Browser, supervisor: Browser) -> None:
    office.browser("trabajadora")
    page = proposed(counter)
    assert "Escriba el motivo" in text(decide(supervisor, page, "rechazar", "  "))
    assert decide(supervisor, page, "otra").status_code == 422
    assert decide(supervisor, page, "rechazar", "La fotografía no se distingue").status_code == 302
    assert state_of(page) is RecoveryState.REFUSED
    assert decide(supervisor, page).status_code == 422
    sent = mailed(office)[MAIL]
    assert "No aprobamos lo que pidió en el mostrador." in sent[0]
    assert "fotografía" not in sent[0]
    assert office.jobs("accounts.send_counter_link") == []
    with scope(None):
        said = [str(entry.text) for entry in timeline(SubjectId(account().subject))]
    assert any("La fotografía no se distingue" in each for each in said)


def test_a_link_serves_once_and_for_four_hours(
    office: Office, counter: Browser, supervisor: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.browser("trabajadora")
    link = approved(office, counter, supervisor)
    with at(monkeypatch, 4 * 3600 + 1):
        late = finish(office.browser(), link)
        assert late.status_code == 410
        assert "Este enlace venció" in text(late)
    assert "La contraseña es corta" in text(finish(office.browser(), link, "corta"))
    assert "no son iguales" in text(finish(office.browser(), link, otra_vez=OTHER))
    assert "que los acepta" in text(finish(office.browser(), link, acepto=""))
    assert finish(office.browser(), link).status_code == 302
    again = finish(office.browser(), link, OTHER)
    assert again.status_code == 410
    assert "Este enlace ya se usó" in text(again)
    assert enter(office.browser(), curp_of(), OTHER).status_code == 422


def test_a_newer_link_ends_the_one_before(office: Office, counter: Browser, supervisor: Browser) -> None:
    first = approved(office, counter, supervisor)
    second = approved(office, counter, supervisor, email="otro@correo.example")
    assert "Este enlace venció" in text(finish(office.browser(), first))
    assert finish(office.browser(), second).status_code == 302


@pytest.mark.parametrize("token", ["", "A", "A" * 48, "ñ", "="])
def test_a_link_that_was_never_made(office: Office, token: str) -> None:
    for kind in ("volver", "detener"):
        assert office.browser().get(f"/entrar/mostrador/{kind}/{token or 'x'}").status_code == 404


def test_the_two_links_are_not_each_other(office: Office, counter: Browser, supervisor: Browser) -> None:
    office.browser("trabajadora")
    link = approved(office, counter, supervisor)
    token = link.rsplit("/", 1)[1]
    assert office.browser().get(f"/entrar/mostrador/detener/{token}").status_code == 404


def stop_link(office: Office, address: str) -> str:
    return link_in(mailed(office)[address][0], STOP)


def test_whoever_is_on_record_stops_it_before_it_serves(office: Office, counter: Browser, supervisor: Browser) -> None:
    owner = office.browser("trabajadora")
    address = account().email
    link = approved(office, counter, supervisor)
    stop = stop_link(office, address)
    stranger = office.browser()
    assert "deténgalo aquí" in text(stranger.get(stop))
    assert stranger.get(link).status_code == 200  # opened, not sent
    assert "Detuvimos esa recuperación" in text(stranger.post(stop))
    stopped = finish(office.browser(), link)
    assert stopped.status_code == 410
    assert "Alguien detuvo esta recuperación" in text(stopped)
    assert owner.get("/oficina").status_code == 200
    assert account().email == address
    assert stranger.get(stop).status_code == 410
    assert "recuperacion_detenida" in told(account().subject)
    again = proposed(counter)
    assert "Detenida" in text(supervisor.get(again))  # whoever approves the next one is told


def test_a_proposal_is_stopped_before_anybody_approves_it(
    office: Office, counter: Browser, supervisor: Browser
) -> None:
    office.browser("trabajadora")
    page = proposed(counter)
    stop = stop_link(office, account().email)
    stranger = office.browser()
    stranger.get(stop)
    assert stranger.post(stop).status_code == 200
    assert decide(supervisor, page).status_code == 422
    assert state_of(page) is RecoveryState.STOPPED


def test_after_it_served_it_is_taken_back(office: Office, counter: Browser, supervisor: Browser) -> None:
    office.browser("trabajadora")
    address, proven = account().email, account().proven
    link = approved(office, counter, supervisor)
    assert finish(office.browser(), link).status_code == 302
    thief = office.browser()
    assert enter(thief, curp_of()).status_code == 302
    Device().register(thief)
    stop = stop_link(office, address)
    owner = office.browser()
    assert "recuperó su cuenta y puso otra contraseña" in text(owner.get(stop))
    assert "Protegimos su cuenta" in text(owner.post(stop))
    assert thief.get("/oficina").status_code == 302
    assert enter(office.browser(), curp_of()).status_code == 422
    with scope(None):
        assert not Passkey.objects.exists()
    assert (account().email, account().proven, account().password_set_at) == (address, proven, None)
    office.browser("trabajadora")  # she still has her e.firma


def test_an_account_that_it_opened_is_closed_again(office: Office, counter: Browser, supervisor: Browser) -> None:
    contact = "trabajadora"
    link = approved(office, counter, supervisor)  # she never entered: on record, without an account
    assert finish(office.browser(), link).status_code == 302
    thief = office.browser()
    enter(thief, curp_of(contact))
    known = outbound.on_record(curp_of(contact))
    assert known is not None
    stop = stop_link(office, known.contacts[0].email)
    owner = office.browser()
    owner.get(stop)
    assert owner.post(stop).status_code == 200
    assert thief.get("/oficina").status_code == 302
    assert not account().is_active
    assert account().subject != drawn().named(contact).subject


def test_what_an_efirma_proved_since_is_not_taken_back(office: Office, counter: Browser, supervisor: Browser) -> None:
    office.browser("trabajadora")
    address = account().email
    assert finish(office.browser(), approved(office, counter, supervisor)).status_code == 302
    office.browser("trabajadora")
    stop = stop_link(office, address)
    stranger = office.browser()
    stranger.get(stop)
    assert stranger.post(stop).status_code == 410
    assert enter(office.browser(), curp_of()).status_code == 302


def test_a_second_recovery_does_not_silence_who_was_told_of_the_first(
    office: Office, counter: Browser, supervisor: Browser
) -> None:
    office.browser("trabajadora")
    address = account().email
    assert finish(office.browser(), approved(office, counter, supervisor)).status_code == 302
    first = stop_link(office, address)
    before = len(mailed(office)[address])
    assert (
        finish(office.browser(), approved(office, counter, supervisor, email="tercero@correo.example")).status_code
        == 302
    )
    assert len(mailed(office)[address]) >= before + 3
    stranger = office.browser()
    assert stranger.get(first).status_code == 410
    second = stop_link(office, address)
    stranger.get(second)
    assert stranger.post(second).status_code == 200
    assert account().email == address


# -- around it


def test_money_waits_a_day(office: Office, counter: Browser, supervisor: Browser) -> None:
    office.browser("trabajadora")
    now = settings.VENTANILLA_CLOCK.now()
    owner = Actor(account().id, SubjectId(account().subject), Assurance.N2, Via.PASSWORD)
    assert money_waits_until(owner, now=now) is None
    assert finish(office.browser(), approved(office, counter, supervisor)).status_code == 302
    until = money_waits_until(owner, now=settings.VENTANILLA_CLOCK.now())
    assert until is not None
    assert timedelta(hours=23) < until - now < timedelta(hours=25)
    assert money_waits_until(owner, now=until) is None


def test_a_mailer_that_is_down_between_the_approval_and_the_mail_sends_one(
    office: Office, counter: Browser, supervisor: Browser
) -> None:
    office.browser("trabajadora")
    page = proposed(counter)
    assert decide(supervisor, page).status_code == 302
    sender = outbound.mailer()

    class Dies:
        def send(self, mail: Mail) -> None:
            sender.send(mail)  # it went, and nobody heard
            raise MailDown

    outbound.use_mailer(Dies())
    with pytest.raises(MailDown):
        office.run("accounts.send_counter_link")
    outbound.use_mailer(sender)
    mailed(office)
    office.run("accounts.send_counter_link")
    assert len([each for each in correos() if each.to == MAIL]) == 1
    assert state_of(page) is RecoveryState.APPROVED


def test_what_is_sent_says_nothing_of_the_person(office: Office, counter: Browser, supervisor: Browser) -> None:
    office.browser("trabajadora")
    person = account()
    old = person.email
    assert finish(office.browser(), approved(office, counter, supervisor)).status_code == 302
    sent = mailed(office)
    assert len(sent[old]) >= 3
    bodies = [body for each in sent.values() for body in each]
    for body in bodies:
        for value in (person.curp, person.rfc, person.name, person.name.split()[0], old, MAIL, "1234"):
            assert value.lower() not in re.sub(r"http\S+", "", body).lower()
    for job in ("accounts.send_counter_link", "accounts.tell_recovery"):
        assert all(set(each) <= {"recovery_id", "moment"} for each in office.jobs(job))
