"""The registros of employers: what the register answers of them, and how a notice enters it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import IntegerField, Max
from django.db.models.functions import Cast, Substr

from ventanilla.apps.accounts.api import employer_certified
from ventanilla.apps.eventlog.api import ToLog, events_append
from ventanilla.domain.affiliation import (
    ActivosDe,
    AvisarRegistro,
    AvisoPatronalRegistrado,
    Clase,
    DatosRegistro,
    Empleador,
    EmpleadorDe,
    Fracciones,
    LocalidadDe,
    MesesHogarDe,
    MesHogarRegistrado,
    NumeroSiguiente,
    RegistrarMesHogar,
    Registro,
    RegistroDe,
    RegistrosDe,
    Tipo,
    TipoAviso,
    estados,
    impide,
)
from ventanilla.domain.affiliation import AvisoPatronal as Fact
from ventanilla.domain.affiliation import Fraccion as FraccionFact
from ventanilla.domain.affiliation import Localidad as LocalidadFact
from ventanilla.domain.affiliation import MesHogar as MesFact
from ventanilla.domain.contributions import Zona
from ventanilla.domain.identifiers import registro_patronal
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit.perform import Conflict, PerformContext

from .answers import must_be_the_office
from .models import Movimiento, Patron, Persona, RegistroPatronal
from .models_registro import (
    LAST_SERIAL,
    AvisoPatronal,
    Fraccion,
    Localidad,
    MesHogar,
    Numeracion,
    TramoRegistro,
)

SERIAL: Final = slice(3, 8)  # of a number: its five digits of serial
DICHOS: Final = (
    "nombre", "nombre_comercial", "domicilio", "centro", "actividad", "fraccion", "municipio", "delegacion",
    "subdelegacion", "otro",
)  # fmt: skip


class NumberingFull(RuntimeError):
    """No serial is left in a municipality: whoever operates the office gives it another key."""


# -- what is asked


def registros_by_numero(questions: Sequence[RegistroDe]) -> list[Registro | None]:
    """Answer ``RegistroDe``, in the order asked."""
    must_be_the_office()
    rows = RegistroPatronal.objects.filter(numero__in=[question.numero for question in questions])
    found = {one.numero: one for one in _facts(rows)}
    return [found.get(question.numero) for question in questions]


def registros_of(questions: Sequence[RegistrosDe]) -> list[tuple[Registro, ...]]:
    """Answer ``RegistrosDe``, in the order asked."""
    must_be_the_office()
    rows = RegistroPatronal.objects.filter(patron__in=[question.subject for question in questions])
    found: dict[UUID, list[Registro]] = defaultdict(list)
    for one in _facts(rows):
        found[one.patron].append(one)
    return [tuple(found.get(question.subject, ())) for question in questions]


def _facts(rows: Any) -> list[Registro]:
    registros = list(rows.select_related("patron").order_by("numero"))
    avisos = avisos_by_registro([one.subject for one in registros])
    return [
        Registro(
            numero=one.numero,
            patron=SubjectId(one.patron_id),
            nombre=one.patron.nombre,
            rfc=one.patron.rfc,
            moral=one.patron.moral,
            avisos=tuple(avisos.get(one.subject, ())),
        )
        for one in registros
    ]


def avisos_by_registro(registros: Iterable[UUID]) -> dict[UUID, list[Fact]]:
    """The notices of each registro, in the order they were recorded."""
    found: dict[UUID, list[Fact]] = defaultdict(list)
    rows = AvisoPatronal.objects.filter(registro__in=list(registros)).select_related("registro")
    for row in rows.order_by("recorded_at", "id"):
        found[row.registro_id].append(aviso_fact(row))
    return found


def aviso_fact(row: AvisoPatronal) -> Fact:
    """The notice as the rules know it; its ``registro`` must have been read with it."""
    said: dict[str, Any] = {name: getattr(row, name) for name in DICHOS}
    return Fact(
        id=row.id,
        registro=row.registro.numero,
        tipo=TipoAviso(row.tipo),
        on=row.fecha,
        recorded=row.recorded_at,
        datos=DatosRegistro(
            **said,
            clase=Clase(row.clase) if row.clase else None,
            prima=row.prima,
            zona=Zona(row.zona) if row.zona else None,
        ),
        supersedes=row.supersedes_id,
    )


def empleadores_de(questions: Sequence[EmpleadorDe]) -> list[Empleador | None]:
    """Answer ``EmpleadorDe``: the register's employer, or else who a certificate proved."""
    must_be_the_office()
    asked = [question.subject for question in questions]
    known = Patron.objects.in_bulk(asked)
    return [_empleador(known.get(subject), subject) for subject in asked]


