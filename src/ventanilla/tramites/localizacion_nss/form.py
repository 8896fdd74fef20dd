"""What the person is asked: nothing. Their CURP proved who they are, and the number is looked for by it."""

from __future__ import annotations

from ventanilla.kit import Form


class Solicitud(Form):
    """No question: the register is asked by the CURP of whoever signs, or of whom they act for."""
