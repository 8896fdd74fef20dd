"""What the employer is asked: with which registro, whose wage, since when, why, and what is paid now."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Final, Literal

from pydantic import ValidationInfo, field_validator

from ventanilla.domain.benefits import ley_desde
from ventanilla.domain.notices import Pagado, numero_de
from ventanilla.kit import Benefits, Form, Pesos, Section, Text, Worker, field, problem
from ventanilla.kit.form.employment import SEMANA, TIPO_SALARIO, paid, whole_week_only

MAX_WORDS: Final = 200  # characters of a registro in words
MAX_REASON: Final = 500  # characters of why a wage goes down
BIMESTRE: Final = (1, 3, 5, 7, 9, 11)  # months in which a variable wage changes (LSS 34-II)

QUIEN: Final = Section("Registro y persona")
CAMBIO: Final = Section("El cambio")
SALARIO: Final = Section("El salario")
POR: Final = {
    "cambio": "Cambió su salario o sus prestaciones",
    "bimestre": "Es variable y terminó el bimestre",
    "contrato": "Se revisó el contrato colectivo",
}


class Solicitud(Form):
    """A task list of three parts: who, the change, the wage."""

    LAYOUT: ClassVar[Literal["preguntas", "lista"]] = "lista"

    registro: str = field(
        "¿Con cuál de sus registros patronales?",
        help="El mismo con el que está de alta.",
        max_length=MAX_WORDS,
        section=QUIEN,
    )
    persona: Worker = field("¿De quién cambia el salario?", section=QUIEN)
    por: Literal["cambio", "bimestre", "contrato"] = field(
        "¿Por qué cambia?", choices=POR, default="cambio", section=CAMBIO
    )
    celebrado: date | None = field(
        "¿Qué día se celebró la revisión del contrato?",
        help="Tiene 30 días naturales desde ese día.",
        section=CAMBIO,
        when={"por": ("contrato",)},
    )
    fecha: date = field(
        "¿Desde qué día gana el nuevo salario?",
        help="Un salario variable cambia el día primero de enero, marzo, mayo, julio, septiembre o noviembre.",
        default_today=True,
        section=CAMBIO,
    )
    porque_baja: str | None = field(
        "Si el salario baja, ¿por qué?",
        help="Si no baja, déjelo vacío.",
        long=True,
        optional=True,
        max_length=MAX_REASON,
        section=CAMBIO,
    )
    semana: Literal["0", "1", "2", "3", "4", "5", "6"] = field(
        "¿Cuánto trabaja?",
        help="Trabajar cinco días con la jornada legal de la semana es semana completa.",
        choices=SEMANA,
        default="0",
        section=SALARIO,
    )
    tipo_salario: Literal["0", "1", "2"] = field(
        "¿Cómo es su salario?", choices=TIPO_SALARIO, default="0", section=SALARIO
    )
    diario: Pesos | None = field(
        "¿Cuánto gana ahora al día, sin prestaciones?",
        help="Si le paga por quincena, divida entre 15; si le paga por mes, entre 30.",
        section=SALARIO,
        when={"tipo_salario": ("0", "2")},
    )
    variable: Pesos | None = field(
        "¿Cuánto ganó al día, en promedio, por la parte variable?",
        help="Lo que ganó en el bimestre anterior, entre los días de salario que tuvo.",
        section=SALARIO,
        when={"tipo_salario": ("1", "2")},
    )
    sbc_como: Literal["calcular", "dar"] = field(
        "¿Quiere que calculemos el salario base de cotización (SBC)?",
        help="Es el salario con sus prestaciones. En su nómina puede llamarse salario diario integrado (SDI).",
        choices={"calcular": "Sí, con el salario y las prestaciones", "dar": "No, ya lo tengo"},
        default="calcular",
        section=SALARIO,
    )
    prestaciones: Benefits | None = field(
        "¿Qué prestaciones le da?",
        help="Deje vacío lo que sea igual que en la ley.",
        optional=True,
        section=SALARIO,
        when={"sbc_como": ("calcular",)},
    )
    sbc: Pesos | None = field("¿Cuál es el nuevo SBC, por día?", section=SALARIO, when={"sbc_como": ("dar",)})

    @field_validator("celebrado")
    @classmethod
    def _already_agreed(cls, celebrado: date | None, info: ValidationInfo) -> date | None:
        today = cls.today(info)
        if celebrado is not None and today is not None and celebrado > today:
            raise problem(Text("REVISION_FUTURA", "Escriba el día en que ya se celebró la revisión."))
        return celebrado

    @field_validator("fecha")
    @classmethod
    def _within_reach(cls, fecha: date, info: ValidationInfo) -> date:
        if fecha < ley_desde():
            raise problem(Text("FECHA_MUY_ANTERIOR", "Escriba una fecha desde el {desde}.", desde=ley_desde()))
        today = cls.today(info)
        if today is not None and fecha > today:
            raise problem(
                Text("CAMBIO_ANTICIPADO", "Esa fecha aún no llega. Presente el cambio desde el día en que ya gana eso.")
            )
        if info.data.get("por") == "bimestre" and (fecha.day != 1 or fecha.month not in BIMESTRE):
            raise problem(
                Text(
                    "CAMBIO_NO_DE_BIMESTRE",
                    "Un salario variable cambia el día primero de enero, marzo, mayo, julio, septiembre o noviembre.",
                )
            )
        return fecha

    _whole_week_only = field_validator("sbc_como")(whole_week_only)

    @field_validator("porque_baja")
    @classmethod
    def _in_words(cls, words: str | None) -> str | None:
        return (words or "").strip() or None

    @property
    def numero(self) -> str:
        """The number of the registro."""
        return numero_de(self.registro)

    @property
    def pagado(self) -> Pagado:
        """What is paid, as the base wage is made of it."""
        return paid(self.tipo_salario, self.semana, self.diario, self.variable, self.prestaciones, self.sbc)
