from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner

from ventanilla.cli.identificador import COMMAND
from ventanilla.cli.ley import COMMAND as LEY


def ask(*arguments: str) -> tuple[int, Any]:
    result = CliRunner().invoke(COMMAND, ["validar", *arguments, "--json"])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, json.loads(result.stdout)


@pytest.mark.parametrize(
    ("tipo", "valor", "exit_code", "severidad", "codigo"),
    [
        ("curp", "pega850101hdfrrl09", 0, "ok", ""),
        ("curp", "BACA890909MJCRMS05", 1, "error", "CURP_PALABRA"),
        ("curp", "XEXX010101MNEXXXA8", 0, "generico", "CURP_GENERICA"),
        ("rfc", "VEL940703KP1", 0, "advertencia", "RFC_DIGITO"),
        ("rfc", "OÑO120726RX3", 0, "ok", ""),
        ("nss", "9917-85-0001-5", 0, "ok", ""),
        ("nss", "00000000000", 1, "error", "NSS_SIN_ASIGNAR"),
        ("registro-patronal", "Z99-12345-10-5", 0, "ok", ""),
        ("clabe", "032180000118359719", 0, "advertencia", "CLABE_BANCO_RETIRADO"),
        ("clabe", "", 1, "error", "CLABE_LARGO"),
    ],
)
def test_the_answer_for_programs(tipo: str, valor: str, exit_code: int, severidad: str, codigo: str) -> None:
    code, answer = ask(tipo, valor)
    assert code == exit_code
    assert set(answer) == {"valido", "severidad", "codigo", "motivo", "normalizado", "sugerencias"}
    assert (answer["severidad"], answer["codigo"]) == (severidad, codigo)
    assert answer["valido"] is (exit_code == 0)
    assert (answer["motivo"] == "") is (severidad == "ok")


@pytest.mark.parametrize(
    ("tipo", "valor"),
    [("curp", "CANF770131HBCSBR08"), ("rfc", "AAA010101AAA"), ("registro-patronal", "E23-12345-12-1")],
)
def test_published_samples_need_the_test_mode(tipo: str, valor: str) -> None:
    assert ask(tipo, valor)[0] == 1
    code, answer = ask(tipo, valor, "--modo-prueba")
    assert (code, answer["severidad"], answer["codigo"]) == (0, "advertencia", "NUMERO_DE_PRUEBA")


def test_a_birth_in_the_future_is_of_the_installation_s_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VENTANILLA_CLOCK", "1985-01-01")
    assert ask("curp", "PEGA850101HDFRRL09")[0] == 0
    monkeypatch.setenv("VENTANILLA_CLOCK", "1984-12-31")
    assert ask("curp", "PEGA850101HDFRRL09")[1]["codigo"] == "CURP_FUTURA"


def test_a_slip_is_suggested_to_people_too() -> None:
    result = CliRunner().invoke(COMMAND, ["validar", "nss", "99178050015"])
    assert result.exit_code == 1
    assert "99178050015: No es válido." in result.stdout
    assert "¿Quiso escribir 99178500015 o 99178005015?" in result.stdout
    assert ask("nss", "99178050015")[1]["sugerencias"] == ["99178500015", "99178005015"]


def test_a_value_of_the_law_with_its_article() -> None:
    result = CliRunner().invoke(LEY, ["ver", "uma.diaria", "--fecha", "2026-02-01", "--json"])
    answer = json.loads(result.stdout)
    assert (answer["valor"], answer["desde"], answer["fundamento"]) == ("117.31", "2026-02-01", "DOF 2026-01-09")
    told = CliRunner().invoke(LEY, ["ver", "uma.diaria", "--fecha", "2026-01-31"]).stdout
    assert "113.14 MXN, desde el 1 de febrero de 2025" in told


def test_a_value_for_today_is_of_the_installation_s_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VENTANILLA_CLOCK", "2020-06-01")
    assert json.loads(CliRunner().invoke(LEY, ["ver", "uma.diaria", "--json"]).stdout)["valor"] == "86.88"


@pytest.mark.parametrize(("key", "code"), [("uma.diaria", "LEY_SIN_VALOR"), ("no.hay", "LEY_SIN_CLAVE")])
def test_a_value_that_is_not_there_says_what_to_load(key: str, code: str) -> None:
    result = CliRunner().invoke(LEY, ["ver", key, "--fecha", "2000-01-01", "--json"])
    assert result.exit_code == 1
    assert json.loads(result.stdout)["codigo"] == code
    assert CliRunner().invoke(LEY, ["ver", key, "--fecha", "2000-01-01"]).exit_code == 1


def test_the_list_of_keys() -> None:
    assert "uma.diaria  Unidad de Medida y Actualización" in CliRunner().invoke(LEY, ["listar"]).stdout
