"""Giving an account back at the counter, through HTTP: all the way, and who may."""

from __future__ import annotations

import re
import threading
import time
from typing import Final
from uuid import uuid4

from django.conf import settings
from django.db import connections

from tests.web.counters import (
    MAIL,
    NEW,
    OTHER,
    PAGE,
    PASSWORD,
    SHOWN,
    account,
    approved,
    consult,
    counter,
    curp_of,
    decide,
    enter,
    finish,
    link_in,
    mailed,
    official,
    propose,
    proposed,
    state_of,
    supervisor,
    told,
)
from tests.web.device import Device
from tests.web.office import Browser, Office, drawn, text
from ventanilla.apps.accounts.models import (
    Account,
    AuthenticatorApp,
    Passkey,
    Recovery,
    RecoveryCode,
    TermsAccepted,
)
from ventanilla.apps.accounts.services import SESSION_KEY
from ventanilla.apps.eventlog.api import scope, timeline
from ventanilla.domain.accounts.recovery import RecoveryState
from ventanilla.domain.authority import Assurance, Role
from ventanilla.kernel.acts import SubjectId

__all__ = ["counter", "supervisor"]  # fixtures


NOBODY: Final = "REPN800101MNEGRV06"  # the registry knows her; the office does not


# -- all the way


def test_whoever_lost_everything_comes_back(office: Office, counter: Browser, supervisor: Browser) -> None:
    lost = office.browser("trabajadora")
    device = Device()
    device.register(lost)
    lost.get("/cuenta/seguridad/respaldo")
    lost.post("/cuenta/seguridad/respaldo")
    subject = account().subject
    page = proposed(counter)
    assert state_of(page) is RecoveryState.PROPOSED
    shown = text(supervisor.get(page))
    assert "Credencial para votar, termina en 1234" in shown
    assert "n•••@c•••.example" in shown
    assert MAIL not in shown
    assert decide(supervisor, page).headers["Location"] == page
    link = link_in(mailed(office)[MAIL][0])
    assert lost.get("/oficina").status_code == 200  # until it is used, nothing of hers changed
    phone = office.browser()
    assert phone.get(link).status_code == 200
    assert office.browser().get(link).status_code == 200  # opening it spends nothing
    assert finish(phone, link).headers["Location"] == "/entrar/contrasena?sigue=/cuenta/seguridad"
    assert lost.get("/oficina").status_code == 302
    with scope(None):
        for kind in (AuthenticatorApp, RecoveryCode, Passkey):
            assert not kind.objects.filter(account=account()).exists()
        assert TermsAccepted.objects.filter(account=account()).exists()
    assert device.enter(office.browser()).status_code == 422
    browser = office.browser()
    assert enter(browser, curp_of()).headers["Location"] == "/oficina"
    assert browser.client.session[SESSION_KEY]["assurance"] == Assurance.N2
    assert "Marisol Almendral Cumbres" in text(browser.get("/oficina"))
    assert (account().email, account().proven, account().subject) == (MAIL, Assurance.N2, subject)
    assert state_of(page) is RecoveryState.COMPLETED
    done = [each for each in told(subject) if each.startswith("recuperacion")]
    assert done == [
        "recuperacion_completada",
        "recuperacion_aprobada",
        "recuperacion_propuesta",
        "recuperacion_consultada",
    ]
    with scope(None):
        entries = {entry.type: entry for entry in timeline(SubjectId(subject))}
    assert entries["recuperacion_propuesta"] != entries["recuperacion_aprobada"]
    assert "recuperacion_consultada" in told(account("personal").subject)


def test_the_efirma_still_enters_and_does_not_take_the_new_email_away(
    office: Office, counter: Browser, supervisor: Browser
) -> None:
    office.browser("trabajadora")
    assert finish(office.browser(), approved(office, counter, supervisor)).status_code == 302
    office.browser("trabajadora")
    assert (account().email, account().proven) == (MAIL, Assurance.N3)


