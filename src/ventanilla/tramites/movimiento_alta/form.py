"""What the employer is asked: with which registro, whom, since when, and what is paid."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar, Final, Literal

from pydantic import ValidationInfo, field_validator

from ventanilla import law
from ventanilla.domain.benefits import ley_desde
from ventanilla.domain.notices import Pagado, numero_de
from ventanilla.kit import Benefits, Form, Pesos, Section, Text, Worker, field, problem
from ventanilla.kit.form.employment import SEMANA, TIPO_SALARIO, paid, whole_week_only

MAX_WORDS: Final = 200  # characters of a registro in words
ANTICIPADA: Final = "racerf.45.alta_anticipada_dias"

QUIEN: Final = Section("Registro y persona")
TRABAJO: Final = Section("El trabajo")
SALARIO: Final = Section("El salario")
EVENTUAL: Final = ("2", "3", "4")
CONTRATO: Final = {
    "1": "Permanente, sin fecha de término",
    "2": "Eventual de la ciudad",
    "3": "Eventual de la construcción",
    "4": "Eventual del campo",
}


class Solicitud(Form):
    """A task list of three parts: who, the work, the wage."""

    LAYOUT: ClassVar[Literal["preguntas", "lista"]] = "lista"

    registro: str = field(
        "¿Con cuál de sus registros patronales?",
        help="El del lugar donde la persona va a trabajar.",
        max_length=MAX_WORDS,
        section=QUIEN,
    )
    persona: Worker = field("¿A quién va a registrar?", section=QUIEN)
    fecha: date = field(
        "¿Desde qué día trabaja?",
        help="Puede presentar el alta desde un día antes de que empiece.",
        default_today=True,
        section=TRABAJO,
    )
    contrato: Literal["1", "2", "3", "4"] = field(
        "¿Cómo es su contrato?", choices=CONTRATO, default="1", section=TRABAJO
    )
    contrato_hasta: date | None = field("¿Qué día termina su contrato?", section=TRABAJO, when={"contrato": EVENTUAL})
    semana: Literal["0", "1", "2", "3", "4", "5", "6"] = field(
        "¿Cuánto trabaja?",
        help="Trabajar cinco días con la jornada legal de la semana es semana completa.",
        choices=SEMANA,
        default="0",
        section=TRABAJO,
    )
    tipo_salario: Literal["0", "1", "2"] = field(
        "¿Cómo es su salario?", choices=TIPO_SALARIO, default="0", section=SALARIO
    )
    diario: Pesos | None = field(
        "¿Cuánto gana al día, sin prestaciones?",
        help="Si le paga por quincena, divida entre 15; si le paga por mes, entre 30.",
        section=SALARIO,
        when={"tipo_salario": ("0", "2")},
    )
    variable: Pesos | None = field(
        "¿Cuánto calcula que ganará al día por la parte variable?",
        help="El promedio que usted estima para los primeros dos meses.",
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
    sbc: Pesos | None = field("¿Cuál es el SBC, por día?", section=SALARIO, when={"sbc_como": ("dar",)})

    @field_validator("fecha")
    @classmethod
    def _within_reach(cls, fecha: date, info: ValidationInfo) -> date:
        if fecha < ley_desde():
            raise problem(Text("FECHA_MUY_ANTERIOR", "Escriba una fecha desde el {desde}.", desde=ley_desde()))
        today = cls.today(info)
        if today is not None and fecha > today + timedelta(days=law.integer(ANTICIPADA, today)):
            raise problem(
                Text(
                    "ALTA_MUY_ANTICIPADA",
                    "La fecha es posterior a mañana: preséntela desde un día antes del inicio de labores.",
                )
            )
        return fecha

    @field_validator("contrato_hasta")
    @classmethod
    def _after_it_begins(cls, hasta: date | None, info: ValidationInfo) -> date | None:
        begins = info.data.get("fecha")
        if hasta is not None and begins is not None and hasta < begins:
            raise problem(Text("CONTRATO_AL_REVES", "El contrato termina antes de empezar. Revise las dos fechas."))
        return hasta

    _whole_week_only = field_validator("sbc_como")(whole_week_only)

    @property
    def numero(self) -> str:
        """The number of the registro."""
        return numero_de(self.registro)

    @property
    def pagado(self) -> Pagado:
        """What is paid, as the base wage is made of it."""
        return paid(self.tipo_salario, self.semana, self.diario, self.variable, self.prestaciones, self.sbc)
