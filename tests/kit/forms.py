"""A Form that uses every kind of answer; nobody offers it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from ventanilla.kit.form import (
    Address,
    Clabe,
    Curp,
    Email,
    Form,
    Nss,
    Pesos,
    Phone,
    RegistroPatronal,
    Rfc,
    Section,
    field,
    group,
)

PERSONA = Section("Usted")
TRABAJO = Section("Su trabajo", when={"trabaja": ("si",)})
FAMILIA = Section("Su familia")


class Hijo(Form):
    """Each child."""

    nombre: str = field("Nombre completo", max_length=60)
    nacio: date = field("¿Cuándo nació?")
    curp: Curp | None = field("CURP", optional=True)
    estudia: bool | None = field("¿Estudia?", optional=True)
    escuela: str | None = field("¿En qué escuela?", when={"estudia": ("si",)}, max_length=120)


class Todo(Form):
    """Every kind."""

    LAYOUT: ClassVar[Literal["preguntas", "lista"]] = "lista"

    motivo: str = field("¿Qué quiere pedir?", long=True, max_length=2000, section=PERSONA)
    nss: Nss = field("¿Cuál es su NSS?", section=PERSONA)
    rfc: Rfc | None = field("¿Cuál es su RFC?", optional=True, section=PERSONA)
    correo: Email = field("¿Cuál es su correo?", section=PERSONA)
    telefono: Phone | None = field("¿Cuál es su teléfono?", optional=True, section=PERSONA)
    domicilio: Address = field("¿Dónde vive?", section=PERSONA)
    trabaja: bool = field("¿Trabaja ahora?", section=PERSONA)
    patron: RegistroPatronal | None = field("¿Cuál es el registro de su patrón?", section=TRABAJO)
    salario: Pesos | None = field("¿Cuánto gana al mes?", section=TRABAJO)
    desde: date | None = field("¿Desde cuándo?", optional=True, section=TRABAJO)
    estado_civil: Literal["soltera", "casada", "otro"] = field(
        "¿Cuál es su estado civil?",
        choices={"soltera": "Soltera o soltero", "casada": "Casada o casado", "otro": "Otro"},
        section=FAMILIA,
    )
    conyuge: Curp | None = field("CURP de su cónyuge", when={"estado_civil": ("casada",)}, section=FAMILIA)
    hijos: tuple[Hijo, ...] = group("¿A quiénes registra?", one="Persona", max=3, section=FAMILIA)
    cuenta: Clabe = field("¿En qué cuenta le pagamos?", section=FAMILIA)


ANSWERS: dict[str, str] = {
    "motivo": "Pido mi apoyo.",
    "nss": "99-17-85-0001-5",
    "correo": "nadie@ejemplo.mx",
    "domicilio.codigo_postal": "06700",
    "domicilio.entidad": "Ciudad de México",
    "domicilio.municipio": "Cuauhtémoc",
    "domicilio.colonia": "Roma",
    "domicilio.calle": "Calle Ficticia",
    "domicilio.numero_exterior": "5",
    "trabaja": "si",
    "patron": "",
    "salario": "$12,361.89",
    "estado_civil": "soltera",
    "cuenta": "012 180 00000000000 2",
}
