"""A determination as a tree to be read: total, shares, branches, segments, each with its operation and its articles.

>>> from datetime import date
>>> from ventanilla.domain.contributions import Patron, Prima, Trabajador, determinar
>>> mes = Period.month(2026, 6)
>>> patron = Patron((Prima(date(2026, 1, 1), Decimal("0.54355")),))
>>> debido = determinar(Trabajador.fijo(Money("400.00"), mes), mes, patron)
>>> [str(one.title) for _, one in explicar(debido).walk()][:3]
['Cuotas y aportaciones', 'Enfermedades y maternidad, cuota fija', 'Patrón, del 1 al 30 de junio de 2026']
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import MONTHS, Text, long_date
from ventanilla.law import Explained

from .branches import RAMOS
from .determination import Determinacion, Linea, Parte

_TITLES: Final = {ramo.key: ramo.title for ramo in RAMOS}
_WHO: Final = {Parte.PATRON: "Patrón", Parte.OBRERO: "Persona trabajadora"}


def explicar(debido: Determinacion) -> Explained:
    """The tree of a determination; what was read of the law stands at each amount that it gave."""
    branches = []
    for ramo in RAMOS:
        own = [linea for linea in debido.lineas if linea.ramo == ramo.key]
        if own:
            branches.append(
                Explained(
                    Text(f"RAMO_{ramo.key.upper()}", ramo.title),
                    Money.total(linea.importe for linea in own),
                    cite=(ramo.cite,),
                    parts=tuple(_linea(linea) for linea in own),
                )
            )
    return Explained(
        Text("CUOTAS_TOTAL", "Cuotas y aportaciones"),
        debido.patron + debido.obrero,
        Text(
            "CUOTAS_A_CARGO",
            "A cargo del patrón {patron}; de la persona trabajadora {obrero}.",
            patron=str(debido.patron),
            obrero=str(debido.obrero),
        ),
        parts=tuple(branches),
    )


def _linea(linea: Linea) -> Explained:
    how = Text(
        "CUOTA_OPERACION",
        "{base} diarios x {tasa}% x {dias} días = {exacto}; se redondea a centavos, la mitad hacia arriba.",
        base=str(linea.base),
        tasa=f"{linea.tasa.normalize():f}",
        dias=linea.dias,
        exacto=_exact(linea),
    )
    parts: list[Explained] = []
    if linea.incapacidad or linea.ausencias:
        parts.append(
            Explained(
                Text("CUOTA_DIAS", "Días que se pagan"),
                linea.dias,
                Text(
                    "CUOTA_DIAS_OPERACION",
                    "{dias} días, menos {incapacidad} de incapacidad y {ausencias} de ausencia.",
                    dias=linea.dias_periodo,
                    incapacidad=linea.incapacidad,
                    ausencias=linea.ausencias,
                ),
                cite=("LSS 31",),
            )
        )
    who = _WHO[linea.parte]
    if linea.a_cargo_de is not linea.parte:
        who = "Persona trabajadora, a cargo del patrón"
    return Explained(
        Text("CUOTA_DE", "{quien}, {periodo}", quien=who, periodo=in_words(linea.periodo)),
        linea.importe,
        how,
        linea.cite,
        tuple(dict.fromkeys(linea.usados)),
        tuple(parts),
    )


def _exact(linea: Linea) -> str:
    """The amount before it is rounded: whole, where its decimals end; else with eight."""
    value = linea.exacto
    digits = Decimal(value.numerator) / Decimal(value.denominator)
    return f"${digits.normalize():,f}" if digits * value.denominator == value.numerator else f"${digits:,.8f}…"


def in_words(periodo: Period) -> str:
    """Some days as Mexicans write them.

    >>> from datetime import date
    >>> in_words(Period(date(2026, 1, 15), date(2026, 2, 28)))
    'del 15 de enero de 2026 al 28 de febrero de 2026'
    """
    first, last = periodo.first, periodo.last
    if (first.year, first.month) != (last.year, last.month):
        return f"del {long_date(first)} al {long_date(last)}"
    if first == last:
        return f"el {long_date(first)}"
    return f"del {first.day} al {last.day} de {MONTHS[last.month - 1]} de {last.year}"
