"""What every notice of an employer asks: whom it means, how much they work, and what they are paid."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from pydantic import ValidationInfo, field_validator

from ventanilla.domain.affiliation import SemanaJornada, TipoSalario
from ventanilla.domain.contributions import CuotasError, Prestaciones
from ventanilla.domain.notices import Pagado
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import Text

from .kinds import Curp, Nss, Pesos
from .model import Form
from .problems import problem
from .questions import field

MAX_DIGITS: Final = 3  # of the days of a benefit
SEMANA: Final = {
    "0": "Jornada y semana completas",
    "1": "Un día a la semana",
    "2": "Dos días a la semana",
    "3": "Tres días a la semana",
    "4": "Cuatro días a la semana",
    "5": "Cinco días a la semana",
    "6": "Menos de ocho horas al día",
}
TIPO_SALARIO: Final = {
    "0": "Fijo: cada día gana lo mismo",
    "1": "Variable: por comisión o por obra",
    "2": "Mixto: una parte fija y otra variable",
}
_NADA: Final = Money.of_centavos(0)
_NOT_A_NUMBER: Final = Text("NUMERO_ENTERO", "Escriba un número entero, sin letras. Por ejemplo: 15.")


class Worker(Form):
    """The two numbers that name a worker, on one page: one alone is easily mistyped into somebody else's."""

    nss: Nss = field("Número de Seguridad Social (NSS)", help="Son 11 dígitos.")
    curp: Curp = field("CURP", help="Son 18 letras y dígitos.")

    def words(self) -> str:
        """As it is signed."""
        return f"NSS {self.nss}, CURP {self.curp}"


class Benefits(Form):
    """The benefits of a contract; what is left empty is what the law gives.

    >>> from datetime import date
    >>> Benefits.read({"aguinaldo": "30"}, date(2026, 11, 22)).words()
    'aguinaldo de 30 días; lo demás, como en la ley'
    """

    aguinaldo: str | None = field("Aguinaldo, en días al año", optional=True, max_length=MAX_DIGITS)
    vacaciones: str | None = field("Vacaciones, en días al año", optional=True, max_length=MAX_DIGITS)
    prima_vacacional: str | None = field("Prima vacacional, en por ciento", optional=True, max_length=MAX_DIGITS)
    otras: Pesos | None = field("Otras prestaciones fijas, en pesos por día", optional=True)

    @field_validator("aguinaldo", "vacaciones", "prima_vacacional")
    @classmethod
    def _possible(cls, value: str | None, info: ValidationInfo) -> str | None:
        if not value:
            return None
        if not (value.isascii() and value.isdigit()):
            raise problem(_NOT_A_NUMBER)
        try:
            _prestaciones({info.field_name or "": value})
        except CuotasError as wrong:
            raise problem(wrong.reason) from wrong
        return value

    @property
    def prestaciones(self) -> Prestaciones:
        """As the law counts them."""
        names = ("aguinaldo", "vacaciones", "prima_vacacional")
        return _prestaciones({name: getattr(self, name) for name in names})

    @property
    def fijas(self) -> Money:
        """What else is paid by day."""
        return self.otras or _NADA

    def words(self) -> str:
        """As it is signed."""
        parts = (
            ("aguinaldo de {} días", self.aguinaldo),
            ("vacaciones de {} días", self.vacaciones),
            ("prima vacacional de {}%", self.prima_vacacional),
            ("otras prestaciones de {} diarios", self.otras),
        )
        said = [words.format(value) for words, value in parts if value]
        return "; ".join((", ".join(said), "lo demás, como en la ley")) if said else "Las de la ley"


def _prestaciones(given: dict[str, str | None]) -> Prestaciones:
    days = {name: int(value) for name, value in given.items() if value and name != "prima_vacacional"}
    premium = given.get("prima_vacacional")
    return Prestaciones(**days, prima_vacacional=Decimal(premium) if premium else None)


def whole_week_only(how: str, info: ValidationInfo) -> str:
    """Refuse to reckon the base wage of a reduced week; of a field ``sbc_como`` that is asked after ``semana``."""
    if how == "calcular" and info.data.get("semana", "0") != "0":
        raise problem(
            Text(
                "SBC_DE_SEMANA_REDUCIDA",
                "En jornada o semana reducida el SBC es lo que gana en la semana entre siete. "
                "Elija «No, ya lo tengo» y escríbalo.",
            )
        )
    return how


def paid(
    tipo: str, semana: str, diario: Money | None, variable: Money | None, benefits: Benefits | None, sbc: Money | None
) -> Pagado:
    """What is paid, as the base wage is made of it; ``tipo`` and ``semana`` are keys of their choices.

    >>> paid("0", "0", Money("400.00"), None, None, None).diario
    Money('400.00')
    """
    return Pagado(
        tipo=TipoSalario(tipo),
        diario=diario,
        variable=variable or _NADA,
        prestaciones=benefits.prestaciones if benefits else Prestaciones(),
        fijas=benefits.fijas if benefits else _NADA,
        sbc=sbc,
        semana=SemanaJornada(semana),
    )
