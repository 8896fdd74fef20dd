"""A registro is given at once where the RFC is proved and the place is known; a doubt is looked at by a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from ventanilla import law
from ventanilla.domain.affiliation import (
    AvisarRegistro,
    Clase,
    DatosRegistro,
    Empleador,
    Localidad,
    Registro,
    Situacion,
    TipoAviso,
    en_plazo,
    prima_media,
)
from ventanilla.domain.identifiers.registro_patronal import format as numero_escrito
from ventanilla.domain.identifiers.registro_patronal import modalidad as modalidad_en_palabras
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit import (
    Approve,
    Ask,
    Decision,
    Effect,
    FromOfficial,
    FromPerson,
    IssueDocument,
    Previewed,
    Refer,
    Reject,
    Silence,
    Text,
)

from .facts import Hechos
from .form import MODALIDADES, Solicitud, UsarElMismo, Visita

QUEUE: Final = "afiliacion"
CITE: Final = ("LSS 15-I", "LSS 73", "RACERF 12", "RACERF 18")
PLAZO: Final = "lss.15.registro_dias"
SIN_RFC: Final = Text(
    "REGISTRO_SIN_RFC",
    "No sabemos su RFC. Entre con la e.firma de quien contrata: la suya, o la de la empresa.",
)
NO_ES_MORAL: Final = Text(
    "REGISTRO_COMO_PERSONA",
    "Entró con su propia e.firma. Para registrar a una empresa, entre con la e.firma de la empresa.",
)
NO_ES_FISICA: Final = Text(
    "REGISTRO_COMO_EMPRESA",
    "Entró con la e.firma de una empresa. Para registrarse como persona física, entre con la suya.",
)
NO_LOCALIZADO: Final = Text(
    "REGISTRO_NO_LOCALIZADO", "No se localizó el domicilio. Revíselo y presente otra solicitud."
)
SIN_VISITA: Final = Text(
    "REGISTRO_SIN_VISITA", "La visita no se registró a tiempo. Una persona decidirá con lo que hay."
)
OTRA_CLASE: Final = Text(
    "FRACCION_DE_OTRA_CLASE", "La fracción que eligió es de otra clase. Una persona lo revisará con usted."
)
SIN_FRACCION: Final = Text(
    "FRACCION_DESCONOCIDA", "Esa fracción no está en el catálogo. Una persona lo revisará con usted."
)

SIN_COMPROBANTE: Final = Text(
    "REGISTRO_SIN_COMPROBANTE", "No adjuntó un comprobante del domicilio. Una persona lo revisará con usted."
)


@dataclass(frozen=True)
class Tarjeta:
    """All that the card prints. ``prima`` is in percent; ``tarde`` is empty where it came in time."""

    registro: str
    nombre: str
    rfc: str
    domicilio: str
    centro: str
    actividad: str
    fraccion: str
    clase: str
    prima: str
    modalidad: str
    delegacion: str
    subdelegacion: str
    desde: date
    tarde: str


@dataclass(frozen=True)
class AltaPatronal:
    """The registro that is given: its number, whose it is, what is known of it, and the card."""

    patron: SubjectId
    numero: str
    desde: date
    empleador: Empleador
    datos: DatosRegistro
    tarjeta: Tarjeta


def decide(solicitud: Solicitud, hechos: Hechos, on: date) -> Decision[AltaPatronal]:
    """Who asks; where it is, which may need a visit; whether they want another; and what a person must look at."""
    empleador = hechos.empleador
    if empleador is None:
        return Reject((SIN_RFC,), CITE)
    if empleador.moral is not (solicitud.tipo == "moral"):
        return Reject((NO_ES_FISICA if empleador.moral else NO_ES_MORAL,), CITE)
    if hechos.lugar is None:
        return _not_located(solicitud, hechos, on)
    igual = el_mismo(solicitud, hechos, on)
    if igual is not None:
        match hechos.mismo:
            case None:
                return _another(igual, on)
            case UsarElMismo(usar="otro"):
                pass
            case _:
                return Reject((_use_it(igual),), CITE)
    granted = Approve(_granted(solicitud, hechos, empleador, hechos.lugar, on))
    if hechos.fraccion is not None and hechos.fraccion.clase.value != solicitud.clase:
        return Refer(QUEUE, (OTRA_CLASE,), granted)
    if hechos.con_catalogo and solicitud.fraccion and hechos.fraccion is None:
        return Refer(QUEUE, (SIN_FRACCION,), granted)
    return granted if solicitud.comprobante else Refer(QUEUE, (SIN_COMPROBANTE,), granted)


def _not_located(solicitud: Solicitud, hechos: Hechos, on: date) -> Decision[AltaPatronal]:
    match hechos.visita:
        case Visita():
            return Reject((NO_LOCALIZADO,), CITE)
        case Silence():
            return Refer(QUEUE, (SIN_VISITA,), None)
    until = law.calendar().add(on, law.integer("expedientes.verificacion_dias", on))
    why = Text(
        "REGISTRO_VISITA",
        "No tenemos ese código postal, así que una persona localizará el domicilio a más tardar el {fecha}.",
        fecha=until,
    )
    tells = (("Domicilio", solicitud.lugar.words()), ("Entre calles", solicitud.entre_calles or "Sin dato"))
    return Ask(FromOfficial(QUEUE), Visita, until, why, tells)


def el_mismo(solicitud: Solicitud, hechos: Hechos, on: date) -> Registro | None:
    """The employer's own registro in that municipality for that activity, if it still runs."""
    for registro in hechos.registros:
        then = registro.en(on)
        if hechos.lugar is None or then is None or then.situacion is Situacion.BAJA:
            continue
        same = then.datos.municipio == hechos.lugar.municipio and registro.modalidad == solicitud.modalidad
        if same and _activity(then.datos) == _activity(_datos(solicitud, hechos, hechos.lugar, on)):
            return registro
    return None


