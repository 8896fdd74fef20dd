"""Whose is the certificate that seals a CFDI: the chain to the configured anchors, for ``formats.cfdi.sello``.

A CSD seals; a natural person may seal with the e.firma. Both come from the same authorities. Revocation is not asked
here: a folder of receipts is read without a network, and nothing but the chain is said of it.
"""

from __future__ import annotations

from datetime import datetime

from ventanilla.domain.signing.certificate import Kind
from ventanilla.formats.cfdi.sello import Chain
from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.text import Text

from .certificate import Unreadable, read_certificate
from .chain import Broken, NoPath, find_path, is_signer
from .trust import TrustStore


def cfdi_chain(store: TrustStore) -> Chain:
    """Tells why a certificate (DER) did not reach an authority of ``store`` at an instant; None where it did.

    >>> str(cfdi_chain(TrustStore())(b"", datetime(2026, 11, 22)))
    'El certificado del sello no se puede leer.'
    """

    def why_not(der: bytes, on: datetime, /) -> Text | None:
        try:
            certificate = read_certificate(der)
        except Unreadable:
            return Text("CSD_ILEGIBLE", "El certificado del sello no se puede leer.")
        found = find_path(certificate, store, on)
        if isinstance(found, NoPath):
            return _no_path(found)
        if certificate.facts.kind not in (Kind.CSD, Kind.EFIRMA) or not is_signer(certificate):
            return Text("CSD_DE_OTRO_TIPO", "El certificado del sello no es un CSD ni una e.firma.")
        return None

    return why_not


def _no_path(found: NoPath) -> Text:
    if found.why is Broken.AUTHORITY_OUT_OF_DATE and found.ended is not None:
        return Text(
            "CSD_AUTORIDAD_VENCIDA",
            "La autoridad que emitió el certificado del sello ya no valía ese día: terminó el {fecha}.",
            fecha=civil_date(found.ended),
        )
    if found.why in (Broken.NO_ISSUER, Broken.NO_ROOT):
        return Text(
            "CSD_AUTORIDAD_DESCONOCIDA",
            "El certificado del sello es de una autoridad que no está configurada: no se sabe de quién es.",
        )
    return Text("CSD_FALSO", "El certificado del sello dice ser de una autoridad que no lo emitió.")
