"""Signing in through HTTP: who enters, who does not, and the sentence each of them reads."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from pytest_django import Settings

from tests.web.office import DAY, ISSUED, ORIGIN, Browser, Identity, Office, as_json, b64, drawn, text, value_of
from ventanilla.adapters.pki.certificate import read_certificate
from ventanilla.adapters.pki.demo_identities import Variant
from ventanilla.apps.accounts.models import Account
from ventanilla.apps.accounts.services import SESSION_KEY
from ventanilla.apps.eventlog.api import scope, timeline
from ventanilla.apps.signatures.models import IssuedChallengeRow
from ventanilla.domain.signing.acts import SignIn
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.text import long_date


def said(browser: Browser, who: Identity) -> str:
    """What the page says to somebody who is not let in."""
    answer = browser.sign_in(who)
    assert answer.status_code == 422
    assert browser.get("/oficina").status_code == 302
    return text(answer)


def in_files(browser: Browser, who: Identity, certificate: str, signature: str) -> str:
    """What the page says of a certificate and a signature posted by hand."""
    good = browser.sign(browser.get("/entrar"), who)
    answer = browser.send(good.changed(certificado=certificate, firma=signature))
    assert answer.status_code == 422
    return text(answer)


# -- entering


def test_a_good_efirma_enters(office: Office) -> None:
    browser = office.browser()
    entered = browser.sign_in(office.mint.identity())
    assert (entered.status_code, entered.headers["Location"]) == (302, "/oficina")
    page = text(browser.follow(entered))
    assert "Marisol Almendral Cumbres" in page
    assert "no responde" not in page


def test_the_account_is_opened_once_and_the_log_says_both(office: Office) -> None:
    for _ in range(2):
        office.browser("trabajadora")
    account = Account.objects.get(curp=drawn().named("trabajadora").curp)
    assert account.subject == drawn().named("trabajadora").subject
    assert not account.has_usable_password()
    with scope(None):
        told = [entry.type for entry in timeline(SubjectId(account.subject))]
    assert told == ["dispositivo_nuevo", "sesion_iniciada", "terminos_aceptados", "sesion_iniciada", "cuenta_abierta"]


def test_a_representative_enters_for_the_company_with_one_account(office: Office) -> None:
    browser = office.browser("empresa")
    page = text(browser.get("/oficina"))
    company = next(one for one in drawn().patrones if one.slug == "empresa")
    assert company.nombre.upper() in page
    assert "Los trámites personales, como la constancia de vigencia, no son de la empresa." in page
    assert "Usted actúa por" in page
    assert Account.objects.filter(curp=drawn().named("empresa").curp).count() == 1
    assert not Account.objects.filter(rfc=company.rfc).exists()


def test_an_account_follows_its_owners_newest_certificate(office: Office) -> None:
    office.browser("empresa")
    whose = drawn().named("empresa")
    own = office.mint.person(curp=whose.curp, rfc=whose.rfc, name="NOMBRE NUEVO", email="propio@ejemplo.mx")
    assert office.browser().sign_in(own).status_code == 302
    account = Account.objects.get(curp=whose.curp)
    assert (account.name, account.email, account.rfc) == ("NOMBRE NUEVO", "propio@ejemplo.mx", whose.rfc)
    office.browser("empresa")
    account.refresh_from_db()
    assert (account.name, account.email, account.rfc) == ("NOMBRE NUEVO", "propio@ejemplo.mx", whose.rfc)


def test_somebody_whom_no_register_knows_enters_and_is_told(office: Office) -> None:
    browser = office.browser()
    assert browser.sign_in(office.mint.person()).status_code == 302
    assert "No encontramos un registro con su CURP" in text(browser.get("/oficina"))


def test_whoever_is_in_goes_on_where_they_wanted(office: Office) -> None:
    browser = office.browser()
    asked = browser.get("/expedientes/7K3M9QX24HTH")
    assert asked.headers["Location"] == "/entrar?sigue=%2Fexpedientes%2F7K3M9QX24HTH"
    signed = browser.sign(browser.follow(asked), office.mint.identity())
    assert browser.send(signed).headers["Location"] == "/expedientes/7K3M9QX24HTH"
    assert browser.get("/entrar?sigue=/tramites").headers["Location"] == "/tramites"


def test_without_script_the_text_is_downloaded_signed_and_uploaded(office: Office) -> None:
    browser, who = office.browser(), office.mint.identity()
    browser.get("/entrar")
    to_sign = browser.get("/entrar/texto")
    assert to_sign.headers["Content-Disposition"] == 'attachment; filename="texto.json"'
    assert as_json(to_sign)["typ"] == SignIn.TYP
    written = {"certificado": b64(who.certificate), "firma": b64(who.raw(to_sign.content))}
    office.later(14 * 60)
    entered = browser.upload("/entrar", "archivo_firmado", json.dumps(written).encode())
    assert entered.headers["Location"] == "/oficina"


# -- certificates that do not enter


def test_an_expired_efirma_with_ene_is_told_its_day(office: Office) -> None:
    who = office.mint.identity("vencida", Variant.VENCIDA)
    assert "Ñ" in who.person.name
    ended = civil_date(read_certificate(who.certificate).facts.not_after)
    assert f"Su e.firma venció el {long_date(ended)} y ya no sirve para firmar." in said(office.browser(), who)


def test_a_future_efirma_is_told_its_day(office: Office) -> None:
    who = office.mint.identity("futura", Variant.FUTURA)
    begins = civil_date(read_certificate(who.certificate).facts.not_before)
    assert f"Su e.firma empieza a valer el {long_date(begins)} y todavía no puede usarse." in said(
        office.browser(), who
    )


def test_a_revoked_efirma_is_told_when(office: Office) -> None:
    who = office.mint.identity("revocada", Variant.REVOCADA)
    office.revoke(who, ISSUED - timedelta(days=20))
    day = long_date(DAY - timedelta(days=20))
    assert f"Su e.firma se revocó el {day} y ya no sirve para firmar." in said(office.browser(), who)


@pytest.mark.parametrize(
    ("slug", "variant", "sentence"),
    [
        ("csd", Variant.CSD, "El archivo que eligió es un certificado de sello digital (CSD)"),
        ("autoridad-ajena", Variant.AUTORIDAD_AJENA, "Este certificado no lo emitió una autoridad que reconocemos"),
        (
            "clave-no-admitida",
            Variant.CLAVE_NO_ADMITIDA,
            "La clave de este certificado no es del tipo que usa la e.firma",
        ),
    ],
)
def test_a_certificate_that_is_no_efirma_in_force(office: Office, slug: str, variant: Variant, sentence: str) -> None:
    assert sentence in said(office.browser(), office.mint.identity(slug, variant))


def test_a_certificate_that_names_no_person(office: Office) -> None:
    who = office.mint.person(curp="SIN CURP")
    assert "Su certificado no dice a qué persona pertenece" in said(office.browser(), who)


def test_another_key_is_a_pair_that_does_not_match(office: Office) -> None:
    good = office.mint.identity()
    wrong = Identity(good.certificate, office.mint.other_key, good.person)
    assert "La firma no corresponde a este certificado." in said(office.browser(), wrong)


@pytest.mark.parametrize(
    ("certificate", "sentence"),
    [
        ("", "El archivo está vacío: no contiene nada que podamos leer."),
        ("A" * 60_000, "El archivo pesa más de 16 KB y un archivo de e.firma pesa unos 2 KB"),
        ("A" * 900_000, "El archivo pesa más de 16 KB y un archivo de e.firma pesa unos 2 KB"),
        ("¿esto es un certificado?", "El archivo no es un certificado, o está dañado"),
        ("QUJD", "El archivo no es un certificado, o está dañado"),
        ("A\x00", "El archivo no es un certificado, o está dañado"),
    ],
)
def test_a_file_that_is_no_certificate(office: Office, certificate: str, sentence: str) -> None:
    assert sentence in in_files(office.browser(), office.mint.identity(), certificate, "QUJD")


def test_a_form_of_three_megabytes_is_answered_in_words(office: Office) -> None:
    browser = office.browser()
    signed = browser.sign(browser.get("/entrar"), office.mint.identity())
    answer = browser.send(signed.changed(certificado=b64(b"0" * 3_000_000)))
    assert answer.status_code == 413
    assert "Lo que envió es demasiado grande" in text(answer)
    assert browser.send(signed).status_code == 302  # nothing was read, so nothing was spent


@pytest.mark.parametrize(
    ("signature", "sentence"),
    [
        ("", "No recibimos la firma."),
        (b64(b"x" * 2000), "Recibimos la firma dañada o en un formato que no usamos"),
        ("no es base64", "La firma no corresponde a este certificado."),
    ],
)
def test_a_signature_that_is_none(office: Office, signature: str, sentence: str) -> None:
    who = office.mint.identity()
    assert sentence in in_files(office.browser(), who, b64(who.certificate), signature)


@pytest.mark.parametrize("content", [b"", b"hola", b"[]", b'{"certificado": 1}', b"[" * 200_000, b"0" * 3_000_000])
def test_an_uploaded_file_that_is_not_the_signed_text(office: Office, content: bytes) -> None:
    browser = office.browser()
    browser.get("/entrar")
    browser.get("/entrar/texto")
    answer = browser.upload("/entrar", "archivo_firmado", content)
    assert answer.status_code == 422
    assert "El archivo que subió no es el texto firmado, o está dañado." in text(answer)


# -- challenges


def test_a_challenge_serves_once(office: Office) -> None:
    browser = office.browser()
    signed = browser.sign(browser.get("/entrar"), office.mint.identity())
    assert browser.send(signed).status_code == 302
    browser.get("/oficina")
    browser.post("/salir")
    browser.get("/entrar")
    replayed = browser.send(signed)
    assert replayed.status_code == 422
    assert "La firma se preparó en otra sesión o en otro dispositivo" in text(replayed)


def test_the_same_form_twice_enters_once(office: Office) -> None:
    browser = office.browser()
    who = office.mint.identity("vencida", Variant.VENCIDA)
    signed = browser.sign(browser.get("/entrar"), who)
    assert "venció" in text(browser.send(signed))
    again = text(browser.send(signed))
    assert "Esta firma ya se usó una vez, y cada firma sirve una sola vez." in again


def test_a_challenge_is_spent_even_by_a_wrong_signature(office: Office) -> None:
    browser = office.browser()
    signed = browser.sign(browser.get("/entrar"), office.mint.identity())
    assert "La firma no corresponde" in text(browser.send(signed.changed(firma="QUJD")))
    assert "Esta firma ya se usó una vez" in text(browser.send(signed))


def test_a_challenge_of_another_session_is_refused_and_spent(office: Office) -> None:
    mine, thief = office.browser(), office.browser()
    signed = mine.sign(mine.get("/entrar"), office.mint.identity())
    thief.get("/entrar")
    taken = thief.send(signed)
    assert taken.status_code == 422
    assert "La firma se preparó en otra sesión o en otro dispositivo, y aquí no vale." in text(taken)
    assert "Esta firma ya se usó una vez" in text(mine.send(signed))


@pytest.mark.parametrize("nonce", ["", "x", "A" * 32, "A" * 5000, "A\x00B", "ñ" * 32])
def test_a_challenge_that_nobody_issued(office: Office, nonce: str) -> None:
    browser = office.browser()
    signed = browser.sign(browser.get("/entrar"), office.mint.identity())
    answer = browser.send(signed.changed(nonce=nonce))
    assert answer.status_code == 422
    assert "No encontramos la petición de firma que corresponde a esta respuesta." in text(answer)


def test_after_two_minutes_it_is_late(office: Office) -> None:
    browser = office.browser()
    signed = browser.sign(browser.get("/entrar"), office.mint.identity())
    office.later(121)
    answer = text(browser.send(signed))
    assert "Pasaron más de dos minutos desde que se preparó la firma" in answer
    assert "La firma no se hizo. Su avance está guardado; vuelva a elegir su archivo .key." in answer
    in_time = browser.sign(browser.get("/entrar"), office.mint.identity())
    office.later(115)
    assert browser.send(in_time).status_code == 302


def test_a_challenge_for_another_site(office: Office, settings: Settings) -> None:
    browser = office.browser()
    signed = browser.sign(browser.get("/entrar"), office.mint.identity())
    settings.VENTANILLA_ORIGIN = "https://oficina.example"
    assert "La firma se hizo para otro sitio, no para esta oficina" in text(browser.send(signed))


def alter_audience(payload: dict[str, Any]) -> None:
    payload["aud"] = "https://oficina.example"


def alter_expiry(payload: dict[str, Any]) -> None:
    payload["exp"] += 3600


def alter_type(payload: dict[str, Any]) -> None:
    payload["typ"] = "ventanilla.solicitud.v1"


@pytest.mark.parametrize("alter", [alter_audience, alter_expiry, alter_type])
def test_what_was_signed_is_exactly_what_was_asked(office: Office, alter: Any) -> None:
    browser = office.browser()
    signed = browser.sign(browser.get("/entrar"), office.mint.identity(), alter=alter)
    assert "La firma no corresponde a este certificado." in text(browser.send(signed))


def test_a_challenge_to_file_does_not_sign_in_nor_the_reverse(office: Office) -> None:
    who = office.mint.identity()
    browser = office.browser("trabajadora")
    draft = browser.ready()
    to_file = browser.sign(browser.get(f"/solicitudes/{draft}/revisar"), who)
    crossed = browser.post("/entrar", to_file.fields)
    assert "La firma se hizo para otro acto y no sirve para este." in text(crossed)
    challenge = as_json(browser.post("/entrar/reto"))
    entering = browser.signed(SignIn.TYP, {}, challenge, to_file.action, who)
    refused = browser.send(entering)
    assert refused.status_code == 422
    assert "La firma se hizo para otro acto y no sirve para este." in text(refused)


def test_challenges_are_not_hoarded(office: Office) -> None:
    browser = office.browser()
    browser.get("/entrar")
    for _ in range(20):
        assert browser.post("/entrar/reto").status_code == 200
    stopped = browser.post("/entrar/reto")
    assert (stopped.status_code, stopped.headers["Retry-After"]) == (429, "120")
    assert "Hubo demasiados intentos seguidos. Podrá intentarlo otra vez en 2 minutos." in text(stopped)
    assert browser.get("/entrar/texto").status_code == 429
    office.later(121)
    assert browser.post("/entrar/reto").status_code == 200


def test_a_spent_challenge_stays_spent_when_all_else_fails(
    committing_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its own commit: a fault after it takes nothing back."""
    browser = committing_office.browser()
    browser.client.raise_request_exception = False
    signed = browser.sign(browser.get("/entrar"), committing_office.mint.identity())

    def broken(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr("ventanilla.web.portal.sign_in.session_open", broken)
        assert browser.send(signed).status_code == 500
    assert IssuedChallengeRow.objects.get(nonce=signed.nonce).used_at is not None
    assert "Esta firma ya se usó una vez" in text(browser.send(signed))


# -- the authority does not answer


def test_while_the_authority_is_down_one_enters_flagged(office: Office) -> None:
    office.responder(down=True)
    browser = office.browser("trabajadora")
    notice = "La autoridad que emitió su e.firma no responde. Puede consultar; lo que firme se recibe y espera"
    assert notice in text(browser.get("/oficina"))
    office.responder(down=False)
    assert notice not in text(office.browser("trabajadora").get("/oficina"))


# -- the session


def test_a_session_gets_a_new_name_when_somebody_enters(office: Office) -> None:
    browser = office.browser()
    signed = browser.sign(browser.get("/entrar"), office.mint.identity())
    before = browser.session()
    assert before
    browser.send(signed)
    assert browser.session() not in ("", before)
    old = Browser()
    old.client.cookies[settings.SESSION_COOKIE_NAME] = before
    assert old.get("/oficina").status_code == 302


def test_leaving_ends_the_session_on_the_server(office: Office) -> None:
    browser = office.browser("trabajadora")
    kept = browser.session()
    assert browser.get("/oficina").status_code == 200
    left = browser.post("/salir")
    assert (left.status_code, left.headers["Location"]) == (302, "/")
    assert left.headers["Clear-Site-Data"] == '"cache"'
    thief = Browser()
    thief.client.cookies[settings.SESSION_COOKIE_NAME] = kept
    assert thief.get("/oficina").status_code == 302
    assert browser.get("/oficina").headers["Location"] == "/entrar?sigue=%2Foficina"


def aged(browser: Browser, **seconds: int) -> None:
    """Make the session older."""
    session = browser.client.session
    kept = session[SESSION_KEY]
    session[SESSION_KEY] = kept | {name: kept[name] - age for name, age in seconds.items()}
    session.save()


def seconds_left(browser: Browser) -> int:
    found = re.search(r'data-session-seconds="(\d+)"', browser.get("/oficina").content.decode())
    assert found is not None
    return int(found[1])


def test_a_session_about_to_end_is_extended_by_one_action(office: Office) -> None:
    browser = office.browser("trabajadora")
    assert seconds_left(browser) > 29 * 60
    aged(browser, seen=28 * 60)
    assert seconds_left(browser) <= 2 * 60
    stayed = browser.post("/sesion", {"next": "/tramites"})
    assert stayed.headers["Location"] == "/tramites"
    assert seconds_left(browser) > 29 * 60
    aged(browser, seen=28 * 60)
    asked = browser.client.post(
        "/sesion", {"csrfmiddlewaretoken": browser.token}, headers={"origin": ORIGIN, "sec-fetch-dest": "empty"}
    )
    assert (asked.status_code, asked.content) == (204, b"")
    assert seconds_left(browser) > 29 * 60


def test_nothing_extends_the_ten_hours(office: Office) -> None:
    browser = office.browser("trabajadora")
    aged(browser, opened=10 * 3600 - 60)
    browser.get("/oficina")
    browser.post("/sesion")
    assert 0 < seconds_left(browser) <= 60
    aged(browser, opened=60)
    assert browser.post("/sesion").headers["Location"] == "/entrar?sigue=%2Foficina&motivo=termino"


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "///evil.example",
        "javascript:alert(1)",
        "\\\\evil",
        "",
    ],
)
def test_nobody_is_sent_to_another_site(office: Office, address: str) -> None:
    browser = office.browser()
    page = browser.get(f"/entrar?sigue={quote(address)}")
    assert browser.send(browser.sign(page, office.mint.identity())).headers["Location"] == "/oficina"
    assert browser.get(f"/entrar?sigue={quote(address)}").headers["Location"] == "/oficina"
    browser.get("/")
    assert browser.post("/idioma", {"language": "en", "next": address or "x"}).headers["Location"] == "/oficina"


def test_the_name_and_words_of_the_form_are_those_that_are_signed(office: Office) -> None:
    page = office.browser().get("/entrar")
    assert "Iniciar sesión en esta oficina. No autoriza ningún trámite." in text(page)
    assert ORIGIN in text(page)
    assert "El archivo .key y su contraseña no salen de este dispositivo." in text(page)
    assert value_of(page, "firma") == ""
