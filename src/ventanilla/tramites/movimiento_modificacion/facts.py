"""Whose registro it is, whom the numbers name, and on which day the notice was received."""

from __future__ import annotations

from dataclasses import dataclass

from ventanilla.domain.affiliation import Hallados, TrabajadorDe
from ventanilla.domain.affiliation.registro import Registro, RegistrosDe
from ventanilla.domain.notices import el_registro
from ventanilla.kit import Actor, Filed, FiledAs, Found, Registers, registros_within_reach

from .form import Solicitud


@dataclass(frozen=True)
class Hechos:
    """``registro`` is None where it is none of whoever asks. What other registros filed is never told."""

    registro: Registro | None
    hallados: Hallados
    presentada: Filed


def facts(solicitud: Solicitud, actor: Actor, ask: Registers) -> Hechos:
    """The worker is looked for by both numbers, because either may be mistyped."""
    return Hechos(
        registro=el_registro(ask(RegistrosDe(actor.subject)), solicitud.registro),
        hallados=ask(TrabajadorDe(solicitud.persona.nss, solicitud.persona.curp)),
        presentada=ask(FiledAs()),
    )


def options(actor: Actor, ask: Registers) -> dict[str, tuple[str, ...]]:
    """The registros within the reach of whoever asks, in their own words."""
    return {"registro": tuple(one.words for one in registros_within_reach(actor, ask))}


def in_words(hechos: Hechos) -> tuple[Found, ...]:
    """What was looked at: nothing of the worker but whether both numbers name the same one."""
    same = hechos.hallados.por_nss is not None and hechos.hallados.por_nss == hechos.hallados.por_curp
    return (
        ("Registro patronal", hechos.registro.words if hechos.registro else "No está entre los suyos"),
        ("El NSS y la CURP", "Son de la misma persona" if same else "No son de la misma persona"),
    )
