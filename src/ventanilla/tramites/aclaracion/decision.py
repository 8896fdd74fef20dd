"""Who answers, until when, and what follows from what they said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from ventanilla import law
from ventanilla.domain.affiliation import Tipo
from ventanilla.kernel.period import months_after
from ventanilla.kit import (
    Approve,
    Ask,
    Decision,
    Effect,
    FromEmployer,
    FromOfficial,
    IssueDocument,
    Refer,
    Reject,
    Silence,
    Text,
)

from .facts import Hechos
from .form import PROBLEMAS, RespuestaPatron, Solicitud, Verificacion

VERIFICA: Final = "verificacion"
RESUELVE: Final = "aclaraciones"
CITE: Final = ("LSS 15", "LSS 18")


@dataclass(frozen=True)
class Aclaracion:
    """What is resolved, and all that the document may print. ``relojes`` are terms that go on meanwhile."""

    problema: str
    movimiento: str
    correcto: str
    motivo: Text
    relojes: tuple[Text, ...]


def decide(solicitud: Solicitud, hechos: Hechos, on: date) -> Decision[Aclaracion]:
    """Ask the other party or the institution; silence is an indication and goes to a person (LSS 15, 18).

    A disagreement is a person's to resolve: it is proposed that the register stays as it is unless it is proved.
    """
    if solicitud.problema != "falta" and hechos.movimiento is None:
        return Reject(("Ese aviso no está en su historia, o ya se corrigió.",), ("LSS 15",))
    if solicitud.quien == "patron" and hechos.empleador is not None:
        return _patron(solicitud, hechos, on)
    return _institucion(solicitud, hechos, on)


def _patron(solicitud: Solicitud, hechos: Hechos, on: date) -> Decision[Aclaracion]:
    match hechos.respuesta:
        case None:
            return _ask_employer(solicitud, hechos, on)
        case Silence(until):
            why = Text(
                "ACLARACION_SILENCIO",
                "Su empleador no respondió antes de que terminara el {fecha}. Eso es un indicio, no una prueba.",
                fecha=until,
            )
            return Refer(RESUELVE, (why,), _granted(solicitud, hechos, why, on))
        case RespuestaPatron(acepta="si"):
            why = Text("ACLARACION_ACEPTA", "Su empleador estuvo de acuerdo, con su e.firma.")
            return _granted(solicitud, hechos, why, on)
        case RespuestaPatron():
            no = Text(
                "ACLARACION_DESACUERDO", "Su empleador no está de acuerdo. Una persona revisará las dos versiones."
            )
            sin_prueba = Text(
                "ACLARACION_SIN_PRUEBA",
                "Su empleador no estuvo de acuerdo, y lo que usted señala no quedó demostrado.",
            )
            return Refer(RESUELVE, (no,), Reject((sin_prueba,), CITE))


def _institucion(solicitud: Solicitud, hechos: Hechos, on: date) -> Decision[Aclaracion]:
    match hechos.verificacion:
        case None:
            return _ask_official(solicitud, hechos, on)
        case Silence(until):
            why = Text("ACLARACION_SIN_VERIFICAR", "La oficina no terminó de verificar el {fecha}.", fecha=until)
            return Refer(RESUELVE, (why,), _granted(solicitud, hechos, why, on))
        case Verificacion(procede="si"):
            why = Text("ACLARACION_VERIFICADA", "La oficina lo verificó y lo encontró demostrado.")
            return _granted(solicitud, hechos, why, on)
        case Verificacion(motivo=motivo):
            no = Text(
                "ACLARACION_NO_DEMOSTRADA", "La oficina lo verificó y no está demostrado: {motivo}", motivo=motivo
            )
            return Reject((no,), CITE)


def _ask_employer(solicitud: Solicitud, hechos: Hechos, on: date) -> Ask:
    """The employer is shown whose movement and what is disputed; not what proves it."""
    if hechos.empleador is None:
        raise AssertionError("a movement has its employer")
    until = law.calendar().add(on, law.integer("expedientes.respuesta_patron_dias", on))
    tells = (
        ("Persona trabajadora", hechos.nombre),
        ("Número de Seguridad Social", hechos.nss),
        ("Aviso", solicitud.movimiento or ""),
        ("Qué señala", PROBLEMAS[solicitud.problema]),
        ("Qué dice que es lo correcto", solicitud.correcto),
    )
    why = Text("ACLARACION_CON_PATRON", "Su empleador puede contestar hasta el {fecha}.", fecha=until)
    return Ask(FromEmployer(hechos.empleador), RespuestaPatron, until, why, tells)


def _ask_official(solicitud: Solicitud, hechos: Hechos, on: date) -> Ask:
    until = law.calendar().add(on, law.integer("expedientes.verificacion_dias", on))
    tells = (
        ("Persona trabajadora", hechos.nombre),
        ("Número de Seguridad Social", hechos.nss),
        ("Aviso", solicitud.movimiento or "Falta"),
        ("Qué señala", PROBLEMAS[solicitud.problema]),
        ("Qué dice que es lo correcto", solicitud.correcto),
        ("Qué lo demuestra", solicitud.explica),
        ("Reserva", "No se dice al empleador quién preguntó (LSS 18)."),
    )
    why = Text(
        "ACLARACION_VERIFICANDO", "La oficina verificará lo que usted señala a más tardar el {fecha}.", fecha=until
    )
    return Ask(FromOfficial(VERIFICA), Verificacion, until, why, tells)


def _granted(solicitud: Solicitud, hechos: Hechos, why: Text, on: date) -> Approve[Aclaracion]:
    return Approve(
        Aclaracion(
            problema=PROBLEMAS[solicitud.problema],
            movimiento=solicitud.movimiento or "",
            correcto=solicitud.correcto,
            motivo=why,
            relojes=_relojes(hechos, on),
        )
    )


def _relojes(hechos: Hechos, on: date) -> tuple[Text, ...]:
    """The terms that this trámite does not stop (LSS 300; LFT 518, where a baja is disputed)."""
    cobro = Text(
        "RELOJ_COBRO",
        "Un subsidio, o cada mes de una pensión, se puede cobrar durante {meses} meses (LSS 300).",
        meses=law.integer("lss.cobro_meses", on),
    )
    if hechos.movimiento is None or hechos.movimiento.tipo is not Tipo.BAJA:
        return (cobro,)
    hasta = months_after(hechos.movimiento.on, law.integer("lft.despido_meses", on))
    despido = Text(
        "RELOJ_DESPIDO",
        "Si lo despidieron en la fecha de esa baja, el plazo para demandar termina el {fecha} (LFT 518).",
        fecha=hasta,
    )
    return (cobro, despido)


def effects(aclaracion: Aclaracion) -> tuple[Effect, ...]:
    """The resolution alone: the corrective movement is filed by Affiliation, and nothing is edited here."""
    return (IssueDocument("resolucion.typ", aclaracion, fact="Resolución de una aclaración: procede."),)
