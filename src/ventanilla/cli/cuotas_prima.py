"""``ventanilla cuotas prima-riesgo``: the risk premium of a year of accidents and illnesses of work."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal

import click

from ventanilla import law
from ventanilla.cli.given import percent, refusing
from ventanilla.cli.showing import plain, tree_json, tree_lines
from ventanilla.domain.contributions.errors import CuotasError
from ventanilla.domain.contributions.risk_premium import (
    PrimaDeterminada,
    Siniestralidad,
    conserva_media,
    explicar_prima,
    prima_media,
    prima_riesgo,
    promedio,
)
from ventanilla.kernel.text import Text

CLASES = ("I", "II", "III", "IV", "V")


@click.command(
    "prima-riesgo",
    epilog="Ejemplo: ventanilla cuotas prima-riesgo --anio 2025 --dias-subsidiados 52 --trabajadores 290 "
    "--anterior 1.31",
)
@click.option("--anio", type=click.IntRange(2016, 9997), required=True, help="Año de los casos, del 1-ene al 31-dic.")
@click.option("--dias-subsidiados", type=int, default=0, help="S: de los casos terminados, sin los de trayecto.")
@click.option(
    "--incapacidades", type=percent, default="0", metavar="PORCENTAJE", help="Suma de las incapacidades permanentes."
)
@click.option("--defunciones", type=int, default=0, help="D: muertes por riesgo de trabajo, sin las de trayecto.")
@click.option("--trabajadores", type=percent, metavar="PROMEDIO", help="N: promedio de personas trabajadoras.")
@click.option("--dias-cotizados", type=int, help="Días cotizados en riesgos de trabajo, en vez del promedio.")
@click.option("--anterior", type=percent, metavar="PORCENTAJE", help="Prima con que se ha pagado.")
@click.option("--clase", type=click.Choice(CLASES), help="Clase del registro, para decir su prima media.")
@click.option("--desde", type=click.DateTime(["%Y-%m-%d"]), help="Inicio o cambio de actividad, con --clase.")
@click.option("--acreditacion", is_flag=True, help="Tiene acreditado su sistema de seguridad: otro factor F.")
@click.option("--json", "as_json", is_flag=True, help="Responde en JSON.")
def prima_command(
    anio: int,
    dias_subsidiados: int,
    incapacidades: Decimal,
    defunciones: int,
    trabajadores: Decimal | None,
    dias_cotizados: int | None,
    anterior: Decimal | None,
    clase: str | None,
    desde: datetime | None,
    acreditacion: bool,
    as_json: bool,
) -> None:
    """Dice la prima de riesgo de trabajo que rige desde marzo, con su fórmula y sus límites."""
    with refusing(as_json):
        mean = prima_media(clase, date(anio, 12, 31)) if clase else None
        if desde is not None and conserva_media(desde.date(), anio):
            if mean is None:
                raise _lacking("clase", "Un registro sin un año completo conserva la prima media: diga su --clase.")
            _stays(mean, as_json)
            return
        previous = mean if anterior is None else anterior
        if previous is None:
            raise _lacking("anterior", "Falta la prima con que se ha pagado: --anterior, o la --clase si era la media.")
        if (trabajadores is None) is (dias_cotizados is None):
            raise _lacking("trabajadores", "Diga --trabajadores (promedio) o --dias-cotizados; uno solo.")
        average = trabajadores if dias_cotizados is None else promedio(dias_cotizados)
        assert average is not None
        with law.choosing({"prima_factor_f": "con_acreditacion"} if acreditacion else {}):
            cases = Siniestralidad(dias_subsidiados, incapacidades / 100, defunciones)
            prima = prima_riesgo(anio, cases, average, previous)
    if as_json:
        click.echo(json.dumps(_json(prima), ensure_ascii=False))
        return
    click.echo("\n".join(tree_lines(explicar_prima(prima))))
    click.echo(str(_que_hacer(prima)))
    if prima.puede_quedar_en_media:
        click.echo("Con tan pocas personas trabajadoras puede quedarse en la prima media de su clase (LSS 72).")


def _que_hacer(prima: PrimaDeterminada) -> Text:
    if not prima.presenta:
        return Text("PRIMA_NO_CAMBIA", "La prima no cambia: no se presenta la determinación.")
    return Text(
        "PRIMA_SE_PRESENTA",
        "Presente la determinación del {desde} al {hasta}.",
        desde=prima.se_presenta.first,
        hasta=prima.se_presenta.last,
    )


def _stays(mean: Decimal, as_json: bool) -> None:
    """What is said of a registro without a whole year."""
    words = "No hay un año completo de actividad: conserva la prima media y no presenta la determinación (LSS 73)."
    if as_json:
        answer = {"aplicable": plain(mean), "presenta": False, "motivo": words}
        click.echo(json.dumps(answer, ensure_ascii=False))
    else:
        click.echo(f"Prima de riesgo de trabajo, por ciento: {mean}\n{words}")


def _json(prima: PrimaDeterminada) -> dict[str, object]:
    return {
        "obtenida": plain(prima.obtenida),
        "aplicable": plain(prima.aplicable),
        "anterior": plain(prima.anterior),
        "desde": plain(prima.vigencia.first),
        "hasta": plain(prima.vigencia.last),
        "presenta": prima.presenta,
        "puede_quedar_en_media": prima.puede_quedar_en_media,
        "explicacion": tree_json(explicar_prima(prima)),
    }


def _lacking(campo: str, sentence: str) -> CuotasError:
    return CuotasError(campo, Text("FALTAN_DATOS", sentence))
