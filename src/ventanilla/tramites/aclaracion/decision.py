"""Who answers, until when, what correction is prepared, and what follows from what they said or did not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from ventanilla import law
from ventanilla.domain.affiliation import RegistrarMovimiento, Tipo
from ventanilla.domain.anomalies import AVISO_DE_DESPIDO
from ventanilla.domain.contributions import CuotasError
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import months_after
from ventanilla.kernel.text import long_date
from ventanilla.kit import (
    Against,
    Approve,
    Ask,
    Decision,
    Effect,
    FromEmployer,
    FromFiling,
    FromOfficial,
    IssueDocument,
    Refer,
    Reject,
    Resuelto,
    Silence,
    Text,
)

from .correction import corregida, orden, preparada
from .evidence import comparados
from .facts import TIPOS, Hechos
from .form import PROBLEMAS, RespuestaPatron, Solicitud, Verificacion

VERIFICA: Final = "verificacion"
RESUELVE: Final = "aclaraciones"
POLICY: Final = "aclaracion_orden"
CITE: Final = ("LSS 15", "LSS 18")
YA_CORREGIDO: Final = Text(
    "ACLARACION_YA_CORREGIDO",
    "Ese aviso ya se corrigió de otra manera. Si el nuevo tampoco es correcto, pida una aclaración de ese.",
)


@dataclass(frozen=True)
class Aclaracion:
    """What is resolved, and all that the document may print. ``relojes`` are terms that go on meanwhile.

    ``ordenes`` is the corrective movement that the resolution itself registers, ``registra`` the same in words; () and
    "" where another does, or did.
    """

    problema: str
    movimiento: str
    correcto: str
    motivo: Text
    sigue: Text
    relojes: tuple[Text, ...]
    registra: str = ""
    ordenes: tuple[RegistrarMovimiento, ...] = ()


def decide(solicitud: Solicitud, hechos: Hechos, on: date) -> Decision[Aclaracion]:
    """Ask the other party or the institution; silence is an indication and goes to a person (LSS 15, 18).

    What was corrected as the person says ends it, whoever corrected it. A disagreement is verified, and then resolved
    by another person of the office: the rules alone never change what an employer registered.
    """
    if solicitud.problema != "falta" and hechos.movimiento is None:
        return Reject(("Ese aviso no está en su historia.",), ("LSS 15",))
    match corregida(solicitud, hechos):
        case True:
            return Approve(_aclaracion(solicitud, hechos, _por_que(hechos), CORREGIDO, on))
        case False if hechos.respuesta is None and hechos.verificacion is None:
            return Reject((YA_CORREGIDO,), ("LSS 15",))
        case False:
            return Refer(RESUELVE, (OTRA_CORRECCION,), Reject((YA_CORREGIDO,), CITE), _relojes(hechos, on))
    if solicitud.quien == "patron" and hechos.empleador is not None:
        return _patron(solicitud, hechos, on)
    return _institucion(solicitud, hechos, on)


CORREGIDO: Final = Text("ACLARACION_HECHO", "El aviso correcto ya está en su historia. El anterior se conserva.")
OTRA_CORRECCION: Final = Text(
    "ACLARACION_OTRA_CORRECCION", "Se presentó una corrección que no es la que usted señaló. Una persona la revisará."
)


def _por_que(hechos: Hechos) -> Text:
    if isinstance(hechos.correccion, Resuelto):
        return Text("ACLARACION_CORRIGIO", "Su empleador estuvo de acuerdo, y firmó la corrección con su e.firma.")
    return Text("ACLARACION_CORREGIDA", "El aviso ya se corrigió como usted señaló.")


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
            return Refer(RESUELVE, (why,), _granted(solicitud, hechos, why, on), _relojes(hechos, on))
        case RespuestaPatron(acepta="si"):
            return _acepta(solicitud, hechos, on)
        case RespuestaPatron(motivo=motivo):
            return _desacuerdo(solicitud, hechos, motivo, on)


def _acepta(solicitud: Solicitud, hechos: Hechos, on: date) -> Decision[Aclaracion]:
    """The correction is prepared for the employer to sign; a person resolves where it is not signed, or not so."""
    acepta = Text("ACLARACION_ACEPTA", "Su empleador estuvo de acuerdo, con su e.firma.")
    match hechos.correccion:
        case None:
            return _ask_correction(solicitud, hechos, on) or Refer(
                RESUELVE, (acepta,), _granted(solicitud, hechos, acepta, on), _relojes(hechos, on)
            )
        case Silence(until):
            why = Text(
                "ACLARACION_SIN_FIRMAR",
                "Su empleador estuvo de acuerdo, pero no firmó la corrección antes de que terminara el {fecha}.",
                fecha=until,
            )
        case Resuelto(aprobado=True):
            why = OTRA_CORRECCION
        case Resuelto():
            why = Text(
                "ACLARACION_NO_PROCEDIO",
                "Su empleador estuvo de acuerdo, pero la corrección que firmó no procedió. Una persona lo revisará.",
            )
    return Refer(RESUELVE, (why,), _granted(solicitud, hechos, acepta, on), _relojes(hechos, on))


def _desacuerdo(solicitud: Solicitud, hechos: Hechos, motivo: str, on: date) -> Decision[Aclaracion]:
    if hechos.verificacion is not None:
        return _verificada(solicitud, hechos, hechos.verificacion, on)
    until = _hasta("expedientes.verificacion_dias", on)
    why = Text(
        "ACLARACION_DESACUERDO",
        "Su empleador no está de acuerdo. Dice: «{motivo}» La oficina verificará las dos versiones a más tardar el "
        "{fecha}.",
        motivo=motivo,
        fecha=until,
    )
    return _ask_official(solicitud, hechos, until, why, (("Lo que contestó su empleador", motivo),), on)


def _institucion(solicitud: Solicitud, hechos: Hechos, on: date) -> Decision[Aclaracion]:
    if hechos.verificacion is not None:
        return _verificada(solicitud, hechos, hechos.verificacion, on)
    until = _hasta("expedientes.verificacion_dias", on)
    why = Text(
        "ACLARACION_VERIFICANDO", "La oficina verificará lo que usted señala a más tardar el {fecha}.", fecha=until
    )
    reserva = ("Reserva", "No se dice al empleador quién preguntó, ni que alguien preguntó (LSS 22).")
    return _ask_official(solicitud, hechos, until, why, (reserva,), on)


def _verificada(
    solicitud: Solicitud, hechos: Hechos, verificacion: Verificacion | Silence, on: date
) -> Decision[Aclaracion]:
    """What one person verified another resolves, where it changes the register; what is not proved changes nothing."""
    match verificacion:
        case Silence(until):
            why = Text("ACLARACION_SIN_VERIFICAR", "La oficina no terminó de verificar el {fecha}.", fecha=until)
        case Verificacion(procede="si"):
            why = Text("ACLARACION_VERIFICADA", "La oficina lo verificó y lo encontró demostrado.")
        case Verificacion(motivo=motivo):
            no = Text(
                "ACLARACION_NO_DEMOSTRADA", "La oficina lo verificó y no está demostrado: {motivo}", motivo=motivo
            )
            return Reject((no,), CITE)
    return Refer(RESUELVE, (why,), _granted(solicitud, hechos, why, on), _relojes(hechos, on))


def _hasta(key: str, on: date) -> date:
    return law.calendar().add(on, law.integer(key, on))


def _ask_employer(solicitud: Solicitud, hechos: Hechos, on: date) -> Ask:
    """The employer is shown whose movement and what is disputed; not what proves it."""
    if hechos.empleador is None:
        raise AssertionError("a movement has its employer")
    until = _hasta("expedientes.respuesta_patron_dias", on)
    why = Text("ACLARACION_CON_PATRON", "Su empleador puede contestar hasta el {fecha}.", fecha=until)
    return Ask(
        FromEmployer(hechos.empleador),
        RespuestaPatron,
        until,
        why,
        _dicho(solicitud, hechos),
        _contra(solicitud, hechos),
        _relojes(hechos, on),
    )


def _ask_correction(solicitud: Solicitud, hechos: Hechos, on: date) -> Ask | None:
    """The corrective movement, written, for the employer that agreed to sign it; None where it cannot be written."""
    written = preparada(solicitud, hechos)
    if written is None or hechos.empleador is None:
        return None
    until = _hasta("expedientes.correccion_patron_dias", on)
    why = Text(
        "ACLARACION_POR_FIRMAR",
        "Su empleador estuvo de acuerdo. Tiene la corrección preparada, y puede firmarla hasta el {fecha}.",
        fecha=until,
    )
    return Ask(
        FromFiling(hechos.empleador, *written),
        Resuelto,
        until,
        why,
        _dicho(solicitud, hechos),
        _contra(solicitud, hechos),
        _relojes(hechos, on),
    )


def _ask_official(
    solicitud: Solicitud, hechos: Hechos, until: date, why: Text, more: tuple[tuple[str, str], ...], on: date
) -> Ask:
    tells = (*_dicho(solicitud, hechos), ("Qué lo demuestra", solicitud.explica), *comparados(hechos), *more)
    relojes, contra = _relojes(hechos, on), _contra(solicitud, hechos)
    return Ask(FromOfficial(VERIFICA), Verificacion, until, why, tells, contra, relojes)


def _dicho(solicitud: Solicitud, hechos: Hechos) -> tuple[tuple[str, str], ...]:
    return (
        ("Persona trabajadora", hechos.trabajador.nombre),
        ("Número de Seguridad Social", hechos.trabajador.nss),
        ("Aviso", solicitud.movimiento or "Falta"),
        ("Qué señala", PROBLEMAS[solicitud.problema]),
        ("Qué dice que es lo correcto", _correcto(solicitud)),
    )


def _contra(solicitud: Solicitud, hechos: Hechos) -> Against | None:
    return None if hechos.empleador is None else Against(hechos.empleador, PROBLEMAS[solicitud.problema])


def _correcto(solicitud: Solicitud) -> str:
    """What is right, in one line, by what was asked of it."""
    parts = (
        f"La fecha es el {long_date(solicitud.fecha)}" if solicitud.fecha else "",
        f"Con {solicitud.empleador}, desde el {long_date(solicitud.desde)}" if solicitud.desde else "",
        f"El SBC es de {solicitud.sbc} diarios" if solicitud.sbc else "",
        "El SBC es mayor" if solicitud.problema == "salario" and not solicitud.sbc else "",
        solicitud.correcto or "",
    )
    return ". ".join(part for part in parts if part)


def _granted(solicitud: Solicitud, hechos: Hechos, why: Text, on: date) -> Approve[Aclaracion]:
    """In favour of the person: the resolution registers the correction, where the policy says so and it can be."""
    order = _orden(solicitud, hechos, on)
    if order is None:
        sigue = Text(
            "ACLARACION_SIGUE_APARTE", "El área de afiliación presentará el movimiento que corrige su historia."
        )
        return Approve(_aclaracion(solicitud, hechos, why, sigue, on))
    sigue = Text(
        "ACLARACION_SIGUE_REGISTRO",
        "Con esta resolución se registró el movimiento que corrige su historia ({articulo}). El anterior se conserva, "
        "señalado.",
        articulo=_facultad(solicitud, hechos),
    )
    return Approve(_aclaracion(solicitud, hechos, why, sigue, on, (order,)))


def _facultad(solicitud: Solicitud, hechos: Hechos) -> str:
    """The power by which the institution registers what the employer did not (LSS 251)."""
    if solicitud.problema in {"falta", "salario"}:
        return "LSS 251-X"  # to register workers and to say their base wage, though nobody asked
    if solicitud.problema == "no_ocurrio" and hechos.movimiento is not None and hechos.movimiento.tipo is Tipo.ALTA:
        return "LSS 251-XI"  # to end an insurance whose cause never was
    return "LSS 251-XXVIII"  # to put right what is wrong in the notices of employers


def _orden(solicitud: Solicitud, hechos: Hechos, on: date) -> RegistrarMovimiento | None:
    if law.policy(POLICY).value != "resolucion":
        return None
    try:
        return orden(solicitud, hechos, on)
    except CuotasError:
        return None


def _aclaracion(
    solicitud: Solicitud,
    hechos: Hechos,
    motivo: Text,
    sigue: Text,
    on: date,
    ordenes: tuple[RegistrarMovimiento, ...] = (),
) -> Aclaracion:
    return Aclaracion(
        problema=PROBLEMAS[solicitud.problema],
        movimiento=solicitud.movimiento or "",
        correcto=_correcto(solicitud),
        motivo=motivo,
        sigue=sigue,
        relojes=_relojes(hechos, on),
        registra="".join(map(_en_palabras, ordenes)),
        ordenes=ordenes,
    )


def _en_palabras(order: RegistrarMovimiento) -> str:
    """The movement that is registered, for whoever decides and whoever reads it."""
    wage = "" if order.sbc_centavos is None else f", {Money.of_centavos(order.sbc_centavos)} diarios"
    return f"{TIPOS[order.tipo]} con efecto el {long_date(order.on)}{wage}"


def _relojes(hechos: Hechos, on: date) -> tuple[Text, ...]:
    """The terms that this trámite does not stop (LSS 300; LFT 47 and 518, where a baja is disputed)."""
    cobro = Text(
        "RELOJ_COBRO",
        "Un subsidio, o cada mes de una pensión, se puede cobrar durante {meses} meses (LSS 300).",
        meses=law.integer("lss.cobro_meses", on),
    )
    riesgo = Text(
        "RELOJ_COBRO_RIESGO",
        "Un subsidio por riesgo de trabajo se puede cobrar durante {meses} meses (LSS 300).",
        meses=law.integer("lss.cobro_riesgo_meses", on),
    )
    if hechos.movimiento is None or hechos.movimiento.tipo is not Tipo.BAJA:
        return (cobro, riesgo)
    hasta = months_after(hechos.movimiento.on, law.integer("lft.despido_meses", on))
    despido = Text(
        "RELOJ_DESPIDO",
        "Si lo despidieron en la fecha de esa baja, el plazo para demandar termina el {fecha} (LFT 518).",
        fecha=hasta,
    )
    return (cobro, riesgo, despido, AVISO_DE_DESPIDO)


def effects(aclaracion: Aclaracion) -> tuple[Effect, ...]:
    """The corrective movement, which is another and edits nothing; and the resolution."""
    return (
        *aclaracion.ordenes,
        IssueDocument("resolucion.typ", aclaracion, fact="Resolución de una aclaración: procede."),
    )
