"""``ventanilla salario``: the base wage, its factor, the variable part, and the changes that time and the law bring."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

import click

from ventanilla import law
from ventanilla.cli.given import percent, pesos, refusing
from ventanilla.cli.lazy import LazyGroup
from ventanilla.cli.showing import columns, plain, tree_json, tree_lines, used_json
from ventanilla.domain.contributions import (
    Ahorro,
    CuotasError,
    Especie,
    Exclusion,
    HorasExtra,
    Integrado,
    Jornada,
    Limitado,
    Prestaciones,
    Promedio,
    Salario,
    Variable,
    Zona,
    explicar_factor,
    explicar_mixto,
    explicar_salario,
    factor_del_anio,
    factor_integracion,
    integrar,
    limitar,
    promediar,
)
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import long_date


def _modificaciones() -> click.Command:
    from ventanilla.cli.salario_modificaciones import modificaciones_command

    return modificaciones_command


COMMAND = LazyGroup(
    "salario",
    later={"modificaciones": (_modificaciones, "Dice los cambios de salario que trae la ley, y escribe su lote (07).")},
    help="Integra el salario base de cotización y dice cuándo y quién lo modifica.",
    epilog="Ejemplo: ventanilla salario integrar --salario-diario 400 --ingreso 2026-02-01 --fecha 2026-06-30",
)
DAY: Final = click.DateTime(["%Y-%m-%d"])
NONE: Final = Money("0.00")


def _bimester(value: str) -> tuple[int, int]:
    year, _, number = value.partition("-")
    if not (year.isdecimal() and number.isdecimal()):
        raise click.BadParameter(f"«{value}» no es un bimestre, como 2026-1 (enero y febrero de 2026).")
    return int(year), int(number)


def _overtime(value: str) -> HorasExtra:
    day, _, rest = value.partition("=")
    hours, _, each = rest.partition("@")
    try:
        return HorasExtra(date.fromisoformat(day), percent(hours), pesos(each))
    except CuotasError as error:
        raise click.BadParameter(str(error.reason)) from error
    except (ValueError, click.BadParameter) as error:
        raise click.BadParameter(f"«{value}» no son horas extra de un día, como 2026-03-09=5@180.00.") from error


def _excluded(value: str) -> tuple[Exclusion, Money]:
    clave, _, amount = value.partition("=")
    for one in Exclusion:
        if one.clave == clave:
            return one, pesos(amount)
    raise click.BadParameter(f"«{clave}» no es una de: {', '.join(one.clave for one in Exclusion)}.")


def _with(*options: Callable[[Callable[..., None]], Callable[..., None]]) -> Callable[..., Callable[..., None]]:
    """Give a command several options, in that order."""

    def wrap(command: Callable[..., None]) -> Callable[..., None]:
        for option in reversed(options):
            command = option(command)
        return command

    return wrap


def _money(name: str, words: str, *, required: bool = False) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return click.option(name, type=pesos, metavar="PESOS", required=required, help=words)


_BENEFITS: Final = (
    click.option("--aguinaldo", type=int, metavar="DÍAS", help="Días al año; si falta, los de la ley."),
    click.option("--prima-vacacional", type=percent, metavar="PORCENTAJE", help="Si falta, la de la ley."),
    click.option(
        "--vacaciones", type=int, metavar="DÍAS", help="Días al año; si la ley da más, cuentan los de la ley."
    ),
)
_ZONE: Final = click.option(
    "--zona", type=click.Choice([one.value for one in Zona]), default="general", show_default=True
)
_JORNADA: Final = click.option(
    "--jornada", type=click.Choice([one.value for one in Jornada]), default="completa", show_default=True
)
_SHOWN: Final = (
    click.option("--politica", multiple=True, metavar="CLAVE=VALOR", help="Elige en una cuestión abierta."),
    click.option("--explicar", is_flag=True, help="Dice cómo se llega a cada cantidad, con su artículo."),
    click.option("--json", "as_json", is_flag=True, help="Responde en JSON."),
)


def _computing(stack: ExitStack, as_json: bool, politica: Iterable[str]) -> None:
    """Say in words what cannot be computed, under the policies that were chosen."""
    stack.enter_context(refusing(as_json))
    stack.enter_context(law.choosing({key: value for key, _, value in (one.partition("=") for one in politica)}))


def _answer(as_json: bool, explained: bool, answer: dict[str, Any], lines: list[str], tree: law.Explained) -> None:
    """One result, for a program or for people, with its tree where it was asked for."""
    if as_json:
        click.echo(
            json.dumps({**answer, **({"explicacion": tree_json(tree)} if explained else {})}, ensure_ascii=False)
        )
    else:
        click.echo("\n".join(tree_lines(tree) if explained else lines))


@COMMAND.command(
    "factor", epilog="Ejemplo: ventanilla salario factor --ingreso 2024-03-10 --fecha 2026-06-30 --aguinaldo 30"
)
@_with(
    click.option("--fecha", type=DAY, required=True, help="El día que se pregunta."),
    click.option("--ingreso", type=DAY, help="El primer día de trabajo."),
    click.option("--anio", type=int, help="El año de servicio que corre, en vez del ingreso."),
    *_BENEFITS,
    *_SHOWN,
)
def factor(
    fecha: datetime,
    ingreso: datetime | None,
    anio: int | None,
    aguinaldo: int | None,
    prima_vacacional: Decimal | None,
    vacaciones: int | None,
    politica: tuple[str, ...],
    explicar: bool,
    as_json: bool,
) -> None:
    """Dice el factor de integración por antigüedad, con las prestaciones de la ley o mejores."""
    if (ingreso is None) is (anio is None):
        raise click.UsageError("Dé el ingreso (--ingreso) o el año de servicio (--anio), uno de los dos.")
    with ExitStack() as stack:
        _computing(stack, as_json, politica)
        benefits = Prestaciones(aguinaldo, prima_vacacional, vacaciones)
        if ingreso is not None:
            found = factor_integracion(benefits, ingreso.date(), fecha.date())
        else:
            assert anio is not None
            found = factor_del_anio(benefits, anio, fecha.date())
    rows = [
        ("Factor de integración", str(found.valor)),
        ("Año de servicio que corre", str(found.anio)),
        ("Días de aguinaldo", str(found.aguinaldo)),
        ("Días de vacaciones", str(found.vacaciones)),
        ("Prima vacacional", f"{found.prima_vacacional:f}%"),
        ("Prestaciones", "las de la ley" if found.minimas else "mejores que las de la ley"),
    ]
    answer = {
        "factor": plain(found.valor),
        "anio": found.anio,
        "aguinaldo": found.aguinaldo,
        "vacaciones": found.vacaciones,
        "prima_vacacional": plain(found.prima_vacacional),
        "minimas": found.minimas,
        "parametros": [used_json(used) for used in found.usados],
    }
    _answer(as_json, explicar, answer, columns(list(rows)), explicar_factor(found))


@COMMAND.command(
    "integrar",
    epilog="Ejemplo: ventanilla salario integrar --salario-diario 400 --ingreso 2026-02-01 --fecha 2026-06-30 "
    "--despensa 60 --comidas 1",
)
@_with(
    click.option("--fecha", type=DAY, required=True, help="El día que se pregunta."),
    click.option("--ingreso", type=DAY, required=True, help="El primer día de trabajo."),
    _money("--salario-diario", "Salario fijo por día; si falta, solo hay variable."),
    *_BENEFITS,
    _money("--fijas", "Otras prestaciones fijas, por día: integran enteras."),
    _money("--despensa", "Despensa, por día."),
    _money("--asistencia", "Premio de asistencia, por día."),
    _money("--puntualidad", "Premio de puntualidad, por día."),
    _money("--sbc-registrado", "El último que se avisó: con él se miden los premios."),
    _money("--ahorro-patron", "Lo que el patrón deposita en el fondo de ahorro, por día."),
    _money("--ahorro-trabajador", "Lo que la persona deposita en él, por día."),
    click.option("--retiros", type=int, default=0, help="Cuántas veces al año puede retirar del fondo."),
    click.option("--comidas", type=int, default=0, help="Comidas al día que da el patrón, de 0 a 3."),
    _money("--paga-alimentos", "Lo que la persona paga por ellas, por día."),
    click.option("--habitacion", is_flag=True, help="El patrón da habitación."),
    _money("--paga-habitacion", "Lo que la persona paga por ella, por día."),
    click.option(
        "--no-integra",
        "excluidas",
        type=_excluded,
        metavar="CLAVE=PESOS",
        multiple=True,
        help=f"Lo que se paga y nunca integra, por día ({', '.join(one.clave for one in Exclusion)}); puede repetirse.",
    ),
    _money("--variable", "Promedio variable por día, del bimestre anterior o estimado."),
    _ZONE,
    _JORNADA,
    *_SHOWN,
)
def integrar_salario(
    fecha: datetime, ingreso: datetime, politica: tuple[str, ...], explicar: bool, as_json: bool, **given: Any
) -> None:
    """Dice el salario base de cotización de un día: qué integra, qué no, y el piso y el tope."""
    with ExitStack() as stack:
        _computing(stack, as_json, politica)
        found = integrar(_salario(**given), ingreso.date(), fecha.date())
    rows: list[tuple[str, ...]] = [("Por día", "Se paga", "No integra", "Integra")]
    rows += [
        (str(one.titulo), "" if one.clave == "especie" else str(one.pagado), str(one.exento), str(one.importe))
        for one in found.elementos
    ]
    rows += [
        ("Salario integrado", "", "", str(found.integrado)),
        ("Salario base de cotización", "", "", str(found.sbc)),
    ]
    lines = columns(rows)
    if found.limitado.porque is not None:
        lines.append(str(found.limitado.porque))
    _answer(as_json, explicar, _integrated_json(found), lines, explicar_salario(found))


def _salario(
    salario_diario: Money | None,
    aguinaldo: int | None,
    prima_vacacional: Decimal | None,
    vacaciones: int | None,
    ahorro_patron: Money | None,
    ahorro_trabajador: Money | None,
    retiros: int,
    comidas: int,
    paga_alimentos: Money | None,
    habitacion: bool,
    paga_habitacion: Money | None,
    sbc_registrado: Money | None,
    excluidas: tuple[tuple[Exclusion, Money], ...],
    zona: str,
    jornada: str,
    **amounts: Money | None,
) -> Salario:
    fund = ahorro_patron is not None or ahorro_trabajador is not None
    return Salario(
        diario=salario_diario,
        prestaciones=Prestaciones(aguinaldo, prima_vacacional, vacaciones),
        ahorro=Ahorro(ahorro_patron or NONE, ahorro_trabajador or NONE, retiros) if fund else None,
        especie=Especie(comidas, paga_alimentos or NONE, habitacion, paga_habitacion or NONE),
        registrado=sbc_registrado,
        excluidas=excluidas,
        zona=Zona(zona),
        jornada=Jornada(jornada),
        **{name: amount or NONE for name, amount in amounts.items()},
    )


def _integrated_json(found: Integrado) -> dict[str, Any]:
    return {
        "sbc": plain(found.sbc),
        "integrado": plain(found.integrado),
        "factor": None if found.factor is None else plain(found.factor.valor),
        **_limit_json(found.limitado),
        "elementos": {
            one.clave: {
                "titulo": str(one.titulo),
                "pagado": plain(one.pagado),
                "exento": plain(one.exento),
                "integra": plain(one.importe),
                "operacion": str(one.como),
                "fundamento": list(one.cite),
            }
            for one in found.elementos
        },
        "parametros": [used_json(used) for used in found.usados],
    }


def _limit_json(limit: Limitado) -> dict[str, Any]:
    return {"limite": limit.limite.value or None, "porque": None if limit.porque is None else str(limit.porque)}


@COMMAND.command(
    "variables",
    epilog="Ejemplo: ventanilla salario variables --bimestre 2026-1 --importe 12000 --ausencias 2 --incapacidad 5 "
    "--parte-fija 419.72",
)
@_with(
    click.option(
        "--bimestre", type=_bimester, metavar="AÑO-NÚMERO", required=True, help="2026-1 es enero y febrero de 2026."
    ),
    _money("--importe", "Lo percibido que integra entero: comisiones, destajo…", required=True),
    click.option("--despensa", type=pesos, metavar="PESOS", multiple=True, help="La de cada mes, en orden."),
    click.option(
        "--horas-extra",
        type=_overtime,
        metavar="FECHA=HORAS@PESOS",
        multiple=True,
        help="Las de un día, y lo que se paga por cada hora que pasa los límites; puede repetirse.",
    ),
    click.option("--ausencias", type=int, default=0, help="Días del bimestre sin salario."),
    click.option("--incapacidad", type=int, default=0, help="Días certificados del bimestre."),
    click.option("--ingreso", type=DAY, help="El primer día de trabajo, si fue dentro del bimestre."),
    _money("--parte-fija", "Parte fija ya integrada, por día: el salario es mixto."),
    _ZONE,
    _JORNADA,
    *_SHOWN,
)
def variables(
    bimestre: tuple[int, int],
    importe: Money,
    despensa: tuple[Money, ...],
    horas_extra: tuple[HorasExtra, ...],
    ausencias: int,
    incapacidad: int,
    ingreso: datetime | None,
    parte_fija: Money | None,
    zona: str,
    jornada: str,
    politica: tuple[str, ...],
    explicar: bool,
    as_json: bool,
) -> None:
    """Dice el promedio variable de un bimestre, el salario base que resulta, y hasta cuándo se avisa."""
    with ExitStack() as stack:
        _computing(stack, as_json, politica)
        began = None if ingreso is None else ingreso.date()
        given = Variable(*bimestre, importe, despensa, horas_extra, ausencias, incapacidad, began)
        found = promediar(given)
        limit = limitar(found.valor + (parte_fija or NONE), Zona(zona), Jornada(jornada), found.desde)
    answer = {
        "promedio": plain(found.valor),
        "importe": plain(found.importe),
        "dias": found.dias,
        "sbc": plain(limit.sbc),
        **_limit_json(limit),
        "desde": found.desde.isoformat(),
        "limite_aviso": found.limite.isoformat(),
        "calendario": found.calendario,
        "parametros": [used_json(used) for used in dict.fromkeys((*found.usados, *limit.usados))],
    }
    _answer(
        as_json,
        explicar,
        answer,
        _variable_lines(found, limit, parte_fija),
        explicar_mixto(parte_fija or NONE, found, limit),
    )


def _variable_lines(found: Promedio, limit: Limitado, fixed: Money | None) -> list[str]:
    rows = [(str(one.titulo), str(one.importe)) for one in found.conceptos]
    rows += [("Días de salario devengado", str(found.dias)), ("Promedio variable diario", str(found.valor))]
    if fixed is not None:
        rows.append(("Parte fija", str(fixed)))
    rows.append(("Salario base de cotización", str(limit.sbc)))
    lines = columns(list(rows))
    if limit.porque is not None:
        lines.append(str(limit.porque))
    lines.append(
        f"Rige desde el {long_date(found.desde)}. Avíselo a más tardar el {long_date(found.limite)}, según el "
        f"calendario «{found.calendario}»."
    )
    return lines
