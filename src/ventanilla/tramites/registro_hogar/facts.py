"""What the registers know of who employs, of where, and of who works there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ventanilla.domain.affiliation import (
    HOGAR,
    Datos,
    DatosPersona,
    Empleador,
    EmpleadorDe,
    Hallados,
    Localidad,
    LocalidadDe,
    MesesHogarDe,
    MesHogar,
    NumeroSiguiente,
    Registro,
    RegistrosDe,
    Situacion,
    TrabajadorDe,
)
from ventanilla.kernel.acts import NoAnswer, SubjectId
from ventanilla.kit import Actor, Address, Found, Prefilled, Registers, from_register, limited_to

from .form import Solicitud


@dataclass(frozen=True)
class Hechos:
    """``hogar`` is the employer's registro for their home, None if they have none; then ``numero`` is its number."""

    subject: SubjectId
    empleador: Empleador | None
    hogar: Registro | None
    lugar: Localidad | None
    numero: str
    hallados: Hallados
    meses: tuple[MesHogar, ...]


def facts(solicitud: Solicitud, actor: Actor, ask: Registers) -> Hechos:
    """Asked of whoever signs."""
    hogar = de_su_casa(ask(RegistrosDe(actor.subject)), solicitud.desde)
    lugar = None if hogar else ask(LocalidadDe(solicitud.domicilio.codigo_postal))
    return Hechos(
        subject=actor.subject,
        empleador=ask(EmpleadorDe(actor.subject)),
        hogar=hogar,
        lugar=lugar,
        numero=ask(NumeroSiguiente(lugar.municipio, HOGAR)) if lugar else "",
        hallados=ask(TrabajadorDe(solicitud.persona.nss, solicitud.persona.curp)),
        meses=ask(MesesHogarDe(actor.subject)),
    )


def de_su_casa(registros: tuple[Registro, ...], on: date) -> Registro | None:
    """Their registro of the modalidad of the home that still runs on ``on``."""
    own = (one for one in registros if one.modalidad == HOGAR)
    return next((one for one in own if one.situacion(on) not in (None, Situacion.BAJA)), None)


def prefill(actor: Actor, ask: Registers, on: date) -> Mapping[str, Prefilled]:
    """The address of their registro, or their own; nothing for an authorisation of some registros, which sends none."""
    if limited_to(actor, ask) is not None:
        return {}
    hogar = de_su_casa(ask(RegistrosDe(actor.subject)), on)
    then = hogar.en(on) if hogar else None
    words = then.datos.domicilio if then else ""
    if not words:
        known = _own(actor, ask)
        words = known.domicilio if known else ""
    parts = Address.parts(words)
    return {"domicilio": Prefilled(parts, from_register(on))} if parts else {}


def _own(actor: Actor, ask: Registers) -> Datos | None:
    try:
        return ask(DatosPersona(actor.subject))
    except NoAnswer:  # who employs need not be insured themselves
        return None


def in_words(hechos: Hechos) -> tuple[Found, ...]:
    """What the registers said of the employer; of the worker, only what the resolution says."""
    return (
        ("Quién emplea", hechos.empleador.nombre if hechos.empleador else "Sin dato"),
        ("Registro de su casa", hechos.hogar.numero if hechos.hogar else "Ninguno todavía"),
    )
