"""Who gets a number at once, who has one, and whom a person must look at: never two for one, none chosen silently."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from ventanilla.domain.affiliation import AsignarNss, Contradiccion, EnPoblacion, Poblacion
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit import Approve, Decision, Effect, IssueDocument, Refer, Reject, Text

from .facts import Hechos
from .form import EQUIVOCADOS, SIN_RESPUESTA, Solicitud

CITE: Final = ("LSS 15-I", "RACERF 45", "RACERF 46", "RACERF 47")
QUEUE: Final = "afiliacion"
YA_TIENE: Final = Text(
    "NSS_YA_TIENE",
    "Ya hay un Número de Seguridad Social (NSS) con su CURP, y es uno para toda la vida. "
    "Pídalo en «Localización de su Número de Seguridad Social».",
)
SOLO_EN_AVISOS: Final = Text(
    "NSS_SOLO_EN_AVISOS", "Hay números en avisos de empleadores, pero ninguno está asignado a su CURP."
)
SIN_CURP: Final = Text("CURP_SIN_CONFIRMAR", "RENAPO no confirma esa CURP. Revísela en gob.mx/curp.")
CURP_CAMBIO: Final = Text(
    "CURP_SITUACION", "El registro de población dice que su CURP no está vigente. Una persona lo revisará."
)
OTRO_DATO: Final = Text("POBLACION_EQUIVOCADA", "Usted dice que el registro de población tiene un dato equivocado.")
CAMBIARON: Final = Text("POBLACION_CAMBIO", "El registro de población dice ahora otros datos que los que usted vio.")
PARECIDA: Final = Text(
    "REGISTRO_PARECIDO",
    "Hay un registro parecido al suyo. Una persona comprobará que no sea de usted antes de darle otro número.",
)
SIN_LOCALIDAD: Final = Text("CP_SIN_SUBDELEGACION", "No sabemos qué subdelegación atiende ese código postal.")
SIN_SERIE: Final = Text("NSS_SIN_SERIE", "Ya no hay números disponibles para su subdelegación este año.")


@dataclass(frozen=True)
class Asignacion:
    """What is given, and all that the document prints."""

    nombre: str
    curp: str
    nss: str
    nacimiento: date


@dataclass(frozen=True)
class Numero:
    """The order to the register, and what is printed of it."""

    subject: SubjectId
    persona: Poblacion
    nss: str
    impreso: Asignacion


def decide(solicitud: Solicitud, hechos: Hechos, on: date) -> Decision[Numero]:
    """One number for each person (LSS 15-I; RACERF 45): whoever has it is told; any doubt goes to a person."""
    if hechos.registrada.asignado:
        return Reject((YA_TIENE,), CITE)
    persona = hechos.poblacion
    if persona is None or persona.situacion is EnPoblacion.NO_ENCONTRADA:
        return Reject((SIN_CURP,), CITE)
    granted = _granted(persona, hechos)
    if (doubts := _doubts(solicitud, hechos, persona)) or granted is None:
        missing = () if granted is not None else (SIN_SERIE if hechos.localidad is not None else SIN_LOCALIDAD,)
        proposal = granted if granted is not None and _is_theirs(hechos, persona) else None
        return Refer(QUEUE, (*doubts, *missing), proposal or Reject((doubts or missing)[:1], CITE))
    return granted


def _granted(persona: Poblacion, hechos: Hechos) -> Approve[Numero] | None:
    """The number, where there is one to give and somebody to give it to."""
    if not hechos.siguiente or persona.nacimiento is None or not persona.names_somebody:
        return None
    printed = Asignacion(persona.nombre_completo, persona.curp, hechos.siguiente, persona.nacimiento)
    return Approve(Numero(hechos.subject, persona, hechos.siguiente, printed))


def _is_theirs(hechos: Hechos, persona: Poblacion) -> bool:
    """Whether an official may just say yes: the CURP is in force, theirs alone, and no number waits in notices."""
    return persona.situacion.confirms and not hechos.de_otra and not hechos.registrada.numeros


def _doubts(solicitud: Solicitud, hechos: Hechos, persona: Poblacion) -> tuple[Text, ...]:
    """What a person must look at, each with its reason."""
    found = [doubt.reason for doubt in hechos.registrada.contradictions]
    if hechos.registrada.numeros:
        found.append(SOLO_EN_AVISOS)
    if not persona.situacion.confirms:
        found.append(CURP_CAMBIO)
    if hechos.de_otra or hechos.parecidos:
        found.append(PARECIDA)
    if hechos.registrada.nombre and _plain(hechos.registrada.nombre) != _plain(persona.nombre_completo):
        found.append(Contradiccion.NOMBRE_DISTINTO.reason)
    if solicitud.datos == EQUIVOCADOS:
        found.append(OTRO_DATO)
    elif solicitud.datos not in {SIN_RESPUESTA, persona.words()}:
        found.append(CAMBIARON)
    return tuple(dict.fromkeys(found))


def _plain(name: str) -> str:
    return " ".join(name.upper().split())


def effects(numero: Numero) -> tuple[Effect, ...]:
    """The person enters the register without an employer: no right to care follows from a number."""
    persona = numero.persona
    if persona.nacimiento is None:
        raise AssertionError("who gets a number was born on a day")
    return (
        AsignarNss(
            subject=numero.subject,
            curp=persona.curp,
            nombre=persona.nombre,
            primer_apellido=persona.primer_apellido,
            segundo_apellido=persona.segundo_apellido,
            nacimiento=persona.nacimiento,
            sexo=persona.sexo,
            nss=numero.nss,
        ),
        IssueDocument(
            "asignacion.typ",
            numero.impreso,
            fact="La persona tiene un Número de Seguridad Social registrado.",
            holder=numero.impreso.nombre,
        ),
    )
