"""What keeps a determination from being made, in a sentence for whoever gave the data."""

from __future__ import annotations

from ventanilla.kernel.text import Text


class CuotasError(ValueError):
    """``campo`` is the input that is wrong; ``reason`` says what happened, why, and what to do."""

    def __init__(self, campo: str, reason: Text) -> None:
        super().__init__(str(reason))
        self.campo = campo
        self.reason = reason
