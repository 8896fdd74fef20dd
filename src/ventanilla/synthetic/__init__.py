"""People, employers and careers who never existed: drawn from a seed, the same every time.

``institution(seed, today)`` is the demonstration; ``households(seed, today, ...)`` streams as many as a
measurement needs. The demonstration's date moves everything with it, and nothing here reads a clock.
"""

from .build import Institution, households, institution
from .model import (
    Career,
    Clinica,
    Discrepancia,
    Funcionario,
    Hogar,
    Patron,
    Persona,
    Registro,
    Vinculo,
)
from .summary import Summary, summarise

__all__ = [
    "Career",
    "Clinica",
    "Discrepancia",
    "Funcionario",
    "Hogar",
    "Institution",
    "Patron",
    "Persona",
    "Registro",
    "Summary",
    "Vinculo",
    "households",
    "institution",
    "summarise",
]
