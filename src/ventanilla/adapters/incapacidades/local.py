"""Certificates that nobody issued, for the demonstration: the same ones each time, of one person in four.

>>> register = InventedCertificates()
>>> curps = [f"PUEA850101MDFRJN{n:02d}" for n in range(100)]
>>> 10 < len(register.certificates(curps)) < 40
True
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from hashlib import sha256
from typing import Final

from ventanilla.domain.affiliation import Certificado
from ventanilla.domain.benefits import Incapacidad, Seguro

YEARS: Final = range(2021, 2031)
ONE_IN: Final = 4
LONGEST: Final = 21  # days
ONE_DAY: Final = timedelta(days=1)
FIRST_PART: Final = timedelta(days=13)  # after its first day: a certificate of fourteen
PAID_AFTER: Final = timedelta(days=8)
GIVEN_BACK: Final = 5  # of so many payments, one
DAYS: Final = 350  # of a year on which one may begin, so that it ends in it


class InventedCertificates:
    """One certificate a year for whoever the digest of their CURP chooses; ``today`` tells which were paid by now."""

    def __init__(self, today: Callable[[], date] = lambda: date.min) -> None:
        self._today = today

    def certificates(self, curps: Sequence[str]) -> Mapping[str, tuple[Certificado, ...]]:
        """Those of each who has any."""
        return {curp: _of(curp) for curp in curps if _digest(curp)[0] % ONE_IN == 0}

    def incapacidades(self, curps: Sequence[str]) -> Mapping[str, tuple[Incapacidad, ...]]:
        """The same days: a long one in two certificates, some by an accident, and now and then a payment given back."""
        return {curp: _seen(curp, days, self._today()) for curp, days in self.certificates(curps).items()}


def _seen(curp: str, certificates: Sequence[Certificado], today: date) -> tuple[Incapacidad, ...]:
    digest = _digest(curp)
    letters = "".join(chr(ord("A") + byte % 26) for byte in digest[5:7])
    found: list[Incapacidad] = []
    for one in certificates:
        seguro = Seguro.RIESGO if (digest[4] + one.desde.year) % ONE_IN == 0 else Seguro.ENFERMEDAD
        middle = one.desde + FIRST_PART
        whole = one.hasta <= middle
        parts = [(one.desde, one.hasta)] if whole else [(one.desde, middle), (middle + ONE_DAY, one.hasta)]
        for n, (desde, hasta) in enumerate(parts):
            due, returned = hasta + PAID_AFTER, (digest[7] + desde.year) % GIVEN_BACK == 0 and hasta < today
            found.append(
                Incapacidad(
                    folio=f"{letters}{desde:%y%j}{n}",
                    seguro=seguro,
                    desde=desde,
                    hasta=hasta,
                    unidad=f"UMF {digest[8] % 90 + 1:03d}",
                    expedida=desde,
                    pagada=due if due <= today and not returned else None,
                    programada=due,
                    rechazo="la cuenta está cancelada" if returned else "",
                )
            )
    return tuple(found)


def _of(curp: str) -> tuple[Certificado, ...]:
    digest = _digest(curp)
    begins = timedelta(days=int.from_bytes(digest[1:3]) % DAYS)
    lasts = timedelta(days=digest[3] % LONGEST)
    return tuple(Certificado(date(year, 1, 1) + begins, date(year, 1, 1) + begins + lasts) for year in YEARS)


def _digest(curp: str) -> bytes:
    return sha256(f"incapacidades {curp}".encode()).digest()
