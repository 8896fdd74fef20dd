"""What was asked before each datum had a question of its own kind; what was signed then is still decided with it."""

from __future__ import annotations

import re
from datetime import date
from typing import Final, Literal

from pydantic import ValidationInfo, field_validator

from ventanilla.domain.affiliation import Campo
from ventanilla.domain.identifiers import curp
from ventanilla.kit import FileRef, Form, Text, field, files, problem

MAX_WORDS: Final = 300  # characters: an address fits
Dato = Literal["domicilio", "nombre", "primer_apellido", "segundo_apellido", "nacimiento", "sexo", "curp"]
NAME: Final = re.compile(r"[^\W\d_]+(?:[ .'’-]+[^\W\d_]+)*\.?")
POSTAL_CODE: Final = re.compile(r"(?<![0-9])[0-9]{5}(?![0-9])")
_DAY: Final = re.compile(r"([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{4})")
_SEXES: Final = {"HOMBRE": "H", "MUJER": "M", "NO BINARIO": "X", "H": "H", "M": "M", "X": "X"}


class SolicitudV1(Form):
    """One datum each time, and how it must be as one text; an address with its postal code."""

    dato: Dato = field(
        "¿Qué dato quiere actualizar?",
        help="Elija uno. Si son varios, haga una solicitud por cada uno.",
        choices={each.value: each.shown for each in Campo},
        default="domicilio",
    )
    nuevo: str = field(
        "¿Cómo debe quedar?",
        help="Un domicilio lleva calle, número, colonia, municipio, entidad y código postal. "
        "Una fecha se escribe así: 27/03/1990. El sexo, como está en el acta: hombre, mujer o no binario.",
        default="",  # no second surname is an answer; of anything else, nothing is none
        max_length=MAX_WORDS,
    )
    prueba: tuple[FileRef, ...] = files(
        "¿Qué documento lo prueba?",
        help="Su acta de nacimiento, su CURP o su identificación. Si cambia su domicilio, no hace falta.",
        max_files=3,
        required=False,
    )

    @field_validator("nuevo")
    @classmethod
    def _reads_as_its_datum(cls, words: str, info: ValidationInfo) -> str:
        return _read(info.data.get("dato", ""), " ".join(words.split()), cls.today(info))

    @field_validator("prueba")
    @classmethod
    def _proved_unless_an_address(cls, proof: tuple[FileRef, ...], info: ValidationInfo) -> tuple[FileRef, ...]:
        if not proof and info.data.get("dato", "domicilio") != "domicilio":
            raise problem(Text("DATO_SIN_PRUEBA", "Adjunte un documento que lo pruebe, por ejemplo su acta."))
        return proof


def born(words: str) -> date | None:
    """The day that was written as one text; None where it is none."""
    written = _DAY.fullmatch(words)
    try:
        return date(*(int(part) for part in reversed(written.groups()))) if written else date.fromisoformat(words)
    except ValueError:
        return None


def sex(words: str) -> str:
    """The letter by which the register keeps it; "" of other words."""
    return _SEXES.get(words.upper(), "")


def _read(dato: str, words: str, today: date | None) -> str:
    """The new value as the register writes it; what was read before reads the same again."""
    if not words and dato != "segundo_apellido":
        raise problem(Text("FALTA_RESPUESTA", "Falta esta respuesta."))
    match dato:
        case "domicilio":
            if not POSTAL_CODE.search(words):
                raise problem(Text("DOMICILIO_SIN_CP", "Escriba también el código postal: cinco números."))
        case "nacimiento":
            day = born(words)
            if day is None or (today is not None and day > today):
                raise problem(
                    Text("NACIMIENTO_ILEGIBLE", "Escriba una fecha que ya pasó: día/mes/año, como 27/03/1990.")
                )
            return day.isoformat()
        case "sexo":
            if not (letter := sex(words)):
                raise problem(Text("SEXO_ILEGIBLE", "Escriba hombre, mujer o no binario, como está en el acta."))
            return letter
        case "curp":
            return _curp(words)
        case "segundo_apellido" if not words:
            return ""
        case _:
            if not NAME.fullmatch(words):
                raise problem(Text("NOMBRE_ILEGIBLE", "Escriba el nombre con letras, como está en el acta."))
            return words.upper()
    return words


def _curp(words: str) -> str:
    number = curp.compact(words)
    if not curp.is_valid(number):
        raise problem(
            Text(
                "CURP_DIGITO",
                "La CURP no es correcta: revise el último carácter. Puede consultarla en gob.mx/curp.",
            )
        )
    return number
