"""What the registers hold of the holder, of their family, and of whoever is registered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ventanilla.domain.affiliation import (
    ASCENDIENTES,
    FamiliaDe,
    Familiar,
    FamiliarDe,
    Filiacion,
    FiliacionCon,
    Historia,
    HistoriaDe,
    Parentesco,
    Poblacion,
    PoblacionCon,
)
from ventanilla.kit import Actor, Found, Question, Registers

from .form import Solicitud


@dataclass(frozen=True)
class Hechos:
    """``elegida`` is whom the holder chose of their own; the rest is of a CURP that they wrote. None is not known."""

    titular: Historia
    familia: tuple[Historia, ...]
    elegida: Historia | None
    poblacion: Poblacion | None
    filiacion: Filiacion | None
    familiar: Familiar | None


def en_palabras(persona: Historia) -> str:
    """A beneficiary as the holder chooses them; the CURP tells two of one name apart, and comes last."""
    tie = persona.beneficiario
    return f"{persona.nombre} ({tie.parentesco.words.lower() if tie else ''}), CURP {persona.curp}"


def vigentes(familia: tuple[Historia, ...], on: date | None = None) -> tuple[Historia, ...]:
    """Those whose tie has no end, or ends after ``on``."""
    ties = ((one, one.beneficiario) for one in familia)
    return tuple(
        one for one, tie in ties if tie is not None and (tie.hasta is None or (on is not None and tie.hasta >= on))
    )


def la_elegida(solicitud: Solicitud, familia: tuple[Historia, ...]) -> Historia | None:
    """Whom the holder chose, by the CURP of the words: whose name was corrected since is still the same person."""
    curp = solicitud.de_quien if solicitud.quien else ""
    return next((one for one in vigentes(familia) if curp and one.curp == curp), None)


def options(actor: Actor, ask: Registers) -> dict[str, tuple[str, ...]]:
    """Whom they choose among: their beneficiaries whose tie nobody ended."""
    return {"quien": tuple(en_palabras(one) for one in vigentes(ask(FamiliaDe(actor.subject))))}


def asks_filiation(solicitud: Solicitud) -> bool:
    """Whether the record of a birth can show the tie: that of a child, or the holder's own for a parent."""
    return solicitud.relacion is Parentesco.HIJO or solicitud.relacion in ASCENDIENTES


def outside_of(solicitud: Solicitud, actor: Actor) -> tuple[Question[object], ...]:
    """What the population registry is asked of whom the request names, before it is decided."""
    if solicitud.accion == "registrar":
        asked: tuple[Question[object], ...] = (PoblacionCon(solicitud.de_quien),)
        if asks_filiation(solicitud):
            hijo = solicitud.relacion is Parentesco.HIJO
            asked += (FiliacionCon(actor.subject, solicitud.de_quien, hijo),)
        return asked
    return (PoblacionCon(solicitud.de_quien),) if solicitud.motivo == "fallecimiento" else ()


def facts(solicitud: Solicitud, actor: Actor, ask: Registers) -> Hechos:
    """The registry's answers were fetched before; here they are read as they are kept."""
    titular = ask(HistoriaDe(actor.subject))
    familia = ask(FamiliaDe(actor.subject))
    poblacion, filiacion, familiar = None, None, None
    for question in outside_of(solicitud, actor):
        match question:
            case PoblacionCon():
                poblacion = ask(question)
            case FiliacionCon():
                filiacion = ask(question)
    if solicitud.accion == "registrar":
        familiar = ask(FamiliarDe(titular.subject, solicitud.de_quien))
    return Hechos(titular, familia, la_elegida(solicitud, familia), poblacion, filiacion, familiar)


def in_words(hechos: Hechos) -> tuple[Found, ...]:
    """What was found, without the name: whoever writes a stranger's CURP learns nothing of them from a letter."""
    found: tuple[Found, ...] = (("Personas beneficiarias registradas", str(len(vigentes(hechos.familia)))),)
    if hechos.poblacion is not None:
        standing = "Está vigente" if hechos.poblacion.situacion.confirms else "No está vigente"
        found += (("La CURP que escribió, según el registro de población", standing),)
    return found
