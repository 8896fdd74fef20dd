"""Verifying a document: by its QR (offline too), by its folio, or by the file itself."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Final

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import http_date
from django.views.decorators.http import require_http_methods, require_safe

from ventanilla.adapters.seal.keys import public_jwks, public_seals
from ventanilla.adapters.seal.pdf import SealedPdf, verify_pdf
from ventanilla.apps.documents.api import public_status, status_list
from ventanilla.domain.documents import Status, conclude
from ventanilla.domain.documents.verdict import Verdict
from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.folio import read_folio, spoken
from ventanilla.kernel.text import Text, long_date
from ventanilla.web.design.shapes import Claim, VerdictPage, VerificarPage
from ventanilla.web.guards import public

MAX_PDF_BYTES: Final = 10 * 1024 * 1024
NOT_A_FOLIO: Final = Text(
    "FOLIO_NO_ES",
    "Ese folio no está completo o tiene un carácter cambiado. Cópielo como aparece en el documento, por ejemplo "
    "7K3M-9QX2-4HTH.",
)
TOO_LARGE: Final = Text(
    "PDF_MUY_GRANDE", "El archivo pesa más de 10 MB. Nuestros documentos pesan menos de 1 MB: revise cuál eligió."
)
NO_FILE: Final = Text("PDF_FALTA", "Elija el archivo PDF que quiere verificar.")
LABELS: Final = (
    Claim("folio", "Folio"),
    Claim("type", "Documento"),
    Claim("holder", "A nombre de"),
    Claim("fact", "Dice"),
    Claim("on", "Con fecha"),
    Claim("iat", "Emitido"),
    Claim("exp", "Vence"),
)
SECTION: Final = "verificar"
LIST_MAX_AGE: Final = 300  # seconds a cache may answer for us: a revocation is seen that late


def _keys() -> Path:
    return Path(settings.VENTANILLA_VAR) / "keys"


@public
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """The page with its three ways in; a POST brings a PDF, ``?folio=`` a folio."""
    if request.method == "POST":
        return _verify_file(request)
    typed = request.GET.get("folio", "").strip()
    folio = read_folio(typed) if typed else None
    if folio is not None:
        return redirect(f"/verificar/{folio}")
    return _ways(request, VerificarPage(folio=typed[:40], folio_error=NOT_A_FOLIO if typed else "", claims=LABELS))


def _ways(request: HttpRequest, page: VerificarPage) -> HttpResponse:
    status = 422 if page.folio_error or page.file_error else 200
    return render(request, "portal/verificar.html", {"page": page, "section": SECTION}, status=status)


def _verify_file(request: HttpRequest) -> HttpResponse:
    upload = request.FILES.get("documento")
    if upload is None or upload.size is None:
        return _ways(request, VerificarPage(file_error=NO_FILE, claims=LABELS))
    if upload.size > MAX_PDF_BYTES:
        return _ways(request, VerificarPage(file_error=TOO_LARGE, claims=LABELS))
    now = settings.VENTANILLA_CLOCK.now()
    sealed = verify_pdf(upload.read(), public_seals(_keys()), now)
    status = public_status(sealed.folio) if sealed.folio else None
    sealed = sealed.with_status(status, civil_date(now))
    page = VerdictPage(
        verdict=sealed.finding.verdict.value,
        on=_day(sealed.finding.verdict, sealed.expires_on, status),
        claims=_file_claims(sealed),
    )
    return render(request, "portal/verificar_folio.html", {"page": page, "section": SECTION})


def _file_claims(sealed: SealedPdf) -> tuple[Claim, ...]:
    if not sealed.valid or sealed.folio is None or sealed.signed_at is None:
        return ()
    return (
        Claim("folio", "Folio", spoken(sealed.folio)),
        Claim("type", "Sellado por", sealed.signed_by or ""),
        Claim("iat", "Sellado", long_date(civil_date(sealed.signed_at))),
    )


@public
@require_safe
def verify_folio(request: HttpRequest, folio: str) -> HttpResponse:
    """What the register says of a folio; with script, the page verifies the QR's own signature first."""
    compact = read_folio(folio)
    if compact is None:
        raise Http404
    status = public_status(compact)
    today = settings.VENTANILLA_CLOCK.today()
    page = VerdictPage(verdict="desconocido", claims=LABELS, offline_capable=True)
    if status is not None and status.sealed:
        finding = conclude(authentic=True, on=today, expires_on=status.expires_on, status=status)
        page = VerdictPage(
            verdict=finding.verdict.value,
            on=_day(finding.verdict, status.expires_on, status),
            claims=_folio_claims(status),
            offline_capable=True,
        )
    return render(request, "portal/verificar_folio.html", {"page": page, "section": SECTION})


def _folio_claims(status: Status) -> tuple[Claim, ...]:
    """What anybody may read of a folio: what it is and its dates. Name and fact are in the QR alone."""
    return (
        Claim("folio", "Folio", spoken(status.folio)),
        Claim("type", "Documento", status.title),
        Claim("holder", "A nombre de"),
        Claim("fact", "Dice"),
        Claim("on", "Con fecha"),
        Claim("iat", "Emitido", long_date(status.issued_on)),
        Claim("exp", "Vence", long_date(status.expires_on) if status.expires_on else "No vence"),
    )


def _day(verdict: Verdict, expires_on: date | None, status: Status | None) -> date | None:
    if verdict is Verdict.REVOKED and status is not None:
        return status.revoked_on
    return expires_on if verdict is Verdict.EXPIRED else None


@public
@require_safe
def folio_status(request: HttpRequest, folio: str) -> JsonResponse:
    """Whether a folio is in force, for the page that verified its QR."""
    compact = read_folio(folio)
    status = public_status(compact) if compact else None
    if status is None:
        return JsonResponse({"estado": "desconocido", "fecha": None})
    today = settings.VENTANILLA_CLOCK.today()
    verdict = conclude(authentic=True, on=today, expires_on=status.expires_on, status=status).verdict
    day = _day(verdict, status.expires_on, status)
    return JsonResponse({"estado": verdict.value, "fecha": day.isoformat() if day else None})


@public
@require_safe
def keys(request: HttpRequest) -> JsonResponse:
    """The public keys of every QR ever issued, and the clock's shift, so that a page can verify offline."""
    response = JsonResponse(public_jwks(_keys()) | {"clock_shift": settings.VENTANILLA_CLOCK.shift_seconds})
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@public
@require_safe
def revoked(request: HttpRequest) -> HttpResponse:
    """The signed list of what was revoked (``domain.documents.StatusList``); 404 until the first is published."""
    found = status_list()
    if found is None:
        raise Http404
    cose, made_at = found
    tag = f'"{hashlib.sha256(cose).hexdigest()[:32]}"'
    known = request.headers.get("If-None-Match") == tag
    response = HttpResponseNotModified() if known else HttpResponse(cose, "application/cose")
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = f"public, max-age={LIST_MAX_AGE}"
    response.headers["Last-Modified"] = http_date(made_at.timestamp())
    return response


@public
@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The service worker of the verification page; its scope is /verificar/."""
    path = finders.find("dist/sw.js")
    if not isinstance(path, str):
        raise Http404
    response = HttpResponse(Path(path).read_bytes(), "text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response
