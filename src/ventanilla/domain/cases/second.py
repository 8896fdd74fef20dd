"""What officials do with a case, and whose agreement it needs (policy ``resolucion_segunda_persona``)."""

from __future__ import annotations

from enum import Enum
from typing import Final

from ventanilla import law
from ventanilla.kernel.text import Text

SECOND_POLICY: Final = "resolucion_segunda_persona"
OWN_DATA: Final = "derechos_arco"


class Act(Enum):
    """The closed set of what an official says of a case."""

    CONFIRMAR = "confirmar"  # what the rules propose, with the facts of the moment
    NEGAR = "negar"
    PREGUNTAR = "preguntar"


class ReviewState(Enum):
    """How far an official's act came."""

    HECHA = "hecha"
    PROPUESTA = "propuesta"  # another official has to agree
    DEVUELTA = "devuelta"  # who did not


class ReviewFault(Enum):
    """Why an official cannot do what they want with a case."""

    SIN_MOTIVO = "sin_motivo"
    SIN_FUNDAMENTO = "sin_fundamento"
    SIN_PREGUNTA = "sin_pregunta"
    FECHA = "fecha"
    SIN_PROPUESTA = "sin_propuesta"
    CAMBIO = "cambio"
    DE_OTRA_PERSONA = "de_otra_persona"
    MISMA_PERSONA = "misma_persona"
    YA_DECIDIDO = "ya_decidido"
    SIN_COMPETENCIA = "sin_competencia"

    @property
    def text(self) -> Text:
        """What whoever tried is told."""
        return _SAID[self]


MAX_REASON: Final = 2_000  # characters
MIN_REASON: Final = 10  # characters: less says nothing to whoever must understand it
MAX_CITES: Final = 10  # articles of one resolution
MAX_ASK_WORKING_DAYS: Final = 60  # of operation: a case does not wait without end
_SAID: Final = {
    ReviewFault.SIN_MOTIVO: Text(
        "REVISION_SIN_MOTIVO",
        "Escriba las razones en palabras sencillas, de {minimo} a {maximo} letras. Las leerá la persona.",
        minimo=MIN_REASON,
        maximo=MAX_REASON,
    ),
    ReviewFault.SIN_FUNDAMENTO: Text(
        "REVISION_SIN_FUNDAMENTO", "Elija o escriba al menos un artículo: sin él no se puede negar."
    ),
    ReviewFault.SIN_PREGUNTA: Text(
        "REVISION_SIN_PREGUNTA",
        "Escriba qué necesita de la persona, de {minimo} a {maximo} letras.",
        minimo=MIN_REASON,
        maximo=MAX_REASON,
    ),
    ReviewFault.FECHA: Text(
        "REVISION_FECHA",
        "Escriba una fecha después de hoy, a no más de {dias} días hábiles.",
        dias=MAX_ASK_WORKING_DAYS,
    ),
    ReviewFault.SIN_PROPUESTA: Text(
        "REVISION_SIN_PROPUESTA",
        "Con los registros de hoy las reglas piden otro dato antes de proponer. Puede preguntarlo.",
    ),
    ReviewFault.CAMBIO: Text(
        "REVISION_CAMBIO",
        "Los registros cambiaron mientras lo revisaba. Esta es la propuesta de ahora; revísela otra vez.",
    ),
    ReviewFault.DE_OTRA_PERSONA: Text("REVISION_DE_OTRA_PERSONA", "Otra persona de la oficina lo está revisando."),
    ReviewFault.MISMA_PERSONA: Text("REVISION_MISMA_PERSONA", "Usted lo propuso. Lo aprueba otra persona."),
    ReviewFault.YA_DECIDIDO: Text(
        "REVISION_YA_DECIDIDO", "Este trámite ya no espera una decisión. Abajo puede ver qué pasó."
    ),
    ReviewFault.SIN_COMPETENCIA: Text(
        "REVISION_SIN_COMPETENCIA",
        "Falta un dato que toda resolución imprime: nombre, cargo, unidad o artículo de competencia. Pídalo a la "
        "administración del personal.",
    ),
}


def needs_second(tramite: str) -> bool:
    """Whether another official has to agree with what one resolves of ``tramite``, a trámite's key.

    >>> needs_second("derechos_arco")
    False
    """
    chosen = law.policy(SECOND_POLICY).value
    return chosen == "todos" or (chosen == "datos_personales" and tramite == OWN_DATA)


def reasons_of(typed: str) -> tuple[str, ...]:
    """What was typed as paragraphs; empty where it is too short or too long to be a reason.

    >>> reasons_of("No presentó el acta.\\n\\nPuede traerla.")
    ('No presentó el acta.', 'Puede traerla.')
    >>> reasons_of("no")
    ()
    """
    lines = tuple(line for line in (" ".join(each.split()) for each in typed.splitlines()) if line)
    return lines if MIN_REASON <= sum(map(len, lines)) <= MAX_REASON else ()
