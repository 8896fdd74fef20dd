"""What a sealed document is: its order, its cadena original, what its QR claims, what verifying it can conclude."""

from .cadena import cadena_digest, cadena_original, read_cadena
from .claims import BadClaims, Claims, strict_cbor
from .events import EVENTS, DocumentFault, DocumentIssued, DocumentRevoked, Fault
from .link import BadLink, qr_link, read_base64url, read_qr_link
from .mask import mask_name
from .order import IssueDocument
from .printed_code import printed_code, read_printed_code, spoken_code
from .receipt import Receipt
from .status_list import LIFE, LIFE_POLICY, MAX_LIST_BYTES, Revocation, StatusList
from .values import Jsonable, NotPrintable, content_digest, instant, jsonable
from .verdict import IN_FORCE, MISMATCH, UNKNOWN, Finding, Status, Verdict, conclude

__all__ = [
    "EVENTS",
    "IN_FORCE",
    "LIFE",
    "LIFE_POLICY",
    "MAX_LIST_BYTES",
    "MISMATCH",
    "UNKNOWN",
    "BadClaims",
    "BadLink",
    "Claims",
    "DocumentFault",
    "DocumentIssued",
    "DocumentRevoked",
    "Fault",
    "Finding",
    "IssueDocument",
    "Jsonable",
    "NotPrintable",
    "Receipt",
    "Revocation",
    "Status",
    "StatusList",
    "Verdict",
    "cadena_digest",
    "cadena_original",
    "conclude",
    "content_digest",
    "instant",
    "jsonable",
    "mask_name",
    "printed_code",
    "qr_link",
    "read_base64url",
    "read_cadena",
    "read_printed_code",
    "read_qr_link",
    "spoken_code",
    "strict_cbor",
]
