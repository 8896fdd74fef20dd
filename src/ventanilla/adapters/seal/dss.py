"""What a sealed PDF brings to be verified years later (PAdES B-LT): one way to write it after the seal.

An incremental update with a document security store (ISO 32000-2, 12.8.4.3; ETSI EN 319 142-1, 5.4): every certificate
of the seal and of its timestamp, and of each authority among them its list of what it revoked. Nobody signs it. So
nothing in it is free: the certificates are those that the file already has, each list is under its authority's
signature, and all the rest follows from the bytes before. Whoever reads it takes the lists out, writes it again and
compares.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final

from ventanilla.adapters.pki.certificate import Certificate, Unreadable, read_certificate
from ventanilla.adapters.pki.crl import BadCrl, Crl, read_crl
from ventanilla.adapters.pki.trust import signed_by
from ventanilla.adapters.tsa.token import read_token
from ventanilla.domain.signing.revocation import Doubt
from ventanilla.domain.signing.timestamp import MAX_DRIFT

from .port import SealCertificate

MAX_ISSUERS: Final = 8
MAX_LISTS_BYTES: Final = 64 * 1024  # of one file
_END: Final = re.compile(rb"\nstartxref\n([1-9]\d{0,9})\n%%EOF\n\Z")
_SIZE: Final = re.compile(rb"\n/Size ([1-9]\d{0,9})\n")
_ROOT: Final = re.compile(rb"\n/Root ([1-9]\d{0,9}) 0 R\n")
_INFO: Final = re.compile(rb"\n/Info ([1-9]\d{0,9}) 0 R\n")
_ID: Final = re.compile(rb"\n/ID \[ (<[0-9a-f]{2,128}>) <[0-9a-f]{32}> \]\n")
_STREAM: Final = re.compile(rb"([1-9]\d{0,9}) 0 obj\n<<\n/Length ([1-9]\d{0,5})\n>>\nstream\n")
_STREAM_END: Final = b"\nendstream\nendobj\n"
_CATALOG_END: Final = b"\n>>\nendobj\n"
# Readers of PDF 1.7 are told that the store is an extension of it (ETSI TS 102 778-4, annex A).
_ADDED: Final = b"\n/Extensions <<\n/ESIC <<\n/BaseVersion /1.7\n/ExtensionLevel 5\n>>\n>>\n/DSS %d 0 R"


class BadStore(ValueError):
    """Not a store that this office wrote; or its lists say nothing of that instant: then ``doubt`` says why."""

    def __init__(self, what: str, doubt: Doubt | None = None) -> None:
        super().__init__(what)
        self.doubt = doubt


class Revoked(BadStore):
    """A certificate of the file is in its authority's list."""

    def __init__(self, certificate: Certificate) -> None:
        super().__init__(f"the certificate {certificate.facts.serial} was revoked")
        self.certificate = certificate


@dataclass(frozen=True, slots=True)
class Issuer:
    """An authority, and the certificates of a file that it issued."""

    certificate: Certificate
    issued: tuple[Certificate, ...]

    def judge(self, data: bytes, at: datetime) -> Crl:
        """Its list, in force ``at``, with none of those in it. BadStore otherwise; Revoked with one."""
        try:
            found = read_crl(data, self.certificate)
        except BadCrl as error:
            raise BadStore(str(error), error.doubt) from error
        if not found.begins - MAX_DRIFT <= at <= found.ends:
            raise BadStore("a list of another day", Doubt.DEL_FUTURO if at < found.begins else Doubt.OBSOLETA)
        for each in self.issued:
            if each.x509.serial_number in found.revoked:
                raise Revoked(each)
        return found


@dataclass(frozen=True, slots=True)
class Needed:
    """What a file's store must have: ``certificates`` (DER, each once), and a list of each issuer, in this order."""

    certificates: tuple[bytes, ...]
    issuers: tuple[Issuer, ...]

    def judge(self, lists: Sequence[bytes], at: datetime) -> tuple[Crl, ...]:
        """Believe one list of each issuer, in force ``at``. BadStore if one is missing, left over or not believed."""
        if len(lists) != len(self.issuers) or sum(map(len, lists)) > MAX_LISTS_BYTES:
            raise BadStore("a list is missing, or too many of them", Doubt.ILEGIBLE)
        return tuple(issuer.judge(data, at) for issuer, data in zip(self.issuers, lists, strict=True))


def needed(seal: SealCertificate, token: bytes) -> Needed:
    """What the store of a file sealed by ``seal`` with the timestamp ``token`` must have.

    ``token`` was read before. BadStore where a certificate cannot be read or its authority is not among them.
    """
    return _needed(tuple(dict.fromkeys((seal.der, *seal.chain, *read_token(token).certificates))))


@lru_cache(maxsize=16)  # the same for every file of one seal and one authority of time
def _needed(ders: tuple[bytes, ...]) -> Needed:
    try:
        certificates = [read_certificate(each) for each in ders]
    except Unreadable as error:
        raise BadStore(str(error), Doubt.ILEGIBLE) from error
    issued: dict[bytes, list[Certificate]] = {}
    authorities: dict[bytes, Certificate] = {each.der: each for each in certificates}
    for certificate in certificates:
        if certificate.self_issued:
            continue
        above = [each for each in certificates if each.subject_raw == certificate.issuer_raw]
        issuer = next((each for each in above if signed_by(certificate, each)), None)
        if issuer is None:
            raise BadStore("the authority of a certificate is not in the file", Doubt.SIN_SERVICIO)
        issued.setdefault(issuer.der, []).append(certificate)
    if not 0 < len(issued) <= MAX_ISSUERS:
        raise BadStore("no authority, or too many", Doubt.SIN_SERVICIO)
    return Needed(ders, tuple(Issuer(authorities[each], tuple(under)) for each, under in issued.items()))


