"""Who is registered at once, who is looked at by a person, and who cannot be a beneficiary (LSS 84).

At once: whom the population registry confirms, with the record of the birth. A paper that nobody looked at is never
enough where no registry says the same, for the tie opens the other's data and a child's office.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from ventanilla import law
from ventanilla.domain.affiliation import (
    ASCENDIENTES,
    PAREJA,
    ActualizarBeneficiario,
    Beneficiario,
    Contradiccion,
    EnPoblacion,
    Familiar,
    Historia,
    Parentesco,
    Poblacion,
    RegistrarBeneficiario,
    TerminarBeneficiario,
    lock_of_curp,
)
from ventanilla.domain.benefits import Vigencia, cumple, fin_beneficiario, vigencia
from ventanilla.kit import Approve, Decision, Effect, IssueDocument, Refer, Reject, Text

from .facts import Hechos, asks_filiation, vigentes
from .form import Solicitud

QUEUE: Final = "afiliacion"
CITE: Final = ("LSS 84",)
DOCUMENT_POLICY: Final = "pareja_documento"
CYCLE_POLICY: Final = "estudios_ciclo"
SIN_NSS: Final = Text(
    "BENEFICIARIO_SIN_TITULAR",
    "Solo una persona con Número de Seguridad Social (NSS) o con pensión registra a su familia. Pida primero su NSS.",
)
SIN_CURP: Final = Text("CURP_SIN_CONFIRMAR", "RENAPO no confirma esa CURP. Revísela en gob.mx/curp.")
SIN_RESPUESTA: Final = Text("POBLACION_SIN_RESPUESTA", "El registro de población todavía no contesta.")
CURP_CAMBIO: Final = Text(
    "CURP_DE_FAMILIAR", "El registro de población dice que esa CURP no está vigente. Una persona lo revisará."
)
PROPIA: Final = Text("BENEFICIARIO_USTED", "Esa CURP es la de usted. Escriba la de su familiar.")
YA_SUYA: Final = Text(
    "BENEFICIARIO_YA_SUYO", "Esa persona ya es beneficiaria suya. Si cambió algo, elija la opción que lo dice."
)
SIN_DEPENDENCIA: Final = Text(
    "BENEFICIARIO_NO_DEPENDE", "La ley pide que su madre o su padre viva con usted y dependa de usted (LSS 84)."
)
FALTA_CONSTANCIA: Final = Text("FALTA_CONSTANCIA", "Falta la constancia de estudios del ciclo actual.")
CICLO_LARGO: Final = Text(
    "CONSTANCIA_MUY_LARGA", "Una constancia vale por un ciclo, hasta doce meses. Revise la fecha que escribió."
)
NO_ES_HIJO: Final = Text("BENEFICIARIO_NO_HIJO", "Ese documento se pide solo de una hija o un hijo.")
NO_ES_SUYA: Final = Text("BENEFICIARIO_NO_SUYO", "Esa persona no está entre sus beneficiarias de hoy.")
FECHA_ANTERIOR: Final = Text("BAJA_ANTERIOR", "Esa fecha es anterior al día en que la registró. Revísela.")
REVISION: Final = Text(
    "BENEFICIARIO_REVISION", "Ningún registro confirma el parentesco. Una persona comparará el acta con lo que pide."
)
DEPENDENCIA: Final = Text(
    "BENEFICIARIO_DEPENDENCIA", "Usted dice que esa persona no depende de usted. Una persona revisará si tiene derecho."
)
DICTAMEN: Final = Text("BENEFICIARIO_REVISA_DICTAMEN", "Una persona revisará el dictamen de incapacidad.")
EDADES: Final = Text("BENEFICIARIO_EDADES", "Las fechas de nacimiento no corresponden a ese parentesco.")
BAJA_REVISION: Final = Text(
    "BAJA_REVISION", "Esa persona perdería la atención médica. Por eso alguien lo revisará antes."
)


@dataclass(frozen=True)
class Renglon:
    """One line of the list of beneficiaries; ``hasta`` is None where nothing ends it yet."""

    nombre: str
    parentesco: str
    hasta: date | None


@dataclass(frozen=True)
class Constancia:
    """All that the document prints: what was done, of whom, what follows, and the list as it is now."""

    hecho: Text
    desde: date
    persona: Vigencia
    fin: date | None
    lista: tuple[Renglon, ...]


@dataclass(frozen=True)
class Resultado:
    """The order to the register, and what is printed."""

    orden: RegistrarBeneficiario | ActualizarBeneficiario | TerminarBeneficiario
    constancia: Constancia


def decide(solicitud: Solicitud, hechos: Hechos, on: date) -> Decision[Resultado]:
    """Registering, proving again or ending: each by its own rules (LSS 84)."""
    if not hechos.titular.nss and hechos.titular.pension is None:
        return Reject((SIN_NSS,), CITE)
    match solicitud.accion:
        case "registrar":
            return _registrar(solicitud, hechos, on)
        case "baja":
            return _baja(solicitud, hechos, on)
    return _probar(solicitud, hechos, on)


# -- registering


def _registrar(solicitud: Solicitud, hechos: Hechos, on: date) -> Decision[Resultado]:
    persona, familiar, parentesco = hechos.poblacion, hechos.familiar, solicitud.relacion
    if persona is None or familiar is None or parentesco is None:
        return Refer(QUEUE, (SIN_RESPUESTA,), Reject((SIN_RESPUESTA,), CITE))
    if persona.situacion is EnPoblacion.NO_ENCONTRADA or not persona.names_somebody:
        return Reject((SIN_CURP,), CITE)
    nueva = _nueva(solicitud, hechos, persona, familiar, on)
    if why := _impide(solicitud, hechos, nueva, on):
        return Reject((why,), _cite(parentesco))
    granted = Approve(_granted(hechos, persona, familiar, nueva, on))
    doubts = _dudas(solicitud, hechos, persona, familiar)
    taken = Reject((_de_otra(persona),), CITE) if familiar.de_otra else None
    if doubts:
        dead = Reject((CURP_CAMBIO,), CITE) if persona.situacion is EnPoblacion.DEFUNCION else None
        return Refer(QUEUE, doubts, dead or taken or granted)
    return taken or granted


def _nueva(solicitud: Solicitud, hechos: Hechos, persona: Poblacion, familiar: Familiar, on: date) -> Historia:
    """The person as they would be registered, so that the law of entitlement says what it would come to."""
    parentesco = solicitud.relacion or Parentesco.HIJO
    misma = bool(solicitud.mismo_domicilio) and not familiar.con_unidad
    nueva = Historia(
        subject=familiar.subject or lock_of_curp(persona.curp),  # of somebody new, no more than a stand-in
        nombre=persona.nombre_completo,
        curp=persona.curp,
        nss="",
        nacimiento=persona.nacimiento or on,
        beneficiario=Beneficiario(
            parentesco=parentesco,
            titular=replace(hechos.titular, beneficiario=None),
            desde=on,
            estudia_hasta=solicitud.estudia_hasta if solicitud.condicion == "estudia" else None,
            incapacitado=solicitud.condicion == "incapacidad",
            convive_y_depende=bool(solicitud.mismo_domicilio and solicitud.depende),
        ),
    )
    return replace(nueva, adscripcion=hechos.titular.adscripcion) if misma else nueva


def _impide(solicitud: Solicitud, hechos: Hechos, nueva: Historia, on: date) -> Text | None:
    """Why it cannot be, whatever paper there is; None where it may."""
    parentesco = solicitud.relacion
    if nueva.curp == hechos.titular.curp or nueva.subject == hechos.titular.subject:
        return PROPIA
    if hechos.familiar is not None and hechos.familiar.propia is not None:
        return YA_SUYA
    if parentesco in PAREJA and (why := _otra_pareja(hechos, on)):
        return why
    if parentesco is Parentesco.CONCUBINO:
        return _sin_plazo(solicitud, on)
    if parentesco in ASCENDIENTES and not (solicitud.mismo_domicilio and solicitud.depende):
        return SIN_DEPENDENCIA
    if parentesco is Parentesco.HIJO:
        return _por_edad(nueva, on)
    return None


def _otra_pareja(hechos: Hechos, on: date) -> Text | None:
    """One spouse or partner at a time (LSS 84-III)."""
    for one in vigentes(hechos.familia, on):
        if one.beneficiario is not None and one.beneficiario.parentesco in PAREJA:
            return Text(
                "YA_TIENE_PAREJA",
                "Tiene registrada a {nombre} como su pareja, y la ley permite una. Avise primero de su baja.",
                nombre=one.nombre,
            )
    return None


def _sin_plazo(solicitud: Solicitud, on: date) -> Text | None:
    """Years of common life, or a child in common (LSS 84-III)."""
    years = law.integer("lss.84.concubinato_anios", on)
    if solicitud.hijo_en_comun or (solicitud.juntos_desde and cumple(solicitud.juntos_desde, years) <= on):
        return None
    return Text(
        "CONCUBINATO_PLAZO",
        "La ley pide {anios} años de vivir juntos, o una hija o un hijo en común (LSS 84).",
        anios=years,
    )


def _por_edad(nueva: Historia, on: date) -> Text | None:
    """A child's right has an age, or a paper of the present cycle of studies (LSS 84-V, VI)."""
    tie = nueva.beneficiario
    if tie is not None and tie.estudia_hasta is not None and (why := _ciclo(tie.estudia_hasta, on)):
        return why
    fin = fin_beneficiario(nueva, on)
    if fin is None or fin >= on:
        return None
    most = law.integer("lss.84.hijos_edad_estudios", on)
    if on < cumple(nueva.nacimiento, most):
        return FALTA_CONSTANCIA
    return Text(
        "BENEFICIARIO_EDAD", "Por sus estudios, una hija o un hijo tiene derecho hasta los {edad} años.", edad=most
    )


