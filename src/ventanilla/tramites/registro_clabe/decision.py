"""The bank's word makes it theirs; without it, an official looks at the statement. No money moves before the wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from ventanilla.domain.identifiers import clabe
from ventanilla.domain.payments import RegistrarClabe, Titular, masked
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit import Approve, Decision, Effect, IssueDocument, Refer, Reject, Text

from .facts import Hechos
from .form import Solicitud

QUEUE: Final = "afiliacion"
CITE: Final = ("LSS 98", "LSS 101")
SAME: Final = Text("CLABE_IGUAL", "Ya se le paga en esa cuenta. No hay nada que cambiar.")
COMING: Final = Text(
    "CLABE_EN_CURSO", "Ya registró esa cuenta. Vea lo que falta en «Su cuenta bancaria», dentro de su oficina."
)
TOO_MANY: Final = Text(
    "CLABE_DEPOSITOS",
    "Hoy ya pedimos los depósitos de un centavo que se pueden para usted. Vuelva mañana, o preséntelo con su e.firma.",
)
NO_BANK: Final = Text(
    "CLABE_SIN_BANCO",
    "Esta oficina no puede hacer el depósito de un centavo. Preséntelo con su e.firma y su estado de cuenta, o acuda a "
    "su subdelegación con una identificación.",
)
NOT_YOURS: Final = Text("CLABE_OTRO_TITULAR", "El banco indica que la cuenta no está a su nombre.")
NOT_SAID: Final = Text("CLABE_SIN_TITULAR", "El banco no dice de quién es la cuenta.")
WAY_OUT: Final = Text(
    "CLABE_ESTADO_DE_CUENTA",
    "Si la cuenta es suya, preséntelo otra vez con su estado de cuenta. Una persona lo revisará.",
)
REVIEW: Final = Text(
    "CLABE_REVISION", "Una persona comparará el nombre de su estado de cuenta con el de su registro, y le avisaremos."
)


@dataclass(frozen=True)
class Acuse:
    """All that the document prints; the number of the account is not among it."""

    cuenta: str
    desde: date
    con_codigo: bool
    antes: str


@dataclass(frozen=True)
class Registro:
    """The account that is registered."""

    subject: SubjectId
    clabe: str
    con_codigo: bool
    acuse: Acuse


def decide(solicitud: Solicitud, hechos: Hechos, on: date) -> Decision[Registro]:
    """What the person has already is refused; whose the account is, the bank says or an official sees."""
    current, coming = hechos.clabes.en_vigor, hechos.clabes.en_curso
    if current is not None and current.misma:
        return Reject(why=(SAME,), cite=CITE)
    # Whoever wasted their codes is told to come with their e.firma: then the same account is taken without one.
    if coming is not None and coming.misma and not (hechos.firmada and coming.por_comprobar):
        return Reject(why=(COMING,), cite=CITE)
    if hechos.clabes.agotada and not hechos.firmada:
        return Reject(why=(TOO_MANY,), cite=CITE)
    if hechos.clabes.sin_banco and not hechos.firmada:
        return Reject(why=(NO_BANK,), cite=CITE)
    number = clabe.compact(solicitud.clabe)
    shown = masked(number[:3], number[-4:])
    acuse = Acuse(shown, on, not hechos.firmada, current.mascara if current is not None else "")
    granted = Approve(Registro(hechos.subject, number, not hechos.firmada, acuse))
    if hechos.titular is Titular.SI:
        return granted
    why = NOT_YOURS if hechos.titular is Titular.NO else NOT_SAID
    if not solicitud.estado_de_cuenta:
        return Reject(why=(why, WAY_OUT), cite=CITE)
    return Refer(queue=QUEUE, why=(why, REVIEW), proposal=granted)


def effects(registro: Registro) -> tuple[Effect, ...]:
    """The account is registered, and the person gets a receipt that does not print its number."""
    return (
        RegistrarClabe(registro.subject, registro.clabe, registro.con_codigo),
        IssueDocument("registro.typ", registro.acuse, fact="Registro de una cuenta bancaria para recibir pagos."),
    )
