"""Who is a pensioner on that day, and which of the three they asked for; an amount that nobody told is not printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from ventanilla.domain.affiliation import Historia, Pension
from ventanilla.domain.benefits import Concepto, PagoPension, del_anio, mes_en_palabras, que_paso
from ventanilla.kit import Approve, Decision, Effect, IssueDocument, Refer, Reject, Text

from .facts import Hechos
from .form import Solicitud

QUEUE: Final = "pensiones"
CITE: Final = ("LSS 84-II", "LSS 300")
SIN_PENSION: Final = Text("PENSION_NINGUNA", "No consta ninguna pensión a su nombre.")
SIN_FUENTE: Final = Text(
    "PENSION_SIN_FUENTE", "Esta oficina aún no recibe los pagos de su pensión. Los pedirá una persona."
)
SIN_MES: Final = Text("PENSION_SIN_MES", "Ese mes no tiene un pago registrado. Elija otro.")


@dataclass(frozen=True)
class Persona:
    """Whose the pension is, as all three print it."""

    nombre: str
    curp: str
    nss: str
    pension: str
    desde: date


@dataclass(frozen=True)
class Recibo:
    """The payment of a month."""

    persona: Persona
    mes: str
    conceptos: tuple[Concepto, ...]
    neto_centavos: int
    que_paso: Text


@dataclass(frozen=True)
class Constancia:
    """That somebody is a pensioner on a day; ``neto_centavos`` of the last month, None where nobody told it."""

    persona: Persona
    al: date
    mes: str
    neto_centavos: int | None


@dataclass(frozen=True)
class Deposito:
    """One line of the calendar."""

    mes: str
    fecha: date
    neto_centavos: int | None
    que_paso: Text


@dataclass(frozen=True)
class Calendario:
    """The payments of a year."""

    persona: Persona
    anio: int
    depositos: tuple[Deposito, ...]


Impreso = Recibo | Constancia | Calendario


def decide(solicitud: Solicitud, hechos: Hechos, on: date) -> Decision[Impreso]:
    """Only whoever receives a pension today (LSS 84-II); contradictory registers are for a person (LSS 15)."""
    historia = hechos.historia
    pension = historia.pension
    if pension is None or on < pension.desde:
        return Reject((SIN_PENSION,), CITE)
    if pension.hasta is not None and pension.hasta < on:
        ended = Text("PENSION_TERMINO", "Su pensión terminó el {fecha}.", fecha=pension.hasta)
        return Reject((ended,), CITE)
    asked = _asked(solicitud, hechos, _persona(historia, pension), on)
    if isinstance(asked, Approve) and historia.contradictions:
        return Refer(QUEUE, tuple(doubt.reason for doubt in dict.fromkeys(historia.contradictions)), asked)
    return asked


def _persona(historia: Historia, pension: Pension) -> Persona:
    return Persona(historia.nombre, historia.curp, historia.nss, pension.tipo.words, pension.desde)


def _asked(solicitud: Solicitud, hechos: Hechos, persona: Persona, on: date) -> Decision[Impreso]:
    """A statement needs no source of payments; the other two say nothing without one."""
    told = hechos.pagos
    own = tuple(one for one in told or () if one.mes >= persona.desde.replace(day=1))
    if solicitud.que == "constancia":
        return Approve(_constancia(persona, own, on))
    if told is None:
        return Refer(QUEUE, (SIN_FUENTE,), Reject((SIN_FUENTE,), CITE))
    if solicitud.que == "calendario":
        return Approve(Calendario(persona, on.year, tuple(_deposito(one, on) for one in del_anio(own, on))))
    chosen = next((one for one in own if mes_en_palabras(one.mes) == solicitud.mes), None)
    neto = None if chosen is None else chosen.neto
    if chosen is None or neto is None:
        return Reject((SIN_MES,), CITE)
    return Approve(Recibo(persona, mes_en_palabras(chosen.mes), chosen.conceptos, neto.centavos, que_paso(chosen, on)))


def _constancia(persona: Persona, own: tuple[PagoPension, ...], on: date) -> Constancia:
    paid = [one for one in own if one.fecha <= on and one.neto is not None]
    last = max(paid, key=lambda one: one.mes, default=None)
    neto = None if last is None else last.neto
    return Constancia(
        persona, on, "" if last is None else mes_en_palabras(last.mes), None if neto is None else neto.centavos
    )


def _deposito(pago: PagoPension, on: date) -> Deposito:
    neto = pago.neto
    return Deposito(mes_en_palabras(pago.mes), pago.fecha, None if neto is None else neto.centavos, que_paso(pago, on))


def hecho(impreso: Impreso) -> Text:
    """What a stranger who scans the QR reads: that it is a pensioner's, and of when; never how much."""
    match impreso:
        case Recibo():
            return Text("HECHO_RECIBO", "Recibo de pensión de {mes}.", mes=impreso.mes.lower())
        case Constancia():
            return Text("HECHO_PENSIONADO", "Al {fecha} recibe una pensión.", fecha=impreso.al)
        case Calendario():
            return Text("HECHO_CALENDARIO", "Calendario de pagos de una pensión en {anio}.", anio=str(impreso.anio))


def effects(impreso: Impreso) -> tuple[Effect, ...]:
    """Nothing changes: the person gets what they asked for."""
    template = {Recibo: "recibo.typ", Constancia: "constancia.typ", Calendario: "calendario.typ"}[type(impreso)]
    return (
        IssueDocument(template, impreso, valid_for_days=30, fact=str(hecho(impreso)), holder=impreso.persona.nombre),
    )
