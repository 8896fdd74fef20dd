"""A PDF written anew from its pages alone.

Nothing is struck out: a new document is made, and of each page only what draws it is carried over. What acts
(scripts, actions, launches, links, attached files, forms, outlines) lives in what is left behind. What a form or a
note shows is drawn into its page first, so that the person's filled-in form still says what they wrote.
"""

from __future__ import annotations

import io
import zlib
from typing import Final

import pikepdf

from .port import Fault, Refusal

MAX_PAGES: Final = 300
MAX_OBJECTS: Final = 200_000
MAX_EXPANDED_BYTES: Final = 256 << 20  # all streams of a file, opened
MAX_POINTS: Final = 100_000_000  # of one picture inside
DRAWS: Final = ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Resources", "/Contents", "/Group")
# In the dictionary of a stream: what points outside the file, or carries what no page shows.
NOT_DRAWN: Final = ("/OPI", "/Ref", "/AF", "/PieceInfo", "/Metadata", "/AA", "/Alternates", "/Measure", "/PtData")
OUTSIDE: Final = ("/F", "/FFilter", "/FDecodeParms")


def clean_pdf(data: bytes) -> tuple[bytes, int]:
    """The new document and its number of pages; Refusal where it is not taken."""
    try:
        return _clean(data)
    except pikepdf.PasswordError:
        raise Refusal(Fault.CIFRADO) from None
    except (pikepdf.PikepdfError, UnicodeDecodeError):  # the second, of a name that is no text
        raise Refusal(Fault.DANADO) from None


def _clean(data: bytes) -> tuple[bytes, int]:
    # Not mended: a file that was cut would lose pages and nobody would notice.
    with pikepdf.open(io.BytesIO(data), attempt_recovery=False, suppress_warnings=True) as sent:
        form = sent.Root.get("/AcroForm")
        if isinstance(form, pikepdf.Dictionary) and "/XFA" in form and "/NeedsRendering" in sent.Root:
            raise Refusal(Fault.FORMULARIO)
        pages = len(sent.pages)
        if not pages:
            raise Refusal(Fault.DANADO)
        if pages > MAX_PAGES:
            raise Refusal(Fault.PAGINAS)
        if len(sent.objects) > MAX_OBJECTS:
            raise Refusal(Fault.EXPANSION)
        sent.flatten_annotations("screen")
        with pikepdf.new() as clean:
            for page in sent.pages:
                _bare(page)
                clean.pages.append(page)
            _check(clean)
            written = io.BytesIO()
            # The same file twice gives the same bytes: it is stored once.
            mode = pikepdf.ObjectStreamMode.generate
            clean.save(written, linearize=True, object_stream_mode=mode, deterministic_id=True)
    return written.getvalue(), pages


def _bare(page: pikepdf.Page) -> None:
    """Leave of a page what draws it; what it inherits is its own from now on."""
    for name in ("/Resources", "/MediaBox", "/CropBox", "/Rotate"):
        inherited = _inherited(page.obj, name)
        if inherited is not None:
            page.obj[name] = inherited
    if "/MediaBox" not in page.obj:
        raise Refusal(Fault.DANADO)
    for name in [name for name in page.obj.keys() if name not in (*DRAWS, "/Type", "/Parent")]:  # noqa: SIM118 - no iterator
        del page.obj[name]


def _inherited(page: pikepdf.Object, name: str) -> pikepdf.Object | None:
    node: pikepdf.Object | None = page
    for _ in range(64):  # a tree of pages that is deeper, or bites its own tail, is not a tree
        if node is None:
            return None
        if not isinstance(node, pikepdf.Dictionary):
            raise Refusal(Fault.DANADO)
        if name in node:
            return node[name]
        node = node.get("/Parent")
    raise Refusal(Fault.DANADO)


def _check(clean: pikepdf.Pdf) -> None:
    """Every stream that was carried over: what it points outside to goes, and what it opens to is bounded."""
    left = MAX_EXPANDED_BYTES
    for each in clean.objects:
        if not isinstance(each, pikepdf.Stream):
            continue
        if any(name in each for name in OUTSIDE):
            raise Refusal(Fault.DANADO)
        for name in NOT_DRAWN:
            if name in each:
                del each[name]
        if each.get("/Subtype") == "/PS":  # a program for the printer
            raise Refusal(Fault.TIPO)
        if each.get("/Subtype") == "/Image" and _points(each) > MAX_POINTS:
            raise Refusal(Fault.EXPANSION)
        left -= _expanded(each, left)


def _points(image: pikepdf.Stream) -> int:
    try:
        return int(image.get("/Width", 0)) * int(image.get("/Height", 0))
    except (TypeError, ValueError):
        raise Refusal(Fault.DANADO) from None


def _expanded(stream: pikepdf.Stream, most: int) -> int:
    """How many bytes a stream opens to; Refusal(EXPANSION) past ``most``.

    Each layer of Flate is opened piece by piece and never past the bound; the other ways of packing grow a stream
    little enough for the bounds of the process.
    """
    found = stream.get("/Filter")
    if isinstance(found, pikepdf.Array):
        filters = [str(one) for one in found]
    elif found is None or isinstance(found, pikepdf.Name):
        filters = [] if found is None else [str(found)]
    else:  # a reference to the stream itself, a dictionary: no way of packing
        raise Refusal(Fault.DANADO)
    data = stream.read_raw_bytes()
    size = len(data)
    for name in filters:
        if name not in {"/FlateDecode", "/Fl"}:
            break
        unpacker = zlib.decompressobj()
        try:
            data = unpacker.decompress(data, most + 1)
        except zlib.error:
            raise Refusal(Fault.DANADO) from None
        size += len(data)
        if size > most:
            raise Refusal(Fault.EXPANSION)
    return size
