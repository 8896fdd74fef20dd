"""The certificates of a person, each with what it pays and why: days, waiting days, wage, percentage, amount, clock.

A certificate that starts the day after another of the same insurance ends goes on with it: they are one incapacity, and
the days that nobody pays are counted once (LSS 96). Never why somebody is ill: no diagnosis is asked, held or printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final, assert_never

from ventanilla import law
from ventanilla.domain.affiliation import Historia, TipoTrabajador, Tramo, regimen_de, tramos
from ventanilla.kernel.acts import Question, SubjectId
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text

from .antecedentes import semanas_en_meses, semanas_inmediatas
from .maternidad import maternidad
from .prescripcion import Cobro, prescripcion
from .subsidios import UN_DIA, Pago, Subsidio, enfermedad_general, riesgo_trabajo
from .working import Requisito, por_ciento


class Seguro(Enum):
    """The insurance that pays a certificate."""

    ENFERMEDAD = "enfermedad_general"
    RIESGO = "riesgo_trabajo"
    MATERNIDAD = "maternidad"

    @property
    def words(self) -> Text:
        """As it is printed."""
        return _SEGURO[self]


_SEGURO: Final = {
    Seguro.ENFERMEDAD: Text("SEGURO_ENFERMEDAD", "Enfermedad general"),
    Seguro.RIESGO: Text("SEGURO_RIESGO", "Riesgo de trabajo"),
    Seguro.MATERNIDAD: Text("SEGURO_MATERNIDAD", "Maternidad"),
}
_CITE: Final = {
    Seguro.ENFERMEDAD: "LSS 96, 97, 98",
    Seguro.RIESGO: "LSS 58-I",
    Seguro.MATERNIDAD: "LSS 101, 102",
}
_COBRO: Final = {
    Seguro.ENFERMEDAD: Cobro.SUBSIDIO,
    Seguro.RIESGO: Cobro.SUBSIDIO_RIESGO,
    Seguro.MATERNIDAD: Cobro.SUBSIDIO,
}
_SIN_SALARIO: Final = Text(
    "INCAPACIDAD_SIN_SALARIO", "No consta un salario en esa fecha, y sin él no se calcula. Pida una aclaración."
)
_POR_PARTES: Final = Text(
    "INCAPACIDAD_POR_PARTES", "El certificado no tiene los días de la ley actual. Pregunte el importe en su unidad."
)
_PASA_DEL_LIMITE: Final = Text("INCAPACIDAD_SIN_DIAS", "Ninguno de sus días se paga: son de espera o pasan del límite.")
_SIN_PAGO: Final = Text("PAGO_SIN_DATO", "Sin dato: nadie ha dicho a esta oficina cuándo se paga.")


@dataclass(frozen=True)
class Incapacidad:
    """One certificate, as whoever keeps it tells it: both days included, and what became of its payment.

    ``pagada`` is the day it was paid, ``programada`` the day it will be, None where nobody said; ``rechazo``,
    the bank's reason in words where it gave the payment back, "" otherwise.
    """

    folio: str
    seguro: Seguro
    desde: date
    hasta: date
    unidad: str
    expedida: date
    pagada: date | None = None
    programada: date | None = None
    rechazo: str = ""

    @property
    def periodo(self) -> Period:
        """Its days."""
        return Period(self.desde, self.hasta)


@dataclass(frozen=True)
class IncapacidadesDe(Question[tuple[Incapacidad, ...] | None]):
    """The certificates of a person, in order; None where no register of them is connected: that is not *none*."""

    subject: SubjectId


@dataclass(frozen=True)
class Explicada:
    """One certificate as it is printed. Amounts in centavos, None where nothing is due or it cannot be computed.

    ``dias`` = ``espera`` + ``fuera`` + ``subsidiados`` where it was computed; ``acumulados``, those of the incapacity
    up to its end. ``motivo`` says why nothing is paid, ``formula`` how it comes out, ``pago`` what became of it.
    ``cobro_hasta`` is the last day to collect (LSS 300) of what was not paid.
    """

    folio: str
    seguro: Text
    desde: date
    hasta: date
    unidad: str
    dias: int
    acumulados: int
    espera: int
    fuera: int
    subsidiados: int
    salario_centavos: int | None
    importe_centavos: int | None
    formula: Text | None
    motivo: Text | None
    pago: Text
    cobro_hasta: date | None
    cite: str


def incapacidades_explicadas(historia: Historia, incapacidades: Sequence[Incapacidad]) -> tuple[Explicada, ...]:
    """Each certificate with what it pays, the newest first."""
    found = [row for una in _seguidas(incapacidades) for row in _explicadas(historia, una)]
    return tuple(sorted(found, key=lambda row: (row.desde, row.folio), reverse=True))


def _seguidas(incapacidades: Sequence[Incapacidad]) -> list[list[Incapacidad]]:
    """Those of each incapacity together, in order."""
    joined: list[list[Incapacidad]] = []
    for one in sorted(incapacidades, key=lambda each: (each.seguro.value, each.desde)):
        last = joined[-1][-1] if joined else None
        if last is not None and last.seguro is one.seguro and one.desde == last.hasta + UN_DIA:
            joined[-1].append(one)
        else:
            joined.append([one])
    return joined


def _explicadas(historia: Historia, una: list[Incapacidad]) -> list[Explicada]:
    paid = _subsidio(historia, una)
    rows, before = [], 0
    for n, one in enumerate(una):
        before += one.periodo.days
        match paid:
            case Subsidio():
                pago = paid.pagos[n] if one.seguro is not Seguro.MATERNIDAD else None
                rows.append(_computed(one, before, paid, pago))
            case Text():
                rows.append(_row(one, before, motivo=paid))
            case _:
                assert_never(paid)
    return rows


def _subsidio(historia: Historia, una: list[Incapacidad]) -> Subsidio | Text:
    """What the law pays for one incapacity; a sentence where it cannot be told."""
    inicio, seguro = una[0].desde, una[0].seguro
    at = _trabajos(historia, inicio)
    if not at:
        return _SIN_SALARIO
    sbc = Money.of_centavos(sum(tramo.sbc_centavos for tramo in at))
    days = [one.periodo for one in una]
    match seguro:
        case Seguro.RIESGO:
            return riesgo_trabajo(days, sbc)
        case Seguro.ENFERMEDAD:
            if any(tramo.trabajador is not TipoTrabajador.PERMANENTE for tramo in at):
                meses = law.integer("lss.97.meses_eventual", inicio)
                weeks = semanas_en_meses(historia.movimientos, inicio, meses)
                return enfermedad_general(days, sbc, semanas=weeks, eventual=True)
            return enfermedad_general(days, sbc, semanas=semanas_inmediatas(historia.movimientos, inicio))
        case Seguro.MATERNIDAD:
            if len(una) != 1 or days[0].days != law.integer("lss.101.dias", inicio):
                return _POR_PARTES
            meses = law.integer("lss.102.meses", inicio)
            return maternidad(inicio, sbc, semanas=semanas_en_meses(historia.movimientos, inicio, meses))
        case _:
            assert_never(seguro)


def _trabajos(historia: Historia, inicio: date) -> list[Tramo]:
    """The wages of the day before the incapacity, or of its first day where that was the first of the work (LSS 98)."""
    own = [one for one in tramos(historia.movimientos) if not regimen_de(one.registro).voluntario]
    return [one for one in own if one.covers(inicio - UN_DIA)] or [one for one in own if one.covers(inicio)]


def _computed(one: Incapacidad, acumulados: int, paid: Subsidio, pago: Pago | None) -> Explicada:
    """``pago`` None: of the whole subsidy, that is paid on one certificate."""
    if paid.importe is None:
        lacks = next((r for r in paid.requisitos if r.cumple is False), None)
        return _row(one, acumulados, salario=paid.sbc, motivo=None if lacks is None else _lacks(lacks))
    dias = paid.dias_subsidiados if pago is None else pago.dias
    importe = paid.importe if pago is None else pago.importe
    first = one.desde if pago is None else (pago.pagado.first if pago.pagado else None)
    rate = paid.pagos[0] if pago is None else pago
    if first is None:
        return _row(one, acumulados, salario=paid.sbc, pago=pago, motivo=_PASA_DEL_LIMITE)
    return _row(
        one,
        acumulados,
        salario=paid.sbc,
        pago=pago,
        dias=dias,
        importe=importe,
        formula=Text(
            "INCAPACIDAD_FORMULA",
            "{dias} días x {diario}, que es el {porcentaje}% de {salario}.",
            dias=dias,
            diario=str(rate.diario),
            porcentaje=por_ciento(rate.porcentaje),
            salario=str(paid.sbc),
        ),
        cobro=None if one.pagada is not None else prescripcion(_COBRO[one.seguro], first).hasta,
    )


def _lacks(requisito: Requisito) -> Text:
    return Text("INCAPACIDAD_NO_REUNE", "No se paga: la ley pide {requisito}.", requisito=str(requisito.texto))


def _row(
    one: Incapacidad,
    acumulados: int,
    *,
    salario: Money | None = None,
    pago: Pago | None = None,
    dias: int = 0,
    importe: Money | None = None,
    formula: Text | None = None,
    motivo: Text | None = None,
    cobro: date | None = None,
) -> Explicada:
    return Explicada(
        folio=one.folio,
        seguro=one.seguro.words,
        desde=one.desde,
        hasta=one.hasta,
        unidad=one.unidad,
        dias=one.periodo.days,
        acumulados=acumulados,
        espera=pago.espera if pago else 0,
        fuera=pago.fuera if pago else 0,
        subsidiados=dias,
        salario_centavos=None if salario is None else salario.centavos,
        importe_centavos=None if importe is None else importe.centavos,
        formula=formula,
        motivo=motivo,
        pago=_pago(one),
        cobro_hasta=cobro,
        cite=_CITE[one.seguro],
    )


def _pago(one: Incapacidad) -> Text:
    """What became of its payment, by whoever pays."""
    if one.pagada is not None:
        return Text("PAGO_HECHO", "Se pagó el {fecha}.", fecha=one.pagada)
    if one.rechazo:
        return Text(
            "PAGO_DEVUELTO",
            "El banco devolvió el pago. Dijo: {motivo}. Registre su CLABE otra vez.",
            motivo=one.rechazo,
        )
    if one.programada is not None:
        return Text("PAGO_PROGRAMADO", "Programado para el {fecha}.", fecha=one.programada)
    return _SIN_PAGO
