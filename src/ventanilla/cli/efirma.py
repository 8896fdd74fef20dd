"""``ventanilla efirma``: look at a certificate, and sign where the browser cannot.

The person's key is opened here, on their own machine; it is not sent and its password is never an
argument, where other users of the machine could read it.
"""

from __future__ import annotations

import base64
import json
import os
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

if TYPE_CHECKING:
    from ventanilla.adapters.pki.certificate import Certificate
    from ventanilla.adapters.pki.trust import TrustStore
    from ventanilla.domain.signing.reading import Payload
    from ventanilla.kernel.text import Text

MAX_FILE_BYTES: Final = 1024 * 1024  # whatever is larger is not read: no file here comes near
_FILE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)
_DIRECTORY: Final = click.Path(exists=True, file_okay=False, path_type=Path)


class Refusal(click.ClickException):
    """A sentence for the person, with its stable code; exit status 1."""

    def __init__(self, text: Text) -> None:
        super().__init__(str(text))
        self.text = text

    def show(self, file: Any = None) -> None:
        """Write the sentence alone, on standard error."""
        click.echo(f"{self.message} [{self.text.code}]", err=True, file=file)


@click.group("efirma")
def COMMAND() -> None:  # noqa: N802  the name under which every command module is found
    """Revisar una e.firma y firmar con ella desde la línea de comandos."""


@COMMAND.command("inspeccionar")
@click.argument("cer", type=_FILE)
@click.option(
    "--anclas", type=_DIRECTORY, envvar="VENTANILLA_ANCLAS", help="Directorio de autoridades de PRUEBA (.cer, .pem)."
)
@click.option(
    "--anclas-produccion",
    type=_DIRECTORY,
    envvar="VENTANILLA_ANCLAS_PRODUCCION",
    help="Directorio de autoridades de producción (.cer, .pem).",
)
@click.option("--json", "as_json", is_flag=True, help="Escribir el resultado en JSON.")
def inspect(cer: Path, anclas: Path | None, anclas_produccion: Path | None, as_json: bool) -> None:
    """Decir de quién es un certificado .cer, para qué sirve y quién lo respalda.

    La confianza se mira en la fecha en que el certificado empezó a valer. No dice si se revocó.
    """
    from ventanilla.adapters.pki.certificate import Unreadable, read_certificate, to_der

    trust = _trust(anclas, anclas_produccion)
    try:
        certificate = read_certificate(to_der(_read(cer)))
    except Unreadable as error:
        if as_json:
            click.echo(json.dumps(_unreadable(error.text), ensure_ascii=False, indent=2))
        raise Refusal(error.text) from error
    value = _inspected(certificate, trust)
    click.echo(json.dumps(value, ensure_ascii=False, indent=2) if as_json else _in_lines(value))


