"""What is not one of the acts of this office, to the byte, is never signed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.domain.signing.acts import (
    AcceptTerms,
    Answer,
    Challenge,
    Line,
    Request,
    Signable,
    SignIn,
    payload,
    signed_bytes,
)
from ventanilla.domain.signing.reading import MAX_PAYLOAD_BYTES, NotSignable, Payload, in_words, read_payload
from ventanilla.kernel.canonical import canonical

CHALLENGE = Challenge("bm9uY2U", "http://localhost:8000", 1795359600, 1795359720)
REQUEST = Request(
    "constancia_vigencia",
    "Constancia de vigencia",
    "0b6f",
    "PAN Y AGUA, RFC PAG990101AB1",
    (Line("¿Para quién?", "Para mí"), Line("Motivo", "Trámite escolar — Ñ")),
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
LINES = st.lists(st.builds(Line, TEXT, TEXT), max_size=4).map(tuple)
REQUESTS = st.builds(Request, TEXT, TEXT, TEXT, TEXT, LINES)
ANSWERS = st.builds(Answer, TEXT, TEXT, TEXT, LINES)


@given(st.just(SignIn()) | REQUESTS | st.builds(AcceptTerms, TEXT, LINES) | ANSWERS)
def test_what_the_office_writes_is_read_back(act: Signable) -> None:
    assert read_payload(signed_bytes(act, CHALLENGE)) == Payload(act, CHALLENGE)


def _code(data: bytes) -> str:
    with pytest.raises(NotSignable) as error:
        read_payload(data)
    return error.value.text.code


def _changed(**changes: Any) -> bytes:
    return canonical(payload(REQUEST, CHALLENGE) | changes)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hola",
        b"[]",
        b"null",
        b"\xff",
        b"[" * 100_000,
        b"x" * (MAX_PAYLOAD_BYTES + 1),
        _changed(v=2),
        _changed(iat=-1),
        _changed(iat="1"),
        _changed(exp=True),
        _changed(exp=10**15),
        _changed(aud=None),
        _changed(nonce=7),
        _changed(otra="clave"),
        _changed(act=[]),
        _changed(act=REQUEST.fields() | {"lines": "no"}),
        _changed(act=REQUEST.fields() | {"lines": [{"label": "a"}]}),
        _changed(act=REQUEST.fields() | {"lines": [{"label": "a", "answer": 1}]}),
        _changed(act=REQUEST.fields() | {"title": None}),
        json.dumps(payload(REQUEST, CHALLENGE) | {"iat": 1.5}).encode(),
    ],
)
def test_what_is_not_a_payload(data: bytes) -> None:
    assert _code(data) == "TEXTO_NO_FIRMABLE"


@pytest.mark.parametrize(
    "data",
    [
        _changed(typ="ventanilla.transferencia.v1"),
        _changed(typ=SignIn.TYP),  # signing in with something else inside
        _changed(act=REQUEST.fields() | {"oculto": "x"}),
        _changed(act={}),
        _changed(typ=None),
    ],
)
def test_an_act_that_is_not_in_the_closed_set(data: bytes) -> None:
    assert _code(data) == "ACTO_DESCONOCIDO"


@pytest.mark.parametrize(
    "data",
    [
        signed_bytes(REQUEST, CHALLENGE) + b"\n",
        b" " + signed_bytes(REQUEST, CHALLENGE),
        json.dumps(payload(REQUEST, CHALLENGE)).encode(),
        signed_bytes(REQUEST, CHALLENGE).replace(b'"v":1', b'"v":1.0'),
        signed_bytes(REQUEST, CHALLENGE).replace(b'"v":1', b'"v":1,"v":1'),
        signed_bytes(REQUEST, CHALLENGE).replace("Ñ".encode(), b"\\u00d1"),
    ],
)
def test_bytes_that_say_the_same_otherwise(data: bytes) -> None:
    """Two keys of the same name, escapes, spaces: what is shown must be all that is signed."""
    assert _code(data) == "TEXTO_NO_CANONICO"


def test_everything_is_shown() -> None:
    shown = "\n".join(map(str, in_words(Payload(REQUEST, CHALLENGE))))
    for part in (REQUEST.title, REQUEST.acting_for, CHALLENGE.audience, "¿Para quién?: Para mí", "escolar — Ñ"):
        assert part in shown
    assert "22 de noviembre de 2026, 09:02:00" in shown


def test_the_terms_are_shown_whole() -> None:
    act = AcceptTerms("Aceptar los términos", (Line("Términos de uso", "versión 1"),))
    assert [str(text) for text in in_words(Payload(act, CHALLENGE))][:2] == [
        "Aceptar los términos",
        "Términos de uso: versión 1",
    ]


def test_an_answer_is_shown_whole_with_whom_it_binds() -> None:
    act = Answer("Aclaración de movimientos", "1", "COMERCIAL PRUEBA", (Line("¿Está de acuerdo?", "No"),))
    assert [str(text) for text in in_words(Payload(act, CHALLENGE))][:3] == [
        "Respuesta: Aclaración de movimientos",
        "Usted actúa por: COMERCIAL PRUEBA",
        "¿Está de acuerdo?: No",
    ]


def test_signing_in_says_that_it_gives_leave_for_nothing() -> None:
    shown = [text.code for text in in_words(Payload(SignIn(), CHALLENGE))]
    assert shown == ["FIRMA_ENTRAR", "FIRMA_PARA", "FIRMA_HASTA"]
    assert "FIRMA_POR" not in [text.code for text in in_words(Payload(Request("a", "b", "c", "", ()), CHALLENGE))]