def test_whoever_has_no_account_is_given_one_and_staff_read_the_same(
    office: Office, counter: Browser, supervisor: Browser
) -> None:
    office.browser("trabajadora")
    assert consult(counter, curp_of()).status_code == 302
    known = re.sub(r'value="\w{64}"', "", counter.get(NEW).content.decode())
    assert consult(counter, NOBODY).status_code == 302
    other = re.sub(r'value="\w{64}"', "", counter.get(NEW).content.decode())
    shape = re.compile(r"<(?:dd|time)[^>]*>.*?</dd>", re.DOTALL)
    assert shape.sub("", known) == shape.sub("", other)
    link = approved(office, counter, supervisor, NOBODY)
    assert not Account.objects.filter(curp=NOBODY).exists()
    assert finish(office.browser(), link).status_code == 302
    opened = Account.objects.get(curp=NOBODY)
    assert (opened.name, opened.proven, opened.email) == ("Nueva Registro Prueba", Assurance.N2, MAIL)
    browser = office.browser()
    assert enter(browser, NOBODY).status_code == 302
    assert browser.client.session[SESSION_KEY]["assurance"] == Assurance.N2
    assert [each for each in told(opened.subject) if each.startswith("recup")] == [
        "recuperacion_completada",
        "recuperacion_aprobada",
        "recuperacion_propuesta",
    ]


def test_an_account_that_somebody_else_opened_by_mail_is_its_owners(
    office: Office, counter: Browser, supervisor: Browser
) -> None:
    impostor = Account.objects.create(
        curp=curp_of("pensionada"),
        subject=uuid4(),
        name="otro@correo.example",
        email="otro@correo.example",
        opened_at=settings.VENTANILLA_CLOCK.now(),
        proven=Assurance.N1,
    )
    there = office.browser()
    there.get("/entrar")
    there.enter(impostor.id)
    assert there.get("/cuenta/identidad").status_code == 200
    assert finish(office.browser(), approved(office, counter, supervisor, curp_of("pensionada"))).status_code == 302
    assert there.get("/cuenta/identidad").status_code == 302
    assert "otro@correo.example" not in mailed(office)  # with its link they would stop her
    assert account("pensionada").subject == drawn().named("pensionada").subject
    assert account("pensionada").proven == Assurance.N2


# -- who may


def test_an_official_does_not_approve_their_own_proposal(office: Office, counter: Browser) -> None:
    page = proposed(counter)
    assert "Aprobar y enviar el enlace" not in text(counter.get(page))
    for action in ("aprobar", "rechazar"):
        refused = decide(counter, page, action, "no")
        assert refused.status_code == 422
        assert "Usted la propuso: debe decidirla otra persona." in text(refused)
    assert state_of(page) is RecoveryState.PROPOSED
    assert office.jobs("accounts.send_counter_link") == []


def test_nobody_decides_nor_proposes_their_own_account(office: Office, counter: Browser, supervisor: Browser) -> None:
    page = proposed(counter, curp_of("patron"))
    assert supervisor.get(page).status_code == 404
    assert supervisor.post(f"{page}/decidir", {"accion": "aprobar"}).status_code == 404
    assert supervisor.post(f"{PAGE}/{uuid4()}/decidir", {"accion": "aprobar"}).status_code == 404
    assert page not in supervisor.get(PAGE).content.decode()
    assert "Esa CURP es la suya." in text(consult(supervisor, curp_of("patron")))
    assert state_of(page) is RecoveryState.PROPOSED


def test_whoever_is_not_staff_sees_nothing(office: Office, counter: Browser) -> None:
    page = proposed(counter)
    citizen = office.browser("trabajadora")
    for path in (PAGE, NEW, page):
        assert citizen.get(path).status_code == 404
    assert citizen.post(f"{PAGE}/consultar", {"curp": NOBODY}).status_code == 404
    assert citizen.post(f"{page}/decidir", {"accion": "aprobar"}).status_code == 404


