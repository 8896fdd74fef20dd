"""The process apart: ``python -m ventanilla.adapters.cleaning.worker clean`` or ``preview KIND``.

The file comes by its standard input. ``clean`` answers one line of JSON (``kind`` and ``pages``, or ``fault``) and the
bytes; ``preview`` answers a PNG. Anything else it does is a fault of the file, for whoever started it to tell.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Final

from .limits import confine
from .port import Fault, Kind, Refusal

SIGNATURES: Final = ((b"%PDF-", Kind.PDF), (b"\xff\xd8\xff", Kind.JPG), (b"\x89PNG\r\n\x1a\n", Kind.PNG))
XML: Final = (b"<?xml", b"\xef\xbb\xbf<?xml", b"<cfdi:Comprobante")  # how a CFDI begins
PREVIEW: Final = ("pdftoppm", "-png", "-f", "1", "-l", "1", "-scale-to", "900", "-singlefile", "-q", "-")


def true_kind(data: bytes) -> Kind | Fault:
    """What the first bytes say; a file that begins as another kind is that other kind.

    >>> true_kind(b"<svg xmlns=")
    <Fault.TIPO: 'tipo'>
    """
    if not data:
        return Fault.VACIO
    if data.startswith(XML):
        return Kind.XML
    return next((kind for signature, kind in SIGNATURES if data.startswith(signature)), Fault.TIPO)


def clean(data: bytes) -> tuple[dict[str, object], bytes]:
    """The answer's line and its bytes."""
    kind = true_kind(data)
    if isinstance(kind, Fault):
        return {"fault": kind.value}, b""
    # Imported once confined: what they load counts too.
    from .cfdi import clean_cfdi
    from .image import clean_image
    from .pdf import clean_pdf

    try:
        match kind:
            case Kind.PDF:
                cleaned, pages = clean_pdf(data)
            case Kind.XML:
                cleaned, pages = clean_cfdi(data), 1
            case _:
                cleaned, pages = clean_image(data, kind), 1
    except Refusal as refusal:
        return {"fault": refusal.fault.value}, b""
    except (MemoryError, RecursionError):
        return {"fault": Fault.DEMASIADO.value}, b""
    return {"kind": kind.value, "pages": pages}, cleaned


def main(arguments: list[str]) -> None:
    """See the module."""
    confine()
    if arguments[0] == "preview":
        kind = Kind(arguments[1])
        if kind is Kind.PDF:
            os.execvp(PREVIEW[0], PREVIEW)  # noqa: S606 - no shell, and no argument of the person's
        from .image import preview_image

        sys.stdout.buffer.write(preview_image(sys.stdin.buffer.read(), kind))
        return
    said, cleaned = clean(sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + cleaned)


if __name__ == "__main__":
    main(sys.argv[1:])