def _ciclo(hasta: date, on: date) -> Text | None:
    """Whether a constancia is of the present cycle, and of one alone (policy ``estudios_ciclo``)."""
    if hasta < on:
        return FALTA_CONSTANCIA
    if law.policy(CYCLE_POLICY).value == "doce_meses" and hasta > cumple(on, 1):
        return CICLO_LARGO
    return None


def _dudas(solicitud: Solicitud, hechos: Hechos, persona: Poblacion, familiar: Familiar) -> tuple[Text, ...]:
    """What a person must look at, each with its reason. None names whom the CURP is of."""
    found = [doubt.reason for doubt in hechos.titular.contradictions]
    if not persona.situacion.confirms:
        found.append(CURP_CAMBIO)
    if familiar.nombre and _plain(familiar.nombre) != _plain(persona.nombre_completo):
        found.append(Contradiccion.NOMBRE_DISTINTO.reason)
    if not _confirmed(solicitud, hechos):
        found.append(REVISION)
    if solicitud.condicion == "incapacidad":
        found.append(DICTAMEN)
    if not solicitud.depende:
        found.append(DEPENDENCIA)
    if not _edades(solicitud, hechos, persona):
        found.append(EDADES)
    return tuple(dict.fromkeys(found))


def _confirmed(solicitud: Solicitud, hechos: Hechos) -> bool:
    """Whether a registry shows the tie, or the policy takes the paper alone."""
    if asks_filiation(solicitud):
        return hechos.filiacion is not None and hechos.filiacion.confirms
    married = solicitud.relacion is Parentesco.CONYUGE
    return married and law.policy(DOCUMENT_POLICY).value == "documento_basta"


