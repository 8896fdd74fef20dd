"""``ventanilla subsidio``: the days and the amount of a subsidy, certificate by certificate."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

import click

from ventanilla.cli.benefits import AS_JSON, DAY, EXPLICAR, avisos, calculo_json, requisito_line, say
from ventanilla.cli.given import days, pesos, refusing
from ventanilla.cli.showing import columns, plain
from ventanilla.domain.benefits import (
    Subsidio,
    enfermedad_general,
    explicar,
    inicio_esperado,
    licencia_140_bis,
    maternidad,
    riesgo_trabajo,
)
from ventanilla.domain.contributions import Zona
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import long_date

COMMAND = click.Group(
    "subsidio",
    help="Calcula un subsidio por incapacidad, maternidad o licencia.",
    epilog="Ejemplo: ventanilla subsidio calcular --ramo RT --sbc 500 --fecha 2026-03-01 --dias 14",
)
LONGEST: Final = 800  # days of an incapacity
# What each kind reads, besides the wage, the days and the zone.
_READS: Final = {
    "EG": {"certificado", "dias", "semanas", "eventual", "dias_previos", "prorroga"},
    "RT": {"certificado", "dias", "dias_previos"},
    "MAT": {"parto_esperado", "semanas", "semanas_transferidas", "dias_enlace", "discapacidad"},
    "140BIS": {"certificado", "dias", "semanas", "semanas_total", "edad_hijo", "dias_previos"},
}


@COMMAND.command(
    "calcular",
    epilog="Ejemplo: ventanilla subsidio calcular --ramo EG --sbc 500 --fecha 2026-03-01 --dias 14 --semanas 10",
)
@click.option(
    "--ramo", type=click.Choice(list(_READS)), required=True, help="Enfermedad, riesgo, maternidad, licencia."
)
@click.option("--sbc", type=pesos, metavar="PESOS", required=True, help="Último salario base; en RT, el del accidente.")
@click.option("--fecha", type=DAY, help="Primer día; con --dias, o en MAT.")
@click.option("--dias", type=click.IntRange(1, LONGEST), help="Días certificados desde --fecha.")
@click.option("--certificado", type=days, metavar="DESDE:HASTA", multiple=True, help="En su lugar; puede repetirse.")
@click.option("--semanas", type=int, help="Semanas previas que pide el ramo; si faltan, no se examinan.")
@click.option("--semanas-total", type=int, help="En 140BIS, todas las semanas cotizadas.")
@click.option("--eventual", is_flag=True, help="En EG, persona eventual.")
@click.option("--prorroga", is_flag=True, help="En EG, con la prórroga autorizada.")
@click.option("--dias-previos", type=int, default=0, help="Días que ya tenía la misma incapacidad.")
@click.option("--parto-esperado", type=DAY, help="En MAT, en lugar de --fecha.")
@click.option("--semanas-transferidas", type=int, default=0, help="En MAT, semanas pasadas a después del parto.")
@click.option("--dias-enlace", type=int, default=0, help="En MAT, días entre el parto esperado y el real.")
@click.option("--discapacidad", is_flag=True, help="En MAT, si nace con discapacidad.")
@click.option("--edad-hijo", type=int, help="En 140BIS, edad de la hija o del hijo.")
@click.option("--zona", type=click.Choice([one.value for one in Zona]), default="general", show_default=True)
@EXPLICAR
@AS_JSON
def calcular(as_json: bool, explain: bool, ramo: str, **given: Any) -> None:
    """Dice qué días se pagan, cuánto cada uno, qué se pide y hasta cuándo se cobra."""
    _only_what_it_reads(ramo, given)
    with refusing(as_json):
        subsidio = _of_maternity(given) if ramo == "MAT" else _of_certificates(ramo, given)
    say(_json(subsidio), _lines(subsidio), explicar(subsidio), as_json=as_json, explain=explain)


def _only_what_it_reads(ramo: str, given: dict[str, Any]) -> None:
    """A usage error for an option that this kind would not look at: it would be believed."""
    all_of_them = set().union(*_READS.values())
    for name in sorted(all_of_them - _READS[ramo]):
        if given[name] not in (None, False, 0, ()):
            raise click.UsageError(f"--{name.replace('_', '-')} no se usa con --ramo {ramo}. Quítela.")


def _of_maternity(given: dict[str, Any]) -> Subsidio:
    expected: datetime | None = given["parto_esperado"]
    first: datetime | None = given["fecha"]
    if (expected is None) is (first is None):
        raise click.UsageError("Dé el primer día con --fecha o el parto esperado con --parto-esperado: uno de los dos.")
    moved = given["semanas_transferidas"]
    inicio = first.date() if first is not None else inicio_esperado(expected.date(), moved) if expected else None
    assert inicio is not None
    return maternidad(
        inicio,
        given["sbc"],
        semanas=given["semanas"],
        semanas_transferidas=moved,
        dias_enlace=given["dias_enlace"],
        discapacidad=given["discapacidad"],
        zona=Zona(given["zona"]),
    )


def _of_certificates(ramo: str, given: dict[str, Any]) -> Subsidio:
    certificados: tuple[Period, ...] = given["certificado"]
    first: datetime | None = given["fecha"]
    if bool(certificados) is (first is not None) or (first is None) is not (given["dias"] is None):
        raise click.UsageError("Dé los días con --certificado, o con --fecha y --dias: de una de las dos formas.")
    if first is not None:
        certificados = (Period(first.date(), first.date() + timedelta(days=given["dias"] - 1)),)
    common: dict[str, Any] = {"dias_previos": given["dias_previos"], "zona": Zona(given["zona"])}
    if ramo == "RT":
        return riesgo_trabajo(certificados, given["sbc"], **common)
    if ramo == "EG":
        return enfermedad_general(
            certificados,
            given["sbc"],
            semanas=given["semanas"],
            eventual=given["eventual"],
            prorroga=given["prorroga"],
            **common,
        )
    return licencia_140_bis(
        certificados,
        given["sbc"],
        semanas_12_meses=given["semanas"],
        semanas_total=given["semanas_total"],
        edad_hijo=given["edad_hijo"],
        **common,
    )


def _json(subsidio: Subsidio) -> dict[str, Any]:
    return {
        "dias_certificados": subsidio.dias_certificados,
        "dias_subsidiados": subsidio.dias_subsidiados,
        "total": plain(subsidio.importe),
        "sbc": plain(subsidio.sbc),
        "cobro_hasta": plain(subsidio.cobro_hasta),
        "certificados": [
            {
                "desde": plain(pago.certificado.first),
                "hasta": plain(pago.certificado.last),
                "dias": pago.certificado.days,
                "sin_pago_al_principio": pago.espera,
                "fuera_del_limite": pago.fuera,
                "dias_subsidiados": pago.dias,
                "porcentaje": plain(pago.porcentaje),
                "diario": plain(pago.diario),
                "importe": plain(pago.importe),
            }
            for pago in subsidio.pagos
        ],
        **calculo_json(subsidio),
    }


def _lines(subsidio: Subsidio) -> list[str]:
    lines = [requisito_line(one) for one in subsidio.requisitos]
    if subsidio.importe is None:
        return [*lines, "Con estos datos no hay subsidio.", *avisos(subsidio.avisos)]
    rows: list[tuple[str, ...]] = [("Certificado", "Días", "Se pagan", "%", "De un día", "Importe")]
    for pago in subsidio.pagos:
        stretch = f"{pago.certificado.first} a {pago.certificado.last}"
        days_of = (str(pago.certificado.days), str(pago.dias))
        rows.append((stretch, *days_of, f"{pago.porcentaje:f}", str(pago.diario), str(pago.importe)))
    rows.append(
        ("Total", str(subsidio.dias_certificados), str(subsidio.dias_subsidiados), "", "", str(subsidio.importe))
    )
    lines += columns(rows)
    if subsidio.cobro_hasta is not None:
        lines.append(f"El primer día pagado se cobra hasta el {long_date(subsidio.cobro_hasta)} (LSS 300).")
    return [*lines, *avisos(subsidio.avisos)]
