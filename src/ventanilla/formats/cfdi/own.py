"""A person's own receipt as evidence of what they were paid; what is another's, or says nothing, is none."""

from __future__ import annotations

from ventanilla.domain.anomalies import ReciboPropio
from ventanilla.formats.records import Recibo
from ventanilla.kernel.period import Period


def own_receipt(recibo: Recibo, *, curp: str, nss: str) -> ReciboPropio | None:
    """The base wage that an ordinary receipt of the person with that CURP and NSS states, and for which days.

    None where it is another person's (whoever it names by CURP, or by NSS where it has no CURP), extraordinary, or
    without days or a base wage. Whether its seal holds is told by ``read`` and decided by whoever calls.
    """
    theirs = recibo.curp == curp if recibo.curp else bool(nss) and recibo.nss == nss
    if not theirs or not recibo.ordinaria or recibo.sbc is None or not recibo.sbc.centavos > 0:
        return None
    if recibo.desde is None or recibo.hasta is None or recibo.hasta < recibo.desde:
        return None
    return ReciboPropio(recibo.registro, recibo.rfc_patron, Period(recibo.desde, recibo.hasta), recibo.sbc)
