"""The cadena original: the one line of text that the printed sello signs.

The convention taxpayers know from invoices: ``||version|field|…||``. White space is normalised, so
that a line copied from paper verifies; a bar inside a value is written ``%7C`` (and ``%`` as ``%25``),
so that no value can pass for two.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from typing import Final

VERSION: Final = "1.0"


def cadena_original(fields: Sequence[str]) -> str:
    """The cadena of ``fields``, in their order, after the version of this layout.

    >>> cadena_original(["7K3M9QX24HTH", "constancia  de\\nvigencia", "a|b"])
    '||1.0|7K3M9QX24HTH|constancia de vigencia|a%7Cb||'
    """
    return "||" + "|".join((VERSION, *map(_value, fields))) + "||"


def read_cadena(cadena: str) -> tuple[str, ...]:
    """The fields of ``cadena``, without the version. ValueError if it is not one of this layout.

    >>> read_cadena("||1.0|7K3M9QX24HTH|a%7Cb||")
    ('7K3M9QX24HTH', 'a|b')
    """
    if len(cadena) < 5 or not (cadena.startswith("||") and cadena.endswith("||")):
        raise ValueError("a cadena original begins and ends with two bars")
    version, *fields = cadena[2:-2].split("|")
    if version != VERSION:
        raise ValueError(f"the cadena is of version {version!r}")
    return tuple(field.replace("%7C", "|").replace("%25", "%") for field in fields)


def cadena_digest(cadena: str) -> bytes:
    """SHA-256 of the cadena's UTF-8: what the QR claims, so that paper and QR belong together."""
    return hashlib.sha256(cadena.encode("utf-8")).digest()


def _value(field: str) -> str:
    tidy = " ".join(unicodedata.normalize("NFC", field).split())
    return tidy.replace("%", "%25").replace("|", "%7C")
