"""What the holder is asked: whom they register, keep or end, how they are related, and what proves it."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

from pydantic import ValidationInfo, field_validator

from ventanilla.domain.affiliation import Parentesco
from ventanilla.kit import Curp, FileRef, Form, Text, field, files, problem

MAX_WORDS: Final = 300  # characters of one beneficiary in words
CURP_LENGTH: Final = 18

Accion = Literal["registrar", "estudios", "dictamen", "baja"]
ACCIONES: Final[dict[str, str]] = {
    "registrar": "Registrar a alguien de mi familia",
    "estudios": "Entregar la constancia de estudios de una hija o un hijo",
    "dictamen": "Entregar el dictamen de una hija o un hijo que no puede trabajar",
    "baja": "Avisar que alguien ya no es mi familiar beneficiario",
}
FAMILIA: Final[dict[str, str]] = {
    "hijo": "Mi hija o hijo",
    "conyuge": "Mi esposa o esposo",
    "concubino": "Mi pareja, sin matrimonio (concubinato)",
    "madre": "Mi madre",
    "padre": "Mi padre",
}
CONDICIONES: Final[dict[str, str]] = {
    "ninguna": "Es menor de 16 años",
    "estudia": "Tiene de 16 a 24 años y estudia",
    "incapacidad": "No puede trabajar por una enfermedad o discapacidad",
}
MOTIVOS: Final[dict[str, str]] = {
    "divorcio": "Nos divorciamos",
    "separacion": "Terminó nuestro concubinato",
    "fallecimiento": "Murió",
    "no_depende": "Ya no vive conmigo o ya no depende de mí",
}


class Solicitud(Form):
    """One person each time: what is decided of one does not wait for another."""

    accion: Accion = field(
        "¿Qué quiere hacer?",
        help="Es una persona cada vez. Si son varias, haga una solicitud por cada una.",
        choices=ACCIONES,
    )
    curp: Curp | None = field(
        "¿Cuál es la CURP de su familiar?",
        help="Está en su acta de nacimiento. Su nombre lo da el registro de población.",
        when={"accion": ("registrar",)},
    )
    parentesco: Literal["hijo", "conyuge", "concubino", "madre", "padre"] | None = field(
        "¿Quién es de usted?", choices=FAMILIA, when={"accion": ("registrar",)}
    )
    hijo_en_comun: bool | None = field("¿Tienen una hija o un hijo en común?", when={"parentesco": ("concubino",)})
    juntos_desde: date | None = field(
        "¿Desde qué día viven juntos?",
        help="Si no recuerda el día, ponga el primero del mes.",
        when={"parentesco": ("concubino",)},
    )
    condicion: Literal["ninguna", "estudia", "incapacidad"] | None = field(
        "¿Cuál es su situación?", choices=CONDICIONES, when={"parentesco": ("hijo",)}
    )
    mismo_domicilio: bool | None = field("¿Vive en el mismo domicilio que usted?", when={"accion": ("registrar",)})
    depende: bool | None = field(
        "¿Depende económicamente de usted?",
        help="Lo declara con su firma, bajo protesta de decir verdad.",
        when={"accion": ("registrar",)},
    )
    acta: tuple[FileRef, ...] = files(
        "¿Qué acta prueba el parentesco?",
        help="De nacimiento o de matrimonio. De una pareja, lo que pruebe su vida en común o el acta de su hijo.",
        max_files=3,
        when={"accion": ("registrar",)},
    )
    quien: str | None = field(
        "¿De quién se trata?", max_length=MAX_WORDS, when={"accion": ("estudios", "dictamen", "baja")}
    )
    motivo: Literal["divorcio", "separacion", "fallecimiento", "no_depende"] | None = field(
        "¿Qué pasó?", choices=MOTIVOS, when={"accion": ("baja",)}
    )
    fecha: date | None = field(
        "¿Cuál fue el último día en que tuvo derecho?",
        help="Por ejemplo, el día anterior al divorcio, o el día en que murió.",
        when={"accion": ("baja",)},
    )
    prueba: tuple[FileRef, ...] = files(
        "¿Qué documento lo prueba?",
        help="El acta de divorcio o de defunción, o la sentencia.",
        max_files=3,
        when={"motivo": ("divorcio", "fallecimiento")},
    )
    estudia_hasta: date | None = field(
        "¿Hasta qué día dice la constancia que estudia?",
        help="Es el último día del ciclo escolar.",
        when={"condicion": ("estudia",)},
    )
    constancia: tuple[FileRef, ...] = files("Constancia de estudios", when={"condicion": ("estudia",)})
    nuevo_ciclo: date | None = field(
        "¿Hasta qué día dice la constancia nueva que estudia?",
        help="Es el último día del ciclo escolar.",
        when={"accion": ("estudios",)},
    )
    constancia_nueva: tuple[FileRef, ...] = files("Constancia de estudios", when={"accion": ("estudios",)})
    dictamen: tuple[FileRef, ...] = files(
        "Dictamen de incapacidad",
        help="Basta la hoja que dice que no puede mantenerse. No hace falta el diagnóstico.",
        when={"condicion": ("incapacidad",)},
    )
    dictamen_nuevo: tuple[FileRef, ...] = files(
        "Dictamen de incapacidad",
        help="Basta la hoja que dice que no puede mantenerse. No hace falta el diagnóstico.",
        when={"accion": ("dictamen",)},
    )

    @field_validator("fecha", "juntos_desde")
    @classmethod
    def _a_day_that_passed(cls, day: date | None, info: ValidationInfo) -> date | None:
        today = cls.today(info)
        if day is not None and today is not None and day > today:
            raise problem(Text("FECHA_FUTURA", "Escriba una fecha que ya pasó."))
        return day

    @property
    def relacion(self) -> Parentesco | None:
        """How they are related, of somebody who is registered."""
        return Parentesco(self.parentesco) if self.parentesco else None

    @property
    def de_quien(self) -> str:
        """The CURP of whom it is about: written, or at the end of the words that were chosen."""
        return self.curp or (self.quien or "")[-CURP_LENGTH:]
