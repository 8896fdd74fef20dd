"""Certificates that nobody issued, for the demonstration: the same ones each time, of one person in four.

>>> register = InventedCertificates()
>>> curps = [f"PUEA850101MDFRJN{n:02d}" for n in range(100)]
>>> 10 < len(register.certificates(curps)) < 40
True
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from hashlib import sha256
from typing import Final

from ventanilla.domain.affiliation import Certificado

YEARS: Final = range(2021, 2031)
ONE_IN: Final = 4
LONGEST: Final = 21  # days
DAYS: Final = 350  # of a year on which one may begin, so that it ends in it


class InventedCertificates:
    """One certificate a year for whoever the digest of their CURP chooses."""

    def certificates(self, curps: Sequence[str]) -> Mapping[str, tuple[Certificado, ...]]:
        """Those of each who has any."""
        return {curp: _of(curp) for curp in curps if _digest(curp)[0] % ONE_IN == 0}


def _of(curp: str) -> tuple[Certificado, ...]:
    digest = _digest(curp)
    begins = timedelta(days=int.from_bytes(digest[1:3]) % DAYS)
    lasts = timedelta(days=digest[3] % LONGEST)
    return tuple(Certificado(date(year, 1, 1) + begins, date(year, 1, 1) + begins + lasts) for year in YEARS)


def _digest(curp: str) -> bytes:
    return sha256(f"incapacidades {curp}".encode()).digest()
