"""What the register holds of the person now, and whether the new CURP is somebody else's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ventanilla.domain.affiliation import Campo, CurpDeOtra, DatosPersona, en_palabras
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit import Actor, Address, Found, Prefilled, Registers, from_register

from .form import Pedido


@dataclass(frozen=True)
class Hechos:
    """``antes`` is what the register says today; ``de_otra`` is never told to whoever asks."""

    subject: SubjectId
    campo: Campo
    antes: str
    de_otra: bool


def facts(solicitud: Pedido, actor: Actor, ask: Registers) -> Hechos:
    """Asked of whom the case is about: a parent asks of their child's."""
    campo = Campo(solicitud.dato)
    antes = ask(DatosPersona(actor.subject)).de(campo)
    otra = solicitud.dato == "curp" and ask(CurpDeOtra(actor.subject, solicitud.nuevo))
    return Hechos(actor.subject, campo, antes, otra)


def in_words(hechos: Hechos) -> tuple[Found, ...]:
    """What the register said; that a CURP is somebody else's is printed for nobody."""
    return (("Lo que dice su registro", en_palabras(hechos.campo, hechos.antes)),)


def prefill(actor: Actor, ask: Registers, on: date) -> Mapping[str, Prefilled]:
    """What the register says of each datum. An address it has written otherwise is asked whole, and not guessed at."""
    datos, source = ask(DatosPersona(actor.subject)), from_register(on)
    said = {campo.value: datos.de(campo) for campo in Campo if campo is not Campo.DOMICILIO}
    known = {name: Prefilled(value, source) for name, value in said.items() if value}
    parts = Address.parts(datos.domicilio)
    return known | ({Campo.DOMICILIO.value: Prefilled(parts, source)} if parts else {})
