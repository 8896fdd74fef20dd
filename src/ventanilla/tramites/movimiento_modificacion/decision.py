"""Since when a wage counts: from the change; a variable one, from the 1st; a late decrease, as the policy says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from ventanilla import law
from ventanilla.domain.affiliation import (
    RegistrarMovimiento,
    SemanaJornada,
    Tipo,
    TipoSalario,
    Trabajador,
)
from ventanilla.domain.affiliation.registro import Registro
from ventanilla.domain.contributions import Aviso, CuotasError, TipoAviso, limite_revision_contrato
from ventanilla.domain.contributions.variable import limite_variable
from ventanilla.domain.notices import (
    QUEUE,
    UNLOADED,
    Aceptado,
    Base,
    Costo,
    Fila,
    Relacion,
    aceptado,
    ajeno,
    avisos_de,
    costo,
    costo_detalle,
    costo_filas,
    en_pesos,
    impide_modificacion,
    impide_repetido,
    por_lo_menos,
    quien,
    relacion,
    salario_base,
    ultimo_dia_en_plazo,
    vencidas,
)
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import long_date
from ventanilla.kit import Approve, Decision, Effect, Previewed, Refer, Reject, Text
from ventanilla.kit.form.employment import SEMANA, TIPO_SALARIO
from ventanilla.kit.notice import notice_effects, previewed
from ventanilla.kit.unloaded import unloaded

from .facts import Hechos
from .form import POR, Solicitud

CITE: Final = ("LSS 34", "LSS 35", "RACERF 53", "RACERF 6")
CITE_SBC: Final = ("LSS 27", "LSS 28", "LSS 30")
DISMINUCION: Final = "movimientos.disminucion_aviso_porcentaje"
_PERCENT: Final = 100


@dataclass(frozen=True)
class Cambio:
    """The wage before and after, the day that the notice says and the one it counts from, and its last day in time."""

    antes: Money
    despues: Money
    declarada: date
    efectiva: date
    limite: date
    presentada: date

    @property
    def baja(self) -> bool:
        """Whether the wage goes down."""
        return self.despues < self.antes

    @property
    def tarde(self) -> bool:
        """Whether it was received after its last day."""
        return self.presentada > self.limite


def decide(solicitud: Solicitud, hechos: Hechos, on: date) -> Decision[Aceptado]:
    """Take the change, late or not (LSS 34, 35). A decrease of days gone by without a reason goes to a person."""
    if hechos.registro is None:
        return Reject((ajeno(),), CITE)
    trabajador = quien(solicitud.persona.nss, solicitud.persona.curp, hechos.hallados)
    if isinstance(trabajador, Text):
        return Reject((trabajador,), CITE)
    had = relacion(trabajador, hechos.registro.numero)
    if (why := impide_modificacion(had, solicitud.fecha)) is not None:
        return Reject((why,), CITE)
    try:
        base = _base(solicitud, hechos.registro, had)
        cambio = _cambio(solicitud, had, base, hechos.presentada.on)
        if cambio.antes == cambio.despues:
            return Reject((_igual(cambio),), CITE)
        why = impide_modificacion(had, cambio.efectiva) or impide_repetido(had, Tipo.MODIFICACION, cambio.efectiva)
        if why is not None:
            return Reject((why,), CITE)
        granted = Approve(_aceptado(solicitud, hechos, hechos.registro, trabajador, had, base, cambio))
    except CuotasError as wrong:
        return Reject((wrong.reason,), CITE_SBC)
    except UNLOADED as unknown:
        return unloaded(QUEUE, unknown)
    doubts = tuple(each.reason for each in trabajador.contradictions)
    if cambio.baja and cambio.efectiva < cambio.presentada and solicitud.porque_baja is None:
        doubts += (
            Text(
                "DISMINUCION_SIN_MOTIVO",
                "El salario baja en días que ya pasaron y no se dijo por qué. Una persona lo revisará.",
            ),
        )
    return Refer(QUEUE, doubts, granted) if doubts else granted


def _base(solicitud: Solicitud, registro: Registro, had: Relacion) -> Base:
    """The new base wage, with the seniority of the employment that the register has."""
    periodo = had.en(solicitud.fecha)
    ingreso = periodo.desde if periodo is not None else solicitud.fecha
    return salario_base(solicitud.pagado, ingreso, solicitud.fecha, registro.zona(solicitud.fecha))


def _cambio(solicitud: Solicitud, had: Relacion, base: Base, presentada: date) -> Cambio:
    before = had.salario(solicitud.fecha)
    if before is None or before.sbc_centavos is None:
        raise AssertionError("an employment has a wage on each of its days")
    antes = Money.of_centavos(before.sbc_centavos)
    limite = _limite(solicitud)
    late_decrease = base.sbc < antes and presentada > limite
    from_reception = late_decrease and law.policy("disminucion_tardia").value == "recepcion"
    return Cambio(
        antes=antes,
        despues=base.sbc,
        declarada=solicitud.fecha,
        efectiva=presentada if from_reception else solicitud.fecha,
        limite=limite,
        presentada=presentada,
    )


def _limite(solicitud: Solicitud) -> date:
    """The last day in time: five working days, the first five of the bimester, or thirty natural ones (LSS 34)."""
    match solicitud.por:
        case "bimestre":
            return limite_variable(solicitud.fecha)[0]
        case "contrato" if solicitud.celebrado is not None:
            return limite_revision_contrato(solicitud.celebrado)
        case _:
            return ultimo_dia_en_plazo(solicitud.fecha)


def _igual(cambio: Cambio) -> Text:
    return Text("SALARIO_IGUAL", "El SBC ya es de {sbc} ese día. No hay nada que cambiar.", sbc=str(cambio.antes))


def _aceptado(
    solicitud: Solicitud,
    hechos: Hechos,
    registro: Registro,
    trabajador: Trabajador,
    had: Relacion,
    base: Base,
    cambio: Cambio,
) -> Aceptado:
    orden = RegistrarMovimiento(
        trabajador=trabajador.subject,
        nss=solicitud.persona.nss,
        registro=registro.numero,
        tipo=Tipo.MODIFICACION,
        on=cambio.efectiva,
        declarada=cambio.declarada,
        sbc_centavos=base.sbc.centavos,
        tipo_trabajador=had.movimientos[-1].trabajador,
        tipo_salario=TipoSalario(solicitud.tipo_salario),
        semana=SemanaJornada(solicitud.semana),
        contrato_hasta=had.movimientos[-1].contrato_hasta,
    )
    cost = _costo(registro, trabajador, had, cambio)
    large = _grande(cambio)
    said = (*_cuando(cambio), *_costo_dicho(cost, cambio), *large, *base.dicho)
    return aceptado(
        orden,
        registro,
        trabajador,
        presentada=hechos.presentada.on,
        firma=hechos.presentada.applicant,
        por=hechos.presentada.acting_for,
        dicho=said,
        filas=_filas(cambio, cost),
        detalle=costo_detalle(cost),
        alerta=cambio.tarde or bool(large) or (isinstance(cost, Costo) and bool(cost.vencidas)),
        datos=(
            ("SBC anterior", f"{cambio.antes} diarios"),
            ("Motivo", POR[solicitud.por]),
            *((("Por qué baja", solicitud.porque_baja),) if cambio.baja and solicitud.porque_baja else ()),
            ("Jornada", SEMANA[solicitud.semana]),
            ("Tipo de salario", TIPO_SALARIO[solicitud.tipo_salario]),
        ),
        cite=CITE,
    )


def _costo(registro: Registro, trabajador: Trabajador, had: Relacion, cambio: Cambio) -> Costo | Text | None:
    """What the days that already passed cost more, or less; None where it counts from today."""
    periodo = had.en(cambio.efectiva)
    if cambio.efectiva >= cambio.presentada or periodo is None:
        return None
    known = avisos_de(had.del_periodo(periodo))
    return costo(
        known,
        (*known, Aviso(TipoAviso.MODIFICACION, cambio.efectiva, cambio.despues)),
        cambio.efectiva,
        cambio.presentada if periodo.hasta is None else min(cambio.presentada, periodo.hasta),
        registro,
        on=cambio.presentada,
        pension=trabajador.pension,
    )


def _cuando(cambio: Cambio) -> tuple[Text, ...]:
    """Since when it counts and, where that is late, from when and why."""
    if not cambio.tarde:
        return (
            Text(
                "CAMBIO_DESDE",
                "El SBC pasa de {antes} a {despues} diarios desde el {fecha}.",
                antes=str(cambio.antes),
                despues=str(cambio.despues),
                fecha=cambio.efectiva,
            ),
        )
    if cambio.efectiva != cambio.declarada:
        return (
            Text(
                "DISMINUCION_TARDIA",
                "La presenta fuera de plazo, que terminó el {limite}: el salario menor cuenta desde el {fecha}, y no "
                "desde el {declarada}.",
                limite=cambio.limite,
                fecha=cambio.efectiva,
                declarada=cambio.declarada,
            ),
        )
    return (
        Text(
            "CAMBIO_TARDIO",
            "Lo presenta fuera de plazo, que terminó el {limite}. El SBC pasa de {antes} a {despues} diarios desde el "
            "{fecha}.",
            limite=cambio.limite,
            antes=str(cambio.antes),
            despues=str(cambio.despues),
            fecha=cambio.efectiva,
        ),
    )


def _costo_dicho(cost: Costo | Text | None, cambio: Cambio) -> tuple[Text, ...]:
    """The difference of the days gone by, whose it is, and what of it is past due."""
    if cost is None:
        return ()
    if isinstance(cost, Text):
        return (cost,)
    if cost.total.centavos < 0:
        return (
            Text(
                "CAMBIO_CUESTA_MENOS",
                "Del {desde} al {hasta} las cuotas bajan {monto}.",
                desde=cambio.efectiva,
                hasta=cost.hasta,
                monto=str(Money.of_centavos(-cost.total.centavos)),
            ),
        )
    return (
        Text(
            "CAMBIO_CUESTA",
            "Del {desde} al {hasta} las cuotas suben {monto}: {patron} suyas y {obrero} de la persona.",
            desde=cambio.efectiva,
            hasta=cost.hasta,
            monto=str(cost.total),
            patron=str(cost.total - cost.obrero),
            obrero=str(cost.obrero),
        ),
        *por_lo_menos(cost),
        *vencidas(cost),
    )


def _grande(cambio: Cambio) -> tuple[Text, ...]:
    """That a wage goes down by much: it is told to whoever files it, before the worker asks."""
    most = law.integer(DISMINUCION, cambio.declarada)
    less = (cambio.antes - cambio.despues).centavos * _PERCENT
    if less <= cambio.antes.centavos * most:
        return ()
    return (
        Text(
            "DISMINUCION_GRANDE",
            "El salario baja más de {porcentaje}%. Revíselo: la persona recibirá el aviso y puede pedir que se aclare.",
            porcentaje=most,
        ),
    )


def _filas(cambio: Cambio, cost: Costo | Text | None) -> tuple[Fila, ...]:
    moved = ("Cuenta desde", long_date(cambio.declarada), long_date(cambio.efectiva))
    return (
        *((moved,) if cambio.efectiva != cambio.declarada else ()),
        (
            "Salario base de cotización (SBC)",
            en_pesos(cambio.antes.centavos),
            en_pesos(cambio.despues.centavos),
        ),
        *costo_filas(cost),
    )


def preview(solicitud: Solicitud, hechos: Hechos, on: date) -> Previewed:
    """What would follow: exactly what would be decided."""
    return previewed(decide(solicitud, hechos, on))


def effects(aceptado: Aceptado) -> tuple[Effect, ...]:
    """The ledger takes the movement, and tells the worker; the employer gets the constancia."""
    return notice_effects(aceptado, "Modificación de salario de una persona trabajadora.")
