"""What the person is asked: which datum, how it must be, and what proves it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import ClassVar, Final, Literal

from pydantic import ValidationInfo, field_validator

from ventanilla.domain.affiliation import Campo
from ventanilla.kit import Address, Curp, FileRef, Form, Text, field, files, problem

from .form_v1 import NAME, POSTAL_CODE, Dato, SolicitudV1, born, sex

MAX_NAME: Final = 100  # characters of one part of a name
MAX_STREET: Final = 120  # characters of the part of an address that takes what could not be told apart
PROVED: Final = ("nombre", "primer_apellido", "segundo_apellido", "nacimiento", "sexo", "curp")
SEXO: Final = {"H": "Hombre", "M": "Mujer", "X": "No binario"}
_AS_IN_THE_ACTA: Final = "Como está en su acta."


class Solicitud(Form):
    """One datum each time: what is decided of one does not wait for another. Each has a question of its own kind."""

    VERSION: ClassVar[int] = 2
    EARLIER: ClassVar = MappingProxyType({1: SolicitudV1})

    dato: Dato = field(
        "¿Qué dato quiere corregir?",
        help="Elija uno. Si son varios, haga una solicitud por cada uno.",
        choices={each.value: each.shown for each in Campo},
    )
    domicilio: Address | None = field("¿Cuál es su domicilio?", when={"dato": ("domicilio",)}, corrects=True)
    nombre: str | None = field(
        "¿Cuál es su nombre, sin apellidos?",
        help=_AS_IN_THE_ACTA,
        max_length=MAX_NAME,
        when={"dato": ("nombre",)},
        corrects=True,
    )
    primer_apellido: str | None = field(
        "¿Cuál es su primer apellido?",
        help=_AS_IN_THE_ACTA,
        max_length=MAX_NAME,
        when={"dato": ("primer_apellido",)},
        corrects=True,
    )
    segundo_apellido: str | None = field(
        "¿Cuál es su segundo apellido?",
        help="Como está en su acta. Si su acta no lo tiene, déjelo vacío.",
        max_length=MAX_NAME,
        optional=True,
        when={"dato": ("segundo_apellido",)},
        corrects=True,
    )
    nacimiento: date | None = field(
        "¿En qué fecha nació?", help=_AS_IN_THE_ACTA, when={"dato": ("nacimiento",)}, corrects=True
    )
    sexo: Literal["H", "M", "X"] | None = field(
        "¿Cuál es su sexo?", help=_AS_IN_THE_ACTA, choices=SEXO, when={"dato": ("sexo",)}, corrects=True
    )
    curp: Curp | None = field("¿Cuál es su CURP?", when={"dato": ("curp",)}, corrects=True)
    prueba: tuple[FileRef, ...] = files(
        "¿Qué documento lo prueba?",
        help="Su acta de nacimiento, su CURP o su identificación.",
        max_files=3,
        when={"dato": PROVED},
    )

    @field_validator("nombre", "primer_apellido", "segundo_apellido")
    @classmethod
    def _a_name(cls, words: str | None) -> str | None:
        plain = " ".join((words or "").split())
        if plain and not NAME.fullmatch(plain):
            raise problem(Text("NOMBRE_ILEGIBLE", "Escriba el nombre con letras, como está en el acta."))
        return plain.upper() or None

    @field_validator("nacimiento")
    @classmethod
    def _a_day_that_passed(cls, day: date | None, info: ValidationInfo) -> date | None:
        today = cls.today(info)
        if day is not None and today is not None and day > today:
            raise problem(Text("NACIMIENTO_FUTURO", "Escriba una fecha que ya pasó."))
        return day

    @property
    def nuevo(self) -> str:
        """The new value as the register writes it; "" where there must be none."""
        value = getattr(self, self.dato)
        match value:
            case Address():
                return value.words()
            case date():
                return value.isoformat()
        return value or ""

    @classmethod
    def migrate(cls, version: int, draft: Mapping[str, str]) -> dict[str, str]:
        """What was typed as one text goes to the question of its datum; what cannot be read as its kind is asked."""
        kept = super().migrate(version, draft)
        dato, words = draft.get("dato", "domicilio"), " ".join(draft.get("nuevo", "").split())
        if version != SolicitudV1.VERSION or not words:
            return kept
        match dato:
            case "domicilio":
                return kept | {f"domicilio.{part}": value for part, value in _address(words).items()}
            case "nacimiento":
                return kept | ({"nacimiento": day.isoformat()} if (day := born(words)) else {})
            case "sexo":
                return kept | {"sexo": sex(words)}
        return kept | {dato: words}


Pedido = Solicitud | SolicitudV1
"""What was asked, with whichever Form it was signed: ``dato`` and ``nuevo`` say the same in both."""


def _address(words: str) -> dict[str, str]:
    """Its parts; of one written otherwise, what can be told for sure, and the rest where the person will see it."""
    code = POSTAL_CODE.search(words)
    return Address.parts(words) or {"codigo_postal": code[0] if code else "", "calle": words[:MAX_STREET]}
