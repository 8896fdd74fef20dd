"""The page of one's own payroll receipts, for `design_samples`: none, some with each verdict, and what was refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from tests.web.sample_frame import IN_OFFICE, LONG_COMPANY
from ventanilla.domain.accounts.receipt import ReceiptFault
from ventanilla.kernel.money import Money
from ventanilla.web.design import receipt_shapes as r
from ventanilla.web.design.shapes import Link
from ventanilla.web.portal.own_receipts import NO_FILES

Add = Callable[..., None]
FIRST, LAST = date(2026, 10, 16), date(2026, 10, 31)
ROWS = (
    r.ReceiptRow("x", FIRST, LAST, LONG_COMPANY, Money("12540.00"), Money("278.80"), "more"),
    r.ReceiptRow("y", FIRST, LAST, "Ñ", Money("540.00"), Money("540.00"), "same"),
    r.ReceiptRow("z", FIRST, LAST, "Ñ", Money("540.00"), Money("600.00"), "less"),
    r.ReceiptRow("w", FIRST, LAST, "XAXX010101000", Money("540.00"), None, "absent"),
)


def own_receipt_pages(add: Add) -> None:
    """Add them all."""
    template = "portal/recibos_propios.html"
    years = (Link("2026", "/historia/recibos?anio=2026"), Link("2025", "/historia/recibos?anio=2025"))
    whole = r.OwnReceiptsPage(ROWS, 2026, years, 27, 2, 30)
    add("recibos-propios", template, whole, IN_OFFICE)
    add("recibos-propios-ninguno", template, r.OwnReceiptsPage(at_once=30), IN_OFFICE)
    add("recibos-propios-uno", template, r.OwnReceiptsPage(ROWS[:1], 2026, years[:1], 1, 1, 30, kept=1), IN_OFFICE)
    add("recibos-propios-error", template, r.OwnReceiptsPage(at_once=30, error=NO_FILES), IN_OFFICE)
    refused = tuple(
        r.RefusedFile(f"{one.value}.xml", one.text()) for one in (ReceiptFault.SEAL, ReceiptFault.AUTHORITY)
    )
    came = replace(whole, kept=3, repeated=("junio.xml", "julio.xml"), refused=refused)
    add("recibos-propios-vistos", template, came, IN_OFFICE)
    add("recibos-propios-nadie", template, r.OwnReceiptsPage(known=False), IN_OFFICE)
