"""``ventanilla ley``: every answer for people and for programs, and what an operator loads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from ventanilla import law
from ventanilla.adapters.law_folder import load_folder, read_folder
from ventanilla.cli import main
from ventanilla.cli.ley import COMMAND


@pytest.fixture(autouse=True)
def _nothing_added() -> Iterator[None]:
    yield
    law.load({})


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    found = tmp_path / "ley"
    found.mkdir()
    monkeypatch.setenv("VENTANILLA_LEY", str(found))
    monkeypatch.setenv("VENTANILLA_CLOCK", "2027-02-10")
    return found


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, ["ley", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def ask(*arguments: str) -> Any:
    return json.loads(run(*arguments, "--json").stdout)


def csv_file(tmp_path: Path, text: str) -> str:
    path = tmp_path / "filas.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_value_with_its_dates_and_its_history() -> None:
    answer = ask("ver", "sm.general", "--fecha", "2018-06-01")
    assert (answer["valor"], answer["desde"], answer["hasta"]) == ("88.36", "2017-12-01", "2018-12-31")
    assert answer["confianza"] == "L"
    assert answer["historia"][-1]["hasta"] == "2026-12-31"
    assert [row["valor"] for row in answer["historia"]][:3] == ["73.04", "80.04", "88.36"]
    told = run("ver", "sm.general", "--fecha", "2018-06-01").stdout
    assert "88.36 MXN, desde el 1 de diciembre de 2017 hasta el 31 de diciembre de 2018" in told
    assert "Historia:\n  73.04  desde el 1 de enero de 2016" in told
    assert "Antes de 2019 esa zona no existía." in run("ver", "sm.zlfn", "--fecha", "2026-06-01").stdout


def test_a_table_with_its_rows_and_its_history() -> None:
    answer = ask("ver", "ceav.patron", "--fecha", "2026-06-30")
    assert answer["renglones"]["3.50"] == "6.361"
    assert len(answer["historia"]) == 9
    assert answer["hasta"] == "2026-12-31"
    told = run("ver", "lss.73.prima_media", "--fecha", "2026-06-30").stdout
    assert "En %, desde el 1 de enero de 2016\n  I    0.54355\n" in told


@pytest.mark.parametrize(
    ("key", "on", "code"),
    [
        ("uma.diaria", "2027-02-01", "LEY_SIN_RENOVAR"),
        ("umi.diaria", "2023-12-31", "LEY_SIN_VALOR"),
        ("cff.21.mora", "2027-01-01", "LEY_SIN_RENOVAR"),
        ("inpc.mensual", "2026-05-01", "LEY_SERIE_VACIA"),
        ("cff.21.parcialidades", "2024-06-01", "LEY_TABLA_SIN_FECHA"),
        ("cff.21.parcialidades", "2027-01-01", "LEY_TABLA_SIN_RENOVAR"),
        ("lss.242.cuota_anual", "2026-03-01", "LEY_TABLA_SIN_RENOVAR"),
        ("no.hay", "2026-01-01", "LEY_SIN_CLAVE"),
    ],
)
def test_what_is_unknown_is_refused_with_what_to_load(key: str, on: str, code: str) -> None:
    result = run("ver", key, "--fecha", on, "--json")
    assert result.exit_code == 1
    answer = json.loads(result.stdout)
    assert answer["codigo"] == code
    if code != "LEY_SIN_CLAVE":
        assert f"ventanilla ley cargar {key} ARCHIVO.csv" in answer["motivo"]
        assert key.replace(".", "/") + ".yaml" in answer["motivo"]
    assert run("ver", key, "--fecha", on).stderr.strip() == answer["motivo"]


def test_the_list_is_searched_without_accents() -> None:
    found = ask("listar", "cuantia", "grupo")
    assert found == [
        {
            "clave": "lss73.167.basica",
            "titulo": "Cuantía básica de la pensión de 1973, por grupo salarial",
            "tipo": "tabla",
        }
    ]
    assert "lss73.167.basica  Cuantía" in run("listar", "CUANTÍA", "grupo").stdout
    assert {one["clave"] for one in ask("listar")} == {*law.known_keys(), *law.table_keys()}
    nothing = run("listar", "xyz")
    assert nothing.exit_code == 1
    assert "Ninguna clave tiene: xyz" in nothing.stderr


def test_policies_and_profiles() -> None:
    assert {one["clave"] for one in ask("politicas")} == set(law.policy_keys())
    assert "ceav_huecos = ceav_sua  Tramo de CEAV" in run("politicas").stdout
    answer = ask("politica", "ceav_huecos")
    assert answer["valor"] == "ceav_sua"
    assert set(answer["alternativas"]) == {"ceav_sua", "ceav_corte"}
    told = run("politica", "ceav_huecos").stdout
    assert "  * ceav_sua: " in told
    assert "    ceav_corte: " in told
    assert [one["clave"] for one in ask("perfil")] == ["corte", "emision", "sua"]
    assert "corte  Criterios de los tribunales" in run("perfil").stdout
    assert ask("perfil", "corte")["valores"]["ceav_huecos"] == {"valor": "ceav_corte", "confianza": "M"}
    assert "ceav_huecos = ceav_corte: " in run("perfil", "corte").stdout
    for kind in ("politica", "perfil"):
        assert run(kind, "nadie").exit_code == 1
        assert ask(kind, "nadie")["codigo"].startswith("LEY_SIN_")


def test_a_series_is_loaded_and_read_from_then_on(folder: Path, tmp_path: Path) -> None:
    source = csv_file(tmp_path, "fecha,valor\n2026-12,101.2\n2027-01-01,101.9\n")
    assert run("cargar", "inpc.mensual", source).exit_code == 1, "without its source"
    result = run("cargar", "inpc.mensual", source, "--fuente", "INEGI")
    assert result.stdout == "Se agregaron 2 renglones de inpc.mensual a data/inpc/mensual.yaml.\n"
    assert ask("ver", "inpc.mensual", "--fecha", "2027-01-31")["valor"] == "101.9"
    row = ask("ver", "inpc.mensual", "--fecha", "2026-12-31")
    assert row["fuente"] == "Agregado por quien opera la oficina: INEGI"
    assert (row["fundamento"], row["revisado"], row["confianza"]) == ("CFF 17-A, 20; LSS 40-A", "2027-02-10", "M")
    assert "Nada que agregar" in run("cargar", "inpc.mensual", source, "--fuente", "INEGI").stdout
    more = csv_file(tmp_path, "fecha,valor,fuente\n2027-01,101.9,x\n2027-02,102.3,INEGI\n")
    assert ask("cargar", "inpc.mensual", more)["agregados"] == 1
    assert [row["valor"] for row in ask("ver", "inpc.mensual", "--fecha", "2027-02-01")["historia"]] == [
        "101.2",
        "101.9",
        "102.3",
    ]
    other = csv_file(tmp_path, "fecha,valor,fuente\n2027-01,999,x\n")
    refused = ask("cargar", "inpc.mensual", other)
    assert refused["codigo"] == "LEY_CSV_IMPOSIBLE"
    assert "inpc.mensual del 2027-01-01 ya es 101.9" in refused["motivo"]


def test_the_past_shipped_is_not_loaded_over(folder: Path, tmp_path: Path) -> None:
    refused = ask("cargar", "uma.diaria", csv_file(tmp_path, "fecha,valor,fuente\n2025-06-01,1,x\n"))
    assert refused["codigo"] == "LEY_AGREGADO_IMPOSIBLE"
    assert not list(folder.rglob("*.yaml"))
    assert ask("cargar", "uma.diaria", csv_file(tmp_path, "2027-02-01,121.05,INEGI\n"))["agregados"] == 1
    assert ask("ver", "uma.diaria", "--fecha", "2027-02-01")["valor"] == "121.05"


def test_a_table_is_loaded_row_by_row(folder: Path, tmp_path: Path) -> None:
    text = "fecha,renglon,valor,fuente\n2021-01-01,1-61-0,2660,DOF\n2021-01-01,1-62-0,2700,DOF\n"
    assert ask("cargar", "lss.170.garantizada", csv_file(tmp_path, text))["agregados"] == 2
    text = "fecha,renglon,valor,fuente\n2021-01-01,1-63-0,2750,DOF\n2021-01-01,1-60-0,2622,DOF\n"
    assert ask("cargar", "lss.170.garantizada", csv_file(tmp_path, text))["agregados"] == 1
    rows = ask("ver", "lss.170.garantizada", "--fecha", "2026-01-01")["renglones"]
    assert rows == {"1-60-0": "2622", "5-65-10": "8241", "1-61-0": "2660", "1-62-0": "2700", "1-63-0": "2750"}
    for text, why in (
        ("fecha,valor,fuente\n2021-01-01,1,x\n", "falta la columna renglon"),
        ("fecha,renglon,valor,fuente\n2021-01-01,1-60-0,9,x\n", "ya es 2622"),
    ):
        assert why in ask("cargar", "lss.170.garantizada", csv_file(tmp_path, text))["motivo"]
    text = "fecha,renglon,valor,fuente\n2027-02-01,a,1,x\n"
    assert "no lleva la columna renglon" in ask("cargar", "uma.diaria", csv_file(tmp_path, text))["motivo"]


def test_a_new_key_says_what_it_is(folder: Path, tmp_path: Path) -> None:
    text = csv_file(tmp_path, "fecha,renglon,valor,fuente\n2026-01-01,cuota_fija,1,Oficio\n")
    told = ask("cargar", "ramos.modalidad_35", text)["motivo"]
    assert "diga también --fundamento, --titulo, --unidad" in told
    new = ("--fundamento", "LSS 222", "--titulo", "Ramos de la 35", "--unidad", "1 se paga", "--confianza", "L")
    assert ask("cargar", "ramos.modalidad_35", text, *new)["agregados"] == 1
    assert ask("ver", "ramos.modalidad_35")["confianza"] == "L"
    plain = csv_file(tmp_path, "2026-01-01,5,Oficio\n")
    assert ask("cargar", "uno.nuevo", plain, *new)["archivo"] == "data/uno/nuevo.yaml"
    assert ask("ver", "uno.nuevo")["unidad"] == "1 se paga"
    assert law.value("uno.nuevo", date(2026, 1, 1)) == Decimal(5)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no tiene ningún renglón"),
        ("fecha,valor\n", "no tiene ningún renglón"),
        ("fecha,valor,notas\n2027-02-01,1,x\n", "los nombres de las columnas"),
        ("fecha,fuente\n2027-02-01,x\n", "los nombres de las columnas"),
        ("31/12/2026,1,x\n\n2027-13,1,x\n", "renglón 1: «31/12/2026» no es una fecha como 2027-02-01; renglón 3:"),
        ("2027-02-01,mucho,x\n", "«mucho» no es un número"),
        ("2027-02-01,-5,x\n", "«-5» no es un valor de la ley"),
        ("2027-02-01,NaN,x\n", "«NaN» no es un valor de la ley"),
        ("2027-02-01,121,x\n2027-02-01,122,x\n", "ya es 121"),
    ],
)
def test_a_file_that_cannot_be_read_says_the_line(folder: Path, tmp_path: Path, text: str, why: str) -> None:
    refused = ask("cargar", "uma.diaria", csv_file(tmp_path, text))
    assert refused["codigo"] == "LEY_CSV_IMPOSIBLE"
    assert why in refused["motivo"]
    assert not list(folder.rglob("*.yaml"))


def test_a_spreadsheet_s_text_is_read(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "filas.csv"
    path.write_bytes("2027-02-01,121,Publicación\n".encode("latin-1"))
    assert ask("cargar", "uma.diaria", str(path))["agregados"] == 1
    assert ask("ver", "uma.diaria")["fuente"].endswith("Publicación")
    path.write_bytes("\ufefffecha,valor,fuente\n2028-02-01,125,x\n".encode())
    assert ask("cargar", "uma.diaria", str(path))["agregados"] == 1


def test_without_a_folder_it_says_how_to_give_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VENTANILLA_LEY", raising=False)
    text = csv_file(tmp_path, "2027-02-01,121,x\n")
    assert ask("cargar", "uma.diaria", text)["codigo"] == "LEY_SIN_CARPETA"
    monkeypatch.setenv("VENTANILLA_LEY", str(tmp_path / "nadie"))
    missing = run("listar")
    assert missing.exit_code == 1
    assert "VENTANILLA_LEY señala un directorio que no existe" in missing.stderr
    assert CliRunner().invoke(COMMAND, ["cargar", "uma.diaria", text]).exit_code == 1


def test_a_folder_with_a_bad_file_says_which(folder: Path) -> None:
    (folder / "data").mkdir()
    (folder / "data" / "uno.yaml").write_bytes(b"\xff\xfe")
    told = run("listar").stderr
    assert "No se pudo leer data/uno.yaml" in told
    assert not told.startswith("Error")
    (folder / "data" / "uno.yaml").unlink()
    (folder / "data" / "uno.yml").write_text("title: t")
    assert "No se sabe qué es data/uno.yml" in run("listar").stderr


def test_what_is_not_law_in_the_folder_is_not_looked_at(folder: Path) -> None:
    (folder / ".git").mkdir()
    (folder / ".git" / "x.yaml").write_text("a: 1")
    (folder / "LEAME.txt").write_text("hola")
    assert read_folder(folder) == {}
    load_folder(folder)


def test_no_key_is_both_a_value_and_a_table() -> None:
    assert not set(law.known_keys()) & set(law.table_keys())
