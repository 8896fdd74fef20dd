"""What the person is asked: which datum, how it must read, and what proves it."""

from __future__ import annotations

import re
from datetime import date
from types import MappingProxyType
from typing import Final, Literal

from pydantic import ValidationInfo, field_validator

from ventanilla.domain.affiliation import Campo
from ventanilla.domain.identifiers import curp
from ventanilla.kit import FileRef, Form, Text, field, files, problem

MAX_WORDS: Final = 300  # characters: an address fits
Dato = Literal["domicilio", "nombre", "primer_apellido", "segundo_apellido", "nacimiento", "sexo", "curp"]
_DAY: Final = re.compile(r"([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{4})")
_NAME: Final = re.compile(r"[^\W\d_]+(?:[ .'’-]+[^\W\d_]+)*\.?")
_POSTAL_CODE: Final = re.compile(r"(?<![0-9])[0-9]{5}(?![0-9])")
SEXES: Final = {"HOMBRE": "H", "MUJER": "M", "NO BINARIO": "X", "H": "H", "M": "M", "X": "X"}


class Solicitud(Form):
    """One datum each time: what is decided of one does not wait for another.

    An address is one text with its postal code, as it is written on an envelope.
    """

    EXAMPLE = MappingProxyType({"dato": "domicilio", "nuevo": "Calle Uno 5, Centro, Tlalpan, Ciudad de México, 14000"})

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


def _read(dato: str, words: str, today: date | None) -> str:
    """The new value as the register writes it; what was read before reads the same again."""
    if not words and dato != "segundo_apellido":
        raise problem(Text("FALTA_RESPUESTA", "Falta esta respuesta."))
    match dato:
        case "domicilio":
            if not _POSTAL_CODE.search(words):
                raise problem(Text("DOMICILIO_SIN_CP", "Escriba también el código postal: cinco números."))
        case "nacimiento":
            return _born(words, today).isoformat()
        case "sexo":
            if words.upper() not in SEXES:
                raise problem(Text("SEXO_ILEGIBLE", "Escriba hombre, mujer o no binario, como está en el acta."))
            return SEXES[words.upper()]
        case "curp":
            return _curp(words)
        case "segundo_apellido" if not words:
            return ""
        case _:
            if not _NAME.fullmatch(words):
                raise problem(Text("NOMBRE_ILEGIBLE", "Escriba el nombre con letras, como está en el acta."))
            return words.upper()
    return words


def _born(words: str, today: date | None) -> date:
    wrong = problem(Text("NACIMIENTO_ILEGIBLE", "Escriba una fecha que ya pasó: día/mes/año, como 27/03/1990."))
    try:
        written = _DAY.fullmatch(words)
        born = date(*(int(part) for part in reversed(written.groups()))) if written else date.fromisoformat(words)
    except ValueError:
        raise wrong from None
    if today is not None and born > today:
        raise wrong
    return born


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
