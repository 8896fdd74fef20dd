"""The digital card through HTTP: handed over, renewed, blocked at once, and nobody else's."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction
from django.http import HttpResponse

from tests.adapters.hostile_files import jpg
from tests.web.cards import card_of, carded, carded_subject, signed
from tests.web.office import Browser, Office, as_json, drawn, text
from ventanilla.adapters.seal.cose import verify_card
from ventanilla.adapters.seal.keys import public_key_set
from ventanilla.apps.cards.api import cards_withdrawn
from ventanilla.apps.cards.models import Card, Credential
from ventanilla.apps.cards.services import KEPT_FOR, credentials_sweep
from ventanilla.apps.documents.models import Document
from ventanilla.apps.documents.outbound import press, use_withdrawn
from ventanilla.apps.documents.status import status_list_publish
from ventanilla.apps.eventlog.api import scope, timeline
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.clock import end_of_day

TRAMITE = "tarjeta_digital"


def subject_of(slug: str) -> SubjectId:
    return SubjectId(drawn().named(slug).subject)


def asked(browser: Browser, office: Office) -> str:
    """Ask for the card as anybody does; the folio of its case."""
    browser.get(f"/tramites/{TRAMITE}")
    draft = browser.post(f"/tramites/{TRAMITE}/iniciar").headers["Location"].split("/")[2]
    browser.get(f"/solicitudes/{draft}/1")
    browser.post(f"/solicitudes/{draft}/1", {"seguir": "1"})
    sent = browser.send(browser.sign(browser.get(f"/solicitudes/{draft}/revisar"), office.mint.identity()))
    assert sent.status_code == 302, text(sent)
    return sent.headers["Location"].removeprefix("/expedientes/")


def raw(response: HttpResponse) -> str:
    return response.content.decode()


def estado(browser: Browser, serial: str) -> str:
    return str(as_json(browser.get(f"/verificar/{serial}/estado.json"))["estado"])


def types_of(slug: str) -> list[str]:
    with scope(subject_of(slug)):
        return [entry.type for entry in timeline(subject_of(slug))]


def test_a_card_is_asked_for_signed_and_shown(office: Office) -> None:
    browser = office.browser("trabajadora")
    assert "Pedir mi tarjeta" in text(browser.get("/tarjeta/"))
    asked(browser, office)
    assert "Estamos firmando su código" in text(browser.get("/tarjeta/"))
    office.sign_cards()
    office.print()
    page = raw(browser.get("/tarjeta/"))
    with scope(None):
        row = Credential.objects.get()
        pdf = Document.objects.get(kind=TRAMITE)
    assert f'data-serial="{row.serial}"' in page
    assert f"/documentos/{pdf.folio}.pdf" in page
    claims = verify_card(bytes(row.cose), public_key_set(office.mint.keys))
    assert (claims.serial, claims.kind, claims.name) == (row.serial, "Titular", row.name)
    assert claims.expires_at - claims.issued_at == 3 * 86_400
    person = drawn().named("trabajadora")
    assert person.curp not in str(claims)
    assert str(person.nss) not in str(claims)
    assert "tarjeta_emitida" in types_of("trabajadora")


def test_the_open_page_is_told_which_code_each_card_shows(office: Office) -> None:
    card = carded("trabajadora")
    row = signed(office, card)
    told = as_json(office.browser("trabajadora").get("/tarjeta/estado.json"))
    assert [(one["id"], one["serie"]) for one in told["tarjetas"]] == [(str(card), row.serial)]


def test_it_is_renewed_when_it_is_opened_and_not_at_each_look(office: Office) -> None:
    browser, card = office.browser("trabajadora"), carded("trabajadora")
    first = signed(office, card)
    browser.get("/tarjeta/")
    assert signed(office, card).serial == first.serial  # opened again at once
    office.later(3600)
    assert f'data-serial="{first.serial}"' in raw(browser.get("/tarjeta/"))  # still good meanwhile
    second = signed(office, card)
    assert second.serial != first.serial
    assert estado(browser, first.serial) == estado(browser, second.serial) == "vigente"
    office.later(3 * 86_400)
    assert estado(browser, first.serial) == estado(browser, second.serial) == "vencido"


def test_opened_many_times_it_is_signed_once(office: Office) -> None:
    browser = office.browser("trabajadora")
    carded("trabajadora")
    for _ in range(5):
        browser.get("/tarjeta/")
    assert len(office.jobs("cards.renew")) == 1


@pytest.mark.parametrize("slug", ["patron", "empresa", "personal"])
def test_anothers_card_does_not_exist(office: Office, slug: str) -> None:
    card = carded("trabajadora")
    row = signed(office, card)
    stranger = office.browser(slug)
    for address in ("bloquear", "desbloquear", "foto"):
        assert stranger.get(f"/tarjeta/{card}/{address}").status_code == 404
    for address in ("bloquear", "desbloquear"):
        assert stranger.post(f"/tarjeta/{card}/{address}").status_code == 404
    for address in ("/tarjeta/", "/tarjeta/guardada", "/tarjeta/estado.json"):
        assert row.serial not in raw(stranger.get(address))
    assert card_of(card).blocked_at is None


def test_blocking_is_seen_at_once_by_whoever_verifies(office: Office) -> None:
    browser, anybody = office.browser("trabajadora"), office.browser()
    asked(browser, office)
    with scope(None):
        card = Card.objects.get().id
    row = signed(office, card)
    assert estado(anybody, row.serial) == "vigente"
    browser.get(f"/tarjeta/{card}/bloquear")
    assert estado(anybody, row.serial) == "vigente"  # looking blocks nothing
    assert browser.post(f"/tarjeta/{card}/bloquear").status_code == 302
    assert estado(anybody, row.serial) == "revocado"
    assert "se revocó" in text(anybody.get(f"/verificar/{row.serial}"))
    assert "data-serial" in raw(browser.get("/tarjeta/"))
    assert row.serial not in raw(browser.get("/tarjeta/"))
    assert "data-serial" not in raw(browser.get("/tarjeta/guardada"))
    with scope(None):
        assert Document.objects.get(kind=TRAMITE).revoked_on is not None  # its PDF, too
        assert Document.objects.get(kind="acuse").revoked_on is None
    office.sign_cards()
    with scope(None):
        assert Credential.objects.count() == 1  # nothing is signed while it is blocked
    assert browser.post(f"/tarjeta/{card}/bloquear").status_code == 302
    assert types_of("trabajadora").count("tarjeta_bloqueada") == 1  # once, however often it is pressed


def test_what_was_blocked_is_in_the_list_until_its_own_days_pass(office: Office) -> None:
    browser, card = office.browser("trabajadora"), carded("trabajadora")
    row = signed(office, card)
    office.print()
    use_withdrawn(cards_withdrawn)
    now = settings.VENTANILLA_CLOCK.now()
    assert status_list_publish(press().signer, now=now).revocation(bytes(row.digest)) is None
    browser.get(f"/tarjeta/{card}/bloquear")
    browser.post(f"/tarjeta/{card}/bloquear")
    now = settings.VENTANILLA_CLOCK.now()
    listed = status_list_publish(press().signer, now=now)
    assert listed.revocation(bytes(row.digest)) is not None
    claims = verify_card(bytes(row.cose), public_key_set(office.mint.keys))
    assert claims.digest == bytes(row.digest)
    later = now + timedelta(days=4)
    assert status_list_publish(press().signer, now=later).revocation(bytes(row.digest)) is None


def test_unblocked_it_serves_with_another_code_and_those_of_before_stay_blocked(office: Office) -> None:
    browser, card = office.browser("trabajadora"), carded("trabajadora")
    first = signed(office, card)
    browser.get(f"/tarjeta/{card}/bloquear")
    browser.post(f"/tarjeta/{card}/bloquear")
    browser.get(f"/tarjeta/{card}/desbloquear")
    assert browser.post(f"/tarjeta/{card}/desbloquear").status_code == 302
    second = signed(office, card)
    assert (estado(browser, first.serial), estado(browser, second.serial)) == ("revocado", "vigente")
    assert types_of("trabajadora")[:1] == ["tarjeta_desbloqueada"]
    with pytest.raises(DatabaseError, match="stays withdrawn"), scope(None), transaction.atomic():
        Credential.objects.filter(id=first.id).update(withdrawn_at=None)


def test_whoever_unblocks_shows_who_they_are(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    browser, card = office.browser("trabajadora"), carded("trabajadora")
    browser.get(f"/tarjeta/{card}/bloquear")
    browser.post(f"/tarjeta/{card}/bloquear")
    real = __import__("time").time
    monkeypatch.setattr("ventanilla.apps.accounts.services.time.time", lambda: real() + 11 * 60)
    sent = browser.post(f"/tarjeta/{card}/desbloquear")
    assert sent.headers["Location"].startswith("/cuenta/confirmar?sigue=")
    assert card_of(card).blocked_at is not None


def test_asked_for_again_it_is_the_same_card_and_serves(office: Office) -> None:
    browser = office.browser("trabajadora")
    card = carded("trabajadora")
    browser.get(f"/tarjeta/{card}/bloquear")
    browser.post(f"/tarjeta/{card}/bloquear")
    asked(browser, office)
    assert card_of(card).blocked_at is None
    with scope(None):
        assert Card.objects.count() == 1


def test_a_parent_has_the_childs_card_and_the_child_is_told(office: Office) -> None:
    household = next(one for one in drawn().hogares if one.titular.slug == "trabajadora")
    child = next(one for one in household.familia if one.nombre == "Ximena")
    card = carded_subject(SubjectId(child.subject))
    row = signed(office, card)
    parent = office.browser("trabajadora")
    assert row.serial in raw(parent.get("/tarjeta/"))
    assert row.kind == "Hija o hijo"
    parent.get(f"/tarjeta/{card}/bloquear")
    assert parent.post(f"/tarjeta/{card}/bloquear").status_code == 302
    assert estado(parent, row.serial) == "revocado"
    with scope(SubjectId(child.subject)):
        entry = next(one for one in timeline(SubjectId(child.subject)) if one.type == "tarjeta_bloqueada")
    assert "bloqueó" in str(entry.text)


def test_without_a_right_to_care_it_is_not_renewed_and_says_why(office: Office) -> None:
    card = carded("baja_antigua")
    office.sign_cards()
    person = drawn().named("baja_antigua")
    browser = office.browser()
    browser.sign_in(office.mint.person(curp=person.curp, rfc=person.rfc, name=person.nombre_completo))
    page = text(browser.get("/tarjeta/"))
    assert "Hoy no tiene derecho a la atención médica, y la tarjeta no se renueva." in page
    with scope(None):
        assert not Credential.objects.filter(card=card).exists()
    assert len(office.jobs("cards.renew")) == 1  # opening it asks for nothing that would not be signed


def test_it_never_outlives_the_right_to_care(office: Office) -> None:
    row = signed(office, carded("conservacion"))
    assert row.until is not None
    office.later((row.until - settings.VENTANILLA_CLOCK.today()).days * 86_400)
    last = signed(office, card_of(row.card_id).id)
    assert last.expires_at == end_of_day(row.until)
    assert last.expires_at - last.issued_at < timedelta(days=1)


def test_the_code_of_the_minute_is_told_right_from_wrong(office: Office) -> None:
    browser, card = office.browser("trabajadora"), carded("trabajadora")
    row = signed(office, card)
    (told,) = as_json(browser.get("/tarjeta/estado.json"))["tarjetas"]
    anybody = office.browser()
    assert "La clave coincide" in text(anybody.get(f"/verificar/{row.serial}?clave={told['clave']}"))
    wrong = f"{(int(told['clave']) + 1) % 10**6:06d}"
    assert "La clave no coincide" in text(anybody.get(f"/verificar/{row.serial}?clave={wrong}"))
    office.later(180)
    assert "La clave no coincide" in text(anybody.get(f"/verificar/{row.serial}?clave={told['clave']}"))
    assert told["clave"] not in text(anybody.get(f"/verificar/{row.serial}"))
    assert "clave" not in as_json(anybody.get(f"/verificar/{row.serial}/estado.json"))


def test_a_program_is_told_the_same_with_codes(office: Office) -> None:
    row = signed(office, carded("trabajadora"))
    told = as_json(office.browser().get(f"/verificar/{row.serial}.json"))
    assert (told["veredicto"], told["tipo"], told["codigo"]) == ("vigente", "tarjeta", "TARJETA_VIGENTE")
    assert row.name not in json.dumps(told, ensure_ascii=False)


def test_what_is_kept_has_no_form_and_no_token(office: Office) -> None:
    signed(office, carded("trabajadora"))
    page = office.browser("trabajadora").get("/tarjeta/guardada")
    assert "no-store" in page.headers["Cache-Control"]  # by the browser's own cache: the script keeps it, and erases it
    assert not re.search("<form|csrf|data-live-code", raw(page))
    assert "data-serial" in raw(page)


def test_the_page_of_no_card_is_nobodys(office: Office) -> None:
    page = text(office.browser("trabajadora").get("/tarjeta/vacia"))
    assert "MARISOL" not in page.upper().replace("DATA-PERSONAL", "")


def test_the_manifest_installs_it(office: Office) -> None:
    told = as_json(office.browser().get("/tarjeta/app.webmanifest"))
    assert told["start_url"] == told["scope"] == "/tarjeta/"
    assert {one["sizes"] for one in told["icons"]} == {"192x192", "512x512"}


def test_what_ended_long_ago_is_forgotten(office: Office) -> None:
    row = signed(office, carded("trabajadora"))
    assert credentials_sweep(now=row.expires_at + KEPT_FOR) == 0
    assert credentials_sweep(now=row.expires_at + KEPT_FOR + timedelta(seconds=1)) == 1


def test_a_serial_nobody_gave_is_no_card(office: Office) -> None:
    assert office.browser().get(f"/tarjeta/{uuid4()}/bloquear").status_code == 302  # to sign in
    assert estado(office.browser(), "7K3M9QX24HTH") == "desconocido"


def test_its_photograph_is_shown_to_whoever_may_see_the_card(office: Office) -> None:
    browser = office.browser("trabajadora")
    browser.get(f"/tramites/{TRAMITE}")
    draft = browser.post(f"/tramites/{TRAMITE}/iniciar").headers["Location"].split("/")[2]
    browser.get(f"/solicitudes/{draft}/1")
    browser.upload(f"/solicitudes/{draft}/1", "fotografia", jpg())
    filed = browser.send(browser.sign(browser.get(f"/solicitudes/{draft}/revisar"), office.mint.identity()))
    assert filed.status_code == 302, text(filed)
    with scope(None):
        card = Card.objects.get()
    signed(office, card.id)
    assert f'src="/tarjeta/{card.id}/foto"' in raw(browser.get("/tarjeta/"))
    shown = browser.get(f"/tarjeta/{card.id}/foto")
    assert (shown.status_code, shown.headers["Content-Type"]) == (200, "image/jpeg")
    assert shown.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert office.browser("patron").get(f"/tarjeta/{card.id}/foto").status_code == 404
