"""``ventanilla salario``: every answer for people and for programs, and the files it refuses."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from ventanilla.cli import main, salario_file

FIXED = ("integrar", "--salario-diario", "400", "--ingreso", "2026-02-01", "--fecha", "2026-06-30")
HEAD = "clave,ingreso,salario_diario,sbc,aguinaldo,bimestre,importe,incapacidad\n"
ROWS = (
    "Ana,2025-06-01,278.80,292.54,,,,\n"
    "Beto,2020-02-01,3000,,,,,\n"
    "Caro,2024-02-20,500,,30,2025-6,9000,3\n"
    "Dana,2025-06-01,400,410,,,,\n"
)


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, ["salario", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def ask(*arguments: str) -> Any:
    return json.loads(run(*arguments, "--json").stdout)


def batch(path: Path, *options: str) -> Result:
    return run("modificaciones", str(path), "--desde", "2026-01-01", "--hasta", "2026-02-28", *options)


@pytest.fixture
def workers(tmp_path: Path) -> Path:
    path = tmp_path / "plantilla.csv"
    path.write_text(HEAD + ROWS, encoding="utf-8-sig")
    return path


def test_a_factor_for_people_and_for_programs() -> None:
    told = run("factor", "--ingreso", "2024-03-10", "--fecha", "2026-06-30").stdout
    assert "Factor de integración" in told
    assert "1.0521" in told
    assert "las de la ley" in told
    answer = ask("factor", "--anio", "1", "--fecha", "2026-06-30", "--aguinaldo", "30", "--prima-vacacional", "25")
    assert (answer["factor"], answer["anio"], answer["minimas"]) == ("1.0904", 1, False)
    assert "lft.76.vacaciones/1" in {used["clave"] for used in answer["parametros"]}
    assert (
        "mejores que las de la ley" in run("factor", "--anio", "1", "--fecha", "2026-06-30", "--aguinaldo", "30").stdout
    )
    tree = run("factor", "--anio", "1", "--fecha", "2026-06-30", "--explicar").stdout
    assert "1 + (15 + 12 x 25%) / 365" in tree


@pytest.mark.parametrize("asked", [(), ("--anio", "1", "--ingreso", "2026-01-01")])
def test_a_factor_is_asked_by_the_year_or_by_the_first_day(asked: tuple[str, ...]) -> None:
    result = run("factor", "--fecha", "2026-06-30", *asked)
    assert result.exit_code == 2
    assert "uno de los dos" in result.stderr


def test_a_base_wage_with_what_integrates_and_what_does_not() -> None:
    options = ("--despensa", "60", "--comidas", "1", "--ahorro-patron", "20", "--ahorro-trabajador", "20")
    answer = ask(*FIXED, *options)
    assert (answer["sbc"], answer["factor"], answer["limite"], answer["porque"]) == ("466.12", "1.0493", None, None)
    assert answer["elementos"]["despensa"]["exento"] == "46.92"
    assert answer["elementos"]["ahorro"]["integra"] == "0.00"
    told = run(*FIXED, *options).stdout
    assert re.search(r"Despensa\s+\$60\.00\s+\$46\.92\s+\$13\.08", told)
    assert re.search(r"Salario base de cotización\s+\$466\.12", told)
    assert ask(*FIXED, "--ahorro-trabajador", "20")["sbc"] == "419.72"


def test_what_never_integrates_is_told_with_its_fraction() -> None:
    paid = ("--no-integra", "utilidades=55", "--no-integra", "herramientas=15.50")
    answer = ask(*FIXED, *paid)
    assert answer["sbc"] == "419.72"
    assert (answer["elementos"]["utilidades"]["exento"], answer["elementos"]["utilidades"]["fundamento"]) == (
        "55.00",
        ["LSS 27-IV"],
    )
    assert re.search(
        r"Herramientas de trabajo, ropa y similares\s+\$15\.50\s+\$15\.50\s+\$0\.00", run(*FIXED, *paid).stdout
    )
    wrong = run(*FIXED, "--no-integra", "bono=5")
    assert wrong.exit_code == 2
    assert "«bono» no es una de: herramientas, fondo_sindical" in " ".join(wrong.stderr.split())


def test_the_limit_that_was_applied_is_told() -> None:
    high = ("integrar", "--salario-diario", "3000", "--ingreso", "2026-02-01", "--fecha", "2026-06-30")
    assert "se aplicó el tope, $2,932.75 (LSS 28)." in run(*high).stdout
    answer = ask(*high, "--explicar")
    assert (answer["sbc"], answer["limite"]) == ("2932.75", "tope")
    assert answer["explicacion"]["valor"] == "2932.75"
    assert answer["explicacion"]["partes"][0]["fundamento"] == ["LSS 27, 30-I", "LFT 76, 80, 87"]


def test_only_a_variable_wage() -> None:
    answer = ask("integrar", "--variable", "500", "--ingreso", "2026-02-01", "--fecha", "2026-06-30")
    assert (answer["sbc"], answer["factor"]) == ("500.00", None)


def test_the_floor_of_a_reduced_day_is_an_open_question() -> None:
    low = (
        "integrar",
        "--salario-diario",
        "100",
        "--ingreso",
        "2026-02-01",
        "--fecha",
        "2026-06-30",
        "--jornada",
        "reducida",
    )
    assert ask(*low)["sbc"] == "315.04"
    assert ask(*low, "--politica", "piso_jornada_reducida=sm_integrado")["sbc"] == "330.57"


@pytest.mark.parametrize(
    ("options", "campo"),
    [
        (("--despensa", "-1"), "despensa"),
        (("--aguinaldo", "10"), "aguinaldo"),
        (("--comidas", "4"), "comidas"),
        (("--ingreso", "2026-12-01"), "ingreso"),
    ],
)
def test_what_cannot_be_is_said_with_its_field(options: tuple[str, ...], campo: str) -> None:
    result = run(*FIXED, *options, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["campo"] == campo


def test_a_bimester_of_variable_wages() -> None:
    asked = ("variables", "--bimestre", "2026-1", "--importe", "12000", "--ausencias", "2", "--incapacidad", "5")
    answer = ask(*asked)
    assert (answer["promedio"], answer["dias"], answer["sbc"]) == ("230.77", 52, "315.04")
    assert (answer["desde"], answer["limite_aviso"], answer["limite"]) == ("2026-03-01", "2026-03-06", "piso")
    assert "se aplicó ese, $315.04" in run(*asked).stdout
    mixed = run(*asked, "--parte-fija", "419.72", "--despensa", "1500", "--horas-extra", "2026-02-10=5@180").stdout
    assert re.search(r"Horas extra del 10 de febrero de 2026 que pasan los límites\s+\$360\.00", mixed)
    assert "Avíselo a más tardar el 6 de marzo de 2026" in mixed
    tree = ask(*asked, "--parte-fija", "419.72", "--explicar")["explicacion"]
    assert [part["codigo"] for part in tree["partes"]] == ["PARTE_FIJA", "PROMEDIO_VARIABLE"]
    assert ask(*asked, "--ingreso", "2026-01-11")["dias"] == 42


@pytest.mark.parametrize(
    "options",
    [
        ("--bimestre", "2026"),
        ("--bimestre", "2026-1", "--horas-extra", "2026-02-10"),
        ("--bimestre", "2026-1", "--horas-extra", "2026-02-30=1@1"),
        ("--bimestre", "2026-1", "--horas-extra", "2026-02-10=30@1"),
    ],
)
def test_what_is_no_bimester_or_no_overtime(options: tuple[str, ...]) -> None:
    result = run("variables", "--importe", "100", *options)
    assert result.exit_code == 2
    assert "Traceback" not in result.stderr


def test_a_batch_for_people(workers: Path) -> None:
    told = batch(workers).stdout
    assert re.search(r"Ana\s+2026-01-01\s+\$292\.54\s+\$330\.57\s+institución\n", told)
    assert re.search(r"Beto\s+2026-02-01\s+\$2,828\.50\s+\$2,932\.75\s+patrón\s+2026-02-09", told)
    assert "Empieza el año de servicio 3: el factor pasa de 1.0918 a 1.0932. [LSS 30-I, 34-I; LFT 76, 80, 87]" in told
    assert "No presente aviso." in told
    assert "Días hábiles según «Días de descanso obligatorio de LFT 74, 2026»." in told
    assert "Modificación de salario de Ana" in batch(workers, "--explicar").stdout


def test_a_batch_for_programs(workers: Path) -> None:
    answer = json.loads(batch(workers, "--json").stdout)
    assert [(one["clave"], one["desde"], one["quien"], one["limite_aviso"]) for one in answer["modificaciones"]] == [
        ("Ana", "2026-01-01", "institucion", None),
        ("Caro", "2026-01-01", "patron", "2026-01-08"),
        ("Beto", "2026-02-01", "patron", "2026-02-09"),
        ("Caro", "2026-02-20", "patron", "2026-02-27"),
    ]
    assert answer["modificaciones"][0]["causas"] == ["salario_minimo"]
    first = json.loads(batch(workers, "--json", "--explicar").stdout)["modificaciones"][0]
    assert first["explicacion"]["valor"] == "330.57"


def test_what_was_filed_and_is_not_what_results_is_told_even_if_nothing_changes(tmp_path: Path) -> None:
    path = tmp_path / "uno.csv"
    path.write_text("clave,ingreso,salario_diario,sbc\nDana,2025-06-01,400,410\n", encoding="utf-8")
    told = batch(path).stdout
    assert told.startswith("Ningún salario cambia en esos días.\n")
    assert "Dana: el salario base registrado es $410.00" in told


def test_a_batch_in_json_may_have_numbers_and_what_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "plantilla.json"
    path.write_text(
        '[{"clave": "A", "ingreso": "2025-06-01", "salario_diario": 278.80, "zona": null}]', encoding="utf-8"
    )
    assert json.loads(batch(path, "--json").stdout)["modificaciones"][0]["sbc_nuevo"] == "330.57"


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("a.csv", "clave,ingreso,apodo\nA,2025-06-01,x\n", "la columna «apodo» no se conoce"),
        ("a.csv", "clave,ingreso\n,2025-06-01\n", "falta la clave"),
        ("a.csv", "clave,ingreso\nA,\n", "falta la fecha de ingreso"),
        ("a.csv", "clave,ingreso\nA,1/6/25\n", "«1/6/25», en ingreso, no es una fecha"),
        ("a.csv", "clave,ingreso\nA,2025-06-01,sobra\n", "tiene más celdas que columnas"),
        ("a.csv", 'clave,ingreso\n"A"x,2025-06-01\n', "no es un CSV que se pueda leer"),
        ("a.csv", HEAD + "A,2025-06-01,1.234,,,,,\n", "«1.234», en salario_diario, no es un importe"),
        ("a.csv", HEAD + "A,2025-06-01,1E+999999999,,,,,\n", "«1E+999999999», en salario_diario, no es un importe"),
        ("a.csv", HEAD + "A,2025-06-01,uno,,,,,\n", "«uno», en salario_diario, no es un importe"),
        ("a.csv", HEAD + "A,2025-06-01,-5,,,,,\n", "salario_diario: El salario diario -$5.00 no es posible"),
        ("a.csv", HEAD + "A,2025-06-01,500,,,2025-6,,\n", "el bimestre y el importe van juntos"),
        ("a.csv", HEAD + "A,2025-06-01,500,,,2025,100,\n", "«2025», en bimestre, no es un bimestre"),
        ("a.csv", "clave,ingreso,zona\nA,2025-06-01,sur\n", "«sur», en zona, no es una zona"),
        ("a.json", "{", "no es JSON"),
        ("a.json", "[" * 100_000, "no es JSON"),
        ("a.json", "{}", "debe ser una lista"),
        ("a.json", "[1]", "debe ser una lista"),
        ("a.json", '[{"clave": true}]', "el campo clave no es un texto ni un número"),
    ],
)
def test_a_file_that_cannot_be_read_says_where(tmp_path: Path, name: str, text: str, why: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    result = batch(path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert why in result.stderr
    assert why in json.loads(batch(path, "--json").stdout)["motivo"]


def test_a_file_too_big_or_in_another_encoding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("clave,ingreso\nAñ,2025-06-01\n".encode("latin-1"))
    assert "no está en UTF-8" in batch(path).stderr
    monkeypatch.setattr(salario_file, "MAX_BYTES", 10)
    assert "Divídalo" in batch(path).stderr


def test_days_that_go_backwards_and_a_year_that_nobody_loaded(workers: Path) -> None:
    back = run("modificaciones", str(workers), "--desde", "2026-02-01", "--hasta", "2026-01-01")
    assert back.exit_code == 2
    late = run("modificaciones", str(workers), "--desde", "2027-01-01", "--hasta", "2027-01-31")
    assert late.exit_code == 1
    assert "ventanilla ley cargar sm.general" in late.stderr
