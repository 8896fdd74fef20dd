"""What is noted at once, what a person must look at, and what cannot follow. Nothing is edited: a notice is added."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Final
from uuid import UUID

from ventanilla import law
from ventanilla.domain.affiliation import (
    AvisarRegistro,
    AvisoPatronal,
    Clase,
    DatosRegistro,
    EstadoRegistro,
    Registro,
    Situacion,
    TipoAviso,
    en_plazo,
    impide,
    prima_media,
)
from ventanilla.domain.identifiers.registro_patronal import format as numero_escrito
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.text import long_date
from ventanilla.kit import Approve, Decision, Effect, IssueDocument, Previewed, Refer, Reject, Text

from .facts import Hechos
from .form import QUE, Solicitud

QUEUE: Final = "afiliacion"
CITE: Final = ("LSS 15-I", "RACERF 14", "RACERF 18")
PLAZO: Final = "racerf.14.aviso_dias"
NO_ES_SUYO: Final = Text("CAMBIO_NO_ES_SUYO", "Ese registro patronal no está entre los suyos. Elija uno de la lista.")
IGUAL: Final = Text("CAMBIO_IGUAL", "Su registro ya dice eso. No hay nada que cambiar.")
OTRO_MUNICIPIO: Final = Text(
    "CAMBIO_OTRO_MUNICIPIO",
    "El domicilio nuevo es de otro municipio, y un registro vale en uno solo. Pida otro registro para ese lugar.",
)
NO_LOCALIZADO: Final = Text(
    "CAMBIO_NO_LOCALIZADO", "No tenemos ese código postal. Una persona revisará el domicilio y le avisaremos."
)
REVISION: Final = Text(
    "CAMBIO_REVISION", "Una persona comparará lo que pide con el documento que adjuntó, y le avisaremos."
)
CLASE_REVISION: Final = Text(
    "CAMBIO_CLASE_REVISION", "Una persona revisará que la clase corresponda a lo que se hace ahí, y le avisaremos."
)
OTRA_FRACCION: Final = Text(
    "CAMBIO_OTRA_FRACCION", "La fracción que eligió es de otra clase, o no está en el catálogo."
)
SUSTITUCION: Final = Text(
    "CAMBIO_SUSTITUCION",
    "En una sustitución la prima del otro empleador sigue. Una persona lo revisará y le avisaremos.",
)
SIN_OTRO: Final = Text("CAMBIO_SIN_OTRO", "No procede la sustitución con el registro que escribió. Revise el número.")


@dataclass(frozen=True)
class Constancia:
    """All that the document prints. ``filas`` are (concept, before, after); ``tarde`` is "" where it came in time."""

    registro: str
    nombre: str
    aviso: str
    forma: str
    desde: date
    filas: tuple[tuple[str, str, str], ...]
    tarde: str


@dataclass(frozen=True)
class Aviso:
    """One notice that is noted, and in whose registro."""

    patron: SubjectId
    numero: str
    tipo: TipoAviso
    desde: date
    datos: DatosRegistro


@dataclass(frozen=True)
class Cambio:
    """What is noted, and the paper of it."""

    avisos: tuple[Aviso, ...]
    constancia: Constancia


def decide(solicitud: Solicitud, hechos: Hechos, on: date) -> Decision[Cambio]:
    """Whose it is; whether it can follow; and then each notice by its own rule."""
    registro = hechos.registro
    if registro is None:
        return Reject((NO_ES_SUYO,), CITE)
    if (why := no_sigue(registro, solicitud)) is not None:
        return Reject((why,), CITE)
    then = registro.en(solicitud.desde)
    if then is None:
        raise AssertionError("a notice follows an alta")
    then = replace(then, datos=replace(then.datos, nombre=then.datos.nombre or registro.nombre))
    datos = _datos(solicitud, hechos, then)
    if datos is not None and datos.sobre(then.datos) == then.datos:
        return Reject((IGUAL,), CITE)
    return _by_kind(solicitud, hechos, _Place(registro, then, datos or DatosRegistro()), on)


@dataclass(frozen=True)
class _Place:
    """Where the notice falls: the registro, what it is that day, and what the notice says."""

    registro: Registro
    then: EstadoRegistro
    datos: DatosRegistro


def _by_kind(solicitud: Solicitud, hechos: Hechos, place: _Place, on: date) -> Decision[Cambio]:
    granted = _granted(solicitud, place, on)
    match solicitud.tipo:
        case TipoAviso.DOMICILIO:
            if hechos.lugar is None:
                return Refer(QUEUE, (NO_LOCALIZADO,), granted)
            if hechos.lugar.municipio != place.then.datos.municipio:
                return Reject((OTRO_MUNICIPIO,), CITE)
        case TipoAviso.NOMBRE:
            return Refer(QUEUE, (REVISION,), granted)
        case TipoAviso.CLASE:
            return Refer(QUEUE, (OTRA_FRACCION if _of_another(solicitud, hechos) else CLASE_REVISION,), granted)
        case TipoAviso.SUSTITUCION:
            return Refer(QUEUE, (SUSTITUCION,), _substituted(solicitud, hechos.otro, place, on))
        case TipoAviso.BAJA if hechos.activos:
            return Reject((_people_first(hechos.activos),), CITE)
        case TipoAviso.SUSPENSION if hechos.activos:
            return Refer(QUEUE, (_people_there(hechos.activos),), granted)
    return granted


def no_sigue(registro: Registro, solicitud: Solicitud) -> Text | None:
    """Why the notice cannot be noted; None if it can."""
    received = datetime.combine(date.max, time(), UTC)  # after every other of the same day
    nuevo = AvisoPatronal(UUID(int=0), registro.numero, solicitud.tipo, solicitud.desde, received)
    found = impide(registro.avisos, nuevo)
    match found:
        case None:
            return None
        case Situacion.BAJA:
            return Text("CAMBIO_TRAS_BAJA", "Ese registro ya se dio de baja, y eso es definitivo. Pida otro registro.")
        case Situacion.ACTIVO:
            return Text("CAMBIO_SIN_SUSPENDER", "Ese día el registro estaba activo: no hay nada que reanudar.")
        case Situacion():
            return Text(
                "CAMBIO_PRIMERO_REANUDE",
                "Ese día el registro estaba en otra situación: {situacion}. Avise primero que volvió a trabajar.",
                situacion=found.words.lower(),
            )
        case AvisoPatronal(tipo=TipoAviso.ALTA):
            return Text(
                "CAMBIO_ANTES_DEL_ALTA", "Ese día todavía no existía el registro. Empezó el {fecha}.", fecha=found.on
            )
    return Text(
        "CAMBIO_DESHACE_OTRO",
        "Hay un aviso posterior, del {fecha}, que este dejaría sin efecto: {aviso}. Revise el orden.",
        fecha=found.on,
        aviso=found.tipo.words.lower(),
    )


def _datos(solicitud: Solicitud, hechos: Hechos, then: EstadoRegistro) -> DatosRegistro | None:
    """What the notice says of the registro; None for one that only says how it stands, or refers to another."""
    match solicitud.tipo:
        case TipoAviso.DOMICILIO if solicitud.domicilio is not None:
            lugar, words = hechos.lugar, solicitud.domicilio.words()
            if lugar is None:
                return DatosRegistro(domicilio=words, centro=words)
            return DatosRegistro(
                domicilio=words,
                centro=words,
                zona=lugar.zona,
                delegacion=lugar.delegacion,
                subdelegacion=lugar.subdelegacion,
            )
        case TipoAviso.NOMBRE:
            return DatosRegistro(nombre=solicitud.nombre or "")
        case TipoAviso.CLASE if solicitud.clase is not None:
            clase = Clase(solicitud.clase)
            # A class enters with its mean; who stays in theirs keeps the premium that they have (RACERF 18-28).
            prima = then.datos.prima if clase is then.datos.clase else prima_media(clase, solicitud.desde)
            fraccion = hechos.fraccion.clave if hechos.fraccion else ""
            return DatosRegistro(actividad=solicitud.actividad or "", fraccion=fraccion, clase=clase, prima=prima)
    return None


def _of_another(solicitud: Solicitud, hechos: Hechos) -> bool:
    """Whether the fraction does not say the class that was declared, or is none of the catalogue."""
    if hechos.fraccion is not None:
        return hechos.fraccion.clase.value != solicitud.clase
    return hechos.con_catalogo and bool(solicitud.fraccion)


def _substituted(solicitud: Solicitud, otro: Registro | None, place: _Place, on: date) -> Approve[Cambio] | Reject:
    """The class and the premium of the registro that is substituted go on here, and it names its substitute."""
    registro = place.registro
    then = otro.en(solicitud.desde) if otro is not None else None
    if otro is None or then is None or otro.numero == registro.numero or then.situacion is Situacion.BAJA:
        return Reject((SIN_OTRO,), CITE)
    said = DatosRegistro(clase=then.datos.clase, prima=then.datos.prima, otro=otro.numero)
    cambio = _granted(solicitud, _Place(registro, place.then, said), on).result
    theirs = Aviso(otro.patron, otro.numero, solicitud.tipo, solicitud.desde, DatosRegistro(otro=registro.numero))
    return Approve(Cambio((*cambio.avisos, theirs), cambio.constancia))


def _people_first(activos: int) -> Text:
    return Text(
        "CAMBIO_CON_PERSONAS",
        "Ese día hay {n} personas aseguradas en el registro. Presente primero la baja de cada una.",
        n=activos,
    )


def _people_there(activos: int) -> Text:
    return Text(
        "CAMBIO_SUSPENDE_CON_PERSONAS",
        "Ese día hay {n} personas aseguradas en el registro. Una persona revisará qué pasa con ellas.",
        n=activos,
    )


def tarde(solicitud: Solicitud, on: date) -> Text | None:
    """That the notice came out of time; None within it."""
    if en_plazo(solicitud.desde, on, PLAZO):
        return None
    return Text(
        "CAMBIO_TARDE",
        "La ley da {dias} días hábiles para avisar, y pasaron más desde el {fecha}.",
        dias=law.integer(PLAZO, solicitud.desde),
        fecha=solicitud.desde,
    )


def _rows(place: _Place, tipo: TipoAviso) -> tuple[tuple[str, str, str], ...]:
    antes, despues = place.then.datos, place.datos.sobre(place.then.datos)
    pairs = (
        ("Nombre", antes.nombre, despues.nombre),
        ("Domicilio", antes.domicilio, despues.domicilio),
        ("Actividad", antes.actividad, despues.actividad),
        ("Clase", antes.clase.value if antes.clase else "", despues.clase.value if despues.clase else ""),
        ("Prima", _percent(antes), _percent(despues)),
        ("Situación", place.then.situacion.words, _SITUACION.get(tipo, place.then.situacion.words)),
    )
    return tuple(row for row in pairs if row[1] != row[2])


_SITUACION: Final = {
    TipoAviso.SUSPENSION: Situacion.SUSPENDIDO.words,
    TipoAviso.HUELGA: Situacion.HUELGA.words,
    TipoAviso.REANUDACION: Situacion.ACTIVO.words,
    TipoAviso.BAJA: Situacion.BAJA.words,
}


def _percent(datos: DatosRegistro) -> str:
    return "" if datos.prima is None else f"{datos.prima} %"


def _granted(solicitud: Solicitud, place: _Place, on: date) -> Approve[Cambio]:
    registro = place.registro
    aviso = Aviso(registro.patron, registro.numero, solicitud.tipo, solicitud.desde, place.datos)
    return Approve(
        Cambio(
            (aviso,),
            Constancia(
                registro=numero_escrito(registro.numero),
                nombre=place.datos.nombre or registro.nombre,
                aviso=solicitud.tipo.words,
                forma=solicitud.tipo.forma,
                desde=solicitud.desde,
                filas=_rows(place, solicitud.tipo),
                tarde=str(tarde(solicitud, on) or ""),
            ),
        )
    )


def preview(solicitud: Solicitud, hechos: Hechos, on: date) -> Previewed | None:
    """Before signing: what would be refused and why, what a person will look at, and each thing before and after."""
    decision = decide(solicitud, hechos, on)
    late = tarde(solicitud, on)
    match decision:
        case Reject(why=why):
            return Previewed(tuple(one for one in why if isinstance(one, Text)), warns=True)
        case Refer(why=why, proposal=Approve(cambio)) if solicitud.tipo is not TipoAviso.SUSTITUCION:
            said = (*(one for one in why if isinstance(one, Text)), *((late,) if late else ()))
            return Previewed(said, cambio.constancia.filas, warns=True)
        case Refer(why=why):  # of another employer's registro nothing is shown
            return Previewed(tuple(one for one in why if isinstance(one, Text)), warns=True)
        case Approve(cambio):
            title = Text(
                "CAMBIO_SE_ANOTA",
                "Se anotará en su registro, con efecto el {fecha}: {aviso}.",
                fecha=long_date(solicitud.desde),
                aviso=QUE[solicitud.que].lower(),
            )
            said = ((late,) if late else ()) + (title,)
            return Previewed(said, cambio.constancia.filas, warns=late is not None)
    return None


def effects(cambio: Cambio) -> tuple[Effect, ...]:
    """Each notice enters its registro, and the employer has a constancia."""
    noted = (AvisarRegistro(one.patron, one.numero, one.tipo, one.desde, one.datos) for one in cambio.avisos)
    return (
        *noted,
        IssueDocument("constancia.typ", cambio.constancia, fact="Aviso de un cambio de registro patronal."),
    )
