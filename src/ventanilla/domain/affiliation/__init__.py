"""Who is insured, by whom, since when; and for whom it counts."""

from .historia import (
    Adscripcion,
    Beneficiario,
    Contradiccion,
    FamiliaDe,
    Historia,
    HistoriaDe,
    MovimientosDe,
    Parentesco,
    Patron,
    PatronDe,
    Pension,
    TipoPension,
)
from .movimientos import Movimiento, Periodo, Tipo, continuos, empleos, vigentes
from .persona import EVENTS, ActualizarDato, Campo, CurpDeOtra, DatoActualizado, Datos, DatosPersona

__all__ = [
    "EVENTS",
    "ActualizarDato",
    "Adscripcion",
    "Beneficiario",
    "Campo",
    "Contradiccion",
    "CurpDeOtra",
    "DatoActualizado",
    "Datos",
    "DatosPersona",
    "FamiliaDe",
    "Historia",
    "HistoriaDe",
    "Movimiento",
    "MovimientosDe",
    "Parentesco",
    "Patron",
    "PatronDe",
    "Pension",
    "Periodo",
    "Tipo",
    "TipoPension",
    "continuos",
    "empleos",
    "vigentes",
]
