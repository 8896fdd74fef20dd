"""``ventanilla cuotas``: what is owed for one worker, branch by branch, with the article and the operation of each."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import click

from ventanilla import law
from ventanilla.cli import explained
from ventanilla.cli.cuotas_prima import prima_command
from ventanilla.cli.cuotas_simular import simular
from ventanilla.cli.cuotas_tarde import fecha_limite_command, recargos_command
from ventanilla.cli.given import days, percent, pesos, refusing
from ventanilla.cli.lazy import LazyGroup
from ventanilla.cli.showing import columns, plain, tree_json, tree_lines, used_json
from ventanilla.domain.contributions import (
    RAMOS,
    Certificado,
    CuotasError,
    Determinacion,
    Jornada,
    Parte,
    Patron,
    Pensionado,
    Prima,
    Trabajador,
    Tramo,
    Zona,
    determinar,
    explicar,
)
from ventanilla.domain.contributions.explain import in_words
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text

DEFAULT_PROFILE: Final = "sua"
EXAMPLE: Final = "--sbc 174.20 --dias 31 --fecha 2018-03-01 --prima 1.13065"
LONGEST: Final = 366  # days of a period
_ZONES: Final = {Zona.GENERAL: "General", Zona.ZLFN: "Libre de la Frontera Norte"}
_PENSIONS: Final = {
    Pensionado.NO: "",
    Pensionado.CESANTIA_VEJEZ: "Cesantía o vejez",
    Pensionado.INVALIDEZ: "Invalidez",
    Pensionado.RT: "Riesgo de trabajo",
}
_DAYS: Final = {Jornada.COMPLETA: "", Jornada.REDUCIDA: "Reducida", Jornada.SEMANA_REDUCIDA: "Semana reducida"}
SIN_SALARIO: Final = Text(
    "SIN_SALARIO_DIARIO",
    "No se dio el salario diario: se supone mayor que el mínimo. Si es el mínimo, el patrón paga también la cuota "
    "obrera (LSS 36); dígalo con --salario-diario.",
)


def _cedula() -> click.Command:
    from ventanilla.cli.cuotas_cedula import cedula_command

    return cedula_command


def _comparar() -> click.Command:
    from ventanilla.cli.cuotas_comparar import comparar

    return comparar


COMMAND = LazyGroup(
    "cuotas",
    later={
        "cedula": (_cedula, "Calcula lo que un patrón debe en un mes, desde los archivos que tenga."),
        "comparar": (_comparar, "Dice en qué difieren dos o tres cuentas del mismo mes, y por qué."),
    },
    help="Calcula y explica las cuotas obrero-patronales, al centavo.",
    epilog=f"Ejemplo: ventanilla cuotas calcular {EXAMPLE}",
)
for other in (fecha_limite_command, prima_command, recargos_command, simular):
    COMMAND.add_command(other)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the options of one worker say."""

    trabajador: Trabajador
    patron: Patron
    periodo: Period
    perfil: str
    politicas: dict[str, str]
    supuesto: Text | None

    def determinada(self, perfil: str) -> Determinacion:
        """What is owed under a profile; a policy given by hand prevails over it."""
        with law.choosing({**law.profile(perfil).values, **self.politicas}):
            return determinar(self.trabajador, self.periodo, self.patron)


_OPTIONS: Final = (
    click.option("--sbc", type=pesos, metavar="PESOS", required=True, help="Salario base de cotización, por día."),
    click.option("--fecha", type=click.DateTime(["%Y-%m-%d"]), required=True, help="Primer día."),
    click.option("--dias", type=int, help="Cuántos días del mes; si falta, hasta que termina."),
    click.option("--hasta", type=click.DateTime(["%Y-%m-%d"]), help="Último día, si son más que los de un mes."),
    click.option(
        "--prima", type=percent, metavar="PORCENTAJE", required=True, help="Prima de riesgo de trabajo, en por ciento."
    ),
    click.option(
        "--salario-diario", type=pesos, metavar="PESOS", help="Salario por día: si es el mínimo, el patrón paga todo."
    ),
    click.option("--zona", type=click.Choice([one.value for one in Zona]), default="general", show_default=True),
    click.option("--pensionado", type=click.Choice([one.value for one in Pensionado]), default="no", show_default=True),
    click.option("--ausencias", type=int, default=0, help="Días de ausencia, desde el primero."),
    click.option(
        "--incapacidad", type=days, metavar="DESDE:HASTA", multiple=True, help="Días certificados; puede repetirse."
    ),
    click.option("--jornada", type=click.Choice([one.value for one in Jornada]), default="completa", show_default=True),
    click.option("--modalidad", default="10", show_default=True, help="La del registro patronal."),
    click.option("--perfil", type=click.Choice(list(law.profile_keys())), default=DEFAULT_PROFILE, show_default=True),
    click.option("--politica", multiple=True, metavar="CLAVE=VALOR", help="Elige en una cuestión abierta."),
    click.option("--json", "as_json", is_flag=True, help="Responde en JSON."),
)


