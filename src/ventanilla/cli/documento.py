"""``ventanilla documento``: is this file what the institution sealed? No connection, no PDF library."""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from ventanilla.kernel.clock import Clock
from ventanilla.kernel.folio import spoken
from ventanilla.kernel.text import long_date

if TYPE_CHECKING:
    from ventanilla.adapters.seal import SealedPdf

NOT_VALID: Final = 1  # exit status
KEYS: Final = "keys"  # the public keys of an installation, inside its private directory


def installation() -> Path:
    """The private directory of this machine's installation, which may not exist."""
    return Path(os.environ.get("VENTANILLA_VAR", "var"))


def installation_now(shift_seconds: int | None = None) -> datetime:
    """What time it is for the office: its clock may be shifted (a demonstration). Bad settings are told in words."""
    if shift_seconds is not None:
        return Clock(shift_seconds).now()
    given = os.environ.get("VENTANILLA_CLOCK", "")
    kept = installation() / "clock.json"
    try:
        if not given and kept.exists():
            return Clock(int(json.loads(kept.read_text("utf-8"))["shift_seconds"])).now()
        return Clock.parse(given).now()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise click.ClickException("No se entiende el reloj de la instalación. Revise VENTANILLA_CLOCK.") from error


@click.group("documento")
def COMMAND() -> None:  # noqa: N802  the name under which every command module is found
    """Verificar los documentos que sella la institución."""


@COMMAND.command("verificar")
@click.argument("archivo", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--confiar",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Directorio con los certificados del sello (.pem). Si falta, los de esta instalación.",
)
@click.option(
    "--anclas-tiempo",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    envvar="VENTANILLA_ANCLAS_TIEMPO",
    help="Directorio de autoridades de sellado de tiempo (.cer, .pem).",
)
@click.option("--json", "as_json", is_flag=True, help="Escribir el resultado en JSON.")
@click.pass_context
def verify(
    context: click.Context, archivo: Path, confiar: Path | None, anclas_tiempo: Path | None, as_json: bool
) -> None:
    """Decir si un PDF es, byte por byte, el que selló la institución.

    Termina con 0 si lo es y con 1 si no. No pregunta a nadie si se revocó: para eso, busque el folio.
    """
    from ventanilla.adapters.pki.trust import BadAnchors
    from ventanilla.adapters.seal import BadSeal, verify_pdf
    from ventanilla.adapters.seal.keys import public_seals
    from ventanilla.adapters.seal.pdf import MAX_PDF_BYTES
    from ventanilla.adapters.tsa.embedded import time_trust

    try:
        trusted = public_seals(confiar or installation() / KEYS)
    except BadSeal as error:
        raise click.ClickException(
            "Faltan los certificados del sello de la institución. Indique con --confiar el directorio donde están."
        ) from error
    try:
        believed = time_trust(installation() / "pki", anclas_tiempo)
    except BadAnchors as error:
        raise click.ClickException(str(error)) from error
    with archivo.open("rb") as file:
        data = file.read(MAX_PDF_BYTES + 1)
    found = verify_pdf(data, trusted, installation_now(), believed)
    click.echo(json.dumps(_as_json(found), ensure_ascii=False, indent=2) if as_json else _in_words(found))
    context.exit(0 if found.valid else NOT_VALID)


def _as_json(found: SealedPdf) -> dict[str, Any]:
    return {
        "valido": found.valid,
        "veredicto": found.finding.verdict.value,
        "motivo": str(found.why),
        "folio": found.folio,
        "firmado_por": found.signed_by,
        "numero_serie": found.serial,
        "fecha": found.signed_at.strftime("%Y-%m-%dT%H:%M:%SZ") if found.signed_at else None,
        "vence": found.expires_on.isoformat() if found.expires_on else None,
        "sello_de_tiempo": {
            "fecha": found.time.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "autoridad": found.time.authority,
            "reconocida": found.time.judged,
        }
        if found.time
        else None,
        "nivel": found.level,
        "revocacion_al": found.unrevoked_on.strftime("%Y-%m-%dT%H:%M:%SZ") if found.unrevoked_on else None,
    }


def _in_words(found: SealedPdf) -> str:
    lines = [str(found.finding.says), str(found.why), str(found.finding.todo)]
    if found.folio and found.signed_at:
        lines += [
            f"Folio: {spoken(found.folio)}",
            f"Sellado por: {found.signed_by} (certificado {found.serial})",
            f"Fecha: {found.signed_at:%Y-%m-%d %H:%M:%S} UTC",
            f"Sello de tiempo: {_time_of(found)}",
            f"Nivel: {found.level}",
            f"Vence: {long_date(found.expires_on) if found.expires_on else 'no vence'}",
        ]
    return "\n".join(lines)


def _time_of(found: SealedPdf) -> str:
    if found.time is None:
        return "no tiene; la fecha la dice la institución"
    judged = "" if found.time.judged else "; no se comprobó quién es (use --anclas-tiempo)"
    return f"{found.time.at:%Y-%m-%d %H:%M:%S} UTC, dice {found.time.authority}{judged}"
