"""Verifying a document: by its QR (offline too), by its folio, or by the file itself."""

from __future__ import annotations

import hashlib
import time
from datetime import date, datetime
from pathlib import Path
from typing import Final

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date
from django.views.decorators.http import require_http_methods, require_safe

from ventanilla.adapters.seal.keys import public_jwks, public_seals
from ventanilla.adapters.seal.pdf import SealedPdf, verify_pdf
from ventanilla.adapters.tsa.embedded import FileTime, time_trust
from ventanilla.apps.accounts.api import LimitedAct, LockedOut, attempt_allowed
from ventanilla.apps.documents.api import PrintedView, printed_claims, public_status, status_list
from ventanilla.domain.documents import Status, conclude, instant, read_printed_code
from ventanilla.domain.documents.verdict import Verdict
from ventanilla.kernel.clock import CIVIL_ZONE, civil_date
from ventanilla.kernel.folio import read_folio, spoken
from ventanilla.kernel.text import Text, long_date
from ventanilla.web.design.shapes import Claim, VerdictPage, VerificarPage
from ventanilla.web.devices import address_of
from ventanilla.web.errors import too_many
from ventanilla.web.guards import public

from .card_verification import card_answer, card_page, card_state, card_told

MAX_PDF_BYTES: Final = 10 * 1024 * 1024
NOT_A_FOLIO: Final = Text(
    "FOLIO_NO_ES",
    "Ese folio no está completo o tiene un carácter cambiado. Cópielo como aparece en el documento, por ejemplo "
    "7K3M-9QX2-4HTH.",
)
TOO_LARGE: Final = Text(
    "PDF_MUY_GRANDE", "El archivo pesa más de 10 MB. Nuestros documentos pesan menos de 1 MB: revise cuál eligió."
)
NOT_A_CODE: Final = Text(
    "CODIGO_NO_ES", "Ese código no está completo. Son 10 letras y números; cópielo como aparece en el documento."
)
OTHER_CODE: Final = Text(
    "CODIGO_NO_COINCIDE",
    "Ese código no es el del documento con ese folio. Revise los dos; si los copió bien, no acepte el documento.",
)
PROBLEMS: Final = {
    "FOLIO_DESCONOCIDO": Text("FOLIO_DESCONOCIDO", "No encontramos ese folio. Revise que esté completo."),
    "DEMASIADAS": Text("DEMASIADAS", "Hubo demasiadas consultas seguidas desde este lugar. Espere un momento."),
}
MAX_TYPED: Final = 40  # characters of a folio or a code, with what people put between them
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
    typed, typed_code = (request.GET.get(name, "").strip()[:MAX_TYPED] for name in ("folio", "codigo"))
    folio, code = read_folio(typed), read_printed_code(typed_code)
    if folio is not None and (code or not typed_code):
        return redirect(f"/verificar/{folio}" + (f"?codigo={code}" if code else ""))
    page = VerificarPage(
        folio=typed,
        folio_error=NOT_A_FOLIO if (typed or typed_code) and folio is None else "",
        code=typed_code,
        code_error=NOT_A_CODE if typed_code and code is None else "",
        claims=LABELS,
    )
    return _ways(request, page)


def _ways(request: HttpRequest, page: VerificarPage) -> HttpResponse:
    status = 422 if page.folio_error or page.code_error or page.file_error else 200
    return render(request, "portal/verificar.html", {"page": page, "section": SECTION}, status=status)


def _limited(request: HttpRequest) -> int | None:
    """Count one verification by this address: None to go on, or the seconds to wait."""
    try:
        attempt_allowed(LimitedAct.VERIFICATION, account_key="", address=address_of(request))
    except LockedOut as error:
        return max(1, error.until - int(time.time()))
    return None


def _too_many(request: HttpRequest, wait: int) -> HttpResponse:
    response = too_many(request)
    response.headers["Retry-After"] = str(wait)
    return response


def _verify_file(request: HttpRequest) -> HttpResponse:
    if wait := _limited(request):
        return _too_many(request, wait)
    upload = request.FILES.get("documento")
    if upload is None or upload.size is None:
        return _ways(request, VerificarPage(file_error=NO_FILE, claims=LABELS))
    if upload.size > MAX_PDF_BYTES:
        return _ways(request, VerificarPage(file_error=TOO_LARGE, claims=LABELS))
    now = settings.VENTANILLA_CLOCK.now()
    believed = time_trust(Path(settings.VENTANILLA_VAR) / "pki", settings.VENTANILLA_TIME_ANCHORS)
    sealed = verify_pdf(upload.read(), public_seals(_keys()), now, believed)
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
    claims = [
        Claim("folio", "Folio", spoken(sealed.folio)),
        Claim("type", "Sellado por", sealed.signed_by or ""),
        Claim("iat", "Sellado", long_date(civil_date(sealed.signed_at))),
    ]
    if sealed.time is not None:
        claims.append(Claim("tst", "La hora la da", _time_of(sealed.time)))
        claims.append(Claim("crl", "Para verificarlo años después", _lasting(sealed.unrevoked_on)))
    return tuple(claims)


def _lasting(listed_at: datetime | None) -> Text:
    """Whether the file is enough to verify its seal when the authorities that made it are gone."""
    if listed_at is None:
        return Text(
            "PDF_SIN_REVOCACION",
            "El archivo no trae la lista de certificados revocados; hay que pedirla a su autoridad.",
        )
    on = civil_date(listed_at)
    return Text("PDF_CON_REVOCACION", "El archivo trae la lista de certificados revocados del {fecha}.", fecha=on)


