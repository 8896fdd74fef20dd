"""Files in a bucket of an S3-compatible server, with four of its operations and no client library.

``boto3`` (32 MB of descriptions of every AWS service) and ``minio`` (two more cryptographic libraries) follow redirects
and try again by themselves; what the office needs is four requests that are bounded and go nowhere else.

The signature covers the SHA-256 of what is put, so the server takes it whole or not at all; what is read is checked
against the checksum that was put with it, as on a disk. A key is looked for before it is put, and put only if there is
none yet (``If-None-Match: *``): a server that does not know that condition still overwrites nothing that was there.
"""

from __future__ import annotations

import hashlib
import http.client
import logging
import ssl
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Final, NoReturn
from xml.etree import ElementTree

from ventanilla.adapters.pki.posting import tls
from ventanilla.kernel.clock import Clock

from .exchange import Exchange, Reply
from .keys import checked, framed, is_key, unframed
from .port import Kept, Missing, StorageDown
from .sigv4 import Credential, authorization, query_of

HTTPS_PORT: Final = 443
MAX_BYTES: Final = 256 << 20  # of one file: well over what is attached (100 MB) and what is printed
SECONDS: Final = 60.0  # of a whole exchange: 100 MB at 15 Mbit/s
SILENT_SECONDS: Final = 8.0  # somebody waits
NO_VERSION: Final = "null"  # S3's word for the only version of an object

logger = logging.getLogger("ventanilla.storage")


@dataclass(frozen=True, slots=True)
class Bucket:
    """Where it is: ``https://host:port/name``, in a region (which an own server names as it likes)."""

    host: str
    port: int
    name: str
    region: str


@dataclass(frozen=True, slots=True)
class S3Storage:
    """A ``Storage``. ``trusts`` are whose certificates are believed: the machine's authorities, or the operator's."""

    bucket: Bucket
    credential: Credential
    trusts: ssl.SSLContext = field(default_factory=tls)
    seconds: float = SECONDS
    silent_seconds: float = SILENT_SECONDS
    limit_bytes: int = MAX_BYTES

    def put(self, key: str, data: bytes) -> None:
        """As `Storage.put`."""
        whole = framed(checked(key), data)
        if len(whole) > self.limit_bytes:
            raise ValueError("larger than a stored file may be")
        kept = self._find(key)
        if kept is None:
            reply = self._ask("PUT", key, whole, {"if-none-match": "*"})
            if reply.status == http.client.NOT_IMPLEMENTED:  # a server that refuses the condition
                reply = self._ask("PUT", key, whole)
            if reply.status == http.client.OK:
                return
            if reply.status != http.client.PRECONDITION_FAILED:
                _down(_said(reply))
            kept = self._find(key)  # another process put it at this very moment
        if kept != data:
            raise ValueError("a stored key is never written again")

    def get(self, key: str) -> bytes:
        """As `Storage.get`."""
        kept = self._find(checked(key))
        if kept is None:
            raise Missing(key)
        return kept

    def delete(self, key: str) -> None:
        """As `Storage.delete`."""
        reply = self._ask("DELETE", checked(key))
        if reply.status not in {http.client.OK, http.client.NO_CONTENT} and not _no_such_key(reply):
            _down(_said(reply))

    def listing(self, prefix: str) -> Iterator[Kept]:
        """As `Storage.listing`. The server says both when a file was put and what time it is."""
        after = ""
        while True:
            asked = {"list-type": "2", "prefix": prefix} | ({"continuation-token": after} if after else {})
            reply = self._ask("GET", "", query=query_of(asked))
            if reply.status != http.client.OK:
                _down(_said(reply))
            page, before = _page(reply), after
            yield from page.kept
            after = page.more
            if not after:
                return
            if after == before:
                _down("the listing does not advance")

    def _find(self, key: str) -> bytes | None:
        reply = self._ask("GET", key)
        if _no_such_key(reply):
            return None
        if reply.status != http.client.OK:
            _down(_said(reply))
        return unframed(key, reply.body)

    def _ask(
        self, method: str, key: str, body: bytes = b"", conditions: Mapping[str, str] | None = None, query: str = ""
    ) -> Reply:
        bucket = self.bucket
        path = f"/{bucket.name}/{key}" if key else f"/{bucket.name}"
        headers = {
            "host": bucket.host if bucket.port == HTTPS_PORT else f"{bucket.host}:{bucket.port}",
            "x-amz-content-sha256": hashlib.sha256(body).hexdigest(),
            # The machine's own clock, not the office's shifted one: a server refuses what is signed at another hour.
            "x-amz-date": f"{Clock().now():%Y%m%dT%H%M%SZ}",
            **(conditions or {}),
        }
        signature = authorization(method, path, query, headers, self.credential, bucket.region)
        exchange = Exchange(bucket.host, bucket.port, self.trusts, self.limit_bytes, self.seconds, self.silent_seconds)
        target = f"{path}?{query}" if query else path
        try:
            reply = exchange.ask(method, target, headers | {"authorization": signature}, body)
        except StorageDown as error:
            logger.warning("storage down", extra={"fields": {"why": str(error)}})
            raise
        if reply.headers.get("x-amz-version-id", NO_VERSION) != NO_VERSION:
            _down("the bucket keeps versions: what is deleted would stay readable")
        return reply


@dataclass(frozen=True, slots=True)
class _Page:
    kept: list[Kept]
    more: str  # where the next one begins, or ""


def _page(reply: Reply) -> _Page:
    try:
        root = _xml(reply.body)
        now = parsedate_to_datetime(reply.headers.get("date", ""))
        found = [
            (each.findtext("{*}Key", ""), datetime.fromisoformat(each.findtext("{*}LastModified", "")))
            for each in root.iterfind("{*}Contents")
        ]
        kept = [Kept(key, (now - put).total_seconds()) for key, put in found if is_key(key)]  # others' files are theirs
        more = root.findtext("{*}NextContinuationToken", "") if root.findtext("{*}IsTruncated") == "true" else ""
    except (ValueError, TypeError) as error:  # TypeError: one of the two hours has no zone
        logger.warning("storage down", extra={"fields": {"why": "a listing that is not understood"}})
        raise StorageDown("a listing that is not understood") from error
    return _Page(kept, more)


def _xml(body: bytes) -> ElementTree.Element:
    """ValueError where it is not XML, or declares anything: entities are how a small answer becomes a large one."""
    if b"<!" in body:
        raise ValueError("an answer with declarations")
    try:
        return ElementTree.fromstring(body)  # noqa: S314  # without declarations there are no entities
    except ElementTree.ParseError as error:
        raise ValueError("not XML") from error


def _code(reply: Reply) -> str:
    with suppress(ValueError):
        return _xml(reply.body).findtext("{*}Code", "")
    return ""


def _no_such_key(reply: Reply) -> bool:
    """A 404 is also what a bucket that does not exist answers, or a gateway: then no file is missing."""
    return reply.status == http.client.NOT_FOUND and _code(reply) == "NoSuchKey"


def _said(reply: Reply) -> str:
    return f"HTTP {reply.status} {_code(reply)}".strip()


def _down(why: str) -> NoReturn:
    logger.warning("storage down", extra={"fields": {"why": why}})
    raise StorageDown(why)
