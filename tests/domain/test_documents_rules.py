"""Cadena original, claims, link, mask, values and the five verdicts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.domain.documents import (
    BadClaims,
    BadLink,
    Claims,
    Finding,
    NotPrintable,
    Status,
    Verdict,
    cadena_original,
    conclude,
    content_digest,
    instant,
    jsonable,
    mask_name,
    qr_link,
    read_cadena,
    read_qr_link,
    strict_cbor,
)
from ventanilla.domain.documents.events import EVENTS, DocumentFault, DocumentIssued, DocumentRevoked, Fault
from ventanilla.kernel.folio import new_folio
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import Text

FOLIO = "7K3M9QX24HTH"
ON = date(2026, 11, 22)
CLAIMS = Claims("I", FOLIO, "acuse", "M***", "Dice.", 1, 2, ON, bytes(32))
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=40)


# -- cadena original


@given(st.lists(TEXT, min_size=1, max_size=8))
def test_no_value_passes_for_two(values: list[str]) -> None:
    cadena = cadena_original(values)
    assert cadena.startswith("||1.0|")
    assert cadena.endswith("||")
    assert len(read_cadena(cadena)) == len(values)
    assert cadena_original(read_cadena(cadena)) == cadena


def test_white_space_copied_from_paper_does_not_matter() -> None:
    assert cadena_original(["Núñez\u00a0 y\n Peña "]) == cadena_original(["Nu\u0301n\u0303ez y Peña"])


@pytest.mark.parametrize("cadena", ["", "||", "||||", "|1.0|a|", "||2.0|a||", "a||1.0|b||", "||1.0|b|"])
def test_what_is_no_cadena_is_said(cadena: str) -> None:
    with pytest.raises(ValueError, match="cadena"):
        read_cadena(cadena)


# -- values


@dataclass(frozen=True)
class Inner:
    monto: Money
    motivo: Text | None


class Kind(Enum):
    ONE = "uno"


def test_everything_a_decision_holds_has_one_writing() -> None:
    value = {
        "a": (Inner(Money("1.50"), Text("X", "El {dia}.", dia=ON)), Inner(Money("0.01"), None)),
        "b": [True, 3, None, Kind.ONE, ON, Decimal("1.10"), UUID(int=1)],
        "c": frozenset({"y", "x"}),
        "d": datetime(2026, 11, 22, 9, 0, 0, 5, tzinfo=UTC),
    }
    assert jsonable(value) == {
        "a": [
            {"monto": {"centavos": 150}, "motivo": "El 22 de noviembre de 2026."},
            {"monto": {"centavos": 1}, "motivo": None},
        ],
        "b": [True, 3, None, "uno", "2026-11-22", "1.10", "00000000-0000-0000-0000-000000000001"],
        "c": ["x", "y"],
        "d": "2026-11-22T09:00:00Z",
    }


@pytest.mark.parametrize("value", [1.5, b"x", object(), Inner, {1: 2}, lambda: None, [[[1.0]]]])
def test_what_would_not_mean_the_same_tomorrow_is_refused(value: object) -> None:
    with pytest.raises(NotPrintable):
        jsonable(value)


def test_depth_is_bounded() -> None:
    deep: list[object] = []
    deep.append(deep)
    with pytest.raises(NotPrintable, match="deeper"):
        jsonable(deep)


def test_an_instant_has_its_zone() -> None:
    with pytest.raises(ValueError, match="zone"):
        instant(datetime(2026, 11, 22))  # noqa: DTZ001  the fault itself


def test_the_digest_does_not_depend_on_the_order_of_fields() -> None:
    assert content_digest({"a": 1, "b": "ñ"}) == content_digest({"b": "ñ", "a": 1})
    assert content_digest({"a": 1}) != content_digest({"a": 2})


# -- mask


@given(TEXT)
def test_a_mask_shows_initials_and_no_length(name: str) -> None:
    words = mask_name(name).split(" ")
    assert mask_name(name) == "" or all(word.endswith("***") and len(word) <= 6 for word in words)
    assert len(words) <= 8


def test_two_names_with_the_same_initials_look_the_same() -> None:
    assert mask_name("Iñaki de la O") == mask_name("  Inés D. L. Ortega ") == "I*** D*** L*** O***"


# -- claims


def test_claims_are_what_they_encode() -> None:
    for claims in (CLAIMS, replace(CLAIMS, expires_at=None, holder="", fact="¿Ñ? " * 20)):
        assert Claims.decode(claims.encode()) == claims


@given(st.binary(max_size=80))
def test_other_bytes_are_no_claims(data: bytes) -> None:
    with pytest.raises(BadClaims):
        Claims.decode(data)


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_no_changed_byte_reads_as_the_same_claims(at: int, flip: int) -> None:
    data = bytearray(CLAIMS.encode())
    data[at % len(data)] ^= flip
    try:
        assert Claims.decode(bytes(data)) != CLAIMS
    except BadClaims:
        assert bytes(data) != CLAIMS.encode()


@pytest.mark.parametrize("data", [b"", b"\x01\x01", b"\xff", b"\x9f\x01", b"\x81" * 500, b"\x5b" + b"\xff" * 8])
def test_cbor_is_one_item_within_its_limit(data: bytes) -> None:
    with pytest.raises(BadClaims):
        strict_cbor(data, 400)


# -- link


@given(st.binary(min_size=1, max_size=300))
def test_a_link_is_read_back(cose: bytes) -> None:
    folio = new_folio()
    assert read_qr_link(qr_link("https://oficina.example/", folio, cose)) == (folio, cose)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "javascript:alert(1)//verificar/7K3M9QX24HTH#Y29zZQ",
        "http://localhost/verificar/7K3M9QX24HTH",
        "http://localhost/verificar/7K3M9QX24HTH#",
        "http://localhost/verificar/7K3M9QX24HTJ#Y29zZQ",
        "http://localhost/verificar/7k3m9qx24hth#Y29zZQ",
        "http://localhost/x/verificar/7K3M9QX24HTH#Y29zZQ",
        "http://localhost/verificar/7K3M9QX24HTH?a#Y29zZQ",
        "http://localhost/verificar/7K3M9QX24HTH#Y29zZR",  # loose bits
        "http://localhost/verificar/7K3M9QX24HTH#Y29zZQ==",
        "http://localhost/verificar/7K3M9QX24HTH#Y",
        "http://localhost/verificar/7K3M9QX24HTH#" + "A" * 1_500,
    ],
)
def test_other_text_is_no_link(text: str) -> None:
    with pytest.raises(BadLink):
        read_qr_link(text)


# -- verdicts


def status(**changes: object) -> Status:
    known = Status(FOLIO, "acuse", "Acuse", ON, None, None, None, True, bytes(32))
    return replace(known, **changes)  # type: ignore[arg-type]  # columns of one row


YESTERDAY, TOMORROW = ON - timedelta(days=1), ON + timedelta(days=1)


@pytest.mark.parametrize(
    ("authentic", "expires_on", "known", "verdict"),
    [
        (True, None, status(), Verdict.IN_FORCE),
        (True, ON, status(), Verdict.IN_FORCE),
        (True, YESTERDAY, status(), Verdict.EXPIRED),
        (True, YESTERDAY, None, Verdict.EXPIRED),
        (True, TOMORROW, None, Verdict.UNKNOWN),
        (True, None, status(revoked_on=ON), Verdict.REVOKED),
        (True, YESTERDAY, status(revoked_on=YESTERDAY), Verdict.REVOKED),
        (True, None, status(revoked_on=TOMORROW), Verdict.IN_FORCE),
        (False, None, status(), Verdict.MISMATCH),
        (False, YESTERDAY, status(revoked_on=ON), Verdict.MISMATCH),
    ],
)
def test_the_verdict_of_each_case(
    authentic: bool, expires_on: date | None, known: Status | None, verdict: Verdict
) -> None:
    found = conclude(authentic=authentic, on=ON, expires_on=expires_on, status=known)
    assert found.verdict is verdict
    assert found.authentic is authentic


def test_every_verdict_says_what_happened_and_what_to_do() -> None:
    found: list[Finding] = [
        conclude(authentic=True, on=ON, expires_on=None, status=status()),
        conclude(authentic=True, on=ON, expires_on=YESTERDAY, status=None),
        conclude(authentic=True, on=ON, expires_on=None, status=status(revoked_on=ON)),
        conclude(authentic=True, on=ON, expires_on=None, status=status(revoked_on=ON, replaced_by=FOLIO)),
        conclude(authentic=False, on=ON, expires_on=None, status=None),
        conclude(authentic=True, on=ON, expires_on=None, status=None),
    ]
    assert {finding.verdict for finding in found} == set(Verdict) - {Verdict.NO_RIGHT}  # that is of a card alone
    assert [str(finding.says) for finding in found] == [
        "Auténtico y vigente.",
        "Auténtico, pero venció el 21 de noviembre de 2026.",
        "Auténtico, pero se revocó el 22 de noviembre de 2026.",
        "Auténtico, pero se revocó el 22 de noviembre de 2026.",
        "No coincide: se modificó después de sellarse, o no lo emitimos nosotros.",
        "Auténtico; sin conexión no podemos saber si se revocó.",
    ]
    assert FOLIO in str(found[3].todo)
    assert all(str(finding.todo).endswith(".") and "!" not in str(finding.todo) for finding in found)


def test_the_log_tells_documents_in_words() -> None:
    said = {str(event.shown()) for event in (DocumentIssued(FOLIO, "Constancia"), DocumentRevoked(FOLIO, ""))}
    assert said == {
        "Emitimos el documento «Constancia», folio 7K3M-9QX2-4HTH.",
        "El documento con folio 7K3M-9QX2-4HTH ya no vale.",
    }
    assert "lo reemplaza" in str(DocumentRevoked(FOLIO, FOLIO).shown())
    for fault in Fault:
        assert "7K3M-9QX2-4HTH" in str(DocumentFault(FOLIO, fault.value).shown())
        assert str(fault.words).endswith(".")
    assert {event.TYPE for event in EVENTS} == {"documento_emitido", "documento_revocado", "documento_sin_archivo"}