@COMMAND.command("firmar")
@click.argument("texto", type=_FILE)
@click.option("--cer", required=True, type=_FILE, help="Su certificado (.cer).")
@click.option("--key", required=True, type=_FILE, help="Su llave privada (.key). No sale de este equipo.")
@click.option(
    "--archivo-contrasena",
    "--password-file",
    "password_file",
    type=_FILE,
    help="Archivo con la contraseña, en UTF-8. Sin esta opción se pregunta.",
)
@click.option("--salida", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Archivo que se sube.")
@click.option("--si", "confirmed", is_flag=True, help="No preguntar: ya se leyó lo que se firma.")
def sign(texto: Path, cer: Path, key: Path, password_file: Path | None, salida: Path, confirmed: bool) -> None:
    """Firmar el TEXTO que la oficina entregó para descargar.

    Escribe en --salida un JSON {"certificado", "firma"} en base64, para subirlo en la misma página: la
    firma es RSA-SHA256 para entrar y CAdES-BES (CMS separado) para una solicitud.
    """
    from ventanilla.adapters.pki.certificate import Unreadable, read_certificate
    from ventanilla.adapters.pki.keyfile import KeyNotUsable, open_pair
    from ventanilla.domain.signing.reading import NotSignable, in_words, read_payload

    data = _read(texto)
    try:
        payload = read_payload(data)
        certificate = read_certificate(_read(cer))
    except (NotSignable, Unreadable) as error:
        raise Refusal(error.text) from error
    _refuse_what_the_office_would(certificate, payload)
    click.echo(f"Firma: {shown(certificate.facts.name)}", err=True)
    for line in in_words(payload):
        click.echo(f"  {shown(str(line))}", err=True)
    if not confirmed and not click.confirm("¿Quiere firmar esto?", err=True):
        raise Refusal(_text("FIRMA_CANCELADA", "No se firmó nada."))
    try:
        private = open_pair(_read(key), _password(password_file), certificate)
    except KeyNotUsable as error:
        raise Refusal(error.fault.text()) from error
    salida.write_text(_signed(payload, data, certificate, private), "utf-8")
    click.echo(f"Listo. Suba el archivo {salida} en la página donde descargó el texto.", err=True)


def _signed(payload: Payload, data: bytes, certificate: Certificate, private: Any) -> str:
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.hashes import SHA256

    from ventanilla.adapters.pki.cms import build_cades
    from ventanilla.domain.signing.acts import SignIn

    def raw(message: bytes) -> bytes:
        signature: bytes = private.sign(message, PKCS1v15(), SHA256())
        return signature

    signature = raw(data) if isinstance(payload.act, SignIn) else build_cades(data, certificate.der, raw)
    value = {
        "certificado": base64.b64encode(certificate.der).decode("ascii"),
        "firma": base64.b64encode(signature).decode("ascii"),
    }
    return json.dumps(value, indent=2) + "\n"


def _refuse_what_the_office_would(certificate: Certificate, payload: Payload) -> None:
    """Tell before the key opens what the server would refuse after; the instant is the challenge's own."""
    from ventanilla.adapters.pki.service import not_in_force

    refusal = not_in_force(certificate, datetime.fromtimestamp(payload.challenge.issued_at, UTC))
    if refusal is not None:
        raise Refusal(refusal.text)


def _trust(test: Path | None, production: Path | None) -> TrustStore:
    from ventanilla.adapters.pki.trust import BadAnchors, TrustStore
    from ventanilla.domain.signing.certificate import TrustClass

    demo = Path(os.environ.get("VENTANILLA_VAR", "var")) / "pki" / "autoridad"
    directories = {
        trust: directory
        for trust, directory in (
            (TrustClass.PRODUCCION, production),
            (TrustClass.PRUEBA, test),
            (TrustClass.DEMOSTRACION, demo if demo.is_dir() else None),
        )
        if directory is not None
    }
    try:
        return TrustStore.load(directories, skip_unreadable=True)
    except BadAnchors as error:
        raise click.ClickException(str(error)) from error


def _inspected(certificate: Certificate, trust: TrustStore) -> dict[str, Any]:
    from ventanilla.adapters.pki.chain import find_path
    from ventanilla.adapters.pki.service import trust_class

    facts = certificate.facts
    person = facts.representative
    return {
        "tipo": facts.kind.value,
        "rfc": facts.rfc,
        "curp": facts.curp,
        "nombre": facts.name or None,
        "numero_serie": facts.serial,
        "vigente_desde": _iso(facts.not_before),
        "vigente_hasta": _iso(facts.not_after),
        "confianza": trust_class(find_path(certificate, trust, facts.not_before)).value,
        "representante": {"rfc": person.rfc, "curp": person.curp} if person else None,
    }


def _unreadable(text: Text) -> dict[str, Any]:
    nothing = dict.fromkeys(("rfc", "curp", "nombre", "numero_serie", "vigente_desde", "vigente_hasta"))
    error = {"codigo": text.code, "mensaje": str(text)}
    return {"tipo": "otro", **nothing, "confianza": "indeterminada", "representante": None, "error": error}


def _in_lines(value: dict[str, Any]) -> str:
    labels = {
        "tipo": "Tipo",
        "rfc": "RFC",
        "curp": "CURP",
        "nombre": "Nombre",
        "numero_serie": "Número de serie",
        "vigente_desde": "Vigente desde",
        "vigente_hasta": "Vigente hasta",
        "confianza": "Confianza",
    }
    lines = [f"{label}: {shown(value[key] or 'sin dato')}" for key, label in labels.items()]
    if person := value["representante"]:
        lines.append(f"Representante: RFC {shown(person['rfc'])}, CURP {shown(person['curp'] or 'sin dato')}")
    return "\n".join(lines)


def shown(text: str) -> str:
    """A foreign text without what would move or disguise a terminal's output."""
    return "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(ch)[0] == "C" else ch for ch in text)


def _iso(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _read(path: Path) -> bytes:
    """At most a byte more than the limit: what is too large is told by whoever reads it."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise click.ClickException(f"No se pudo leer {path}. Revise que el archivo exista y sea suyo.") from error


def _password(path: Path | None) -> str:
    if path is None:
        answer: str = click.prompt("Contraseña de su llave privada", hide_input=True, err=True)
        return answer
    try:
        return _read(path).decode("utf-8").removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError as error:
        text = _text(
            "CONTRASENA_ILEGIBLE",
            "El archivo de la contraseña no está en UTF-8. Guárdelo en UTF-8, o quite la opción y escríbala.",
        )
        raise Refusal(text) from error


def _text(code: str, sentence: str) -> Text:
    from ventanilla.kernel.text import Text

    return Text(code, sentence)
