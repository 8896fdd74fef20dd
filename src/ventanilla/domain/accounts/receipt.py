"""Proving who one is with a sealed payroll receipt: which receipt serves, what is kept of the register to compare.

A receipt alone proves nothing: whoever pays can seal one for anybody. It opens the questions (``questions``), and what
it says is compared with the register in silence, so that nobody learns from it what the register holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Final

from ventanilla.kernel.text import Text

AGE_POLICY: Final = "identidad_recibo_antiguedad"
CLOSED_POLICY: Final = "identidad_recibo_cierre"
TRIES: Final = 3  # of a period (tramites.md, common rules, N2)
_AGES: Final = {"45_dias": timedelta(days=45), "90_dias": timedelta(days=90)}
_CLOSED: Final = {"30_dias": timedelta(days=30), "90_dias": timedelta(days=90), "180_dias": timedelta(days=180)}


@dataclass(frozen=True, slots=True)
class Job:
    """An employment of the register: whose (the employer's RFC), its days, and from which day each wage, in centavos.

    ``until`` None: it goes on. ``wages`` is never empty and begins on ``since``.
    """

    employer: str
    since: date
    until: date | None
    wages: tuple[tuple[date, int], ...]

    def covers(self, on: date) -> bool:
        """Whether ``on`` is one of its days."""
        return self.since <= on and (self.until is None or on <= self.until)

    def wage(self, on: date) -> int:
        """The daily base wage on one of its days, in centavos."""
        return next(wage for since, wage in reversed(self.wages) if since <= on)


@dataclass(frozen=True, slots=True)
class Record:
    """What the register holds of somebody, as far as a receipt and its questions are about it. No NSS: ""."""

    curp: str
    nss: str
    jobs: tuple[Job, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a receipt says, once its seal was found good: of whom, by whom, of when."""

    curp: str
    rfc: str
    nss: str
    employer: str
    paid: date | None
    folio: str


class ReceiptFault(Enum):
    """What is wrong with the file itself: whoever has it may be told, for it says nothing of any register."""

    UNREADABLE = "ilegible"
    NOT_ONE = "no_es_uno"
    SEAL = "sello"
    AUTHORITY = "autoridad"
    OTHER_CURP = "otra_curp"
    UNDATED = "sin_fecha"
    FUTURE = "futuro"
    OLD = "antiguo"

    def text(self) -> Text:
        """For whoever chose the file: what happened and what to do."""
        return _FAULTS[self]


_FAULTS: Final = {
    ReceiptFault.UNREADABLE: Text(
        "RECIBO_ILEGIBLE", "No pudimos leer ese archivo. Elija el XML de su recibo, no el PDF ni una fotografía."
    ),
    ReceiptFault.NOT_ONE: Text(
        "RECIBO_NO_ES_UNO", "Ese archivo no es un recibo de nómina timbrado. Pida el XML a quien le paga."
    ),
    ReceiptFault.SEAL: Text(
        "RECIBO_SELLO", "El sello no corresponde al recibo: algo cambió después de sellarlo. Use el archivo original."
    ),
    ReceiptFault.AUTHORITY: Text(
        "RECIBO_AUTORIDAD", "El sello no es de quien emite el recibo, o su certificado no valía ese día. Use otro."
    ),
    ReceiptFault.OTHER_CURP: Text(
        "RECIBO_OTRA_CURP", "La CURP del recibo no es la de su cuenta. Elija un recibo de usted."
    ),
    ReceiptFault.UNDATED: Text("RECIBO_SIN_FECHA", "El recibo no dice qué día se pagó. Elija otro."),
    ReceiptFault.FUTURE: Text("RECIBO_FUTURO", "El recibo dice que se pagó en una fecha que todavía no llega."),
    ReceiptFault.OLD: Text(
        "RECIBO_ANTIGUO", "El recibo es de hace mucho. Elija uno de los últimos {dias} días.", dias=0
    ),
}


def too_old(days: int) -> Text:
    """The sentence of a receipt that is not recent enough."""
    old = _FAULTS[ReceiptFault.OLD]
    return Text(old.code, old.template, dias=days)


def age_allowed(value: str) -> timedelta:
    """How old a receipt may be under a value of the policy.

    >>> age_allowed("90_dias").days
    90
    """
    return _AGES[value]


def closed_for(value: str) -> timedelta:
    """How long this way is closed after the third wrong answer, under a value of the policy."""
    return _CLOSED[value]


def receipt_fault(shown: Shown, *, curp: str, today: date, age: timedelta) -> ReceiptFault | None:
    """What a receipt lacks that its bearer may be told; None where it serves to go on."""
    if not shown.folio:
        return ReceiptFault.NOT_ONE
    if shown.curp != curp:
        return ReceiptFault.OTHER_CURP
    if shown.paid is None:
        return ReceiptFault.UNDATED
    if shown.paid > today:
        return ReceiptFault.FUTURE
    return ReceiptFault.OLD if shown.paid < today - age else None


def agrees(shown: Shown, record: Record | None) -> bool:
    """Whether the register knows that person by that number, paid that day by that employer. Never told by itself.

    The register keeps no RFC of whoever is no employer; the name and the birth date that begin one begin the CURP too.
    """
    if record is None or shown.paid is None or not record.nss:
        return False
    own = shown.curp == record.curp and shown.nss == record.nss and same_beginning(shown.rfc, record.curp)
    paid = any(job.employer == shown.employer and job.covers(shown.paid) for job in record.jobs)
    return own and paid


BEGINNING: Final = slice(4, 10)  # the birth date: the letters before it may differ (a forbidden word, a particle)


def same_beginning(rfc: str, curp: str) -> bool:
    """Whether an RFC of a person and a CURP are of one birth date.

    >>> same_beginning("AECM830101AB1", "AECM830101MPLLMR09"), same_beginning("XAXX010101000", "AECM830101MPLLMR09")
    (True, False)
    """
    return len(rfc) == 13 and rfc[BEGINNING] == curp[BEGINNING]