def stale(browser: Browser) -> None:
    session = browser.client.session
    session[SESSION_KEY] = session[SESSION_KEY] | {"confirmed": int(time.time()) - 3600}
    session.save()


def test_both_officials_show_again_who_they_are_and_nothing_typed_is_lost(
    office: Office, counter: Browser, supervisor: Browser
) -> None:
    stale(counter)
    asked = consult(counter, curp_of())
    assert asked.headers["Location"].startswith("/cuenta/confirmar?sigue=%2Fpersonal%2Frecuperaciones")
    fresh = official(office, "personal")
    assert consult(fresh, curp_of()).status_code == 302
    fresh.get(NEW)
    stale(fresh)
    sent = fresh.post(NEW, SHOWN)
    assert sent.headers["Location"] == "/cuenta/confirmar?sigue=%2Fpersonal%2Frecuperaciones%2Fnueva"
    with scope(None):
        assert not Recovery.objects.exists()
    assert f'value="{MAIL}"' in fresh.get(NEW).content.decode()
    page = proposed(official(office, "personal"))
    supervisor.get(page)
    stale(supervisor)
    assert supervisor.post(f"{page}/decidir", {"accion": "aprobar"}).headers["Location"].startswith("/cuenta/confirmar")
    assert state_of(page) is RecoveryState.PROPOSED


def test_two_windows_at_once_decide_once(committing_office: Office) -> None:
    office = committing_office
    counter, first, second = (official(office, slug) for slug in ("personal", "patron", "pensionada"))
    page = proposed(counter)
    answers: list[int] = []
    for browser in (first, second):
        browser.get(page)

    def approve(browser: Browser) -> None:
        answers.append(browser.post(f"{page}/decidir", {"accion": "aprobar"}).status_code)
        connections.close_all()

    threads = [threading.Thread(target=approve, args=(browser,)) for browser in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [302, 422]
    assert len(office.jobs("accounts.send_counter_link")) == 1


def test_a_link_that_two_browsers_send_at_once_serves_once(committing_office: Office) -> None:
    office = committing_office
    office.browser("trabajadora")
    link = approved(office, official(office, "personal"), official(office, "patron"))
    browsers = [office.browser(), office.browser()]
    answers: list[int] = []
    for browser in browsers:
        browser.get(link)

    def send(browser: Browser, new: str) -> None:
        fields = {"nueva": new, "otra_vez": new, "acepto": "1"}
        answers.append(browser.post(link, fields).status_code)
        connections.close_all()

    threads = [threading.Thread(target=send, args=each) for each in zip(browsers, (PASSWORD, OTHER), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [302, 410]
    assert told(account().subject).count("recuperacion_completada") == 1


def test_one_person_has_one_that_is_open(office: Office, counter: Browser, supervisor: Browser) -> None:
    proposed(counter)
    again = propose(supervisor, curp_of())
    assert again.status_code == 422
    assert "ya tiene una recuperación abierta" in text(again)
    with scope(None):
        assert Recovery.objects.count() == 1


def test_asking_who_people_are_is_limited_and_noted(office: Office, counter: Browser) -> None:
    answers = [consult(counter, NOBODY).status_code for _ in range(21)]
    assert answers[:10] == [302] * 10
    assert 429 in answers
    assert told(account("personal").subject).count("recuperacion_consultada") == answers.count(302)


def test_each_official_does_what_their_role_is_for(office: Office) -> None:
    """Whoever has people in front approves nothing; whoever supervises asks nobody's CURP."""
    first, second = official(office, "personal", Role.MOSTRADOR), official(office, "patron", Role.SUPERVISION)
    page = proposed(first)
    assert first.post(f"{page}/decidir", {"accion": "aprobar"}).status_code == 404
    assert "CURP de la persona" not in text(second.get(PAGE))
    assert consult(second, curp_of()).status_code == 404
    assert second.get(f"{PAGE}/nueva").status_code == 404
    assert "Aprobar" not in text(first.get(page))
    second.get(page)
    assert second.post(f"{page}/decidir", {"accion": "aprobar"}).status_code == 302
