"""Two or three accounts of the same contributions, worker by worker and branch by branch, and why they differ.

An account is what somebody determined: the employer, the institution's emission, another program. It has days and
base wages in rows, an amount for each share of a branch, and the movements that it knew. Amount over days and base is
a rate: where two agree in it, what differs is days or wage; where they do not, the premium, a row of the law or a
policy does. What is left within a centavo for each row is rounding.

>>> from datetime import date
>>> junio = Period.month(2026, 6)
>>> nuestra = Cuenta("99", junio, {"guarderias": (Fila(junio, 30, Money("400.00")),)}, {_GPS: Money("120.00")})
>>> otra = Cuenta("99", junio, {"guarderias": (Fila(junio, 28, Money("400.00")),)}, {_GPS: Money("112.00")})
>>> [(str(d.razones[0]), d.de) for d in comparar(nuestra, otra)]
[('Días: aquí 30, en la otra cuenta 28.', Money('8.00'))]
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final, assert_never

from ventanilla.kernel.money import HALF_UP, Money, rounded
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text

from . import parameters
from .branches import OWN_PREMIUM, RAMOS, Base, by_key
from .determination import Determinacion, Parte
from .movements import TipoAviso

Parcial = tuple[str, Parte]  # a share of a branch
_GPS: Final[Parcial] = ("guarderias", Parte.PATRON)
_BY_WAGE: Final[Parcial] = ("ceav", Parte.PATRON)  # the one share whose rate depends on the wage (LSS 168-II)
_NADA: Final = Money.of_centavos(0)
_SEVERAL: Final = " / "  # between amounts: the sentence around them is translated
_BOTH: Final = ("uno", "otro")
_RATE_DECIMALS: Final = 5  # of a percent, as a premium is written


@dataclass(frozen=True, slots=True)
class Fila:
    """Days charged at one registered wage, within ``periodo``."""

    periodo: Period
    dias: int
    sbc: Money


@dataclass(frozen=True, slots=True)
class Cuenta:
    """What one account says of one worker. ``filas`` are by branch: some lose the days of absences and others do not.

    ``movimientos`` are those that it knew in the period; None where it does not say which.
    """

    clave: str
    periodo: Period
    filas: Mapping[str, tuple[Fila, ...]]
    importes: Mapping[Parcial, Money]
    movimientos: frozenset[tuple[TipoAviso, date]] | None = None

    def dias(self, ramo: str) -> int:
        """The days charged in a branch."""
        return sum(fila.dias for fila in self.filas.get(ramo, ()))

    @property
    def total(self) -> Money:
        """What both sides pay."""
        return Money.total(self.importes.values())


@dataclass(frozen=True, slots=True)
class Diferencia:
    """A share of a branch in which two accounts of a worker differ, by ``de`` (the first less the second)."""

    clave: str
    ramo: str
    parte: Parte
    uno: Money
    otro: Money
    razones: tuple[Text, ...]

    @property
    def de(self) -> Money:
        """How much more the first one says."""
        return self.uno - self.otro


@dataclass(frozen=True, slots=True)
class Alternativa:
    """The first account determined anew under another choice of an open question: ``que`` names both."""

    que: Text
    cuenta: Cuenta


Probar = Callable[[str], Iterable[Alternativa]]


def de_determinacion(
    clave: str, debido: Determinacion, movimientos: Iterable[tuple[TipoAviso, date]] | None = None
) -> Cuenta:
    """The account of a determination of ours."""
    filas: dict[str, tuple[Fila, ...]] = {}
    importes: dict[Parcial, Money] = {}
    sbc = {linea.periodo: linea.base for linea in debido.lineas if by_key(linea.ramo).base is Base.SBC}
    for linea in debido.lineas:
        share = (linea.ramo, linea.parte)
        importes[share] = importes.get(share, _NADA) + linea.importe
        if linea.parte is Parte.PATRON:
            wage = sbc.get(linea.periodo) or _wage_of(sbc, linea.periodo)
            filas[linea.ramo] = (*filas.get(linea.ramo, ()), Fila(linea.periodo, linea.dias, wage))
    known = None if movimientos is None else frozenset(one for one in movimientos if one[1] in debido.periodo)
    return Cuenta(clave, debido.periodo, filas, importes, known)


def _wage_of(sbc: Mapping[Period, Money], days: Period) -> Money:
    """The wage of a segment that another cut holds."""
    return next((wage for period, wage in sbc.items() if period.overlap(days) is not None), _NADA)


def comparar(uno: Cuenta | None, otro: Cuenta | None, probar: Probar | None = None) -> tuple[Diferencia, ...]:
    """Where two accounts of a worker differ, each with its reasons; nothing where they agree to the centavo.

    None is an account that does not have the worker. ``probar`` gives the first one under other choices of the
    policies; it is asked once for each worker who differs, and a choice that gives the other amount is the reason.
    """
    if uno is None or otro is None:
        one = uno or otro
        assert one is not None, "somebody has the worker"
        return tuple(_only_in(one, uno is not None))
    shares = [
        (ramo.key, parte)
        for ramo in RAMOS
        for parte in Parte
        if (ramo.key, parte) in uno.importes or (ramo.key, parte) in otro.importes
    ]
    alternatives: list[Alternativa] | None = None
    found: list[Diferencia] = []
    for share in shares:
        a, b = uno.importes.get(share, _NADA), otro.importes.get(share, _NADA)
        if a == b:
            continue
        if alternatives is None and probar is not None:
            alternatives = list(probar(uno.clave))
        reasons = tuple(_reasons(uno, otro, share, alternatives or ()))
        found.append(Diferencia(uno.clave, *share, a, b, reasons))
    return tuple(found)


def _only_in(one: Cuenta, first: bool) -> Iterator[Diferencia]:
    reason = (
        Text("SOLO_EN_LA_PRIMERA", "La persona no está en la otra cuenta: falta allí su alta, o sobra aquí.")
        if first
        else Text("SOLO_EN_LA_SEGUNDA", "La persona solo está en la otra cuenta: falta aquí su alta, o allí su baja.")
    )
    for (ramo, parte), amount in one.importes.items():
        if amount:
            yield Diferencia(one.clave, ramo, parte, *((amount, _NADA) if first else (_NADA, amount)), (reason,))


def _reasons(uno: Cuenta, otro: Cuenta, share: Parcial, alternatives: Iterable[Alternativa]) -> Iterator[Text]:
    """Why a share differs, the strongest first: a policy that gives the other amount, movements, days, wage, rate."""
    policies = [one.que for one in alternatives if one.cuenta.importes.get(share, _NADA) == otro.importes.get(share)]
    if policies:
        yield from policies
        return
    ramo, parte = share
    mine, theirs = uno.filas.get(ramo, ()), otro.filas.get(ramo, ())
    said = [*_movements(uno, otro), *_days(mine, theirs), *_wages(ramo, mine, theirs)]
    yield from said
    a, b = uno.importes.get(share, _NADA), otro.importes.get(share, _NADA)
    left, right = _exposure(ramo, mine), _exposure(ramo, theirs)
    if not left or not right:
        if not said:
            yield _unexplained()
        return
    if _same_rate(a, left, b, right, len(mine) + len(theirs)):
        if not said:
            yield Text(
                "REDONDEO", "Redondeo: mismos días, salario y tasa; cambia cuántas veces se redondea a centavos."
            )
        return
    if share == _BY_WAGE and any(reason.code == "SALARIO" for reason in said):
        return  # with another wage, another row of its table
    yield _rate(ramo, parte, a, left, b, right)


def _movements(uno: Cuenta, otro: Cuenta) -> Iterator[Text]:
    if uno.movimientos is None or otro.movimientos is None:
        return
    for tipo, day in sorted(uno.movimientos - otro.movimientos, key=lambda one: one[1]):
        yield Text("FALTA_EN_LA_SEGUNDA", "La otra cuenta no tiene {que} del {dia}.", que=_words(tipo), dia=day)
    for tipo, day in sorted(otro.movimientos - uno.movimientos, key=lambda one: one[1]):
        yield Text("FALTA_EN_LA_PRIMERA", "Falta aquí {que} del {dia}.", que=_words(tipo), dia=day)


def _words(tipo: TipoAviso) -> str:
    match tipo:
        case TipoAviso.ALTA:
            return "el alta"
        case TipoAviso.MODIFICACION:
            return "la modificación de salario"
        case TipoAviso.BAJA:
            return "la baja"
        case _:
            assert_never(tipo)


def _days(mine: tuple[Fila, ...], theirs: tuple[Fila, ...]) -> Iterator[Text]:
    a, b = (sum(fila.dias for fila in rows) for rows in (mine, theirs))
    if a != b:
        yield Text("DIAS", "Días: aquí {uno}, en la otra cuenta {otro}.", uno=a, otro=b)


def _wages(ramo: str, mine: tuple[Fila, ...], theirs: tuple[Fila, ...]) -> Iterator[Text]:
    if by_key(ramo).base is Base.UMA:
        return
    a, b = (tuple(dict.fromkeys(str(fila.sbc) for fila in rows if fila.dias)) for rows in (mine, theirs))
    if a and b and a != b:
        yield Text(
            "SALARIO",
            "Salario base: aquí {uno}, en la otra cuenta {otro}.",
            uno=_SEVERAL.join(a),
            otro=_SEVERAL.join(b),
        )


def _exposure(ramo: str, rows: tuple[Fila, ...]) -> Fraction:
    """Days times base, in pesos: what a rate multiplies."""
    total, charged_on = Fraction(0), by_key(ramo).base
    for fila in rows:
        on = fila.periodo.first
        match charged_on:
            case Base.UMA:
                base = parameters.uma(on).valor
            case Base.SBC:
                base = fila.sbc
            case Base.SBC_OVER_3_UMA:
                base = max(fila.sbc - parameters.tres_uma(on).valor, _NADA)
            case _:
                assert_never(charged_on)
        total += Fraction(base.centavos * fila.dias, 100)
    return total


def _same_rate(a: Money, left: Fraction, b: Money, right: Fraction, rows: int) -> bool:
    """Whether the two amounts may come of one rate: each row was rounded to half a centavo at most."""
    slack = Fraction(rows + 1, 200)
    low = max((Fraction(a.centavos, 100) - slack) / left, (Fraction(b.centavos, 100) - slack) / right)
    high = min((Fraction(a.centavos, 100) + slack) / left, (Fraction(b.centavos, 100) + slack) / right)
    return low <= high


def _rate(ramo: str, parte: Parte, a: Money, left: Fraction, b: Money, right: Fraction) -> Text:
    rates = (str(_percent(amount, exposure)) for amount, exposure in ((a, left), (b, right)))
    both = dict(zip(_BOTH, rates, strict=True))
    if by_key(ramo).employer == OWN_PREMIUM and parte is Parte.PATRON:
        return Text("PRIMA", "Prima de riesgo: aquí cerca de {uno} por ciento, en la otra cuenta de {otro}.", **both)
    return Text("TASA", "Tasa: aquí cerca de {uno} por ciento, en la otra cuenta de {otro}. Revise el año.", **both)


def _percent(amount: Money, exposure: Fraction) -> Decimal:
    scaled = Fraction(amount.centavos, 100) / exposure * 100 * 10**_RATE_DECIMALS
    return Decimal(rounded(scaled, HALF_UP)).scaleb(-_RATE_DECIMALS)


def _unexplained() -> Text:
    return Text("SIN_EXPLICAR", "No se encontró el motivo: una de las cuentas no dice sus días ni su salario.")


@dataclass(frozen=True, slots=True)
class Lado:
    """One account of all the workers, with its name. ``probar`` is of an account of ours alone."""

    nombre: str
    cuentas: Mapping[str, Cuenta]
    probar: Probar | None = None

    @property
    def total(self) -> Money:
        """What all pay."""
        return Money.total(cuenta.total for cuenta in self.cuentas.values())


@dataclass(frozen=True, slots=True)
class Discrepancia:
    """A share of a branch of a worker that is not the same on every side.

    ``importes`` are those of the sides in their order, None where one does not have the worker. ``razones`` are of
    each later side against the first.
    """

    clave: str
    ramo: str
    parte: Parte
    importes: tuple[Money | None, ...]
    razones: tuple[tuple[Text, ...], ...]

    @property
    def motivo(self) -> Text:
        """The first reason there is."""
        return next(one for reasons in self.razones for one in reasons)


def enfrentar(lados: Sequence[Lado]) -> tuple[Discrepancia, ...]:
    """Every share of every worker that some side says otherwise than the first, in the order of the first.

    >>> enfrentar((Lado("nuestra", {}), Lado("emisión", {})))
    ()
    """
    first = lados[0]
    found: list[Discrepancia] = []
    for clave in dict.fromkeys(clave for lado in lados for clave in lado.cuentas):
        sides = [lado.cuentas.get(clave) for lado in lados]
        by_share: dict[Parcial, list[tuple[Text, ...]]] = {}
        for n, other in enumerate(sides[1:]):
            if sides[0] is None and other is None:
                continue
            for one in comparar(sides[0], other, first.probar):
                reasons = by_share.setdefault((one.ramo, one.parte), [()] * (len(lados) - 1))
                reasons[n] = one.razones
        order = {ramo.key: n for n, ramo in enumerate(RAMOS)}
        for (ramo, parte), reasons in sorted(by_share.items(), key=lambda item: (order[item[0][0]], item[0][1].value)):
            amounts = tuple(None if side is None else side.importes.get((ramo, parte), _NADA) for side in sides)
            found.append(Discrepancia(clave, ramo, parte, amounts, tuple(reasons)))
    return tuple(found)
