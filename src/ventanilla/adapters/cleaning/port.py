"""What cleaning a file can say."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final, Protocol


class Kind(Enum):
    """What a file is by its content, whatever it is called."""

    PDF = "pdf"
    JPG = "jpg"
    PNG = "png"
    XML = "xml"  # a CFDI, and no other

    @property
    def media_type(self) -> str:
        """As HTTP calls it."""
        return _MEDIA[self]


_MEDIA: Final = {
    Kind.PDF: "application/pdf",
    Kind.JPG: "image/jpeg",
    Kind.PNG: "image/png",
    Kind.XML: "application/xml",
}


class Fault(Enum):
    """Why a file is not taken."""

    VACIO = "vacio"
    TIPO = "tipo"  # none of the kinds that are taken
    DANADO = "danado"  # it cannot be read whole
    CIFRADO = "cifrado"  # it opens with a password
    FORMULARIO = "formulario"  # a dynamic form (XFA), whose pages exist in one program only
    PAGINAS = "paginas"
    EXPANSION = "expansion"  # small outside, enormous inside
    DEMASIADO = "demasiado"  # it took more time or memory than any file may


class Refusal(Exception):
    """Inside the process apart: the file is not taken."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The file written anew: ``pages`` of a PDF, 1 of an image."""

    kind: Kind
    data: bytes
    pages: int


class CleaningDown(Exception):
    """The process apart did not start or did not answer: it says nothing about the file."""


class Cleaner(Protocol):
    """Reads what a person sent, never in the process that serves them."""

    def clean(self, data: bytes) -> Cleaned | Fault:
        """The file without anything that acts, or why it is not taken. CleaningDown where nobody can say."""
        ...

    def preview(self, kind: Kind, data: bytes) -> bytes | None:
        """The first page of a *cleaned* file as a PNG; None where it could not be drawn."""
        ...
