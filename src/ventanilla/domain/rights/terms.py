"""The terms of a request about one's own data, in working days (law of 2025; policy ``arco_plazos``, unconfirmed)."""

from __future__ import annotations

from datetime import date
from typing import Final

from ventanilla import law

LAW: Final = "Ley General de Protección de Datos Personales en Posesión de Sujetos Obligados (DOF 2025-03-20)"
IN_FORCE: Final = date(2025, 3, 21)


def answer_days(on: date) -> int:
    """Working days to answer, from the day after the request.

    >>> answer_days(date(2026, 11, 22))
    20
    """
    law.policy("arco_plazos")  # recorded with the decision: it rests on what is not confirmed
    return law.integer("datos_personales.respuesta_dias", on)


def effect_days(on: date) -> int:
    """Working days to make effective what was granted, from the day after the answer.

    >>> effect_days(date(2026, 11, 22))
    15
    """
    return law.integer("datos_personales.efecto_dias", on)


def extension_days(on: date) -> int:
    """Working days that the answer may be put off, once, telling the person why.

    >>> extension_days(date(2026, 11, 22))
    10
    """
    return law.integer("datos_personales.ampliacion_dias", on)
