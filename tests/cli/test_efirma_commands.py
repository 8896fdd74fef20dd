"""``ventanilla efirma`` as a person runs it: what it prints, what it writes, and what it refuses to sign."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from ventanilla.adapters.pki.demo_authority import open_authority
from ventanilla.adapters.pki.demo_identities import IdentityRequest, Variant, issue_demo
from ventanilla.adapters.pki.local import LocalRevocation, demo_trust
from ventanilla.adapters.pki.service import Verifier
from ventanilla.cli.efirma import COMMAND
from ventanilla.domain.signing.acts import Challenge, Line, Request, SignIn, signed_bytes
from ventanilla.domain.signing.verdict import Accepted

AT = datetime(2026, 11, 22, 15, tzinfo=UTC)
IAT = int(AT.timestamp())
CHALLENGE = Challenge("bm9uY2U", "http://localhost:8000", IAT, IAT + 120)
REQUEST = Request("constancia_vigencia", "Constancia de vigencia", "0b6f", "", (Line("Motivo", "Escuela \x1b[31m"),))
PERSON = IdentityRequest(
    "ok", "X", "ÍÑIGO ÑUÑO MUÑOZ", "ÑUMI800101AB1", "XUMI800101HDFXXX09", "n@ejemplo.mx", "12345678a"
)
COMPANY = replace(PERSON, slug="empresa", company_name="PAN Y AGUA SA DE CV", company_rfc="PAG990101AB1")
PASSWORD = "contraseña ñandú"


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation's private directory."""
    var = tmp_path_factory.mktemp("var")
    open_authority(var / "pki", bits=2048)
    variants = (Variant.VENCIDA, Variant.FUTURA, Variant.CSD, Variant.PAR_EQUIVOCADO, Variant.AUTORIDAD_AJENA)
    people = [replace(PERSON, slug=variant.value, variant=variant) for variant in variants]
    accents = replace(PERSON, slug="acentos", password=PASSWORD, variant=Variant.CONTRASENA_NO_ASCII)
    issue_demo(var / "pki", AT, [PERSON, COMPANY, accents, *people])
    return var


def _run(installation: Path, *arguments: str, typed: str = "", **environment: str) -> Result:
    env = {"VENTANILLA_VAR": str(installation), "VENTANILLA_ANCLAS": "", "VENTANILLA_ANCLAS_PRODUCCION": ""}
    return CliRunner().invoke(COMMAND, arguments, input=typed, env=env | environment)


def _identity(installation: Path, slug: str, suffix: str = "cer") -> str:
    return str(installation / "pki" / "identidades" / f"{slug}.{suffix}")


def _inspected(installation: Path, path: str, *arguments: str, **environment: str) -> dict[str, Any]:
    result = _run(installation, "inspeccionar", path, "--json", *arguments, **environment)
    assert result.exit_code == 0, result.output
    value: dict[str, Any] = json.loads(result.stdout)
    return value


def test_a_person(installation: Path) -> None:
    assert _inspected(installation, _identity(installation, "ok")) == {
        "tipo": "e.firma",
        "rfc": "ÑUMI800101AB1",
        "curp": "XUMI800101HDFXXX09",
        "nombre": "ÍÑIGO ÑUÑO MUÑOZ",
        "numero_serie": json.loads((installation / "pki/identidades/manifest.json").read_text())[0]["serie"],
        "vigente_desde": "2025-10-18T15:00:00Z",
        "vigente_hasta": "2029-10-18T15:00:00Z",
        "confianza": "demostracion",
        "representante": None,
    }


def test_a_company(installation: Path) -> None:
    value = _inspected(installation, _identity(installation, "empresa"))
    assert (value["rfc"], value["curp"]) == ("PAG990101AB1", None)
    assert value["representante"] == {"rfc": "ÑUMI800101AB1", "curp": "XUMI800101HDFXXX09"}


@pytest.mark.parametrize(
    ("slug", "kind", "trust"),
    [
        ("csd", "csd", "demostracion"),
        ("vencida", "e.firma", "demostracion"),  # at its start date
        ("futura", "e.firma", "demostracion"),
        ("autoridad_ajena", "e.firma", "indeterminada"),
    ],
)
def test_kind_and_trust(installation: Path, slug: str, kind: str, trust: str) -> None:
    value = _inspected(installation, _identity(installation, slug))
    assert (value["tipo"], value["confianza"]) == (kind, trust)


