"""The lines of a text whose letters nobody declares: each with its number, decoded, and what was odd in it.

>>> from ventanilla.formats.file import File
>>> [said for said in texts(File.of_bytes("A.TXT", b"UNO\\r\\n\\r\\nDOS\\x1a"))]
[(1, 'UNO'), (3, 'DOS')]
"""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from ventanilla.formats.encoding import SAMPLE, guess
from ventanilla.formats.file import MAX_LINE, File
from ventanilla.formats.finding import Finding, Place, Severity
from ventanilla.kernel.text import Text

_NAMES: Final = {"cp1252": "Windows (cp1252)", "cp850": "MS-DOS (cp850)", "utf-8": "UTF-8"}
_SPANISH: Final = frozenset("ÑñÁÉÍÓÚÜáéíóúü\u00a0")
_EOF: Final = "\x1a"  # MS-DOS ends a text with it
UNREADABLE: Final = "\ufffd"


def texts(file: File) -> Iterator[tuple[int, str] | Finding]:
    """Each line that is not blank, with its number, and the findings of its letters, before it.

    A line longer than any format's is given once, cut, and what is left of it is passed over.
    """
    head = file.head(SAMPLE)
    letters = _Letters(file.name, guess(head) if not head.isascii() else "")
    number, whole, ended = 0, True, 0
    for raw in file.lines():
        if whole:
            number += 1
        begins, whole = whole, len(raw) < MAX_LINE
        if not begins:
            continue
        if number == 1:
            raw = raw.removeprefix(codecs.BOM_UTF8)
        if raw.isascii():
            text = raw.decode("ascii")
        else:
            text = letters.decode(number, raw)
            yield from letters.told()
        last = text.endswith(_EOF)
        if last:
            text = text.rstrip(_EOF)
        if text and not text.isspace():
            if ended:
                yield _after_end(file.name, ended)
                ended = 0
            yield number, text
        if last:
            ended = number


def upper(text: str) -> str:
    """In capitals, with as many characters as before: no column may move.

    >>> upper("straße ñ")
    'STRAßE Ñ'
    """
    big = text.upper()
    return big if len(big) == len(text) else "".join(c.upper() if len(c.upper()) == 1 else c for c in text)


@dataclass(slots=True)
class _Letters:
    """In which letters a file is, told once; and the lines that are in others."""

    file: str
    codec: str  # "" until a line says it
    findings: list[Finding] = field(default_factory=list)
    announced: bool = False

    def told(self) -> Iterator[Finding]:
        found, self.findings = self.findings, []
        yield from found

    def decode(self, number: int, raw: bytes) -> str:
        self.codec = (self.codec or guess(raw)).removesuffix("-sig")
        if not self.announced:
            self.announced = True
            self.findings.append(_encoding(self.file, self.codec))
        text = self._decoded(raw, self.codec)
        if _is_spanish(text):
            return text
        other = guess(raw).removesuffix("-sig")
        again = self._decoded(raw, other)
        if other != self.codec and _is_spanish(again):
            column = next(i for i, character in enumerate(again, 1) if not character.isascii())
            self.findings.append(_other_page(Place(self.file, number, column), self.codec, other))
            return again
        return text

    @staticmethod
    def _decoded(raw: bytes, codec: str) -> str:
        text = raw.decode(codec, "replace").replace("\u00a0", " ")
        return unicodedata.normalize("NFC", text) if codec == "utf-8" else text


def _is_spanish(text: str) -> bool:
    return all(character.isascii() or character in _SPANISH for character in text)


def _encoding(file: str, codec: str) -> Finding:
    return Finding(
        Severity.NOTE,
        Place(file),
        "",
        Text(
            "LETRAS_DEL_ARCHIVO",
            "El archivo no dice en qué código están sus letras; se leyó como {codigo}.",
            codigo=_NAMES[codec],
        ),
        Text(
            "LETRAS_DEL_ARCHIVO_REMEDIO",
            "Si los nombres con Ñ o acento se leen bien, no haga nada. Si no, guarde el archivo de nuevo como texto "
            "de Windows.",
        ),
    )


def _other_page(place: Place, codec: str, other: str) -> Finding:
    return Finding(
        Severity.NOTE,
        place,
        "",
        Text(
            "LETRA_DE_OTRO_CODIGO",
            "Este renglón tiene letras en {otro} y el resto del archivo está en {codigo}; se leyó con las suyas.",
            otro=_NAMES[other],
            codigo=_NAMES[codec],
        ),
        Text("LETRA_DE_OTRO_CODIGO_REMEDIO", "Revise cómo quedó el nombre; si es correcto, no haga nada."),
    )


def _after_end(file: str, line: int) -> Finding:
    return Finding(
        Severity.WARNING,
        Place(file, line),
        "",
        Text(
            "FIN_ANTES_DEL_FINAL",
            "Este renglón tiene la marca con que MS-DOS termina un archivo, y siguen más renglones; se leyeron todos.",
        ),
        Text(
            "FIN_ANTES_DEL_FINAL_REMEDIO",
            "Si unió dos archivos, está bien. Si no, revise si lo que sigue debe estar ahí.",
        ),
    )