def written(base: bytes, certificates: Sequence[bytes], lists: Sequence[bytes]) -> bytes:
    """The update that follows ``base``, a file as this office seals it. BadStore if it is not one."""
    end = _END.search(base, max(0, len(base) - 64))
    if end is None:
        raise BadStore("the file does not end as ours do")
    table = int(end[1])
    size, root, info, identifier = (_one(pattern, base, table) for pattern in (_SIZE, _ROOT, _INFO, _ID))
    catalog = base.rfind(b"\n%s 0 obj\n<<\n/Type /Catalog\n" % root, 0, table) + 1
    closing = base.find(_CATALOG_END, catalog, table)
    if not catalog or closing < 0 or base.find(b"\n/DSS ", catalog, closing) >= 0:
        raise BadStore("the file has no catalogue of ours")
    first = int(size)
    store = first + len(certificates) + len(lists)
    out = bytearray(base[catalog:closing] + _ADDED % store + _CATALOG_END)
    places = [(int(root), len(base))]
    for number, der in enumerate((*certificates, *lists), first):
        places.append((number, len(base) + len(out)))
        out += b"%d 0 obj\n<<\n/Length %d\n>>\nstream\n%s%s" % (number, len(der), der, _STREAM_END)
    places.append((store, len(base) + len(out)))
    named = (_references(first, len(certificates)), _references(first + len(certificates), len(lists)))
    out += b"%d 0 obj\n<<\n/Type /DSS\n/Certs [ %s ]\n/CRLs [ %s ]\n>>\nendobj\n" % (store, *named)
    start = len(base) + len(out)
    # The file's other identifier stays; this one follows from what it was, so that the same file gives the same update.
    told = b"/Root %s 0 R\n/Info %s 0 R\n/ID [ %s <%s> ]\n/Prev %d\n" % (
        root,
        info,
        identifier,
        hashlib.sha256(base).hexdigest()[:32].encode("ascii"),
        table,
    )
    out += _table(places, told) if base.startswith(b"xref\n", table) else _cross_reference_stream(places, told, start)
    out += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


def read_lists(base: bytes, update: bytes, certificates: Sequence[bytes]) -> tuple[bytes, ...]:
    """The lists in ``update``, which is to the byte what would be written after ``base`` with them; else BadStore."""
    empty = written(base, certificates, ())
    at = _after_certificates(empty, len(certificates))
    lists: list[bytes] = []
    while len(lists) < MAX_ISSUERS and (found := _STREAM.match(update, at)):
        data = update[found.end() : found.end() + int(found[2])]
        lists.append(data)
        at = found.end() + len(data) + len(_STREAM_END)
    if written(base, certificates, lists) != update:
        raise BadStore("an update that is not ours")
    return tuple(lists)


def _after_certificates(empty: bytes, count: int) -> int:
    """Where the lists begin: the catalogue and the certificates before them do not depend on the lists' length."""
    at = empty.index(_CATALOG_END) + len(_CATALOG_END)
    for _ in range(count):
        found = _STREAM.match(empty, at)
        if found is None:
            raise BadStore("a certificate where none is")
        at = found.end() + int(found[2]) + len(_STREAM_END)
    return at


def _one(pattern: re.Pattern[bytes], base: bytes, start: int) -> bytes:
    found = pattern.findall(base, start)
    if len(found) != 1:
        raise BadStore("the file's trailer is not as we write it")
    return bytes(found[0])


def _references(first: int, count: int) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in range(first, first + count))


def _table(places: Sequence[tuple[int, int]], told: bytes) -> bytes:
    lines = [b"xref\n0 1\n0000000000 65535 f \n"]
    for start, group in _runs(places):
        lines.append(b"%d %d\n" % (start, len(group)))
        lines += [b"%010d 00000 n \n" % offset for offset in group]
    lines.append(b"trailer\n<<\n/Size %d\n%s>>\n" % (places[-1][0] + 1, told))
    return b"".join(lines)


def _cross_reference_stream(places: Sequence[tuple[int, int]], told: bytes, start: int) -> bytes:
    """A file whose references are streams goes on with streams (ISO 32000-1, 7.5.8.4)."""
    number = places[-1][0] + 1
    runs = _runs((*places, (number, start)))
    rows = b"\x00" + bytes(8) + b"\xff\xff"
    rows += b"".join(b"\x01" + offset.to_bytes(8, "big") + bytes(2) for _, group in runs for offset in group)
    index = b" ".join(b"%d %d" % (first, len(group)) for first, group in runs)
    head = b"/W [ 1 8 2 ]\n/Type /XRef\n/Size %d\n%s/Index [ 0 1 %s ]\n/Length %d\n" % (
        number + 1,
        told,
        index,
        len(rows),
    )
    return b"%d 0 obj\n<<\n%s>>\nstream\n%s%s" % (number, head, rows, _STREAM_END)


def _runs(places: Sequence[tuple[int, int]]) -> list[tuple[int, list[int]]]:
    """The same, as first numbers and the places of those that follow it. ``places`` is in order."""
    runs: list[tuple[int, list[int]]] = []
    for number, offset in places:
        if runs and number == runs[-1][0] + len(runs[-1][1]):
            runs[-1][1].append(offset)
        else:
            runs.append((number, [offset]))
    return runs
