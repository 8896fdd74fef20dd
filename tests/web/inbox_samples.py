"""The pages of the inbox, for `design_samples`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.web.sample_frame import COMPANY, LONG_COMPANY, LONG_NAME, NOW, SIGNED_IN
from ventanilla.kernel.text import Text
from ventanilla.web.design import inbox_shapes as ib
from ventanilla.web.design.shapes import Link

Add = Callable[..., None]
ALTA = Text(
    "AVISO_ALTA",
    "{patron} lo registró como su trabajador el {fecha}, con salario diario de {monto}. "
    "Si no es correcto, díganoslo aquí.",
    patron=LONG_COMPANY,
    fecha=date(2026, 11, 20),
    monto="$1,361.89",
)


def inbox_pages(add: Add) -> None:
    """Add them all."""
    frame = {**SIGNED_IN, "section": "buzon", "unread": 3}
    rows = tuple(ib.NoticeRow(ALTA, NOW, f"/buzon/{n}", unread=n > 2) for n in range(5, 0, -1))
    add("buzon", "portal/buzon.html", ib.InboxPage(rows, "/buzon?antes=1"), frame)
    add("buzon-uno", "portal/buzon.html", ib.InboxPage(rows[:1]), {**frame, "unread": 100})
    add("buzon-vacio", "portal/buzon.html", ib.InboxPage(), {**frame, "unread": 0})
    add("buzon-anteriores", "portal/buzon.html", ib.InboxPage(rows[3:], first=False), frame)
    add("buzon-no-hay-mas", "portal/buzon.html", ib.InboxPage(first=False), frame)
    company = {**frame, "acting_for": COMPANY, "unread": 0}
    add("buzon-empresa", "portal/buzon.html", ib.InboxPage(company=LONG_COMPANY), company)
    who = Text("AVISO_POR", "{quien}, por {patron}", quien=LONG_NAME, patron=LONG_COMPANY)
    add("aviso", "portal/aviso.html", ib.NoticePage(ALTA, NOW, who, "/buzon/5/aclarar"), frame)
    add(
        "aviso-oficina",
        "portal/aviso.html",
        ib.NoticePage(ALTA, NOW, "La oficina", "", Link("Ver su tarjeta", "/tarjeta/")),
        frame,
    )
