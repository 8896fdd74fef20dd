"""Coming back in person: which identification serves, what an official declares, and who may approve it.

No norm says how an institution gives an account back over the counter: what is chosen is in two policies and here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Final
from uuid import UUID

from ventanilla.kernel.text import Text

DOCUMENTS_POLICY: Final = "recuperacion_identificaciones"
COOLING_POLICY: Final = "recuperacion_espera"
LAST_CHARACTERS: Final = 4  # of the number of an identification: the whole number is never kept
MAX_REASON: Final = 300  # characters
_COOLING: Final = {
    "24_horas": timedelta(hours=24),
    "72_horas": timedelta(hours=72),
}


class IdentityDocument(Enum):
    """The closed set of official identifications with a photograph."""

    CREDENCIAL = "credencial_votar"
    PASAPORTE = "pasaporte"
    CEDULA = "cedula_profesional"
    CARTILLA = "cartilla_militar"
    RESIDENTE = "tarjeta_residente"

    @property
    def expires(self) -> bool:
        """Whether one of this kind always says until when it serves."""
        return self in {IdentityDocument.CREDENCIAL, IdentityDocument.PASAPORTE}


_ACCEPTED: Final = {
    "con_fotografia": tuple(IdentityDocument),
    "credencial_o_pasaporte": (IdentityDocument.CREDENCIAL, IdentityDocument.PASAPORTE),
}


class DocumentFault(Enum):
    """Why an identification does not serve."""

    KIND = "clase"
    NUMBER = "numero"
    NO_EXPIRY = "sin_vigencia"
    EXPIRED = "vencida"

    def text(self) -> Text:
        """For the official who has it in hand."""
        return _FAULTS[self]


_FAULTS: Final = {
    DocumentFault.KIND: Text("IDENTIFICACION_CLASE", "Elija qué identificación le mostró la persona."),
    DocumentFault.NUMBER: Text(
        "IDENTIFICACION_NUMERO",
        "Escriba solo los {cuantos} últimos caracteres del número, letras o cifras.",
        cuantos=LAST_CHARACTERS,
    ),
    DocumentFault.NO_EXPIRY: Text("IDENTIFICACION_SIN_VIGENCIA", "Escriba hasta cuándo está vigente, con día y mes."),
    DocumentFault.EXPIRED: Text(
        "IDENTIFICACION_VENCIDA", "Esa identificación ya venció. Pida otra vigente, o explique a la persona cuál traer."
    ),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """The identification in hand. ``expires`` None where it says no date."""

    kind: IdentityDocument
    last: str
    expires: date | None


class RecoveryState(Enum):
    """Where a recovery in person is."""

    WAITING = "espera"  # the population registry has not answered: what was typed is kept
    PROPOSED = "por_aprobar"
    APPROVED = "aprobada"  # the link was sent
    REFUSED = "rechazada"
    STOPPED = "detenida"  # somebody on record said that it was not them
    COMPLETED = "completada"
    EXPIRED = "vencida"  # nobody used the link in its time, or a newer one took its place

    @property
    def open(self) -> bool:
        """Whether an official still has something to do."""
        return self in {RecoveryState.WAITING, RecoveryState.PROPOSED}

    @property
    def stoppable(self) -> bool:
        """Whether «no fui yo» still changes anything: also after the link served."""
        return self.open or self in {RecoveryState.APPROVED, RecoveryState.COMPLETED}


class DecisionFault(Enum):
    """Why somebody may not decide a recovery."""

    OWN_PROPOSAL = "propia"
    NOT_OPEN = "decidida"
    OWNER = "titular"


def documents_accepted(value: str) -> tuple[IdentityDocument, ...]:
    """The identifications that serve under a value of the policy.

    >>> [one.value for one in documents_accepted("credencial_o_pasaporte")]
    ['credencial_votar', 'pasaporte']
    """
    return _ACCEPTED[value]


def last_characters(typed: str) -> str:
    """What is kept of a number, as it is compared; whoever types more than that is told not to.

    >>> last_characters(" 90-1a ")
    '901A'
    """
    return "".join(each for each in typed.upper() if each.isascii() and each.isalnum())


def document_fault(shown: Shown | None, *, accepted: tuple[IdentityDocument, ...], on: date) -> DocumentFault | None:
    """Why an identification does not serve on the day ``on``; None if it does. It serves on its last day."""
    if shown is None or shown.kind not in accepted:
        return DocumentFault.KIND
    if len(shown.last) != LAST_CHARACTERS or last_characters(shown.last) != shown.last:
        return DocumentFault.NUMBER
    if shown.expires is None:
        return DocumentFault.NO_EXPIRY if shown.kind.expires else None
    return DocumentFault.EXPIRED if shown.expires < on else None


def decision_fault(
    state: RecoveryState, *, proposed_by: UUID, decides: UUID, owner: UUID | None
) -> DecisionFault | None:
    """Why ``decides`` may not decide; None if they may. Two officials, and neither of them is who comes back."""
    if decides == owner:
        return DecisionFault.OWNER
    if decides == proposed_by:
        return DecisionFault.OWN_PROPOSAL
    return None if state is RecoveryState.PROPOSED else DecisionFault.NOT_OPEN


def cooling_until(recovered_at: datetime | None, value: str) -> datetime | None:
    """Until when money may not be moved to another account after a recovery; None where there was none."""
    return None if recovered_at is None else recovered_at + _COOLING[value]
