"""What the payroll receipts that somebody attached say, and what their seals are worth.

Whoever pays can seal anything for anybody: a good seal proves that the employer said it, not that it is so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from ventanilla.kernel.acts import Question


class Sello(Enum):
    """What is known of the seal of a receipt."""

    VALIDO = "valido"  # it matches, and its certificate was the issuer's, of a known authority, on that day
    DE_OTRO = "de_otro"  # it matches, and something is odd in its certificate
    NO_CORRESPONDE = "no_corresponde"  # what is written is not what was sealed
    ILEGIBLE = "ilegible"


@dataclass(frozen=True)
class ReciboAdjunto:
    """A receipt; ``rfc_patron`` issued it. ``sbc_centavos`` is the base wage that it says, None where it says none."""

    archivo: str
    sello: Sello
    curp: str = ""
    nss: str = ""
    rfc_patron: str = ""
    uuid: str = ""
    desde: date | None = None
    hasta: date | None = None
    sbc_centavos: int | None = None


@dataclass(frozen=True)
class RecibosAdjuntos(Question[tuple[ReciboAdjunto, ...]]):
    """The receipts in the files of a case, by the ids of those files, in their order."""

    archivos: tuple[str, ...]
