"""What an address asks about one worker: its parameters, as the OpenAPI says them and as they are read.

One table for both: what a schema does not admit is refused by that same schema.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from ventanilla import law
from ventanilla.domain.contributions import Jornada, Patron, Pensionado, Prima, Trabajador, Tramo, Zona
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period
from ventanilla.kernel.refusal import BadInput
from ventanilla.kernel.text import Text

LONGEST: Final = 366  # days of what is asked
DEFAULT_PROFILE: Final = "sua"
_PESOS: Final = "^[0-9]{1,9}([.][0-9]{1,2})?$"
_PERCENT: Final = "^[0-9]{1,3}([.][0-9]{1,5})?$"
_DAY: Final = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_MODALIDAD: Final = "^[0-9]{2}$"


def _parameter(name: str, description: str, example: str, *, required: bool = False, **schema: Any) -> dict[str, Any]:
    said = {"name": name, "in": "query", "description": description, "example": example}
    return said | ({"required": True} if required else {}) | {"schema": {"type": "string"} | schema}


def _choice(name: str, description: str, choices: list[str], default: str) -> dict[str, Any]:
    return _parameter(name, description, default, enum=choices, default=default)


WORKER_PARAMETERS: Final[dict[str, dict[str, Any]]] = {
    one["name"]: one
    for one in (
        _parameter("sbc", "Salario base de cotización, por día, en pesos.", "174.20", required=True, pattern=_PESOS),
        _parameter("desde", "Primer día.", "2018-03-01", required=True, format="date", pattern=_DAY),
        _parameter(
            "hasta",
            f"Último día, {LONGEST} días a lo más; si falta, el último de su mes.",
            "2018-03-31",
            format="date",
            pattern=_DAY,
        ),
        _parameter("prima", "Prima de riesgo de trabajo, en por ciento.", "1.13065", required=True, pattern=_PERCENT),
        _parameter(
            "salario_diario", "Salario por día, en pesos: si es el mínimo, el patrón paga todo.", "180", pattern=_PESOS
        ),
        _choice("zona", "Zona del salario mínimo.", [one.value for one in Zona], Zona.GENERAL.value),
        _choice("pensionado", "Qué pensión tiene, si tiene.", [one.value for one in Pensionado], Pensionado.NO.value),
        _choice("jornada", "Cuánto trabaja.", [one.value for one in Jornada], Jornada.COMPLETA.value),
        _parameter("modalidad", "La del registro patronal.", "10", pattern=_MODALIDAD, default="10"),
        _choice("perfil", "Qué se elige en lo que la ley deja abierto.", list(law.profile_keys()), DEFAULT_PROFILE),
    )
}
NAMES: Final = frozenset(WORKER_PARAMETERS)
NO_DAILY_WAGE: Final = Text(
    "SIN_SALARIO_DIARIO",
    "No se dio el salario diario: se supone mayor que el mínimo. Si es el mínimo, el patrón paga también la cuota "
    "obrera (LSS 36); dígalo con «salario_diario».",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One worker in some days; ``assumed`` is what was supposed of them."""

    trabajador: Trabajador
    patron: Patron
    periodo: Period
    perfil: str
    assumed: Text | None


class WrongValues(ValueError):
    """Parameters that cannot be read: the sentence of each by its name."""

    def __init__(self, fields: Mapping[str, Text]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


def asked(given: Mapping[str, str]) -> Asked:
    """What an address asks. WrongValues for what is missing or is no value; BadInput, LawError for what cannot be."""
    wrong = {name: text for name in WORKER_PARAMETERS if (text := _wrong(name, given.get(name))) is not None}
    if wrong:
        raise WrongValues(wrong)
    said = {name: one["schema"]["default"] for name, one in WORKER_PARAMETERS.items() if "default" in one["schema"]}
    said |= given
    periodo = _period(date.fromisoformat(said["desde"]), said.get("hasta"))
    diario = Money(said["salario_diario"]) if "salario_diario" in said else None
    return Asked(
        Trabajador(
            (Tramo(periodo, Money(said["sbc"]), diario),),
            zona=Zona(said["zona"]),
            pensionado=Pensionado(said["pensionado"]),
            jornada=Jornada(said["jornada"]),
        ),
        Patron((Prima(periodo.first, Decimal(said["prima"])),), said["modalidad"]),
        periodo,
        said["perfil"],
        NO_DAILY_WAGE if diario is None else None,
    )


def _wrong(name: str, value: str | None) -> Text | None:
    """Why a value is none; None where it is one, or is not needed."""
    parameter = WORKER_PARAMETERS[name]
    if value is None:
        if not parameter.get("required"):
            return None
        return Text(
            "PARAMETRO_FALTA",
            "Falta «{campo}». Agréguelo a la dirección, como {campo}={ejemplo}.",
            campo=name,
            ejemplo=parameter["example"],
        )
    schema = parameter["schema"]
    if _fits(schema, value):
        return None
    return Text(
        "PARAMETRO_MAL_ESCRITO",
        "El valor de «{campo}» no se entiende. Escríbalo así: {ejemplo}.",
        campo=name,
        ejemplo=" | ".join(schema.get("enum", (parameter["example"],))),
    )


def _fits(schema: Mapping[str, Any], value: str) -> bool:
    if "enum" in schema:
        return value in schema["enum"]
    if not re.fullmatch(schema["pattern"].removeprefix("^").removesuffix("$"), value):
        return False
    if schema.get("format") == "date":
        try:
            date.fromisoformat(value)
        except ValueError:
            return False
    return True


def _period(first: date, until: str | None) -> Period:
    last = Period.month(first.year, first.month).last if until is None else date.fromisoformat(until)
    if not 1 <= (last - first).days + 1 <= LONGEST:
        raise BadInput(
            "hasta",
            Text(
                "FECHAS_IMPOSIBLES",
                "Del {desde} al {hasta} no hay de 1 a {maximo} días. Revise los dos.",
                desde=first,
                hasta=last,
                maximo=LONGEST,
            ),
        )
    return Period(first, last)
