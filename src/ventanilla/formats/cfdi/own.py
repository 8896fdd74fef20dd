"""A person's own receipt as evidence of what they were paid; what is another's, or says nothing, is none."""

from __future__ import annotations

from typing import Final

from ventanilla.domain.accounts.receipt import ReceiptFault
from ventanilla.domain.anomalies import ReciboPropio
from ventanilla.formats.file import File
from ventanilla.formats.records import Recibo
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text

from .reading import judge
from .sello import Estado, Sellos

MAX_RECEIPT: Final = 512 * 1024  # bytes of one receipt: one has five thousand
EXTRAORDINARIO: Final = Text(
    "RECIBO_EXTRAORDINARIO",
    "Es de un pago extraordinario, como un aguinaldo: no dice su salario de esos días. Elija uno de su paga normal.",
)
SIN_SBC: Final = Text(
    "RECIBO_SIN_SBC", "No dice su salario base de cotización, y no hay qué comparar. Elija otro de ese empleo."
)
SIN_DIAS: Final = Text("RECIBO_SIN_DIAS", "No dice qué días le pagaron. Elija otro de ese empleo.")


def sealed_receipt(content: bytes, sellos: Sellos) -> Recibo | ReceiptFault:
    """What one receipt says, if its seal is whole and its certificate is the issuer's and of an authority known here.

    No more than ``MAX_RECEIPT`` bytes are read. Whoever pays can seal anything for anybody: a good seal proves that
    they said it, not that it is so.
    """
    if len(content) > MAX_RECEIPT:
        return ReceiptFault.UNREADABLE
    judged = judge(File.of_bytes("recibo.xml", content), sellos)
    if judged.seal is None:
        return ReceiptFault.UNREADABLE
    if judged.seal.sello is not Estado.VALIDO or judged.seal.timbre is Estado.NO_CORRESPONDE:
        return ReceiptFault.SEAL
    if sellos.chain is None or not judged.seal.confiable:  # without a chain nobody knows whose it is
        return ReceiptFault.AUTHORITY
    return judged.receipts[0] if len(judged.receipts) == 1 else ReceiptFault.NOT_ONE


def silent(recibo: Recibo) -> Text | None:
    """Why a receipt says nothing of a daily wage, for whoever has it; None where it does."""
    if not recibo.ordinaria:
        return EXTRAORDINARIO
    if recibo.desde is None or recibo.hasta is None or recibo.hasta < recibo.desde:
        return SIN_DIAS
    return SIN_SBC if recibo.sbc is None or not recibo.sbc.centavos > 0 else None


def own_receipt(recibo: Recibo, *, curp: str, nss: str) -> ReciboPropio | None:
    """The base wage that an ordinary receipt of the person with that CURP and NSS states, and for which days.

    None where it is another person's (whoever it names by CURP, or by NSS where it has no CURP), extraordinary, or
    without days or a base wage. Whether its seal holds is told by ``sealed_receipt``.
    """
    theirs = recibo.curp == curp if recibo.curp else bool(nss) and recibo.nss == nss
    if not theirs or silent(recibo) is not None:
        return None
    assert recibo.desde is not None
    assert recibo.hasta is not None
    assert recibo.sbc is not None
    return ReciboPropio(recibo.registro, recibo.rfc_patron, Period(recibo.desde, recibo.hasta), recibo.sbc)
