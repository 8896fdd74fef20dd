"""How long the rights to a pension are kept after a baja, and how they come back (LSS 150, 151; LSS de 1973, 182).

Medical care has its own, shorter term (LSS 109): see ``vigencia``. A part of a day of the quarter does not count. The
last day is the baja plus the term, as the law is commonly computed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from typing import Final

from ventanilla import law
from ventanilla.kernel.period import months_after
from ventanilla.kernel.text import Text
from ventanilla.law import Explained

from .errors import BeneficioError, dia_posible, semanas_posibles
from .vigencia import DIAS_POR_SEMANA
from .working import Cuenta, en_vigor

_DIVISOR: Final = "lss.150.divisor"
_MESES: Final = "lss.150.minimo_meses"
_CORTA: Final = "lss.151.corta_anios"
_MEDIA: Final = "lss.151.media_anios"
_MONTHS_OF_A_YEAR: Final = 12


class Regimen(Enum):
    """Which law the pension is asked under."""

    LEY_73 = "73"
    LEY_97 = "97"


class Regla(Enum):
    """Which of the two terms is the longer one."""

    CUARTA_PARTE = "cuarta_parte"
    DOCE_MESES = "doce_meses"


_SEGUROS: Final = {
    Regimen.LEY_73: ("invalidez", "muerte", "cesantía en edad avanzada", "vejez"),
    Regimen.LEY_97: ("invalidez", "vida"),
}
_CITE: Final = {Regimen.LEY_73: "LSS de 1973, 182", Regimen.LEY_97: "LSS 150"}


@dataclass(frozen=True, kw_only=True)
class Conservacion:
    """Until when, ``hasta`` included, by which rule, and for which insurances."""

    baja: date
    cuarta_parte_semanas: Decimal
    rige: Regla
    hasta: date
    seguros: tuple[str, ...]
    pasos: tuple[Explained, ...]

    @property
    def usados(self) -> tuple[law.Used, ...]:
        """All that was read of the law, each thing once."""
        return tuple(dict.fromkeys(used for paso in self.pasos for used in paso.used))

    def conserva(self, on: date) -> bool:
        """Whether the rights are still kept on that day."""
        return on <= self.hasta


def conservacion(baja: date, semanas: int, regimen: Regimen = Regimen.LEY_97) -> Conservacion:
    """A quarter of the weeks, in weeks, or twelve calendar months: the longer one.

    >>> uno = conservacion(date(2026, 3, 15), 208)
    >>> uno.cuarta_parte_semanas, uno.rige.value, str(uno.hasta)  # 364 days are fewer than twelve months
    (Decimal('52'), 'doce_meses', '2027-03-15')
    """
    dia_posible("baja", baja)
    semanas_posibles("semanas", semanas)
    cuenta, cite = Cuenta(), _CITE[regimen]
    with cuenta.paso(Text("CONSERVACION_CUARTA", "Con la cuarta parte de sus semanas"), cite) as paso:
        divisor = law.integer(_DIVISOR, en_vigor(_DIVISOR, baja))
        dias = semanas * DIAS_POR_SEMANA // divisor
        cuarta = (Decimal(semanas) / divisor).normalize()
        by_weeks = paso.da(
            baja + timedelta(days=dias),
            Text(
                "CONSERVACION_CUARTA_COMO",
                "{semanas} semanas entre {divisor} son {cuarta} semanas: {dias} días desde la baja.",
                semanas=semanas,
                divisor=divisor,
                cuarta=f"{cuarta:f}",
                dias=dias,
            ),
        )
    with cuenta.paso(Text("CONSERVACION_MESES", "Con el plazo más corto que da la ley"), cite) as paso:
        meses = law.integer(_MESES, en_vigor(_MESES, baja))
        by_months = paso.da(
            months_after(baja, meses),
            Text("CONSERVACION_MESES_COMO", "{meses} meses del calendario desde la baja.", meses=meses),
        )
    return Conservacion(
        baja=baja,
        cuarta_parte_semanas=Decimal(f"{cuarta:f}"),
        rige=Regla.CUARTA_PARTE if by_weeks > by_months else Regla.DOCE_MESES,
        hasta=max(by_weeks, by_months),
        seguros=_SEGUROS[regimen],
        pasos=tuple(cuenta.pasos),
    )


def explicar_conservacion(una: Conservacion) -> Explained:
    """The tree: the longer of its two terms."""
    return Explained(
        Text("CONSERVACION", "Conserva sus derechos de {seguros} hasta", seguros=", ".join(una.seguros)),
        una.hasta,
        Text("CONSERVACION_MAYOR", "Rige el plazo más largo de los dos."),
        parts=una.pasos,
    )


@dataclass(frozen=True, kw_only=True)
class Reincorporacion:
    """What a return asks: ``pedidas`` new weeks, of which ``faltan`` some, before the earlier ones are recognised."""

    pedidas: int
    faltan: int
    motivo: Text
    pasos: tuple[Explained, ...]

    @property
    def reconocidas(self) -> bool:
        """Whether the earlier weeks count again."""
        return self.faltan == 0


def reincorporacion(una: Conservacion, reingreso: date, semanas_nuevas: int) -> Reincorporacion:
    """What is asked of somebody who comes back on ``reingreso`` and has contributed ``semanas_nuevas`` since."""
    dia_posible("reingreso", reingreso)
    semanas_posibles("semanas_nuevas", semanas_nuevas)
    if reingreso <= una.baja:
        raise BeneficioError(
            "reingreso",
            Text(
                "REINGRESO_ANTES_DE_BAJA",
                "El reingreso, {reingreso}, no es posterior a la baja, {baja}. Revise ambas fechas.",
                reingreso=reingreso,
                baja=una.baja,
            ),
        )
    cuenta = Cuenta()
    with cuenta.paso(Text("REINCORPORACION_SEMANAS", "Semanas nuevas que se piden"), "LSS 151") as paso:
        pedidas, motivo = _asked(una, reingreso)
        paso.da(pedidas, motivo)
    faltan = max(0, pedidas - semanas_nuevas)
    return Reincorporacion(pedidas=pedidas, faltan=faltan, motivo=motivo, pasos=tuple(cuenta.pasos))


@dataclass(frozen=True, slots=True)
class Escalon:
    """Who comes back by ``hasta`` (None: any later day) is asked ``semanas`` new ones, 0 for none."""

    hasta: date | None
    semanas: int


def escalones(una: Conservacion) -> tuple[Escalon, ...]:
    """What a return asks, by its day: the steps of LSS 151 after this baja, the earliest first.

    >>> [(str(one.hasta), one.semanas) for one in escalones(conservacion(date(2026, 3, 15), 208))]
    [('2029-03-15', 0), ('2032-03-15', 26), ('None', 52)]
    """
    on = en_vigor(_CORTA, una.baja)
    years = [law.integer(key, on) for key in (_CORTA, _MEDIA)]
    ends = sorted({una.hasta, *(months_after(una.baja, n * _MONTHS_OF_A_YEAR) for n in years)})
    steps = [Escalon(end, _asked(una, end)[0]) for end in ends]
    steps.append(Escalon(None, _asked(una, ends[-1] + timedelta(days=1))[0]))
    return tuple(
        one
        for one, after in zip(steps, (*steps[1:], None), strict=True)
        if after is None or after.semanas != one.semanas
    )


def _asked(una: Conservacion, reingreso: date) -> tuple[int, Text]:
    if una.conserva(reingreso):
        return 0, Text(
            "REINCORPORACION_CONSERVA",
            "Volvió antes de perder sus derechos, que conservaba hasta el {hasta}: cuentan todas sus semanas.",
            hasta=una.hasta,
        )
    on = en_vigor(_CORTA, reingreso)
    corta, media = law.integer(_CORTA, on), law.integer(_MEDIA, on)
    if reingreso <= months_after(una.baja, corta * _MONTHS_OF_A_YEAR):
        return 0, Text(
            "REINCORPORACION_CORTA",
            "La interrupción no pasó de {anios} años: cuentan todas sus semanas desde su reingreso.",
            anios=corta,
        )
    if reingreso <= months_after(una.baja, media * _MONTHS_OF_A_YEAR):
        semanas = law.integer("lss.151.media_semanas", on)
        return semanas, Text(
            "REINCORPORACION_MEDIA",
            "La interrupción pasó de {corta} años y no de {media}: sus semanas anteriores cuentan "
            "cuando reúna {semanas} nuevas.",
            corta=corta,
            media=media,
            semanas=semanas,
        )
    semanas = law.integer("lss.151.larga_semanas", on)
    return semanas, Text(
        "REINCORPORACION_LARGA",
        "La interrupción pasó de {media} años: sus semanas anteriores cuentan cuando reúna {semanas} nuevas.",
        media=media,
        semanas=semanas,
    )
