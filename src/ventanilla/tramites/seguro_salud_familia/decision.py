"""The family is known and uninsured, a doctor sees what was declared, the year is paid, and then it is covered.

The price is the Consejo Técnico's table by age (LSS 242); a year without one is said to be so, and goes to a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from ventanilla import law
from ventanilla.domain.affiliation import ContratarSeguroFamilia, MiembroFamilia, ParentescoFamilia
from ventanilla.domain.affiliation.seguro_familia import BEGINS_POLICY, ONE_DAY, begins, renews_days, year_from
from ventanilla.domain.contributions.voluntary import CuotaFamiliar, seguro_salud_familia
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period
from ventanilla.kit import (
    Approve,
    Ask,
    Decision,
    Effect,
    FromOfficial,
    IssueDocument,
    Paid,
    Payment,
    Refer,
    Reject,
    Silence,
    Text,
)

from .facts import Hechos
from .form import Dictamen, Solicitud

QUEUE: Final = "afiliacion"
DOCTORS: Final = "medicina"
CITE: Final = ("LSS 240", "LSS 242", "LSS 243")
PAY_POLICY: Final = "familia_pago_plazo"
PAY_DAYS: Final = {"10_dias": 10, "30_dias": 30}
REVIEW_DAYS: Final = 7  # natural days: five working ones
CONCEPT: Final = "Seguro de Salud para la Familia, un año"
UNKNOWN: Final = Text(
    "FAMILIA_SIN_REGISTRO", "No tenemos en el registro a todas las personas. Una persona de la oficina las registrará."
)
NO_PAPERS: Final = Text(
    "FAMILIA_SIN_ACTAS", "No adjuntó las actas ni el comprobante de domicilio. Una persona se los pedirá."
)
INSURED: Final = Text(
    "FAMILIA_ASEGURADA", "Alguien de la lista ya tiene derecho a la atención médica. Una persona revisará su caso."
)
EARLY: Final = Text("FAMILIA_TEMPRANO", "Su seguro todavía no está por vencer. Se renueva en los últimos 60 días.")
DECLARED: Final = Text(
    "FAMILIA_DECLARO", "Declaró una enfermedad. Personal médico la revisa antes de que pague, en cinco días hábiles."
)
NO_LIST: Final = Text(
    "FAMILIA_SIN_LISTA", "Sin dato: falta la lista de padecimientos excluidos. Personal médico revisa su solicitud."
)
NOT_SEEN: Final = Text("FAMILIA_SIN_DICTAMEN", "El personal médico no contestó a tiempo. Una persona lo resolverá.")
SECOND: Final = Text(
    "FAMILIA_SEGUNDA_OPINION", "Puede pedir una segunda opinión médica en su clínica, con el folio de esta resolución."
)
PAY: Final = Text(
    "FAMILIA_PAGUE", "Su contrato está pendiente de pago. Si no se paga a tiempo, termina, y no se le cobra nada."
)
UNPAID: Final = Text(
    "FAMILIA_SIN_PAGO", "El pago no llegó a tiempo, y el contrato terminó. Puede pedirlo otra vez cuando quiera."
)
LESS: Final = Text("FAMILIA_PAGO_MENOR", "Se pagó menos de lo que cuesta el año. Una persona revisará su pago.")


@dataclass(frozen=True)
class Renglon:
    """A person, as the contract prints them."""

    nombre: str
    parentesco: str
    edad: int
    importe: str


@dataclass(frozen=True)
class Constancia:
    """All that the contract prints."""

    titular: str
    desde: date
    hasta: date
    miembros: tuple[Renglon, ...]
    total: str
    pagado: date
    referencia: str


@dataclass(frozen=True)
class Contrato:
    """What is ordered."""

    titular: SubjectId
    dias: Period
    miembros: tuple[MiembroFamilia, ...]
    pagado: date
    referencia: str
    constancia: Constancia


def decide(solicitud: Solicitud, hechos: Hechos, on: date) -> Decision[Contrato]:
    """Known, uninsured, priced, seen by a doctor where one must, paid: in that order, so that nobody pays in vain."""
    running = hechos.contratos[-1] if hechos.contratos else None
    if running is not None and hechos.presentada < running.dias.last - timedelta(days=renews_days()):
        return Reject(why=(EARLY,), cite=CITE)
    known = [each for each in hechos.conocidos if each is not None]
    if len(known) < len(hechos.conocidos):
        return Refer(QUEUE, (UNKNOWN,), None)
    if any(each.asegurado for each in known):
        return Refer(QUEUE, (INSURED,), None)
    if not solicitud.documentos:
        return Refer(QUEUE, (NO_PAPERS,), None)
    try:
        price = seguro_salud_familia(hechos.edades, hechos.presentada)
    except law.LawError as unknown:
        return Refer(QUEUE, (unknown.reason,), None)
    seen = _seen(solicitud, hechos, on)
    if seen is not None:
        return seen
    match hechos.pago:
        case None:
            until = on + timedelta(days=PAY_DAYS[law.policy(PAY_POLICY).value])
            return Ask(Payment(CONCEPT, price.total.centavos), Paid, until, PAY)
        case Silence():
            return Reject(why=(UNPAID,), cite=CITE)
        case Paid(centavos=centavos) if centavos < price.total.centavos:
            return Refer(QUEUE, (LESS,), Approve(_contract(solicitud, hechos, price, hechos.pago)))
        case Paid():
            return Approve(_contract(solicitud, hechos, price, hechos.pago))


def _seen(solicitud: Solicitud, hechos: Hechos, on: date) -> Ask | Reject | Refer[Contrato] | None:
    """What comes of the illnesses; None where there is nothing to see, or the doctor let it go on."""
    if solicitud.padecimientos == "no" and hechos.lista:
        return None
    match hechos.dictamen:
        case None:
            why = DECLARED if solicitud.padecimientos == "si" else NO_LIST
            tells = (("Lo que se declaró", solicitud.cuales or "Ninguna enfermedad"),)
            return Ask(FromOfficial(DOCTORS), Dictamen, on + timedelta(days=REVIEW_DAYS), why, tells)
        case Silence():
            return Refer(DOCTORS, (NOT_SEEN,), None)
        case Dictamen(resultado="excluye", motivo=motivo, articulo=articulo):
            said = Text("FAMILIA_EXCLUYE", "{motivo} ({articulo})", motivo=motivo, articulo=articulo)
            return Reject(why=(said, SECOND), cite=CITE)
    return None


def _contract(solicitud: Solicitud, hechos: Hechos, price: CuotaFamiliar, paid: Paid) -> Contrato:
    running = hechos.contratos[-1] if hechos.contratos else None
    first = begins(paid.on, law.policy(BEGINS_POLICY).value)
    if running is not None and running.dias.last >= first - ONE_DAY:
        first = running.dias.last + ONE_DAY  # a renewal goes on where the year ends
    days = year_from(first)
    members = tuple(
        MiembroFamilia(known.subject, known.nombre, ParentescoFamilia(each.parentesco), years, amount.centavos)
        for each, known, years, amount in zip(
            solicitud.miembros, hechos.conocidos, hechos.edades, price.importes, strict=True
        )
        if known is not None
    )
    printed = Constancia(
        titular=hechos.nombre,
        desde=days.first,
        hasta=days.last,
        miembros=tuple(
            Renglon(one.nombre, one.parentesco.value, one.edad, str(Money.of_centavos(one.centavos))) for one in members
        ),
        total=str(price.total),
        pagado=paid.on,
        referencia=paid.reference,
    )
    return Contrato(hechos.subject, days, members, paid.on, paid.reference, printed)


def effects(contrato: Contrato) -> tuple[Effect, ...]:
    """Each member is covered, and whoever paid gets the contract."""
    return (
        ContratarSeguroFamilia(
            contrato.titular,
            contrato.constancia.titular,
            contrato.dias,
            contrato.miembros,
            contrato.pagado,
            contrato.referencia,
        ),
        IssueDocument("contrato.typ", contrato.constancia, fact="Contrato del Seguro de Salud para la Familia."),
    )
