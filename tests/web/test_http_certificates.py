"""The e.firmas of an account through HTTP: bound, renewed, ended, revoked."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.conf import settings

from tests.web.bound import CERTIFICATES, PAGE, TOLD, history, renewed, serial, told
from tests.web.office import ISSUED, Office, drawn, text
from ventanilla.adapters.pki.certificate import read_certificate
from ventanilla.adapters.pki.demo_identities import Variant
from ventanilla.apps.accounts.jobs import recheck_certificates, warn_of_endings
from ventanilla.apps.accounts.models import (
    Account,
    CertificateConflict,
)
from ventanilla.apps.demo.api import correos
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.accounts import days_left

DAY = 24 * 3600


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
