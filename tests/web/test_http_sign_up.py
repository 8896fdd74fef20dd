"""Signing up through HTTP with an e.firma: out of order, and with what the registry says."""

from __future__ import annotations

import time
from typing import Any
from uuid import UUID

import pytest

from tests.web.office import Office, drawn, text, value_of
from tests.web.signing_up import MINE, curp_of, first_page, second_page, sign_up, third_page
from ventanilla.adapters.pki.demo_identities import Variant
from ventanilla.adapters.registry.local import STANDINGS
from ventanilla.adapters.registry.port import Answer, Failure, Filiation, Person, RegistryUnavailable, Standing
from ventanilla.apps.accounts import outbound
from ventanilla.apps.accounts.models import Account, TermsAccepted
from ventanilla.apps.eventlog.api import scope, timeline
from ventanilla.apps.signatures.models import Signature
from ventanilla.domain.accounts.terms import NOTICES, TERMS, digest
from ventanilla.domain.authority import Assurance
from ventanilla.domain.signing.acts import AcceptTerms
from ventanilla.kernel.acts import SubjectId
from ventanilla.web.portal.sign_up import WHY_NOT

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
