"""A datum that lets nothing be computed, told to whoever gave it.

>>> from ventanilla.kernel.text import Text
>>> refused = BadInput("semanas", Text("SEMANAS_NEGATIVAS", "Las semanas no pueden ser negativas."))
>>> refused.campo, str(refused)
('semanas', 'Las semanas no pueden ser negativas.')
"""

from __future__ import annotations

from .text import Text


class BadInput(ValueError):
    """``campo`` is the input that is wrong; ``reason`` says what happened, why, and what to do."""

    def __init__(self, campo: str, reason: Text) -> None:
        super().__init__(str(reason))
        self.campo = campo
        self.reason = reason
