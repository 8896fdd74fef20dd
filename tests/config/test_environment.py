"""What an operator may ask for, and the sentence for what cannot be."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from ventanilla import law
from ventanilla.config.environment import (
    FILES,
    PREPARE_AFTER,
    BadEnvironment,
    BucketSetting,
    Mode,
    SealKind,
    database,
    read,
    replace_secret,
    retired,
    secret,
    use_law,
)


def production(tmp_path: Path) -> dict[str, str]:
    """A production that may start."""
    anchors = tmp_path / "anclas"
    anchors.mkdir(exist_ok=True)
    ocsp = tmp_path / "ocsp.json"
    ocsp.write_text("{}")
    return {
        "VENTANILLA_MODE": "produccion",
        "VENTANILLA_ORIGIN": "https://oficina.example",
        "VENTANILLA_VAR": str(tmp_path / "var"),
        "VENTANILLA_ANCLAS_PRODUCCION": str(anchors),
        "VENTANILLA_OCSP": str(ocsp),
        "VENTANILLA_SMTP": "smtp://correo.example",
        "VENTANILLA_UNIDAD_RESPONSABLE": "Unidad inventada",
        "VENTANILLA_COMPETENCIA": "Artículo inventado",
        "VENTANILLA_COMPETENCIA_REVISION": "Otro artículo inventado",
    }


def test_nothing_said_is_a_demonstration_on_this_machine() -> None:
    found = read({})
    assert (found.mode, found.origin, found.clock.shift_seconds) == (
        Mode.DEMONSTRATION,
        "http://localhost:8000",
        0,
    )
    assert (found.test_anchors, found.production_anchors, found.ocsp, found.smtp) == (None, None, None, "")


def test_a_whole_production_starts(tmp_path: Path) -> None:
    found = read(production(tmp_path))
    assert (found.mode, found.origin) == (Mode.PRODUCTION, "https://oficina.example")


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("VENTANILLA_CLOCK", "2026-11-22", "VENTANILLA_CLOCK solo sirve en demostración: en producción el reloj no se"),
        ("VENTANILLA_CLOCK", "+1", "VENTANILLA_CLOCK solo sirve en demostración"),
        ("VENTANILLA_ANCLAS", ".", "VENTANILLA_ANCLAS son autoridades de prueba: en producción use"),
        ("VENTANILLA_ANCLAS_PRODUCCION", "", "En producción hace falta VENTANILLA_ANCLAS_PRODUCCION"),
        ("VENTANILLA_ORIGIN", "http://oficina.example", "En producción VENTANILLA_ORIGIN empieza por https://."),
        ("VENTANILLA_ORIGIN", "http://localhost:8000", "En producción VENTANILLA_ORIGIN empieza por https://."),
        ("VENTANILLA_OCSP", "", "En producción hace falta VENTANILLA_OCSP"),
        (
            "VENTANILLA_UNIDAD_RESPONSABLE",
            "",
            "En producción hace falta VENTANILLA_UNIDAD_RESPONSABLE: cada",
        ),
        ("VENTANILLA_COMPETENCIA", " ", "En producción hace falta VENTANILLA_COMPETENCIA: cada resolución imprime"),
        ("VENTANILLA_COMPETENCIA_REVISION", "", "En producción hace falta VENTANILLA_COMPETENCIA_REVISION: cada"),
        ("VENTANILLA_SMTP", "", "En producción hace falta VENTANILLA_SMTP: el servidor que entrega el correo."),
    ],
)
def test_production_refuses_in_words(tmp_path: Path, name: str, value: str, sentence: str) -> None:
    with pytest.raises(BadEnvironment) as refused:
        read(production(tmp_path) | {name: value})
    assert str(refused.value).startswith(sentence)


def test_production_refuses_the_folder_of_a_demonstration(tmp_path: Path) -> None:
    (tmp_path / "var" / "pki" / "autoridad").mkdir(parents=True)
    with pytest.raises(BadEnvironment, match="es de una demostración: guarda su autoridad de prueba"):
        read(production(tmp_path))


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("VENTANILLA_MODE", "prueba", "VENTANILLA_MODE solo puede ser «demostracion» o «produccion»."),
        ("VENTANILLA_MODE", "", "VENTANILLA_MODE solo puede ser"),
        ("VENTANILLA_CLOCK", "mañana", "VENTANILLA_CLOCK debe ser una fecha como 2021-06-01"),
        ("VENTANILLA_CLOCK", "2026-02-30", "VENTANILLA_CLOCK debe ser una fecha como 2021-06-01"),
        ("VENTANILLA_CLOCK", "+", "VENTANILLA_CLOCK debe ser una fecha como 2021-06-01"),
        ("VENTANILLA_ORIGIN", "oficina.example", "VENTANILLA_ORIGIN debe ser una dirección como https://"),
        ("VENTANILLA_ORIGIN", "ftp://oficina.example", "VENTANILLA_ORIGIN debe ser una dirección como https://"),
        ("VENTANILLA_ORIGIN", "https://", "VENTANILLA_ORIGIN debe ser una dirección como https://"),
        ("VENTANILLA_ORIGIN", "https://oficina.example/x", "VENTANILLA_ORIGIN debe ser una dirección como https://"),
        ("VENTANILLA_ORIGIN", "https://oficina.example?x", "VENTANILLA_ORIGIN debe ser una dirección como https://"),
        ("VENTANILLA_ORIGIN", "https://a:b@oficina.example", "VENTANILLA_ORIGIN debe ser una dirección como https://"),
        ("VENTANILLA_ORIGIN", "https://oficina.example:x", "VENTANILLA_ORIGIN debe ser una dirección como https://"),
        ("VENTANILLA_ORIGIN", "https://[::1", "VENTANILLA_ORIGIN debe ser una dirección como https://"),
        ("VENTANILLA_ANCLAS", "no-existe", "VENTANILLA_ANCLAS señala un directorio que no existe: no-existe"),
        ("VENTANILLA_REGISTRO", "http://registro.example", "VENTANILLA_REGISTRO debe ser una dirección https://"),
        ("VENTANILLA_OCSP", "no-existe", "VENTANILLA_OCSP señala un archivo que no existe: no-existe"),
        ("VENTANILLA_CRL", "no-existe", "VENTANILLA_CRL señala un archivo que no existe: no-existe"),
    ],
)
def test_what_cannot_be_obeyed_is_said(name: str, value: str, sentence: str) -> None:
    with pytest.raises(BadEnvironment) as refused:
        read({name: value})
    assert str(refused.value).startswith(sentence)


def test_a_refusal_ends_the_program_with_its_sentence() -> None:
    assert issubclass(BadEnvironment, SystemExit)


@pytest.mark.parametrize(
    ("said", "origin"),
    [
        ("https://oficina.example/", "https://oficina.example"),
        ("https://Oficina.Example:443", "https://oficina.example"),
        ("http://localhost:80", "http://localhost"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("HTTPS://oficina.example:8443", "https://oficina.example:8443"),
    ],
)
def test_an_origin_is_as_browsers_write_it(said: str, origin: str) -> None:
    """Otherwise the page that redirects to the canonical origin would redirect to itself for ever."""
    assert read({"VENTANILLA_ORIGIN": said}).origin == origin


def test_a_secret_is_drawn_once_and_is_its_owners(tmp_path: Path) -> None:
    first = secret(tmp_path, "django")
    assert len(first) == 32
    assert secret(tmp_path, "django") == first
    assert secret(tmp_path, "campos") != first
    (tmp_path / "keys").chmod(0o700)
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "keys").iterdir()} == {0o600}
    assert sorted(path.name for path in (tmp_path / "keys").iterdir()) == ["campos.secret", "django.secret"]


def test_a_database_is_reached_by_its_address() -> None:
    found = database("postgresql://web:x@db.example:5433/oficina?sslmode=require")
    assert (found["NAME"], found["USER"], found["HOST"], found["PORT"]) == ("oficina", "web", "db.example", "5433")
    assert found["OPTIONS"] == {"sslmode": "require", "server_side_binding": True, "prepare_threshold": PREPARE_AFTER}
    assert database("") == {"ENGINE": "django.db.backends.dummy"}


def test_who_stamps_time(tmp_path: Path) -> None:
    given = {"VENTANILLA_TSA": "https://tsa.example/", "VENTANILLA_ANCLAS_TIEMPO": str(tmp_path)}
    assert read({}).timestamps  # a demonstration's own
    assert not read(production(tmp_path)).timestamps
    found = read(production(tmp_path) | given)
    assert (found.timestamps, found.tsa, found.time_anchors) == (True, "https://tsa.example/", tmp_path)
    with pytest.raises(BadEnvironment, match="VENTANILLA_TSA debe empezar por https://"):
        read(given | {"VENTANILLA_TSA": "http://tsa.example/"})
    with pytest.raises(BadEnvironment, match="Con VENTANILLA_TSA hace falta VENTANILLA_ANCLAS_TIEMPO"):
        read({"VENTANILLA_TSA": "https://tsa.example/"})


def test_who_holds_the_keys(tmp_path: Path) -> None:
    assert read({}).seal == FILES == read({"VENTANILLA_SELLO": "archivo"}).seal
    for name in ("lib.so", "sello.pem", "qr.pem", "pin", "credencial"):
        (tmp_path / name).touch()
    hsm = f"token=t&sello=s&qr=q&certificado={tmp_path}/sello.pem&pin={tmp_path}/pin"
    found = read({"VENTANILLA_SELLO": f"pkcs11:{tmp_path}/lib.so?{hsm}"}).seal
    assert (found.kind, found.where, found.options["qr"]) == (SealKind.HSM, f"{tmp_path}/lib.so", "q")
    files = f"certificado={tmp_path}/sello.pem&llave_qr={tmp_path}/qr.pem&credencial={tmp_path}/credencial"
    found = read({"VENTANILLA_SELLO": f"kms:https://kms.example/firmar?sello=s&qr=q&{files}"}).seal
    assert (found.kind, found.where) == (SealKind.KMS, "https://kms.example/firmar")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("otro", "es «otro»"),
        ("archivo:x", "VENTANILLA_SELLO"),
        ("pkcs11:/nada.so?token=t", "lleva después de"),
        ("pkcs11:/nada.so?token=t&sello=s&qr=q&certificado=/nada&pin=/nada", "la biblioteca no existe"),
        ("kms:http://kms.example/?sello=s&qr=q&certificado=/n&llave_qr=/n&credencial=/n", "empieza por https://"),
        ("kms:https://kms.example/?sello=s&qr=q&certificado=/n&llave_qr=/n&credencial=/n", "no existe: /n"),
    ],
)
def test_another_holder_is_refused_in_words(said: str, why: str) -> None:
    with pytest.raises(BadEnvironment, match=re.escape(why)):
        read({"VENTANILLA_SELLO": said})


@pytest.mark.parametrize("said", ["0", "101", "50MB", "-1", ""])
def test_the_largest_attachment_is_a_number_of_megabytes(said: str) -> None:
    with pytest.raises(BadEnvironment, match="VENTANILLA_ADJUNTO_MB"):
        read({"VENTANILLA_ADJUNTO_MB": said})
    assert read({"VENTANILLA_ADJUNTO_MB": "2"}).attachment_bytes == 2 << 20
    assert read({}).attachment_bytes == 50 << 20


@pytest.mark.parametrize("said", ["clamav.example:3310", "10.0.0.1:3310", "127.0.0.1:", "clamd.ctl"])
def test_a_scanner_is_of_this_machine(said: str) -> None:
    with pytest.raises(BadEnvironment, match="VENTANILLA_ANTIVIRUS"):
        read({"VENTANILLA_ANTIVIRUS": said})
    assert read({"VENTANILLA_ANTIVIRUS": "/run/clamav/clamd.ctl"}).scanner == Path("/run/clamav/clamd.ctl")
    assert read({"VENTANILLA_ANTIVIRUS": "127.0.0.1:3310"}).scanner == ("127.0.0.1", 3310)


def test_a_secret_that_was_replaced_still_opens(tmp_path: Path) -> None:
    current = secret(tmp_path, "archivos")
    (tmp_path / "keys" / "archivos.2026.secret").write_text("07" * 32)
    assert retired(tmp_path, "archivos") == (b"\x07" * 32,)
    assert secret(tmp_path, "archivos") == current


def test_a_secret_is_replaced_and_the_one_before_still_opens(tmp_path: Path) -> None:
    first = secret(tmp_path, "archivos")
    replace_secret(tmp_path, "archivos", "uno")
    second = secret(tmp_path, "archivos")
    assert first != second
    assert retired(tmp_path, "archivos") == (first,)
    replace_secret(tmp_path, "archivos", "dos")
    assert set(retired(tmp_path, "archivos")) == {first, second}
    assert all(path.stat().st_mode & 0o077 == 0 for path in (tmp_path / "keys").iterdir())


@pytest.mark.parametrize("step", ["link", "fsync", "replace"])
def test_a_kill_while_a_secret_is_replaced_loses_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    class Killed(BaseException):
        pass

    def die(*_: object, **__: object) -> None:
        raise Killed

    first = secret(tmp_path, "archivos")
    with monkeypatch.context() as patched:
        patched.setattr(Path if step == "replace" else os, step, die)
        with pytest.raises(Killed):
            replace_secret(tmp_path, "archivos", "uno")
    assert secret(tmp_path, "archivos") == first
    assert retired(tmp_path, "archivos") == ()
    replace_secret(tmp_path, "archivos", "uno")
    assert secret(tmp_path, "archivos") != first
    assert retired(tmp_path, "archivos") == (first,)


def test_files_are_kept_here_or_in_a_bucket(tmp_path: Path) -> None:
    assert read({}).bucket is None
    assert read({"VENTANILLA_ARCHIVO": "archivo"}).bucket is None
    credential, authorities = tmp_path / "credencial", tmp_path / "autoridades.pem"
    for path in (credential, authorities):
        path.touch()
    said = f"s3:https://s3.example/archivo?region=mx-1&credencial={credential}"
    for name, settings in (("demostracion", {}), ("produccion", production(tmp_path))):
        found = read(settings | {"VENTANILLA_ARCHIVO": said, "VENTANILLA_MODE": name})
        assert found.bucket == BucketSetting("s3.example", 443, "archivo", "mx-1", credential)
    own = read({"VENTANILLA_ARCHIVO": f"{said}&autoridades={authorities}".replace("example", "example:9000")}).bucket
    assert own == BucketSetting("s3.example", 9000, "archivo", "mx-1", credential, authorities)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("", "VENTANILLA_ARCHIVO es «archivo», o s3:"),
        ("disco", "VENTANILLA_ARCHIVO es «archivo», o s3:"),
        ("s3:", "VENTANILLA_ARCHIVO es «archivo», o s3:"),
        ("s3:http://s3.example/archivo?region=r&credencial=/n", "VENTANILLA_ARCHIVO es «archivo», o s3:"),
        ("s3:https://s3.example/?region=r&credencial=/n", "VENTANILLA_ARCHIVO es «archivo», o s3:"),
        ("s3:https://s3.example/a/b?region=r&credencial=/n", "VENTANILLA_ARCHIVO es «archivo», o s3:"),
        ("s3:https://s3.example:x/archivo?region=r&credencial=/n", "VENTANILLA_ARCHIVO es «archivo», o s3:"),
        ("s3:https://a:b@s3.example/archivo?region=r&credencial=/n", "VENTANILLA_ARCHIVO es «archivo», o s3:"),
        ("s3:https://s3.example/archivo?region=r", "lleva después de ? region y credencial"),
        ("s3:https://s3.example/archivo?region=r&credencial=/n&otra=1", "lleva después de ? region y credencial"),
        ("s3:https://s3.example/archivo?region=r&credencial=/nada", "«credencial» señala un archivo que no existe"),
    ],
)
def test_another_place_for_files_is_refused_in_words(said: str, why: str) -> None:
    with pytest.raises(BadEnvironment, match=re.escape(why)):
        read({"VENTANILLA_ARCHIVO": said})


def test_the_operator_s_law_is_added_or_nothing_starts(tmp_path: Path) -> None:
    assert read({}).law is None
    use_law(read({}))
    with pytest.raises(BadEnvironment, match="VENTANILLA_LEY señala un directorio que no existe"):
        read({"VENTANILLA_LEY": str(tmp_path / "nadie")})
    policies = tmp_path / "policies"
    policies.mkdir()
    decided = policies / "gmp_ausencias.yaml"
    decided.write_text("{default: descuentan, source: Oficio, checked_on: 2026-11-22}")
    try:
        use_law(read({"VENTANILLA_LEY": str(tmp_path)}))
        assert law.policy("gmp_ausencias").value == "descuentan"
        decided.write_text("{default: nadie, source: Oficio, checked_on: 2026-11-22}")
        with pytest.raises(BadEnvironment, match="sus alternativas son"):
            use_law(read({"VENTANILLA_LEY": str(tmp_path)}))
    finally:
        law.load({})
