"""The answers of this area's questions, from the few words of a ``casos.yaml``.

    RecibosAdjuntos: [{sello: valido, rfc_patron: EEA010101AAA, desde: 2026-06-16, hasta: 2026-06-30, sbc: 80000}]

What is not said takes the value of a person who never existed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from ventanilla.kernel.acts import SubjectId

from .recibos import ReciboAdjunto, RecibosAdjuntos, Sello

CURP: Final = "PUEA850101MDFRJN02"
NSS: Final = "99178500015"


def recibos(given: Sequence[Mapping[str, Any]], subject: SubjectId) -> tuple[ReciboAdjunto, ...]:
    """Each receipt, of the person of the other answers unless it says another."""
    return tuple(
        ReciboAdjunto(
            archivo=one.get("archivo", f"recibo {number}.xml"),
            sello=Sello(one.get("sello", "valido")),
            curp=one.get("curp", CURP),
            nss=one.get("nss", NSS),
            rfc_patron=one.get("rfc_patron", ""),
            uuid=one.get("uuid", ""),
            desde=one.get("desde"),
            hasta=one.get("hasta"),
            sbc_centavos=one.get("sbc"),
        )
        for number, one in enumerate(given, 1)
    )


BUILDERS: Final = {RecibosAdjuntos: recibos}
