"""What the office says of the QR of a card, to anybody who read it: whether it is good now, and no name.

Without the QR's own signature, which never reaches a server, the register answers by serial: each renewal has its own,
so an old one that is copied by hand is told apart too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ventanilla.apps.cards.api import CardStatus, card_status, live_code_matches
from ventanilla.domain.documents import instant
from ventanilla.domain.documents.verdict import Verdict
from ventanilla.kernel.clock import CIVIL_ZONE, civil_date
from ventanilla.kernel.folio import spoken
from ventanilla.kernel.text import Text, long_date
from ventanilla.web.design.shapes import Claim, VerdictPage

TITLE: Final = "Tarjeta digital"
KIND: Final = "tarjeta"
MAX_TYPED: Final = 20  # characters of a code, with what people put between them
_SAYS: Final = {
    Verdict.IN_FORCE: Text("TARJETA_VIGENTE", "Tarjeta auténtica y vigente."),
    Verdict.EXPIRED: Text("TARJETA_VENCIDA", "Tarjeta auténtica, pero su código ya venció."),
    Verdict.REVOKED: Text("TARJETA_BLOQUEADA_VERIFICAR", "Tarjeta auténtica, pero está bloqueada."),
    Verdict.NO_RIGHT: Text("TARJETA_SIN_DERECHO", "Tarjeta auténtica, pero hoy no da derecho a la atención médica."),
}
_TODO: Final = {
    Verdict.IN_FORCE: Text("TARJETA_VIGENTE_HACER", "Compare el nombre con una identificación oficial."),
    Verdict.EXPIRED: Text(
        "TARJETA_VENCIDA_HACER", "Puede ser una captura de pantalla. Pida que abra su tarjeta con conexión."
    ),
    Verdict.REVOKED: Text("TARJETA_BLOQUEADA_HACER", "No la acepte."),
    Verdict.NO_RIGHT: Text(
        "TARJETA_SIN_DERECHO_HACER", "Pida a la persona que consulte su vigencia en su cuenta o con nosotros."
    ),
}


@dataclass(frozen=True, slots=True)
class CardAnswer:
    """The verdict on a serial, and the instant that it ended or was blocked, if it did."""

    status: CardStatus
    verdict: Verdict
    at: datetime | None


def card_answer(serial: str) -> CardAnswer | None:
    """What is said of a serial now; None where no card ever carried it."""
    status = card_status(serial)
    if status is None:
        return None
    if status.withdrawn_at is not None:
        return CardAnswer(status, Verdict.REVOKED, status.withdrawn_at)
    if status.expires_at <= settings.VENTANILLA_CLOCK.now():
        return CardAnswer(status, Verdict.EXPIRED, status.expires_at)
    if not status.entitled:
        return CardAnswer(status, Verdict.NO_RIGHT, None)
    return CardAnswer(status, Verdict.IN_FORCE, None)


def card_page(request: HttpRequest, found: CardAnswer) -> HttpResponse:
    """The page of a card's serial; ``?clave=`` brings the six digits that its screen shows."""
    typed = request.GET.get("clave", "")[:MAX_TYPED].strip()
    live: Literal["", "yes", "no"] = ""
    if typed and found.verdict is Verdict.IN_FORCE:
        live = "yes" if live_code_matches(found.status.card, typed) else "no"
    page = VerdictPage(
        verdict=found.verdict.value,
        on=civil_date(found.at) if found.at is not None else None,
        claims=_claims(found.status),
        offline_capable=True,
        card=True,
        live=live,
    )
    return render(request, "portal/verificar_folio.html", {"page": page, "section": "verificar"})


def _claims(status: CardStatus) -> tuple[Claim, ...]:
    return (
        Claim("folio", "Serie", spoken(status.serial)),
        Claim("type", "Documento", TITLE),
        Claim("holder", "A nombre de"),
        Claim("fact", "Dice"),
        Claim("iat", "Renovada", _hour(status.issued_at)),
        Claim("exp", "Vale hasta", _hour(status.expires_at)),
    )


def _hour(at: datetime) -> str:
    return f"{long_date(civil_date(at))}, {at.astimezone(CIVIL_ZONE):%H:%M}\u00a0h"


def card_state(found: CardAnswer) -> dict[str, str | None]:
    """The same for the page that verified the QR's own signature."""
    return {"estado": found.verdict.value, "fecha": instant(found.at) if found.at is not None else None}


def card_told(found: CardAnswer) -> dict[str, object]:
    """The same for a program, with stable codes."""
    status, says = found.status, _SAYS[found.verdict]
    return {
        "folio": status.serial,
        "veredicto": found.verdict.value,
        "codigo": says.code,
        "dice": str(says),
        "hacer": str(_TODO[found.verdict]),
        "consultado": instant(settings.VENTANILLA_CLOCK.now()),
        "tipo": KIND,
        "documento": TITLE,
        "emitido": instant(status.issued_at),
        "vence": instant(status.expires_at),
        "revocado": instant(status.withdrawn_at) if status.withdrawn_at is not None else None,
        "reemplazado_por": None,
    }
