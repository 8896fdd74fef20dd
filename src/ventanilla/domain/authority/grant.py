"""A role given to one person, in one unit and for a term: who may give it, for how long, and on which days it counts.

No norm that the house knows fixes these terms: the policies ``rol_duracion`` and ``invitacion_personal`` name them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Final

from ventanilla.kernel.text import Text

from .role import Role

TERM_POLICY: Final = "rol_duracion"
INVITATION_POLICY: Final = "invitacion_personal"
ENDING_DAYS: Final = 30  # a role with no more days than these is shown as ending
MAX_REASON: Final = 500  # characters
_TERMS: Final = {"seis_meses": timedelta(days=183), "un_anio": timedelta(days=366), "dos_anios": timedelta(days=731)}
_TERMS_SAID: Final = {
    "seis_meses": Text("ROL_SEIS_MESES", "Termina solo al acabar ese día. Cuando más, seis meses."),
    "un_anio": Text("ROL_UN_ANIO", "Termina solo al acabar ese día. Cuando más, un año."),
    "dos_anios": Text("ROL_DOS_ANIOS", "Termina solo al acabar ese día. Cuando más, dos años."),
}
_INVITATIONS: Final = {"un_dia": timedelta(hours=24), "tres_dias": timedelta(hours=72)}


class GrantState(Enum):
    """How far a role came. That its term ended is no state: the day says it."""

    PROPUESTA = "propuesta"  # by one administrator
    INVITADA = "invitada"  # approved by another; its person has not activated it
    ACTIVA = "activa"
    RECHAZADA = "rechazada"
    REVOCADA = "revocada"


OPEN: Final = frozenset({GrantState.PROPUESTA, GrantState.INVITADA, GrantState.ACTIVA})


class GrantFault(Enum):
    """Why a role is not proposed, decided or ended."""

    PROPIA = "propia"
    MISMA_PERSONA = "misma_persona"
    YA_DECIDIDA = "ya_decidida"
    PLAZO_AL_REVES = "plazo_al_reves"
    PLAZO_LARGO = "plazo_largo"
    YA_TIENE = "ya_tiene"
    SIN_MOTIVO = "sin_motivo"

    def text(self) -> Text:
        """What whoever tried is told."""
        return _SAID[self]


_SAID: Final = {
    GrantFault.PROPIA: Text("ROL_PROPIO", "Nadie propone ni aprueba un rol para sí. Pídalo a otra persona."),
    GrantFault.MISMA_PERSONA: Text("ROL_MISMA_PERSONA", "Usted propuso este rol. Lo decide otra persona."),
    GrantFault.YA_DECIDIDA: Text("ROL_YA_DECIDIDO", "Este rol ya estaba decidido. Abajo puede ver qué se decidió."),
    GrantFault.PLAZO_AL_REVES: Text(
        "ROL_PLAZO_AL_REVES", "Revise las fechas: empieza hoy o después, y termina después de empezar."
    ),
    GrantFault.PLAZO_LARGO: Text("ROL_PLAZO_LARGO", "El plazo es demasiado largo. Elija una fecha más cercana."),
    GrantFault.YA_TIENE: Text("ROL_YA_TIENE", "Esa persona ya tiene ese rol en esa unidad, o está por decidirse."),
    GrantFault.SIN_MOTIVO: Text(
        "ROL_SIN_MOTIVO", "Escriba el motivo, en {maximo} letras o menos. La persona lo leerá.", maximo=MAX_REASON
    ),
}


@dataclass(frozen=True, slots=True)
class Grant:
    """``role`` from ``since`` to ``until``, both included."""

    role: Role
    since: date
    until: date
    state: GrantState


def grant_in_force(grant: Grant, on: date) -> bool:
    """Tell whether ``grant`` counts on the day ``on``: nobody has to end it.

    >>> of = Grant(Role.MOSTRADOR, date(2026, 11, 1), date(2026, 11, 30), GrantState.ACTIVA)
    >>> grant_in_force(of, date(2026, 11, 30)), grant_in_force(of, date(2026, 12, 1))
    (True, False)
    """
    return grant.state is GrantState.ACTIVA and grant.since <= on <= grant.until


def roles_in_force(grants: Iterable[Grant], on: date) -> frozenset[Role]:
    """What somebody with ``grants`` may do on the day ``on``."""
    return frozenset(grant.role for grant in grants if grant_in_force(grant, on))


def ends_soon(grant: Grant, on: date) -> bool:
    """Whether a role in force has few days to go, so that somebody proposes it again in time."""
    return grant_in_force(grant, on) and (grant.until - on).days <= ENDING_DAYS


def longest_term(chosen: str) -> timedelta:
    """The longest that a role lasts, under the value ``chosen`` of the policy."""
    return _TERMS[chosen]


def term_sentence(chosen: str) -> Text:
    """The longest term in words, for whoever proposes a role."""
    return _TERMS_SAID[chosen]


def invitation_life(chosen: str) -> timedelta:
    """How long an invitation serves, under the value ``chosen`` of the policy."""
    return _INVITATIONS[chosen]


def term_fault(since: date, until: date, *, on: date, longest: timedelta) -> GrantFault | None:
    """What is wrong with a term that is proposed on the day ``on``.

    >>> term_fault(date(2026, 1, 1), date(2028, 1, 1), on=date(2026, 1, 1), longest=longest_term("un_anio"))
    <GrantFault.PLAZO_LARGO: 'plazo_largo'>
    """
    if since < on or until < since:
        return GrantFault.PLAZO_AL_REVES
    return GrantFault.PLAZO_LARGO if until - since > longest else None


def proposal_fault(*, grantee: str, proposer: str) -> GrantFault | None:
    """Who may not propose: whoever the role is for. People are told apart by their CURP."""
    return GrantFault.PROPIA if grantee == proposer else None


def decision_fault(state: GrantState, *, grantee: str, proposer: str, decider: str) -> GrantFault | None:
    """Who may not approve or refuse: whoever the role is for, and whoever proposed it. Four eyes."""
    if grantee == decider:
        return GrantFault.PROPIA
    if proposer == decider:
        return GrantFault.MISMA_PERSONA
    return None if state is GrantState.PROPUESTA else GrantFault.YA_DECIDIDA


def ending_fault(state: GrantState) -> GrantFault | None:
    """Whether there is anything to end: one administrator is enough, at once, also for a role of their own."""
    return None if state in OPEN else GrantFault.YA_DECIDIDA


def reason_of(typed: str) -> str | None:
    """A reason as it is kept, or None for none and for one too long."""
    said = " ".join(typed.split())
    return said if 0 < len(said) <= MAX_REASON else None
