"""In which letters a text is written: ASCII, UTF-8 with or without its mark, cp1252 (Windows) or cp850 (MS-DOS).

No file says it. UTF-8 is told by its own rule; between the two old pages, the letters that Spanish writes decide: byte
0xA5 is Ñ in one and ¥ in the other, 0xD1 is Ñ in the other and Ð in the one.

>>> [guess(text.encode(code)) for text, code in (("NUÑEZ", "cp1252"), ("NUÑEZ", "cp850"), ("NUÑEZ", "utf-8"))]
['cp1252', 'cp850', 'utf-8']
>>> guess(b"NU#EZ"), guess(b"\\xef\\xbb\\xbfNSS")
('ascii', 'utf-8-sig')
"""

from __future__ import annotations

import codecs
from typing import Final

SAMPLE: Final = 256 * 1024  # bytes of a file that are looked at
_SPANISH: Final = "ÑñÁÉÍÓÚÜáéíóúü"
_WEIGHTS: Final = {
    code: bytes(1 if bytes((byte,)).decode(code, "replace") in _SPANISH else 0 for byte in range(256))
    for code in ("cp1252", "cp850")
}


def guess(sample: bytes) -> str:
    """The codec of a file that begins with ``sample``; a letter cut at its end does not confuse it."""
    if sample.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if sample.isascii():
        return "ascii"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        high = [byte for byte in sample if byte > 127]
        windows, dos = (sum(_WEIGHTS[code][byte] for byte in high) for code in ("cp1252", "cp850"))
        return "cp850" if dos > windows else "cp1252"
    return "utf-8"
