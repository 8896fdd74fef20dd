"""Somebody with two or more employers whose wages together pass the cap (LSS 33).

Each employer pays on its own wage. Where the sum passes 25 UMA, and they ask for it, each pays its part of the cap;
the cuota fija is paid whole by each. The row of CEAV is by policy ``ceav_dos_patrones``.

>>> from datetime import date
>>> junio = Period(date(2026, 6, 1), date(2026, 6, 30))
>>> prorratear((Money("2000.00"), Money("1500.00")), junio)[0].sbc
(Money('1675.86'), Money('1256.89'))
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import Final

from ventanilla import law
from ventanilla.kernel.money import HALF_UP, Money
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text

from . import parameters
from .errors import CuotasError
from .explain import in_words
from .parameters import leido
from .worker import Trabajador, Tramo, salario_posible

_UN_DIA: Final = timedelta(days=1)
_DOS: Final = 2


@dataclass(frozen=True, slots=True)
class Prorrateo:
    """Days with one UMA: what each employer contributes on (``sbc``) of what it pays (``registrados``).

    ``prorratea`` is False where the sum does not pass the cap and each contributes on its own. ``sbc_tramo`` is the
    wage that finds the row of CEAV, None where it is each one's.
    """

    periodo: Period
    registrados: tuple[Money, ...]
    tope: Money
    sbc: tuple[Money, ...]
    sbc_tramo: Money | None
    usados: tuple[law.Used, ...]

    @property
    def suma(self) -> Money:
        """What all the employers pay."""
        return Money.total(self.registrados)

    @property
    def prorratea(self) -> bool:
        """Whether the cap is divided."""
        return self.suma > self.tope

    def trabajador(self, patron: int) -> Trabajador:
        """Who is determined, with one of the employers, these days."""
        return Trabajador((Tramo(self.periodo, self.sbc[patron]),), sbc_tramo=self.sbc_tramo)


def prorratear(registrados: Sequence[Money], periodo: Period) -> tuple[Prorrateo, ...]:
    """What each employer contributes on, cut where the UMA changes: the cap does too.

    Each part is rounded half-up, so that they may add up to the cap with a difference of centavos. CuotasError with
    fewer than two employers.
    """
    if len(registrados) < _DOS:
        raise CuotasError(
            "sbc",
            Text(
                "UN_SOLO_PATRON", "Para repartir el tope hacen falta dos patrones o más. Agregue el salario que falta."
            ),
        )
    for amount in registrados:
        salario_posible("sbc", amount)
    cuts = [row.since for row in law.history("uma.diaria") if periodo.first < row.since <= periodo.last]
    firsts, lasts = [periodo.first, *cuts], [*(cut - _UN_DIA for cut in cuts), periodo.last]
    return tuple(_prorrateo(tuple(registrados), Period(first, last)) for first, last in zip(firsts, lasts, strict=True))


def _prorrateo(registrados: tuple[Money, ...], periodo: Period) -> Prorrateo:
    limit = parameters.tope(periodo.first)
    total = Money.total(registrados)
    if total <= limit.valor:
        return Prorrateo(periodo, registrados, limit.valor, registrados, None, limit.usados)
    row = leido(lambda: limit.valor if law.policy("ceav_dos_patrones").value == "suma" else None)
    parts = tuple(limit.valor.times(Fraction(one.centavos, total.centavos), HALF_UP) for one in registrados)
    return Prorrateo(periodo, registrados, limit.valor, parts, row.valor, (*limit.usados, *row.usados))


def explicar_prorrateo(one: Prorrateo) -> law.Explained:
    """The tree of the wages that are contributed on."""
    if one.prorratea:
        how = Text(
            "PRORRATEO_TOPE",
            "La suma {suma} pasa de {tope}: cada patrón, si lo piden, cotiza el tope x lo suyo / la suma.",
            suma=str(one.suma),
            tope=str(one.tope),
        )
    else:
        how = Text("PRORRATEO_NO", "La suma {suma} no pasa del tope: cada patrón cotiza lo suyo.", suma=str(one.suma))
    parts = tuple(
        law.Explained(Text("PRORRATEO_PATRON", "Patrón {n}, que paga {registrado}", n=n, registrado=str(own)), sbc)
        for n, (own, sbc) in enumerate(zip(one.registrados, one.sbc, strict=True), 1)
    )
    return law.Explained(
        Text("PRORRATEO", "Salario base de cotización, {periodo}", periodo=in_words(one.periodo)),
        Money.total(one.sbc),
        how,
        ("LSS 28", "LSS 33"),
        one.usados,
        parts,
    )
