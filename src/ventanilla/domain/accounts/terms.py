"""What a person accepts when they open an account: the terms of use and the privacy notice, by version.

A version never changes once it was published: whoever accepted it accepted these words, and their digest is in what
they signed. A new text is a new version, added at the end.

>>> current_terms().version, len(digest(current_terms()))
('1', 64)
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Published:
    """One version of a text, by paragraphs."""

    title: str
    version: str
    paragraphs: tuple[str, ...]


TERMS: Final = (
    Published(
        "Términos de uso",
        "1",
        (
            "La cuenta es gratuita y personal: una por cada CURP. No la preste.",
            "Con ella usted hace trámites y recibe documentos sellados. Lo que firma con su e.firma vale como su firma "
            "autógrafa.",
            "Usted responde de que sus datos sean ciertos. Si algo está mal, díganoslo y lo revisamos.",
            "Guarde su contraseña y su e.firma. Si las pierde o alguien más las usa, avísenos cuanto antes.",
            "Puede dejar de usar la cuenta cuando quiera. También puede hacer cada trámite en ventanilla.",
            "La oficina puede detener una cuenta si alguien la usa en lugar de su titular. Le diremos por qué y cómo "
            "recuperarla.",
        ),
    ),
)
NOTICES: Final = (
    Published(
        "Aviso de privacidad",
        "1",
        (
            "La institución es responsable de sus datos personales y los usa para darle los servicios que pide.",
            "Guardamos su CURP, su RFC, su nombre y su correo. De su e.firma guardamos el certificado, nunca la clave.",
            "Comparamos su CURP con el registro de población. Preguntamos a la autoridad si su e.firma sigue vigente.",
            "Los correos que enviamos no llevan sus datos: solo dicen que tiene un aviso.",
            "No entregamos sus datos a nadie más, salvo que una ley lo ordene.",
            "Usted puede ver sus datos, corregirlos, pedir que se borren u oponerse a su uso, como dice la ley.",
            "Conservamos lo que usted firma mientras tenga efectos.",
        ),
    ),
)


def current_terms() -> Published:
    """The terms in force."""
    return TERMS[-1]


def current_notice() -> Published:
    """The privacy notice in force."""
    return NOTICES[-1]


def digest(text: Published) -> str:
    """SHA-256 (hex) of the words of a version."""
    return hashlib.sha256("\n".join((text.title, text.version, *text.paragraphs)).encode()).hexdigest()
