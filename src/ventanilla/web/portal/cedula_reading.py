"""The files of the cédula's page: read within bounds, and carried by the page itself from one act to the next.

The server keeps nothing between two acts. What was read travels in a field of the page (our own JSON of records,
packed), and comes back as untrusted as any file.
"""

from __future__ import annotations

import base64
import binascii
import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from django.core.files.uploadedfile import UploadedFile

from ventanilla.formats import own_json
from ventanilla.formats.file import File
from ventanilla.formats.finding import Finding, Place, Severity
from ventanilla.formats.plausible import plausible
from ventanilla.formats.records import Record
from ventanilla.kernel.text import Text

MAX_RECORDS: Final = 10_000  # of all the files
MAX_FINDINGS: Final = 1_000  # that are kept; of the others, how many there were
MAX_SECONDS: Final = 20.0  # of reading
MAX_STATE: Final = 700_000  # characters of what the page carries; DATA_UPLOAD_MAX_MEMORY_SIZE is a million
MAX_EXPANDED: Final = 8 * 1024 * 1024  # bytes of it unpacked
MAX_NAME: Final = 120  # characters of a file's name
OURS: Final = "\x00"  # what the page carried, as a file: no upload has that name
COMMAND: Final = "ventanilla cuotas cedula"
TOO_MUCH: Final = Text(
    "HERRAMIENTA_DEMASIADO",
    "Sus archivos traen más de lo que esta página puede leer. Divídalos, o use la línea de órdenes: {orden}.",
    orden=COMMAND,
)
TOO_SLOW: Final = Text(
    "HERRAMIENTA_LENTA",
    "Leer sus archivos tardó demasiado y lo detuvimos. Divídalos, o use la línea de órdenes: {orden}.",
    orden=COMMAND,
)
BAD_STATE: Final = Text(
    "HERRAMIENTA_PAGINA_VIEJA", "No pudimos leer lo que traía la página. Elija sus archivos de nuevo, por favor."
)


class NotRead(Exception):
    """Files, or what a page carried, that are not read; ``text`` says why to whoever sent them."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.code)
        self.text = text


@dataclass(frozen=True, slots=True)
class Reading:
    """What the files say, and what is wrong in them."""

    records: tuple[Record, ...]
    findings: tuple[Finding, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The files that were read, in their order; of a ZIP, itself."""
        places = (one.place.file for one in (*self.records, *self.findings))
        return tuple(dict.fromkeys(name.partition("/")[0] for name in places if name))


def read_records(files: Iterable[File]) -> Iterator[Record | Finding]:
    """All that some files say. Its libraries are imported by the first who needs them, not by every start."""
    from ventanilla.formats.reading import read_records as read

    return read(files)


def read_uploads(uploads: Iterable[UploadedFile[bytes]]) -> Reading:
    """The files that somebody chose. NotRead past the bounds of a page."""
    return _gathered(read_records([File.of_bytes((one.name or "")[:MAX_NAME], one.read()) for one in uploads]))


def _gathered(found: Iterable[Record | Finding]) -> Reading:
    until = time.monotonic() + MAX_SECONDS
    records: list[Record] = []
    findings: list[Finding] = []
    more = 0
    for one in plausible(found):
        if isinstance(one, Finding):
            if len(findings) < MAX_FINDINGS:
                findings.append(one)
            else:
                more += 1
        elif len(records) == MAX_RECORDS:
            raise NotRead(TOO_MUCH)
        else:
            records.append(one)
        if time.monotonic() > until:
            raise NotRead(TOO_SLOW)
    if more:
        findings.append(_and_more(more))
    return Reading(tuple(records), tuple(findings))


def _and_more(number: int) -> Finding:
    return Finding(
        Severity.WARNING,
        Place(""),
        "",
        Text("HALLAZGOS_DE_MAS", "Hay {cuantos} hallazgos más que no caben aquí.", cuantos=number),
        Text("HALLAZGOS_DE_MAS_REMEDIO", "Corrija los primeros y vuelva a leer sus archivos."),
    )


# -- from one page to the next


def packed(reading: Reading) -> str:
    """``reading`` as the page carries it. NotRead if it is too much for a page."""
    data = zlib.compress(own_json.write(reading.records, reading.findings), 9)
    text = base64.urlsafe_b64encode(data).decode("ascii").rstrip("=")
    if len(text) > MAX_STATE:
        raise NotRead(TOO_MUCH)
    return text


def unpacked(state: str) -> Reading:
    """What a page carried. NotRead for anything that is not of ours, or that grows past ``MAX_EXPANDED``."""
    if len(state) > MAX_STATE:
        raise NotRead(TOO_MUCH)
    try:
        data = base64.b64decode(state + "=" * (-len(state) % 4), altchars=b"-_", validate=True)
        opened = zlib.decompressobj()
        content = opened.decompress(data, MAX_EXPANDED)
    except (ValueError, binascii.Error, zlib.error) as error:
        raise NotRead(BAD_STATE) from error
    if not opened.eof or opened.unused_data:
        raise NotRead(BAD_STATE)
    reading = _gathered(own_json.read(File.of_bytes(OURS, content)))
    if any(one.place.file == OURS for one in reading.findings):
        raise NotRead(BAD_STATE)
    return reading