def _activity(datos: DatosRegistro) -> str:
    return datos.fraccion or datos.actividad.casefold()


def _another(igual: Registro, on: date) -> Ask:
    until = law.calendar().add(on, law.integer("expedientes.respuesta_patron_dias", on))
    why = Text(
        "REGISTRO_YA_EXISTE",
        "Ya existe un registro en ese municipio con la misma actividad, {registro}: ¿desea usarlo?",
        registro=numero_escrito(igual.numero),
    )
    return Ask(FromPerson(), UsarElMismo, until, why)


def _use_it(igual: Registro) -> Text:
    return Text(
        "REGISTRO_USE_ESE",
        "No abrimos otro registro: use el que ya tiene, {registro}.",
        registro=numero_escrito(igual.numero),
    )


def _datos(solicitud: Solicitud, hechos: Hechos, lugar: Localidad, on: date) -> DatosRegistro:
    clase = Clase(solicitud.clase)
    where = f" (entre {solicitud.entre_calles})" if solicitud.entre_calles else ""
    return DatosRegistro(
        nombre=hechos.empleador.nombre if hechos.empleador else "",
        nombre_comercial=solicitud.nombre_comercial or "",
        domicilio=solicitud.domicilio.words() + where,
        centro=solicitud.lugar.words(),
        actividad=solicitud.actividad,
        fraccion=hechos.fraccion.clave if hechos.fraccion else "",
        clase=clase,
        prima=prima_media(clase, max(on, solicitud.desde)),
        zona=lugar.zona,
        municipio=lugar.municipio,
        delegacion=lugar.delegacion,
        subdelegacion=lugar.subdelegacion,
    )


def tarde(solicitud: Solicitud, on: date) -> Text | None:
    """What follows from registering out of time; None within it."""
    if en_plazo(solicitud.desde, on, PLAZO):
        return None
    return Text(
        "REGISTRO_TARDE",
        "Pasaron más de {dias} días hábiles desde el {fecha}. Su registro vale, y debe las cuotas desde ese día.",
        dias=law.integer(PLAZO, solicitud.desde),
        fecha=solicitud.desde,
    )


def _granted(solicitud: Solicitud, hechos: Hechos, empleador: Empleador, lugar: Localidad, on: date) -> AltaPatronal:
    datos, late = _datos(solicitud, hechos, lugar, on), tarde(solicitud, on)
    tarjeta = Tarjeta(
        registro=numero_escrito(hechos.numero),
        nombre=empleador.nombre,
        rfc=empleador.rfc,
        domicilio=datos.domicilio,
        centro=datos.centro,
        actividad=datos.actividad,
        fraccion=f"{hechos.fraccion.clave} {hechos.fraccion.nombre}" if hechos.fraccion else "",
        clase=solicitud.clase,
        prima=str(datos.prima),
        modalidad=f"{solicitud.modalidad} {modalidad_en_palabras(hechos.numero)}".strip(),
        delegacion=lugar.delegacion,
        subdelegacion=lugar.subdelegacion,
        desde=solicitud.desde,
        tarde=str(late or ""),
    )
    return AltaPatronal(hechos.subject, hechos.numero, solicitud.desde, empleador, datos, tarjeta)


def preview(solicitud: Solicitud, hechos: Hechos, on: date) -> Previewed | None:
    """The class and the premium with which it would begin, and what is late or exists already."""
    late, igual = tarde(solicitud, on), el_mismo(solicitud, hechos, on)
    said = [] if late is None else [late]
    if igual is not None:
        said.append(
            Text(
                "REGISTRO_YA_TIENE",
                "Ya tiene el registro {registro} en ese municipio, con la misma actividad. Le preguntaremos si "
                "necesita otro.",
                registro=numero_escrito(igual.numero),
            )
        )
    if hechos.lugar is None:
        said.append(Text("REGISTRO_HABRA_VISITA", "No tenemos ese código postal: una persona localizará el domicilio."))
    clase = Clase(solicitud.clase)
    rows = (
        ("Clase de riesgo", "", solicitud.clase),
        ("Prima con la que empieza", "", f"{prima_media(clase, max(on, solicitud.desde))} %"),
        ("Tipo de registro", "", MODALIDADES[solicitud.modalidad]),
    )
    return Previewed(tuple(said), rows, warns=bool(said))


def effects(alta: AltaPatronal) -> tuple[Effect, ...]:
    """The registro exists from its first day on, and its employer has the card."""
    return (
        AvisarRegistro(alta.patron, alta.numero, TipoAviso.ALTA, alta.desde, alta.datos, alta.empleador),
        IssueDocument("tarjeta.typ", alta.tarjeta, fact="Tarjeta de identificación patronal."),
    )
