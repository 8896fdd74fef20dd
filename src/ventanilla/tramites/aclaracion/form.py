"""What the worker is asked; and what whoever answers is asked: the employer, or an official who verifies."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Final, Literal

from pydantic import ValidationInfo, field_validator

from ventanilla.domain.benefits import ley_desde
from ventanilla.kit import FileRef, Form, Pesos, Text, field, files, problem

MAX_WORDS: Final = 2_000  # characters of an answer in one's own words
MIN_WORDS: Final = 5  # characters: less says nothing to whoever must answer
MAX_RECEIPTS: Final = 6  # payroll receipts of one dispute
MAX_FILES: Final = 10  # photographs and statements of one dispute

Problema = Literal["fecha", "salario", "no_ocurrio", "falta"]
Quien = Literal["patron", "institucion"]

PROBLEMAS: Final[dict[str, str]] = {
    "fecha": "La fecha de un aviso no es correcta",
    "salario": "El salario registrado no es correcto",
    "no_ocurrio": "Ese aviso no debió presentarse: no ocurrió",
    "falta": "Falta un aviso: trabajé y no me registraron, o no registraron todo",
}
QUIENES: Final[dict[str, str]] = {
    "patron": "Mi empleador: sabrá que yo pregunté",
    "institucion": "La oficina: no dirá quién preguntó",
}
OTRO: Final = "Otro empleador, que no está en la lista"
FALTAN_PALABRAS: Final = Text("ACLARACION_FALTA", "Escriba su respuesta, para que quien la lea sepa qué hacer.")


class Solicitud(Form):
    """The movement, or the employer, is one of the person's own, in the words of the register (``options``)."""

    VERSION: ClassVar[int] = 2  # asks for the right date and wage, so that the correction can be prepared

    problema: Problema = field("¿Qué no es correcto?", choices=PROBLEMAS)
    movimiento: str | None = field(
        "¿Cuál aviso de su empleador?",
        max_length=MAX_WORDS,
        when={"problema": ("fecha", "salario", "no_ocurrio")},
    )
    fecha: date | None = field("¿Cuál es la fecha correcta?", when={"problema": ("fecha",)})
    empleador: str | None = field("¿Con qué empleador?", max_length=MAX_WORDS, when={"problema": ("falta",)})
    desde: date | None = field("¿Desde qué día trabajó ahí?", when={"problema": ("falta",)})
    sbc: Pesos | None = field(
        "¿Cuál es el salario base de cotización (SBC) correcto, por día?",
        help="En su recibo de nómina puede llamarse salario diario integrado (SDI). Si no lo sabe, déjelo en blanco.",
        optional=True,
        when={"problema": ("salario", "falta")},
    )
    correcto: str | None = field(
        "¿Qué ocurrió?",
        help="Por ejemplo: sigo trabajando ahí. Su empleador leerá esta respuesta si usted elige que conteste.",
        long=True,
        max_length=MAX_WORDS,
        when={"problema": ("no_ocurrio", "falta")},
    )
    explica: str = field(
        "¿Qué lo demuestra?",
        help="Por ejemplo: recibos de nómina, contrato, depósitos o testigos. Su empleador no verá esta respuesta.",
        long=True,
        max_length=MAX_WORDS,
    )
    pruebas: tuple[FileRef, ...] = files(
        "Adjunte lo que lo demuestra, si lo tiene",
        help="Fotografías de avisos o recibos, contrato o estados de cuenta. Su empleador no los verá.",
        max_files=MAX_FILES,
        required=False,
    )
    recibos: tuple[FileRef, ...] = files(
        "Adjunte los archivos sellados de sus recibos de nómina, si los tiene",
        kinds=("xml",),
        help="Su empleador los sella ante el Servicio de Administración Tributaria (SAT), y terminan en «.xml». "
        "Comprobamos su sello y los comparamos con su registro. Su empleador no los verá.",
        max_files=MAX_RECEIPTS,
        required=False,
    )
    quien: Quien = field(
        "¿Quién debe responder?",
        help="Si teme represalias, elija a la oficina.",
        choices=QUIENES,
        hints={
            "patron": "Es más rápido. Los dos verán hasta qué día puede contestar.",
            "institucion": "Tarda más. Si corrige un aviso, su empleador lo verá, pero no quién lo pidió.",
        },
        more=(
            "Sus derechos si hay represalias",
            "Usted tiene derecho a pedir que se registre su trabajo y a demostrarlo (Ley del Seguro Social, "
            "artículo 18).",
            "Si pierde su empleo por esto, puede pedir ayuda a la Procuraduría Federal de la Defensa del Trabajo "
            "(PROFEDET).",
        ),
    )

    @field_validator("fecha", "desde")
    @classmethod
    def _within_reach(cls, day: date | None, info: ValidationInfo) -> date | None:
        today = cls.today(info)
        if day is not None and day < ley_desde():
            raise problem(
                Text(
                    "ACLARACION_ANTERIOR",
                    "Escriba una fecha desde el {desde}. Lo anterior se busca en el archivo: acuda a su subdelegación.",
                    desde=ley_desde(),
                )
            )
        if day is not None and today is not None and day > today:
            raise problem(Text("ACLARACION_FUTURA", "Escriba una fecha que ya llegó."))
        return day

    @field_validator("correcto", "explica")
    @classmethod
    def _in_words(cls, words: str | None) -> str | None:
        if words is not None and len(words) < MIN_WORDS:
            raise problem(FALTAN_PALABRAS)
        return words

    @field_validator("quien")
    @classmethod
    def _somebody_to_ask(cls, quien: Quien, info: ValidationInfo) -> Quien:
        if quien == "patron" and info.data.get("problema") == "falta" and info.data.get("empleador") in (None, OTRO):
            raise problem(
                Text(
                    "ACLARACION_VERIFICA",
                    "Ese empleador no está en su historia, y no sabemos a quién preguntar. Elija a la oficina.",
                )
            )
        return quien


class RespuestaPatron(Form):
    """What the employer answers, with its own e.firma."""

    acepta: Literal["si", "no"] = field(
        "¿Está de acuerdo con lo que dice la persona?",
        help="Si está de acuerdo, preparamos la corrección y usted la firma. No tendrá que escribirla.",
        choices={"si": "Sí, es correcto lo que dice", "no": "No estoy de acuerdo"},
    )
    motivo: str = field(
        "Explique por qué",
        help="Si no está de acuerdo, diga qué ocurrió y con qué lo demuestra: la persona lo leerá. Si lo está, puede "
        "dejarlo en blanco.",
        long=True,
        default="",
        max_length=MAX_WORDS,
    )

    @field_validator("motivo")
    @classmethod
    def _no_has_a_reason(cls, words: str, info: ValidationInfo) -> str:
        if info.data.get("acepta") == "no" and len(words) < MIN_WORDS:
            raise problem(Text("ACLARACION_MOTIVO", "Explique por qué no está de acuerdo."))
        return words


class Verificacion(Form):
    """What an official records after looking."""

    procede: Literal["si", "no"] = field(
        "¿Lo que señala la persona está demostrado?",
        choices={"si": "Sí, está demostrado", "no": "No está demostrado"},
    )
    motivo: str = field("¿Qué se revisó y qué se encontró?", long=True, max_length=MAX_WORDS)

    @field_validator("motivo")
    @classmethod
    def _in_words(cls, words: str) -> str:
        if len(words) < MIN_WORDS:
            raise problem(FALTAN_PALABRAS)
        return words
