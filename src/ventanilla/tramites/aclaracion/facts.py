"""The disputed movement, whose it was to file, and what was answered about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from ventanilla.domain.affiliation import Historia, HistoriaDe, Movimiento, PatronDe, Tipo
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import long_date
from ventanilla.kit import Actor, AnswerTo, Registers, Silence

from .form import RespuestaPatron, Solicitud, Verificacion

TIPOS: Final = {Tipo.ALTA: "Alta", Tipo.MODIFICACION: "Cambio de salario", Tipo.BAJA: "Baja"}
MAX_OPTIONS: Final = 200  # movements offered, the newest first


@dataclass(frozen=True)
class Hechos:
    """``movimiento`` is None where the person has none in those words; ``empleador`` acts in its own office."""

    nombre: str
    nss: str
    movimiento: Movimiento | None
    patron: str
    empleador: SubjectId | None
    respuesta: RespuestaPatron | Silence | None
    verificacion: Verificacion | Silence | None


def en_palabras(movimiento: Movimiento, historia: Historia) -> str:
    """A movement as the person chooses and signs it: two that differ in anything that they see read differently."""
    nombres = {patron.registro_patronal: patron.nombre for patron in historia.patrones}
    salario = "" if movimiento.sbc_centavos is None else f", {Money.of_centavos(movimiento.sbc_centavos)} diarios"
    quien = nombres[movimiento.registro_patronal]
    dia = long_date(movimiento.on)
    return f"{TIPOS[movimiento.tipo]} del {dia}{salario}, con {quien} (registro {movimiento.registro_patronal})"


def vigentes_en_palabras(historia: Historia) -> dict[str, Movimiento]:
    """The movements that nobody corrected, in words, the newest first."""
    corregidos = {movimiento.supersedes for movimiento in historia.movimientos}
    vigentes = [movimiento for movimiento in historia.movimientos if movimiento.id not in corregidos]
    nuevos = sorted(vigentes, key=lambda movimiento: (movimiento.on, movimiento.recorded, movimiento.id), reverse=True)
    return {en_palabras(movimiento, historia): movimiento for movimiento in nuevos[:MAX_OPTIONS]}


def options(actor: Actor, ask: Registers) -> dict[str, tuple[str, ...]]:
    """What the person chooses among: their own movements."""
    return {"movimiento": tuple(vigentes_en_palabras(ask(HistoriaDe(actor.subject))))}


def about(thing: UUID, actor: Actor, ask: Registers) -> dict[str, str]:
    """The movement that a notice told them of, chosen; {} where it is not theirs, or was corrected since."""
    offered = vigentes_en_palabras(ask(HistoriaDe(actor.subject)))
    words = next((words for words, movimiento in offered.items() if movimiento.id == thing), "")
    return {"movimiento": words} if words else {}


def facts(solicitud: Solicitud, actor: Actor, ask: Registers) -> Hechos:
    """Everything that is known of what they dispute."""
    historia = ask(HistoriaDe(actor.subject))
    movimiento = vigentes_en_palabras(historia).get(solicitud.movimiento or "")
    nombres = {patron.registro_patronal: patron.nombre for patron in historia.patrones}
    return Hechos(
        nombre=historia.nombre,
        nss=historia.nss,
        movimiento=movimiento,
        patron=nombres[movimiento.registro_patronal] if movimiento else "",
        empleador=ask(PatronDe(movimiento.registro_patronal)) if movimiento else None,
        respuesta=ask(AnswerTo(RespuestaPatron)),
        verificacion=ask(AnswerTo(Verificacion)),
    )
