"""``ventanilla qr``: what the QR of a document or of a card proves, without a connection."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from ventanilla.domain.documents import (
    MAX_LIST_BYTES,
    BadLink,
    Claims,
    Finding,
    StatusList,
    Verdict,
    conclude,
    read_base64url,
    read_printed_code,
    read_qr_link,
)
from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.folio import read_folio, spoken
from ventanilla.kernel.text import Text, long_date

from .documento import KEYS, NOT_VALID, installation, installation_now

if TYPE_CHECKING:
    from ventanilla.adapters.seal import KeySet

CARD: Final = "tarjeta"
_AUTHENTIC: Final = {one.value for one in (Verdict.IN_FORCE, Verdict.EXPIRED, Verdict.REVOKED, Verdict.NO_RIGHT)}
MAX_LIST_FILE: Final = 2 * MAX_LIST_BYTES
MAX_IMAGE_BYTES: Final = 20 * 1024 * 1024
GENUINE: Final = Text("QR_INTACTO", "El código lo firmó esta institución y no cambió.")
NO_MATCH: Final = Text("QR_NO_COINCIDE", "El código no lo firmó esta institución, o se modificó.")
OTHER_KEY: Final = Text("QR_OTRA_LLAVE", "Lo firmó una llave que no está entre las que tenemos.")
OTHER_KEY_FINDING: Final = Finding(
    Verdict.MISMATCH,
    Text("QR_SIN_LLAVE", "Todavía no podemos comprobarlo."),
    Text(
        "QR_SIN_LLAVE_HACER",
        "Descargue otra vez las llaves públicas de /.well-known/cose-keys.json y verifíquelo de nuevo. Si con ellas "
        "tampoco se puede, no lo acepte.",
    ),
)
NOT_OURS: Final = Text("QR_NO_ES", "No es el código de un documento de esta institución.")
OTHER_FOLIO: Final = Text("QR_OTRO_FOLIO", "El folio de la dirección no es el que firmó la institución.")


@click.group("qr")
def COMMAND() -> None:  # noqa: N802  the name under which every command module is found
    """Verificar el código QR de un documento."""


@COMMAND.command("verificar")
@click.argument("codigo", required=False)
@click.option(
    "--imagen",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Fotografía o imagen del código, en lugar de su texto.",
)
@click.option(
    "--llaves",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Llaves públicas (cose-keys.json). Si falta, las de esta instalación.",
)
@click.option(
    "--folio", help="Folio impreso, cuando el código QR no se puede leer; se pregunta a la oficina junto con CODIGO."
)
@click.option("--oficina", help="Dirección de la oficina a la que se pregunta, por ejemplo https://oficina.example.")
@click.option(
    "--estado",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Lista de lo revocado (estado.cose), para saber sin conexión si se revocó.",
)
@click.option("--json", "as_json", is_flag=True, help="Escribir el resultado en JSON.")
@click.pass_context
def verify(
    context: click.Context,
    codigo: str | None,
    imagen: Path | None,
    llaves: Path | None,
    folio: str | None,
    oficina: str | None,
    estado: Path | None,
    as_json: bool,
) -> None:
    """Decir qué prueba un código QR: la dirección completa que contiene, o solo lo que sigue al signo #.

    Si el QR no se puede leer, CODIGO es el que está impreso junto al folio, y hacen falta --folio y --oficina: un
    código escrito no lleva firma, así que solo la oficina puede responder por él.

    Termina con 0 si es auténtico y con 1 si no. Si se revocó, lo dice la lista de --estado, hasta el día en que se
    hizo; se descarga de /.well-known/ventanilla/estado.cose.
    """
    if (codigo is None) == (imagen is None):
        raise click.UsageError("Indique el texto del código o --imagen, uno de los dos.")
    if folio is not None or oficina is not None:
        _ask_office(context, codigo, folio, oficina, as_json)
        return
    keys, shift = _keys(llaves)
    text = codigo if codigo is not None else _read_image(imagen) if imagen is not None else ""
    now = installation_now(shift)
    listed = _status_list(estado, keys) if estado else None
    finding, why, claims = _judge(text, keys, now)
    if claims is not None and listed is not None:
        finding = listed.conclude(claims.cadena_sha256, at=now, expires_on=_good_until(claims, now))
    told = _as_json(finding, why, claims)
    click.echo(json.dumps(told, ensure_ascii=False, indent=2) if as_json else _in_words(finding, why, claims))
    context.exit(0 if finding.authentic else NOT_VALID)


def _ask_office(context: click.Context, code: str | None, folio: str | None, office: str | None, as_json: bool) -> None:
    """Ask an office about a folio and the code printed beside it, and say what it answers."""
    from .asking import NotAnswered, ask_folio

    if code is None or folio is None or office is None:
        raise click.UsageError("Para preguntar a la oficina hacen falta CODIGO, --folio y --oficina.")
    known, printed = read_folio(folio), read_printed_code(code)
    if known is None or printed is None:
        raise click.ClickException(
            "El folio (12 letras y números) o el código (10) no está completo o tiene un carácter cambiado."
        )
    try:
        told = ask_folio(office, known, printed)
    except NotAnswered as error:
        raise click.ClickException(f"La oficina no respondió: {error}") from error
    authentic = told.get("veredicto") in _AUTHENTIC
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        lines = [str(told.get(name, "")) for name in ("dice", "title", "hacer", "documento", "titular", "hecho")]
        click.echo("\n".join(line for line in lines if line))
    context.exit(0 if authentic else NOT_VALID)


def _judge(text: str, keys: KeySet, now: datetime) -> tuple[Finding, Text, Claims | None]:
    from ventanilla.adapters.seal import BadCose, UnknownKey, verify_claims

    on, folio = civil_date(now), None
    try:
        if "#" in text:
            folio, cose = read_qr_link(text)
        else:
            cose = read_base64url(text.strip())
        claims = _card(cose, keys) or verify_claims(cose, keys)
    except UnknownKey:
        return OTHER_KEY_FINDING, OTHER_KEY, None
    except (BadLink, BadCose) as error:
        why = NOT_OURS if isinstance(error, BadLink) else NO_MATCH
        return conclude(authentic=False, on=on, expires_on=None, status=None), why, None
    if folio not in (None, claims.folio):
        return conclude(authentic=False, on=on, expires_on=None, status=None), OTHER_FOLIO, None
    return conclude(authentic=True, on=on, expires_on=_good_until(claims, now), status=None), GENUINE, claims


def _good_until(claims: Claims, now: datetime) -> date | None:
    """The last day on which it is good, as of ``now``: a document, through its day; a card ends at its hour."""
    ends = _expires_on(claims)
    if claims.type != CARD or claims.expires_at is None or ends is None or now.timestamp() <= claims.expires_at:
        return ends
    return min(ends, civil_date(now) - timedelta(days=1))


def _card(cose: bytes, keys: KeySet) -> Claims | None:
    """What a card states, as the claims of a document; None where it is no card of these keys. BadCose: a false one."""
    from ventanilla.adapters.seal.cose import UnknownKey, verify_card

    try:
        card = verify_card(cose, keys)
    except UnknownKey:
        return None
    until = "" if card.until is None else f" hasta el {long_date(card.until)}"
    return Claims(
        issuer=card.issuer,
        folio=card.serial,
        type=CARD,
        holder=card.name,
        fact=f"{card.kind}. Con derecho a la atención médica{until}.",
        issued_at=card.issued_at,
        expires_at=card.expires_at,
        on=civil_date(datetime.fromtimestamp(card.issued_at, UTC)),
        cadena_sha256=card.digest,
    )


def _status_list(path: Path, keys: KeySet) -> StatusList:
    from ventanilla.adapters.seal import BadCose, verify_list

    with path.open("rb") as file:
        data = file.read(MAX_LIST_FILE + 1)
    try:
        return verify_list(data, keys)
    except BadCose as error:
        raise click.ClickException(
            "La lista de lo revocado no la firmó esta institución, o está incompleta. Descárguela otra vez de "
            "/.well-known/ventanilla/estado.cose, junto con las llaves públicas."
        ) from error


def _keys(path: Path | None) -> tuple[KeySet, int | None]:
    """The key set, and the shift of the clock of the office that published it."""
    from ventanilla.adapters.seal import BadKeySet, read_key_set
    from ventanilla.adapters.seal.keys import public_jwks, read_jwks_file

    try:
        jwks = read_jwks_file(path) if path else public_jwks(installation() / KEYS)
        shift = jwks.get("clock_shift")
        return read_key_set(jwks), shift if isinstance(shift, int) else None
    except BadKeySet as error:
        raise click.ClickException(
            "Faltan las llaves públicas de la institución, o no se entienden. Indíquelas con --llaves; "
            "se descargan de /.well-known/cose-keys.json."
        ) from error


def _read_image(path: Path) -> str:
    """The text of the one QR in an image."""
    try:
        import zxingcpp
        from PIL import Image
    except ModuleNotFoundError as error:
        raise click.ClickException(
            "Para leer imágenes faltan dos bibliotecas. Instálelas con: pip install zxing-cpp pillow"
        ) from error
    if path.stat().st_size > MAX_IMAGE_BYTES:
        raise click.ClickException("La imagen es demasiado grande. Recórtela hasta dejar solo el código.")
    try:
        with Image.open(path) as image:
            found = zxingcpp.read_barcodes(image.convert("L"))
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise click.ClickException("El archivo no es una imagen que se pueda leer.") from error
    codes = [code.text for code in found if code.format == zxingcpp.BarcodeFormat.QRCode]
    if len(codes) != 1:
        raise click.ClickException(
            "La imagen no tiene un código QR legible, o tiene varios. Acérquese a uno solo, con buena luz."
        )
    return codes[0]


def _expires_on(claims: Claims) -> date | None:
    if claims.expires_at is None:
        return None
    return civil_date(datetime.fromtimestamp(claims.expires_at, UTC))


def _as_json(finding: Finding, why: Text, claims: Claims | None) -> dict[str, Any]:
    told: dict[str, Any] = {"valido": finding.authentic, "veredicto": finding.verdict.value, "motivo": str(why)}
    if claims is None:
        return told | dict.fromkeys(("folio", "emisor", "tipo", "titular", "hecho", "al", "emitido", "vence"))
    ends = _expires_on(claims)
    return told | {
        "folio": claims.folio,
        "emisor": claims.issuer,
        "tipo": claims.type,
        "titular": claims.holder,
        "hecho": claims.fact,
        "al": claims.on.isoformat(),
        "emitido": datetime.fromtimestamp(claims.issued_at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "vence": ends.isoformat() if ends else None,
        "cadena_sha256": claims.cadena_sha256.hex(),
    }


def _in_words(finding: Finding, why: Text, claims: Claims | None) -> str:
    lines = [str(finding.says), str(why), str(finding.todo)]
    if claims is not None:
        ends = _expires_on(claims)
        lines += [
            f"Folio: {spoken(claims.folio)}",
            f"Lo emitió: {claims.issuer}",
            f"Titular: {claims.holder or 'sin nombre'}",
            f"Dice: {claims.fact}",
            f"Al: {long_date(claims.on)}",
            f"Vence: {long_date(ends) if ends else 'no vence'}",
        ]
    return "\n".join(lines)