def _empleador(patron: Patron | None, subject: SubjectId) -> Empleador | None:
    if patron is not None:
        return Empleador(patron.nombre, patron.rfc, patron.moral)
    certified = employer_certified(subject)
    return None if certified is None else Empleador(certified.name, certified.rfc, certified.company)


def localidades_de(questions: Sequence[LocalidadDe]) -> list[LocalidadFact | None]:
    """Answer ``LocalidadDe``, in the order asked."""
    found = Localidad.objects.in_bulk([question.codigo_postal for question in questions])
    return [_localidad(found.get(question.codigo_postal)) for question in questions]


def _localidad(row: Localidad | None) -> LocalidadFact | None:
    if row is None:
        return None
    return LocalidadFact(
        row.codigo_postal,
        row.municipio,
        row.municipio_nombre,
        row.entidad,
        row.delegacion,
        row.subdelegacion,
        Zona(row.zona),
    )


def fracciones_all(questions: Sequence[Fracciones]) -> list[tuple[FraccionFact, ...]]:
    """Answer ``Fracciones``: the whole catalogue, which is the same for everybody."""
    rows = tuple(
        FraccionFact(row.clave, row.division, row.grupo, row.nombre, Clase(row.clase))
        for row in Fraccion.objects.order_by("clave")
    )
    return [rows for _ in questions]


def numeros_siguientes(questions: Sequence[NumeroSiguiente]) -> list[str]:
    """Answer ``NumeroSiguiente``: it gives nothing out, which is for `avisos_registrar`."""
    must_be_the_office()
    return [
        registro_patronal.compose(question.municipio, _last(question.municipio) + 1, question.modalidad)
        for question in questions
    ]


def _last(municipio: str) -> int:
    """The highest serial that a municipality ever gave out, or that was loaded with its registros."""
    given = Numeracion.objects.filter(municipio=municipio).values_list("ultimo", flat=True).first() or 0
    serial = Cast(Substr("numero", SERIAL.start + 1, SERIAL.stop - SERIAL.start), IntegerField())
    loaded = RegistroPatronal.objects.filter(numero__startswith=municipio).aggregate(last=Max(serial))["last"] or 0
    last = max(given, loaded)
    if last >= LAST_SERIAL:
        raise NumberingFull(municipio)
    return last


def activos_de(questions: Sequence[ActivosDe]) -> list[int]:
    """Answer ``ActivosDe``, in the order asked: whose last movement is no baja, or is that same day's."""
    must_be_the_office()
    return [_activos(question) for question in questions]


def _activos(question: ActivosDe) -> int:
    last = (
        Movimiento.objects.filter(registro__numero=question.registro, fecha__lte=question.on, superseded_by=None)
        .order_by("persona", "-fecha", "-tipo")
        .distinct("persona")
        .values_list("tipo", "fecha")
    )
    return sum(tipo != Tipo.BAJA.value or fecha == question.on for tipo, fecha in last)


def meses_hogar_de(questions: Sequence[MesesHogarDe]) -> list[tuple[MesFact, ...]]:
    """Answer ``MesesHogarDe``, in the order asked."""
    must_be_the_office()
    found: dict[UUID, list[MesFact]] = defaultdict(list)
    asked = [question.subject for question in questions]
    rows = MesHogar.objects.filter(registro__patron__in=asked).select_related("registro").order_by("mes", "id")
    for row in rows:
        month = MesFact(SubjectId(row.persona_id), row.mes, row.dias, row.salario_centavos)
        found[row.registro.patron_id].append(month)
    return [tuple(found.get(subject, ())) for subject in asked]


# -- what is ordered


def avisos_registrar(orders: Sequence[tuple[AvisarRegistro, PerformContext]]) -> None:
    """Add each notice in the runner's transaction: the row, what follows from it, and the event.

    Conflict where the number of an alta is another's by now, or where a notice cannot follow any more.
    """
    told = []
    for order, context in orders:
        if order.empleador is not None:
            _open(order, order.empleador)
        registro = _held(order.numero)
        row = _added(registro, order, context)
        if order.tipo is TipoAviso.NOMBRE:
            Patron.objects.filter(subject=order.patron).update(nombre=order.datos.nombre)
        event = AvisoPatronalRegistrado(
            aviso=row.id,
            registro=order.numero,
            tipo=order.tipo.value,
            on=order.on,
            clase=row.clase,
            prima="" if order.datos.prima is None else str(order.datos.prima),
        )
        told.append(ToLog(event, SubjectId(registro.patron_id), context.by, context.case))
    if told:
        events_append(told, now=orders[0][1].now)


def _held(numero: str) -> RegistroPatronal:
    """The registro, held until the transaction ends: its notices are folded by one at a time."""
    registro = RegistroPatronal.objects.select_for_update(no_key=True).filter(numero=numero).first()
    if registro is None:
        raise Conflict(numero)
    return registro


