"""The page of a question answered with files in each of its states, for `design_samples`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from ventanilla.domain.attachments import MIB, told_before, too_large
from ventanilla.web.design.attachment_shapes import ArchivosPage, FileRow

ACTA: Final = FileRow(
    "acta de nacimiento.pdf", "pdf", 204_800, 2, "9f3b1c07", "/archivos/1", "/archivos/1/original", "", "/quitar"
)
LONG: Final = replace(ACTA, name="A" * 80 + ".jpg", kind="jpg", pages=1, bytes=50 * MIB)
PAGE: Final = ArchivosPage(
    title="Actualizar sus datos personales",
    label="¿Qué documento lo prueba?",
    name="prueba",
    number=3,
    total=3,
    back_url="/solicitudes/1/2",
    limits=told_before(("pdf", "jpg", "png"), 3, 50 * MIB),
    accept="application/pdf,image/jpeg,image/png",
    most=3,
    help="Su acta de nacimiento, su CURP o su identificación.",
    saved_at=datetime(2026, 11, 22, 15, tzinfo=UTC),
)
Add = Callable[..., None]


def attachment_pages(add: Add, signed_in: dict[str, Any]) -> None:
    """Add them all."""
    template, office = "portal/archivos.html", {**signed_in, "section": "oficina"}
    add("archivos", template, PAGE, office)
    add("archivos-uno", template, replace(PAGE, files=(ACTA,)), office)
    add("archivos-lleno", template, replace(PAGE, files=(ACTA, LONG, ACTA)), office)
    wrong = too_large(53 * MIB, 50 * MIB)
    add("archivos-error", template, replace(PAGE, error=wrong), office)
    add("archivos-lleno-error", template, replace(PAGE, files=(ACTA,), most=1, error=wrong), office)
