"""What an employer filed: its movements as a list, and everything of one person with this employer alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import connection
from psycopg import sql

from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.affiliation import Tipo, TipoTrabajador
from ventanilla.domain.authority import Actor
from ventanilla.domain.contributions import plazo_de_aviso
from ventanilla.kernel.calendar import MissingYear
from ventanilla.kernel.clock import civil_date
from ventanilla.kernel.text import Text

from .plantilla import (
    CHUNK,
    MAX_FILE,
    PAGE,
    Mes,
    Registro,
    dudas_counted,
    meses_counted,
    registros_counted,
    registros_for,
)
from .propios import filers

MAX_OF_ONE: Final = 500  # movements of one person that a page shows
_UN_DIA: Final = timedelta(days=1)


class Marca(Enum):
    """What is to be known of a movement beside what it says."""

    CORREGIDO = "corregido"  # another one took its place
    CORRIGE = "corrige"
    TARDE = "tarde"  # received after its term


@dataclass(frozen=True, slots=True)
class FiltroAvisos:
    """What of the movements is wanted. ``desde`` and ``hasta`` are days of reception, both included."""

    tipo: Tipo | None = None
    registro: str = ""
    desde: date | None = None
    hasta: date | None = None


@dataclass(frozen=True, slots=True)
class Presentado:
    """One movement. ``por`` is the name of who filed it, "" where it came before this office did; an official who
    ordered it is the office, and why it did is nobody else's to know.

    ``autorizado``: by an authorisation, not by the employer's own certificate. ``declarada`` is the day that the notice
    says, where it counts from another.
    """

    id: UUID
    persona: UUID
    nombre: str
    nss: str
    registro: str
    tipo: Tipo
    fecha: date
    declarada: date | None
    recibido: datetime
    sbc_centavos: int | None
    trabajador: TipoTrabajador
    marcas: tuple[Marca, ...]
    por: str | Text
    autorizado: bool


@dataclass(frozen=True, slots=True)
class Presentados:
    """A page of them, the last received first. ``siguiente``: where the next one begins, None on the last."""

    avisos: tuple[Presentado, ...]
    total: int
    siguiente: UUID | None


@dataclass(frozen=True, slots=True)
class Periodo:
    """Days at one wage with one registro; ``hasta`` None while they go on."""

    registro: str
    empleo_desde: date
    desde: date
    hasta: date | None
    sbc_centavos: int
    trabajador: TipoTrabajador
    contrato_hasta: date | None


@dataclass(frozen=True, slots=True)
class Expediente:
    """Somebody with this employer: nothing of any other, nor of their life."""

    persona: UUID
    nombre: str
    nss: str
    curp: str
    periodos: tuple[Periodo, ...]
    avisos: tuple[Presentado, ...]

    def covers(self, on: date) -> bool:
        """Whether this employer insures them on that day."""
        return any(one.desde <= on and (one.hasta is None or on <= one.hasta) for one in self.periodos)


# The last ones of each registro, and of those the last ones: an index has each registro's in order.
_LIST: Final = sql.SQL(
    "SELECT id, persona_id, nombre, nss, registro, tipo, fecha, declarada, recorded_at, sbc_centavos, trabajador,"
    " causa, supersedes_id, corregido, cuenta, autorizacion FROM unnest(%(registros)s::uuid[]) AS de(uno)"
    " CROSS JOIN LATERAL (SELECT * FROM affiliation_aviso WHERE registro_id = de.uno AND {where}"
    " ORDER BY recorded_at DESC, id DESC LIMIT %(limit)s) AS avisos"
    " ORDER BY recorded_at DESC, id DESC LIMIT %(limit)s"
)
_COUNT: Final = sql.SQL("SELECT count(*) FROM affiliation_aviso WHERE {where}")
_OF_REGISTROS: Final = sql.SQL("registro_id = ANY(%(registros)s)")
_OF_ONE: Final = sql.SQL("registro_id = ANY(%(registros)s) AND persona_id = %(persona)s")
_AFTER: Final = sql.SQL(
    " AND (recorded_at, id) < (SELECT recorded_at, id FROM affiliation_aviso"
    " WHERE id = %(after)s AND registro_id = ANY(%(registros)s))"
)
_TESTS: Final = {
    "tipo": sql.SQL("tipo = %(tipo)s"),
    "desde": sql.SQL("recorded_at >= (%(desde)s::date)::timestamp AT TIME ZONE %(zona)s"),
    "hasta": sql.SQL("recorded_at < (%(hasta)s::date + 1)::timestamp AT TIME ZONE %(zona)s"),
}


@dataclass(frozen=True, slots=True)
class Panorama:
    """An employer at a glance. ``dudas``: how many of its people have a doubt open in the register."""

    registros: tuple[Registro, ...]
    meses: tuple[Mes, ...]
    dudas: int
    ultimos: tuple[Presentado, ...]  # the last that were received


def panorama_for(actor: Actor, meses: int, ultimos: int, on: date | None = None) -> Panorama:
    """What the home of an employer shows: its registros, the last ``meses`` months, its last ``ultimos`` movements."""
    on = on or settings.VENTANILLA_CLOCK.today()
    with scope(actor.subject):
        known = registros_for(actor)
        if not known:
            return Panorama((), (), 0, ())
        rows = _rows(_OF_REGISTROS, {"registros": [one[0] for one in known]}, None, ultimos)
        return Panorama(
            registros_counted(known, on), meses_counted(known, meses, on), dudas_counted(known), _told(rows)
        )


def presentados_for(actor: Actor, filtro: FiltroAvisos, despues: UUID | None = None) -> Presentados:
    """A page of what was filed for the employer."""
    with scope(actor.subject):
        where, values = _narrowed(actor, filtro)
        with connection.cursor() as cursor:
            cursor.execute(_COUNT.format(where=where), values)
            total = int(cursor.fetchone()[0])
        rows = _rows(where, values, despues, PAGE + 1)
    return Presentados(_told(rows[:PAGE]), total, rows[PAGE - 1][0] if len(rows) > PAGE else None)


def presentados_todo_for(actor: Actor, filtro: FiltroAvisos) -> Iterator[Presentado]:
    """All of them, ``MAX_FILE`` at most, some thousands held at once."""
    with scope(actor.subject):
        where, values = _narrowed(actor, filtro)
        place: UUID | None = None
        left = MAX_FILE
        while left > 0:
            rows = _rows(where, values, place, min(CHUNK, left))
            yield from _told(rows)
            if len(rows) < CHUNK:
                return
            place, left = rows[-1][0], left - len(rows)


def expediente_for(actor: Actor, persona: UUID) -> Expediente | None:
    """Everything of somebody with the employer; None where it never insured them, or there is nobody such."""
    with scope(actor.subject):
        registros = [one[0] for one in registros_for(actor)]
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT registro, empleo_desde, lower(dias), upper(dias), sbc_centavos, trabajador, contrato_hasta,"
                " nombre, nss, curp FROM affiliation_plantilla WHERE persona_id = %s AND registro_id = ANY(%s)"
                " ORDER BY lower(dias), registro",
                [persona, registros],
            )
            spans = cursor.fetchall()
        rows = _rows(_OF_ONE, {"registros": registros, "persona": persona}, None, MAX_OF_ONE)
    if not spans and not rows:
        return None
    name, nss, curp = (spans[-1][7], spans[-1][8], spans[-1][9]) if spans else (rows[0][2], rows[0][3], "")
    periodos = tuple(
        Periodo(
            registro=row[0],
            empleo_desde=row[1],
            desde=row[2],
            hasta=None if row[3] is None else row[3] - _UN_DIA,
            sbc_centavos=row[4],
            trabajador=TipoTrabajador(row[5]),
            contrato_hasta=row[6],
        )
        for row in spans
    )
    return Expediente(persona, name, nss, curp, periodos, _told(rows))


def _narrowed(actor: Actor, filtro: FiltroAvisos) -> tuple[sql.Composable, dict[str, Any]]:
    """The conditions of a list: words written here, values bound."""
    registros = [one[0] for one in registros_for(actor) if not filtro.registro or one[1] == filtro.registro]
    asked = {"tipo": filtro.tipo.value if filtro.tipo else None, "desde": filtro.desde, "hasta": filtro.hasta}
    bound = {name: value for name, value in asked.items() if value is not None}
    where = sql.SQL(" AND ").join([_OF_REGISTROS, *(_TESTS[name] for name in bound)])
    return where, {"registros": registros, "zona": settings.TIME_ZONE} | bound


def _rows(where: sql.Composable, values: dict[str, Any], after: UUID | None, limit: int) -> list[tuple[Any, ...]]:
    if after is not None:
        where = sql.Composed([where, _AFTER])
        values = values | {"after": after}
    with connection.cursor() as cursor:
        cursor.execute(_LIST.format(where=where), values | {"limit": limit})
        return list(cursor.fetchall())


def _told(rows: list[tuple[Any, ...]]) -> tuple[Presentado, ...]:
    accounts = {row[14] for row in rows if row[14] is not None}
    who = filers(accounts)
    return tuple(
        Presentado(
            id=row[0],
            persona=row[1],
            nombre=row[2],
            nss=row[3],
            registro=row[4],
            tipo=Tipo(row[5]),
            fecha=row[6],
            declarada=row[7],
            recibido=row[8],
            sbc_centavos=row[9],
            trabajador=TipoTrabajador(row[10]),
            marcas=_marks(row),
            por=who[row[14]].quien if row[14] else "",
            autorizado=row[15] is not None,
        )
        for row in rows
    )


def _marks(row: tuple[Any, ...]) -> tuple[Marca, ...]:
    found = []
    if row[13]:
        found.append(Marca.CORREGIDO)
    if row[12] is not None:
        found.append(Marca.CORRIGE)
    elif _late(row):
        found.append(Marca.TARDE)
    return tuple(found)


def _late(row: tuple[Any, ...]) -> bool:
    """Whether it was received after its term; where no table of non-working days says it, it is not said."""
    try:
        return civil_date(row[8]) > plazo_de_aviso(row[7] or row[6])
    except MissingYear:
        return False