def _time_of(stamp: FileTime) -> str:
    told = f"{stamp.authority}: {long_date(civil_date(stamp.at))}, {stamp.at.astimezone(CIVIL_ZONE):%H:%M:%S}"
    return told if stamp.judged else f"{told} (no se comprobó quién es)"


@public
@require_safe
def verify_folio(request: HttpRequest, folio: str) -> HttpResponse:
    """What the register says of a folio; with script, the page verifies the QR's own signature first.

    With the code printed beside the QR (``?codigo=``), also what the QR says.
    """
    if request.accepts("application/json") and not request.accepts("text/html"):
        return _told(request, folio)
    compact = read_folio(folio)
    if compact is None:
        raise Http404
    if wait := _limited(request):
        return _too_many(request, wait)
    status = public_status(compact)
    card = card_answer(compact) if status is None else None
    if card is not None:
        response = card_page(request, card)
        patch_vary_headers(response, ("Accept",))
        return response
    today = settings.VENTANILLA_CLOCK.today()
    typed = request.GET.get("codigo", "")[:MAX_TYPED]
    printed = _printed(status, typed) if typed else None
    if typed and status is not None and printed is None:
        ways = VerificarPage(folio=spoken(compact), code=typed, code_error=OTHER_CODE, claims=LABELS)
        return _ways(request, ways)
    page = VerdictPage(verdict="desconocido", claims=LABELS, offline_capable=True)
    if status is not None and status.sealed:
        finding = conclude(authentic=True, on=today, expires_on=status.expires_on, status=status)
        page = VerdictPage(
            verdict=finding.verdict.value,
            on=_day(finding.verdict, status.expires_on, status),
            claims=_folio_claims(status, printed),
            offline_capable=True,
        )
    response = render(request, "portal/verificar_folio.html", {"page": page, "section": SECTION})
    patch_vary_headers(response, ("Accept",))
    return response


def _printed(status: Status | None, typed: str) -> PrintedView | None:
    code = read_printed_code(typed)
    return None if status is None or code is None or not status.sealed else printed_claims(status, code)


def _folio_claims(status: Status, printed: PrintedView | None) -> tuple[Claim, ...]:
    """What anybody may read of a folio: what it is and its dates. Name and fact are for who has the QR or its code."""
    return (
        Claim("folio", "Folio", spoken(status.folio)),
        Claim("type", "Documento", status.title),
        Claim("holder", "A nombre de", printed.holder if printed else ""),
        Claim("fact", "Dice", printed.fact if printed else ""),
        Claim("on", "Con fecha", long_date(printed.on) if printed else ""),
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
    if wait := _limited(request):
        return _problem(request, 429, "DEMASIADAS", wait)
    compact = read_folio(folio)
    status = public_status(compact) if compact else None
    card = card_answer(compact) if compact and status is None else None
    if card is not None:
        return JsonResponse(card_state(card))
    if status is None:
        return JsonResponse({"estado": "desconocido", "fecha": None})
    today = settings.VENTANILLA_CLOCK.today()
    verdict = conclude(authentic=True, on=today, expires_on=status.expires_on, status=status).verdict
    day = _day(verdict, status.expires_on, status)
    return JsonResponse({"estado": verdict.value, "fecha": day.isoformat() if day else None})


@public
@require_safe
def folio_told(request: HttpRequest, folio: str) -> HttpResponse:
    """The same answer for a program: stable codes, and a problem (RFC 9457) where there is no such document."""
    return _told(request, folio)


def _told(request: HttpRequest, folio: str) -> JsonResponse:
    """A folio nobody gave and one that was mistyped get one answer: the check character tells who can count."""
    if wait := _limited(request):
        return _problem(request, 429, "DEMASIADAS", wait)
    compact = read_folio(folio)
    status = public_status(compact) if compact else None
    card = card_answer(compact) if compact and status is None else None
    if card is not None:
        return JsonResponse(card_told(card), headers={"Vary": "Accept"})
    if status is None or not status.sealed:
        return _problem(request, 404, "FOLIO_DESCONOCIDO")
    now = settings.VENTANILLA_CLOCK.now()
    typed = request.GET.get("codigo", "")[:MAX_TYPED]
    printed = _printed(status, typed) if typed else None
    finding = conclude(
        authentic=not typed or printed is not None, on=civil_date(now), expires_on=status.expires_on, status=status
    )
    told: dict[str, object] = {
        "folio": status.folio,
        "veredicto": finding.verdict.value,
        "codigo": finding.says.code,
        "dice": str(finding.says),
        "hacer": str(finding.todo),
        "consultado": instant(now),
    }
    if finding.authentic:
        told |= {
            "tipo": status.kind,
            "documento": status.title,
            "emitido": status.issued_on.isoformat(),
            "vence": _iso(status.expires_on),
            "revocado": _iso(status.revoked_on),
            "reemplazado_por": status.replaced_by,
        }
    if printed is not None:
        told |= {"titular": printed.holder, "hecho": printed.fact, "al": printed.on.isoformat()}
    return JsonResponse(told, headers={"Vary": "Accept"})


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _problem(request: HttpRequest, status: int, code: str, wait: int = 0) -> JsonResponse:
    """A problem of RFC 9457; ``wait`` (seconds) says when to come back."""
    title = PROBLEMS[code]
    body = {"type": "about:blank", "status": status, "title": str(title), "codigo": code}
    body["referencia"] = getattr(request, "reference", "")
    headers = {"Vary": "Accept"} | ({"Retry-After": str(wait)} if wait else {})
    return JsonResponse(body, status=status, content_type="application/problem+json", headers=headers)


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
