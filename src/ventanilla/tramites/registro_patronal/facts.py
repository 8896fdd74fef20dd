"""What the registers know of the employer, of the place, and of the activity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ventanilla.domain.affiliation import (
    Empleador,
    EmpleadorDe,
    Fraccion,
    Fracciones,
    Localidad,
    LocalidadDe,
    NumeroSiguiente,
    Registro,
    RegistrosDe,
)
from ventanilla.domain.contributions import Zona
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit import Actor, AnswerTo, Found, Prefilled, Registers, Silence, Text

from .form import Solicitud, UsarElMismo, Visita


@dataclass(frozen=True)
class Hechos:
    """``numero`` is the one that this registro would have; "" while nobody knows its municipality."""

    subject: SubjectId
    empleador: Empleador | None
    registros: tuple[Registro, ...]
    lugar: Localidad | None
    fraccion: Fraccion | None
    con_catalogo: bool
    visita: Visita | Silence | None
    mismo: UsarElMismo | Silence | None
    numero: str


def facts(solicitud: Solicitud, actor: Actor, ask: Registers) -> Hechos:
    """Asked of whoever signs, or of the company they act for."""
    visita = ask(AnswerTo(Visita))
    lugar = ask(LocalidadDe(solicitud.lugar.codigo_postal)) or _visited(visita, solicitud)
    catalogo = ask(Fracciones())
    return Hechos(
        subject=actor.subject,
        empleador=ask(EmpleadorDe(actor.subject)),
        registros=ask(RegistrosDe(actor.subject)),
        lugar=lugar,
        fraccion=_chosen(catalogo, solicitud.fraccion or ""),
        con_catalogo=bool(catalogo),
        visita=visita,
        mismo=ask(AnswerTo(UsarElMismo)),
        numero=ask(NumeroSiguiente(lugar.municipio, solicitud.modalidad)) if lugar else "",
    )


def _visited(visita: Visita | Silence | None, solicitud: Solicitud) -> Localidad | None:
    """The place as the official who went there says it; the rest is what the employer wrote."""
    if not isinstance(visita, Visita) or visita.localizado == "no":
        return None
    return Localidad(
        codigo_postal=solicitud.lugar.codigo_postal,
        municipio=visita.municipio or "",
        municipio_nombre=solicitud.lugar.municipio,
        entidad=solicitud.lugar.entidad,
        delegacion=visita.delegacion or "",
        subdelegacion=visita.subdelegacion or "",
        zona=Zona(visita.zona),
    )


def _chosen(catalogo: tuple[Fraccion, ...], said: str) -> Fraccion | None:
    """The fraction that was chosen from the list, or whose key was typed."""
    return next((one for one in catalogo if said.strip() in (one.words, one.clave)), None)


def options(actor: Actor, ask: Registers) -> dict[str, tuple[str, ...]]:
    """The catalogue of activities, where whoever operates the office loaded one; without any, the key is typed."""
    return {"fraccion": tuple(one.words for one in ask(Fracciones()))}


def prefill(actor: Actor, ask: Registers, on: date) -> Mapping[str, Prefilled]:
    """Who hires, as their certificate says it."""
    empleador = ask(EmpleadorDe(actor.subject))
    if empleador is None:
        return {}
    source = Text(
        "SEGUN_CERTIFICADO", "Según su e.firma: {nombre}, RFC {rfc}.", nombre=empleador.nombre, rfc=empleador.rfc
    )
    return {"tipo": Prefilled("moral" if empleador.moral else "fisica", source)}


def in_words(hechos: Hechos) -> tuple[Found, ...]:
    """What the registers said."""
    empleador, lugar = hechos.empleador, hechos.lugar
    return (
        ("Quién contrata", f"{empleador.nombre}, RFC {empleador.rfc}" if empleador else "Sin dato"),
        ("Registros que ya tiene", str(len(hechos.registros))),
        ("Municipio del centro de trabajo", f"{lugar.municipio_nombre} ({lugar.municipio})" if lugar else "Sin dato"),
    )
