"""The family is known and uninsured, a doctor sees what was declared, the year is paid, and then it is covered.

The price is the Consejo Técnico's table by age (LSS 242); a year without one is said to be so, and goes to a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from ventanilla import law
from ventanilla.domain.affiliation import (
    TURNOS,
    AsignarUnidad,
    ContratarSeguroFamilia,
    ContratoFamilia,
    MiembroFamilia,
    Padecimiento,
    ParentescoFamilia,
)
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
from .form import Cotejo, Dictamen, Solicitud

QUEUE: Final = "afiliacion"
DOCTORS: Final = "medicina"
CITE: Final = ("LSS 240", "LSS 242")
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
NO_PRICE: Final = Text(
    "FAMILIA_SIN_PRECIO", "Sin dato: esta oficina no tiene el precio de ese año. Una persona revisará su solicitud."
)
INSURED: Final = Text(
    "FAMILIA_ASEGURADA", "Alguien de la lista ya tiene derecho a la atención médica. Una persona revisará su caso."
)
EARLY: Final = Text("FAMILIA_TEMPRANO", "Su seguro todavía no está por vencer. Se renueva en los últimos 60 días.")
PAPERS: Final = Text(
    "FAMILIA_COTEJO", "Una persona de la oficina compara las actas con su lista. Después le decimos cuánto es."
)
NOT_COMPARED: Final = Text("FAMILIA_SIN_COTEJO", "Nadie comparó las actas a tiempo. Una persona lo resolverá.")
DECLARED: Final = Text(
    "FAMILIA_DECLARO", "Declaró una enfermedad. Personal médico la revisa antes de que pague, en cinco días hábiles."
)
NO_LIST: Final = Text(
    "FAMILIA_SIN_LISTA", "Sin dato: falta la lista de padecimientos excluidos. Personal médico revisa su solicitud."
)
NOT_SEEN: Final = Text("FAMILIA_SIN_DICTAMEN", "El personal médico no contestó a tiempo. Una persona lo resolverá.")
DOUBT: Final = Text(
    "FAMILIA_DUDA", "Quien la revisó no pudo decidirlo. Otra persona médica da la segunda opinión, antes de que pague."
)
SECOND: Final = Text(
    "FAMILIA_SEGUNDA_OPINION", "Puede pedir una segunda opinión médica en su clínica, con el folio de esta resolución."
)
PAY: Final = {
    "dia_siguiente": Text(
        "FAMILIA_PAGUE_DIA",
        "Su contrato está pendiente de pago. Cubre desde el día siguiente al del pago. "
        "Si no se paga a tiempo, termina, y no se le cobra nada.",
    ),
    "mes_siguiente": Text(
        "FAMILIA_PAGUE",
        "Su contrato está pendiente de pago. Cubre desde el primer día del mes que sigue al del pago. "
        "Si no se paga a tiempo, termina, y no se le cobra nada.",
    ),
}
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
class Espera:
    """An illness as the contract prints it; ``desde`` None: it is not attended."""

    nombre: str
    articulo: str
    desde: date | None


@dataclass(frozen=True)
class Constancia:
    """All that the contract prints. ``fuente``: who says the price; ``clinica``: "" where its postal code has none."""

    titular: str
    desde: date
    hasta: date
    miembros: tuple[Renglon, ...]
    total: str
    fuente: str
    pagado: date
    referencia: str
    clinica: str
    esperas: tuple[Espera, ...]


@dataclass(frozen=True)
class Contrato:
    """What is ordered."""

    titular: SubjectId
    dias: Period
    miembros: tuple[MiembroFamilia, ...]
    pagado: date
    referencia: str
    unidades: tuple[AsignarUnidad, ...]
    fuente: str
    constancia: Constancia


def decide(solicitud: Solicitud, hechos: Hechos, on: date) -> Decision[Contrato]:
    """Priced, theirs, uninsured, seen by a doctor where one must, paid: in that order, so that nobody pays in vain.

    What the register knows of somebody weighs only once it is known that they are of the family: until then the answer
    is the same for an insured stranger, an uninsured one and nobody.
    """
    running = hechos.contratos[-1] if hechos.contratos else None
    if running is not None and hechos.presentada < running.dias.last - timedelta(days=renews_days()):
        return Reject(why=(EARLY,), cite=CITE)
    if not solicitud.documentos and not hechos.renueva:
        return Refer(QUEUE, (NO_PAPERS,), None)
    try:
        price = seguro_salud_familia(hechos.edades, hechos.presentada)
    except law.LawError:  # whose own words are for whoever runs the office
        return Refer(QUEUE, (NO_PRICE,), None)
    seen = _compared(solicitud, hechos, on) or _entitled(hechos) or _seen(solicitud, hechos, on)
    if seen is not None:
        return seen
    match hechos.pago:
        case None:
            until = on + timedelta(days=PAY_DAYS[law.policy(PAY_POLICY).value])
            return Ask(Payment(f"{CONCEPT}. {price.fuente}", price.total.centavos), Paid, until, _pay(running, on))
        case Silence():
            return Reject(why=(UNPAID,), cite=CITE)
        case Paid(centavos=centavos) if centavos < price.total.centavos:
            return Refer(QUEUE, (LESS,), Approve(_contract(solicitud, hechos, price, hechos.pago)))
        case Paid():
            return Approve(_contract(solicitud, hechos, price, hechos.pago))


def _pay(running: ContratoFamilia | None, on: date) -> Text:
    """What is said with the price: from when it covers, which decides when one pays."""
    if running is None or running.dias.last < on:
        return PAY[law.policy(BEGINS_POLICY).value]
    return Text(
        "FAMILIA_PAGUE_RENUEVA",
        "Su renovación está pendiente de pago. Para no perder un día, pague a más tardar el {vence}. "
        "Si no se paga a tiempo, termina, y no se le cobra nada.",
        vence=running.dias.last,
    )


def _compared(solicitud: Solicitud, hechos: Hechos, on: date) -> Ask | Reject | Refer[Contrato] | None:
    """What comes of the papers; None where nobody in it needs them, or they prove the family."""
    if not hechos.ajenos:
        return None
    match hechos.cotejo:
        case None:
            tells = tuple((each.curp, ParentescoFamilia(each.parentesco).words) for each in solicitud.miembros)
            return Ask(FromOfficial(QUEUE), Cotejo, on + timedelta(days=REVIEW_DAYS), PAPERS, tells)
        case Silence():
            return Refer(QUEUE, (NOT_COMPARED,), None)
        case Cotejo(resultado="no_prueban", motivo=motivo):
            return Reject(why=(Text("FAMILIA_NO_PRUEBAN", "{motivo}", motivo=motivo),), cite=CITE)
    return None


def _entitled(hechos: Hechos) -> Refer[Contrato] | None:
    """Whom the register does not have, or who needs no insurance: a person sees to it."""
    known = [each for each in hechos.conocidos if each is not None]
    if len(known) < len(hechos.conocidos):
        return Refer(QUEUE, (UNKNOWN,), None)
    return Refer(QUEUE, (INSURED,), None) if any(each.asegurado for each in known) else None


def _seen(solicitud: Solicitud, hechos: Hechos, on: date) -> Ask | Reject | Refer[Contrato] | None:
    """What comes of the illnesses; None where there is nothing to see, or the doctor let it go on."""
    if solicitud.padecimientos == "no" and hechos.lista:
        return None
    match hechos.dictamen:
        case None:
            why = DECLARED if solicitud.padecimientos == "si" else NO_LIST
            tells = (
                ("Lo que se declaró", solicitud.cuales or "Ninguna enfermedad"),
                *((_limit(each), f"{each.nombre} ({each.articulo})") for each in hechos.lista),
            )
            return Ask(FromOfficial(DOCTORS), Dictamen, on + timedelta(days=REVIEW_DAYS), why, tells)
        case Silence():
            return Refer(DOCTORS, (NOT_SEEN,), None)
        case Dictamen(resultado="excluye", motivo=motivo, articulo=articulo):
            said = Text("FAMILIA_EXCLUYE", "{motivo} ({articulo})", motivo=motivo, articulo=articulo)
            return Reject(why=(said, SECOND), cite=CITE)
        case Dictamen(resultado="duda"):
            return Refer(DOCTORS, (DOUBT,), None)
    return None


def _limit(one: Padecimiento) -> str:
    return "No se cubre" if one.espera is None else f"Se cubre después de {one.espera} días"


def _contract(solicitud: Solicitud, hechos: Hechos, price: CuotaFamiliar, paid: Paid) -> Contrato:
    running = hechos.contratos[-1] if hechos.contratos else None
    first = begins(paid.on, law.policy(BEGINS_POLICY).value)
    if running is not None and paid.on <= running.dias.last:
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
            Renglon(one.nombre, one.parentesco.words, one.edad, str(Money.of_centavos(one.centavos))) for one in members
        ),
        total=str(price.total),
        fuente=price.fuente,
        pagado=paid.on,
        referencia=paid.reference,
        clinica=hechos.clinica.unidad.nombre if hechos.clinica is not None and hechos.clinica.exacta else "",
        esperas=tuple(
            Espera(one.nombre, one.articulo, None if one.espera is None else days.first + timedelta(days=one.espera))
            for one in hechos.lista
        ),
    )
    units = _clinics(hechos, days.first)
    return Contrato(hechos.subject, days, members, paid.on, paid.reference, units, price.fuente, printed)


def _clinics(hechos: Hechos, first: date) -> tuple[AsignarUnidad, ...]:
    """Each member whom no clinic attends gets the one of the postal code, all in one room and turno.

    A postal code without a clinic gives none: being registered in one is another trámite, which a person confirms.
    """
    if hechos.clinica is None or not hechos.clinica.exacta:
        return ()
    unit, turno = hechos.clinica.unidad, TURNOS[0]
    return tuple(
        AsignarUnidad(each.subject, "", unit.codigo, unit.consultorio(turno), turno, first)
        for each in hechos.conocidos
        if each is not None and not each.unidad
    )


def effects(contrato: Contrato) -> tuple[Effect, ...]:
    """Each member is covered and has a clinic, and whoever paid gets the contract."""
    return (
        *contrato.unidades,
        ContratarSeguroFamilia(
            contrato.titular,
            contrato.constancia.titular,
            contrato.dias,
            contrato.miembros,
            contrato.pagado,
            contrato.referencia,
            contrato.fuente,
        ),
        IssueDocument("contrato.typ", contrato.constancia, fact="Contrato del Seguro de Salud para la Familia."),
    )
