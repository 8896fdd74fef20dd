"""Who is covered, where they live, and whether somebody has an illness that the insurance leaves out."""

from __future__ import annotations

from typing import Final, Literal

from pydantic import ValidationInfo, field_validator

from ventanilla.domain.affiliation import ParentescoFamilia
from ventanilla.domain.identifiers import curp
from ventanilla.kit import Address, Curp, FileRef, Form, Text, field, files, group, problem

MAX_MEMBERS: Final = 20  # people of one contract
MAX_WORDS: Final = 500  # characters
Kin = Literal["titular", "conyuge", "hijo", "ascendiente", "otro"]
KIN: Final = {
    "titular": "Yo",
    "conyuge": "Mi cónyuge o la persona con quien vivo",
    "hijo": "Mi hija o mi hijo",
    "ascendiente": "Mi madre o mi padre",
    "otro": "Otra persona de mi familia",
}


class Miembro(Form):
    """One person covered; their age is of their CURP."""

    curp: Curp = field("¿Cuál es su CURP?", help="Con ella sabemos su edad, y la edad fija el precio.")
    parentesco: Kin = field("¿Quién es?", choices=KIN)


class Solicitud(Form):
    """A family, for a year."""

    miembros: tuple[Miembro, ...] = group(
        "¿A quién quiere asegurar?",
        one="Persona",
        min=1,
        max=MAX_MEMBERS,
        help="Inclúyase usted, si quiere. Si renueva, aquí está su familia: quite o agregue a quien quiera.",
    )
    domicilio: Address = field("¿Dónde vive la familia?", help="Ahí se le asigna su clínica.")
    padecimientos: Literal["no", "si"] = field(
        "¿Alguien tiene o tuvo una enfermedad importante?",
        help="Por ejemplo cáncer, diabetes, o una del corazón o del riñón. Es parte de lo que firma.",
        choices={"no": "No, nadie", "si": "Sí"},
    )
    cuales: str | None = field(
        "¿Quién, y qué enfermedad?",
        help="Lo lee solo el personal médico que revisa su solicitud.",
        when={"padecimientos": ("si",)},
        max_length=MAX_WORDS,
    )
    documentos: tuple[FileRef, ...] = files(
        "Adjunte las actas que prueban el parentesco y un comprobante de domicilio",
        help="En PDF o fotografía. Sin ellos, una persona se los pedirá después. Si renueva lo mismo, no hacen falta.",
        max_files=10,
        required=False,
    )

    @field_validator("miembros")
    @classmethod
    def _each_once(cls, members: tuple[Miembro, ...], info: ValidationInfo) -> tuple[Miembro, ...]:
        numbers = [each.curp for each in members]
        if len(set(numbers)) != len(numbers):
            raise problem(Text("FAMILIA_REPETIDA", "Una CURP está dos veces. Quite a la persona repetida."))
        if sum(each.parentesco == ParentescoFamilia.TITULAR.value for each in members) > 1:
            raise problem(Text("FAMILIA_DOS_TITULARES", "Solo una persona de la lista puede ser usted."))
        today = cls.today(info)
        if today is not None and any(curp.birth(number) > today for number in numbers):
            raise problem(Text("FAMILIA_NO_NACE", "Una CURP dice que la persona no ha nacido. Revísela."))
        return members


class Cotejo(Form):
    """What an official saw in the papers of people whom the register does not tie to whoever asks."""

    resultado: Literal["prueban", "no_prueban"] = field(
        "¿Las actas prueban que son su familia?",
        choices={"prueban": "Sí, todas", "no_prueban": "No, o falta alguna"},
    )
    motivo: str = field("Explíquelo en palabras claras", max_length=MAX_WORDS)


class Dictamen(Form):
    """What the doctor who reviews a declared illness records."""

    resultado: Literal["acepta", "excluye", "duda"] = field(
        "¿Se puede contratar?",
        choices={
            "acepta": "Sí",
            "excluye": "No: es un padecimiento excluido",
            "duda": "No lo puedo decidir: que lo vea otra persona médica",
        },
    )
    articulo: str = field("¿Con qué artículo o regla?", max_length=100)
    motivo: str = field("Explíquelo en palabras claras", max_length=MAX_WORDS)
