"""What an employer is asked to be registered: where, what is done there, since when, and what proves it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, Literal

from pydantic import ValidationInfo, field_validator

from ventanilla.domain.contributions import Zona
from ventanilla.kit import Address, Email, FileRef, Form, Section, Text, field, files, problem

MAX_WORDS: Final = 200  # characters of an activity or a name
MAX_LONG: Final = 2_000  # characters of an answer in one's own words
AHEAD: Final = timedelta(days=30)  # how long before anybody works there one may register (P)
SPELLED: Final = 300  # characters of a fraction as it is chosen

Tipo = Literal["fisica", "moral"]
LetraClase = Literal["I", "II", "III", "IV", "V"]
Modalidad = Literal["10", "13"]

TIPOS: Final[dict[str, str]] = {"fisica": "Yo, como persona física", "moral": "Una empresa o asociación"}
CLASES: Final[dict[str, str]] = {
    "I": "Clase I: riesgo ordinario de vida",
    "II": "Clase II: riesgo bajo",
    "III": "Clase III: riesgo medio",
    "IV": "Clase IV: riesgo alto",
    "V": "Clase V: riesgo máximo",
}
MODALIDADES: Final[dict[str, str]] = {"10": "En la ciudad", "13": "En el campo"}

QUIEN: Final = Section("Quién contrata")
DONDE: Final = Section("Dónde se trabaja")
QUE: Final = Section("Qué se hace ahí")
PRUEBAS: Final = Section("Lo que lo demuestra")


class Solicitud(Form):
    """The name and the RFC are not asked: whoever signs brings them in their certificate."""

    LAYOUT = "lista"

    tipo: Tipo = field("¿Quién contrata?", choices=TIPOS, section=QUIEN)
    nombre_comercial: str | None = field(
        "¿Con qué nombre le conoce la gente?",
        help="El nombre comercial, si lo tiene.",
        max_length=MAX_WORDS,
        optional=True,
        section=QUIEN,
    )
    correo: Email = field("¿A qué correo le escribimos sobre este registro?", section=QUIEN)
    desde: date = field(
        "¿Desde qué día trabaja alguien para usted?",
        help="La ley da 5 días hábiles desde ese día para registrarse.",
        section=QUIEN,
        default_today=True,
    )
    domicilio: Address = field(
        "¿Cuál es su domicilio fiscal?",
        help="El de su constancia del Servicio de Administración Tributaria (SAT).",
        section=DONDE,
    )
    entre_calles: str | None = field("¿Entre qué calles está?", max_length=MAX_WORDS, optional=True, section=DONDE)
    mismo_lugar: bool = field("¿Las personas trabajan en ese mismo domicilio?", section=DONDE)
    centro: Address | None = field("¿Dónde trabajan?", when={"mismo_lugar": ("no",)}, section=DONDE)
    modalidad: Modalidad = field("¿Dónde es el trabajo?", choices=MODALIDADES, default="10", section=QUE)
    actividad: str = field(
        "¿Qué se hace en ese lugar?",
        help="Por ejemplo: horneamos y vendemos pan.",
        max_length=MAX_WORDS,
        section=QUE,
    )
    fraccion: str | None = field(
        "¿Cuál es su fracción?",
        help="Es la clave de su actividad en el catálogo del reglamento. Si no la conoce, déjela vacía.",
        max_length=SPELLED,
        optional=True,
        section=QUE,
    )
    clase: LetraClase = field(
        "¿Qué clase de riesgo tiene esa actividad?",
        help="De la clase depende la prima con que empieza.",
        choices=CLASES,
        section=QUE,
    )
    escritura: str | None = field(
        "¿Cuáles son los datos de la escritura de la empresa?",
        help="Número de escritura, notaría y folio mercantil.",
        long=True,
        max_length=MAX_LONG,
        when={"tipo": ("moral",)},
        section=PRUEBAS,
    )
    acta: tuple[FileRef, ...] = files(
        "La escritura y el poder de quien representa a la empresa",
        max_files=3,
        when={"tipo": ("moral",)},
        section=PRUEBAS,
    )
    comprobante: tuple[FileRef, ...] = files(
        "Un comprobante del domicilio",
        help="De luz, agua, teléfono o predial. Sin él, una persona revisa su solicitud.",
        max_files=2,
        required=False,
        section=PRUEBAS,
    )

    @field_validator("desde")
    @classmethod
    def _not_far_ahead(cls, day: date, info: ValidationInfo) -> date:
        today = cls.today(info)
        if today is not None and day > today + AHEAD:
            raise problem(
                Text(
                    "REGISTRO_MUY_PRONTO",
                    "Faltan más de {dias} días. Regístrese más cerca de esa fecha.",
                    dias=AHEAD.days,
                )
            )
        return day

    @field_validator("actividad")
    @classmethod
    def _in_letters(cls, words: str) -> str:
        plain = " ".join(words.split())
        if not any(each.isalpha() for each in plain):
            raise problem(Text("ACTIVIDAD_ILEGIBLE", "Escriba con palabras qué se hace ahí."))
        return plain

    @property
    def lugar(self) -> Address:
        """Where people work."""
        return self.centro or self.domicilio


class UsarElMismo(Form):
    """What is asked of whoever has a registro there already, for the same activity."""

    usar: Literal["mismo", "otro"] = field(
        "Ya tiene un registro en ese municipio con la misma actividad. ¿Desea usarlo?",
        choices={"mismo": "Sí, usaré el que ya tengo", "otro": "No, necesito otro"},
    )
    motivo: str = field(
        "¿Por qué necesita otro?",
        help="Si usará el que ya tiene, déjelo vacío.",
        long=True,
        default="",
        max_length=MAX_LONG,
    )

    @field_validator("motivo")
    @classmethod
    def _another_has_a_reason(cls, words: str, info: ValidationInfo) -> str:
        if info.data.get("usar") == "otro" and not words.strip():
            raise problem(Text("OTRO_REGISTRO_MOTIVO", "Diga por qué necesita otro registro."))
        return words


class Visita(Form):
    """What an official records after locating an address that no loaded postal code places."""

    localizado: Literal["si", "no"] = field(
        "¿Se localizó el domicilio?", choices={"si": "Sí", "no": "No existe o no es de la empresa"}
    )
    municipio: str | None = field(
        "Clave de municipio del registro",
        help="Una letra y dos dígitos, o tres dígitos. Por ejemplo: X01.",
        max_length=3,
        when={"localizado": ("si",)},
    )
    delegacion: str | None = field("Delegación, con dos dígitos", max_length=2, when={"localizado": ("si",)})
    subdelegacion: str | None = field("Subdelegación, con dos dígitos", max_length=2, when={"localizado": ("si",)})
    zona: Literal["general", "zlfn"] | None = field(
        "Zona de salario mínimo",
        choices={Zona.GENERAL.value: "General", Zona.ZLFN.value: "Frontera norte"},
        when={"localizado": ("si",)},
    )
    motivo: str = field("¿Qué se revisó y qué se encontró?", long=True, max_length=MAX_LONG)

    @field_validator("municipio")
    @classmethod
    def _a_key(cls, key: str | None) -> str | None:
        plain = (key or "").strip().upper()
        if plain and not (len(plain) == 3 and plain.isascii() and plain.isalnum() and plain[1:].isdigit()):
            raise problem(Text("MUNICIPIO_CLAVE", "Es una letra o un dígito y dos dígitos. Por ejemplo: X01."))
        return plain or None

    @field_validator("delegacion", "subdelegacion")
    @classmethod
    def _two_digits(cls, key: str | None) -> str | None:
        if key is not None and not (len(key) == 2 and key.isascii() and key.isdigit()):
            raise problem(Text("DELEGACION_CLAVE", "Son dos dígitos. Por ejemplo: 05."))
        return key