def _edades(solicitud: Solicitud, hechos: Hechos, persona: Poblacion) -> bool:
    born, own = persona.nacimiento, hechos.titular.nacimiento
    if born is None or solicitud.relacion in PAREJA:
        return True
    return born > own if solicitud.relacion is Parentesco.HIJO else born < own


def _plain(name: str) -> str:
    return " ".join(sorted(name.upper().split()))


def _de_otra(persona: Poblacion) -> Text:
    return Text(
        "BENEFICIARIO_DE_OTRA",
        "{nombre} ya está registrada como beneficiaria de otra persona asegurada.",
        nombre=persona.nombre_completo,
    )


def _cite(parentesco: Parentesco) -> tuple[str, ...]:
    if parentesco in PAREJA:
        return ("LSS 84-III", "LSS 84-IV")
    return ("LSS 84-VIII", "LSS 84-IX") if parentesco in ASCENDIENTES else ("LSS 84-V", "LSS 84-VI")


def _granted(hechos: Hechos, persona: Poblacion, familiar: Familiar, nueva: Historia, on: date) -> Resultado:
    tie = nueva.beneficiario
    if tie is None:
        raise AssertionError("who is registered is somebody's beneficiary")
    orden = RegistrarBeneficiario(
        titular=hechos.titular.subject,
        beneficiario=familiar.subject,
        persona=persona,
        parentesco=tie.parentesco,
        desde=on,
        estudia_hasta=tie.estudia_hasta,
        incapacitado=tie.incapacitado,
        convive_y_depende=tie.convive_y_depende,
        misma_unidad=bool(nueva.adscripcion.umf),
    )
    done = Text("BENEFICIARIO_QUEDA", "Registramos a {nombre} como persona beneficiaria.", nombre=nueva.nombre)
    return Resultado(orden, _constancia(done, nueva, (*vigentes(hechos.familia, on), nueva), on))


