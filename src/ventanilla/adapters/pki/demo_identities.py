"""Test identities of people who never existed, good and bad, to sign in to a demonstration with."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from . import profile
from .demo_authority import (
    LEAF_BITS,
    LIFE,
    STATUS_FILE,
    DemoAuthority,
    Status,
    create_authority,
    new_key,
    open_authority,
    read_status,
    write_status,
)
from .keyfile import seal_key

IDENTITIES_DIRECTORY: Final = "identidades"
MANIFEST: Final = "manifest.json"
WEAK_BITS: Final = 1024
SERIAL_PREFIX: Final = "300010000007"  # as SAT's, of a generation that it does not have


class Variant(Enum):
    """What an identity shows."""

    OK = "ok"
    RENOVADA = "renovada"
    VENCIDA = "vencida"
    REVOCADA = "revocada"
    FUTURA = "futura"
    CSD = "csd"
    ENIE = "enie"
    CONTRASENA_NO_ASCII = "contrasena_no_ascii"
    PAR_EQUIVOCADO = "par_equivocado"
    AUTORIDAD_AJENA = "autoridad_ajena"
    CLAVE_NO_ADMITIDA = "clave_no_admitida"


SHOWS: Final = {
    Variant.OK: "e.firma vigente",
    Variant.RENOVADA: "e.firma vigente, más reciente que otra",
    Variant.VENCIDA: "e.firma vencida",
    Variant.REVOCADA: "e.firma revocada",
    Variant.FUTURA: "e.firma que todavía no empieza a valer",
    Variant.CSD: "certificado de sello digital, que no es una e.firma",
    Variant.ENIE: "e.firma vigente de una persona con Ñ y acentos",
    Variant.CONTRASENA_NO_ASCII: "e.firma vigente con acentos en la contraseña",
    Variant.PAR_EQUIVOCADO: "un .key que no es el de su .cer",
    Variant.AUTORIDAD_AJENA: "e.firma de una autoridad que la oficina no reconoce",
    Variant.CLAVE_NO_ADMITIDA: "e.firma con una clave demasiado corta",
}


@dataclass(frozen=True, slots=True)
class IdentityRequest:
    """An identity to issue. ``slug`` names its files; ``title`` is what the download page says of it.

    With a company (name and RFC), the person is its representative.
    """

    slug: str
    title: str
    name: str
    rfc: str
    curp: str
    email: str
    password: str
    variant: Variant = Variant.OK
    company_name: str = ""
    company_rfc: str = ""


def issue_demo(pki: Path, at: datetime, people: Iterable[IdentityRequest]) -> list[dict[str, Any]]:
    """Issue every identity around the instant ``at`` into ``pki``/identidades; return the manifest.

    Writes ``<slug>.cer``, ``<slug>.key`` and ``manifest.json``: a list of ``{slug, titulo, contrasena,
    variante, muestra, nombre, rfc, curp, empresa, serie}``. The revoked are written to the responder's
    statuses. Idempotent in effect: a second call replaces the files.
    """
    authority = open_authority(pki)
    directory = pki / IDENTITIES_DIRECTORY
    directory.mkdir(parents=True, exist_ok=True)
    foreign: DemoAuthority | None = None
    revoked: dict[str, datetime] = {}
    manifest: list[dict[str, Any]] = []
    for request in people:
        if request.variant is Variant.AUTORIDAD_AJENA and foreign is None:
            foreign, _ = create_authority(LEAF_BITS, title="OTRA PARTE")
        issuing = foreign if request.variant is Variant.AUTORIDAD_AJENA and foreign else authority
        serial = _serial(request.slug, at)
        key = new_key(WEAK_BITS if request.variant is Variant.CLAVE_NO_ADMITIDA else LEAF_BITS)
        certificate = issue_identity(request, key.public_key(), issuing, serial, at)
        written = new_key() if request.variant is Variant.PAR_EQUIVOCADO else key
        (directory / f"{request.slug}.cer").write_bytes(certificate)
        (directory / f"{request.slug}.key").write_bytes(seal_key(written, _password(request.password)))
        if request.variant is Variant.REVOCADA:
            revoked[serial.encode("ascii").hex()] = at - timedelta(days=20)
        manifest.append(_entry(request, serial))
    (directory / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=2), "utf-8")
    status = read_status(pki / STATUS_FILE)
    write_status(pki / STATUS_FILE, Status(status.down, {**status.revoked, **revoked}))
    return manifest


def read_manifest(pki: Path) -> list[dict[str, Any]]:
    """The identities issued under ``pki``; empty if none were."""
    path = pki / IDENTITIES_DIRECTORY / MANIFEST
    if not path.is_file():
        return []
    entries: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
    return entries


def issue_identity(
    request: IdentityRequest, key: RSAPublicKey, authority: DemoAuthority, serial: str, at: datetime
) -> bytes:
    """One certificate (DER) with SAT's exact profile, dated for its variant."""
    holder = profile.Holder(
        request.name, request.rfc, request.curp, request.email, request.company_name, request.company_rfc
    )
    begins = validity_start(request.variant, at)
    validity = profile.Validity(begins, begins + LIFE)
    if request.variant is Variant.CSD:
        subject, extensions = profile.csd_subject(holder, "Matriz"), profile.csd_extensions()
    else:
        subject, extensions = profile.efirma_subject(holder), profile.efirma_extensions()
    return profile.issue(subject, key, authority.issuer, serial, validity, extensions)


def validity_start(variant: Variant, at: datetime) -> datetime:
    """When an identity of this variant begins, seen from ``at``: four years of life around it."""
    match variant:
        case Variant.VENCIDA:
            return at - LIFE - timedelta(days=45)
        case Variant.FUTURA:
            return at + timedelta(days=45)
        case Variant.RENOVADA:
            return at - timedelta(days=10)
        case _:
            return at - timedelta(days=400)


def _password(password: str) -> bytes:
    """As SAT's desktop program encodes it."""
    return password.encode("cp1252")


def _serial(slug: str, at: datetime) -> str:
    digest = hashlib.sha256(f"{slug} {at.isoformat()}".encode()).digest()
    return f"{SERIAL_PREFIX}{int.from_bytes(digest[:8], 'big') % 10**8:08d}"


def _entry(request: IdentityRequest, serial: str) -> dict[str, Any]:
    company = {"nombre": request.company_name, "rfc": request.company_rfc} if request.company_rfc else None
    return {
        "slug": request.slug,
        "titulo": request.title,
        "contrasena": request.password,
        "variante": request.variant.value,
        "muestra": SHOWS[request.variant],
        "nombre": request.name,
        "rfc": request.rfc,
        "curp": request.curp,
        "empresa": company,
        "serie": serial,
    }
