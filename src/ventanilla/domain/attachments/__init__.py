"""What a person attaches to a request: how much of it, and what they are told where it cannot be taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ventanilla import law
from ventanilla.kernel.text import Text

MIB: Final = 1 << 20  # bytes
LIMITS_POLICY: Final = "adjuntos_limites"
UNSCANNED_POLICY: Final = "antivirus_ausente"
KIND_NAMES: Final = {"pdf": "PDF", "jpg": "JPG", "png": "PNG", "xml": "XML"}


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one case: how many files, and how many bytes all together."""

    files: int
    bytes: int


_LIMITS: Final = {"20_archivos": Limits(20, 200 * MIB), "10_archivos": Limits(10, 100 * MIB)}


def limits() -> Limits:
    """What policy P32 allows.

    >>> limits().files
    20
    """
    return _LIMITS[law.policy(LIMITS_POLICY).value]


def unscanned_taken() -> bool:
    """Whether a file that no scanner looked at is taken, and marked (policy P31)."""
    return law.policy(UNSCANNED_POLICY).value == "se_recibe_y_se_marca"


def too_large(size: int, most: int) -> Text:
    """DOC_TAMANO of the catalogue: sizes in bytes, told in MB of 1,048,576; never as the maximum itself.

    >>> str(too_large(50 * MIB + 1, 50 * MIB))
    'El archivo pesa 50.1 MB; el máximo es 50 MB.'
    """
    tenths = -(-size * 10 // MIB)
    weighs = f"{tenths // 10}.{tenths % 10}" if tenths % 10 else str(tenths // 10)
    return Text("DOC_TAMANO", "El archivo pesa {n} MB; el máximo es {m} MB.", n=weighs, m=most // MIB)


def no_room(allowed: Limits) -> Text:
    """What is said where a case has all the files that it may."""
    return Text(
        "DOC_TOTAL",
        "Este trámite recibe hasta {n} archivos y {m} MB en total. Quite uno para adjuntar otro.",
        n=allowed.files,
        m=allowed.bytes // MIB,
    )


def wrong_kind(kinds: Sequence[str]) -> Text:
    """DOC_TIPO of the catalogue.

    >>> str(wrong_kind(["pdf"])), str(wrong_kind(["pdf", "jpg"]))
    ('Solo se aceptan archivos PDF.', 'Solo se aceptan archivos PDF o JPG.')
    """
    names = [KIND_NAMES[kind] for kind in kinds]
    if len(names) == 1:
        return Text("DOC_TIPO", "Solo se aceptan archivos {tipo}.", tipo=names[0])
    return Text("DOC_TIPOS", "Solo se aceptan archivos {tipos} o {tipo}.", tipos=", ".join(names[:-1]), tipo=names[-1])


def told_before(kinds: Sequence[str], files: int, most: int) -> tuple[Text, ...]:
    """The limits of one question, said before anything is chosen; ``most`` is the largest file, in bytes.

    >>> [str(each) for each in told_before(["pdf"], 1, 50 * MIB)]
    ['Un archivo PDF.', 'El archivo puede pesar hasta 50 MB. No debe pedir contraseña.']
    """
    *others, last = [KIND_NAMES[kind] for kind in kinds]
    names = ", ".join(others)
    match files, others:
        case 1, []:
            first = Text("ADJUNTO_UNO", "Un archivo {tipos}.", tipos=last)
        case 1, _:
            first = Text("ADJUNTO_UNO_DE", "Un archivo {tipos} o {tipo}.", tipos=names, tipo=last)
        case _, []:
            first = Text("ADJUNTO_VARIOS", "Hasta {n} archivos {tipos}.", n=files, tipos=last)
        case _:
            first = Text("ADJUNTO_VARIOS_DE", "Hasta {n} archivos {tipos} o {tipo}.", n=files, tipos=names, tipo=last)
    size = Text("ADJUNTO_PESO", "El archivo puede pesar hasta {m} MB. No debe pedir contraseña.", m=most // MIB)
    return first, size
