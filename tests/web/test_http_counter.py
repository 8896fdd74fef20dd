"""Giving an account back at the counter, through HTTP: two officials, one link, and «no fui yo»."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Final
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import connections
from django.http import HttpResponse

from tests.web.device import Device
from tests.web.office import ORIGIN, Browser, Office, drawn, text
from tests.web.staff_files import give_roles
from ventanilla.adapters.mail.port import Mail, MailDown
from ventanilla.adapters.registry.local import LocalRegistry
from ventanilla.adapters.registry.port import Answer, Failure, RegistryUnavailable
from ventanilla.apps.accounts import outbound
from ventanilla.apps.accounts.api import Link, email_to_confirm, money_waits_until
from ventanilla.apps.accounts.models import (
    Account,
    AuthenticatorApp,
    Passkey,
    Recovery,
    RecoveryCode,
    SignUp,
    TermsAccepted,
)
from ventanilla.apps.accounts.people import actor_of
from ventanilla.apps.accounts.services import SESSION_KEY
from ventanilla.apps.accounts.sign_up import link_path
from ventanilla.apps.demo.api import correo, correos
from ventanilla.apps.eventlog.api import chain_verify, scope, timeline
from ventanilla.config.registers import invented_person
from ventanilla.domain.accounts.recovery import RecoveryState
from ventanilla.domain.authority import Actor, Assurance, Role, Via
from ventanilla.kernel.acts import SubjectId

PAGE: Final = "/personal/recuperaciones"
NEW: Final = f"{PAGE}/nueva"
MAIL: Final = "nuevo@correo.example"
PASSWORD: Final = "nopal tuerca brisa 7"
OTHER: Final = "mecate ventana lodo 3"
ENTER: Final = re.compile(rf"{re.escape(ORIGIN)}(/entrar/mostrador/volver/\S+)")
STOP: Final = re.compile(rf"{re.escape(ORIGIN)}(/entrar/mostrador/detener/\S+)")
SHOWN: Final = {
    "identificacion": "credencial_votar",
    "ultimos": "1234",
    "vigencia-dia": "31",
    "vigencia-mes": "12",
    "vigencia-anio": "2030",
    "rostro": "si",
    "datos": "si",
    "correo": MAIL,
    "correo_otra_vez": MAIL,
}
NOBODY: Final = "REPN800101MNEGRV06"  # the registry knows her; the office does not


def curp_of(slug: str = "trabajadora") -> str:
    return drawn().named(slug).curp


def account(slug: str = "trabajadora") -> Account:
    return Account.objects.get(curp=curp_of(slug))


def official(office: Office, slug: str, *roles: Role) -> Browser:
    """Somebody of the institution, signed in, who may do both acts unless ``roles`` say which."""
    browser = office.browser(slug)
    give_roles(slug, roles or (Role.MOSTRADOR, Role.SUPERVISION))
    return browser


@pytest.fixture
def counter(office: Office) -> Browser:
    """Who has people in front."""
    return official(office, "personal")


@pytest.fixture
def supervisor(office: Office) -> Browser:
    """The second person."""
    return official(office, "patron")


def consult(browser: Browser, curp: str) -> HttpResponse:
    browser.get(PAGE)
    return browser.post(f"{PAGE}/consultar", {"curp": curp})


def propose(browser: Browser, curp: str, **changed: str) -> HttpResponse:
    assert consult(browser, curp).headers["Location"] == NEW
    browser.get(NEW)
    return browser.post(NEW, SHOWN | changed)


def proposed(browser: Browser, curp: str = "", **changed: str) -> str:
    """The page of a recovery that was proposed."""
    sent = propose(browser, curp or curp_of(), **changed)
    assert sent.status_code == 302, text(sent)
    return sent.headers["Location"]


def decide(browser: Browser, page: str, action: str = "aprobar", reason: str = "") -> HttpResponse:
    browser.get(page)
    return browser.post(f"{page}/decidir", {"accion": action, "motivo": reason})


def mailed(office: Office) -> dict[str, list[str]]:
    """What was sent to each address, the newest first, after the jobs are done."""
    office.run("accounts.send_counter_link")
    office.run("accounts.tell_recovery")
    sent: dict[str, list[str]] = {}
    for each in correos():
        whole = correo(each.number)
        assert whole is not None
        sent.setdefault(each.to, []).append(whole.body)
    return sent


def link_in(body: str, kind: re.Pattern[str] = ENTER) -> str:
    found = kind.search(body)
    assert found is not None, body
    return found[1]


def approved(office: Office, counter: Browser, supervisor: Browser, curp: str = "", email: str = MAIL) -> str:
    """The link of a recovery that two officials agreed on."""
    page = proposed(counter, curp, correo=email, correo_otra_vez=email)
    assert decide(supervisor, page).headers["Location"] == page
    return link_in(mailed(office)[email][0])


def finish(browser: Browser, link: str, new: str = PASSWORD, **changed: str) -> HttpResponse:
    browser.get(link)
    return browser.post(link, {"nueva": new, "otra_vez": new, "acepto": "1"} | changed)


def enter(browser: Browser, who: str, password: str = PASSWORD) -> HttpResponse:
    browser.get("/entrar/contrasena")
    return browser.post("/entrar/contrasena", {"usuario": who, "contrasena": password})


def state_of(page: str) -> RecoveryState:
    with scope(None):
        return RecoveryState(Recovery.objects.get(id=UUID(page.rsplit("/", 1)[1])).state)


def told(subject: UUID) -> list[str]:
    with scope(None):
        assert chain_verify(SubjectId(subject)) is None
        return [entry.type for entry in timeline(SubjectId(subject))]


@contextmanager
def at(monkeypatch: pytest.MonkeyPatch, seconds: int) -> Iterator[None]:
    real = time.time
    with monkeypatch.context() as patched:
        patched.setattr(time, "time", lambda: real() + seconds)
        yield


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


# -- what is declared


def test_whoever_came_back_at_the_counter_keeps_what_they_gave_there(
    office: Office, counter: Browser, supervisor: Browser
) -> None:
    """The mailbox of before, whose change is not a week old, takes nothing back from who was identified in person."""
    office.browser("trabajadora")
    now = settings.VENTANILLA_CLOCK.now()
    by = actor_of(account(), via=Via.PASSWORD, assurance=Assurance.N2)
    email_to_confirm("antes@ejemplo.mx", by=by, now=now)
    with scope(None):
        row = SignUp.objects.get(may_return=True)
    finish(office.browser(), approved(office, counter, supervisor))
    stranger = office.browser()
    stranger.get("/")
    assert stranger.post(link_path(Link.KEEP, row.id)).status_code == 410
    assert account().email == MAIL


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("identificacion", "", "Elija qué identificación"),
        ("identificacion", "licencia", "Elija qué identificación"),
        ("ultimos", "123", "Escriba solo los 4 últimos caracteres"),
        ("ultimos", "1234567890123", "Escriba solo los 4 últimos caracteres"),
        ("vigencia-anio", "2020", "Esa identificación ya venció."),
        ("vigencia-anio", "", "Escriba una fecha que exista"),
        ("vigencia-mes", "13", "Escriba una fecha que exista"),
        ("rostro", "no", "Sin que el rostro sea el de la fotografía"),
        ("rostro", "", "Conteste si el rostro"),
        ("datos", "no", "Sin que los datos coincidan"),
        ("datos", "", "Conteste si los datos"),
        ("correo", "nada", "Escriba un correo completo"),
        ("correo_otra_vez", "otro@correo.example", "Los dos correos no son iguales."),
    ],
)
def test_what_is_missing_is_said_beside_its_field(
    office: Office, counter: Browser, field: str, value: str, sentence: str
) -> None:
    refused = propose(counter, curp_of(), **{field: value})
    assert refused.status_code == 422
    assert sentence in text(refused)
    assert "1234567890123" not in str(dict(counter.client.session))
    with scope(None):
        assert not Recovery.objects.exists()


@pytest.mark.parametrize(
    ("curp", "sentence"),
    [
        ("REPD800101MNEGRF07", "tiene anotada su defunción"),
        ("REPS800101MNEGRS05", "cambió esta CURP por otra"),
        ("QUMA850314HDFJNT05", "no reconoce esta CURP"),
        ("NADA", "La CURP"),
    ],
)
def test_whom_the_registry_does_not_confirm_is_not_proposed(
    office: Office, counter: Browser, curp: str, sentence: str
) -> None:
    refused = consult(counter, curp)
    assert refused.status_code == 422
    assert sentence in text(refused)
    assert counter.get(NEW).status_code == 302


def test_while_the_registry_is_down_the_case_waits_with_what_was_typed(
    office: Office, counter: Browser, supervisor: Browser
) -> None:
    class Down(LocalRegistry):
        def ask(self, curp: str) -> Answer:
            raise RegistryUnavailable(Failure.CAIDO)

    outbound.use_registry(Down(invented_person))
    assert consult(counter, curp_of()).headers["Location"] == NEW
    assert "No responde" in text(counter.get(NEW))
    page = counter.post(NEW, SHOWN).headers["Location"]
    assert state_of(page) is RecoveryState.WAITING
    assert decide(supervisor, page).status_code == 422
    assert "Consultar otra vez" not in text(supervisor.get(page))
    case = page.rsplit("/", 1)[1]
    assert supervisor.post(f"{PAGE}/consultar", {"caso": case}).status_code == 404
    outbound.use_registry(LocalRegistry(invented_person))
    counter.get(page)
    assert counter.post(f"{PAGE}/consultar", {"caso": case}).headers["Location"] == NEW
    filled = counter.get(NEW).content.decode()
    assert f'value="{MAIL}"' in filled
    assert 'value="1234"' in filled
    assert counter.post(NEW, SHOWN).headers["Location"] == page
    assert state_of(page) is RecoveryState.PROPOSED
    assert decide(supervisor, page).status_code == 302


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
