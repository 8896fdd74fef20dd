"""The disputed movement, whose it was to file, what took its place since, and what was answered about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from ventanilla.domain.affiliation import Historia, HistoriaDe, Movimiento, PatronDe, Tipo, Trabajador
from ventanilla.domain.affiliation.registro import Registro, RegistroDe
from ventanilla.domain.attachments.recibos import ReciboAdjunto, RecibosAdjuntos
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import long_date
from ventanilla.kit import Actor, AnswerTo, FiledAs, Registers, Resuelto, Silence

from .form import OTRO, RespuestaPatron, Solicitud, Verificacion

TIPOS: Final = {Tipo.ALTA: "Alta", Tipo.MODIFICACION: "Cambio de salario", Tipo.BAJA: "Baja"}
MAX_OPTIONS: Final = 600  # movements offered, the newest first: six a year of a life of work are fewer
CON: Final = ", con "  # before an employer, in the words of a movement: nothing before it has these letters
REGISTRO: Final = " (registro "  # before the number of a registro, in the words of an employer


@dataclass(frozen=True)
class Hechos:
    """``movimiento`` is None where the person has none in those words; ``empleador`` acts in its own office.

    ``reemplazo`` is what took the place of ``movimiento`` since, if anything did. ``registro`` is that of the movement,
    or of the employer that a missing notice is of.
    """

    trabajador: Trabajador
    movimiento: Movimiento | None
    reemplazo: Movimiento | None
    registro: Registro | None
    patron: str
    empleador: SubjectId | None
    recibos: tuple[ReciboAdjunto, ...]
    respuesta: RespuestaPatron | Silence | None
    correccion: Resuelto | Silence | None
    verificacion: Verificacion | Silence | None


def en_palabras(movimiento: Movimiento, historia: Historia) -> str:
    """A movement as the person chooses and signs it: two that differ in anything that they see read differently."""
    salario = "" if movimiento.sbc_centavos is None else f", {Money.of_centavos(movimiento.sbc_centavos)} diarios"
    quien = _con(movimiento.registro_patronal, historia)
    return f"{TIPOS[movimiento.tipo]} del {long_date(movimiento.on)}{salario}{CON}{quien}"


def _con(registro: str, historia: Historia) -> str:
    nombres = {patron.registro_patronal: patron.nombre for patron in historia.patrones}
    return f"{nombres[registro]}{REGISTRO}{registro})"


def vigentes_en_palabras(historia: Historia) -> dict[str, Movimiento]:
    """The movements that nobody corrected, in words, the newest first."""
    return {en_palabras(movimiento, historia): movimiento for movimiento in vigentes(historia)}


def vigentes(historia: Historia) -> list[Movimiento]:
    """The movements that nobody corrected, the newest first."""
    corregidos = {movimiento.supersedes for movimiento in historia.movimientos}
    found = [movimiento for movimiento in historia.movimientos if movimiento.id not in corregidos]
    found.sort(key=lambda movimiento: (movimiento.on, movimiento.recorded, movimiento.id), reverse=True)
    return found[:MAX_OPTIONS]


def empleadores_en_palabras(historia: Historia) -> dict[str, str]:
    """The registros that filed something of the person, by the words in which they are chosen, the last ones first."""
    nuevos = sorted(historia.movimientos, key=lambda movimiento: (movimiento.on, movimiento.recorded), reverse=True)
    return {_con(one.registro_patronal, historia): one.registro_patronal for one in nuevos[:MAX_OPTIONS]}


def options(actor: Actor, ask: Registers) -> dict[str, tuple[str, ...]]:
    """What the person chooses among: their own movements, and their own employers or another."""
    historia = ask(HistoriaDe(actor.subject))
    return {
        "movimiento": tuple(vigentes_en_palabras(historia)),
        "empleador": (*empleadores_en_palabras(historia), OTRO),
    }


def about(thing: UUID, actor: Actor, ask: Registers) -> dict[str, str]:
    """The movement that is shown elsewhere, chosen; {} where it is not theirs, or was corrected since."""
    historia = ask(HistoriaDe(actor.subject))
    asked = next((one for one in vigentes(historia) if one.id == thing), None)
    # Two that say the same are one choice: whichever is pointed at, it is that one.
    return {"movimiento": en_palabras(asked, historia)} if asked is not None else {}


def facts(solicitud: Solicitud, actor: Actor, ask: Registers) -> Hechos:
    """Everything that is known of what they dispute."""
    historia = ask(HistoriaDe(actor.subject))
    movimiento = el_aviso(solicitud.movimiento or "", historia, ask(FiledAs()).on)
    numero = movimiento.registro_patronal if movimiento else el_registro(solicitud.empleador or "", historia)
    nombres = {patron.registro_patronal: patron.nombre for patron in historia.patrones}
    return Hechos(
        trabajador=Trabajador(historia.subject, historia.nombre, historia.curp, historia.nss, historia.movimientos),
        movimiento=movimiento,
        reemplazo=_reemplazo(movimiento, historia),
        registro=ask(RegistroDe(numero)) if numero else None,
        patron=nombres.get(numero, ""),
        empleador=ask(PatronDe(numero)) if numero else None,
        recibos=ask(RecibosAdjuntos(tuple(one.id for one in solicitud.recibos))) if solicitud.recibos else (),
        respuesta=ask(AnswerTo(RespuestaPatron)),
        correccion=ask(AnswerTo(Resuelto)),
        verificacion=ask(AnswerTo(Verificacion)),
    )


def el_aviso(words: str, historia: Historia, filed: date) -> Movimiento | None:
    """The movement that was chosen on the day of filing: one that was corrected since is still the one disputed.

    An employer that changed its name meanwhile is the same one: what does not change is compared.
    """
    found = [one for one in historia.movimientos if _sin_nombre(en_palabras(one, historia)) == _sin_nombre(words)]
    known = [one for one in found if civil_date(one.recorded) <= filed]
    return max(known, key=lambda one: one.recorded, default=None)


def el_registro(words: str, historia: Historia) -> str:
    """The registro of the employer that was chosen, whatever its name is by now; "" for none of theirs."""
    numero = words.rpartition(REGISTRO)[2].removesuffix(")") if REGISTRO in words else ""
    return numero if any(one.registro_patronal == numero for one in historia.movimientos) else ""


def _sin_nombre(words: str) -> tuple[str, str]:
    """What the words of a movement say of it, and the number of the registro: all but the employer's name."""
    return words.partition(CON)[0], words.rpartition(REGISTRO)[2]


def _reemplazo(movimiento: Movimiento | None, historia: Historia) -> Movimiento | None:
    """The last of those that corrected it, one after the other."""
    last, by = movimiento, {one.supersedes: one for one in historia.movimientos if one.supersedes is not None}
    while last is not None and last.id in by:
        last = by[last.id]
    return last if last is not movimiento else None
