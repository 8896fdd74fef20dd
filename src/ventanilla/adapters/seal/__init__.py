"""The institution's seal on three layers: the PDF (PAdES), the printed sello, and the QR (COSE)."""

from .cose import BadCose, BadKeySet, KeySet, QrKey, UnknownKey, read_key_set, verify_claims, verify_list
from .pdf import SealedPdf, verify_pdf
from .port import BadSeal, SealCertificate, Signer
from .sello import sello_is_valid

__all__ = [
    "BadCose",
    "BadKeySet",
    "BadSeal",
    "KeySet",
    "QrKey",
    "SealCertificate",
    "SealedPdf",
    "Signer",
    "UnknownKey",
    "read_key_set",
    "sello_is_valid",
    "verify_claims",
    "verify_list",
    "verify_pdf",
]
