"""The e.firmas of an account through HTTP: bound, renewed, ended, revoked; and a company's new representative."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse

from tests.web.office import ISSUED, Browser, Identity, Office, drawn, text
from ventanilla.adapters.pki.certificate import read_certificate
from ventanilla.adapters.pki.demo_identities import Variant
from ventanilla.apps.accounts.jobs import recheck_certificates, warn_of_endings
from ventanilla.apps.accounts.models import (
    Account,
    Certificate,
    CertificateAcceptance,
    CertificateConflict,
    RepresentativeChange,
)
from ventanilla.apps.demo.api import correos
from ventanilla.apps.eventlog.api import chain_verify, scope, timeline
from ventanilla.apps.eventlog.models import LoggedEvent
from ventanilla.domain.accounts import days_left
from ventanilla.kernel.acts import SubjectId

DAY = 24 * 3600
PAGE = "/personal/representantes"
CERTIFICATES = "/cuenta/certificados"
TOLD = "accounts.tell_of_certificate"


def renewed(office: Office) -> Identity:
    return office.mint.identity("renovada", Variant.RENOVADA)


def successor(office: Office) -> Identity:
    return office.mint.identity("representante-nuevo", Variant.RENOVADA)


def serial(who: Identity) -> str:
    return read_certificate(who.certificate).facts.serial


def history(slug: str) -> list[tuple[str, str]]:
    """Serial and state of each certificate of a person, the newest first."""
    with scope(None):
        rows = Certificate.objects.filter(account__curp=drawn().named(slug).curp).order_by("-not_before", "-bound_at")
        return [(row.serial, row.state) for row in rows]


def told(slug: str) -> list[str]:
    """The types of the events of a person, the newest first, but for the new device that each browser here is."""
    subject = SubjectId(Account.objects.get(curp=drawn().named(slug).curp).subject)
    with scope(None):
        assert chain_verify(subject) is None
        return [entry.type for entry in timeline(subject) if entry.type != "dispositivo_nuevo"]


def mails_after(office: Office) -> list[tuple[str, str]]:
    office.run(TOLD)
    return [(mail.to, mail.body) for mail in correos()]


# -- bound and renewed


def test_the_efirma_that_enters_is_bound_and_shown(office: Office) -> None:
    who, browser = office.mint.identity(), office.browser("trabajadora")
    office.browser("trabajadora")
    assert history("trabajadora") == [(serial(who), "vigente")]
    page = text(browser.get(CERTIFICATES))
    assert "Su e.firma personal Vigente" in page
    assert serial(who) in page
    assert "Sus e.firmas" in text(browser.get("/cuenta"))
    assert office.jobs(TOLD) == []  # the account is as new as its certificate


def test_whoever_never_entered_with_one_is_told_what_will_be_here(office: Office) -> None:
    browser = office.browser("trabajadora")
    with scope(None):
        stranger = Account.objects.get(curp=drawn().named("trabajadora").curp)
    key = browser.client.session
    kept = key["oficina"]
    other = Account.objects.create(curp="NASR900101HDFDNGA0", subject=stranger.id, name="Ñ", opened_at=ISSUED)
    key["oficina"] = kept | {"account": str(other.id), "person": str(other.subject), "certificate": ""}
    key.save()
    assert "Todavía no ha entrado con una e.firma" in text(browser.get(CERTIFICATES))


def test_a_renewed_efirma_is_recognised_by_itself(office: Office) -> None:
    old, new = office.mint.identity(), renewed(office)
    before = office.browser("trabajadora")
    browser = office.browser()
    assert browser.sign_in(new).status_code == 302
    assert history("trabajadora") == [(serial(new), "vigente"), (serial(old), "reemplazado")]
    assert "Reconocimos su e.firma renovada." in text(browser.get("/oficina"))
    page = text(browser.get(CERTIFICATES))
    assert "Vigente" in page
    assert "Reemplazada por una más reciente" in page
    assert "Dejó de ser la principal el 22 de noviembre de 2026." in page
    assert told("trabajadora")[:2] == ["sesion_iniciada", "certificado_renovado"]
    assert before.get("/oficina").status_code == 200  # nobody was put out
    assert Account.objects.filter(curp=drawn().named("trabajadora").curp).count() == 1


def test_the_notice_of_a_renewal_carries_nothing_and_goes_to_the_address_before(office: Office) -> None:
    office.browser("trabajadora")
    whose = drawn().named("trabajadora")
    other_address = office.mint.person(
        slug="otro-correo",
        curp=whose.curp,
        rfc=whose.rfc,
        name=whose.nombre_completo.upper(),
        email="nuevo@ejemplo.mx",
        variant=Variant.RENOVADA,
    )
    office.browser().sign_in(other_address)
    sent = mails_after(office)
    assert {to for to, _ in sent} == {"nuevo@ejemplo.mx", "trabajadora@correo.example"}
    for _, body in sent:
        assert not re.search(rf"{whose.curp}|{whose.rfc}|{whose.nombre}|{serial(other_address)}", body, re.IGNORECASE)
        assert "/cuenta/certificados" in body
    assert mails_after(office) == sent  # a second delivery changes nothing


def test_an_older_one_joins_the_history_and_the_account_does_not_follow_it(office: Office) -> None:
    office.browser().sign_in(renewed(office))
    whose = drawn().named("trabajadora")
    old = office.mint.person(slug="vieja", curp=whose.curp, rfc=whose.rfc, name="NOMBRE VIEJO", email="v@ejemplo.mx")
    browser = office.browser()
    assert browser.sign_in(old).status_code == 302
    assert [state for _, state in history("trabajadora")] == ["vigente", "reemplazado"]
    assert Account.objects.get(curp=whose.curp).name == whose.nombre_completo.upper()
    assert told("trabajadora")[:2] == ["sesion_iniciada", "certificado_unido"]


def test_a_certificate_of_a_company_and_a_persons_own_are_apart(office: Office) -> None:
    office.browser("empresa")
    whose = drawn().named("empresa")
    own = office.mint.person(slug="propia", curp=whose.curp, rfc=whose.rfc, variant=Variant.RENOVADA)
    browser = office.browser()
    browser.sign_in(own)
    assert [state for _, state in history("empresa")] == ["vigente", "vigente"]
    page = text(browser.get(CERTIFICATES))
    assert f"E.firma de {next(one for one in drawn().patrones if one.slug == 'empresa').nombre.upper()}" in page
    assert "Su e.firma personal" in page


# -- what agrees in part


@pytest.mark.parametrize(
    ("changed", "sentence", "event"),
    [
        ({"rfc": "AECM830101AB1"}, "Esta e.firma trae su CURP, pero otro RFC que el de su cuenta.", "otro_rfc"),
        ({"curp": "NASR900101HDFDNGA0"}, "El RFC de esta e.firma ya está en la cuenta de otra CURP.", "otra_curp"),
    ],
)
def test_one_that_agrees_in_part_is_refused_and_told(
    office: Office, changed: dict[str, str], sentence: str, event: str
) -> None:
    office.browser("trabajadora")
    whose, accounts = drawn().named("trabajadora"), Account.objects.count()
    other = office.mint.person(**({"slug": "otra", "curp": whose.curp, "rfc": whose.rfc, "name": "OTRO"} | changed))
    for _ in range(2):
        browser = office.browser()
        answer = browser.sign_in(other)
        assert answer.status_code == 422
        assert sentence in text(answer)
        assert "Acuda al mostrador con una identificación oficial, o llámenos." in text(answer)
        assert browser.get("/oficina").status_code == 302
    assert Account.objects.count() == accounts
    assert [state for _, state in history("trabajadora")] == ["vigente"]
    assert told("trabajadora") == [
        "certificado_en_conflicto",
        "terminos_aceptados",
        "sesion_iniciada",
        "cuenta_abierta",
    ]
    with scope(None):
        assert CertificateConflict.objects.get().fault == event
    assert serial(other) in text(office.browser("personal").get(PAGE))


def test_an_rfc_that_no_certificate_proved_keeps_nobody_out(office: Office) -> None:
    whose = drawn().named("trabajadora")
    Account.objects.create(curp="NASR900101HDFDNGA0", subject=uuid4(), rfc=whose.rfc, name="Ñ", opened_at=ISSUED)
    assert office.browser().sign_in(office.mint.identity()).status_code == 302


# -- its end


def test_the_end_is_told_at_sixty_thirty_and_seven_days_once_each(office: Office) -> None:
    browser = office.browser("trabajadora")
    ends = read_certificate(office.mint.identity().certificate).facts.not_after
    left = days_left(ends, settings.VENTANILLA_CLOCK.now())
    office.later((left - 61) * DAY)
    warn_of_endings(0)
    assert office.jobs(TOLD) == []
    assert "vence en" not in text(browser.get("/oficina"))
    moved = 61
    for days in (60, 30, 7):
        office.later((moved - days) * DAY)
        moved = days
        for _ in range(3):
            warn_of_endings(0)
        assert f"Su e.firma vence en {days} días" in text(browser.get("/oficina"))
    assert [job["notice"] for job in office.jobs(TOLD)] == ["vence-60", "vence-30", "vence-7"]
    assert len(mails_after(office)) == 3
    office.later(8 * DAY)
    for _ in range(2):
        warn_of_endings(0)
    assert told("trabajadora")[:4] == ["certificado_vencido", *["certificado_por_vencer"] * 3]
    assert [state for _, state in history("trabajadora")] == ["vencido"]
    assert "Vencida" in text(browser.get(CERTIFICATES))


def test_whoever_renews_after_the_end_is_recognised_too(office: Office) -> None:
    old = office.mint.identity("vencida", Variant.VENCIDA)
    begins = read_certificate(old.certificate).facts.not_before
    now = settings.VENTANILLA_CLOCK.now()
    office.later(int((begins - now).total_seconds()) + DAY)  # while it was good
    assert office.browser().sign_in(old).status_code == 302
    office.later(int((now - begins).total_seconds()) - DAY)
    warn_of_endings(0)
    assert office.browser().sign_in(office.mint.identity("enie")).status_code == 302
    assert [state for _, state in history("enie")] == ["vigente", "vencido"]
    assert told("enie")[:3] == ["sesion_iniciada", "certificado_renovado", "certificado_vencido"]


def test_whoever_renewed_in_time_is_not_warned_of_the_old_one(office: Office) -> None:
    office.browser("trabajadora")
    office.browser().sign_in(renewed(office))
    ends = read_certificate(office.mint.identity().certificate).facts.not_after
    office.later(int((ends - settings.VENTANILLA_CLOCK.now()).total_seconds()) - 5 * DAY)
    warn_of_endings(0)
    assert "certificado_por_vencer" not in told("trabajadora")


# -- revoked while a session is open


def test_a_revoked_efirma_ends_the_session_and_the_next_page_says_why(office: Office) -> None:
    who, browser = office.mint.identity(), office.browser("trabajadora")
    office.revoke(who, settings.VENTANILLA_CLOCK.now())
    recheck_certificates(0)
    assert browser.get("/oficina").status_code == 200  # an answer serves fifteen minutes
    office.later(16 * 60)
    recheck_certificates(0)
    recheck_certificates(0)
    ended = browser.get("/oficina")
    assert ended.status_code == 302
    page = text(browser.follow(ended))
    assert "Cerramos su sesión porque la autoridad revocó la e.firma con que entró." in page
    assert "Cerramos su sesión" not in text(browser.get("/entrar"))  # said once
    assert told("trabajadora")[0] == "certificado_revocado"
    assert [job["notice"] for job in office.jobs(TOLD)] == ["revocado"]
    office.responder(down=True)
    again = office.browser().sign_in(who)
    assert again.status_code == 422
    assert "La autoridad ya nos dijo que esta e.firma se revocó." in text(again)


def test_the_next_page_says_it_though_it_is_anybodys(office: Office) -> None:
    who, browser = office.mint.identity(), office.browser("trabajadora")
    office.revoke(who, settings.VENTANILLA_CLOCK.now())
    office.later(16 * 60)
    recheck_certificates(0)
    page = text(browser.get("/tramites"))
    assert "Cerramos su sesión porque la autoridad revocó" in page
    assert "Iniciar sesión" in page


def test_while_the_authority_is_down_nothing_changes(office: Office) -> None:
    who, browser = office.mint.identity(), office.browser("trabajadora")
    office.revoke(who, settings.VENTANILLA_CLOCK.now())
    office.responder(down=True)
    office.later(16 * 60)
    recheck_certificates(0)
    assert browser.get("/oficina").status_code == 200
    assert [state for _, state in history("trabajadora")] == ["vigente"]
    office.responder(down=False)
    recheck_certificates(0)
    assert browser.get("/oficina").status_code == 302


def test_other_sessions_and_old_uses_are_left_alone(office: Office) -> None:
    mine, other = office.browser("trabajadora"), office.browser("patron")
    office.revoke(office.mint.identity(), settings.VENTANILLA_CLOCK.now())
    office.later(11 * 3600)  # no session is that long: nobody is asked about
    recheck_certificates(0)
    assert mine.get("/oficina").status_code == other.get("/oficina").status_code == 200


# -- a company's new representative


def company_chain() -> list[str]:
    company = next(one for one in drawn().patrones if one.slug == "empresa")
    with scope(None):
        return [json.loads(row.body)["type"] for row in LoggedEvent.objects.filter(subject=company.subject)]


def decide(official: Browser, action: str, reason: str = "") -> int:
    with scope(None):
        change = RepresentativeChange.objects.get()
    official.get(PAGE)
    return official.post(PAGE, {"cambio": str(change.id), "accion": action, "motivo": reason}).status_code


def test_a_new_representative_acts_at_once_and_the_one_before_is_out(office: Office) -> None:
    before, new = office.browser("empresa"), office.browser()
    assert new.sign_in(successor(office)).status_code == 302
    assert "Usted actúa por" in text(new.get("/oficina"))
    ended = before.get("/oficina")
    assert ended.status_code == 302
    assert "otra persona entró como representante de la empresa" in text(before.follow(ended))
    again = office.browser().sign_in(office.mint.identity("empresa"))
    assert again.status_code == 422
    assert "Con esta ya no puede actuar por ella." in text(again)
    assert "representante_cambiado" in told("empresa")
    assert "representante_cambiado" in told("equis")
    assert company_chain() == ["representante_cambiado"]
    assert sorted(job["notice"] for job in office.jobs(TOLD)) == ["relevado", "relevo"]
    with scope(None):
        assert RepresentativeChange.objects.get().state == "pendiente"


def test_it_is_a_change_though_the_certificate_before_was_revoked(office: Office) -> None:
    office.browser("empresa")
    office.revoke(office.mint.identity("empresa"), settings.VENTANILLA_CLOCK.now())
    office.later(16 * 60)
    recheck_certificates(0)
    new = office.browser()
    assert new.sign_in(successor(office)).status_code == 302
    official = office.browser("personal")
    assert decide(official, "rechazar", "No lo acreditó.") == 302
    assert new.get("/oficina").status_code == 302
    assert [state for _, state in history("empresa")] == ["revocado"]


def test_staff_confirm_and_nothing_changes_for_the_new_one(office: Office) -> None:
    office.browser("empresa")
    new = office.browser()
    new.sign_in(successor(office))
    official = office.browser("personal")
    assert "Por revisar" in text(official.get(PAGE))
    assert decide(official, "confirmar") == 302
    assert "Confirmado" in text(official.get(PAGE))
    assert new.get("/oficina").status_code == 200
    assert told("equis")[0] == told("empresa")[0] == "representante_confirmado"
    assert decide(official, "rechazar", "Tarde") == 422  # it was confirmed for good
    with scope(None):
        decided = RepresentativeChange.objects.select_related("decided_by").get()
        assert decided.decided_by is not None
        assert decided.decided_by.curp == drawn().named("personal").curp


def test_staff_reject_and_the_new_one_stops_at_that_moment(office: Office) -> None:
    office.browser("empresa")
    new = office.browser()
    new.sign_in(successor(office))
    official = office.browser("personal")
    assert decide(official, "rechazar", "   ") == 422
    assert new.get("/oficina").status_code == 200
    assert decide(official, "rechazar", "El acta no está protocolizada.") == 302
    ended = new.get("/oficina")
    assert "no aceptamos el cambio de representante" in text(new.follow(ended))
    refused = office.browser().sign_in(successor(office))
    assert refused.status_code == 422
    assert "Acuda al mostrador con el acta o el poder que lo acredita." in text(refused)
    assert "El acta no está protocolizada." in text(office.browser("empresa").get(CERTIFICATES))
    with scope(None):
        assert "protocolizada" not in "".join(LoggedEvent.objects.values_list("body", flat=True))
    assert decide(official, "confirmar") == 302  # the deed was brought: the rejection is lifted
    assert office.browser().sign_in(successor(office)).status_code == 302


def test_a_rejected_representative_still_enters_for_themselves(office: Office) -> None:
    office.browser("empresa")
    office.browser().sign_in(successor(office))
    decide(office.browser("personal"), "rechazar", "No lo acreditó.")
    whose = drawn().named("equis")
    own = office.mint.person(slug="propia", curp=whose.curp, rfc=whose.rfc)
    assert office.browser().sign_in(own).status_code == 302


def test_nobody_decides_about_themselves(office: Office) -> None:
    office.browser("empresa")
    company = next(one for one in drawn().patrones if one.slug == "empresa")
    whose = drawn().named("personal")
    named = office.mint.person(
        slug="parte",
        curp=whose.curp,
        rfc=whose.rfc,
        company_name=company.nombre.upper(),
        company_rfc=company.rfc,
        variant=Variant.RENOVADA,
    )
    assert office.browser().sign_in(named).status_code == 302
    official = office.browser("personal")
    assert "No hay cambios por revisar" in text(official.get(PAGE))
    assert decide(official, "confirmar") == 404
    with scope(None):
        assert RepresentativeChange.objects.get().state == "pendiente"


@pytest.mark.parametrize("fields", [{}, {"cambio": "x", "accion": "confirmar"}, {"accion": "confirmar"}])
def test_what_was_not_chosen_is_asked_again(office: Office, fields: dict[str, str]) -> None:
    official = office.browser("personal")
    official.get(PAGE)
    answer = official.post(PAGE, fields)
    assert answer.status_code == 422
    assert "No recibimos qué decidió." in text(answer)


def corrected(office: Office) -> Identity:
    """The e.firma of the worker whose RFC the authority corrected; it was turned away."""
    whose = drawn().named("trabajadora")
    office.browser("trabajadora")
    other = office.mint.person(
        slug="corregida", curp=whose.curp, rfc="XEXX010101AB1", name="OTRO RFC", variant=Variant.RENOVADA
    )
    assert office.browser().sign_in(other).status_code == 422
    return other


def accept(official: Browser, reason: str = "Vi su cédula fiscal.", conflict: str = "") -> HttpResponse:
    official.get(PAGE)
    with scope(None):
        chosen = conflict or str(CertificateConflict.objects.latest("at").pk)
    return official.post(PAGE, {"accion": "aceptar", "efirma": chosen, "motivo": reason})


def test_an_efirma_whose_rfc_was_corrected_enters_once_an_official_accepts_it(office: Office) -> None:
    other, official = corrected(office), office.browser("personal")
    assert "Escriba por qué se acepta" in text(accept(official, "  "))
    assert office.browser().sign_in(other).status_code == 422
    assert accept(official).headers["Location"] == f"{PAGE}?hecho=aceptada"
    office.run("accounts.tell_owner")
    again = office.browser()
    assert again.sign_in(other).status_code == 302
    assert again.get("/oficina").status_code == 200
    account = Account.objects.get(curp=drawn().named("trabajadora").curp)
    assert account.rfc == "XEXX010101AB1"
    assert "certificado_aceptado" in told("trabajadora")
    assert [state for _, state in history("trabajadora")] == ["vigente", "reemplazado"]
    before = office.mint.identity("trabajadora")
    assert office.browser().sign_in(before).status_code == 422, "the RFC of before is no longer theirs"
    with scope(None):
        first = str(CertificateAcceptance.objects.get().pk)
    assert "ya estaba" in text(accept(official, conflict=first))


def test_nobody_accepts_an_efirma_of_their_own_nor_one_of_another_curp(office: Office) -> None:
    whose = drawn().named("personal")
    official = office.browser("personal")
    mine = office.mint.person(slug="propia", curp=whose.curp, rfc="XEXX010101AB2", name="X", variant=Variant.RENOVADA)
    assert office.browser().sign_in(mine).status_code == 422
    assert accept(official).status_code == 404
    office.browser("trabajadora")
    same_rfc = office.mint.person(slug="rfc", rfc=drawn().named("trabajadora").rfc, variant=Variant.RENOVADA)
    assert office.browser().sign_in(same_rfc).status_code == 422
    assert accept(official).status_code == 404
    assert accept(official, conflict="9" * 17).status_code == 404
    assert accept(official, conflict="-1").status_code == 422
    with scope(None):
        assert not CertificateAcceptance.objects.exists()


def test_a_renewed_certificate_of_the_company_by_the_same_human_is_no_change(office: Office) -> None:
    before = office.browser("empresa")
    company = next(one for one in drawn().patrones if one.slug == "empresa")
    whose = drawn().named("empresa")
    same = office.mint.person(
        slug="misma",
        curp=whose.curp,
        rfc=whose.rfc,
        company_name=company.nombre.upper(),
        company_rfc=company.rfc,
        variant=Variant.RENOVADA,
    )
    assert office.browser().sign_in(same).status_code == 302
    assert before.get("/oficina").status_code == 200
    assert [state for _, state in history("empresa")] == ["vigente", "reemplazado"]
    with scope(None):
        assert not RepresentativeChange.objects.exists()


def test_an_unknown_change_does_not_exist(office: Office) -> None:
    official = office.browser("personal")
    official.get(PAGE)
    unknown = {"cambio": "00000000-0000-4000-8000-000000000000", "accion": "confirmar"}
    assert official.post(PAGE, unknown).status_code == 404


def test_a_revoked_date_is_the_authoritys(office: Office) -> None:
    who, browser = office.mint.identity(), office.browser("trabajadora")
    office.revoke(who, ISSUED + timedelta(minutes=1))
    office.later(20 * 60)
    recheck_certificates(0)
    with scope(None):
        assert Certificate.objects.get(serial=serial(who)).revoked_at == ISSUED + timedelta(minutes=1)
    assert browser.get("/cuenta").status_code == 302


# -- at the same instant


def test_a_renewed_efirma_used_twice_at_once_is_bound_once(committing_office: Office) -> None:
    office = committing_office
    office.browser("trabajadora")
    new = renewed(office)
    together([lambda: enters(office, new)] * 4)
    assert [state for _, state in history("trabajadora")] == ["vigente", "reemplazado"]
    assert told("trabajadora").count("certificado_renovado") == 1


def test_two_representatives_at_once_leave_one_in_force(committing_office: Office) -> None:
    office = committing_office
    old, new = office.mint.identity("empresa"), successor(office)
    answers = together([lambda: enters(office, old), lambda: enters(office, new)] * 2)
    assert set(answers) <= {302, 422}
    assert [state for _, state in history("equis")] == ["vigente"]
    assert [state for _, state in history("empresa")] in ([], ["reemplazado"])
    company = next(one for one in drawn().patrones if one.slug == "empresa")
    with scope(None):
        assert Certificate.objects.filter(company_rfc=company.rfc, state="vigente").count() == 1


def enters(office: Office, who: Identity) -> int:
    try:
        return office.browser().sign_in(who).status_code
    finally:
        connection.close()


def together(acts: list[Callable[[], int]]) -> list[int]:
    """Do all at once, each in a thread of its own."""
    with ThreadPoolExecutor(len(acts)) as pool:
        return [one.result() for one in [pool.submit(act) for act in acts]]
