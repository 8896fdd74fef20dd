"""Payroll receipts among what was attached: read and judged where they are kept; nothing is believed before."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from ventanilla.adapters.cleaning.port import Kind
from ventanilla.adapters.storage.port import Damaged, Missing, StorageDown
from ventanilla.domain.attachments.recibos import ReciboAdjunto, RecibosAdjuntos, Sello
from ventanilla.formats.cfdi.reading import Judged, judge
from ventanilla.formats.cfdi.sello import Estado, Sellos
from ventanilla.formats.file import File

from .models import Attachment
from .outbound import receiving


def recibos_adjuntos(questions: Sequence[RecibosAdjuntos]) -> list[tuple[ReciboAdjunto, ...]]:
    """Answer ``RecibosAdjuntos``, within what the connection may see; a file that is no receipt is unreadable."""
    asked = {UUID(each) for question in questions for each in question.archivos}
    rows = {str(row.id): row for row in Attachment.objects.select_related("file").filter(id__in=asked)}
    sellos = Sellos(receiving().seals)
    return [tuple(_recibo(rows[each], sellos) for each in question.archivos if each in rows) for question in questions]


def _recibo(row: Attachment, sellos: Sellos) -> ReciboAdjunto:
    unreadable = ReciboAdjunto(row.name, Sello.ILEGIBLE)
    if row.file.kind != Kind.XML.value:
        return unreadable
    try:
        data = receiving().storage.get(f"adjuntos/{row.file_id.hex}/original")
    except (Missing, Damaged, StorageDown):
        return unreadable
    judged = judge(File.of_bytes(row.name, data), sellos)
    if len(judged.receipts) != 1 or judged.seal is None:
        return unreadable
    (one,) = judged.receipts
    return ReciboAdjunto(
        archivo=row.name,
        sello=_sello(judged),
        curp=one.curp,
        nss=one.nss,
        rfc_patron=one.rfc_patron,
        uuid=one.uuid,
        desde=one.desde or one.pago,
        hasta=one.hasta or one.pago,
        sbc_centavos=one.sbc.centavos if one.sbc is not None else one.sdi.centavos if one.sdi is not None else None,
    )


def _sello(judged: Judged) -> Sello:
    seal = judged.seal
    if seal is None or seal.sello is Estado.NO_VERIFICABLE:
        return Sello.ILEGIBLE
    if seal.sello is Estado.NO_CORRESPONDE or seal.timbre is Estado.NO_CORRESPONDE:
        return Sello.NO_CORRESPONDE
    known = receiving().seals is not None  # without it, whose the certificate is stays unknown
    return Sello.VALIDO if seal.confiable and known else Sello.DE_OTRO
