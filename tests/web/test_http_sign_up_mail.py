"""Signing up through HTTP without an e.firma: by a link, in somebody else's name, twice at once."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from tests.web.office import TRAMITE, Office, drawn, text, value_of
from tests.web.signing_up import (
    LINK,
    MINE,
    PHRASE,
    by_mail,
    curp_of,
    first_page,
    link_in,
    mailed,
    opened_by_mail,
    second_page,
    sign_up,
)
from ventanilla.adapters.registry.local import FAILURES
from ventanilla.adapters.registry.port import Failure, RegistryUnavailable
from ventanilla.apps.accounts import identity
from ventanilla.apps.accounts.models import Account, IdentityCode, SignUp
from ventanilla.apps.affiliation.api import resumen_for
from ventanilla.apps.cases.api import cases_for
from ventanilla.apps.demo.api import correos
from ventanilla.apps.eventlog.api import scope, timeline
from ventanilla.domain.accounts.terms import NOTICES, TERMS, digest
from ventanilla.domain.authority import Actor, Assurance, Via
from ventanilla.kernel.acts import SubjectId

# -- the link


def test_the_link_confirms_from_another_browser_once(office: Office) -> None:
    sign_up(office)
    office.run("accounts.tell_sign_up")
    path = link_in(mailed(MINE))
    other = office.browser()
    assert "Confirmar mi correo" in text(other.get(path))
    assert Account.objects.get(curp=curp_of("trabajadora")).email != MINE
    assert "Confirmó su correo" in text(other.post(path))
    assert Account.objects.get(curp=curp_of("trabajadora")).email == MINE
    for browser in (other, office.browser()):
        assert "ya está confirmado" in text(browser.get(path))
        assert "ya está confirmado" in text(browser.post(path))
    office.browser("trabajadora")
    assert Account.objects.get(curp=curp_of("trabajadora")).email == MINE


def test_a_link_lives_a_day_and_nobody_writes_one(office: Office) -> None:
    sign_up(office)
    office.run("accounts.tell_sign_up")
    path = link_in(mailed(MINE))
    browser = office.browser()
    forged = path[:-1] + ("0" if path[-1] != "0" else "1")
    swapped = path.replace("confirmar", "detener")
    for wrong in (forged, swapped, path.replace("confirmar", "otra")):
        assert browser.get(wrong).status_code in {404, 410}, wrong
    office.later(24 * 3600 + 1)
    assert browser.get(path).status_code == 410
    assert browser.post(path).status_code == 410
    assert Account.objects.get(curp=curp_of("trabajadora")).email != MINE


# -- without an e.firma


def test_an_account_by_mail_shows_nothing_until_a_code_proves_it(office: Office) -> None:
    browser = opened_by_mail(office, curp_of("trabajadora"))
    page = browser.get("/cuenta/identidad")
    assert "t•••@r•••.example" in text(page)
    whole = page.content.decode()
    person = drawn().named("trabajadora")
    assert not any(fact in whole for fact in (person.nombre, person.curp, person.nss or "-", "registro.example"))
    for path in ("/oficina", "/cuenta", f"/tramites/{TRAMITE}/iniciar"):
        assert browser.get(path).headers.get("Location", "/cuenta/identidad") == "/cuenta/identidad", path
    contact = value_of(page, "contacto")
    assert browser.post("/cuenta/identidad", {"contacto": contact}).status_code == 302
    office.run("accounts.send_code")
    code = re.search(r"\b(\d{6})\b", mailed("trabajadora@registro.example"))
    assert code is not None
    before = browser.session()
    browser.get("/cuenta/identidad")
    assert (
        browser.post("/cuenta/identidad", {"codigo": f" {code[1][:3]} {code[1][3:]} "}).headers["Location"]
        == "/oficina"
    )
    assert browser.session() != before
    assert person.nombre in text(browser.get("/oficina"))
    assert Account.objects.get(curp=person.curp).proven == Assurance.N2
    assert browser.get("/cuenta/identidad").headers["Location"] == "/oficina"


def test_the_doors_themselves_show_nothing_of_an_account_that_nobody_proved(office: Office) -> None:
    opened_by_mail(office, curp_of("trabajadora"))
    account = Account.objects.get(curp=curp_of("trabajadora"))
    actor = Actor(account.id, SubjectId(account.subject), Assurance.N3, Via.PASSWORD)  # a guard that forgot to ask
    assert resumen_for(actor) is None
    assert cases_for(actor) == ()
    assert account.subject != drawn().named("trabajadora").subject
    assert account.name == MINE


def test_known_unknown_and_new_are_answered_the_same(office: Office) -> None:
    office.browser("trabajadora")
    seen = []
    for curp in (curp_of("trabajadora"), curp_of("patron"), "REPA800101MNEGRN08", "XEXX900101MDFXXX05"):
        browser = office.browser()
        first_page(browser, curp, "correo")
        browser.get("/cuenta/nueva/correo")
        fields = {"correo": MINE, "contrasena": PHRASE, "acepto": "1"}
        with CaptureQueriesContext(connection) as queries:
            answer = browser.post("/cuenta/nueva/correo", fields)
        after = browser.get("/cuenta/nueva/revise")
        body = re.sub(r'value="\w{64}"', "", after.content.decode())
        seen.append((answer.status_code, dict(answer.headers), answer.content, len(queries), body, dict(after.headers)))
    assert seen[1:] == [seen[0]] * 3


def test_the_mail_explains(office: Office) -> None:
    office.browser("trabajadora")
    for curp, expected in (
        (curp_of("trabajadora"), "esa CURP ya tiene una"),
        ("REPD800101MNEGRF07", "no está vigente"),
        ("REPS800101MNEGRS05", "fue sustituida por otra"),
        ("XEXX900101MDFXXX05", "no reconoce la CURP"),
    ):
        by_mail(office.browser(), curp, f"{curp[:4].lower()}@ejemplo.mx")
        office.run("accounts.tell_sign_up")
        body = mailed(f"{curp[:4].lower()}@ejemplo.mx")
        assert expected in body
        assert curp not in body
        assert LINK.search(body) is None


def test_while_the_registry_is_down_the_mail_waits(office: Office) -> None:
    down = next(curp for curp, failure in FAILURES.items() if failure is Failure.CAIDO)
    by_mail(office.browser(), down)
    with pytest.raises(RegistryUnavailable):
        office.run("accounts.tell_sign_up")
    assert not [one for one in correos() if one.to == MINE]


def test_nobody_is_flooded(office: Office) -> None:
    for _ in range(7):
        by_mail(office.browser(), "REPN800101MNEGRV06")
    office.run("accounts.tell_sign_up")
    assert len([one for one in correos() if one.to == MINE]) == 0
    assert SignUp.objects.count() == 0  # out of the office's scope nothing is seen
    office.later(25 * 3600)
    by_mail(office.browser(), "REPN800101MNEGRV06")
    office.run("accounts.tell_sign_up")
    assert [one for one in correos() if one.to == MINE]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"correo": "x"}, "Escriba un correo completo"),
        ({"contrasena": "corta"}, "La contraseña es corta: necesita 12 caracteres o más."),
        ({"contrasena": "x" * 201}, "La contraseña es demasiado larga: admitimos hasta 200 caracteres."),
        ({"contrasena": MINE}, "Esa contraseña lleva su nombre, su CURP, su RFC o su correo"),
        ({"acepto": ""}, "marque que los acepta"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_kept(office: Office, fields: dict[str, str], said: str) -> None:
    answer = by_mail(office.browser(), curp_of("patron"), **fields)
    assert answer.status_code == 422
    assert said in text(answer)
    assert value_of(answer, "correo") == fields.get("correo", MINE)
    assert value_of(answer, "contrasena") == ""
    assert office.jobs("accounts.tell_sign_up") == []


def test_a_curp_and_an_address_ask_so_often_and_no_more(office: Office) -> None:
    known, unknown = curp_of("trabajadora"), "REPN800101MNEGRV06"
    for curp in (known, unknown):  # the same whether or not there is somebody
        seen = [by_mail(office.browser(), curp, f"{number}@ejemplo.mx").status_code for number in range(7)]
        assert seen == [302] * 6 + [429]
    with scope(None):
        assert SignUp.objects.count() == 12


def test_before_the_link_nobody_enters(office: Office) -> None:
    browser = office.browser()
    by_mail(browser, curp_of("patron"))
    browser.get("/cuenta/nueva/revise")
    assert "Todavía no nos llega su confirmación" in text(browser.post("/cuenta/nueva/revise"))
    assert not Account.objects.filter(curp=curp_of("patron")).exists()
    office.run("accounts.tell_sign_up")
    other = office.browser()
    path = link_in(mailed(MINE))
    other.get(path)
    other.post(path)
    assert other.get("/oficina").headers["Location"].startswith("/entrar")  # the link alone opens no session
    browser.get("/cuenta/nueva/revise")
    assert browser.post("/cuenta/nueva/revise").headers["Location"] == "/cuenta/identidad"


def test_a_code_has_five_tries_and_ten_minutes(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = opened_by_mail(office, curp_of("trabajadora"))

    def ask() -> str:
        contact = value_of(browser.get("/cuenta/identidad"), "contacto")
        assert browser.post("/cuenta/identidad", {"contacto": contact}).status_code == 302
        browser.get("/cuenta/identidad")
        return identity.code_of(UUID(office.jobs("accounts.send_code")[-1]["code_id"]))

    def said(code: str) -> str:
        return text(browser.post("/cuenta/identidad", {"codigo": code}))

    code = ask()
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(4):
        assert "Ese no es el código" in said(wrong)
    assert "Ese código ya no sirve" in said(wrong)
    assert "Ese código ya no sirve" in said(code)
    first, second = ask(), ask()
    assert "Ese no es el código" in said(first) or first == second
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 601)
    assert "Ese código ya no sirve" in said(second)
    monkeypatch.undo()
    page = text(browser.post("/cuenta/identidad", {"contacto": value_of(browser.get("/cuenta/identidad"), "contacto")}))
    assert "Ya pidió tres códigos hoy" in page
    assert Account.objects.get(curp=curp_of("trabajadora")).proven == Assurance.N1
    assert "Elija a qué correo" in text(browser.post("/cuenta/identidad", {"contacto": "otro"}))


# -- an impostor


def test_an_impostor_sees_nothing_and_the_owner_is_told_and_stops_it(office: Office) -> None:
    """Who knows the CURP, the NSS, the birth date and the employer knows nothing that this office asks for."""
    person = drawn().named("trabajadora")
    impostor = opened_by_mail(office, person.curp)
    for path in ("/oficina", "/cuenta", "/incidencias", "/cuenta/nueva/lista"):
        answer = impostor.get(path)
        assert answer.headers.get("Location") == "/cuenta/identidad" or answer.status_code == 404, path
    seen = impostor.get("/cuenta/identidad").content.decode()
    assert not any(fact in seen for fact in (person.nombre, person.primer_apellido, person.nss or "-", person.curp))
    for known in (person.nss or "", person.nacimiento.isoformat(), person.curp):
        impostor.post("/cuenta/identidad", {"codigo": known})
    office.run("accounts.tell_contacts")
    told = mailed("trabajadora@registro.example")
    assert "Alguien abrió una cuenta" in told
    assert not any(fact in told for fact in (person.nombre, person.curp, person.nss or "-"))
    owner, path = office.browser(), link_in(told)
    assert "No fui yo" in text(owner.get(path))
    assert "Detuvimos esa cuenta" in text(owner.post(path))
    assert "ya está detenida" in text(owner.post(path))
    assert impostor.get("/cuenta/identidad").headers["Location"].startswith("/entrar")
    account = Account.objects.get(curp=person.curp)
    assert (account.is_active, account.has_usable_password(), account.email) == (False, False, "")
    again = office.browser()
    by_mail(again, person.curp, "otra@ejemplo.mx")
    office.run("accounts.tell_sign_up")
    assert "ya tiene una" in mailed("otra@ejemplo.mx")
    owner = office.browser("trabajadora")
    assert person.nombre.upper() in text(owner.get("/oficina")).upper()


def test_the_owner_takes_the_account_back_with_the_efirma(office: Office) -> None:
    person = drawn().named("trabajadora")
    impostor = opened_by_mail(office, person.curp)
    sign_up(office)
    account = Account.objects.get(curp=person.curp)
    assert (account.proven, account.subject) == (Assurance.N3, person.subject)
    assert not account.has_usable_password()
    assert account.email == office.mint.identity().person.email
    assert impostor.get("/oficina").headers["Location"] == "/entrar?sigue=%2Foficina"  # their session is over
    office.run("accounts.tell_contacts")
    stop = link_in(mailed("trabajadora@registro.example"))
    browser = office.browser()
    browser.get(stop)
    browser.post(stop)
    account.refresh_from_db()
    assert (account.is_active, account.proven) == (True, Assurance.N3)
    with scope(None):
        assert "cuenta_reclamada" in [entry.type for entry in timeline(SubjectId(account.subject))]
        assert not IdentityCode.objects.exists()


# -- at the same instant


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Do everything at the same instant, each in a thread with its own connection."""
    gate, done = threading.Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        try:
            gate.wait()
            done.append(act())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return done


