"""The name of a file as it may be shown, signed and put in a header: what the device called it, and no more."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

MAX_NAME: Final = 80  # characters
_UNSAFE: Final = re.compile(r"[^\w .()\-]+")
_EXTENSIONS: Final = {"pdf": (".pdf",), "jpg": (".jpg", ".jpeg"), "png": (".png",), "xml": (".xml",)}


def shown_name(sent: str, kind: str) -> str:
    """Without folders, controls, quotes or marks that turn the text around; always ended as its kind.

    >>> shown_name("C:\\\\Mis actas\\\\acta de Íñigo.PDF", "pdf"), shown_name("../../<b>.html", "pdf")
    ('acta de Íñigo.pdf', 'b.html.pdf')
    >>> shown_name("", "jpg"), shown_name("factura\\u202efdp.exe", "png")
    ('archivo.jpg', 'facturafdp.exe.png')
    """
    plain = "".join(letter for letter in unicodedata.normalize("NFC", sent) if letter == " " or _shows(letter))
    name = _UNSAFE.sub("", re.split(r"[/\\]", plain)[-1]).strip(" .")
    ending = next((each for each in _EXTENSIONS[kind] if name.lower().endswith(each)), "")
    stem = name[: len(name) - len(ending)].rstrip(" .")[:MAX_NAME]
    return f"{stem or 'archivo'}.{kind}"


def _shows(letter: str) -> bool:
    """Neither a control, nor a mark without a shape, nor a space of another width."""
    return unicodedata.category(letter)[0] not in "CZ"
