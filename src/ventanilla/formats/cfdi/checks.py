"""Whether what a receipt says holds together: its sums, its days, its wage, its seniority. All told, none mended.

Amounts of a CFDI have two decimals and its sums are exact (Guía de llenado del complemento de nómina, SAT), so no
difference is too small to tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from ventanilla.domain.contributions import CuotasError, Jornada, Zona, limitar
from ventanilla.formats.finding import Severity
from ventanilla.formats.records import Recibo
from ventanilla.kernel.money import TRUNCATE, Money
from ventanilla.kernel.period import months_after
from ventanilla.kernel.text import Text
from ventanilla.law import LawError

from .values import Node, shown

NOTHING: Final = Money.of_centavos(0)
MOST_DAYS: Final = 366  # of one incapacity in one receipt
DAYS_OVER: Final = 3  # a fortnight or a month of thirty days is paid in a February of 28
SENIORITY_DAYS: Final = 7  # two programs count the seniority to the same day, or to the same week
CENTAVOS_UNDER: Final = 5  # that a base may be under the wage of a day: what two roundings make
LONGEST: Final = 100  # years of service
SUELDOS: Final = "TotalSueldos"  # of every TipoPercepcion but those of another total
_GROUPS: Final = {
    **dict.fromkeys(("022", "023", "025"), "TotalSeparacionIndemnizacion"),
    **dict.fromkeys(("039", "044"), "TotalJubilacionPensionRetiro"),
}
SUELDO: Final = "001"
ISR: Final = "002"  # the only TipoDeduccion that is in TotalImpuestosRetenidos (SAT's rule NOM211)
SUBSIDIO: Final = "014"  # TipoPercepcion of who had an incapacity
DESCUENTO: Final = "006"  # and TipoDeduccion: a receipt with either tells the incapacity (NOM214)
BY_THE_HOUR: Final = frozenset({"04", "05"})  # TipoJornada por hora, reducida: their floor is another
_WEEKS: Final = re.compile(r"P([0-9]{1,4})W")
_CALENDAR: Final = re.compile(r"P(?=[0-9])(?:([0-9]{1,2})Y)?(?:([0-9]{1,2})M)?(?:([0-9]{1,2})D)?")


class Totals:
    """What the Nominas of a CFDI add up to."""

    __slots__ = ("deducted", "paid")

    def __init__(self) -> None:
        self.paid = self.deducted = NOTHING


class Perceptions:
    """The perceptions of one Nomina, added as its totals are."""

    __slots__ = ("by_key", "exempt", "groups", "taxed")

    def __init__(self) -> None:
        self.by_key: dict[str, Money] = {}
        self.taxed = self.exempt = NOTHING
        self.groups = dict.fromkeys((SUELDOS, *_GROUPS.values()), NOTHING)

    def add(self, key: str, taxed: Money, exempt: Money) -> None:
        """One more; without a key it is in the totals and in no key."""
        both = taxed + exempt
        if key:
            self.by_key[key] = self.by_key.get(key, NOTHING) + both
        self.taxed, self.exempt = self.taxed + taxed, self.exempt + exempt
        self.groups[_GROUPS.get(key, SUELDOS)] += both


def kind(cfdi: Node) -> bool:
    """Whether it is a CFDI of kind N, as a receipt of payroll is; told where it is not."""
    said = cfdi.text("TipoDeComprobante")
    if said != "N":
        cfdi.tell(
            Severity.WARNING,
            "TipoDeComprobante",
            Text("TIPO_COMPROBANTE", "El comprobante es de tipo «{dicho}»; el de nómina es N.", dicho=shown(said)),
            Text("TIPO_COMPROBANTE_REMEDIO", "Compruebe que sea el recibo que se entregó a la persona."),
        )
    return said == "N"


def version(nomina: Node) -> None:
    """The complement that is read here is 1.2."""
    said = nomina.text("Version")
    if said != "1.2":
        nomina.tell(
            Severity.WARNING,
            "Version",
            Text("NOMINA_VERSION", "El complemento de nómina dice ser «{dicha}»; se leyó como 1.2.", dicha=shown(said)),
            Text("NOMINA_VERSION_REMEDIO", "Descárguelo otra vez del portal del SAT."),
        )


def perceptions(nomina: Node, group: Node, found: Perceptions, totals: Totals) -> None:
    """Their totals by kind, taxed and exempt, and all together."""
    if group.element is not None:
        for name, added in found.groups.items():
            _same(group, name, added, optional=True)
        _same(group, "TotalGravado", found.taxed)
        _same(group, "TotalExento", found.exempt)
    both = found.taxed + found.exempt
    _same(nomina, "TotalPercepciones", both, optional=True)
    totals.paid += both


def deductions(nomina: Node, group: Node, every: Iterable[tuple[str, Money]], totals: Totals) -> None:
    """The tax withheld, the rest, and all together."""
    tax = other = NOTHING
    for key, amount in every:
        if key == ISR:
            tax += amount
        else:
            other += amount
    if group.element is not None:
        _same(group, "TotalImpuestosRetenidos", tax, optional=True)
        _same(group, "TotalOtrasDeducciones", other, optional=True)
    _same(nomina, "TotalDeducciones", tax + other, optional=True)
    totals.deducted += tax + other


def other_payments(nomina: Node, amounts: Iterable[Money], totals: Totals) -> None:
    """What is paid beside the perceptions."""
    added = Money.total(amounts)
    _same(nomina, "TotalOtrosPagos", added, optional=True)
    totals.paid += added


def whole(cfdi: Node, totals: Totals) -> None:
    """The CFDI's own figures are those of its Nominas."""
    _same(cfdi, "SubTotal", totals.paid)
    _same(cfdi, "Descuento", totals.deducted, optional=True)
    _same(cfdi, "Total", totals.paid - totals.deducted)


