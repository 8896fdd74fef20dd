"""Foreign vectors of the identifiers: shared with developers, never copied into this repository."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from ventanilla.cli.identificador import COMMAND
from ventanilla.domain.identifiers import Severity, clabe, curp, linea_captura, nss, registro_patronal, rfc, umf

SHARED = Path(os.environ.get("VENTANILLA_SHARED_DATA", Path(__file__).parents[3] / "shared" / "data"))
FILE = SHARED / "identifiers.json"
pytestmark = pytest.mark.skipif(not FILE.is_file(), reason="identifiers.json is not here: set VENTANILLA_SHARED_DATA")

MODULES = {
    "curp": curp,
    "rfc": rfc,
    "nss": nss,
    "registro_patronal": registro_patronal,
    "clabe": clabe,
    "clave_umf": umf,
    "linea_captura_sipare": linea_captura,
}
CHECKED = {"curp": curp, "rfc": rfc, "nss": nss, "registro_patronal": registro_patronal, "clabe": clabe}


def vectors() -> list[Any]:
    if not FILE.is_file():
        return []
    data = json.loads(FILE.read_text(encoding="utf-8"))
    assert {key for key in data if not key.startswith("_")} == set(MODULES), "a kind of number nobody examines"
    return [pytest.param(kind, vector, id=f"{kind}-{vector['value']}") for kind in MODULES for vector in data[kind]]


@pytest.mark.parametrize(("kind", "vector"), vectors())
def test_the_verdict_is_the_published_one(kind: str, vector: dict[str, Any]) -> None:
    module = MODULES[kind]
    verdict = module.examine(vector["value"])
    assert verdict.severity is Severity(vector["severidad"]), verdict
    assert module.is_valid(vector["value"]) is (vector["expect"] == "valid")
    assert verdict.test_data is vector.get("modo_prueba", False)
    assert (verdict.reason is None) is (verdict.severity is Severity.OK)
    if vector.get("modo_prueba"):
        assert module.examine(vector["value"], test_mode=True).severity is Severity.WARNING
    else:
        assert module.examine(vector["value"], test_mode=True) == verdict
    if "severidad_en_certificado" in vector:
        seen = curp.examine(vector["value"], from_certificate=True)
        assert seen.severity is Severity(vector["severidad_en_certificado"])


def answered(kind: str, value: str, *options: str) -> tuple[int, dict[str, Any]]:
    """What the command line says of a number, to a program."""
    result = CliRunner().invoke(COMMAND, ["validar", kind.replace("_", "-"), value, "--json", *options])
    answer: dict[str, Any] = json.loads(result.stdout)
    assert list(answer) == ["valido", "severidad", "codigo", "motivo", "normalizado", "sugerencias"]
    assert result.exit_code == (0 if answer["valido"] else 1)
    return result.exit_code, answer


@pytest.mark.parametrize(("kind", "vector"), [one for one in vectors() if one.values[0] in CHECKED])
def test_the_command_line_says_the_published_verdict(kind: str, vector: dict[str, Any]) -> None:
    _, answer = answered(kind, vector["value"])
    assert answer["severidad"] == vector["severidad"]
    assert answer["valido"] is (vector["severidad"] != "error")
    _, lenient = answered(kind, vector["value"], "--modo-prueba")
    assert lenient["valido"] is (answer["valido"] or bool(vector.get("modo_prueba")))


@pytest.mark.parametrize(("kind", "vector"), vectors())
def test_the_check_digit_alone_is_the_published_one(kind: str, vector: dict[str, Any]) -> None:
    if kind not in CHECKED or "check_digit_computed" not in vector or not vector["value"].isascii():
        return  # not published for this one, or outside the alphabet of the check
    body = CHECKED[kind].compact(vector["value"])
    full = {"curp": 18, "nss": 11, "registro_patronal": 11, "clabe": 18}.get(kind, len(body))
    computed = CHECKED[kind].check_digit(body[: full - 1])
    assert computed == vector["check_digit_computed"]
    if len(body) == full:
        assert (computed == body[-1]) is vector["dv_ok"]
