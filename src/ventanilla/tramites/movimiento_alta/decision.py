"""Whether somebody can be registered, since when, and what follows from doing it late."""

from __future__ import annotations

from datetime import date
from typing import Final

from ventanilla.domain.affiliation import (
    RegistrarMovimiento,
    SemanaJornada,
    Tipo,
    TipoPension,
    TipoSalario,
    TipoTrabajador,
    Trabajador,
)
from ventanilla.domain.affiliation.registro import Registro
from ventanilla.domain.contributions import CuotasError
from ventanilla.domain.notices import (
    QUEUE,
    UNLOADED,
    Aceptado,
    Base,
    Fila,
    Relacion,
    aceptado,
    ajeno,
    en_pesos,
    impide_alta,
    impide_registro,
    impide_repetido,
    quien,
    relacion,
    salario_base,
    ultimo_dia_en_plazo,
)
from ventanilla.kernel.text import long_date
from ventanilla.kit import Approve, Decision, Effect, Previewed, Refer, Reject, Text
from ventanilla.kit.form.employment import SEMANA, TIPO_SALARIO
from ventanilla.kit.notice import notice_effects, previewed
from ventanilla.kit.unloaded import unloaded

from .facts import Hechos
from .form import CONTRATO, Solicitud

CITE: Final = ("LSS 15-I", "RACERF 45", "RACERF 6")
CITE_SBC: Final = ("LSS 27", "LSS 28", "LSS 30")


def decide(solicitud: Solicitud, hechos: Hechos, on: date) -> Decision[Aceptado]:
    """Take the alta, late or not: refusing a late one would leave the worker without insurance (LSS 15-I, 77).

    What two registers say differently goes to a person, with the alta proposed; so does a day whose law is not loaded.
    """
    if hechos.registro is None:
        return Reject((ajeno(),), CITE)
    trabajador = quien(solicitud.persona.nss, solicitud.persona.curp, hechos.hallados)
    if isinstance(trabajador, Text):
        return Reject((trabajador,), CITE)
    had = relacion(trabajador, hechos.registro.numero)
    why = impide_registro(hechos.registro, solicitud.fecha) or impide_alta(had, solicitud.fecha)
    if (why := why or impide_repetido(had, Tipo.ALTA, solicitud.fecha)) is not None:
        return Reject((why,), CITE)
    try:
        base = salario_base(solicitud.pagado, solicitud.fecha, solicitud.fecha, hechos.registro.zona(solicitud.fecha))
        granted = Approve(_aceptado(solicitud, hechos, hechos.registro, trabajador, had, base))
    except CuotasError as wrong:
        return Reject((wrong.reason,), CITE_SBC)
    except UNLOADED as unknown:
        return unloaded(QUEUE, unknown)
    if trabajador.contradictions:
        return Refer(QUEUE, tuple(each.reason for each in trabajador.contradictions), granted)
    return granted


def _aceptado(
    solicitud: Solicitud, hechos: Hechos, registro: Registro, trabajador: Trabajador, had: Relacion, base: Base
) -> Aceptado:
    orden = RegistrarMovimiento(
        trabajador=trabajador.subject,
        nss=solicitud.persona.nss,
        registro=registro.numero,
        tipo=Tipo.ALTA,
        on=solicitud.fecha,
        declarada=solicitud.fecha,
        sbc_centavos=base.sbc.centavos,
        tipo_trabajador=TipoTrabajador(solicitud.contrato),
        tipo_salario=TipoSalario(solicitud.tipo_salario),
        semana=SemanaJornada(solicitud.semana),
        contrato_hasta=solicitud.contrato_hasta,
    )
    late = _tardia(solicitud.fecha, hechos.presentada.on)
    said = (
        *late,
        Text(
            "ALTA_DESDE",
            "{nombre} tendrá seguro con este registro desde el {fecha}, con un SBC de {sbc} diarios.",
            nombre=trabajador.nombre,
            fecha=solicitud.fecha,
            sbc=str(base.sbc),
        ),
        *_pensionado(trabajador, solicitud.fecha),
        *base.dicho,
        *_eventual(solicitud),
    )
    return aceptado(
        orden,
        registro,
        trabajador,
        presentada=hechos.presentada.on,
        firma=hechos.presentada.applicant,
        por=hechos.presentada.acting_for,
        dicho=said,
        filas=_filas(solicitud, had, base),
        alerta=bool(late),
        datos=(
            ("Tipo de contrato", CONTRATO[solicitud.contrato]),
            *((("Termina", long_date(solicitud.contrato_hasta)),) if solicitud.contrato_hasta else ()),
            ("Jornada", SEMANA[solicitud.semana]),
            ("Tipo de salario", TIPO_SALARIO[solicitud.tipo_salario]),
        ),
        cite=CITE,
    )


def _tardia(fecha: date, presentada: date) -> tuple[Text, ...]:
    """What a late alta means for the employer; () where it is in time."""
    last = ultimo_dia_en_plazo(fecha)
    if presentada <= last:
        return ()
    return (
        Text(
            "ALTA_TARDIA",
            "La presenta fuera de plazo, que terminó el {limite}. La recibimos y cuenta desde el {fecha}. "
            "Si la persona tuvo un accidente o una enfermedad antes de hoy, la institución puede cobrarle a usted "
            "lo que cueste atenderla (LSS 77).",
            limite=last,
            fecha=fecha,
        ),
    )


def _pensionado(trabajador: Trabajador, on: date) -> tuple[Text, ...]:
    """What a pension by age changes in what the employer pays (LSS 196).

    Of any other the employer is told nothing: it would tell of a health condition, and no rule of ours changes by it.
    """
    pension = trabajador.pension
    if pension is None or not pension.covers(on):
        return ()
    if pension.tipo is not TipoPension.CESANTIA_VEJEZ:
        return ()
    return (
        Text(
            "ALTA_DE_PENSIONADO",
            "La persona está pensionada. Por ella no se pagan gastos médicos de pensionados ni invalidez y vida; lo "
            "demás sí (LSS 196).",
        ),
    )


def _eventual(solicitud: Solicitud) -> tuple[Text, ...]:
    if solicitud.contrato_hasta is None:
        return ()
    return (
        Text(
            "ALTA_EVENTUAL",
            "Su contrato termina el {hasta}. El seguro no termina solo: presente la baja cuando deje de trabajar.",
            hasta=solicitud.contrato_hasta,
        ),
    )


def _filas(solicitud: Solicitud, had: Relacion, base: Base) -> tuple[Fila, ...]:
    last = had.movimientos[-1] if had.movimientos else None
    ended = f"Baja el {long_date(last.on)}" if last is not None else "Sin alta"
    waged = [one for one in had.movimientos if one.sbc_centavos is not None]
    before = en_pesos(waged[-1].sbc_centavos) if waged else en_pesos(None)
    return (
        ("Con este registro", ended, f"Con seguro desde el {long_date(solicitud.fecha)}"),
        ("Salario base de cotización (SBC)", before, en_pesos(base.sbc.centavos)),
    )


def preview(solicitud: Solicitud, hechos: Hechos, on: date) -> Previewed:
    """What would follow: exactly what would be decided."""
    return previewed(decide(solicitud, hechos, on))


def effects(aceptado: Aceptado) -> tuple[Effect, ...]:
    """The ledger takes the movement, and tells the worker; the employer gets the constancia."""
    return notice_effects(aceptado, "Alta de una persona trabajadora.")
