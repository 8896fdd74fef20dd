"""Which registro, what happened to it and since when; and of each thing, what the law asks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, Literal

from pydantic import ValidationInfo, field_validator

from ventanilla.domain.affiliation import TipoAviso
from ventanilla.kit import Address, FileRef, Form, RegistroPatronal, Text, field, files, problem

MAX_WORDS: Final = 200  # characters of an activity or a name
MAX_CHOSEN: Final = 500  # characters of a registro or a fraction as it is chosen
AHEAD: Final = timedelta(days=30)  # how long before it happens it may be told (P)

Que = Literal["domicilio", "nombre", "clase", "sustitucion", "suspension", "huelga", "reanudacion", "baja"]
LetraClase = Literal["I", "II", "III", "IV", "V"]

QUE: Final[dict[str, str]] = {
    "domicilio": "Se mudó a otro domicilio",
    "nombre": "Cambió de nombre o razón social",
    "clase": "Cambió lo que se hace ahí: la actividad o su riesgo",
    "sustitucion": "Recibió el negocio y a las personas de otro empleador",
    "suspension": "Dejó de trabajar por un tiempo",
    "huelga": "Empezó una huelga",
    "reanudacion": "Volvió a trabajar",
    "baja": "Cerró para siempre",
}
CLASES: Final[dict[str, str]] = {
    "I": "Clase I: riesgo ordinario de vida",
    "II": "Clase II: riesgo bajo",
    "III": "Clase III: riesgo medio",
    "IV": "Clase IV: riesgo alto",
    "V": "Clase V: riesgo máximo",
}
PROVED: Final = ("nombre", "sustitucion")
EARLY: Final = Text("AVISO_MUY_PRONTO", "Faltan más de {dias} días. Avise más cerca de esa fecha.", dias=AHEAD.days)


class Solicitud(Form):
    """The registro is one of the employer's own, in the words in which it tells them apart (``options``)."""

    registro: str = field("¿Cuál de sus registros?", max_length=MAX_CHOSEN)
    que: Que = field("¿Qué pasó?", choices=QUE)
    desde: date = field(
        "¿Qué día ocurrió?",
        help="La ley da 5 días hábiles para avisar. Si cerró, el último día que se trabajó.",
        default_today=True,
    )
    domicilio: Address | None = field("¿Cuál es el domicilio nuevo?", when={"que": ("domicilio",)})
    nombre: str | None = field(
        "¿Cuál es el nombre nuevo?",
        help="Como está en la escritura o en la constancia del Servicio de Administración Tributaria (SAT).",
        max_length=MAX_WORDS,
        when={"que": ("nombre",)},
    )
    actividad: str | None = field("¿Qué se hace ahora ahí?", max_length=MAX_WORDS, when={"que": ("clase",)})
    fraccion: str | None = field(
        "¿Cuál es su fracción?",
        help="Es la clave de su actividad en el catálogo del reglamento. Si no la conoce, déjela vacía.",
        max_length=MAX_CHOSEN,
        optional=True,
        when={"que": ("clase",)},
    )
    clase: LetraClase | None = field("¿Qué clase de riesgo tiene ahora?", choices=CLASES, when={"que": ("clase",)})
    sustituye: RegistroPatronal | None = field("¿Qué registro tenía el otro empleador?", when={"que": ("sustitucion",)})
    prueba: tuple[FileRef, ...] = files(
        "¿Qué documento lo demuestra?",
        help="La escritura, el contrato de venta o la constancia del Servicio de Administración Tributaria (SAT).",
        max_files=3,
        when={"que": PROVED},
    )

    @field_validator("desde")
    @classmethod
    def _not_far_ahead(cls, day: date, info: ValidationInfo) -> date:
        today = cls.today(info)
        if today is not None and day > today + AHEAD:
            raise problem(EARLY)
        return day

    @field_validator("actividad", "nombre")
    @classmethod
    def _in_letters(cls, words: str | None) -> str | None:
        plain = " ".join((words or "").split())
        if plain and not any(each.isalpha() for each in plain):
            raise problem(Text("SIN_LETRAS", "Escríbalo con palabras."))
        return plain or None

    @property
    def tipo(self) -> TipoAviso:
        """The notice that it is."""
        return TipoAviso(self.que)