def _open(order: AvisarRegistro, empleador: Empleador) -> None:
    """Give out the number, and make the employer's and the registro's rows."""
    municipio = order.numero[:3]
    Numeracion.objects.get_or_create(municipio=municipio, defaults={"ultimo": _last(municipio)})
    counter = Numeracion.objects.select_for_update(no_key=True).get(municipio=municipio)
    serial = int(order.numero[SERIAL])
    if serial != _last(municipio) + 1:
        raise Conflict(order.numero)
    counter.ultimo = serial
    counter.save(update_fields=["ultimo"])
    patron, _ = Patron.objects.get_or_create(
        subject=order.patron,
        defaults={"moral": empleador.moral, "rfc": empleador.rfc, "nombre": empleador.nombre},
    )
    try:
        with transaction.atomic():
            RegistroPatronal.objects.create(
                numero=order.numero,
                patron=patron,
                delegacion=order.datos.delegacion,
                subdelegacion=order.datos.subdelegacion,
                desde=order.on,
            )
    except IntegrityError as taken:
        raise Conflict(order.numero) from taken


def _added(registro: RegistroPatronal, order: AvisarRegistro, context: PerformContext) -> AvisoPatronal:
    known = avisos_by_registro([registro.subject]).get(registro.subject, [])
    fact = Fact(uuid4(), order.numero, order.tipo, order.on, context.now, order.datos, order.supersedes)
    if order.supersedes is None and (known or order.tipo is not TipoAviso.ALTA) and impide(known, fact) is not None:
        raise Conflict(order.numero)
    said = {name: getattr(order.datos, name) for name in DICHOS}
    row = AvisoPatronal.objects.create(
        id=fact.id,
        registro=registro,
        tipo=order.tipo.value,
        fecha=order.on,
        recorded_at=context.now,
        caso=context.case,
        supersedes_id=order.supersedes,
        clase=order.datos.clase.value if order.datos.clase else "",
        prima=order.datos.prima,
        zona=order.datos.zona.value if order.datos.zona else "",
        **said,
    )
    tramos_write(registro.subject, [*known, fact])
    return row


def tramos_write(registro: UUID, avisos: Iterable[Fact]) -> None:
    """Make again what follows from the notices of one registro."""
    TramoRegistro.objects.filter(registro=registro).delete()
    TramoRegistro.objects.bulk_create(tramos_rows(registro, avisos))


def tramos_rows(registro: UUID, avisos: Iterable[Fact]) -> list[TramoRegistro]:
    """What follows from the notices of one registro, as it is kept."""
    return [
        TramoRegistro(
            registro_id=registro,
            desde=one.desde,
            hasta=one.hasta,
            situacion=one.estado.situacion.value,
            clase=one.estado.datos.clase.value if one.estado.datos.clase else "",
            fraccion=one.estado.datos.fraccion,
            prima=one.estado.datos.prima,
            zona=one.estado.datos.zona.value if one.estado.datos.zona else "",
            municipio=one.estado.datos.municipio,
        )
        for one in estados(avisos)
    ]


def meses_hogar_registrar(orders: Sequence[tuple[RegistrarMesHogar, PerformContext]]) -> None:
    """Keep each month; Conflict where one is registered already, or nobody has that registro."""
    told = []
    for order, context in orders:
        registro = _held(order.registro)
        if not Persona.objects.filter(subject=order.trabajador).exists():
            raise Conflict(str(order.trabajador))
        try:
            with transaction.atomic():
                row = MesHogar.objects.create(
                    registro=registro,
                    persona_id=order.trabajador,
                    mes=order.mes,
                    dias=order.dias,
                    salario_centavos=order.salario_centavos,
                    recorded_at=context.now,
                    caso=context.case,
                )
        except IntegrityError as taken:
            raise Conflict(order.mes.isoformat()) from taken
        name = Patron.objects.values_list("nombre", flat=True).get(subject=registro.patron_id)
        event = MesHogarRegistrado(row.id, name, order.mes, order.dias, order.salario_centavos)
        told.append(ToLog(event, order.trabajador, context.by, context.case))
    if told:
        events_append(told, now=orders[0][1].now)


ANSWERS: Final = {
    RegistroDe: registros_by_numero,
    RegistrosDe: registros_of,
    EmpleadorDe: empleadores_de,
    LocalidadDe: localidades_de,
    Fracciones: fracciones_all,
    NumeroSiguiente: numeros_siguientes,
    ActivosDe: activos_de,
    MesesHogarDe: meses_hogar_de,
}
PERFORMS: Final = {AvisarRegistro: avisos_registrar, RegistrarMesHogar: meses_hogar_registrar}
