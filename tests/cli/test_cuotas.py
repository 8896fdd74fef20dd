"""``ventanilla cuotas calcular`` and ``explicar``: every answer for people and for programs, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from ventanilla import law
from ventanilla.cli import main
from ventanilla.domain.contributions import RAMOS

PUBLISHED = ("--sbc", "174.20", "--dias", "31", "--fecha", "2018-03-01", "--prima", "1.13065")
JUNE = ("--fecha", "2026-06-01", "--prima", "0.54355")
LOAD = ("ley", "cargar", "ramos.modalidad_43")
MINIMUM_WAGE = ("--sbc", "330.57", *JUNE)


@pytest.fixture(autouse=True)
def _nothing_added() -> Iterator[None]:
    yield
    law.load({})


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, ["cuotas", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def ask(*arguments: str) -> dict[str, Any]:
    result = run("calcular", *arguments, "--json")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def refused(*arguments: str) -> dict[str, Any]:
    """The refusal for a program, which people are told in the same words."""
    result = run("calcular", *arguments, "--json")
    assert result.exit_code == 1, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    assert run("calcular", *arguments).stderr.strip() == found["motivo"]
    return found


def test_the_published_month_branch_by_branch() -> None:
    answer = ask(*PUBLISHED)
    assert (answer["patron"], answer["obrero"]) == ("1361.89", "128.25")
    assert {key: {who: shares[who] for who in shares if who != "dias"} for key, shares in answer["ramos"].items()} == {
        "cuota_fija": {"patron": "509.71"},
        "excedente": {"patron": "0.00", "obrero": "0.00"},
        "prestaciones_dinero": {"patron": "37.80", "obrero": "13.50"},
        "gastos_medicos": {"patron": "56.70", "obrero": "20.25"},
        "riesgos_trabajo": {"patron": "61.06"},
        "invalidez_vida": {"patron": "94.50", "obrero": "33.75"},
        "guarderias": {"patron": "54.00"},
        "retiro": {"patron": "108.00"},
        "ceav": {"patron": "170.11", "obrero": "60.75"},
        "infonavit": {"patron": "270.01"},
    }
    assert list(answer["ramos"]) == [ramo.key for ramo in RAMOS]
    assert {shares["dias"] for shares in answer["ramos"].values()} == {31}
    assert (answer["perfil"], answer["advertencias"]) == ("sua", [])
    assert {"clave": "uma.diaria", "valor": "80.60", "desde": "2018-02-01", "fundamento": "CPEUM 26-B; Ley UMA 5"} in (
        answer["parametros"]
    )


def test_the_published_month_for_people() -> None:
    told = run("calcular", *PUBLISHED).stdout
    assert "Enfermedades y maternidad, cuota fija                31    $509.71    $0.00\n" in told
    assert "Total a cargo de cada uno                                $1,361.89  $128.25\n" in told
    assert "No se dio el salario diario: se supone mayor que el mínimo." in told


def test_what_is_supposed_of_the_daily_wage_is_told_and_what_is_given_is_not_supposed() -> None:
    assert "LSS 36" in ask(*MINIMUM_WAGE)["supuesto"]
    minimum = ask(*MINIMUM_WAGE, "--salario-diario", "315.04")
    assert "supuesto" not in minimum
    assert (minimum["patron"], minimum["obrero"]) == ("2745.44", "0.00")  # 1,342.07 of the month, 1,403.37 of the rest
    above = ask(*MINIMUM_WAGE, "--salario-diario", "316.00")
    assert "supuesto" not in above
    assert above["obrero"] == ask(*MINIMUM_WAGE)["obrero"]


def test_absences_and_certificates_take_days_from_the_branches_that_the_law_says() -> None:
    answer = ask(
        "--sbc", "600", "--fecha", "2026-04-01", "--prima", "0.5", "--ausencias", "3",
        "--incapacidad", "2026-03-25:2026-04-05", "--incapacidad", "2026-04-06:2026-04-10",
    )  # fmt: skip
    days = {key: shares["dias"] for key, shares in answer["ramos"].items()}
    assert (days["cuota_fija"], days["invalidez_vida"], days["retiro"], days["infonavit"]) == (20, 17, 27, 27)
    months = ("cuota_fija", "excedente", "prestaciones_dinero", "gastos_medicos", "riesgos_trabajo", "invalidez_vida")
    paid = [answer["ramos"][key]["patron"] for key in (*months, "guarderias")]
    assert paid == ["478.62", "54.58", "84.00", "126.00", "51.00", "178.50", "102.00"]  # 1,074.70 in all


def test_the_zone_the_pension_and_the_reduced_day_change_what_they_should() -> None:
    zone = ask("--sbc", "440.87", *JUNE, "--zona", "zlfn")
    assert zone["ramos"]["ceav"]["patron"] == "416.62"
    pensioner = ask("--sbc", "500", *JUNE, "--pensionado", "cesantia_vejez")
    assert {key for key, shares in pensioner["ramos"].items() if shares["dias"] == 0} == {
        "gastos_medicos",
        "invalidez_vida",
    }
    reduced = ("--sbc", "200", *JUNE, "--jornada", "reducida")
    assert ask(*reduced)["ramos"]["invalidez_vida"]["patron"] == "165.40"
    integrated = ask(*reduced, "--politica", "piso_jornada_reducida=sm_integrado")
    assert integrated["ramos"]["invalidez_vida"]["patron"] == "173.55"
    assert integrated["politicas"]["piso_jornada_reducida"] == "sm_integrado"


@pytest.mark.parametrize(
    ("sbc", "said"),
    [
        ("300", "se aplicó el salario mínimo, $315.04 diarios, y no $300.00 (LSS 28). Presente la modificación"),
        ("5000", "se aplicó el tope de $2,932.75 diarios en vez de $5,000.00 (LSS 28)"),
    ],
)
def test_a_wage_out_of_the_limits_says_what_was_applied_and_why(sbc: str, said: str) -> None:
    (warning,) = ask("--sbc", sbc, *JUNE)["advertencias"]
    assert said in warning
    assert said in run("calcular", "--sbc", sbc, *JUNE).stdout


def test_each_profile_is_priced_for_the_worker() -> None:
    gap = (
        "--sbc",
        "410.80",
        "--fecha",
        "2026-05-01",
        "--hasta",
        "2026-06-30",
        "--prima",
        "0.54355",
        "--ausencias",
        "2",
    )
    answer = ask(*gap)
    assert set(answer["perfiles"]) == {"corte", "emision"}
    more = {key: one["diferencia"] for key, one in answer["perfiles"].items()}
    assert more == {
        "corte": "61.08",
        "emision": "151.22",
    }  # 1,602.81 - 1,541.73 of CEAV; two days more of what drops absences
    told = run("calcular", *gap).stdout
    assert "Con el perfil «corte» (Criterios de los tribunales) serían $61.08 más que con «sua»." in told
    assert "Con el perfil «emision» (Emisión de la institución) serían $151.22 más que con «sua»." in told
    other = ask(*gap, "--perfil", "corte")
    assert other["patron"] == answer["perfiles"]["corte"]["patron"]
    assert other["politicas"]["ceav_huecos"] == "ceav_corte"
    assert other["perfiles"]["sua"]["diferencia"] == "-61.08"
    by_hand = ask(*gap, "--perfil", "corte", "--politica", "ceav_huecos=ceav_sua")
    assert by_hand["patron"] == answer["patron"]


def test_every_amount_says_how_it_was_reached() -> None:
    result = run("explicar", "--sbc", "410.80", *JUNE)
    assert "$117.31 diarios x 20.4% x 30 días = $717.9372; se redondea a centavos" in result.stdout
    assert "ceav.patron/3.50 = 6.361, desde el 1 de enero de 2026" in result.stdout
    assert "politica/ceav_huecos = ceav_sua" in result.stdout
    tree = json.loads(run("explicar", "--sbc", "410.80", *JUNE, "--json").stdout)
    assert (tree["codigo"], len(tree["partes"])) == ("CUOTAS_TOTAL", len(RAMOS))
    assert tree["partes"][0]["partes"][0]["fundamento"] == ["LSS 106-I"]


@pytest.mark.parametrize(
    ("options", "campo", "code"),
    [
        (("--sbc", "-5", *JUNE), "sbc", "SALARIO_IMPOSIBLE"),
        (("--sbc", "0", *JUNE), "sbc", "SALARIO_IMPOSIBLE"),
        (("--sbc", "1000000.01", *JUNE), "sbc", "SALARIO_IMPOSIBLE"),
        (("--sbc", "500", *JUNE, "--salario-diario", "-1"), "salario_diario", "SALARIO_IMPOSIBLE"),
        (("--sbc", "500", *JUNE, "--dias", "31"), "dias", "MAS_DIAS_QUE_EL_MES"),
        (("--sbc", "500", "--fecha", "2026-02-10", "--dias", "20", "--prima", "1"), "dias", "MAS_DIAS_QUE_EL_MES"),
        (("--sbc", "500", *JUNE, "--dias", "0"), "dias", "MAS_DIAS_QUE_EL_MES"),
        (("--sbc", "500", *JUNE, "--dias", "5", "--hasta", "2026-06-30"), "dias", "DIAS_Y_HASTA"),
        (("--sbc", "500", *JUNE, "--hasta", "2026-05-31"), "hasta", "FECHAS_IMPOSIBLES"),
        (("--sbc", "500", *JUNE, "--hasta", "2027-06-02"), "hasta", "FECHAS_IMPOSIBLES"),
        (("--sbc", "500", *JUNE, "--ausencias", "31"), "ausencias", "MAS_AUSENCIAS_QUE_DIAS"),
        (("--sbc", "500", *JUNE, "--ausencias", "-1"), "ausencias", "MAS_AUSENCIAS_QUE_DIAS"),
        (("--sbc", "500", *JUNE, "--incapacidad", "2026-06-01:2030-06-01"), "incapacidad", "INCAPACIDAD_IMPOSIBLE"),
        (
            ("--sbc", "500", *JUNE, *("--incapacidad", "2026-06-01:2026-06-02") * 2),
            "incapacidad",
            "CERTIFICADOS_ENCIMADOS",
        ),
        (("--sbc", "500", "--fecha", "2026-06-01", "--prima", "0.4"), "prima", "PRIMA_IMPOSIBLE"),
        (("--sbc", "500", *JUNE, "--modalidad", "diez"), "modalidad", "MODALIDAD_IMPOSIBLE"),
    ],
)
def test_what_cannot_be_is_said_with_its_field(options: tuple[str, ...], campo: str, code: str) -> None:
    answer = refused(*options)
    assert (answer["campo"], answer["codigo"]) == (campo, code)
    assert answer["motivo"].endswith(".")


@pytest.mark.parametrize(
    ("options", "code", "load"),
    [
        (
            ("--fecha", "2027-01-01"),
            "LEY_SIN_RENOVAR",
            "sm.general ARCHIVO.csv (o agréguelo en law/data/sm/general.yaml)",
        ),
        (("--fecha", "9999-12-31"), "LEY_SIN_RENOVAR", "sm.general"),
        (("--fecha", "2015-12-01"), "LEY_SIN_VALOR", "lss.74.prima_minima"),
        (("--fecha", "2026-06-01", "--modalidad", "13"), "LEY_SIN_RAMOS", "ramos.modalidad_13"),
        (("--fecha", "2026-06-01", "--pensionado", "rt"), "LEY_SIN_RAMOS", "ramos.pensionado_rt"),
    ],
)
def test_what_the_law_here_does_not_reach_says_what_to_load_and_where(
    options: tuple[str, ...], code: str, load: str
) -> None:
    answer = refused("--sbc", "500", "--prima", "0.54355", *options)
    assert answer["codigo"] == code
    assert f"ventanilla ley cargar {load}" in answer["motivo"]


def test_a_policy_that_there_is_not_names_those_that_there_are() -> None:
    assert refused("--sbc", "500", *JUNE, "--politica", "nada")["codigo"] == "LEY_SIN_POLITICA"
    wrong = refused("--sbc", "500", *JUNE, "--politica", "ceav_huecos=otra")
    assert wrong["motivo"].endswith("Elija una: ceav_sua, ceav_corte.")


def test_a_modalidad_is_computed_once_its_branches_are_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The way out that the refusal gives really is one."""
    (tmp_path / "ley").mkdir()
    monkeypatch.setenv("VENTANILLA_LEY", str(tmp_path / "ley"))
    rows = "".join(f"2026-01-01,{ramo.key},{int(ramo.key != 'infonavit')},Oficio\n" for ramo in RAMOS)
    (tmp_path / "ramos.csv").write_text("fecha,renglon,valor,fuente\n" + rows, encoding="utf-8")
    loaded = CliRunner().invoke(
        main,
        [*LOAD, str(tmp_path / "ramos.csv"), "--fundamento", "LSS 222", "--titulo", "Ramos", "--unidad", "1 se paga"],
    )
    assert loaded.exit_code == 0, loaded.output
    answer = ask("--sbc", "500", *JUNE, "--modalidad", "43")
    assert (answer["ramos"]["infonavit"]["dias"], answer["ramos"]["retiro"]["dias"]) == (0, 30)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--sbc", "mucho", *JUNE), "«mucho» no es un importe en pesos, como 174.20."),
        (("--sbc", "500", "--fecha", "2026-06-01", "--prima", "NaN"), "«NaN» no es un porcentaje, como 1.13065."),
        (("--sbc", "500", *JUNE, "--incapacidad", "2026-06-31"), "no son dos fechas en orden"),
    ],
)
def test_what_is_no_number_is_said_with_an_example(options: tuple[str, ...], said: str) -> None:
    result = run("calcular", *options)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())
