"""What does not look right in somebody's history: found by rules that say what they saw, and what it would cost.

Beside ``affiliation`` and not inside it: what a fault means is told by ``benefits`` and ``contributions``, which stand
on ``affiliation``.
"""

from __future__ import annotations

from datetime import date

from . import comebacks, notices, people, receipts, wages
from .actos import (
    EVENTS,
    EmpleadorNoReconocido,
    EmpleadorReconocido,
    EvidenciaDe,
    RecibosPropiosGuardados,
    RecibosPropiosQuitados,
)
from .clocks import AVISO_DE_DESPIDO
from .model import Anomalia, ClaseAnomalia, Comparado, Evidencia, Problema, ReciboPropio
from .receipts import Junto, junto_al_registro
from .seen import Vista

__all__ = [
    "AVISO_DE_DESPIDO",
    "EVENTS",
    "Anomalia",
    "ClaseAnomalia",
    "Comparado",
    "EmpleadorNoReconocido",
    "EmpleadorReconocido",
    "Evidencia",
    "EvidenciaDe",
    "Junto",
    "Problema",
    "ReciboPropio",
    "RecibosPropiosGuardados",
    "RecibosPropiosQuitados",
    "anomalias",
    "junto_al_registro",
]


def anomalias(evidencia: Evidencia, on: date) -> tuple[Anomalia, ...]:
    """Everything that does not look right on the day ``on``, the newest first; () where all does.

    Pure: the same evidence on the same day gives the same, whatever the order in which anything arrived.
    """
    vista = Vista(evidencia, on)
    found = [
        *comebacks.detectar(vista),
        *wages.detectar(vista),
        *receipts.detectar(vista),
        *notices.detectar(vista),
        *people.detectar(vista),
    ]
    return tuple(sorted(found, key=lambda one: (one.desde, one.clave), reverse=True))
