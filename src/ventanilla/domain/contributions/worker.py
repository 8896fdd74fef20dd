"""What a determination is told of one worker with one employer: wages by day, incidences, and who they are.

>>> from datetime import date
>>> Trabajador.fijo(Money("500.00"), Period.month(2026, 6)).tramos[0].periodo.days
30
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from itertools import pairwise
from typing import Final

from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text

from .errors import CuotasError

ABSURD: Final = Money("1000000.00")  # a day: no base wage before the cap; a mistyped one is told, not capped
LONGEST: Final = 800  # days that one may be certified in a row, extensions and all: more is a mistyped date


class Zona(Enum):
    """Where the work is done: each has its minimum wage."""

    GENERAL = "general"
    ZLFN = "zlfn"  # zona libre de la frontera norte


class Pensionado(Enum):
    """Whether the worker has a pension of the institution (LSS 196)."""

    NO = "no"
    CESANTIA_VEJEZ = "cesantia_vejez"
    INVALIDEZ = "invalidez"
    RT = "rt"


class Jornada(Enum):
    """How much of the day or of the week is worked (RACERF 62)."""

    COMPLETA = "completa"
    REDUCIDA = "reducida"  # fewer hours a day
    SEMANA_REDUCIDA = "semana_reducida"  # fewer days a week


class Motivo(Enum):
    """What a certificate of the institution is for; all its days count alike."""

    EG = "EG"  # enfermedad general
    RT = "RT"  # riesgo de trabajo
    MAT = "MAT"  # maternidad
    LICENCIA = "140BIS"  # parent of a child with cancer (LSS 140 Bis)


def salario_posible(campo: str, amount: Money | None) -> None:
    """CuotasError for a daily wage of nobody; None is «not known», and passes."""
    if amount is not None and not 0 < amount.centavos <= ABSURD.centavos:
        raise CuotasError(
            campo,
            Text(
                "SALARIO_IMPOSIBLE",
                "El salario diario {importe} no es posible. Escriba un importe por día mayor que cero, y no más de "
                "{maximo}.",
                importe=str(amount),
                maximo=str(ABSURD),
            ),
        )


@dataclass(frozen=True, slots=True)
class Tramo:
    """Days insured at one registered ``sbc``. ``diario`` is the daily wage, that LSS 36 asks for (None: unknown)."""

    periodo: Period
    sbc: Money
    diario: Money | None = None

    def __post_init__(self) -> None:
        salario_posible("sbc", self.sbc)
        salario_posible("salario_diario", self.diario)


@dataclass(frozen=True, slots=True)
class Certificado:
    """An incapacity certified by the institution: all its natural days, also those it does not pay."""

    periodo: Period
    motivo: Motivo = Motivo.EG

    def __post_init__(self) -> None:
        if self.periodo.days > LONGEST:
            raise CuotasError(
                "incapacidad",
                Text(
                    "INCAPACIDAD_IMPOSIBLE",
                    "Una incapacidad de {dias} días seguidos no es posible. Revise sus fechas: son {maximo} a lo más.",
                    dias=self.periodo.days,
                    maximo=LONGEST,
                ),
            )


@dataclass(frozen=True, slots=True)
class Trabajador:
    """One worker with one employer. ``tramos`` are in order and do not overlap; a gap is a time without alta.

    ``minimo_profesional`` is that of the occupation, where policy ``art36_minimo`` asks for it. ``sbc_tramo`` is the
    wage that finds the row of CEAV where it is not one's own (two employers, policy ``ceav_dos_patrones``).
    CuotasError, in words, for what cannot be.
    """

    tramos: tuple[Tramo, ...]
    ausencias: frozenset[date] = frozenset()
    certificados: tuple[Certificado, ...] = ()
    zona: Zona = Zona.GENERAL
    pensionado: Pensionado = Pensionado.NO
    jornada: Jornada = Jornada.COMPLETA
    minimo_profesional: Money | None = None
    sbc_tramo: Money | None = None
    _incapacitado: frozenset[date] = field(init=False, repr=False, compare=False, default=frozenset())
    _en_orden: tuple[date, ...] = field(init=False, repr=False, compare=False, default=())

    def __post_init__(self) -> None:
        for earlier, later in pairwise(self.tramos):
            if later.periodo.first <= earlier.periodo.last:
                raise CuotasError(
                    "tramos",
                    Text(
                        "TRAMOS_ENCIMADOS",
                        "Hay dos salarios para el {dia}. Deje uno solo por día.",
                        dia=later.periodo.first,
                    ),
                )
        days: set[date] = set()
        for certificado in self.certificados:
            own = set(certificado.periodo)
            if days & own:
                raise CuotasError(
                    "incapacidad",
                    Text(
                        "CERTIFICADOS_ENCIMADOS",
                        "Dos certificados de incapacidad tienen el {dia}. Revise sus fechas.",
                        dia=min(days & own),
                    ),
                )
            days |= own
        for day in sorted(self.ausencias):
            if not any(day in tramo.periodo for tramo in self.tramos):
                raise CuotasError(
                    "ausencias",
                    Text(
                        "AUSENCIA_SIN_ALTA",
                        "La ausencia del {dia} cae en un día sin alta. Quítela o corrija la fecha del alta o la baja.",
                        dia=day,
                    ),
                )
        object.__setattr__(self, "_incapacitado", frozenset(days))
        object.__setattr__(self, "_en_orden", tuple(sorted(days)))

    @classmethod
    def fijo(cls, sbc: Money, periodo: Period, diario: Money | None = None) -> Trabajador:
        """Somebody with one wage in all the days of ``periodo``, and nothing else."""
        return cls((Tramo(periodo, sbc, diario),))

    def incapacitado(self, day: date) -> bool:
        """Tell whether a certificate covers ``day``."""
        return day in self._incapacitado

    def dias_incapacitados(self, days: Period) -> int:
        """How many of ``days`` a certificate covers."""
        return bisect_right(self._en_orden, days.last) - bisect_left(self._en_orden, days.first)

    @property
    def ausencias_ciertas(self) -> tuple[date, ...]:
        """The absences in order, without the days that a certificate covers: those are an incapacity."""
        return tuple(sorted(self.ausencias - self._incapacitado))
