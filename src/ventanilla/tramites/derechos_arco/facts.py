"""What the office keeps of the person: the sets and how much is in each, not what they say."""

from __future__ import annotations

from dataclasses import dataclass

from ventanilla.domain.rights import Conjunto, DatosDe
from ventanilla.kit import Actor, Found, Registers

from .form import Solicitud


@dataclass(frozen=True)
class Hechos:
    """Every set with something in it."""

    conjuntos: tuple[Conjunto, ...]


def facts(solicitud: Solicitud, actor: Actor, ask: Registers) -> Hechos:
    """The sets that the request is about; all of them where it describes others."""
    # Whoever acts for a child asks of the child's data: an account is its owner's, and the child's is not this one.
    found = ask(DatosDe(actor.subject, None if actor.acts_for else actor.account))
    if solicitud.datos in {"todos", "otros"}:
        return Hechos(found)
    return Hechos(tuple(conjunto for conjunto in found if conjunto.grupo == solicitud.datos))


def in_words(hechos: Hechos) -> tuple[Found, ...]:
    """Which sets there are and how much is in each: never what they say."""
    if not hechos.conjuntos:
        return (("Datos que guardamos de lo que pidió", "Ninguno"),)
    return tuple(
        (conjunto.titulo, "1 registro" if conjunto.registros == 1 else f"{conjunto.registros} registros")
        for conjunto in hechos.conjuntos
    )
