"""Verifying by folio: the same verdict for a person and for a program, the printed code, and how often."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import typst
from django.conf import settings
from pytest_django import Settings

from tests.web.office import Office
from ventanilla.adapters.pki.demo_authority import open_authority, seal_issuer
from ventanilla.adapters.pki.local import LocalCrls
from ventanilla.adapters.seal.keys import create_institution_keys
from ventanilla.adapters.seal.local import LocalSigner
from ventanilla.adapters.seal.longterm import FileCompleter
from ventanilla.adapters.tsa.embedded import FileStamper
from ventanilla.adapters.tsa.local import LocalTimestamps
from ventanilla.apps.accounts import limits
from ventanilla.apps.accounts.api import LimitedAct
from ventanilla.apps.documents.api import document_revoke, public_status
from ventanilla.apps.documents.models import Document
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.authority import SYSTEM
from ventanilla.domain.documents import printed_code, spoken_code
from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.folio import new_folio, spoken
from ventanilla.kernel.text import long_date

pytestmark = pytest.mark.django_db


@pytest.fixture
def folio(office: Office) -> str:
    """A document that was issued and sealed."""
    who = office.mint.identity("trabajadora")
    office.browser("trabajadora").filed(who)
    office.print()
    with scope(None):
        row = Document.objects.filter(sealed_at__isnull=False).exclude(kind="acuse").latest("issued_at")
        return str(row.folio)


def code_of(folio: str) -> str:
    status = public_status(folio)
    assert status is not None
    return printed_code(status.cadena_sha256)


def ask(office: Office, address: str, **headers: str) -> tuple[Any, dict[str, Any]]:
    answer = office.browser().client.get(address, headers=headers)
    return answer, json.loads(answer.content)


def test_a_program_is_told_what_a_person_is(office: Office, folio: str) -> None:
    answer, told = ask(office, f"/verificar/{folio}.json")
    assert answer.status_code == 200
    assert (told["veredicto"], told["codigo"], told["dice"]) == ("vigente", "DOCUMENTO_VIGENTE", "Auténtico y vigente.")
    assert {"titular", "hecho", "al"}.isdisjoint(told)
    negotiated, same = ask(office, f"/verificar/{folio}", accept="application/json")
    assert same | {"consultado": ""} == told | {"consultado": ""}
    assert "Accept" in negotiated.headers["Vary"]
    page = office.browser().client.get(f"/verificar/{folio}", headers={"accept": "text/html"})
    assert "Auténtico y vigente." in page.content.decode()
    assert "Accept" in page.headers["Vary"]


def test_revoked_is_told_with_its_day(office: Office, folio: str) -> None:
    now = settings.VENTANILLA_CLOCK.now()
    document_revoke(folio, by=SYSTEM, on=now.date(), now=now)
    _, told = ask(office, f"/verificar/{folio}.json")
    assert (told["veredicto"], told["codigo"]) == ("revocado", "DOCUMENTO_REVOCADO")
    assert told["revocado"] == now.date().isoformat()


def test_a_file_says_whether_it_can_be_verified_years_later(office: Office, tmp_path: Path, settings: Settings) -> None:
    plain_pdf = typst.compile(b"#set document(title: [a])\nVerdad.", ignore_system_fonts=True)
    assert isinstance(plain_pdf, bytes)
    now = settings.VENTANILLA_CLOCK.now()
    authority = open_authority(tmp_path / "pki", bits=2048)
    create_institution_keys(tmp_path / "keys", issue_seal_certificate=seal_issuer(authority, "Instituto"), at=now)
    signer, tsa = LocalSigner.open(tmp_path / "keys"), LocalTimestamps.open(tmp_path / "pki")
    stamper = FileStamper(tsa, tsa.trust)
    stamped = signer.seal_pdf(
        plain_pdf, folio=new_folio(), expires_on=None, at=now, stamp=lambda each: stamper.stamp(each, now)
    )
    lasting = FileCompleter(LocalCrls(tmp_path / "pki")).complete(stamped, signer.seal, now)
    settings.VENTANILLA_VAR = str(tmp_path)

    def page(data: bytes) -> str:
        browser = office.browser()
        browser.get("/verificar/")
        return browser.upload("/verificar/", "documento", data).content.decode()

    on = long_date(civil_date(now))
    assert f"El archivo trae la lista de certificados revocados del {on}." in page(lasting)
    assert "El archivo no trae la lista de certificados revocados" in page(stamped)
    refused = page(lasting + b" ")
    assert "No coincide" in refused
    assert "Para verificarlo años después" not in refused


def test_an_unknown_folio_and_a_mistyped_one_get_one_answer(office: Office) -> None:
    unknown = new_folio()
    mistyped = unknown[:-1] + ("0" if unknown[-1] != "0" else "1")
    said = []
    for wrong in (unknown, mistyped, "x", "a" * 300):
        answer, told = ask(office, f"/verificar/{wrong}.json")
        assert answer.headers["Content-Type"] == "application/problem+json"
        said.append((answer.status_code, told | {"referencia": ""}))
    assert said == [said[0]] * 4
    assert said[0][0] == 404
    assert said[0][1]["codigo"] == "FOLIO_DESCONOCIDO"


def test_the_printed_code_tells_what_the_qr_tells(office: Office, folio: str) -> None:
    code = code_of(folio)
    _, told = ask(office, f"/verificar/{folio}.json?codigo={code}")
    assert told["veredicto"] == "vigente"
    assert "***" in told["titular"]
    assert told["hecho"]
    browser = office.browser()
    sent = browser.client.get(f"/verificar/?folio={spoken(folio).lower()}&codigo={spoken_code(code).lower()}")
    assert (sent.status_code, sent.headers["Location"]) == (302, f"/verificar/{folio}?codigo={code}")
    assert told["hecho"] in browser.get(f"/verificar/{folio}?codigo={code}").content.decode()
    assert told["hecho"] not in browser.get(f"/verificar/{folio}").content.decode()


def test_another_code_is_no_proof(office: Office, folio: str) -> None:
    wrong = "0" * 10 if code_of(folio) != "0" * 10 else "1" * 10
    _, told = ask(office, f"/verificar/{folio}.json?codigo={wrong}")
    assert told["veredicto"] == "no-coincide"
    assert {"titular", "hecho", "documento"}.isdisjoint(told)
    page = office.browser().client.get(f"/verificar/{folio}?codigo={wrong}")
    assert page.status_code == 422
    assert "Ese código no es el del documento con ese folio." in page.content.decode()


@pytest.mark.parametrize("typed", ["folio=&codigo=ABCDEFGHJK", "folio=7K3M9QX24HTH&codigo=corto", "folio=x&codigo=x"])
def test_what_is_not_complete_is_said_beside_its_field(office: Office, typed: str) -> None:
    answer = office.browser().client.get(f"/verificar/?{typed}")
    assert answer.status_code == 422
    assert "Hay un problema" in answer.content.decode()


@pytest.mark.parametrize("address", ["/verificar/{}", "/verificar/{}.json", "/verificar/{}/estado.json"])
def test_an_address_that_asks_too_much_waits(
    office: Office, folio: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = replace(limits.LIMITS[LimitedAct.VERIFICATION], address=(limits.Window(2, 24 * limits.HOUR),))
    monkeypatch.setitem(limits.LIMITS, LimitedAct.VERIFICATION, few)
    client = office.browser().client
    answers = [client.get(address.format(folio)) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[2].headers["Retry-After"]) > 0
    assert client.get(address.format(folio), REMOTE_ADDR="198.51.100.7").status_code == 200
