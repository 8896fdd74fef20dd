"""What the insured and their families are entitled to, on a date."""

from .semanas import Aviso, Hueco, Relacion, Retiros, RetirosDe, Semanas, semanas, semanas_de
from .vigencia import TITULAR, Vigencia, ley_desde, vigencia

__all__ = [
    "TITULAR",
    "Aviso",
    "Hueco",
    "Relacion",
    "Retiros",
    "RetirosDe",
    "Semanas",
    "Vigencia",
    "ley_desde",
    "semanas",
    "semanas_de",
    "vigencia",
]
