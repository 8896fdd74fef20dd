"""A cost in words and in rows, and what else every notice says alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ventanilla.kernel.money import Money
from ventanilla.kernel.text import Text, long_date

from .accepted import Fila
from .cost import Costo, Cuenta

AND: Final = " y "


def costo_filas(costo: Costo | Text | None) -> tuple[Fila, ...]:
    """The sum of the bills that change."""
    bills = _changed(costo)
    if not bills:
        return ()
    before, after = Money.total(one.antes for one in bills), Money.total(one.despues for one in bills)
    return (("Total de las cuotas que cambian", str(before), str(after)),)


def costo_detalle(costo: Costo | Text | None) -> tuple[Fila, ...]:
    """Each bill that changes, and each branch."""
    bills = _changed(costo)
    if not bills or not isinstance(costo, Costo):
        return ()
    return (
        *((_titled(one), str(one.antes), str(one.despues)) for one in bills),
        *((f"En total: {one.titulo}", str(one.antes), str(one.despues)) for one in costo.ramos),
    )


def _changed(costo: Costo | Text | None) -> list[Cuenta]:
    return [one for one in costo.cuentas if one.antes != one.despues] if isinstance(costo, Costo) else []


def _titled(cuenta: Cuenta) -> str:
    state = f"vencieron el {long_date(cuenta.vence)}" if cuenta.vencida else f"vencen el {long_date(cuenta.vence)}"
    return f"{cuenta.titulo} ({state})"


def vencidas(costo: Costo) -> tuple[Text, ...]:
    """That some bills are past due already; () where none is."""
    late = costo.vencidas
    if not late:
        return ()
    return (
        Text(
            "COSTO_VENCIDO",
            "Ya venció el pago de {cuentas}: esa diferencia, de {importe}, lleva actualización y recargos.",
            cuentas=enumerado(one.corto for one in late),
            importe=str(Money.total(one.despues - one.antes for one in late)),
        ),
    )


def por_lo_menos(costo: Costo) -> tuple[Text, ...]:
    """That the amount is the least it can be, because the employer's own premium is not known."""
    if not costo.por_lo_menos:
        return ()
    return (
        Text(
            "COSTO_SIN_PRIMA",
            "Es lo menos que puede ser: no tenemos la prima de riesgo de su registro, y se calculó con la más baja.",
        ),
    )


def enumerado(parts: Iterable[str]) -> str:
    """«a, b y c».

    >>> enumerado(["marzo", "abril", "mayo"])
    'marzo, abril y mayo'
    """
    *most, last = parts
    return f"{', '.join(most)}{AND}{last}" if most else last
