"""What every sample page shares: the day, the people with long names, the brand and the frame, for `design_samples`."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, Final

from ventanilla.kernel.text import Text
from ventanilla.web.design import shapes as s

TODAY: Final = date(2026, 11, 22)
NOW: Final = datetime(2026, 11, 22, 16, 42, 7, tzinfo=UTC)
FOLIO: Final = "7K3M9QX24HTH"
REFERENCE: Final = "Q2R8T0ZW51GA"
MAIL_BODY: Final = "Su folio es 7K3M-9QX2-4HTH.\n\nVéalo en http://localhost:8000/oficina"
EXPIRED: Final = Text("FIRMA_VENCIDA", "Su e.firma venció el {fecha}. Renuévela.", fecha=date(2023, 6, 13))
LONG_NAME: Final = "María Guadalupe de la Concepción Ñáñez Güereña y Peñaloza A"
LONG_COMPANY: Final = "Comercializadora de Ñandúes y Piñones del Bajío, SA de CV"
TITLE: Final = "Constancia de vigencia de derechos"
BRAND: Final = s.Brand(name="Ventanilla", institution="Institución de demostración", phone="800 000 0000")
COMPANY: Final = s.ActingFor(name=LONG_COMPANY, rfc="CNP200101AB1", own_certificate=True, change_url="/oficina/actuar")
MANDATE: Final = s.ActingFor(
    name="Alimentos del Valle Ficticio",
    registro="Y54-12345-10-7",
    until=date(2027, 3, 31),
    change_url="/oficina/actuar",
)

ANONYMOUS: Final[dict[str, Any]] = {"brand": BRAND, "demo_today": TODAY, "signed_in_as": "", "acting_for": None}
SIGNED_IN: Final[dict[str, Any]] = {**ANONYMOUS, "signed_in_as": "Lucía Ñáñez Ferrer"}
IN_OFFICE: Final[dict[str, Any]] = {**SIGNED_IN, "section": "oficina"}


def fields(shape: Any) -> dict[str, Any]:
    """What a shape holds, to make another like it."""
    return {name: getattr(shape, name) for name in shape.__dataclass_fields__}
