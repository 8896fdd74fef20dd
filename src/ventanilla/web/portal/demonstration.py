"""What only a demonstration shows: its e-mails, its test identities, its design."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ventanilla.adapters.pki.demo_identities import IDENTITIES_DIRECTORY, Variant, read_manifest
from ventanilla.apps.demo.api import RECEIPTS_DIRECTORY, SentMail, correo, correos, receipts_offered
from ventanilla.web.design.identity_shapes import DemoRecibo, DemoRecibosPage
from ventanilla.web.design.shapes import CorreoPage, DemoIdentity, IdentidadesPage, Mail
from ventanilla.web.downloads import download
from ventanilla.web.guards import demonstration

FILE: Final = re.compile(r"[a-z0-9-]{1,40}\.(cer|key)")
FAILING: Final = frozenset(
    {
        Variant.VENCIDA,
        Variant.REVOCADA,
        Variant.FUTURA,
        Variant.CSD,
        Variant.PAR_EQUIVOCADO,
        Variant.AUTORIDAD_AJENA,
        Variant.CLAVE_NO_ADMITIDA,
    }
)
RECEIPT: Final = re.compile(r"recibo-[0-9]{1,2}\.xml")
CONTENT_TYPES: Final = {"cer": "application/pkix-cert", "key": "application/octet-stream"}


def _pki() -> Path:
    return Path(settings.VENTANILLA_VAR) / "pki"


def manifest() -> list[dict[str, Any]]:
    """The test identities, as they were issued; none outside a demonstration."""
    return read_manifest(_pki()) if settings.VENTANILLA_MODE == "demostracion" else []


def identities() -> tuple[tuple[DemoIdentity, ...], tuple[DemoIdentity, ...]]:
    """The test identities that work, and those made to fail."""
    shown = [(_shown(entry), Variant(entry["variante"]) in FAILING) for entry in manifest()]
    return tuple(one for one, bad in shown if not bad), tuple(one for one, bad in shown if bad)


def _shown(entry: dict[str, Any]) -> DemoIdentity:
    slug = entry["slug"]
    return DemoIdentity(
        name=entry["empresa"]["nombre"] if entry["empresa"] else entry["nombre"],
        role=entry["titulo"],
        password=entry["contrasena"],
        cer_url=f"/demo/identidades/{slug}.cer",
        key_url=f"/demo/identidades/{slug}.key",
        why_not=entry["muestra"] if Variant(entry["variante"]) in FAILING else "",
        curp=entry.get("curp", ""),
    )


@demonstration
@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    """Every e-mail sent."""
    return render(request, "demo/correo.html", {"page": CorreoPage(tuple(_mail(each) for each in correos()))})


@demonstration
@require_safe
def mail(request: HttpRequest, number: int) -> HttpResponse:
    """One e-mail."""
    found = correo(number)
    if found is None:
        raise Http404
    return render(request, "demo/correo_uno.html", {"page": _mail(found)})


def _mail(kept: SentMail) -> Mail:
    return Mail(kept.to, kept.subject, kept.sent_at, f"/demo/correo/{kept.number}", kept.body)


@demonstration
@require_safe
def identity_list(request: HttpRequest) -> HttpResponse:
    """The test identities to download."""
    good, bad = identities()
    return render(request, "demo/identidades.html", {"page": IdentidadesPage(good, bad)})


@demonstration
@require_safe
def identity_file(request: HttpRequest, name: str) -> HttpResponse:
    """One .cer or .key of a test identity."""
    listed = {each["slug"] for each in manifest()}
    if not FILE.fullmatch(name) or name.rpartition(".")[0] not in listed:
        raise Http404
    path = _pki() / IDENTITIES_DIRECTORY / name
    if not path.is_file():
        raise Http404
    return download(path.read_bytes(), name, CONTENT_TYPES[name.rpartition(".")[2]])


@demonstration
@require_safe
def receipt_list(request: HttpRequest) -> HttpResponse:
    """Payroll receipts to download, and what each person would remember."""
    people = tuple(
        DemoRecibo(one.name, one.curp, one.employer, f"/demo/recibos/{one.slug}.xml", one.remembers)
        for one in receipts_offered(_pki())
    )
    return render(request, "demo/recibos.html", {"page": DemoRecibosPage(people)})


@demonstration
@require_safe
def receipt_file(request: HttpRequest, name: str) -> HttpResponse:
    """One of them."""
    listed = {f"{one.slug}.xml" for one in receipts_offered(_pki())}
    if not RECEIPT.fullmatch(name) or name not in listed:
        raise Http404
    return download((_pki() / RECEIPTS_DIRECTORY / name).read_bytes(), name, "application/xml")
