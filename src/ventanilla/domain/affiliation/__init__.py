"""Who is insured, by whom, since when; and for whom it counts."""

from .historia import (
    Adscripcion,
    Beneficiario,
    Contradiccion,
    FamiliaDe,
    Historia,
    HistoriaDe,
    MovimientosDe,
    Numeros,
    NumerosDe,
    Parentesco,
    Patron,
    Pension,
    TipoPension,
)
from .movimientos import Movimiento, Periodo, Tipo, continuos, empleos, vigentes

__all__ = [
    "Adscripcion",
    "Beneficiario",
    "Contradiccion",
    "FamiliaDe",
    "Historia",
    "HistoriaDe",
    "Movimiento",
    "MovimientosDe",
    "Numeros",
    "NumerosDe",
    "Parentesco",
    "Patron",
    "Pension",
    "Periodo",
    "Tipo",
    "TipoPension",
    "continuos",
    "empleos",
    "vigentes",
]
