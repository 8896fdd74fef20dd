"""Who gives it and what is theirs; by which authorisation whoever signs acts, if by one."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from ventanilla.domain.affiliation.registro import RegistrosDe
from ventanilla.domain.authority.autorizaciones import (
    CuentaDe,
    Facultad,
    FacultadDe,
    Otorgante,
    OtorganteDe,
)
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit import Actor, Found, Registers

from .form import Solicitud


@dataclass(frozen=True)
class Hechos:
    """``cuenta`` is whose the CURP is (None: nobody's yet), ``misma`` whether that is whoever gives or signs it.

    ``facultad`` is None for whoever gives it in their own name, or for a company by its certificate.
    """

    subject: SubjectId
    otorgante: Otorgante
    registros: tuple[str, ...]
    cuenta: SubjectId | None
    misma: bool
    mandato: UUID | None
    facultad: Facultad | None


def facts(solicitud: Solicitud, actor: Actor, ask: Registers) -> Hechos:
    """Everything is asked of whom the case is about."""
    cuenta = ask(CuentaDe(solicitud.curp))
    return Hechos(
        subject=actor.subject,
        otorgante=ask(OtorganteDe(actor.subject)),
        registros=tuple(one.numero for one in ask(RegistrosDe(actor.subject))),
        cuenta=cuenta,
        misma=cuenta is not None and cuenta in (actor.person, actor.subject),
        mandato=actor.mandate,
        facultad=ask(FacultadDe(actor.mandate)) if actor.mandate is not None else None,
    )


def in_words(hechos: Hechos) -> tuple[Found, ...]:
    """Who gives it and what is theirs; whether the other has an account is nobody's to learn."""
    own = ", ".join(hechos.registros) or "Ninguno"
    return (("Quién autoriza", hechos.otorgante.nombre), ("Registros patronales", own))
