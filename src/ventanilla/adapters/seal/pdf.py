"""Verifying a sealed PDF without believing any PDF parser.

The file is read as bytes. There must be one ``/ByteRange``, it must cover the whole file but one gap,
and the gap must hold exactly the bytes that our own seal would have written: the CMS is rebuilt from
the digest, the pinned certificate and the signature, and compared, padding included. So every byte of
the file is either under the signature or equal to a known value, and nothing can be hidden by showing
one structure to this verifier and another one to a viewer. Only ``cryptography`` is needed.

After what the seal covers there may be one thing, what is needed to verify it years later, and it is rebuilt and
compared too (``dss``). It is under no signature of ours: who takes it out leaves the same document, without it.

The width of the gap, which is under the signature, says whether there is a timestamp. Its bytes are under the
signatures of its authority and of those above, or equal to a known value (``tsa.embedded``).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

from ventanilla.adapters.pki.der import DerError
from ventanilla.adapters.pki.trust import TrustStore
from ventanilla.adapters.tsa.embedded import FileTime, read_embedded
from ventanilla.adapters.tsa.token import BadToken
from ventanilla.domain.documents import Finding, Status, conclude
from ventanilla.domain.signing.timestamp import MAX_DRIFT, TimestampFault
from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.folio import read_folio
from ventanilla.kernel.text import Text

from .cms import content_info, gap_digits, signature_and_token, signed_attributes
from .dss import BadStore, needed, read_lists
from .port import BadSeal, SealCertificate

MAX_PDF_BYTES: Final = 30 * 1024 * 1024
_SIGNATURE_OBJECT: Final = 2_000  # bytes after the gap, where the seal says its date and its folio
_BYTE_RANGE: Final = re.compile(rb"/ByteRange \[0 ([1-9]\d{0,9}) ([1-9]\d{0,9}) ([1-9]\d{0,9})\]")
_HEXADECIMAL: Final = re.compile(rb"(?:[0-9A-F]{2})+")
_ESCAPED: Final = re.compile(rb"\\([0-3][0-7]{2})")  # a character of a PDF string, in octal
_DATE: Final = re.compile(rb"/M \(D:(\d{14})(?:Z|\+00'00')\)")
_REASON: Final = re.compile(rb"/Reason \(Folio ([0-9A-Z-]+), (?:vence (\d{4}-\d\d-\d\d)|sin vencimiento)\)")


@dataclass(frozen=True, slots=True)
class SealedPdf:
    """What a sealed file proves. ``why`` is the reason in words, also where it is intact.

    All but ``finding`` and ``why`` are None where the seal is not ours: nothing it says can be believed.
    ``signed_at`` is the office's word; ``time``, that of an authority of time, where there is one. ``unrevoked_on`` is
    the date of the list of revocation that the file brings, of who issued its seal; None where it brings none.
    """

    finding: Finding
    why: Text
    folio: str | None = None
    signed_by: str | None = None
    serial: str | None = None
    signed_at: datetime | None = None
    expires_on: date | None = None
    time: FileTime | None = None
    unrevoked_on: datetime | None = None

    @property
    def level(self) -> str | None:
        """What the file is by ETSI EN 319 142-1; None where the seal is not ours."""
        if not self.valid:
            return None
        if self.time is None:
            return "PAdES B-B"
        return "PAdES B-T" if self.unrevoked_on is None else "PAdES B-LT"

    @property
    def valid(self) -> bool:
        """Whether the institution sealed exactly these bytes."""
        return self.finding.authentic

    def with_status(self, status: Status | None, on: date) -> SealedPdf:
        """The same file, knowing what the register says of its folio (None: it could not be asked)."""
        if not self.valid:
            return self
        finding = conclude(authentic=True, on=on, expires_on=self.expires_on, status=status)
        return replace(self, finding=finding)


INTACT: Final = Text("PDF_INTACTO", "El sello es de esta institución y el archivo no cambió desde que se selló.")
TOO_LARGE: Final = Text("PDF_GRANDE", "El archivo es más grande que cualquier documento que sellamos.")
NOT_PDF: Final = Text("PDF_NO_ES", "El archivo no es un PDF.")
UNSEALED: Final = Text("PDF_SIN_SELLO", "El archivo no tiene un sello, o tiene más de uno.")
NOT_WHOLE: Final = Text("PDF_AGREGADO", "El sello no cubre todo el archivo: se le agregó o se le quitó algo.")
CHANGED: Final = Text("PDF_NO_COINCIDE", "El sello no corresponde a este archivo, o no es de esta institución.")
UNREADABLE: Final = Text("PDF_SIN_DATOS", "El sello no dice su fecha o su folio como los escribimos.")
OTHER_TIME: Final = Text("PDF_HORA_ALTERADA", "El sello de tiempo del archivo no es el que se puso al sellarlo.")
UNKNOWN_TIME: Final = Text(
    "PDF_HORA_AJENA", "La hora la puso una autoridad que aquí no se reconoce, o fuera de vigencia."
)
OTHER_REVOCATION: Final = Text(
    "PDF_REVOCACION_ALTERADA", "Los datos de revocación que trae el archivo no son los de su sello y su hora."
)
OUT_OF_FORCE: Final = Text("PDF_SELLO_VENCIDO", "El certificado del sello no estaba en vigor cuando se selló.")


def verify_pdf(
    data: bytes, trusted: Sequence[SealCertificate], at: datetime, time: TrustStore | None = None
) -> SealedPdf:
    """What ``data`` proves at the instant ``at``, trusting only the seals given. Never raises for its content.

    ``time`` holds the authorities believed about time: a timestamp of another one is refused. Without it a timestamp
    is read and checked, and told as of an authority that nobody judged.

    The register is not asked: for an authentic document that has not expired the verdict says so.
    """
    if len(data) > MAX_PDF_BYTES:
        return _not_ours(TOO_LARGE)
    if not data.startswith(b"%PDF-"):
        return _not_ours(NOT_PDF)
    gap = _gap(data)
    if isinstance(gap, Text):
        return _not_ours(gap)
    start, end, covered = gap
    found = _sealed_by(data[:covered], start, end, trusted)
    if found is None:
        return _not_ours(CHANGED)
    told = _told(data[end : min(end + _SIGNATURE_OBJECT, covered)])
    if told is None:
        return _not_ours(UNREADABLE)
    if not found.seal.in_force(told.signed_at):
        return _not_ours(OUT_OF_FORCE)
    stamp = _time(found, told.signed_at, time)
    if isinstance(stamp, Text):
        return _not_ours(stamp)
    unrevoked = _unrevoked(data, covered, found, stamp)
    if isinstance(unrevoked, Text):
        return _not_ours(unrevoked)
    finding = conclude(authentic=True, on=civil_date(at), expires_on=told.expires_on, status=None)
    seal = found.seal
    return SealedPdf(
        finding, INTACT, told.folio, seal.name, seal.serial, told.signed_at, told.expires_on, stamp, unrevoked
    )


def token_of(data: bytes, seal: SealCertificate) -> bytes:
    """The TimeStampToken of a file that ``seal`` sealed, with nothing after it. BadSeal where there is none."""
    gap = _gap(data)
    found = None if isinstance(gap, Text) or gap[2] != len(data) else _sealed_by(data, gap[0], gap[1], [seal])
    if found is None or not found.token:
        raise BadSeal("the file has no seal of ours with its timestamp")
    return found.token


@dataclass(frozen=True, slots=True)
class _Found:
    """The seal of a file, its signature, and its token (``b""``: none)."""

    seal: SealCertificate
    signature: bytes
    token: bytes


@dataclass(frozen=True, slots=True)
class _Told:
    folio: str
    signed_at: datetime
    expires_on: date | None


def _told(signature_object: bytes) -> _Told | None:
    """What the seal says of itself, under its own signature; None if it is not as we write it."""
    text = _ESCAPED.sub(lambda found: bytes((int(found[1], 8),)), signature_object)
    dates, reasons = _DATE.findall(text), _REASON.findall(text)
    if len(dates) != 1 or len(reasons) != 1:
        return None
    folio = read_folio(reasons[0][0].decode("ascii"))
    try:
        signed_at = datetime.strptime(dates[0].decode("ascii"), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        expires_on = date.fromisoformat(reasons[0][1].decode("ascii")) if reasons[0][1] else None
    except ValueError:
        return None
    return None if folio is None else _Told(folio, signed_at, expires_on)


def _time(found: _Found, signed_at: datetime, trust: TrustStore | None) -> FileTime | Text | None:
    """The file's timestamp: None if it was sealed without one, or why what is there is not it."""
    if not found.token:
        return None
    try:
        stamp = read_embedded(found.token, hashlib.sha256(found.signature).digest(), trust)
    except BadToken as error:
        believed = (TimestampFault.AUTORIDAD_DESCONOCIDA, TimestampFault.FUERA_DE_VIGENCIA)
        return UNKNOWN_TIME if error.fault in believed else OTHER_TIME
    # Anybody may have a signature stamped again, later, by the same authority.
    return stamp if abs(stamp.at - signed_at) <= MAX_DRIFT else OTHER_TIME


