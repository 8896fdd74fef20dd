"""Every page of the digital card, in each of its states."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import segno
from django.utils.safestring import mark_safe

from tests.web.sample_frame import ANONYMOUS, FOLIO, IN_OFFICE, LONG_NAME, NOW
from ventanilla.kernel.text import Text
from ventanilla.web.design import card_shapes as c
from ventanilla.web.design import shapes as s
from ventanilla.web.portal.card import DONE

Add = Callable[..., None]
PICTURE: Final = mark_safe(
    segno.make("http://localhost/verificar/" + "A" * 400, error="l", micro=False).svg_inline(
        border=4, omitsize=True, svgclass=None, lineclass=None, light="#fff", dark="#000"
    )
)
ENDS: Final = datetime(2036, 11, 25, 16, 42, tzinfo=UTC)  # far from the clock of the machine that looks at the sample
RENEWALS: Final = (
    c.RenewalRow(NOW, ENDS),
    c.RenewalRow(NOW - timedelta(hours=5), NOW + timedelta(days=2), NOW - timedelta(hours=1)),
)
GOOD: Final = c.TarjetaRow(
    id="8d4f3c6e-5b1a-4a57-9d0c-6f2f0f7a1b2c",
    name="Lucía Ñáñez Ferrer",
    own=True,
    state="good",
    kind="Titular",
    until=date(2026, 12, 20),
    clinic="UMF 21, consultorio 7, matutino",
    nss_end="8903",
    serial=FOLIO,
    qr=PICTURE,
    issued_at=NOW,
    expires_at=ENDS,
    ends=int(ENDS.timestamp()),
    live_code="562 144",
    pdf_url=f"/documentos/{FOLIO}.pdf",
    renewals=RENEWALS,
)
WAITING: Final = replace(GOOD, state="waiting", qr=None, serial="", ends=0, pdf_url="", renewals=())
BLOCKED: Final = replace(WAITING, state="blocked", blocked_at=NOW, renewals=RENEWALS)
REASON: Final = Text("X", "Su empleador presentó su baja. La atención terminó el {fecha}.", fecha=date(2025, 4, 26))
NO_RIGHT: Final = replace(WAITING, state="no_right", reason=REASON)
CHILD: Final = replace(GOOD, id="1", name=LONG_NAME, own=False, kind="Hija o hijo", until=None, pdf_url="")
NONE: Final = c.TarjetaRow("", "Lucía Ñáñez Ferrer", True, "none")


def card_pages(add: Add) -> None:
    """Add them all."""
    office: dict[str, Any] = IN_OFFICE
    shown = "portal/tarjeta.html"
    add("tarjeta", shown, c.TarjetaPage((GOOD,)), office)
    add("tarjeta-ninguna", shown, c.TarjetaPage((NONE, replace(NONE, name=LONG_NAME, own=False))), office)
    add("tarjeta-esperando", shown, c.TarjetaPage((WAITING,), due=True), office)
    add("tarjeta-bloqueada", shown, c.TarjetaPage((BLOCKED,), done=DONE["bloqueada"]), office)
    add("tarjeta-sin-derecho", shown, c.TarjetaPage((NO_RIGHT,)), office)
    others = (CHILD, replace(BLOCKED, id="2", name="Ximena", own=False), replace(NO_RIGHT, id="3", name="Emiliano"))
    add("tarjeta-familia", shown, c.TarjetaPage((GOOD, *others)), office)
    add("tarjeta-empresa", shown, c.TarjetaPage((), company=True), office)
    add("tarjeta-guardada", "portal/tarjeta_guardada.html", c.TarjetaPage((GOOD, CHILD)), office)
    add("tarjeta-vacia", "portal/tarjeta_vacia.html", None, ANONYMOUS)
    for what in ("bloquear", "desbloquear"):
        for own in (True, False):
            page = c.TarjetaCambiarPage(what, LONG_NAME, own)
            add(f"tarjeta-{what}-{'propia' if own else 'familia'}", "portal/tarjeta_cambiar.html", page, office)
    claims = tuple(s.Claim(name, label, "x") for name, label in (("folio", "Serie"), ("holder", "A nombre de")))  # type: ignore[arg-type]  # names of its Literal
    answer = s.VerdictPage("vigente", claims=claims, offline_capable=True, card=True)
    for live in ("", "yes", "no"):
        typed = replace(answer, live=live)
        add(f"verificar-tarjeta{'-' + live if live else ''}", "portal/verificar_folio.html", typed, ANONYMOUS)
