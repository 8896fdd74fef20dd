"""The commands of benefits: every answer for people and for programs, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from ventanilla.cli import main

PENSION = ("pension", "ley73", "--promedio", "1000", "--semanas", "1000", "--fecha", "2026-06-01")
NEW = ("pension", "ley97", "--fecha", "2026-06-01", "--edad", "65", "--semanas")
SUBSIDY = ("subsidio", "calcular", "--sbc", "500", "--ramo")
VIGENCIA = ("vigencia", "calcular", "--fecha", "2026-03-10")
SEMANAS = ("semanas", "calcular", "--fecha", "2026-03-10")
JOB = ("--empleo", "2024-01-15:2026-01-27")


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def answer(*arguments: str) -> dict[str, Any]:
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_the_estimate_of_1973_with_its_steps_its_other_readings_and_the_new_law() -> None:
    found = answer(*PENSION, "--edad", "62", "--explicar")
    assert found["pension_mensual"] == found["con_factor"] == "15366.11"
    assert (found["grupo_basica_pct"], found["incrementos"], found["procede"]) == ("25.60", "10", None)
    assert [(one["valor"], one["pension_mensual"]) for one in found["lecturas"]] == [
        ("sm_10", "15366.11"),
        ("uma", "12376.05"),
    ]
    assert found["politicas"] == {"ley73_tope": "sm_25", "ley73_grupo": "sm"}
    assert found["ley97"] == {"semanas_requeridas": 875, "procede": True}
    assert found["explicacion"]["valor"] == "15366.11"
    text = run(*PENSION, "--edad", "62", "--explicar").stdout
    assert "También puede elegir la ley de 1997" in text
    assert "Con ley73_grupo=uma serían $12,376.05." in text
    assert "lss73.factor_2004 = 1.11" in text


def test_a_policy_is_chosen_by_hand() -> None:
    found = answer(*PENSION, "--edad", "62", "--politica", "ley73_grupo=uma")
    assert found["pension_mensual"] == "12376.05"
    refused = run(*PENSION, "--edad", "62", "--politica", "ley73_grupo=nada", "--json")
    assert (refused.exit_code, json.loads(refused.stdout)["codigo"]) == (1, "LEY_SIN_ALTERNATIVA")


def test_the_average_the_age_and_the_rights_from_their_dates() -> None:
    found = answer(
        "pension", "ley73", "--salario", "2015-01-01:2025-12-31:1000", "--semanas", "1000",
        "--nacimiento", "1964-06-01", "--fecha", "2026-06-01", "--baja", "2025-12-31", "--explicar",
    )  # fmt: skip
    assert (found["promedio"], found["factor_edad"], found["procede"]) == ("1000.00", "0.85", True)
    assert [part["codigo"] for part in found["explicacion"]["partes"]][:2] == ["PROMEDIO", "CONSERVACION"]
    lost = answer(*PENSION, "--edad", "62", "--baja", "2010-01-01")
    assert (lost["procede"], lost["pension_mensual"]) == (False, None)
    assert "promedio_anual" not in lost


def test_who_has_no_pension_is_told_why() -> None:
    text = run(*PENSION[:4], "--semanas", "499", "--edad", "60", "--fecha", "2026-06-01").stdout
    assert "500 semanas reconocidas [LSS de 1973, 138, 145]: no." in text
    assert "Con estos datos no hay pensión por la ley de 1973." in text
    assert "no alcanza todavía una pensión garantizada" in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (PENSION, "Dé la edad"),
        ((*PENSION, "--edad", "60", "--nacimiento", "1966-01-01"), "Dé la edad"),
        ((*PENSION, "--edad", "60", "--salario", "2015-01-01:2025-12-31:1000"), "Dé el salario"),
        (("pension", "ley73", "--semanas", "1000", "--edad", "60", "--fecha", "2026-06-01"), "Dé el salario"),
        (("pension", "ley73", "--salario", "2015-01-01:1000"), "no son dos fechas en orden"),
        ((*SUBSIDY, "EG", "--fecha", "2026-03-01"), "Dé los días"),
        ((*SUBSIDY, "EG", "--dias", "3"), "Dé los días"),
        ((*SUBSIDY, "EG"), "Dé los días"),
        ((*SUBSIDY, "EG", "--certificado", "2026-03-01:2026-03-14", "--dias", "3"), "Dé los días"),
        ((*SUBSIDY, "MAT"), "Dé el primer día"),
        ((*SUBSIDY, "MAT", "--fecha", "2026-03-01", "--parto-esperado", "2026-03-01"), "Dé el primer día"),
        ((*SUBSIDY, "RT", "--fecha", "2026-03-01", "--dias", "3", "--eventual"), "--eventual no se usa con --ramo RT"),
        ((*SUBSIDY, "MAT", "--fecha", "2026-03-01", "--dias-previos", "3"), "--dias-previos no se usa"),
        ((*VIGENCIA, "--empleo", "2024-01-15:2023-01-01"), "termina antes de empezar"),
        ((*VIGENCIA, "--empleo", "ayer"), "no es una fecha"),
        ((*VIGENCIA, "--pension", "otra:2020-01-01"), "no es un tipo de pensión"),
    ],
)
def test_options_that_do_not_go_together_are_told(arguments: tuple[str, ...], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in " ".join(result.output.split())


def test_the_guaranteed_pension_refuses_what_is_not_loaded() -> None:
    assert answer(*NEW, "900")["semanas_requeridas"] == 875
    refused = run(*NEW, "900", "--banda", "3", "--json")
    assert (refused.exit_code, json.loads(refused.stdout)["codigo"]) == (1, "LEY_TABLA_SIN_RENGLON")
    assert "garantizada.yaml" in run(*NEW, "900", "--banda", "3").stderr
    known = run("pension", "ley97", "--semanas", "750", "--edad", "60", "--banda", "1", "--fecha", "2021-06-01")
    assert "Pensión garantizada mensual, ley de 1997: $2,622.00" in known.stdout


def test_a_subsidy_of_each_kind() -> None:
    general = answer(*SUBSIDY, "EG", "--fecha", "2026-03-01", "--dias", "14", "--semanas", "10")
    assert (general["dias_subsidiados"], general["total"], general["cobro_hasta"]) == (11, "3300.00", "2027-03-04")
    assert general["certificados"][0]["sin_pago_al_principio"] == 3
    assert general["parametros"][0]["clave"] == "lss.97.semanas"
    both = ("--certificado", "2026-03-01:2026-03-07", "--certificado", "2026-03-08:2026-03-14")
    assert answer(*SUBSIDY, "EG", *both)["total"] == "3300.00"
    assert answer(*SUBSIDY, "RT", *both)["total"] == "7000.00"
    leave = answer(*SUBSIDY, "140BIS", *both, "--semanas", "30", "--edad-hijo", "5")
    assert (leave["total"], leave["procede"]) == ("4200.00", True)
    moved = ("--parto-esperado", "2026-06-15", "--semanas-transferidas", "4", "--semanas", "30")
    mother = answer(*SUBSIDY, "MAT", *moved)
    assert (mother["certificados"][0]["desde"], mother["total"]) == ("2026-06-01", "42000.00")
    assert answer(*SUBSIDY, "MAT", "--fecha", "2026-05-04")["total"] == "42000.00"


def test_a_subsidy_for_people() -> None:
    text = run(*SUBSIDY, "EG", "--fecha", "2026-03-01", "--dias", "14", "--semanas", "10", "--explicar").stdout
    assert "$3,300.00" in text
    assert "El primer día pagado se cobra hasta el 4 de marzo de 2027" in text
    assert "11 x $300.00" in text
    none = run(*SUBSIDY, "EG", "--fecha", "2026-03-01", "--dias", "14", "--semanas", "1").stdout
    assert "Con estos datos no hay subsidio." in none
    three = run(*SUBSIDY, "EG", "--fecha", "2026-03-01", "--dias", "3").stdout
    assert "se cobra hasta" not in three


def test_bad_data_says_its_field() -> None:
    refused = run(
        "subsidio", "calcular", "--ramo", "RT", "--sbc", "0", "--fecha", "2026-03-01", "--dias", "1", "--json"
    )
    said = json.loads(refused.stdout)
    assert (refused.exit_code, said["campo"], said["codigo"]) == (1, "sbc", "SALARIO_IMPOSIBLE")


def test_entitlement_from_options() -> None:
    found = answer(*VIGENCIA, *JOB, "--explicar")
    assert (found["vigente"], found["desde"], found["hasta"]) == (True, "2024-01-15", "2026-03-24")
    assert [(one["regimen"], one["hasta"], one["conserva"]) for one in found["conservacion"]] == [
        ("73", "2027-01-27", True),
        ("97", "2027-01-27", True),
    ]
    assert [part["codigo"] for part in found["explicacion"]["partes"]] == ["VIGENCIA", "CONSERVACION", "CONSERVACION"]
    assert "vejez hasta el 27 de enero de 2027" in run(*VIGENCIA, *JOB).stdout
    running = answer(*VIGENCIA, "--empleo", "2024-01-15")
    assert (running["hasta"], running["conservacion"]) == (None, [])
    nobody = answer(*VIGENCIA)
    assert (nobody["vigente"], nobody["codigo"], nobody["conservacion"]) == (False, "VIGENCIA_SIN_ALTA", [])
    assert "no." in run(*VIGENCIA).stdout
    assert answer(*VIGENCIA, "--pension", "invalidez:2020-01-01")["codigo"] == "VIGENCIA_PENSION"
    ended = answer(*VIGENCIA, "--pension", "invalidez:2020-01-01:2021-01-01")
    assert ended["codigo"] == "VIGENCIA_PENSION_FIN"


def test_weeks_from_options() -> None:
    found = answer(*SEMANAS, *JOB, "--empleo", "2026-02-10", "--descontadas", "10", "--reintegradas", "4")
    assert (found["dias"], found["cotizadas"], found["reconocidas"]) == (773, 110, 104)
    assert found["huecos"] == [{"desde": "2026-01-28", "hasta": "2026-02-09", "dias": 13}]
    assert [one["registro"] for one in found["empleos"]] == ["Empleo 2", "Empleo 1"]
    text = run(*SEMANAS, *JOB, "--empleo", "2026-02-10", "--descontadas", "10").stdout
    assert "Sin empleo del 2026-01-28 al 2026-02-09: 13 días." in text
    assert "Semanas reconocidas: 100." in text
    assert "las reconocidas no se saben" in run(*SEMANAS, *JOB, "--explicar").stdout
    refused = run(*SEMANAS, *JOB, "--reintegradas", "4", "--json")
    assert (refused.exit_code, json.loads(refused.stdout)["campo"]) == (1, "reintegradas")


def test_movements_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "movimientos.json"
    path.write_text(
        json.dumps(
            [
                {"tipo": "baja", "fecha": "2026-01-27", "registro": "B"},
                {"tipo": "alta", "fecha": "2024-01-15", "sbc": "500.00", "registro": "B"},
                {"tipo": "modificacion", "fecha": "2025-01-15", "sbc": 600.5, "registro": "B"},
                {"tipo": "baja", "fecha": "2026-02-01"},
            ]
        ),
        encoding="utf-8",
    )
    found = answer(*SEMANAS, "--movimientos", str(path))
    assert (found["dias"], found["sueltos"]) == (744, [{"tipo": "Baja", "fecha": "2026-02-01"}])
    assert (
        "No cuenta, porque ningún empleo lo tiene: Baja del 2026-02-01."
        in run(*SEMANAS, "--movimientos", str(path)).stdout
    )
    assert answer(*VIGENCIA, "--movimientos", str(path))["hasta"] == "2026-03-24"
    both = run(*VIGENCIA, *JOB, "--movimientos", str(path))
    assert (both.exit_code, "de una de las dos formas" in both.output) == (2, True)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "no es JSON"),
        ("[" * 100_000, "no es JSON"),
        ("{}", "no es una lista"),
        ("[1]", "el movimiento 1 no lleva"),
        ('[{"tipo": "alta"}]', "el movimiento 1 no lleva"),
        ('[{"tipo": "alta", "fecha": "2024-01-15", "salario": "1"}]', "el movimiento 1 no lleva"),
        ('[{"tipo": "otro", "fecha": "2024-01-15"}]', "el tipo del movimiento 1"),
        ('[{"tipo": [], "fecha": "2024-01-15"}]', "el tipo del movimiento 1"),
        ('[{"tipo": "baja", "fecha": "ayer"}]', "la fecha del movimiento 1"),
        ('[{"tipo": "baja", "fecha": 7}]', "la fecha del movimiento 1"),
        ('[{"tipo": "alta", "fecha": "2024-01-15"}]', "llevan sbc"),
        ('[{"tipo": "baja", "fecha": "2024-01-15", "sbc": "1"}]', "llevan sbc"),
        ('[{"tipo": "alta", "fecha": "2024-01-15", "sbc": "x"}]', "no es un importe"),
        ('[{"tipo": "alta", "fecha": "2024-01-15", "sbc": "NaN"}]', "no es un importe"),
        ('[{"tipo": "alta", "fecha": "2024-01-15", "sbc": "0.001"}]', "no es un importe"),
        ('[{"tipo": "alta", "fecha": "2024-01-15", "sbc": "-1"}]', "no es mayor que cero"),
        (" " * (4 * 1024 * 1024 + 1), "pesa más"),
    ],
)
def test_a_file_that_cannot_be_read_says_where(text: str, why: str, tmp_path: Path) -> None:
    path = tmp_path / "movimientos.json"
    path.write_text(text, encoding="utf-8")
    refused = run(*SEMANAS, "--movimientos", str(path), "--json")
    said = json.loads(refused.stdout)
    assert (refused.exit_code, said["campo"], said["codigo"]) == (1, "movimientos", "MOVIMIENTOS_ILEGIBLES")
    assert why in said["motivo"]
