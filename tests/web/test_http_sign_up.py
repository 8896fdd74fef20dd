"""Signing up through HTTP: with an e.firma, without one, out of order, twice at once, and in somebody else's name."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection, connections
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from tests.web.office import TRAMITE, Browser, Identity, Office, drawn, text, value_of
from ventanilla.adapters.pki.demo_identities import Variant
from ventanilla.adapters.registry.local import FAILURES, STANDINGS
from ventanilla.adapters.registry.port import Answer, Failure, Filiation, Person, RegistryUnavailable, Standing
from ventanilla.apps.accounts import identity, outbound
from ventanilla.apps.accounts.models import Account, IdentityCode, SignUp, TermsAccepted
from ventanilla.apps.affiliation.api import resumen_for
from ventanilla.apps.cases.api import cases_for
from ventanilla.apps.demo.api import correo, correos
from ventanilla.apps.eventlog.api import scope, timeline
from ventanilla.apps.signatures.models import Signature
from ventanilla.domain.accounts.terms import NOTICES, TERMS, digest
from ventanilla.domain.authority import Actor, Assurance, Via
from ventanilla.domain.signing.acts import AcceptTerms
from ventanilla.kernel.acts import SubjectId
from ventanilla.web.portal.sign_up import WHY_NOT

MINE: Final = "correo@ejemplo.mx"
PHRASE: Final = "cuatro palabras bien guardadas"
LINK: Final = re.compile(r"http://localhost:8000(/cuenta/enlace/\S+)")


def curp_of(slug: str) -> str:
    return drawn().named(slug).curp


def first_page(browser: Browser, curp: str, way: str = "firma") -> HttpResponse:
    """Type the CURP and choose the way."""
    browser.get("/cuenta/nueva")
    return browser.post("/cuenta/nueva", {"curp": curp, way: "1"})


def second_page(browser: Browser, who: Identity, email: str = MINE) -> HttpResponse:
    """Prove who it is, and say where to write."""
    signed = browser.sign(browser.get("/cuenta/nueva/firma"), who)
    return browser.send(signed.changed(correo=email))


def third_page(browser: Browser, who: Identity) -> HttpResponse:
    """Read the terms and sign them."""
    return browser.send(browser.sign(browser.get("/cuenta/nueva/terminos"), who))


def sign_up(office: Office, slug: str = "trabajadora", curp: str = "") -> Browser:
    """The three pages."""
    browser, who = office.browser(), office.mint.identity(slug)
    assert first_page(browser, curp or who.person.curp).headers["Location"] == "/cuenta/nueva/firma"
    assert second_page(browser, who).headers["Location"] == "/cuenta/nueva/terminos"
    assert third_page(browser, who).headers["Location"] == "/cuenta/nueva/lista"
    return browser


def by_mail(browser: Browser, curp: str, email: str = MINE, **fields: str) -> HttpResponse:
    """The form of whoever has no e.firma."""
    assert first_page(browser, curp, "correo").headers["Location"] == "/cuenta/nueva/correo"
    browser.get("/cuenta/nueva/correo")
    return browser.post("/cuenta/nueva/correo", {"correo": email, "contrasena": PHRASE, "acepto": "1"} | fields)


def mailed(to: str) -> str:
    """The last e-mail sent to an address."""
    found = next(one for one in correos() if one.to == to)
    whole = correo(found.number)
    assert whole is not None
    return whole.body


def link_in(body: str) -> str:
    found = LINK.search(body)
    assert found is not None, body
    return found[1]


def opened_by_mail(office: Office, curp: str) -> Browser:
    """An account opened with an e-mail, up to the page that asks who it is."""
    browser = office.browser()
    assert by_mail(browser, curp).headers["Location"] == "/cuenta/nueva/revise"
    office.run("accounts.tell_sign_up")
    path = link_in(mailed(MINE))
    browser.get(path)
    assert "Vuelva a la página donde empezó" in text(browser.post(path))
    browser.get("/cuenta/nueva/revise")
    assert browser.post("/cuenta/nueva/revise").headers["Location"] == "/cuenta/identidad"
    return browser


# -- with an e.firma


def test_a_worker_signs_up_in_three_pages(office: Office) -> None:
    browser = sign_up(office)
    account = Account.objects.get(curp=curp_of("trabajadora"))
    assert (account.proven, account.subject) == (Assurance.N3, drawn().named("trabajadora").subject)
    assert MINE in text(browser.get("/cuenta/nueva/lista"))
    assert browser.get("/oficina").status_code == 200
    with scope(None):
        accepted = TermsAccepted.objects.get(account=account)
        kept = Signature.objects.get(account=account.id, id=accepted.signature or UUID(int=0))
        told = [entry.type for entry in timeline(SubjectId(account.subject))]
    assert (accepted.terms, accepted.notice) == (TERMS[-1].version, NOTICES[-1].version)
    assert kept.typ == AcceptTerms.TYP
    signed = bytes(kept.payload).decode()
    assert all(digest(one) in signed for one in (TERMS[-1], NOTICES[-1]))
    assert told == ["terminos_aceptados", "sesion_iniciada", "cuenta_abierta"]


def test_what_is_already_known_is_shown_with_its_source_and_not_asked(office: Office) -> None:
    for slug, expected in (
        ("pensionada", "Usted recibe una pensión"),
        ("patron", "Registros patronales"),
        ("empresa", "Actúa por la empresa"),
        ("personal", "Cargo en la institución"),
    ):
        browser, who = office.browser(), office.mint.identity(slug)
        first_page(browser, who.person.curp)
        second_page(browser, who)
        page = text(browser.get("/cuenta/nueva/terminos"))
        assert expected in page, slug
        assert "Tomado de su certificado." in page
        assert third_page(browser, who).headers["Location"] == "/cuenta/nueva/lista", slug
        assert browser.get("/oficina").status_code == 200


def test_the_address_of_the_certificate_serves_where_none_is_typed(office: Office) -> None:
    browser, who = office.browser(), office.mint.identity()
    first_page(browser, who.person.curp)
    second_page(browser, who, "")
    assert who.person.email in text(browser.get("/cuenta/nueva/terminos"))


def test_an_official_who_was_invited_keeps_the_post(office: Office) -> None:
    browser = sign_up(office, "personal")
    assert browser.get("/incidencias").status_code == 200
    assert Account.objects.filter(curp=curp_of("personal")).count() == 1


def test_who_has_an_account_just_enters_and_accepts_once(office: Office) -> None:
    office.browser("trabajadora")
    sign_up(office)
    again, who = office.browser(), office.mint.identity()
    first_page(again, who.person.curp)
    second_page(again, who)
    assert third_page(again, who).headers["Location"] == "/oficina"
    assert Account.objects.filter(curp=curp_of("trabajadora")).count() == 1
    with scope(None):
        assert TermsAccepted.objects.exclude(signature=None).count() == 1


def test_the_curp_is_that_of_the_certificate(office: Office) -> None:
    browser, who = office.browser(), office.mint.identity("patron")
    first_page(browser, curp_of("trabajadora"))
    answer = second_page(browser, who)
    assert answer.status_code == 422
    assert "La CURP de su e.firma no es la que escribió." in text(answer)
    assert value_of(answer, "correo") == MINE
    assert browser.get("/cuenta/nueva/terminos").headers["Location"] == "/cuenta/nueva/firma"


def test_the_terms_are_signed_by_who_proved_to_be_there(office: Office) -> None:
    browser, who = office.browser(), office.mint.identity()
    first_page(browser, who.person.curp)
    second_page(browser, who)
    assert third_page(browser, office.mint.identity("patron")).status_code == 422
    signed = browser.sign(
        browser.get("/cuenta/nueva/terminos"), who, alter=lambda payload: payload["act"].update(title="Otra cosa")
    )
    assert browser.send(signed).status_code == 422
    again = browser.sign(browser.get("/cuenta/nueva/terminos"), who)
    assert browser.send(again.changed(nonce=signed.nonce)).status_code == 422
    assert not Account.objects.filter(curp=who.person.curp).exists()
    assert third_page(browser, who).status_code == 302


@pytest.mark.parametrize("variant", [Variant.VENCIDA, Variant.FUTURA, Variant.CSD, Variant.AUTORIDAD_AJENA])
def test_a_bad_efirma_opens_nothing(office: Office, variant: Variant) -> None:
    browser, who = office.browser(), office.mint.identity("trabajadora", variant)
    first_page(browser, who.person.curp)
    assert second_page(browser, who).status_code == 422
    assert not Account.objects.filter(curp=who.person.curp).exists()


def test_a_bad_address_is_said_beside_it_and_kept(office: Office) -> None:
    browser, who = office.browser(), office.mint.identity()
    first_page(browser, who.person.curp)
    answer = second_page(browser, who, "no es un correo")
    assert (answer.status_code, value_of(answer, "correo")) == (422, "no es un correo")


@pytest.mark.parametrize("typed", ["", "NADA", "XEXX010101HNEXXXA4", "REPN800101MNEGRV07", "x" * 5000])
def test_a_curp_that_is_none_is_said_so(office: Office, typed: str) -> None:
    answer = first_page(office.browser(), typed)
    assert answer.status_code == 422
    assert value_of(answer, "curp") == typed[:254]


def test_without_script_the_terms_are_downloaded(office: Office) -> None:
    browser, who = office.browser(), office.mint.identity()
    assert browser.get("/cuenta/nueva/texto").headers["Location"] == "/cuenta/nueva"
    first_page(browser, who.person.curp)
    second_page(browser, who)
    assert b"ventanilla.terminos.v1" in browser.get("/cuenta/nueva/texto").content


def test_a_page_before_its_turn_leads_to_the_one_whose_turn_it_is(office: Office) -> None:
    browser, who = office.browser(), office.mint.identity()
    for path in ("firma", "terminos", "correo", "revise"):
        assert browser.get(f"/cuenta/nueva/{path}").headers["Location"] == "/cuenta/nueva", path
    first_page(browser, who.person.curp)
    assert browser.get("/cuenta/nueva/terminos").headers["Location"] == "/cuenta/nueva/firma"
    assert browser.get("/cuenta/nueva/revise").headers["Location"] == "/cuenta/nueva/correo"
    assert browser.post("/cuenta/nueva/terminos").headers["Location"] == "/cuenta/nueva/firma"
    second_page(browser, who)
    third_page(browser, who)
    for path in ("", "/firma", "/terminos", "/correo"):
        assert browser.get(f"/cuenta/nueva{path}").headers["Location"] == "/oficina", path
    assert value_of(office.browser().get("/cuenta/nueva"), "curp") == ""


def test_proof_is_kept_half_an_hour(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    browser, who = office.browser(), office.mint.identity()
    first_page(browser, who.person.curp)
    second_page(browser, who)
    late = time.time() + 31 * 60
    monkeypatch.setattr(time, "time", lambda: late)
    assert browser.get("/cuenta/nueva/terminos").headers["Location"] == "/cuenta/nueva/firma"


# -- what the population registry says


@pytest.mark.parametrize("curp", STANDINGS)
def test_every_standing_has_its_page(office: Office, curp: str) -> None:
    browser, who = office.browser(), office.mint.person(curp=curp)
    first_page(browser, curp)
    answer = second_page(browser, who)
    standing = STANDINGS[curp][1]
    if standing.in_force:
        assert answer.headers["Location"] == "/cuenta/nueva/terminos"
        page = text(browser.get("/cuenta/nueva/terminos"))
        assert "Su nombre no está igual" in page
        return
    assert answer.status_code == 422
    assert str(WHY_NOT[standing]) in text(answer)
    assert browser.get("/cuenta/nueva/terminos").headers["Location"] == "/cuenta/nueva/firma"
    assert not Account.objects.filter(curp=curp).exists()


def test_nobody_in_the_registry_opens_nothing(office: Office) -> None:
    browser, who = office.browser(), office.mint.person(curp="XEXX900101MDFXXX05")
    first_page(browser, who.person.curp)
    assert "no reconoce esta CURP" in text(second_page(browser, who))


@pytest.mark.parametrize("failure", list(Failure))
def test_while_the_registry_fails_what_was_done_is_kept(office: Office, failure: Failure) -> None:
    class Failing:
        down = True

        def ask(self, curp: str) -> Answer:
            if self.down:
                raise RegistryUnavailable(failure)
            return Answer(curp, Standing.VIGENTE, Person("Marisol", "Almendral", "Cumbres", office_day(), "M"))

        def filiation(self, child: str, parent: str) -> Filiation:
            raise RegistryUnavailable(failure)

    registry = Failing()
    outbound.use_registry(registry)
    browser, who = office.browser(), office.mint.identity()
    first_page(browser, who.person.curp)
    assert second_page(browser, who).headers["Location"] == "/cuenta/nueva/terminos"
    waiting = browser.get("/cuenta/nueva/terminos")
    assert "El registro de población no responde" in text(waiting)
    assert "data-sign=" not in waiting.content.decode()
    assert browser.post("/cuenta/nueva/terminos").status_code == 200
    assert not Account.objects.filter(curp=who.person.curp).exists()
    registry.down = False
    assert third_page(browser, who).status_code == 302


def office_day() -> Any:
    return drawn().named("trabajadora").nacimiento


def test_every_standing_that_is_not_in_force_has_its_sentence() -> None:
    assert set(WHY_NOT) == {standing for standing in Standing if not standing.in_force}


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
