"""What the person is asked: which of the three, and of a receipt, the month."""

from __future__ import annotations

from typing import Final, Literal

from ventanilla.kit import Form, field

SIN_PAGOS: Final = "Ninguno: la oficina no tiene sus pagos"
MAX_WORDS: Final = 60  # characters of a month


class Solicitud(Form):
    """``mes`` is one of the months that were paid, in words (``options``)."""

    que: Literal["recibo", "constancia", "calendario"] = field(
        "¿Qué necesita?",
        choices={
            "recibo": "El recibo de un mes de mi pensión",
            "constancia": "Una constancia de que recibo una pensión",
            "calendario": "El calendario de pagos de este año",
        },
        default="recibo",
    )
    mes: str | None = field("¿De qué mes?", max_length=MAX_WORDS, when={"que": ("recibo",)})