def _constancia(done: Text, persona: Historia, familia: tuple[Historia, ...], on: date) -> Constancia:
    lista = tuple(
        Renglon(one.nombre, one.beneficiario.parentesco.words, fin_beneficiario(one, on))
        for one in familia
        if one.beneficiario is not None
    )
    return Constancia(done, on, vigencia(persona, on), fin_beneficiario(persona, on), lista)


# -- proving again, and ending


def _probar(solicitud: Solicitud, hechos: Hechos, on: date) -> Decision[Resultado]:
    """A constancia of the present cycle counts at once; a dictamen is looked at (LSS 84-VI, VII)."""
    one = hechos.elegida
    if one is None or one.beneficiario is None:
        return Reject((NO_ES_SUYA,), CITE)
    tie = one.beneficiario
    if tie.parentesco is not Parentesco.HIJO:
        return Reject((NO_ES_HIJO,), CITE)
    studies = solicitud.accion == "estudios"
    changed = replace(tie, estudia_hasta=solicitud.nuevo_ciclo) if studies else replace(tie, incapacitado=True)
    after = replace(one, beneficiario=changed)
    if studies and (why := _por_edad(after, on)):
        return Reject((why,), ("LSS 84-VI",))
    orden = ActualizarBeneficiario(
        hechos.titular.subject, one.subject, solicitud.nuevo_ciclo if studies else None, not studies
    )
    done = Text("BENEFICIARIO_AL_DIA", "Anotamos el documento de {nombre}.", nombre=one.nombre)
    familia = tuple(after if each.subject == one.subject else each for each in vigentes(hechos.familia, on))
    granted = Approve(Resultado(orden, _constancia(done, after, familia, on)))
    return granted if studies else Refer(QUEUE, (DICTAMEN,), granted)


def _baja(solicitud: Solicitud, hechos: Hechos, on: date) -> Decision[Resultado]:
    """A death that the population registry confirms, at once; whatever else takes care from somebody is looked at."""
    one, last = hechos.elegida, solicitud.fecha
    if one is None or one.beneficiario is None or last is None:
        return Reject((NO_ES_SUYA,), CITE)
    if last < one.beneficiario.desde:
        return Reject((FECHA_ANTERIOR,), CITE)
    after = replace(one, beneficiario=replace(one.beneficiario, hasta=last))
    done = Text("BENEFICIARIO_FUERA", "{nombre} ya no es persona beneficiaria suya.", nombre=one.nombre)
    familia = tuple(each for each in vigentes(hechos.familia, on) if each.subject != one.subject)
    orden = TerminarBeneficiario(hechos.titular.subject, one.subject, last)
    granted = Approve(Resultado(orden, _constancia(done, after, familia, on)))
    said = hechos.poblacion
    if solicitud.motivo == "fallecimiento" and said is not None and said.situacion is EnPoblacion.DEFUNCION:
        return granted
    return Refer(QUEUE, (BAJA_REVISION,), granted)


def effects(resultado: Resultado) -> tuple[Effect, ...]:
    """The register changes at once, and the holder gets the list as it is now."""
    return (
        resultado.orden,
        IssueDocument(
            "lista.typ", resultado.constancia, fact="Actualización de personas beneficiarias.", valid_for_days=30
        ),
    )