def _same(node: Node, attribute: str, added: Money, *, optional: bool = False) -> None:
    """``optional``: it may be missing where it would be zero."""
    said = node.money(attribute)
    if said is None:
        if node.has(attribute) or (optional and not added):
            return  # an unreadable one was told already
        said = NOTHING
    if said != added:
        node.tell(
            Severity.WARNING,
            attribute,
            Text("SUMA", "Dice {dicho} y sus partes suman {suma}.", dicho=str(said), suma=str(added)),
            Text("SUMA_REMEDIO", "Revise qué concepto falta, sobra o está clasificado de otro modo."),
        )


def missing(nomina: Node, issuer: Node, worker: Node, *, insured: bool) -> None:
    """What every receipt has, and what that of somebody insured has besides."""
    for attribute in ("FechaPago", "FechaInicialPago", "FechaFinalPago", "NumDiasPagados"):
        nomina.required(attribute, _MISSING)
    worker.required("Curp", _MISSING)
    if not insured:
        return
    issuer.required("RegistroPatronal", _UNINSURED)
    for attribute in ("NumSeguridadSocial", "FechaInicioRelLaboral", "SalarioBaseCotApor", "SalarioDiarioIntegrado"):
        worker.required(attribute, _UNINSURED)


_MISSING: Final = Text("DATO_AUSENTE", "Falta ese dato, que todo recibo de nómina lleva.")
_UNINSURED: Final = Text("DATO_AUSENTE_SEGURO", "Falta ese dato, y por su régimen la persona parece estar asegurada.")


def receipt(nomina: Node, issuer: Node, worker: Node, read: Recibo, *, insured: bool) -> None:
    """The days, the wage and the seniority of one receipt."""
    _days(nomina, read)
    _seniority(worker, read)
    if read.fecha_alta is not None and read.hasta is not None and read.fecha_alta > read.hasta:
        worker.tell(
            Severity.WARNING,
            "FechaInicioRelLaboral",
            Text(
                "INGRESO_POSTERIOR",
                "La relación empieza el {inicio}, después de lo que se paga, que termina el {fin}.",
                inicio=read.fecha_alta,
                fin=read.hasta,
            ),
            Text("INGRESO_POSTERIOR_REMEDIO", "Corrija la fecha de ingreso o las del pago."),
        )
    if (SUBSIDIO in read.percepciones or DESCUENTO in read.deducciones) and not read.incapacidades:
        nomina.tell(
            Severity.WARNING,
            "",
            Text(
                "INCAPACIDAD_AUSENTE",
                "Se paga o se descuenta una incapacidad, y el recibo no dice cuál ni de cuántos días.",
            ),
            Text("INCAPACIDAD_AUSENTE_REMEDIO", "Capture el tipo y los días del certificado en su programa de nómina."),
        )
    if insured and issuer.has("RegistroPatronal") != worker.has("RiesgoPuesto"):
        worker.tell(
            Severity.NOTE,
            "RiesgoPuesto",
            Text("RIESGO_Y_REGISTRO", "El registro patronal y el riesgo de puesto suelen ir juntos, y falta uno."),
            Text("RIESGO_Y_REGISTRO_REMEDIO", "Capture el que falta."),
        )
    if insured:
        _wage(worker, read)


def _days(nomina: Node, read: Recibo) -> None:
    if not read.ordinaria or read.desde is None or read.hasta is None:
        return
    stretch = (read.hasta - read.desde).days + 1
    if nomina.has("NumDiasPagados") and not 0 < read.dias_pagados <= stretch + DAYS_OVER:
        nomina.tell(
            Severity.WARNING,
            "NumDiasPagados",
            Text(
                "DIAS_PAGADOS",
                "Se pagan {dias} días y del {inicio} al {fin} hay {hay}.",
                dias=str(read.dias_pagados),
                inicio=read.desde,
                fin=read.hasta,
                hay=stretch,
            ),
            Text("DIAS_PAGADOS_REMEDIO", "Corrija los días pagados o las fechas del pago."),
        )


