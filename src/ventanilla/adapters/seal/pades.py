"""Sealing a PDF: pyHanko places the signature, ``cms`` writes it, the key never leaves its owner."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Final

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from ventanilla.kernel.folio import spoken

from .cms import content_info, gap_digits, signed_attributes
from .port import BadSeal, SealCertificate
from .tagged import tag_field

FIELD: Final = "Sello"
_FIELD_SPEC: Final = SigFieldSpec(
    FIELD,
    # Off the page: PDF/A forbids a hidden field and PDF/UA an untagged one that can be seen.
    invis_sig_settings=InvisSigSettings(set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True),
    readable_field_name="Sello digital de la institución",
)


class _SealWriter(IncrementalPdfFileWriter):
    """Appends the seal and leaves the document's own metadata alone.

    pyHanko would rewrite the dates of the information dictionary and of the XMP packet by the machine's
    clock, and with them what the typesetter declared (PDF/A, PDF/UA).
    """

    def _update_meta(self) -> None:
        return


def reason(folio: str, expires_on: date | None) -> str:
    """What the seal says of itself, signed with the rest; ``pdf.verify_pdf`` reads it back."""
    ends = f"vence {expires_on.isoformat()}" if expires_on else "sin vencimiento"
    return f"Folio {spoken(folio)}, {ends}"


def seal_pdf(
    pdf: bytes,
    *,
    seal: SealCertificate,
    sign: Callable[[bytes], bytes],
    folio: str,
    expires_on: date | None,
    at: datetime,
    stamp: Callable[[bytes], bytes] | None = None,
) -> bytes:
    """``pdf`` with one certification signature that allows no later change: PAdES B-B, or B-T with ``stamp``.

    ``sign`` is RSA PKCS#1 v1.5 with SHA-256 by the seal's key. ``stamp`` gives the TimeStampToken of a signature
    (``tsa.embedded``); what it raises leaves no file. BadSeal if ``at`` is outside the certificate's dates: a seal made
    then would never verify.
    """
    if not seal.in_force(at):
        raise BadSeal("the institution's seal certificate is not in force")
    signature_object = SignatureObject(
        timestamp=at.astimezone(UTC).replace(microsecond=0),
        subfilter=SigSeedSubFilter.PADES,
        reason=reason(folio, expires_on),
        bytes_reserved=gap_digits(seal, stamped=stamp is not None),
    )
    writer = _SealWriter(io.BytesIO(pdf))
    steps = PdfCMSEmbedder(_FIELD_SPEC).write_cms(FIELD, writer)
    tag_field(writer, next(steps))
    certification = SigMDPSetup(md_algorithm="sha256", certify=True, docmdp_perms=MDPPerm.NO_CHANGES)
    steps.send(SigObjSetup(sig_placeholder=signature_object, mdp_setup=certification))
    prepared, output = steps.send(SigIOSetup(md_algorithm="sha256"))
    attributes = signed_attributes(seal, prepared.document_digest)
    signature = sign(attributes)
    token = stamp(signature) if stamp else b""
    steps.send(content_info(seal, attributes, signature, token))
    if not isinstance(output, io.BytesIO):
        raise BadSeal("the sealed file was not written in memory")
    return output.getvalue()
