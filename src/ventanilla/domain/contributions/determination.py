"""What is owed for one worker in a period, branch by branch and share by share, to the centavo.

``determinar`` is the law; a month, a bimester and the command line all come to it. Every amount keeps its days, base,
rate, rounding, articles, and what was read of the law to reach it.

>>> from datetime import date
>>> mes = Period.month(2018, 3)
>>> from ventanilla.domain.contributions.employer import Prima
>>> patron = Patron((Prima(date(2018, 3, 1), Decimal("1.13065")),))
>>> debido = determinar(Trabajador.fijo(Money("174.20"), mes), mes, patron)
>>> debido.patron, debido.obrero
(Money('1361.89'), Money('128.25'))
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import Final, assert_never

from ventanilla import law
from ventanilla.kernel.money import HALF_UP, Money, rounded, rounded_quotient
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text, Value

from . import parameters
from .branches import OWN_PREMIUM, RAMOS, Base, Bill, Ramo
from .employer import Patron, paga
from .parameters import Leido
from .segments import Segmento, minimo_art36, por_prima, segmentos
from .worker import Jornada, Trabajador

CEAV: Final = "ceav.patron"  # the one rate that a table gives, by the wage
_PERCENT: Final = 100
_CENTAVOS: Final = 100  # in a peso
_NADA: Final = Money.of_centavos(0)
_CERO: Final = Fraction(0)
_UN_DIA: Final = timedelta(days=1)


class Parte(Enum):
    """Whose share an amount is."""

    PATRON = "patron"
    OBRERO = "obrero"


@dataclass(frozen=True, slots=True)
class Linea:
    """One amount: a branch, a share, a segment. ``importe`` is ``exacto`` rounded half-up to centavos.

    ``base`` is the daily base in pesos; ``tasa`` is in percent; ``a_cargo_de`` is who pays it (LSS 36 moves the
    worker's share to the employer); ``usados`` is what was read of the law, a policy among it.
    """

    ramo: str
    parte: Parte
    a_cargo_de: Parte
    periodo: Period
    dias_periodo: int
    incapacidad: int
    ausencias: int
    base: Money
    tasa: Decimal
    importe: Money
    cite: tuple[str, ...]
    usados: tuple[law.Used, ...]

    @property
    def dias(self) -> int:
        """The days charged: those of the segment less what the branch discounts."""
        return self.dias_periodo - self.incapacidad - self.ausencias

    @property
    def exacto(self) -> Fraction:
        """The amount in pesos before it was rounded."""
        return Fraction(self.base.centavos * self.dias, _CENTAVOS) * Fraction(self.tasa) / _PERCENT


@dataclass(frozen=True, slots=True)
class Determinacion:
    """All that is owed for one worker in ``periodo``; ``advertencias`` is what should be looked at before paying;
    ``omitidos`` is what was read to leave a branch out."""

    periodo: Period
    lineas: tuple[Linea, ...]
    advertencias: tuple[Text, ...] = ()
    omitidos: tuple[law.Used, ...] = ()

    @property
    def patron(self) -> Money:
        """What the employer pays, the worker's shares that LSS 36 puts on it among it."""
        return Money.total(linea.importe for linea in self.lineas if linea.a_cargo_de is Parte.PATRON)

    @property
    def obrero(self) -> Money:
        """What the worker pays."""
        return Money.total(linea.importe for linea in self.lineas if linea.a_cargo_de is Parte.OBRERO)

    def ramo(self, key: str, parte: Parte) -> Money:
        """A share of a branch, whoever pays it."""
        return Money.total(linea.importe for linea in self.lineas if (linea.ramo, linea.parte) == (key, parte))

    def dias(self, key: str) -> int:
        """The days charged in a branch."""
        return sum(linea.dias for linea in self.lineas if linea.ramo == key and linea.parte is Parte.PATRON)

    @property
    def usados(self) -> tuple[law.Used, ...]:
        """All that was read of the law, each thing once."""
        return tuple(dict.fromkeys((*(used for linea in self.lineas for used in linea.usados), *self.omitidos)))


def mes(trabajador: Trabajador, year: int, month: int, patron: Patron) -> Determinacion:
    """The branches paid each month, for a calendar month."""
    return determinar(trabajador, Period.month(year, month), patron, (Bill.MONTHLY,))


def bimestre(trabajador: Trabajador, year: int, bimester: int, patron: Patron) -> Determinacion:
    """The branches paid each bimester: 1 is January and February."""
    return determinar(trabajador, Period.bimester(year, bimester), patron, (Bill.BIMONTHLY,))


def determinar(
    trabajador: Trabajador, periodo: Period, patron: Patron, bills: Iterable[Bill] = tuple(Bill)
) -> Determinacion:
    """What is owed for the insured days of ``periodo``, in the branches billed as ``bills``.

    LawError where the law loaded does not reach (a year, a modalidad, a pension); CuotasError for data that cannot be.
    """
    lineas: list[Linea] = []
    cut_by = {bill: segmentos(trabajador, periodo, bill) for bill in bills}
    for bill, cut in cut_by.items():
        for ramo in RAMOS:
            if ramo.period is bill:
                lineas += _ramo(ramo, cut, trabajador, patron)
    order = {ramo.key: n for n, ramo in enumerate(RAMOS)}
    lineas.sort(key=lambda linea: (order[linea.ramo], linea.parte is Parte.OBRERO, linea.periodo))
    monthly = cut_by[Bill.MONTHLY] if Bill.MONTHLY in cut_by else segmentos(trabajador, periodo, Bill.MONTHLY)
    found = Determinacion(
        periodo,
        tuple(lineas),
        tuple(_avisos(trabajador, periodo, monthly)),
        tuple(dict.fromkeys(_omitted(cut_by, trabajador, patron))),
    )
    law.replay(used for linea in lineas for used in linea.usados)
    law.replay(found.omitidos)
    return found


def _omitted(cut_by: Mapping[Bill, tuple[Segmento, ...]], trabajador: Trabajador, patron: Patron) -> Iterator[law.Used]:
    """What says, of each branch that is not paid, that it is not."""
    for ramo in RAMOS:
        for one in cut_by.get(ramo.period, ()):
            paid = paga(ramo, patron.modalidad, trabajador.pensionado, one.periodo.first)
            if not paid.valor:
                yield from paid.usados


def _ramo(ramo: Ramo, cut: tuple[Segmento, ...], trabajador: Trabajador, patron: Patron) -> list[Linea]:
    """Both shares of a branch, in every segment in which it is paid."""
    if ramo.employer == OWN_PREMIUM:
        cut = tuple(piece for one in cut for piece in por_prima(one, trabajador, patron))
    lineas: list[Linea] = []
    each = por_segmento()
    for parte, rate in ((Parte.PATRON, ramo.employer), (Parte.OBRERO, ramo.worker)):
        if rate is not None:
            bills: dict[object, _Redondeo] = defaultdict(lambda: _Redondeo(each))
            for one in cut:
                month = (one.periodo.first.year, one.periodo.first.month) if ramo.period is Bill.MONTHLY else None
                linea = _linea(ramo, parte, rate, one, trabajador, patron, bills[month])
                lineas += () if linea is None else (linea,)
    return lineas


def _linea(
    ramo: Ramo,
    parte: Parte,
    rate: str,
    one: Segmento,
    trabajador: Trabajador,
    patron: Patron,
    rounding: _Redondeo,
) -> Linea | None:
    """A share of a branch in a segment; None where the modalidad or the pension leaves it out."""
    on = one.periodo.first
    paid = paga(ramo, patron.modalidad, trabajador.pensionado, on)
    if not paid.valor:
        return None
    base, of_base = _base(ramo, one)
    tasa, of_rate = _tasa(rate, one, patron)
    absences = descuenta_ausencias(ramo)
    moved = parte is Parte.OBRERO and one.patron_paga_todo
    incapacidad = one.incapacidad if ramo.days.drops_incapacity else 0
    ausencias = one.ausencias if absences.valor else 0
    natural = one.periodo.days
    return Linea(
        ramo=ramo.key,
        parte=parte,
        a_cargo_de=Parte.PATRON if moved else parte,
        periodo=one.periodo,
        dias_periodo=natural,
        incapacidad=incapacidad,
        ausencias=ausencias,
        base=base,
        tasa=tasa,
        importe=rounding.importe(base, natural - incapacidad - ausencias, tasa),
        cite=(ramo.cite, "LSS 36") if moved else (ramo.cite,),
        usados=(
            *of_base,
            *of_rate,
            *absences.usados,
            *one.usados_corte,
            *(one.usados_ausencias if absences.valor else ()),
            *(one.usados_art36 if parte is Parte.OBRERO else ()),
            *paid.usados,
            *rounding.each.usados,
        ),
    )


def _base(ramo: Ramo, one: Segmento) -> tuple[Money, tuple[law.Used, ...]]:
    """The daily base of a branch."""
    uma = parameters.uma(one.periodo.first)
    match ramo.base:
        case Base.UMA:
            return uma.valor, uma.usados
        case Base.SBC:
            return one.sbc, one.usados_sbc
        case Base.SBC_OVER_3_UMA:
            free = parameters.tres_uma(one.periodo.first)
            return max(one.sbc - free.valor, _NADA), (*one.usados_sbc, *free.usados)
        case _:
            assert_never(ramo.base)


def _tasa(rate: str, one: Segmento, patron: Patron) -> tuple[Decimal, tuple[law.Used, ...]]:
    """The rate of a share, in percent: of the law, of the CEAV row, or the employer's own premium."""
    if rate == OWN_PREMIUM:
        return patron.prima(one.periodo.first).porcentaje, ()
    if rate == CEAV:
        assert one.ceav is not None, "CEAV is billed by bimester, whose segments carry its row"
        return one.ceav, one.usados_ceav
    found = parameters.tasa(rate, one.periodo.first)
    return found.valor, found.usados


def descuenta_ausencias(ramo: Ramo) -> Leido[bool]:
    """Whether the absences take days from a branch; the policy of the branch, where there is one, decides."""
    if not ramo.days.policy:
        return Leido(ramo.days.drops_absence, ())
    choice = parameters.politica(ramo.days.policy)
    return Leido(choice.valor == "descuentan", choice.usados)


def por_segmento() -> Leido[bool]:
    """Whether each segment is rounded, and not the sum of the branch (policy ``redondeo_segmentos``)."""
    choice = parameters.politica("redondeo_segmentos")
    return Leido(choice.valor == "por_segmento", choice.usados)


class _Redondeo:
    """Rounds the segments of a share half-up: each one, or their sum once (policy ``redondeo_segmentos``).

    Once for the sum: each segment takes what the running total grows when it is added, so that they still add up.
    """

    def __init__(self, each: Leido[bool]) -> None:
        self.each = each
        self._exact = _CERO
        self._given = 0

    def importe(self, base: Money, days: int, tasa: Decimal) -> Money:
        """The amount of one more segment."""
        numerator, denominator = _quotient(tasa)
        if self.each.valor:
            return Money.of_centavos(rounded_quotient(base.centavos * days * numerator, denominator, HALF_UP))
        self._exact += Fraction(base.centavos * days * numerator, denominator)
        centavos = rounded(self._exact, HALF_UP) - self._given
        self._given += centavos
        return Money.of_centavos(centavos)


@lru_cache(maxsize=1024)
def _quotient(percent: Decimal) -> tuple[int, int]:
    """A rate in percent as a quotient of whole numbers."""
    numerator, denominator = percent.as_integer_ratio()
    return numerator, denominator * _PERCENT


def advertencias(trabajador: Trabajador, periodo: Period) -> tuple[Text, ...]:
    """What should be looked at before paying: a wage that was changed, and absences in a row that ask for a baja."""
    return tuple(_avisos(trabajador, periodo, segmentos(trabajador, periodo, Bill.MONTHLY)))


def _avisos(trabajador: Trabajador, periodo: Period, monthly: tuple[Segmento, ...]) -> Iterator[Text]:
    for one in _anew(monthly):
        if one.sbc < one.registrado:
            yield Text(
                "SBC_TOPADO",
                "Desde el {desde} se aplicó el tope de {aplicado} diarios en vez de {registrado} (LSS 28).",
                desde=one.periodo.first,
                aplicado=str(one.sbc),
                registrado=str(one.registrado),
            )
        elif one.sbc > one.registrado:
            yield Text(
                "SBC_BAJO_EL_MINIMO",
                "Desde el {desde} se aplicó el salario mínimo, {aplicado} diarios, y no {registrado} (LSS 28). "
                "Presente la modificación de salario.",
                desde=one.periodo.first,
                aplicado=str(one.sbc),
                registrado=str(one.registrado),
            )
    for tramo in trabajador.tramos:
        days = tramo.periodo.overlap(periodo)
        if days is None or tramo.diario is None or trabajador.jornada is not Jornada.COMPLETA:
            continue
        least = minimo_art36(trabajador, days.first).valor
        if tramo.diario < least:
            yield Text(
                "DIARIO_BAJO_EL_MINIMO",
                "Desde el {desde} el salario diario es {diario}, menos que el mínimo de {minimo}. La cuota obrera no "
                "se pasó al patrón, porque LSS 36 habla de quien gana el mínimo. Revise el salario o la jornada.",
                desde=days.first,
                diario=str(tramo.diario),
                minimo=str(least),
            )
    for first, last in _seguidas(trabajador.ausencias_ciertas):
        longest = parameters.tasa("lss.31.ausencias_dias", first).valor
        if (last - first).days >= longest and first <= periodo.last and last >= periodo.first:
            yield _seguidas_de_mas(first, last)


def _seguidas_de_mas(first: date, last: date) -> Text:
    """Too many absences in a row, and what is due from the eighth on by policy ``ausencias_desde_8``."""
    days: dict[str, Value] = {"dias": (last - first).days + 1, "desde": first, "hasta": last}
    if parameters.politica("ausencias_desde_8").valor == "solo_eym":
        return Text(
            "AUSENCIAS_SEGUIDAS_EYM",
            "Hay {dias} ausencias seguidas, del {desde} al {hasta}. Desde la octava solo se pagan enfermedades y "
            "maternidad, o se presenta la baja (LSS 31-I, 37).",
            **days,
        )
    return Text(
        "AUSENCIAS_SEGUIDAS",
        "Hay {dias} ausencias seguidas, del {desde} al {hasta}. Desde la octava se pagan las cuotas completas, o se "
        "presenta la baja (LSS 31-I, 37).",
        **days,
    )


def _anew(monthly: tuple[Segmento, ...]) -> Iterator[Segmento]:
    """The segments whose wages are not those of the one before: a month's end is no news."""
    told = None
    for one in monthly:
        if told != (one.registrado, one.sbc):
            yield one
        told = (one.registrado, one.sbc)


def _seguidas(days: tuple[date, ...]) -> Iterator[tuple[date, date]]:
    """The runs of consecutive days."""
    if not days:
        return
    first = days[0]
    for day, following in pairwise((*days, date.max)):
        if following != day + _UN_DIA:
            yield first, day
            first = following
