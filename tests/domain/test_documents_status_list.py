"""The list of what was revoked: found by who holds the QR, unreadable to who does not, strict to who reads it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.domain.documents import BadClaims, Revocation, StatusList, Verdict
from ventanilla.domain.documents.status_list import MAX_REVOKED

AT = datetime(2026, 11, 22, 18, tzinfo=UTC)
DAY = timedelta(days=1)
DIGEST = bytes(range(32))
OTHER = bytes(32)
GONE = Revocation(date(2026, 11, 21), replaced=False)


def listed(*found: tuple[bytes, Revocation]) -> StatusList:
    return StatusList.of(found, at=AT, life=DAY)


@given(
    st.dictionaries(
        st.binary(min_size=32, max_size=32),
        st.builds(Revocation, st.dates(date(2020, 1, 1), date(2109, 1, 1)), st.booleans()),
        max_size=30,
    ),
    st.binary(min_size=32, max_size=32),
)
def test_what_is_in_it_is_found_and_nothing_else(found: dict[bytes, Revocation], other: bytes) -> None:
    made = StatusList.decode(listed(*found.items()).encode())
    assert len(made) == len(found)
    assert {digest: made.revocation(digest) for digest in found} == found
    assert made.revocation(other) == found.get(other)


def test_no_digest_and_no_folio_is_in_its_bytes() -> None:
    data = listed((DIGEST, GONE)).encode()
    assert all(DIGEST[at : at + 4] not in data for at in range(29))


@pytest.mark.parametrize(
    ("at", "expires_on", "digest", "verdict", "says"),
    [
        (AT, None, DIGEST, Verdict.REVOKED, "Auténtico, pero se revocó el 21 de noviembre de 2026."),
        (AT + 400 * DAY, None, DIGEST, Verdict.REVOKED, "Auténtico, pero se revocó el 21 de noviembre de 2026."),
        (AT, date(2026, 11, 20), DIGEST, Verdict.REVOKED, "Auténtico, pero se revocó el 21 de noviembre de 2026."),
        (AT - 2 * DAY, None, DIGEST, Verdict.UNKNOWN, "Auténtico; sin conexión no podemos saber si se revocó."),
        (AT, None, OTHER, Verdict.UNKNOWN, "Auténtico; hasta el 22 de noviembre de 2026 no se había revocado."),
        (AT + DAY, None, OTHER, Verdict.UNKNOWN, "Auténtico; hasta el 22 de noviembre de 2026 no se había revocado."),
        (AT + 2 * DAY, None, OTHER, Verdict.UNKNOWN, "Auténtico; sin conexión no podemos saber si se revocó."),
        (AT - DAY, None, OTHER, Verdict.UNKNOWN, "Auténtico; sin conexión no podemos saber si se revocó."),
        (AT, date(2026, 11, 21), OTHER, Verdict.EXPIRED, "Auténtico, pero venció el 21 de noviembre de 2026."),
    ],
)
def test_what_it_lets_one_conclude(
    at: datetime, expires_on: date | None, digest: bytes, verdict: Verdict, says: str
) -> None:
    finding = listed((DIGEST, GONE)).conclude(digest, at=at, expires_on=expires_on)
    assert (finding.verdict, str(finding.says)) == (verdict, says)


@pytest.mark.parametrize(
    "content",
    [
        [],
        {},
        {1: 1, 2: 2},
        {1: True, 2: 2, 3: b""},
        {1: 1, 2: 2, 3: b"123456789"},
        {1: 1, 2: 2, 3: b"", 4: 1},
        {1: 1, 2: 2, 3: b"2" * 10 + b"1" * 10},
    ],
)
def test_another_content_is_refused(content: object) -> None:
    with pytest.raises(BadClaims):
        StatusList.decode(cbor2.dumps(content, canonical=True))


def test_more_than_fits_is_an_error_and_not_a_shorter_list() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        StatusList.of(((number.to_bytes(32, "big"), GONE) for number in range(MAX_REVOKED + 1)), at=AT, life=DAY)


def test_a_day_that_it_cannot_write_is_an_error() -> None:
    with pytest.raises(ValueError, match="outside"):
        listed((DIGEST, Revocation(date(2019, 12, 31), replaced=False)))


def test_a_million_documents_with_one_in_a_hundred_revoked_is_a_hundred_kilobytes() -> None:
    found = ((number.to_bytes(32, "big"), GONE) for number in range(10_000))
    assert len(StatusList.of(found, at=AT, life=DAY).encode()) == 100_019