def test_anchors_by_option_and_by_environment(installation: Path, tmp_path: Path) -> None:
    anchors = str(installation / "pki" / "autoridad")
    path = _identity(installation, "ok")
    elsewhere = {"VENTANILLA_VAR": str(tmp_path)}
    assert _inspected(installation, path, **elsewhere)["confianza"] == "indeterminada"
    assert _inspected(installation, path, "--anclas", anchors, **elsewhere)["confianza"] == "prueba"
    assert _inspected(installation, path, VENTANILLA_ANCLAS=anchors, **elsewhere)["confianza"] == "prueba"
    assert (
        _inspected(installation, path, VENTANILLA_ANCLAS_PRODUCCION=anchors, **elsewhere)["confianza"] == "produccion"
    )


def test_an_authority_of_the_same_name_that_did_not_issue_it(installation: Path, tmp_path: Path) -> None:
    open_authority(tmp_path / "pki", bits=2048)
    issue_demo(tmp_path / "pki", AT, [PERSON])  # another installation's, with the same names
    assert _inspected(installation, _identity(tmp_path, "ok"))["confianza"] == "ninguna"


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "ARCHIVO_VACIO"), (b"hola", "NO_ES_CERTIFICADO"), (bytes(3_000_000), "ARCHIVO_GRANDE")],
)
def test_what_cannot_be_read(installation: Path, tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "x.cer"
    path.write_bytes(content)
    result = _run(installation, "inspeccionar", str(path), "--json")
    value = json.loads(result.stdout)
    assert (result.exit_code, value["confianza"], value["tipo"], value["rfc"]) == (1, "indeterminada", "otro", None)
    assert value["error"]["codigo"] == code
    assert f"[{code}]" in result.stderr
    assert _run(installation, "inspeccionar", str(path)).stdout == ""


def test_in_words(installation: Path) -> None:
    result = _run(installation, "inspeccionar", _identity(installation, "empresa"))
    assert "Representante: RFC ÑUMI800101AB1, CURP XUMI800101HDFXXX09" in result.stdout
    assert "CURP: sin dato" in result.stdout


def test_anchors_that_are_not_there(installation: Path) -> None:
    result = _run(installation, "inspeccionar", _identity(installation, "ok"), "--anclas", "no-existe")
    assert result.exit_code == 2


# -- signing


def _sign(
    installation: Path, tmp_path: Path, data: bytes, slug: str = "ok", *arguments: str, typed: str = "12345678a\n"
) -> Result:
    text = tmp_path / "texto.json"
    text.write_bytes(data)
    cer, key = _identity(installation, slug), _identity(installation, slug, "key")
    out = str(tmp_path / "firma.json")
    whole = ("firmar", str(text), "--cer", cer, "--key", key, "--salida", out, *arguments)
    return _run(installation, *whole, typed=typed)


def _written(tmp_path: Path) -> tuple[bytes, bytes]:
    value = json.loads((tmp_path / "firma.json").read_text())
    assert value.keys() == {"certificado", "firma"}
    return base64.b64decode(value["certificado"], validate=True), base64.b64decode(value["firma"], validate=True)


def _verifier(installation: Path) -> Verifier:
    return Verifier(demo_trust(installation / "pki"), LocalRevocation(installation / "pki"))


def test_signing_in(installation: Path, tmp_path: Path) -> None:
    data = signed_bytes(SignIn(), CHALLENGE)
    result = _sign(installation, tmp_path, data, "ok", "--si")
    assert result.exit_code == 0, result.output
    assert isinstance(_verifier(installation).verify_raw(*_written(tmp_path), data, AT), Accepted)
    assert "12345678a" not in result.output


def test_a_request(installation: Path, tmp_path: Path) -> None:
    data = signed_bytes(REQUEST, CHALLENGE)
    result = _sign(installation, tmp_path, data, typed="y\n12345678a\n")
    assert result.exit_code == 0, result.output
    certificate, cms = _written(tmp_path)
    verdict = _verifier(installation).verify_cades(cms, data, AT)
    assert isinstance(verdict, Accepted)
    assert certificate == Path(_identity(installation, "ok")).read_bytes()
    assert "Constancia de vigencia" in result.stderr
    assert "ÍÑIGO ÑUÑO MUÑOZ" in result.stderr
    assert "\x1b" not in result.stderr  # what is signed cannot draw on the terminal
    assert "Escuela \N{REPLACEMENT CHARACTER}[31m" in result.stderr


def test_nothing_is_signed_without_a_yes(installation: Path, tmp_path: Path) -> None:
    result = _sign(installation, tmp_path, signed_bytes(REQUEST, CHALLENGE), typed="n\n")
    assert result.exit_code == 1
    assert "[FIRMA_CANCELADA]" in result.stderr
    assert not (tmp_path / "firma.json").exists()


@pytest.mark.parametrize("ending", ["", "\n", "\r\n"])
def test_a_password_file_with_accents(installation: Path, tmp_path: Path, ending: str) -> None:
    password = tmp_path / "contrasena"
    password.write_bytes((PASSWORD + ending).encode())
    data = signed_bytes(SignIn(), CHALLENGE)
    result = _sign(installation, tmp_path, data, "acentos", "--si", "--password-file", str(password), typed="")
    assert result.exit_code == 0, result.output


def test_a_password_file_in_another_encoding(installation: Path, tmp_path: Path) -> None:
    password = tmp_path / "contrasena"
    password.write_bytes(PASSWORD.encode("cp1252"))
    data = signed_bytes(SignIn(), CHALLENGE)
    result = _sign(installation, tmp_path, data, "acentos", "--si", "--archivo-contrasena", str(password))
    assert "[CONTRASENA_ILEGIBLE]" in result.stderr


@pytest.mark.parametrize(
    ("slug", "typed", "code"),
    [
        ("ok", "otra\n", "CONTRASENA_INCORRECTA"),
        ("par_equivocado", "12345678a\n", "PAR_EQUIVOCADO"),
        ("csd", "12345678a\n", "ES_CSD"),
        ("vencida", "12345678a\n", "VENCIDA"),
        ("futura", "12345678a\n", "AUN_NO_VIGENTE"),
    ],
)
def test_each_cause_has_its_code(installation: Path, tmp_path: Path, slug: str, typed: str, code: str) -> None:
    result = _sign(installation, tmp_path, signed_bytes(SignIn(), CHALLENGE), slug, "--si", typed=typed)
    assert result.exit_code == 1
    assert f"[{code}]" in result.stderr
    assert not (tmp_path / "firma.json").exists()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "TEXTO_NO_FIRMABLE"),
        (b"Debo y pagar\xc3\xa9", "TEXTO_NO_FIRMABLE"),
        (signed_bytes(SignIn(), CHALLENGE) + b"\n", "TEXTO_NO_CANONICO"),
        (signed_bytes(SignIn(), CHALLENGE).replace(b"inicio-sesion", b"transferencia"), "ACTO_DESCONOCIDO"),
    ],
)
def test_other_texts_are_not_signed(installation: Path, tmp_path: Path, data: bytes, code: str) -> None:
    result = _sign(installation, tmp_path, data, "ok", "--si")
    assert f"[{code}]" in result.stderr
    assert not (tmp_path / "firma.json").exists()


@pytest.mark.parametrize(
    ("which", "content", "code"),
    [
        ("--cer", b"", "ARCHIVO_VACIO"),
        ("--cer", b"hola", "NO_ES_CERTIFICADO"),
        ("--key", b"", "LLAVE_VACIA"),
        ("--key", b"hola", "NO_ES_LLAVE"),
    ],
)
def test_files_that_are_something_else(
    installation: Path, tmp_path: Path, which: str, content: bytes, code: str
) -> None:
    bad = tmp_path / "malo"
    bad.write_bytes(content)
    result = _sign(installation, tmp_path, signed_bytes(SignIn(), CHALLENGE), "ok", "--si", which, str(bad))
    assert f"[{code}]" in result.stderr


def test_the_password_is_never_an_argument() -> None:
    names = {option for parameter in COMMAND.commands["firmar"].params for option in parameter.opts}
    assert names == {"texto", "--cer", "--key", "--archivo-contrasena", "--password-file", "--salida", "--si"}


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from ventanilla.cli.efirma import COMMAND; COMMAND(['--help'], standalone_mode=False); "
        "sys.exit(any(name.split('.')[0] in {'cryptography', 'django', 'yaml'} for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0
