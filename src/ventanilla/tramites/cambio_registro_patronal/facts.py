"""What the registers hold of the registro, and of whatever else the notice names."""

from __future__ import annotations

from dataclasses import dataclass

from ventanilla.domain.affiliation import (
    ActivosDe,
    Fraccion,
    Fracciones,
    Localidad,
    LocalidadDe,
    Registro,
    RegistroDe,
    RegistrosDe,
    TipoAviso,
)
from ventanilla.domain.identifiers.registro_patronal import compact
from ventanilla.domain.identifiers.registro_patronal import format as numero_escrito
from ventanilla.kit import Actor, Found, Registers, registros_within_reach

from .form import Solicitud

WITH_PEOPLE = frozenset({TipoAviso.BAJA, TipoAviso.SUSPENSION})


@dataclass(frozen=True)
class Hechos:
    """``registro`` is None where it is none of theirs. ``otro`` is another employer's: nothing of it is printed."""

    registro: Registro | None
    lugar: Localidad | None
    fraccion: Fraccion | None
    con_catalogo: bool
    otro: Registro | None
    activos: int


def facts(solicitud: Solicitud, actor: Actor, ask: Registers) -> Hechos:
    """Only what the notice needs is asked."""
    own = {one.words: one for one in ask(RegistrosDe(actor.subject))}
    registro = own.get(solicitud.registro)
    catalogo = ask(Fracciones()) if solicitud.tipo is TipoAviso.CLASE else ()
    said = (solicitud.fraccion or "").strip()
    activos = 0
    if registro is not None and solicitud.tipo in WITH_PEOPLE:
        activos = ask(ActivosDe(registro.numero, solicitud.desde))
    return Hechos(
        registro=registro,
        lugar=ask(LocalidadDe(solicitud.domicilio.codigo_postal)) if solicitud.domicilio else None,
        fraccion=next((one for one in catalogo if said in (one.words, one.clave)), None),
        con_catalogo=bool(catalogo),
        otro=ask(RegistroDe(solicitud.sustituye)) if solicitud.sustituye else None,
        activos=activos,
    )


def options(actor: Actor, ask: Registers) -> dict[str, tuple[str, ...]]:
    """What they choose among: the registros within their reach, and the catalogue of activities where there is one."""
    return {
        "registro": tuple(one.words for one in registros_within_reach(actor, ask)),
        "fraccion": tuple(one.words for one in ask(Fracciones())),
    }


def registros(solicitud: Solicitud) -> tuple[str, ...]:
    """The number of the registro that was chosen: an authorisation must cover it."""
    return (compact(solicitud.registro.partition(" · ")[0]),)


def in_words(hechos: Hechos) -> tuple[Found, ...]:
    """What the registers said of the employer's own; of another's registro, nothing."""
    if hechos.registro is None:
        return (("Registro patronal", "Sin dato"),)
    return (
        ("Registro patronal", f"{numero_escrito(hechos.registro.numero)}, {hechos.registro.nombre}"),
        (
            "Personas aseguradas ese día",
            str(hechos.activos) if hechos.activos else "No hizo falta contarlas, o ninguna",
        ),
    )
