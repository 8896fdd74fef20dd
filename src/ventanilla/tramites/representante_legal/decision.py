"""A deed is read by a person; whom the company's own certificate already names needs nobody to read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from ventanilla.domain.authority.autorizaciones import ReconocerRepresentante
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.text import long_date
from ventanilla.kit import Approve, Decision, Effect, IssueDocument, Refer, Reject, Text

from .facts import Hechos
from .form import Solicitud

QUEUE: Final = "representantes"
CITE: Final = ("CFF 19",)
MORAL: Final = 12  # characters of the RFC of a company
DE_PERSONA: Final = Text("RFC_NO_ES_EMPRESA", "Ese RFC es de una persona. El de una empresa tiene 12 letras y números.")
SIN_ESCRITURA: Final = Text(
    "REPRESENTANTE_SIN_ESCRITURA", "Falta la escritura o el poder. Pídalo otra vez y adjúntelo en PDF."
)
EN_SU_NOMBRE: Final = Text(
    "REPRESENTANTE_EN_SU_NOMBRE", "Pídalo en su propio nombre: deje de actuar por otra persona o empresa."
)
REVISA: Final = Text("REPRESENTANTE_REVISA", "Una persona leerá la escritura y le avisaremos qué decidió.")
HAY_OTRO: Final = Text(
    "REPRESENTANTE_HAY_OTRO",
    "La empresa tiene un certificado vigente con otro representante. Si se aprueba, vale el acto más reciente.",
)


@dataclass(frozen=True)
class Impresa:
    """Who represents whom, by which deed: all that the document prints."""

    persona: str
    empresa: str
    rfc: str
    escritura: str
    notaria: str
    fecha: date
    desde: date


@dataclass(frozen=True)
class Representacion:
    """What is printed, and the employer that the register already has by that RFC."""

    impresa: Impresa
    patron: SubjectId | None


def decide(solicitud: Solicitud, hechos: Hechos, on: date) -> Decision[Representacion]:
    """Nobody becomes a representative without a person reading the deed, unless the certificate says it already."""
    if hechos.por_otro or hechos.persona.moral:
        return Reject(why=(EN_SU_NOMBRE,), cite=CITE)
    if len(solicitud.rfc) != MORAL:
        return Reject(why=(DE_PERSONA,), cite=CITE)
    if not solicitud.documento:
        return Reject(why=(SIN_ESCRITURA,), cite=CITE)
    empresa = hechos.empresa
    granted = Approve(
        Representacion(
            Impresa(
                persona=hechos.persona.nombre,
                empresa=empresa.nombre if empresa is not None else solicitud.razon_social,
                rfc=solicitud.rfc,
                escritura=solicitud.escritura,
                notaria=solicitud.notaria,
                fecha=solicitud.fecha,
                desde=on,
            ),
            hechos.patron,
        )
    )
    known = empresa.representante if empresa is not None else None
    if known is not None and known == hechos.subject:
        return granted
    return Refer(queue=QUEUE, why=(REVISA,) if known is None else (REVISA, HAY_OTRO), proposal=granted)


def effects(una: Representacion) -> tuple[Effect, ...]:
    """The person may act for the company with their own e.firma, in everything, until that ends."""
    said = una.impresa
    return (
        ReconocerRepresentante(
            rfc=said.rfc,
            company=said.empresa,
            subject=una.patron,
            deed=f"{said.escritura}, {said.notaria}, {long_date(said.fecha)}",
            since=said.desde,
        ),
        IssueDocument("representacion.typ", said, fact="Representación de una empresa, por escritura."),
    )
