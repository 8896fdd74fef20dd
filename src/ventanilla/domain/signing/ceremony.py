"""Several people who sign one act: who must, in which order, and until which day.

Each signs the same text with a challenge of their own; whoever shares a turn signs in any order, and a turn
begins when the one before it is whole. Pure: the app keeps it, and asks here before it writes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum, unique
from typing import Final

from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.text import Text

MIN_SIGNERS: Final = 2
MAX_SIGNERS: Final = 20


@unique
class CeremonyFault(Enum):
    """Why somebody cannot sign now. The name is the stable code; the value is the Spanish sentence."""

    NO_ES_FIRMANTE = (
        "No encontramos nada que usted deba firmar aquí. Revise que entró con la cuenta a la que se lo pidieron."
    )
    YA_FIRMO = "Usted ya firmó, y cada persona firma una sola vez. No necesita hacer nada más."
    FIRMA_CANCELADA = "Quien pidió las firmas las canceló, y ya no se puede firmar. Si le parece un error, pregúntele."
    PLAZO_VENCIDO = (
        "El plazo para firmar terminó, y ya no se puede. Pida a quien reúne las firmas que empiece de nuevo con otro "
        "plazo."
    )
    NO_LE_TOCA = "Todavía no le toca firmar: antes debe firmar otra persona. Le avisaremos en cuanto sea su turno."
    NO_SE_PUEDE_CANCELAR = (
        "Estas firmas ya no se pueden cancelar: están completas, vencidas o canceladas. No cambió nada."
    )

    def text(self) -> Text:
        """The sentence.

        >>> CeremonyFault.YA_FIRMO.text().code
        'YA_FIRMO'
        """
        return Text(self.name, self.value)


class BadCeremony(ValueError):
    """Signers or a term that cannot be: too few, too many, one twice, a day that is over."""


@unique
class CeremonyState(Enum):
    """Where it stands. Only an open one receives signatures; none of the others opens again."""

    ABIERTA = "abierta"
    COMPLETA = "completa"
    VENCIDA = "vencida"
    CANCELADA = "cancelada"


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who must sign, for themselves or for a company. ``turn`` is from 1; equal turns sign together."""

    subject: SubjectId
    turn: int
    signed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ceremony:
    """The signers of one act. ``until`` is the last day, in Mexico City, which ends at 24:00."""

    signers: tuple[Signer, ...]
    until: date
    cancelled_at: datetime | None = None

    def __post_init__(self) -> None:
        if not MIN_SIGNERS <= len(self.signers) <= MAX_SIGNERS:
            raise BadCeremony(f"{len(self.signers)} signers")
        if len({signer.subject for signer in self.signers}) != len(self.signers):
            raise BadCeremony("somebody signs twice")
        if any(signer.turn < 1 for signer in self.signers):
            raise BadCeremony("a turn before the first")

    def state(self, at: datetime) -> CeremonyState:
        """Where it stands at an instant. Complete before anything else: what all signed is signed."""
        if all(signer.signed_at for signer in self.signers):
            return CeremonyState.COMPLETA
        if self.cancelled_at is not None:
            return CeremonyState.CANCELADA
        return CeremonyState.VENCIDA if civil_date(at) > self.until else CeremonyState.ABIERTA


@dataclass(frozen=True, slots=True)
class Seen:
    """What one signer sees: their own part and how many others, never who they are.

    ``ahead`` is how many must sign before them.
    """

    state: CeremonyState
    may_sign: bool
    signed_at: datetime | None
    ahead: int
    signed: int
    of: int


class CeremonyRefused(Exception):
    """A signature or a cancellation that the ceremony does not admit."""

    def __init__(self, fault: CeremonyFault) -> None:
        super().__init__(fault.name)
        self.fault = fault


def opened(signers: tuple[Signer, ...], until: date, at: datetime) -> Ceremony:
    """A ceremony that begins; BadCeremony if it cannot end well.

    >>> from uuid import UUID
    >>> from datetime import UTC
    >>> two = tuple(Signer(SubjectId(UUID(int=n)), n) for n in (1, 2))
    >>> opened(two, date(2026, 11, 30), datetime(2026, 11, 22, tzinfo=UTC)).until
    datetime.date(2026, 11, 30)
    """
    if civil_date(at) > until:
        raise BadCeremony("a term that is over")
    if any(signer.signed_at for signer in signers):
        raise BadCeremony("somebody signed before it began")
    return Ceremony(signers, until)


def next_signers(ceremony: Ceremony, at: datetime) -> tuple[SubjectId, ...]:
    """Whose turn it is: whoever has not signed of the first turn that is not whole. Nobody's where it is not open."""
    if ceremony.state(at) is not CeremonyState.ABIERTA:
        return ()
    pending = [signer for signer in ceremony.signers if signer.signed_at is None]
    turn = min(signer.turn for signer in pending)
    return tuple(signer.subject for signer in pending if signer.turn == turn)


def refusal(ceremony: Ceremony, who: SubjectId, at: datetime) -> CeremonyFault | None:
    """Why ``who`` cannot sign at an instant; None if they can. A stranger is told nothing of it."""
    mine = _mine(ceremony, who)
    if mine is None:
        return CeremonyFault.NO_ES_FIRMANTE
    if mine.signed_at is not None:
        return CeremonyFault.YA_FIRMO
    if ceremony.cancelled_at is not None:
        return CeremonyFault.FIRMA_CANCELADA
    if ceremony.state(at) is CeremonyState.VENCIDA:
        return CeremonyFault.PLAZO_VENCIDO
    return None if who in next_signers(ceremony, at) else CeremonyFault.NO_LE_TOCA


def sign(ceremony: Ceremony, who: SubjectId, at: datetime) -> Ceremony:
    """The ceremony once ``who`` signed; CeremonyRefused if they cannot."""
    fault = refusal(ceremony, who, at)
    if fault is not None:
        raise CeremonyRefused(fault)
    signers = (replace(each, signed_at=at) if each.subject == who else each for each in ceremony.signers)
    return replace(ceremony, signers=tuple(signers))


def cancel(ceremony: Ceremony, at: datetime) -> Ceremony:
    """The ceremony once cancelled; CeremonyRefused if it is not open."""
    if ceremony.state(at) is not CeremonyState.ABIERTA:
        raise CeremonyRefused(CeremonyFault.NO_SE_PUEDE_CANCELAR)
    return replace(ceremony, cancelled_at=at)


def seen_by(ceremony: Ceremony, who: SubjectId, at: datetime) -> Seen | None:
    """What a signer sees; None for whoever is not one."""
    mine = _mine(ceremony, who)
    if mine is None:
        return None
    return Seen(
        state=ceremony.state(at),
        may_sign=refusal(ceremony, who, at) is None,
        signed_at=mine.signed_at,
        ahead=sum(1 for each in ceremony.signers if each.signed_at is None and each.turn < mine.turn),
        signed=sum(1 for each in ceremony.signers if each.signed_at is not None),
        of=len(ceremony.signers),
    )


def _mine(ceremony: Ceremony, who: SubjectId) -> Signer | None:
    return next((signer for signer in ceremony.signers if signer.subject == who), None)