def _seniority(worker: Node, read: Recibo) -> None:
    said = worker.text("Antigüedad")
    if not said or read.fecha_alta is None or read.hasta is None or read.fecha_alta > read.hasta:
        return
    gap = _gap(said, read.fecha_alta, read.hasta)
    if gap is None or gap > SENIORITY_DAYS:
        days = (read.hasta - read.fecha_alta).days + 1
        worker.tell(
            Severity.WARNING,
            "Antigüedad",
            Text(
                "ANTIGUEDAD",
                "Dice «{dicha}» y del {ingreso} al {fin} hay {semanas} semanas.",
                dicha=shown(said),
                ingreso=read.fecha_alta,
                fin=read.hasta,
                semanas=days // 7,
            ),
            Text("ANTIGUEDAD_REMEDIO", "Corrija la antigüedad o la fecha de ingreso."),
        )


def _gap(said: str, start: date, end: date) -> int | None:
    """How many days the seniority is off; None if it cannot be read."""
    weeks, calendar = _WEEKS.fullmatch(said), _CALENDAR.fullmatch(said)
    days = (end - start).days + 1
    if weeks is not None:
        off = int(weeks.group(1)) - days // 7
        return 0 if abs(off) <= 1 else abs(off) * 7
    if calendar is not None:
        years, months, rest = (int(part or 0) for part in calendar.groups())
        if years <= LONGEST:
            return abs((months_after(start, 12 * years + months) + timedelta(days=rest) - end).days)
    return None


def _wage(worker: Node, read: Recibo) -> None:
    """The base wage between the minimum and the cap (LSS 28), and not under the wage of a day (LSS 27)."""
    on = read.hasta or read.pago
    if on is None:
        return
    if read.sbc is None:
        if read.sdi is not None:  # it has no cap: it is for compensations, and nobody contributes on it
            _within(worker, "SalarioDiarioIntegrado", read.sdi, on, floor=_has_floor(read), cap=False)
        return
    if _within(worker, "SalarioBaseCotApor", read.sbc, on, floor=_has_floor(read), cap=True):
        _not_under_the_wage(worker, read, read.sbc, on)


def _has_floor(read: Recibo) -> bool:
    return read.tipo_jornada not in BY_THE_HOUR


def _within(worker: Node, attribute: str, amount: Money, on: date, *, floor: bool, cap: bool) -> bool:
    """Whether the law leaves a wage as it is; told where it does not."""
    limited = _limited(amount, on)
    if limited is None or limited == amount or (limited > amount and not floor) or (limited < amount and not cap):
        return True
    worker.tell(
        Severity.WARNING,
        attribute,
        Text(
            "SBC_FUERA_DE_LIMITES",
            "El salario {sbc} no está entre el mínimo y el tope del {dia}: se cotiza con {limite} (LSS 28).",
            sbc=str(amount),
            dia=on,
            limite=str(limited),
        ),
        Text("SBC_FUERA_DE_LIMITES_REMEDIO", "Corrija el salario en su programa de nómina."),
    )
    return False


def _not_under_the_wage(worker: Node, read: Recibo, sbc: Money, on: date) -> None:
    paid = read.percepciones.get(SUELDO, NOTHING)
    if not read.ordinaria or read.dias_pagados < 1:
        return
    daily = _limited(paid.times(1 / Fraction(read.dias_pagados), TRUNCATE), on)
    floor = _limited(NOTHING, on)
    if daily is None or floor is None or daily == floor or daily.centavos <= sbc.centavos + CENTAVOS_UNDER:
        return
    worker.tell(
        Severity.WARNING,
        "SalarioBaseCotApor",
        Text(
            "SBC_BAJO_EL_SUELDO",
            "El salario base {sbc} es menor que el sueldo de un día: se pagan {sueldo} por {dias} días (LSS 27).",
            sbc=str(sbc),
            sueldo=str(paid),
            dias=str(read.dias_pagados),
        ),
        Text("SBC_BAJO_EL_SUELDO_REMEDIO", "Revise el salario base, o los días y el sueldo del recibo."),
    )


def _limited(amount: Money, on: date) -> Money | None:
    """What the law makes of a base wage; None where the law of that day is not loaded here, or it is absurd."""
    try:
        return limitar(amount, Zona.GENERAL, Jornada.COMPLETA, on).sbc
    except (LawError, CuotasError):
        return None