def test_two_sign_ups_with_one_curp_open_one_account(committing_office: Office) -> None:
    office, who = committing_office, committing_office.mint.identity()
    browsers = [office.browser(), office.browser()]
    signed = []
    for browser in browsers:
        first_page(browser, who.person.curp)
        second_page(browser, who)
        signed.append(browser.sign(browser.get("/cuenta/nueva/terminos"), who))
    sent = at_once(*(lambda b=b, s=s: b.send(s).status_code for b, s in zip(browsers, signed, strict=True)))
    assert sent == [302, 302]
    assert Account.objects.filter(curp=who.person.curp).count() == 1
    with scope(None):
        told = [one.type for one in timeline(SubjectId(drawn().named("trabajadora").subject))]
    assert told.count("cuenta_abierta") == 1


def test_two_links_for_one_curp_open_one_account(committing_office: Office) -> None:
    office, curp = committing_office, curp_of("trabajadora")
    browsers = [office.browser(), office.browser()]
    paths = []
    for number, browser in enumerate(browsers):
        by_mail(browser, curp, f"{number}@ejemplo.mx")
    office.run("accounts.tell_sign_up")
    for number, browser in enumerate(browsers):
        paths.append(link_in(mailed(f"{number}@ejemplo.mx")))
        browser.get(paths[-1])
    said = at_once(*(lambda b=b, p=p: b.post(p).status_code for b, p in zip(browsers, paths, strict=True)))
    assert sorted(map(str, said)) == ["200", "410"]
    assert Account.objects.filter(curp=curp).count() == 1


def test_a_week_later_a_sign_up_that_nobody_confirmed_is_forgotten(office: Office) -> None:
    from ventanilla.apps.accounts.sign_up import sign_ups_forget

    by_mail(office.browser(), curp_of("patron"))
    opened_by_mail(office, curp_of("trabajadora"))
    later = settings.VENTANILLA_CLOCK.now() + timedelta(days=8)
    assert sign_ups_forget(now=later) == 1
    with scope(None):
        assert SignUp.objects.get().confirmed_at is not None


def test_published_texts_never_change() -> None:
    assert [digest(one)[:16] for one in (*TERMS, *NOTICES)] == ["d3300db4f28826bc", "f81b56517cf350a6"]
    assert digest(replace(TERMS[0], version="2")) != digest(TERMS[0])
