"""The subsidy of maternity: 84 days at the whole wage, with what a late birth adds (LSS 101-103; LFT 170).

One certificate has all its days: six weeks before the birth and the rest after, of which up to four may be moved after
it. The days between the expected birth and the real one are *días de enlace*, paid as general illness.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from ventanilla import law
from ventanilla.domain.contributions import Zona
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text

from .errors import entre, semanas_posibles
from .subsidios import UN_DIA, Pago, Subsidio, cobro, del_certificado, pide_semanas, sbc_aplicado, tarifa
from .vigencia import DIAS_POR_SEMANA
from .working import Cuenta

_MOST: Final = 120  # days that a birth is late: a mistyped number is told
_PREVIO: Final = Text("MATERNIDAD_PREVIO", "Antes de la fecha esperada del parto")
_ENLACE: Final = Text("MATERNIDAD_ENLACE", "Días de enlace")
_POSTERIOR: Final = Text("MATERNIDAD_POSTERIOR", "Después del parto")
_DISCAPACIDAD: Final = Text("MATERNIDAD_DISCAPACIDAD", "Por nacer con discapacidad")
_PATRON_PAGA: Final = Text(
    "MATERNIDAD_PATRON",
    "Si faltan semanas, el patrón paga el salario íntegro de esos días (LSS 103; LFT 170-V).",
)
_POR_CONFIRMAR: Final = Text(
    "MATERNIDAD_DISCAPACIDAD_POR_CONFIRMAR",
    "Las semanas por discapacidad son de LFT 170 y están por confirmar: pregunte a la institución si las subsidia.",
)


@dataclass(frozen=True, slots=True)
class _Plan:
    """The days of each part, in order."""

    previo: int
    enlace: int
    fuera: int  # days of enlace past their limit
    posterior: int
    discapacidad: int


def inicio_esperado(parto_esperado: date, semanas_transferidas: int = 0) -> date:
    """The first day of the certificate, for a birth expected on a day and the weeks moved after it.

    >>> inicio_esperado(date(2026, 6, 15)), inicio_esperado(date(2026, 6, 15), 4)
    (datetime.date(2026, 5, 4), datetime.date(2026, 6, 1))
    """
    entre("semanas_transferidas", semanas_transferidas, 0, law.integer("lss.101.semanas_transferibles", parto_esperado))
    semanas = law.integer("lss.101.semanas_prenatales", parto_esperado) - semanas_transferidas
    return parto_esperado - semanas * DIAS_POR_SEMANA * UN_DIA


def maternidad(
    inicio: date,
    sbc: Money,
    *,
    semanas: int | None = None,
    semanas_transferidas: int = 0,
    dias_enlace: int = 0,
    discapacidad: bool = False,
    zona: Zona = Zona.GENERAL,
) -> Subsidio:
    """100% of the last base wage in 84 days from ``inicio``; 60% in the días de enlace (LSS 101, 102).

    ``semanas``: those in the twelve months before. ``discapacidad``: the child is born with one.

    >>> uno = maternidad(date(2026, 5, 4), Money("500.00"), semanas=30, dias_enlace=5)
    >>> uno.dias_subsidiados, uno.importe  # 84 x 500.00 + 5 x 300.00
    (89, Money('43500.00'))
    """
    semanas_posibles("semanas", semanas)
    cuenta = Cuenta()
    cuenta.pide(lambda: pide_semanas("lss.102.semanas", inicio, semanas, "lss.102.meses"), "LSS 102-I")
    base = sbc_aplicado(cuenta, sbc, zona, inicio)
    plan = _plan(cuenta, inicio, semanas_transferidas, dias_enlace, discapacidad)
    entero = tarifa(cuenta, "lss.101.subsidio", base, inicio, "LSS 101")
    pagos: list[Pago] = []
    _suma(cuenta, pagos, inicio, plan.previo, 0, entero, _PREVIO, "LSS 101")
    if dias_enlace:
        de_enfermedad = tarifa(cuenta, "lss.98.subsidio", base, inicio, "LSS 98; LSS 101")
        _suma(cuenta, pagos, inicio, plan.enlace, plan.fuera, de_enfermedad, _ENLACE, "LSS 101; LFT 170-III")
    _suma(cuenta, pagos, inicio, plan.posterior, 0, entero, _POSTERIOR, "LSS 101")
    if discapacidad:
        _suma(cuenta, pagos, inicio, plan.discapacidad, 0, entero, _DISCAPACIDAD, "LFT 170-II")
    due = cuenta.procede is not False
    return Subsidio(
        titulo=Text("SUBSIDIO_MAT", "Subsidio por maternidad"),
        importe=Money.total(pago.importe for pago in pagos) if due else None,
        requisitos=tuple(cuenta.requisitos),
        cobro_hasta=cobro(cuenta, pagos) if due else None,
        pasos=tuple(cuenta.pasos) if due else (),
        avisos=(*(() if cuenta.procede else (_PATRON_PAGA,)), *((_POR_CONFIRMAR,) if discapacidad else ())),
        sbc=base,
        pagos=tuple(pagos) if due else (),
    )


def _plan(cuenta: Cuenta, inicio: date, transferidas: int, enlace: int, discapacidad: bool) -> _Plan:
    """How many days each part has."""
    entre("semanas_transferidas", transferidas, 0, law.integer("lss.101.semanas_transferibles", inicio))
    entre("dias_enlace", enlace, 0, _MOST)
    with cuenta.paso(Text("MATERNIDAD_DIAS", "Días del certificado"), "LSS 101", "LFT 170") as paso:
        dias = law.integer("lss.101.dias", inicio)
        previo = (law.integer("lss.101.semanas_prenatales", inicio) - transferidas) * DIAS_POR_SEMANA
        paso.da(
            dias,
            Text(
                "MATERNIDAD_DIAS_COMO",
                "{previo} antes del parto y {posterior} después; se pasaron {semanas} semanas.",
                previo=previo,
                posterior=dias - previo,
                semanas=transferidas,
            ),
        )
    pagados = min(enlace, law.integer("lss.101.enlace_dias", inicio)) if enlace else 0
    mas = law.integer("lft.170.discapacidad_semanas", inicio) * DIAS_POR_SEMANA if discapacidad else 0
    return _Plan(previo, pagados, enlace - pagados, dias - previo, mas)


def _suma(
    cuenta: Cuenta,
    pagos: list[Pago],
    inicio: date,
    dias: int,
    fuera: int,
    una: tuple[Decimal, Money],
    titulo: Text,
    cite: str,
) -> None:
    """Add a part after the ones there are; the days past a limit come after those that are paid."""
    first = pagos[-1].certificado.last + UN_DIA if pagos else inicio
    porcentaje, diario = una
    pago = Pago(
        Period(first, first + (dias + fuera - 1) * UN_DIA),
        0,
        fuera,
        Period(first, first + (dias - 1) * UN_DIA),
        porcentaje,
        diario,
        Money.of_centavos(diario.centavos * dias),
    )
    del_certificado(cuenta, pago, titulo, cite)
    pagos.append(pago)
