"""The risk premium that an employer determines each year from its accidents and illnesses of work (LSS 72-74).

>>> siniestros = Siniestralidad(dias=52, incapacidades=Decimal("0"), defunciones=0)
>>> prima = prima_riesgo(2025, siniestros, Decimal("290"), Decimal("1.31"))
>>> prima.obtenida, prima.aplicable, prima.vigencia.first
(Decimal('0.61299'), Decimal('0.61299'), datetime.date(2026, 3, 1))
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Final

from ventanilla import law
from ventanilla.kernel.money import HALF_UP, rounded
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text

from .employer import PRIMA_DECIMALS
from .errors import CuotasError

MEDIA: Final = "lss.73.prima_media"
_DIAS_DEL_ANIO: Final = 365  # by the formula itself, whatever the year (LSS 72)
_PERCENT: Final = 100
_UN_DIA: Final = timedelta(days=1)
_LIMITS: Final = (("puntos", "variacion"), ("minima", "prima_minima"), ("maxima", "prima_maxima"))


class TipoCaso(Enum):
    """What happened; an accident on the way (en trayecto) does not count for the premium."""

    ACCIDENTE = "accidente"
    ENFERMEDAD = "enfermedad"
    TRAYECTO = "trayecto"


@dataclass(frozen=True, slots=True)
class Caso:
    """One risk of work. ``terminado`` is the day of the discharge, the valuation or the death; None: still open.

    ``incapacidad`` is the permanent one, in percent; ``dias`` those that were subsidised.
    """

    tipo: TipoCaso
    terminado: date | None
    dias: int = 0
    incapacidad: Decimal = Decimal(0)
    defuncion: bool = False

    def __post_init__(self) -> None:
        if self.dias < 0:
            raise _impossible("dias", "{valor} días subsidiados no son posibles. Escriba cero o más.", self.dias)
        if not (self.incapacidad.is_finite() and 0 <= self.incapacidad <= _PERCENT):
            raise _impossible(
                "incapacidad",
                "Una incapacidad permanente de {valor} por ciento no es posible. Escriba de 0 a 100.",
                self.incapacidad,
            )


@dataclass(frozen=True, slots=True)
class Siniestralidad:
    """What the formula counts: S, I (the sum of the permanent incapacities, 1 for each hundred percent) and D."""

    dias: int
    incapacidades: Decimal
    defunciones: int

    def __post_init__(self) -> None:
        for campo, number in (
            ("dias", Decimal(self.dias)),
            ("incapacidades", self.incapacidades),
            ("defunciones", Decimal(self.defunciones)),
        ):
            if not number.is_finite() or number < 0:
                raise _impossible(campo, "Un año no tiene «{valor}» de siniestros. Escriba cero o más.", number)


@dataclass(frozen=True, slots=True)
class PrimaDeterminada:
    """The premium of a year of cases, in percent. ``obtenida`` is what the formula gives, ``aplicable`` what rules."""

    year: int
    siniestralidad: Siniestralidad
    trabajadores: Fraction
    anterior: Decimal
    obtenida: Decimal
    aplicable: Decimal
    vigencia: Period
    se_presenta: Period
    puede_quedar_en_media: bool
    factores: tuple[tuple[str, Decimal], ...]
    usados: tuple[law.Used, ...]

    @property
    def presenta(self) -> bool:
        """Whether a declaration is filed: not where the premium stays the same."""
        return self.aplicable != self.anterior


def contar(casos: Iterable[Caso], year: int) -> Siniestralidad:
    """The cases that count: terminated between 1 January and 31 December, and not on the way to work.

    >>> fin = date(2025, 12, 31)
    >>> contar((Caso(TipoCaso.ACCIDENTE, fin, 37), Caso(TipoCaso.TRAYECTO, fin, 90)), 2025).dias
    37
    """
    own = [
        caso
        for caso in casos
        if caso.tipo is not TipoCaso.TRAYECTO and caso.terminado is not None and caso.terminado.year == year
    ]
    return Siniestralidad(
        sum(caso.dias for caso in own),
        sum((caso.incapacidad for caso in own), Decimal(0)) / _PERCENT,
        sum(caso.defuncion for caso in own),
    )


def promedio(dias_cotizados: int) -> Fraction:
    """N: the workers that the days contributed in work risks make in a year."""
    return Fraction(dias_cotizados, _DIAS_DEL_ANIO)


def formula(
    siniestralidad: Siniestralidad, trabajadores: Fraction | Decimal, *, v: Decimal, f: Decimal, m: Decimal
) -> Decimal:
    """``[(S/365) + V(I + D)](F/N) + M``, in percent with five decimals, half-up (LSS 72).

    >>> formula(Siniestralidad(37, Decimal("0.17"), 1), Decimal("9.5205"), v=Decimal(28), f=Decimal("2.3"),
    ...         m=Decimal("0.005"))
    Decimal('794.37795')
    """
    if (isinstance(trabajadores, Decimal) and not trabajadores.is_finite()) or trabajadores <= 0:
        raise _impossible(
            "trabajadores",
            "El promedio de personas trabajadoras es mayor que cero: {valor}. Divida los días cotizados entre 365.",
            trabajadores,
        )
    lost = Fraction(siniestralidad.dias, _DIAS_DEL_ANIO) + Fraction(v) * (
        Fraction(siniestralidad.incapacidades) + siniestralidad.defunciones
    )
    exact = lost * Fraction(f) / Fraction(trabajadores) + Fraction(m)
    return Decimal(rounded(exact * _PERCENT * 10**PRIMA_DECIMALS, HALF_UP)).scaleb(-PRIMA_DECIMALS)


def aplicable(obtenida: Decimal, anterior: Decimal, on: date) -> Decimal:
    """The premium that rules: a point at most from the previous one, between the lowest and the highest (LSS 74).

    >>> aplicable(Decimal("794.37795"), Decimal("3.87300"), date(2025, 12, 31))
    Decimal('4.87300')
    """
    step = law.value("lss.74.variacion", on)
    near = min(max(obtenida, anterior - step), anterior + step)
    limited = min(max(near, law.value("lss.74.prima_minima", on)), law.value("lss.74.prima_maxima", on))
    return limited.quantize(Decimal(1).scaleb(-PRIMA_DECIMALS))


def prima_riesgo(
    year: int, siniestralidad: Siniestralidad, trabajadores: Fraction | Decimal, anterior: Decimal
) -> PrimaDeterminada:
    """The premium that the cases of ``year`` give, from 1 March of the next one to the last day of February.

    F is by policy ``prima_factor_f``. CuotasError for what cannot be. A registro without a whole year of activity does
    not come here: ``conserva_media``.
    """
    on = date(year, 12, 31)
    with law.recording() as used:
        low, high = law.value("lss.74.prima_minima", on), law.value("lss.74.prima_maxima", on)
        if not (anterior.is_finite() and low <= anterior <= high):
            raise CuotasError(
                "anterior",
                Text(
                    "PRIMA_ANTERIOR_IMPOSIBLE",
                    "La prima anterior va de {minima} a {maxima} por ciento. Se recibió {prima}; si es una fracción, "
                    "multiplíquela por cien.",
                    minima=str(low),
                    maxima=str(high),
                    prima=str(anterior),
                ),
            )
        f = law.value(f"lss.72.factor_{law.policy('prima_factor_f').value}", on)
        v, m = law.value("lss.72.vida_activa", on), law.value("lss.72.prima_minima_riesgo", on)
        given = formula(siniestralidad, trabajadores, v=v, f=f, m=m)
        rules = aplicable(given, anterior, on)
        few = trabajadores < law.integer("lss.72.trabajadores", on)
        since = date(year + 1, law.integer("lss.74.vigencia_mes", on), 1)
        filed = Period.month(year + 1, law.integer("lss.74.declaracion_mes", on))
    return PrimaDeterminada(
        year=year,
        siniestralidad=siniestralidad,
        trabajadores=Fraction(trabajadores),
        anterior=anterior,
        obtenida=given,
        aplicable=rules,
        vigencia=Period(since, since.replace(year=year + 2) - _UN_DIA),
        se_presenta=filed,
        puede_quedar_en_media=few,
        factores=(("V", v), ("F", f), ("M", m)),
        usados=tuple(used),
    )


def prima_media(clase: str, on: date) -> Decimal:
    """The mean premium of a class, with which a registro begins (LSS 73).

    >>> prima_media("III", date(2026, 6, 1))
    Decimal('2.59840')
    """
    classes = law.version(MEDIA, on).rows
    if clase not in classes:
        raise CuotasError(
            "clase",
            Text(
                "CLASE_IMPOSIBLE",
                "No hay clase de riesgo «{clase}». Escriba una de {clases}.",
                clase=clase,
                clases=", ".join(classes),
            ),
        )
    return law.cell(MEDIA, clase, on)


def conserva_media(desde: date, year: int) -> bool:
    """Whether a registro that began, or changed its activity, on ``desde`` keeps the mean premium and does not file.

    It does without a whole year from 1 January to 31 December.

    >>> conserva_media(date(2025, 1, 1), 2025), conserva_media(date(2025, 1, 2), 2025)
    (False, True)
    """
    return desde > date(year, 1, 1)


def explicar_prima(prima: PrimaDeterminada) -> law.Explained:
    """The tree of a premium."""
    lost, letters = prima.siniestralidad, dict(prima.factores)
    formula_in_words = Text(
        "PRIMA_FORMULA",
        "[({s} / 365) + {v} x ({i} + {d})] x ({f} / {n}) + {m}, por cien, con cinco decimales.",
        s=lost.dias,
        i=str(lost.incapacidades),
        d=lost.defunciones,
        v=str(letters["V"]),
        f=str(letters["F"]),
        m=str(letters["M"]),
        n=f"{Decimal(prima.trabajadores.numerator) / prima.trabajadores.denominator:.4f}",
    )
    if prima.aplicable == prima.obtenida:
        how = Text("PRIMA_SIN_LIMITE", "La obtenida no pasa de un punto de la anterior ni de los límites.")
    else:
        how = Text(
            "PRIMA_LIMITADA",
            "La obtenida se limita: a lo más {puntos} punto de diferencia con {anterior}, entre {minima} y {maxima}.",
            anterior=str(prima.anterior),
            **{name: _read(prima.usados, f"lss.74.{key}") for name, key in _LIMITS},
        )
    return law.Explained(
        Text("PRIMA_APLICABLE", "Prima de riesgo de trabajo, por ciento"),
        prima.aplicable,
        how,
        ("LSS 74",),
        parts=(
            law.Explained(
                Text("PRIMA_OBTENIDA", "Prima obtenida"), prima.obtenida, formula_in_words, ("LSS 72",), prima.usados
            ),
            law.Explained(Text("PRIMA_ANTERIOR", "Prima anterior"), prima.anterior),
            law.Explained(Text("PRIMA_DESDE", "Rige desde"), prima.vigencia.first, cite=("LSS 74", "RACERF 32")),
            law.Explained(Text("PRIMA_HASTA", "Rige hasta"), prima.vigencia.last),
        ),
    )


def _read(usados: tuple[law.Used, ...], key: str) -> str:
    return next(used.value for used in usados if used.key == key)


def _impossible(campo: str, template: str, valor: object) -> CuotasError:
    return CuotasError(campo, Text("SINIESTRALIDAD_IMPOSIBLE", template, valor=str(valor)))
