"""The home is registered once, and each month of whoever works in it; the amount comes from a table or is not said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from ventanilla import law
from ventanilla.domain.affiliation import (
    AvisarRegistro,
    DatosRegistro,
    Empleador,
    Localidad,
    RegistrarMesHogar,
    RegistrarMovimiento,
    Tipo,
    TipoAviso,
    TipoSalario,
    Trabajador,
    en_plazo,
)
from ventanilla.domain.contributions import CuotasError, Zona
from ventanilla.domain.contributions.hogar import cuota_hogar
from ventanilla.domain.identifiers.registro_patronal import format as numero_escrito
from ventanilla.domain.notices import Base, Pagado, impide_alta, quien, relacion, salario_base
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import MONTHS
from ventanilla.kit import Approve, Decision, Effect, IssueDocument, Previewed, Refer, Reject, Text
from ventanilla.kit.unloaded import unloaded

from .facts import Hechos
from .form import CUBRE, Solicitud

QUEUE: Final = "afiliacion"
CITE: Final = ("LSS 12-IV", "LSS 15-I", "RACERF 45")
ANTICIPADA: Final = "racerf.45.alta_anticipada_dias"
PLAZO: Final = "lss.15.registro_dias"
SIN_DATO: Final = "Sin dato"
SIN_TABLA: Final = Text(
    "HOGAR_SIN_TABLA",
    "Sin dato: falta la tabla de cuotas del hogar, que fija la institución. Le diremos el importe cuando la tengamos.",
)
SIN_RFC: Final = Text("HOGAR_SIN_RFC", "No sabemos su RFC. Entre con su e.firma, que lo trae.")
EMPRESA: Final = Text(
    "HOGAR_EMPRESA", "Una empresa no emplea en su casa. Regístrese como empleador, con el otro trámite."
)
USTED: Final = Text("HOGAR_USTED", "Los números son los suyos. Escriba los de la persona que trabaja en su casa.")
NO_LOCALIZADO: Final = Text(
    "HOGAR_NO_LOCALIZADO",
    "No tenemos ese código postal. Revíselo; si es correcto, pida ayuda en su subdelegación con este folio.",
)


@dataclass(frozen=True)
class Acuse:
    """All that the receipt prints. ``importe`` is "" where no table says it."""

    registro: str
    empleador: str
    persona: str
    nss: str
    domicilio: str
    desde: date
    meses: tuple[str, ...]
    dias: int
    salario_centavos: int
    importe: str
    tarde: str


@dataclass(frozen=True)
class Hogar:
    """What is ordered. ``alta`` is what the first notice of the home says; ``tipo`` and ``sbc``, of the movement."""

    patron: SubjectId
    empleador: Empleador
    numero: str
    alta: DatosRegistro | None
    trabajador: SubjectId
    nss: str
    tipo: Tipo | None
    sbc_centavos: int
    desde: date
    meses: tuple[date, ...]
    dias: int
    salario_centavos: int
    acuse: Acuse


def decide(solicitud: Solicitud, hechos: Hechos, on: date) -> Decision[Hogar]:
    """Who employs; whom; whether the months are new; and from which day the person is insured."""
    empleador = hechos.empleador
    if empleador is None or empleador.moral:
        return Reject((SIN_RFC if empleador is None else EMPRESA,), CITE)
    trabajador = quien(solicitud.persona.nss, solicitud.persona.curp, hechos.hallados)
    if isinstance(trabajador, Text):
        return Reject((trabajador,), CITE)
    if trabajador.subject == hechos.subject:
        return Reject((USTED,), CITE)
    if hechos.hogar is None and hechos.lugar is None:
        return Reject((NO_LOCALIZADO,), CITE)
    if (repeated := _repeated(solicitud, hechos, trabajador)) is not None:
        return Reject((repeated,), CITE)
    try:
        base = _base(solicitud, hechos)
    except CuotasError as wrong:
        return Reject((wrong.reason,), CITE)
    except law.LawError as unknown:
        return unloaded(QUEUE, unknown)
    tipo = _movement(solicitud, hechos, trabajador, base)
    if (why := _too_soon(solicitud, tipo, on) or _cannot(solicitud, hechos, trabajador, tipo)) is not None:
        return Reject((why,), CITE)
    granted = Approve(_granted(solicitud, hechos, empleador, trabajador, tipo, base, on))
    if trabajador.contradictions:
        return Refer(QUEUE, tuple(each.reason for each in trabajador.contradictions), granted)
    return granted


def _repeated(solicitud: Solicitud, hechos: Hechos, trabajador: Trabajador) -> Text | None:
    had = {one.mes for one in hechos.meses if one.trabajador == trabajador.subject}
    again = next((mes for mes in solicitud.meses if mes in had), None)
    if again is None:
        return None
    return Text(
        "HOGAR_MES_REPETIDO",
        "Ya registró a esa persona en {mes}. Ponga una fecha del mes que sigue.",
        mes=en_palabras(again),
    )


def _base(solicitud: Solicitud, hechos: Hechos) -> Base:
    """The base wage of the day that is paid, with the benefits of the law. CuotasError for less than the minimum."""
    zona = _zona(solicitud, hechos)
    minimo = Money(law.value(f"sm.{zona.value}", solicitud.desde))
    if solicitud.salario < minimo:
        raise CuotasError(
            "salario",
            Text(
                "HOGAR_SALARIO_MINIMO",
                "El salario de un día no puede ser menor que el mínimo, {minimo} (LFT 90). Corríjalo.",
                minimo=str(minimo),
            ),
        )
    pagado = Pagado(TipoSalario.FIJO, diario=solicitud.salario)
    return salario_base(pagado, solicitud.desde, solicitud.desde, zona)


def _zona(solicitud: Solicitud, hechos: Hechos) -> Zona:
    if hechos.hogar is not None:
        return hechos.hogar.zona(solicitud.desde)
    return hechos.lugar.zona if hechos.lugar else Zona.GENERAL


def _movement(solicitud: Solicitud, hechos: Hechos, trabajador: Trabajador, base: Base) -> Tipo | None:
    """An alta where the person is not insured with the home; a change where the wage is another; or nothing."""
    if hechos.hogar is None:
        return Tipo.ALTA
    now = relacion(trabajador, hechos.hogar.numero).salario(solicitud.desde)
    if now is None:
        return Tipo.ALTA
    return None if now.sbc_centavos == base.sbc.centavos else Tipo.MODIFICACION


def _too_soon(solicitud: Solicitud, tipo: Tipo | None, on: date) -> Text | None:
    """A movement may come a day before; a month that is only paid ahead, at any time."""
    last = on + timedelta(days=law.integer(ANTICIPADA, on))
    if tipo is None or solicitud.desde <= last:
        return None
    return Text(
        "HOGAR_MUY_PRONTO",
        "La fecha es posterior a mañana: preséntelo desde un día antes de que empiece.",
    )


def _cannot(solicitud: Solicitud, hechos: Hechos, trabajador: Trabajador, tipo: Tipo | None) -> Text | None:
    """Why the alta cannot be; None for any other movement, which follows the one that there is."""
    if tipo is not Tipo.ALTA or hechos.hogar is None:
        return None
    return impide_alta(relacion(trabajador, hechos.hogar.numero), solicitud.desde)


def importe(solicitud: Solicitud, meses: tuple[date, ...]) -> Money | None:
    """What is paid for those months; None where a table is missing for any of them, which is not zero."""
    total = Money.of_centavos(0)
    for mes in meses:
        one = cuota_hogar(int(solicitud.dias), solicitud.salario, mes)
        if one is None:
            return None
        total += one
    return total


def en_palabras(mes: date) -> str:
    """A month as it is read.

    >>> en_palabras(date(2026, 11, 1))
    'noviembre de 2026'
    """
    return f"{MONTHS[mes.month - 1]} de {mes.year}"


def tarde(solicitud: Solicitud, tipo: Tipo | None, on: date) -> Text | None:
    """What follows from registering somebody late; None within the term, or where they were insured already."""
    if tipo is not Tipo.ALTA or en_plazo(solicitud.desde, on, PLAZO):
        return None
    return Text(
        "HOGAR_TARDE",
        "Pasaron más de {dias} días hábiles desde el {fecha}. El registro vale desde ese día. Si la persona se "
        "accidentó antes de hoy, la institución puede cobrarle a usted lo que cueste atenderla (LSS 77).",
        dias=law.integer(PLAZO, solicitud.desde),
        fecha=solicitud.desde,
    )


def _alta(solicitud: Solicitud, empleador: Empleador, lugar: Localidad) -> DatosRegistro:
    where = solicitud.domicilio.words()
    return DatosRegistro(
        nombre=empleador.nombre,
        domicilio=where,
        centro=where,
        actividad="Trabajo del hogar",
        zona=lugar.zona,
        municipio=lugar.municipio,
        delegacion=lugar.delegacion,
        subdelegacion=lugar.subdelegacion,
    )


def _granted(
    solicitud: Solicitud,
    hechos: Hechos,
    empleador: Empleador,
    trabajador: Trabajador,
    tipo: Tipo | None,
    base: Base,
    on: date,
) -> Hogar:
    numero = hechos.hogar.numero if hechos.hogar else hechos.numero
    amount, dias = importe(solicitud, solicitud.meses), int(solicitud.dias)
    acuse = Acuse(
        registro=numero_escrito(numero),
        empleador=empleador.nombre,
        persona=trabajador.nombre,
        nss=trabajador.nss,
        domicilio=solicitud.domicilio.words(),
        desde=solicitud.desde,
        meses=tuple(en_palabras(mes) for mes in solicitud.meses),
        dias=dias,
        salario_centavos=solicitud.salario.centavos,
        importe="" if amount is None else str(amount),
        tarde=str(tarde(solicitud, tipo, on) or ""),
    )
    return Hogar(
        patron=hechos.subject,
        empleador=empleador,
        numero=numero,
        alta=_alta(solicitud, empleador, hechos.lugar) if hechos.lugar else None,
        trabajador=trabajador.subject,
        nss=trabajador.nss,
        tipo=tipo,
        sbc_centavos=base.sbc.centavos,
        desde=solicitud.desde,
        meses=solicitud.meses,
        dias=dias,
        salario_centavos=solicitud.salario.centavos,
        acuse=acuse,
    )


def preview(solicitud: Solicitud, hechos: Hechos, on: date) -> Previewed | None:
    """What would be registered, what each way of paying ahead costs where a table says it, and what is late."""
    match decide(solicitud, hechos, on):
        case Reject(why=why):
            return Previewed(tuple(one for one in why if isinstance(one, Text)), warns=True)
        case Approve(hogar) | Refer(proposal=Approve(hogar)):
            late = tarde(solicitud, hogar.tipo, on)
            said: tuple[Text, ...] = (late,) if late else ()
            said += (
                Text(
                    "HOGAR_QUEDA",
                    "Registrará a {nombre} desde el {fecha}, {dias} días cada mes.",
                    nombre=hogar.acuse.persona,
                    fecha=hogar.desde,
                    dias=hogar.dias,
                ),
                _cost(solicitud) if hogar.acuse.importe else SIN_TABLA,
            )
            return Previewed(said, warns=late is not None)
    return None


def _cost(solicitud: Solicitud) -> Text:
    """What was chosen costs, and so does each other way of paying ahead, where the tables reach it."""
    costs = {
        words: importe(solicitud, solicitud.model_copy(update={"cubre": cubre}).meses) for cubre, words in CUBRE.items()
    }
    return Text(
        "HOGAR_CUESTA",
        "Lo que eligió cuesta {importe}. Por adelantado: {opciones}.",
        importe=str(costs[CUBRE[solicitud.cubre]]),
        opciones="; ".join(f"{words.lower()}, {SIN_DATO if one is None else one}" for words, one in costs.items()),
    )


def effects(hogar: Hogar) -> tuple[Effect, ...]:
    """The home, if it is new; the movement of the person, if any; each month; and the receipt."""
    ordered: list[Effect] = []
    if hogar.alta is not None:
        ordered.append(
            AvisarRegistro(hogar.patron, hogar.numero, TipoAviso.ALTA, hogar.desde, hogar.alta, hogar.empleador)
        )
    if hogar.tipo is not None:
        ordered.append(
            RegistrarMovimiento(
                trabajador=hogar.trabajador,
                nss=hogar.nss,
                registro=hogar.numero,
                tipo=hogar.tipo,
                on=hogar.desde,
                declarada=hogar.desde,
                sbc_centavos=hogar.sbc_centavos,
            )
        )
    ordered += [
        RegistrarMesHogar(hogar.numero, hogar.trabajador, mes, hogar.dias, hogar.salario_centavos)
        for mes in hogar.meses
    ]
    return (*ordered, IssueDocument("acuse.typ", hogar.acuse, fact="Registro de una persona trabajadora del hogar."))
