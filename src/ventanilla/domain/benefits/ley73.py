"""The pension of cesantía or vejez by the law of 1973, as the institution computes it: truncated at every step.

Annual amounts, then the month, then the factor of 2004, in that order: its own example is reproduced only so. What the
law leaves open (how the group is found, where the average is capped) is a policy; ``lecturas`` gives the others.

Reading chosen: a percentage is multiplied by the number of children or parents before it is truncated, as that of the
increments is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Final

from ventanilla import law
from ventanilla.kernel.money import TRUNCATE, Money
from ventanilla.kernel.text import Text

from .edad import Edad
from .errors import BeneficioError, entre, salario_posible, semanas_posibles
from .working import Calculo, Cuenta, parte, por_ciento

DAYS_OF_A_YEAR: Final = 365
MONTHS_OF_A_YEAR: Final = 12
GRUPO: Final = "ley73_grupo"
TOPE: Final = "ley73_tope"
_MOST_CHILDREN: Final = 30
_MOST_PARENTS: Final = 2
_TOPE_KEY: Final = {"sm_25": "lss73.33.tope_sm", "sm_10": "lss73.33.tope_sm_corte"}
_HALF: Final = Decimal("0.5")


@dataclass(frozen=True, slots=True, kw_only=True)
class Datos73:
    """What the pension is computed from. ``on`` is the day of the retirement; ``semanas``, those recognised.

    ``promedio`` is the daily average of the last 250 weeks (``salario_promedio``). ``sm`` and ``uma`` are read of the
    law unless they are given, for a year that it does not reach. ``conserva``: whether the rights are kept on ``on``
    (``conservacion``), None where nobody looked.
    """

    promedio: Money
    semanas: int
    edad: Edad
    on: date
    esposa: bool = False
    hijos: int = 0
    ascendientes: int = 0
    conserva: bool | None = None
    sm: Money | None = None
    uma: Money | None = None

    def __post_init__(self) -> None:
        salario_posible("promedio", self.promedio)
        semanas_posibles("semanas", self.semanas)
        entre("hijos", self.hijos, 0, _MOST_CHILDREN)
        entre("ascendientes", self.ascendientes, 0, _MOST_PARENTS)
        for campo, amount in (("sm", self.sm), ("uma", self.uma)):
            if amount is not None:
                salario_posible(campo, amount)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cuantia73:
    """Every figure of the calculation, each already truncated. ``mensual`` is before the factor of 2004."""

    promedio: Money
    veces: Decimal
    basica_pct: Decimal
    incremento_pct: Decimal
    incrementos: Decimal
    promedio_anual: Money
    basica_anual: Money
    incrementos_anual: Money
    cuantia_anual: Money
    asignaciones_anual: Money
    con_asignaciones: Money
    factor_edad: Decimal
    anual: Money
    mensual: Money
    con_factor: Money
    minima: Money
    tope_mensual: Money


@dataclass(frozen=True, kw_only=True)
class Pension73(Calculo):
    """The estimate of a month. ``cuantia`` is None where a requirement is not met."""

    cuantia: Cuantia73 | None


@dataclass(frozen=True, kw_only=True)
class Lectura:
    """The same pension under another answer to an open question; ``palabras`` say which."""

    politica: str
    valor: str
    palabras: str
    pension: Pension73


def pension_ley73(datos: Datos73) -> Pension73:
    """The monthly pension, with what it asks and every step.

    >>> uno = pension_ley73(Datos73(promedio=Money("1000.00"), semanas=1000, edad=Edad(62), on=date(2026, 6, 1)))
    >>> uno.importe, uno.cuantia.basica_pct, uno.cuantia.incrementos
    (Money('15366.11'), Decimal('25.60'), Decimal('10'))
    """
    cuenta = Cuenta()
    _requisitos(cuenta, datos)
    titulo = Text("PENSION_73", "Pensión mensual, ley de 1973")
    if cuenta.procede is False:
        return Pension73(titulo=titulo, importe=None, requisitos=tuple(cuenta.requisitos), pasos=(), cuantia=None)
    cuantia = _cuantia(cuenta, datos)
    with cuenta.paso(Text("L73_PENSION", "Pensión de un mes"), "LSS de 1973, 168") as paso:
        importe = paso.da(
            max(cuantia.con_factor, cuantia.minima),
            Text(
                "L73_PENSION_COMO",
                "La mayor de {calculada}, que se calculó, y {minima}, la mínima.",
                calculada=str(cuantia.con_factor),
                minima=str(cuantia.minima),
            ),
        )
    return Pension73(
        titulo=titulo,
        importe=importe,
        requisitos=tuple(cuenta.requisitos),
        pasos=tuple(cuenta.pasos),
        avisos=(
            Text(
                "L73_ESTIMACION",
                "Es una estimación con los datos que se dieron; la institución resuelve con los de sus registros.",
            ),
        ),
        cuantia=cuantia,
    )


def lecturas(datos: Datos73) -> tuple[Lectura, ...]:
    """The pension under every other answer of the two open questions, one at a time."""
    found = []
    for key in (TOPE, GRUPO):
        if key == GRUPO and datos.sm is not None and datos.uma is None:
            continue  # a wage of another year beside the UMA of this one would compare nothing
        chosen = law.policy(key)
        for value, words in chosen.values.items():
            if value != chosen.value:
                with law.choosing({key: value}):
                    found.append(Lectura(politica=key, valor=value, palabras=words, pension=pension_ley73(datos)))
    return tuple(found)


def incrementos_anuales(semanas: int, on: date) -> Decimal:
    """The increments of the weeks past the ones that are asked (LSS de 1973, 167).

    >>> [incrementos_anuales(semanas, date(2026, 6, 1)) for semanas in (500, 512, 513, 526, 527, 1100)]
    [Decimal('0'), Decimal('0'), Decimal('0.5'), Decimal('0.5'), Decimal('1'), Decimal('12')]
    """
    semanas_posibles("semanas", semanas)
    beyond = max(0, semanas - law.integer("lss73.145.semanas", on))
    whole, left = divmod(beyond, law.integer("lss73.167.incremento_semanas", on))
    if left < law.integer("lss73.167.medio_desde", on):
        return Decimal(whole)
    return whole + (_HALF if left <= law.integer("lss73.167.medio_hasta", on) else Decimal(1))


def pension_minima(on: date, sm: Money | None = None) -> Money:
    """The lowest pension granted on that day: one minimum wage, by the month, with the factor of 2004.

    >>> pension_minima(date(2025, 6, 1)), pension_minima(date(2026, 6, 1))
    (Money('9412.97'), Money('10636.53'))
    """
    wage = Money(law.value("sm.general", on)) if sm is None else sm
    times = law.value("lss73.168.minimo_sm", on)
    return _by_month(wage.times(times * DAYS_OF_A_YEAR, TRUNCATE)).times(law.value("lss73.factor_2004", on), TRUNCATE)


def edad_que_cuenta(edad: Edad, on: date) -> int:
    """The age for the factor: some months past a birthday it is already the next one (LSS de 1973, 171).

    >>> edad_que_cuenta(Edad(62, 5), date(2026, 6, 1)), edad_que_cuenta(Edad(62, 6), date(2026, 6, 1))
    (62, 63)
    """
    return edad.anios + (edad.meses >= law.integer("lss73.171.meses_siguiente", on))


def _requisitos(cuenta: Cuenta, datos: Datos73) -> None:
    def semanas() -> tuple[Text, bool]:
        asked = law.integer("lss73.145.semanas", datos.on)
        return Text("L73_PIDE_SEMANAS", "{semanas} semanas reconocidas", semanas=asked), datos.semanas >= asked

    def edad() -> tuple[Text, bool]:
        cesantia = law.integer("lss73.145.edad_cesantia", datos.on)
        vejez = law.integer("lss73.138.edad_vejez", datos.on)
        texto = Text(
            "L73_PIDE_EDAD",
            "{cesantia} años, sin trabajo remunerado, o {vejez}",
            cesantia=cesantia,
            vejez=vejez,
        )
        return texto, datos.edad.anios >= cesantia

    cuenta.pide(semanas, "LSS de 1973, 138, 145")
    cuenta.pide(edad, "LSS de 1973, 138, 145")
    cuenta.pide(
        lambda: (Text("L73_PIDE_CONSERVAR", "Derechos en conservación el día del retiro"), datos.conserva),
        "LSS de 1973, 182",
    )


def _cuantia(cuenta: Cuenta, datos: Datos73) -> Cuantia73:
    """Every step, annual up to the age."""
    on = datos.on
    sm = _given(cuenta, datos.sm, "sm.general", on, Text("L73_SM", "Salario mínimo general del día del retiro"))
    promedio = _con_tope(cuenta, datos, sm)
    veces, basica_pct, incremento_pct = _grupo(cuenta, datos, promedio, sm)
    with cuenta.paso(Text("L73_INCREMENTOS", "Incrementos anuales"), "LSS de 1973, 167") as paso:
        incrementos = paso.da(
            incrementos_anuales(datos.semanas, on),
            Text("L73_INCREMENTOS_COMO", "De {semanas} semanas reconocidas.", semanas=datos.semanas),
        )
    with cuenta.paso(Text("L73_PROMEDIO_ANUAL", "Promedio anual"), "LSS de 1973, 167") as paso:
        anual = paso.da(
            promedio.times(DAYS_OF_A_YEAR, TRUNCATE),
            Text("L73_PROMEDIO_ANUAL_COMO", "{promedio} x {dias} días.", promedio=str(promedio), dias=DAYS_OF_A_YEAR),
        )
    basica = _share(
        cuenta, Text("L73_BASICA", "Cuantía básica anual"), "LSS de 1973, 167", anual, lambda: (basica_pct, 1)
    )
    mas = _share(
        cuenta,
        Text("L73_INCREMENTO_ANUAL", "Incrementos, en un año"),
        "LSS de 1973, 167",
        anual,
        lambda: (incremento_pct, incrementos),
    )
    cuantia = basica + mas
    asignaciones = _asignaciones(cuenta, datos, cuantia)
    limited = _limitada(cuenta, on, anual, cuantia, asignaciones)
    factor, por_edad = _por_edad(cuenta, datos, limited)
    with cuenta.paso(Text("L73_MENSUAL", "De un mes"), "LSS de 1973, 171") as paso:
        mensual = paso.da(_by_month(por_edad), Text("L73_MENSUAL_COMO", "{anual} entre 12.", anual=str(por_edad)))
    with cuenta.paso(Text("L73_FACTOR_2004", "Con el factor de 2004"), "Decreto, DOF 2004-01-05") as paso:
        # Nobody gets here under sixty, the age from which it applies (lss73.factor_2004_edad).
        once = law.value("lss73.factor_2004", on)
        con_factor = paso.da(
            mensual.times(once, TRUNCATE),
            Text("L73_FACTOR_2004_COMO", "{mensual} x {factor}.", mensual=str(mensual), factor=str(once)),
        )
    with cuenta.paso(Text("L73_MINIMA", "Pensión mínima"), "LSS de 1973, 168") as paso:
        minima = paso.da(
            pension_minima(on, sm),
            Text("L73_MINIMA_COMO", "{sm} x 365 entre 12, por {factor}.", sm=str(sm), factor=str(once)),
        )
    return Cuantia73(
        promedio=promedio,
        veces=veces,
        basica_pct=basica_pct,
        incremento_pct=incremento_pct,
        incrementos=incrementos,
        promedio_anual=anual,
        basica_anual=basica,
        incrementos_anual=mas,
        cuantia_anual=cuantia,
        asignaciones_anual=asignaciones,
        con_asignaciones=limited,
        factor_edad=factor,
        anual=por_edad,
        mensual=mensual,
        con_factor=con_factor,
        minima=minima,
        tope_mensual=_by_month(_tope(on, anual)).times(once, TRUNCATE),
    )


def _given(cuenta: Cuenta, given: Money | None, key: str, on: date, titulo: Text) -> Money:
    """An amount that was given, or else that of the law on the day."""
    with cuenta.paso(titulo) as paso:
        if given is not None:
            return paso.da(given, Text("L73_DADO", "El que se dio."))
        return paso.da(Money(law.value(key, on)))


def _con_tope(cuenta: Cuenta, datos: Datos73, sm: Money) -> Money:
    """The average, up to so many minimum wages (policy ``ley73_tope``)."""
    with cuenta.paso(Text("L73_PROMEDIO", "Salario promedio que cuenta"), "LSS de 1973, 33, 167") as paso:
        times = law.integer(_TOPE_KEY[law.policy(TOPE).value], datos.on)
        cap = sm.times(times, TRUNCATE)
        return paso.da(
            min(datos.promedio, cap),
            Text(
                "L73_PROMEDIO_COMO",
                "{promedio}, y a lo más {veces} salarios mínimos: {tope}.",
                promedio=str(datos.promedio),
                veces=times,
                tope=str(cap),
            ),
        )


def _grupo(cuenta: Cuenta, datos: Datos73, promedio: Money, sm: Money) -> tuple[Decimal, Decimal, Decimal]:
    """How many times the minimum wage or the UMA the average is (policy ``ley73_grupo``), and its two percentages."""
    with cuenta.paso(Text("L73_GRUPO", "Grupo salarial, en veces"), "LSS de 1973, 167") as paso:
        unit = sm
        if law.policy(GRUPO).value == "uma":
            unit = _uma(datos)
        # Twenty-eight digits tell any two quotients of centavos apart: a limit is never missed.
        times = Decimal(promedio.centavos) / Decimal(unit.centavos)
        basica = law.up_to("lss73.167.basica", times, datos.on)
        incremento = law.up_to("lss73.167.incremento", times, datos.on)
        veces = paso.da(
            Decimal(f"{times:.4f}"),
            Text(
                "L73_GRUPO_COMO",
                "{promedio} entre {unidad}: cuantía básica de {basica}% e incrementos de {incremento}%.",
                promedio=str(promedio),
                unidad=str(unit),
                basica=str(basica),
                incremento=str(incremento),
            ),
        )
    return veces, basica, incremento


def _uma(datos: Datos73) -> Money:
    if datos.uma is not None:
        return datos.uma
    if datos.sm is not None:
        raise BeneficioError(
            "uma",
            Text(
                "L73_FALTA_UMA",
                "Se dio el salario mínimo y el grupo se mide en UMA (política {politica}). Dé también la UMA.",
                politica=GRUPO,
            ),
        )
    return Money(law.value("uma.diaria", datos.on))


def _share(
    cuenta: Cuenta, titulo: Text, cite: str, amount: Money, percentage: Callable[[], tuple[Decimal, Decimal | int]]
) -> Money:
    """A percentage of an annual amount, multiplied by how many times it goes and only then truncated."""
    with cuenta.paso(titulo, cite) as paso:
        each, times = percentage()
        return paso.da(
            parte(amount, Fraction(each) * Fraction(times), TRUNCATE),
            Text(
                "L73_PARTE",
                "{importe} x {porcentaje}% x {veces}, truncado a centavos.",
                importe=str(amount),
                porcentaje=por_ciento(each),
                veces=str(times),
            ),
        )


def _asignaciones(cuenta: Cuenta, datos: Datos73, cuantia: Money) -> Money:
    """Family allowances and assistance (LSS de 1973, 164): what each person adds, or being alone."""
    on = datos.on
    alone = not datos.esposa and not datos.hijos
    parents = datos.ascendientes if alone else 0
    rows = (
        (
            int(datos.esposa),
            Text("L73_CONYUGE", "Asignación por cónyuge, concubina o concubinario"),
            "lss73.164.esposa",
        ),
        (datos.hijos, Text("L73_HIJOS", "Asignación por hijas e hijos"), "lss73.164.hijo"),
        (parents, Text("L73_ASCENDIENTES", "Asignación por madre y padre"), "lss73.164.ascendiente"),
        (
            int(parents == 1),
            Text("L73_AYUDA_ASCENDIENTE", "Ayuda asistencial, con una madre o un padre"),
            "lss73.164.ayuda_ascendiente",
        ),
        (
            int(alone and not parents),
            Text("L73_AYUDA_SOLA", "Ayuda asistencial, sin nadie que dependa"),
            "lss73.164.ayuda_sola",
        ),
    )
    return Money.total(
        _share(cuenta, titulo, "LSS de 1973, 164", cuantia, partial(_each, key, on, times))
        for times, titulo, key in rows
        if times
    )


def _each(key: str, on: date, times: int) -> tuple[Decimal, int]:
    return law.value(key, on), times


def _tope(on: date, promedio_anual: Money) -> Money:
    """The highest annual pension (LSS de 1973, 169)."""
    return parte(promedio_anual, law.value("lss73.169.tope", on), TRUNCATE)


def _limitada(cuenta: Cuenta, on: date, promedio_anual: Money, cuantia: Money, asignaciones: Money) -> Money:
    """With the allowances, up to the average; one's own amount is never cut."""
    with cuenta.paso(Text("L73_LIMITE", "Cuantía anual, con asignaciones"), "LSS de 1973, 169") as paso:
        cap = _tope(on, promedio_anual)
        return paso.da(
            max(cuantia, min(cuantia + asignaciones, cap)),
            Text(
                "L73_LIMITE_COMO",
                "{cuantia} propia y {asignaciones} de asignaciones; juntas, a lo más {tope}, "
                "salvo que la propia sea mayor.",
                cuantia=str(cuantia),
                asignaciones=str(asignaciones),
                tope=str(cap),
            ),
        )


def _por_edad(cuenta: Cuenta, datos: Datos73, anual: Money) -> tuple[Decimal, Money]:
    """The part that the age gives."""
    on = datos.on
    with cuenta.paso(Text("L73_EDAD", "Cuantía anual, por la edad"), "LSS de 1973, 171") as paso:
        age = min(edad_que_cuenta(datos.edad, on), law.integer("lss73.138.edad_vejez", on))
        percentage = law.cell("lss73.171.edad", str(age), on)
        found = paso.da(
            parte(anual, percentage, TRUNCATE),
            Text(
                "L73_EDAD_COMO",
                "{anual} x {porcentaje}%, de {edad} años.",
                anual=str(anual),
                porcentaje=por_ciento(percentage),
                edad=age,
            ),
        )
    return percentage / 100, found


def _by_month(annual: Money) -> Money:
    return annual.times(Fraction(1, MONTHS_OF_A_YEAR), TRUNCATE)
