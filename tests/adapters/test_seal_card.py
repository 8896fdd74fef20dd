"""The card's signature: what was stated is read back, and nothing like it is; it never passes for a document."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.adapters.seal.cose import (
    CARD_TYPE,
    LIST_TYPE,
    BadCose,
    QrKey,
    UnknownKey,
    key_set,
    raw_es256,
    read_card_to_be_signed,
    sign_card,
    sign_claims,
    to_be_signed,
    verify_card,
    verify_claims,
    verify_list,
)
from ventanilla.domain.cards import MAX_LIFE, CardClaims, life, live_code, live_code_is
from ventanilla.domain.documents import BadClaims, Claims, qr_link

PRIVATE = generate_private_key(SECP256R1())
KEY = QrKey(PRIVATE.public_key())
KEYS = key_set([KEY])
NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)
CARD = CardClaims(
    issuer="Instituto de Demostración",
    serial="7K3M9QX24HTH",
    kind="Titular",
    name="Marisol Almendral Cumbres",
    until=date(2026, 12, 20),
    issued_at=int(NOW.timestamp()),
    expires_at=int(NOW.timestamp()) + 259_200,
)


def signed(card: CardClaims = CARD) -> bytes:
    return sign_card(KEY, raw_es256(PRIVATE), card)


def with_header(header: dict[int, object]) -> bytes:
    protected = cbor2.dumps(header, canonical=True)
    signature = raw_es256(PRIVATE)(to_be_signed(protected, CARD.encode()))
    return cbor2.dumps(cbor2.CBORTag(18, [protected, {}, CARD.encode(), signature]), canonical=True)


def test_what_was_stated_is_read_back() -> None:
    assert verify_card(signed(), KEYS) == CARD
    forever = replace(CARD, until=None)
    assert verify_card(signed(forever), KEYS) == forever
    assert CARD.digest == hashlib.sha256(CARD.encode()).digest()


def test_it_carries_no_number_of_a_person() -> None:
    assert sorted(cbor2.loads(CARD.encode())) == [1, 2, 3, 4, 5, 6, 7]


def test_the_link_fits_a_qr_that_a_telephone_reads() -> None:
    long = replace(CARD, name="Ñ" * 60, kind="Concubina o concubinario")
    assert len(qr_link("https://oficina.ejemplo.mx", CARD.serial, signed(long))) <= 520


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_no_changed_byte_is_taken(at: int, change: int) -> None:
    cose = bytearray(GOOD)
    cose[at % len(cose)] ^= change
    with pytest.raises(BadCose):
        verify_card(bytes(cose), KEYS)


GOOD = signed()


@given(st.integers(min_value=0, max_value=len(GOOD) - 1))
def test_nor_a_card_cut_short(length: int) -> None:
    with pytest.raises(BadCose):
        verify_card(GOOD[:length], KEYS)


def test_nor_of_another_key_algorithm_or_kind() -> None:
    other = generate_private_key(SECP256R1())
    with pytest.raises(UnknownKey):
        verify_card(sign_card(QrKey(other.public_key()), raw_es256(other), CARD), KEYS)
    with pytest.raises(BadCose, match="signature"):  # under our kid, by another key
        verify_card(sign_card(KEY, raw_es256(other), CARD), KEYS)
    assert verify_card(with_header({1: -7, 4: KEY.kid, 16: CARD_TYPE}), KEYS) == CARD
    for header in (
        {1: -35, 4: KEY.kid, 16: CARD_TYPE},
        {1: -7, 4: KEY.kid},
        {1: -7, 4: KEY.kid, 16: LIST_TYPE},
        {1: -7, 16: CARD_TYPE},
        {1: -7, 4: KEY.kid, 16: CARD_TYPE, 2: [99]},
    ):
        with pytest.raises(BadCose):
            verify_card(with_header(header), KEYS)


def test_a_card_never_passes_for_a_document_nor_a_document_for_a_card() -> None:
    claims = Claims("I", CARD.serial, "acuse", "M***", "Dice.", 1, None, date(2026, 11, 22), bytes(32))
    document = sign_claims(KEY, raw_es256(PRIVATE), claims)
    with pytest.raises(BadCose):
        verify_claims(GOOD, KEYS)
    with pytest.raises(BadCose):
        verify_list(GOOD, KEYS)
    with pytest.raises(BadCose):
        verify_card(document, KEYS)


def test_the_signer_signs_no_card_that_lives_long() -> None:
    asked = cbor2.loads(GOOD).value
    assert read_card_to_be_signed(to_be_signed(asked[0], asked[2]), KEY) == CARD
    week = int(MAX_LIFE.total_seconds())
    for expires in (CARD.issued_at + week + 1, CARD.issued_at, CARD.issued_at - 1):
        long = replace(CARD, expires_at=expires)
        with pytest.raises(BadCose, match="lives"):
            read_card_to_be_signed(to_be_signed(asked[0], long.encode()), KEY)


@pytest.mark.parametrize(
    "raw",
    [
        {},
        {1: "I"},
        {**cbor2.loads(CARD.encode()), 8: "NSS"},
        {**cbor2.loads(CARD.encode()), 2: "7K3M9QX24HTJ"},
        {**cbor2.loads(CARD.encode()), 5: "mañana"},
        {**cbor2.loads(CARD.encode()), 6: True},
        {**cbor2.loads(CARD.encode()), 4: b"bytes"},
        [1],
    ],
    ids=str,
)
def test_claims_are_read_strictly(raw: object) -> None:
    with pytest.raises(BadClaims):
        CardClaims.decode(cbor2.dumps(raw, canonical=True))


def test_it_never_outlives_the_right_to_care() -> None:
    assert life(NOW, None) == NOW + timedelta(days=3)
    assert life(NOW, date(2027, 1, 1)) == NOW + timedelta(days=3)
    assert life(NOW, date(2026, 11, 23)) == datetime(2026, 11, 24, 5, 59, 59, tzinfo=UTC)


@given(st.binary(min_size=32, max_size=32), st.integers(1, 10**9))
def test_the_code_of_a_minute_serves_that_minute_and_the_next(secret: bytes, second: int) -> None:
    at = datetime.fromtimestamp(second * 60, UTC)
    code = live_code(secret, at)
    assert live_code_is(secret, f"{code[:3]} {code[3:]}", at)
    assert live_code_is(secret, code, at + timedelta(seconds=119))
    later = at + timedelta(seconds=120)
    assert live_code_is(secret, code, later) == (
        code in {live_code(secret, later), live_code(secret, at + timedelta(seconds=60))}
    )
    assert not live_code_is(secret, "", at)
    assert not live_code_is(secret, code[:-1], at)
