"""When the seal's certificate ends is told in time, once there is a later one no more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from tests.adapters.conftest import SEALED_AT, Authority

from ventanilla.adapters.seal import SealCertificate
from ventanilla.adapters.seal.expiry import ending

LIFE = timedelta(days=700)  # what the tests' authority gives, from SEALED_AT


@pytest.fixture(scope="module")
def issue(authority: Authority) -> Any:
    key = generate_private_key(65537, 2048).public_key()

    def made(days: int) -> SealCertificate:
        der, chain = authority.issue_seal(key, SEALED_AT + timedelta(days=days))
        return SealCertificate(der, tuple(chain))

    return made


@pytest.mark.parametrize(
    ("left", "alarm"), [(400, None), (91, None), (90, None), (89, 90), (31, 90), (29, 30), (8, 30), (6, 7), (-1, 7)]
)
def test_it_rings_at_90_30_and_7_days(issue: Any, left: int, alarm: int | None) -> None:
    found = ending([issue(0)], SEALED_AT + LIFE - timedelta(days=left))
    assert (found.alarm if found else None) == alarm
    assert found is None or found.days == left


def test_a_later_certificate_silences_it(issue: Any) -> None:
    now = SEALED_AT + LIFE - timedelta(days=3)
    assert ending([issue(0)], now) is not None
    assert ending([issue(0), issue(300)], now) is None
    assert ending([issue(300), issue(0)], now) is None
