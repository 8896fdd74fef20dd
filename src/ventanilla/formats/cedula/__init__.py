"""The cédula for its readers: one model, and an output for each of them (XLSX, CSV, JSON, Arrow; ``paper`` for PDF).

``componer`` determines everybody and keeps why; the outputs only write. CSV and JSON need nothing; XLSX needs
XlsxWriter and Arrow needs pyarrow, each imported where it is used.
"""

from .lapsos import Juego, Lapso
from .legal import Fundamento, Politica
from .model import (
    NO_OFICIAL,
    Asegurado,
    CedulaImpresa,
    CedulaIncompleta,
    DatosPatron,
    Descuento,
    Parcial,
    Persona,
    componer,
)

__all__ = [
    "NO_OFICIAL",
    "Asegurado",
    "CedulaImpresa",
    "CedulaIncompleta",
    "DatosPatron",
    "Descuento",
    "Fundamento",
    "Juego",
    "Lapso",
    "Parcial",
    "Persona",
    "Politica",
    "componer",
]