def _of_one_worker(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of one worker."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@COMMAND.command("calcular", epilog=f"Ejemplo: ventanilla cuotas calcular {EXAMPLE} --json")
@_of_one_worker
def calcular(as_json: bool, **given: Any) -> None:
    """Dice lo que se debe por una persona, por ramo, en los días que se piden."""
    with refusing(as_json):
        asked = _asked(**given)
        debido = asked.determinada(asked.perfil)
        others = {key: asked.determinada(key) for key in law.profile_keys() if key != asked.perfil}
    if as_json:
        click.echo(json.dumps(_json(asked, debido, others), ensure_ascii=False))
        return
    rows: list[tuple[str, ...]] = [("Ramo", "Días", "Patrón", "Obrero")]
    for ramo in RAMOS:
        shares = [str(debido.ramo(ramo.key, parte)) for parte in Parte]
        rows.append((ramo.title, str(debido.dias(ramo.key)), *shares))
    rows.append(("Total a cargo de cada uno", "", str(debido.patron), str(debido.obrero)))
    for line in columns(rows):
        click.echo(line)
    for text in (*debido.advertencias, *filter(None, (asked.supuesto,))):
        click.echo(str(text))
    for line in _differences(asked, debido, others):
        click.echo(line)


@COMMAND.command(
    "explicar",
    epilog="Ejemplo: ventanilla cuotas explicar --sbc 410.80 --fecha 2026-06-01 --prima 0.54355 --salida porque.pdf",
)
@_of_one_worker
@explained.salida_option
def explicar_cuotas(as_json: bool, salida: tuple[Path, ...], **given: Any) -> None:
    """Dice cómo se llega a cada cantidad: operación, artículo, valores de la ley y su fecha."""
    explained.check(salida)
    with refusing(as_json):
        asked = _asked(**given)
        debido = asked.determinada(asked.perfil)
    tree = explicar(debido)
    warned = (*debido.advertencias, *filter(None, (asked.supuesto,)))
    explained.keep(tree, salida, about=_about(asked), warned=warned)
    if as_json:
        click.echo(json.dumps(tree_json(tree), ensure_ascii=False))
    else:
        whole = replace(tree, parts=()) if salida else tree
        click.echo("\n".join(tree_lines(whole)))


def _about(asked: Asked) -> list[tuple[str, str]]:
    """What was asked, as it is printed above its explanation."""
    (tramo,), (prima,) = asked.trabajador.tramos, asked.patron.primas
    certified = [in_words(one.periodo) for one in asked.trabajador.certificados]
    found = [
        ("Periodo", in_words(asked.periodo)),
        ("Salario base de cotización", f"{tramo.sbc} diarios"),
        ("Salario diario", "" if tramo.diario is None else str(tramo.diario)),
        ("Prima de riesgo de trabajo", f"{prima.porcentaje:f} %"),
        ("Modalidad", asked.patron.modalidad),
        ("Zona del salario mínimo", _ZONES[asked.trabajador.zona]),
        ("Pensión", _PENSIONS[asked.trabajador.pensionado]),
        ("Jornada", _DAYS[asked.trabajador.jornada]),
        ("Incapacidad", "; ".join(certified)),
        ("Días de ausencia", str(len(asked.trabajador.ausencias) or "")),
        ("Criterios", law.profile(asked.perfil).title),
    ]
    return [(name, value) for name, value in found if value]


def _asked(
    sbc: Money,
    fecha: datetime,
    dias: int | None,
    hasta: datetime | None,
    prima: Decimal,
    salario_diario: Money | None,
    zona: str,
    pensionado: str,
    ausencias: int,
    incapacidad: tuple[Period, ...],
    jornada: str,
    modalidad: str,
    perfil: str,
    politica: tuple[str, ...],
) -> Asked:
    periodo = _period(fecha.date(), dias, None if hasta is None else hasta.date())
    certificados = tuple(map(Certificado, incapacidad))
    return Asked(
        Trabajador(
            (Tramo(periodo, sbc, salario_diario),),
            _absences(ausencias, periodo, certificados),
            certificados,
            Zona(zona),
            Pensionado(pensionado),
            Jornada(jornada),
        ),
        Patron((Prima(periodo.first, prima),), modalidad),
        periodo,
        perfil,
        _policies(politica),
        None if salario_diario is not None else SIN_SALARIO,
    )


def _period(first: date, dias: int | None, last: date | None) -> Period:
    """The days asked: some of one month, or until a day that is said."""
    month = Period(first, Period.month(first.year, first.month).last)
    if last is None:
        if dias is not None and not 1 <= dias <= month.days:
            raise CuotasError(
                "dias",
                Text(
                    "MAS_DIAS_QUE_EL_MES",
                    "Desde el {desde}, a su mes le quedan {quedan} días y se pidieron {dias}. Escriba de 1 a {quedan}; "
                    "si son más que los del mes, diga el último con --hasta.",
                    desde=first,
                    quedan=month.days,
                    dias=dias,
                ),
            )
        return Period(first, month.last if dias is None else first + timedelta(days=dias - 1))
    if dias is not None:
        raise CuotasError("dias", Text("DIAS_Y_HASTA", "Se dieron --dias y --hasta. Deje uno de los dos."))
    if not 1 <= (last - first).days + 1 <= LONGEST:
        raise CuotasError(
            "hasta",
            Text(
                "FECHAS_IMPOSIBLES",
                "Del {desde} al {hasta} no hay de 1 a {maximo} días. Revise --fecha y --hasta.",
                desde=first,
                hasta=last,
                maximo=LONGEST,
            ),
        )
    return Period(first, last)


def _absences(many: int, periodo: Period, certificados: tuple[Certificado, ...]) -> frozenset[date]:
    """The first days that no certificate covers."""
    certified = {day for one in certificados for day in one.periodo}
    free = [day for day in periodo if day not in certified]
    if not 0 <= many <= len(free):
        raise CuotasError(
            "ausencias",
            Text(
                "MAS_AUSENCIAS_QUE_DIAS",
                "Hay {ausencias} ausencias, y {dias} días sin incapacidad en que quepan. Escriba de 0 a {dias}.",
                ausencias=many,
                dias=len(free),
            ),
        )
    return frozenset(free[:many])


def _policies(given: tuple[str, ...]) -> dict[str, str]:
    return {key: value for key, _, value in (one.partition("=") for one in given)}


def _json(asked: Asked, debido: Determinacion, others: dict[str, Determinacion]) -> dict[str, Any]:
    ramos = {
        ramo.key: {
            "dias": debido.dias(ramo.key),
            **{
                parte.value: plain(debido.ramo(ramo.key, parte))
                for parte, rate in ((Parte.PATRON, ramo.employer), (Parte.OBRERO, ramo.worker))
                if rate is not None
            },
        }
        for ramo in RAMOS
    }
    return {
        "patron": plain(debido.patron),
        "obrero": plain(debido.obrero),
        "ramos": ramos,
        "perfil": asked.perfil,
        "politicas": {
            used.key.removeprefix("politica/"): used.value for used in debido.usados if used.key.startswith("politica/")
        },
        "parametros": [used_json(used) for used in debido.usados if not used.key.startswith("politica/")],
        "advertencias": [str(text) for text in debido.advertencias],
        **({"supuesto": str(asked.supuesto)} if asked.supuesto else {}),
        "perfiles": {
            key: {
                "patron": plain(other.patron),
                "obrero": plain(other.obrero),
                "diferencia": plain(other.patron + other.obrero - debido.patron - debido.obrero),
            }
            for key, other in others.items()
        },
    }


def _differences(asked: Asked, debido: Determinacion, others: dict[str, Determinacion]) -> Iterator[str]:
    """What each other profile would charge more or less, where it would."""
    for key, other in others.items():
        difference = other.patron + other.obrero - debido.patron - debido.obrero
        if difference:
            more = "más" if difference > Money.of_centavos(0) else "menos"
            size = max(difference, -difference)
            yield f"Con el perfil «{key}» ({law.profile(key).title}) serían {size} {more} que con «{asked.perfil}»."