def _unrevoked(data: bytes, covered: int, found: _Found, stamp: FileTime | None) -> datetime | Text | None:
    """The day of the list, after what the seal covers, of who issued the seal: None if nothing is there, or why it is
    not what we would have put.
    """
    if covered == len(data):
        return None
    if stamp is None:
        return NOT_WHOLE
    try:
        wanted = needed(found.seal, found.token)
        lists = read_lists(data[:covered], data[covered:], wanted.certificates)
    except BadStore:
        return NOT_WHOLE
    try:
        return wanted.judge(lists, stamp.at)[0].begins  # the first is of who issued the seal
    except BadStore:
        return OTHER_REVOCATION


def _gap(data: bytes) -> tuple[int, int, int] | Text:
    """Where the one gap is, its angle brackets included, and where what the seal covers ends; or why there is none."""
    if data.count(b"/ByteRange") != 1:
        return UNSEALED
    found = _BYTE_RANGE.search(data)
    if found is None:
        return UNSEALED
    start, end, rest = (int(part) for part in found.groups())
    covered = end + rest
    if covered > len(data) or data[start - 10 : start + 1] != b"/Contents <" or data[end - 1 : end] != b">":
        return NOT_WHOLE
    return start, end, covered


def _sealed_by(data: bytes, start: int, end: int, trusted: Sequence[SealCertificate]) -> _Found | None:
    """The seal whose CMS fills the gap, to the last digit, and whose signature matches."""
    written = data[start + 1 : end - 1]
    if _HEXADECIMAL.fullmatch(written) is None:
        return None
    filled = bytes.fromhex(written.decode("ascii"))
    cms = filled[: 4 + int.from_bytes(filled[2:4], "big")]  # its length takes two bytes: 256 to 65,535
    try:
        signature, token = signature_and_token(cms)
    except DerError:
        return None
    hashed = hashlib.sha256(memoryview(data)[:start])
    hashed.update(memoryview(data)[end:])
    digest = hashed.digest()
    for seal in trusted:
        attributes = signed_attributes(seal, digest)
        rebuilt = content_info(seal, attributes, signature, token)
        if len(written) != gap_digits(seal, stamped=bool(token)) or rebuilt.ljust(len(filled), b"\0") != filled:
            continue
        try:
            seal.public_key.verify(signature, attributes, PKCS1v15(), SHA256())
        except InvalidSignature:
            continue
        return _Found(seal, signature, token)
    return None


def _not_ours(why: Text) -> SealedPdf:
    return SealedPdf(conclude(authentic=False, on=date.min, expires_on=None, status=None), why)
