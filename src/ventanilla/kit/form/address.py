"""An address in Mexico, asked whole on one page.

No catalogue of postal codes comes with the office: the person writes the municipality and the neighbourhood, and
nothing is concluded from the code. The states are those of the Constitution, article 43.
"""

from __future__ import annotations

import re
from typing import Final, Literal, get_args

from pydantic import field_validator

from ventanilla.kernel.text import Text

from .model import Form
from .problems import problem
from .questions import field

MAX_LINE: Final = 120  # characters of one part of an address
_CODE: Final = re.compile(r"[0-9]{5}")
_WRITTEN: Final = re.compile(
    r"(?P<calle>[^,]{1,120}) (?P<numero_exterior>sin número|[^ ,]{1,20})(?: int\. (?P<numero_interior>[^,]{1,20}))?, "
    r"(?P<colonia>[^,]{1,120}), (?P<codigo_postal>[0-9]{5}), (?P<municipio>[^,]{1,120}), (?P<entidad>[^,]+)"
)

Entidad = Literal[
    "Aguascalientes", "Baja California", "Baja California Sur", "Campeche", "Coahuila de Zaragoza", "Colima",
    "Chiapas", "Chihuahua", "Ciudad de México", "Durango", "Guanajuato", "Guerrero", "Hidalgo", "Jalisco", "México",
    "Michoacán", "Morelos", "Nayarit", "Nuevo León", "Oaxaca", "Puebla", "Querétaro", "Quintana Roo",
    "San Luis Potosí", "Sinaloa", "Sonora", "Tabasco", "Tamaulipas", "Tlaxcala", "Veracruz", "Yucatán", "Zacatecas",
]  # fmt: skip
"""The parts of the Federation (CPEUM 43), in its order."""


class Address(Form):
    """Where somebody lives or works.

    >>> from datetime import date
    >>> parts = {"codigo_postal": "06700", "entidad": "Ciudad de México", "municipio": "Cuauhtémoc"}
    >>> parts |= {"colonia": "Roma", "calle": "Calle Ficticia", "numero_exterior": "5"}
    >>> Address.read(parts, date(2026, 11, 22)).words()
    'Calle Ficticia 5, Roma, 06700, Cuauhtémoc, Ciudad de México'
    """

    codigo_postal: str = field("Código postal", help="Son 5 dígitos.")
    entidad: Entidad = field("Estado")
    municipio: str = field("Municipio o alcaldía", max_length=MAX_LINE)
    colonia: str = field("Colonia o localidad", max_length=MAX_LINE)
    calle: str = field("Calle", max_length=MAX_LINE)
    numero_exterior: str = field("Número exterior", help="Si no tiene, escriba «sin número».", max_length=20)
    numero_interior: str | None = field("Número interior", optional=True, max_length=20)

    @field_validator("codigo_postal")
    @classmethod
    def _five_digits(cls, code: str) -> str:
        if not _CODE.fullmatch(code):
            raise problem(Text("CODIGO_POSTAL", "El código postal tiene 5 dígitos."))
        return code

    @classmethod
    def parts(cls, words: str) -> dict[str, str]:
        """The parts of an address written as ``words`` writes it; {} of any other text, which is not guessed at.

        >>> Address.parts("Calle Ficticia 5, Roma, 06700, Cuauhtémoc, Ciudad de México")["numero_exterior"]
        '5'
        >>> Address.parts("Domicilio conocido, 06700")
        {}
        """
        written = _WRITTEN.fullmatch(words)
        if written is None or written["entidad"] not in get_args(Entidad):
            return {}
        return {name: value for name, value in written.groupdict().items() if value}

    def words(self) -> str:
        """The address on one line, as it is printed."""
        number = f"{self.numero_exterior} int. {self.numero_interior}" if self.numero_interior else self.numero_exterior
        return ", ".join((f"{self.calle} {number}", self.colonia, self.codigo_postal, self.municipio, self.entidad))
