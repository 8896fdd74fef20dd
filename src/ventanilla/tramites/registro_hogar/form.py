"""Four questions and an address: who works in the home, since when, how many days a month and for how much."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

from pydantic import field_validator

from ventanilla.kit import Address, Form, Pesos, Text, Worker, field, problem

MAX_DIAS: Final = 31  # of a month
MAX_DIGITS: Final = 2
Cubre = Literal["1", "2", "6", "12"]
CUBRE: Final[dict[str, str]] = {
    "1": "Un mes",
    "2": "Dos meses (un bimestre)",
    "6": "Seis meses (un semestre)",
    "12": "Un año",
}


class Solicitud(Form):
    """Short enough for a telephone; the address is filled in from the register where it has one."""

    persona: Worker = field("¿Quién trabaja en su casa?")
    desde: date = field(
        "¿Desde qué día la registra?",
        help="El mes de ese día es el primero. Si ya la registró antes, ponga el primer día del mes que sigue.",
        default_today=True,
    )
    dias: str = field(
        "¿Cuántos días al mes trabaja en su casa?",
        help="Por ejemplo, 8 si va dos veces por semana.",
        max_length=MAX_DIGITS,
    )
    salario: Pesos = field("¿Cuánto le paga por cada día?", help="Sin descontar nada.")
    cubre: Cubre = field("¿Cuánto tiempo quiere pagar por adelantado?", choices=CUBRE, default="1")
    domicilio: Address = field("¿En qué domicilio trabaja?")

    @field_validator("dias")
    @classmethod
    def _days_of_a_month(cls, typed: str) -> str:
        plain = typed.strip()
        if not (plain.isascii() and plain.isdigit() and 1 <= int(plain) <= MAX_DIAS):
            raise problem(Text("HOGAR_DIAS", "Escriba un número de 1 a 31. Por ejemplo: 8."))
        return str(int(plain))

    @field_validator("salario")
    @classmethod
    def _something(cls, salario: Pesos) -> Pesos:
        if salario.centavos <= 0:
            raise problem(Text("HOGAR_SIN_SALARIO", "Escriba cuánto le paga. Por ejemplo: 600.00."))
        return salario

    @property
    def meses(self) -> tuple[date, ...]:
        """The first day of each month that is registered, in order."""
        start = self.desde.year * 12 + self.desde.month - 1
        return tuple(date(month // 12, month % 12 + 1, 1) for month in range(start, start + int(self.cubre)))
