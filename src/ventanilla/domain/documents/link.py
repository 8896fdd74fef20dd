"""The address inside the QR: ``{origin}/verificar/{FOLIO}#{COSE_Sign1 in base64url}``.

What follows ``#`` never reaches a server, so a scan leaves no personal value in a log, and the page can
verify it without a connection.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import Final

from ventanilla.kernel.folio import read_folio

MAX_LINK_CHARACTERS: Final = 1_500
PATH: Final = "/verificar/"
_LINK: Final = re.compile(r"https?://[^\s#/?]+/verificar/([0-9A-Z]+)#([A-Za-z0-9_-]+)", re.ASCII)


class BadLink(ValueError):
    """Text that is not the address of a document of this office."""


def qr_link(origin: str, folio: str, cose: bytes) -> str:
    """The address to print.

    >>> qr_link("http://localhost:8000", "7K3M9QX24HTH", b"cose")
    'http://localhost:8000/verificar/7K3M9QX24HTH#Y29zZQ'
    """
    return f"{origin.rstrip('/')}{PATH}{folio}#{_base64url(cose)}"


def read_qr_link(text: str) -> tuple[str, bytes]:
    """The folio and the COSE_Sign1 of an address; BadLink if it is not exactly one.

    >>> read_qr_link("http://localhost:8000/verificar/7K3M9QX24HTH#Y29zZQ")
    ('7K3M9QX24HTH', b'cose')
    """
    if len(text) > MAX_LINK_CHARACTERS:
        raise BadLink(f"longer than {MAX_LINK_CHARACTERS} characters")
    found = _LINK.fullmatch(text.strip())
    if found is None or read_folio(found[1]) != found[1]:
        raise BadLink("not the address of a document")
    return found[1], read_base64url(found[2])


def read_base64url(text: str) -> bytes:
    """Bytes from base64url without padding; BadLink if it is malformed or not the only way to write them."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadLink("malformed base64url") from error
    if _base64url(data) != text:
        raise BadLink("base64url with loose bits")
    return data


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")
