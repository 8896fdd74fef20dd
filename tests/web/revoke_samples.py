"""The page of whoever revokes documents in each of its states, for `design_samples`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Final

from ventanilla.web.design import revoke_shapes as rs
from ventanilla.web.office import documents

GOOD: Final = rs.Revocable(
    "7K3M9QX24HTH", "Constancia de vigencia de derechos", "M*** P*** Ñ***", datetime(2026, 11, 22, 15, tzinfo=UTC),
    date(2026, 12, 22),
)  # fmt: skip
LONG: Final = replace(GOOD, title="Resolución de “Ver, corregir, cancelar u oponerse al uso de sus datos” " * 2)
Add = Callable[..., None]


def revoke_pages(add: Add, signed_in: dict[str, Any]) -> None:
    """Add them all."""
    staff = {**signed_in, "section": "personal"}
    page = rs.DocumentosPage()
    add("documentos-buscar", "staff/documentos.html", page, staff)
    lost = replace(page, typed="7K3M", errors={"folio": documents.NO_FOLIO})
    add("documentos-no-esta", "staff/documentos.html", lost, staff)
    found = replace(page, typed=GOOD.folio, found=GOOD)
    add("documentos-vigente", "staff/documentos.html", found, staff)
    add("documentos-vencido", "staff/documentos.html", replace(found, found=replace(LONG, expired=True)), staff)
    errors = {"motivo": documents.NO_REASON, "reemplazo": documents.NO_OTHER}
    wrong = replace(found, reason="x" * 400, replaced_by="7K3M", errors=errors)
    add("documentos-error", "staff/documentos.html", wrong, staff)
    ended = replace(LONG, ended=date(2026, 11, 23), replaced_by="7K3M9QX24HTH", expires_on=None, holder="")
    add("documentos-revocado", "staff/documentos.html", replace(found, found=ended, done=documents.DONE), staff)
    over = replace(found, found=ended, errors={"folio": documents.OVER})
    add("documentos-ya-no-valia", "staff/documentos.html", over, staff)
