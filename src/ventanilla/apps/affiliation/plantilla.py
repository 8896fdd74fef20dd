"""Whom an employer insures, as its pages list them: found, narrowed, ordered, one page after another.

Read as the employer itself, by views that show nothing but its own business (migration ``plantilla``). A list is never
read whole to show a page of it; what leaves as a file is bounded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from itertools import accumulate
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import connection
from psycopg import sql

from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.mandates.api import NoMandate, registros_allowed
from ventanilla.domain.affiliation import Situacion as EstadoDeRegistro
from ventanilla.domain.affiliation import TipoTrabajador
from ventanilla.domain.authority import Act, Actor

from .models import RegistroPatronal
from .models_registro import TramoRegistro

PAGE: Final = 50  # rows
MAX_FILE: Final = 100_000  # rows of one file
CHUNK: Final = 2_000  # rows read at once of a file
MAX_WORDS: Final = 6  # of a search
SHORTEST: Final = 4  # letters of a word in which a slip is forgiven: of fewer, every name is one
NUMBER: Final = 11  # digits of an NSS
_CURP: Final = 18
_UN_DIA: Final = timedelta(days=1)
_ID, _TOTAL = 10, 11  # columns of a row of the list
Registros = tuple[tuple[UUID, str, date], ...]  # (key, number, since) of each


class Orden(Enum):
    """By what the list goes; the same, by name."""

    NOMBRE = "nombre"
    SALARIO = "salario"  # the highest first
    ANTIGUEDAD = "antiguedad"  # who has been there longest first


class Situacion(Enum):
    """Insured that day, or no more."""

    ACTIVAS = "activas"
    BAJA = "baja"


@dataclass(frozen=True, slots=True)
class Filtro:
    """What of the list is wanted; everything that is not said is all. ``registro`` is its number.

    ``contrato_antes``: eventual contracts that end on that day or before. Wages are of a day, in centavos.
    """

    busca: str = ""
    registro: str = ""
    situacion: Situacion = Situacion.ACTIVAS
    trabajador: TipoTrabajador | None = None
    sbc_desde: int | None = None
    sbc_hasta: int | None = None
    contrato_antes: date | None = None
    duda: bool = False
    orden: Orden = Orden.NOMBRE


@dataclass(frozen=True, slots=True)
class Renglon:
    """Somebody with one registro. ``hasta`` is the last insured day, None while it goes on."""

    persona: UUID
    nombre: str
    nss: str
    curp: str
    registro: str
    desde: date
    hasta: date | None
    sbc_centavos: int
    trabajador: TipoTrabajador
    contrato_hasta: date | None


@dataclass(frozen=True, slots=True)
class Lista:
    """A page; the next one follows the row ``siguiente``, None on the last.

    ``parecidos``: nobody is called so, but these are nearly.
    """

    renglones: tuple[Renglon, ...]
    total: int
    siguiente: int | None
    parecidos: bool = False


@dataclass(frozen=True, slots=True)
class Registro:
    """A registro of the employer, as it is today. ``contratos``: how many end on each of the days to come."""

    subject: UUID
    numero: str
    desde: date
    personas: int
    eventuales: int
    variables: int
    contratos: tuple[tuple[date, int], ...]
    situacion: EstadoDeRegistro = EstadoDeRegistro.ACTIVO


def registros_for(actor: Actor) -> Registros:
    """The registros of the employer that ``actor`` acts for, and that they may see: (key, number, since).

    Whoever acts by an authorisation sees those that it covers.

    The one place where it is said which they are; every list below is of these.
    """
    try:
        allowed = registros_allowed(actor, Act.SEE)
    except NoMandate:
        return ()
    rows = RegistroPatronal.objects.filter(patron=actor.subject).order_by("numero")
    if allowed is not None:
        rows = rows.filter(numero__in=allowed)
    return tuple(rows.values_list("subject", "numero", "desde"))


# Who is meant is found once, by what it is ordered by and no more; a name is written for the rows of the page alone.
_LIST: Final = sql.SQL(
    "WITH halladas AS MATERIALIZED (SELECT {key} AS clave, orden, persona_id, registro_id, id"
    " FROM affiliation_plantilla AS p WHERE {where})"
    " SELECT p.persona_id, nombre, nss, curp, registro, empleo_desde, upper(dias) AS fin, sbc_centavos, trabajador,"
    " contrato_hasta, p.id, cuenta.total FROM (SELECT count(*) AS total FROM halladas) AS cuenta"
    " LEFT JOIN (SELECT * FROM halladas WHERE {after} ORDER BY clave, orden, persona_id, registro_id"
    " LIMIT %(limit)s) AS h ON true LEFT JOIN affiliation_plantilla AS p ON p.id = h.id"
    " ORDER BY h.clave, h.orden, h.persona_id, h.registro_id"
)
# A place is a row of the list and says nothing of whose it is: it may stand in an address.
_AFTER: Final = sql.SQL(
    "(clave, orden, persona_id, registro_id) > (SELECT {key}, orden, persona_id, registro_id"
    " FROM affiliation_plantilla WHERE id = %(after)s AND registro_id = ANY(%(registros)s))"
)
_KEYS: Final = {
    Orden.NOMBRE: sql.SQL("orden"),
    Orden.SALARIO: sql.SQL("-sbc_centavos"),
    Orden.ANTIGUEDAD: sql.SQL("empleo_desde"),
}
# When days end, as the index ``affiliation_tramo_fin`` has it: who is insured is then found among nobody who left.
_END: Final = sql.SQL("coalesce(upper(dias), 'infinity'::date)")
_INSURED: Final = sql.SQL("{end} > %(on)s AND lower(dias) <= %(on)s").format(end=_END)
_INSURED_BY: Final = sql.SQL(
    "SELECT registro_id, contrato_hasta, count(*), count(*) FILTER (WHERE trabajador <> '1'),"
    " count(*) FILTER (WHERE salario <> '0') FROM affiliation_plantilla"
    " WHERE registro_id = ANY(%(registros)s) AND {insured} GROUP BY 1, 2"
).format(insured=_INSURED)
# What ended by the first day would add and take on it: it is not read.
_CHANGES: Final = sql.SQL(
    "SELECT d, sum(n), sum(n * sbc_centavos) FROM ("
    " SELECT greatest(lower(dias), %(first)s) AS d, 1 AS n, sbc_centavos FROM affiliation_plantilla"
    " WHERE registro_id = ANY(%(registros)s) AND {end} > %(first)s AND lower(dias) <= %(on)s"
    " UNION ALL SELECT upper(dias), -1, sbc_centavos FROM affiliation_plantilla"
    " WHERE registro_id = ANY(%(registros)s) AND {end} > %(first)s AND {end} <= %(on)s"
    ") AS changes GROUP BY 1"
).format(end=_END)
# Whoever left: days that are over, and none after them with that registro by then.
_LEFT: Final = sql.SQL(
    "upper(dias) <= %(on)s AND id IN (SELECT id FROM affiliation_plantilla_orden"
    " WHERE registro_id = ANY(%(registros)s) AND (siguiente IS NULL OR siguiente > %(on)s))"
)
# The register sorts Ñ after N, as «N~»; whoever searches may write either.
_WORD: Final = "(' ' || replace(orden, '~', '')) LIKE {}"
_NEARLY: Final = (
    "EXISTS (SELECT FROM regexp_split_to_table(replace(orden, '~', ''), ' ') AS w"
    " WHERE levenshtein_less_equal(w, {}, 1) <= 1)"
)


def plantilla_for(actor: Actor, filtro: Filtro, despues: int | None = None, on: date | None = None) -> Lista:
    """A page of whom the employer insures on the day ``on`` (None: today), after the row ``despues``.

    Where nobody has the name that was searched, whoever nearly has it: a letter that is missing, too many or another.
    """
    on = on or settings.VENTANILLA_CLOCK.today()
    with scope(actor.subject):
        query = _Query(actor, filtro, on)
        if not query.registros:
            return Lista((), 0, None)
        total, rows = query.page(despues, PAGE + 1)
        if not total and query.words and min(map(len, query.words)) >= SHORTEST:
            query = _Query(actor, filtro, on, nearly=True)
            total, rows = query.page(despues, PAGE + 1)
    return Lista(
        tuple(_renglon(row, on) for row in rows[:PAGE]),
        total,
        int(rows[PAGE - 1][_ID]) if len(rows) > PAGE else None,
        parecidos=query.nearly and bool(rows),
    )


def plantilla_todo_for(actor: Actor, filtro: Filtro, on: date | None = None) -> Iterator[Renglon]:
    """The whole list, ``MAX_FILE`` rows at most, some thousands held at once."""
    on = on or settings.VENTANILLA_CLOCK.today()
    with scope(actor.subject):
        query = _Query(actor, filtro, on)
        place: int | None = None
        left = MAX_FILE
        while query.registros and left > 0:
            _, rows = query.page(place, min(CHUNK, left))
            yield from (_renglon(row, on) for row in rows)
            if len(rows) < CHUNK:
                return
            place, left = int(rows[-1][_ID]), left - len(rows)


def registros_de(actor: Actor, on: date | None = None) -> tuple[Registro, ...]:
    """Each registro of the employer with how many people it insures, and the contracts that end from that day on."""
    with scope(actor.subject):
        return registros_counted(registros_for(actor), on or settings.VENTANILLA_CLOCK.today())


def registros_counted(known: Registros, on: date) -> tuple[Registro, ...]:
    """The same, of what `registros_for` gave; under the employer's scope."""
    keys = [one[0] for one in known]
    with connection.cursor() as cursor:
        cursor.execute(_INSURED_BY, {"registros": keys, "on": on})
        rows = cursor.fetchall()
    stretches = TramoRegistro.objects.filter(registro__in=keys, desde__lte=on)
    stand = dict(stretches.order_by("desde").values_list("registro", "situacion"))
    found = []
    for subject, numero, desde in known:
        own = [row for row in rows if row[0] == subject]
        ends = tuple(sorted((row[1], row[2]) for row in own if row[1] is not None and row[1] >= on))
        people, eventual, variable = (sum(row[at] for row in own) for at in (2, 3, 4))
        found.append(Registro(subject, numero, desde, people, eventual, variable, ends, _stands(stand.get(subject))))
    return tuple(found)


def _stands(said: str | None) -> EstadoDeRegistro:
    return EstadoDeRegistro.ACTIVO if said is None else EstadoDeRegistro(said)


def dudas_counted(known: Registros) -> int:
    """How many of the people of those registros have a doubt open in the register; under the employer's scope."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT persona_id) FROM affiliation_plantilla_duda WHERE registro_id = ANY(%s)",
            [[one[0] for one in known]],
        )
        return int(cursor.fetchone()[0])


@dataclass(frozen=True, slots=True)
class Mes:
    """How many people were insured at the end of a month, and what they earned a day all together, in centavos."""

    dia: date
    personas: int
    sbc_centavos: int


def meses_counted(known: Registros, meses: int, on: date) -> tuple[Mes, ...]:
    """The last ``meses`` months, as they are known now; the one of ``on`` up to that day. Each person once a registro.

    A stretch of days counts at the end of each month that it holds: it adds where it begins and takes where it ends.
    Of what `registros_for` gave, under the employer's scope.
    """
    first = _month(on.replace(day=1), 1 - meses)
    with connection.cursor() as cursor:
        cursor.execute(_CHANGES, {"first": first, "on": on, "registros": [one[0] for one in known]})
        changes = cursor.fetchall()
    people, wages = Counter[date](), Counter[date]()
    for day, more, earned in changes:
        people[day.replace(day=1)] += int(more)
        wages[day.replace(day=1)] += int(earned)
    starts = [_month(first, n) for n in range(meses)]
    counts, sums = accumulate(people[day] for day in starts), accumulate(wages[day] for day in starts)
    summed = zip(starts, counts, sums, strict=True)
    return tuple(Mes(min(_month(day, 1) - _UN_DIA, on), count, earned) for day, count, earned in summed)


def _month(first: date, n: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + n, 12)
    return date(year, month + 1, 1)


class _Query:
    """One list: its conditions, made of words that are written here and of values that are bound."""

    def __init__(self, actor: Actor, filtro: Filtro, on: date, *, nearly: bool = False) -> None:
        self.nearly = nearly
        self.words: list[str] = []
        self.registros = [one[0] for one in registros_for(actor) if not filtro.registro or one[1] == filtro.registro]
        self._key = _KEYS[filtro.orden]
        self._values: dict[str, Any] = {"registros": self.registros, "on": on}
        left = filtro.situacion is Situacion.BAJA
        parts: list[sql.Composable] = [sql.SQL("registro_id = ANY(%(registros)s)"), _LEFT if left else _INSURED]
        for column, test, value in (
            ("trabajador", "=", filtro.trabajador.value if filtro.trabajador else None),
            ("sbc_centavos", ">=", filtro.sbc_desde),
            ("sbc_centavos", "<=", filtro.sbc_hasta),
            ("contrato_hasta", "<=", filtro.contrato_antes),
        ):
            if value is not None:
                parts.append(self._bound(f"{column} {test} {{}}", value))
        if filtro.duda:
            parts.append(sql.SQL("persona_id IN (SELECT persona_id FROM affiliation_plantilla_duda)"))
        self._where = sql.SQL(" AND ").join([*parts, *self._search(filtro.busca)])

    def _bound(self, condition: str, value: object) -> sql.Composable:
        name = f"v{len(self._values)}"
        self._values[name] = value
        return sql.SQL(condition).format(sql.Placeholder(name))

    def _search(self, busca: str) -> list[sql.Composable]:
        """A number whole, or each word as the beginning of one of the name's, without accents."""
        written = busca.replace("\x00", "").strip()
        compact = "".join(each for each in written.upper() if each.isalnum())
        if len(compact) == NUMBER and compact.isdigit():
            return [self._bound("nss = {}", compact)]
        if len(compact) == _CURP and any(each.isdigit() for each in compact):
            return [self._bound("curp = {}", compact)]
        self.words = _folded(written)
        if self.nearly:
            return [self._bound(_NEARLY, word) for word in self.words]
        return [self._bound(_WORD, f"% {_escaped(word)}%") for word in self.words]

    def page(self, after: int | None, limit: int) -> tuple[int, list[tuple[Any, ...]]]:
        """How many there are in all, and ``limit`` of them after the row ``after``."""
        values: dict[str, Any] = self._values | {"limit": limit}
        place: sql.Composable = sql.SQL("true")
        if after is not None:
            place, values["after"] = _AFTER.format(key=self._key), after
        with connection.cursor() as cursor:
            cursor.execute(_LIST.format(key=self._key, where=self._where, after=place), values)
            rows = cursor.fetchall()
        return int(rows[0][_TOTAL]), [row for row in rows if row[_ID] is not None]


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _folded(written: str) -> list[str]:
    """The words as the register sorts names: the same function, asked of the database."""
    if not written:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT ventanilla_sort_key(%s)", [written[:200]])
        return str(cursor.fetchone()[0]).replace("~", "").split()[:MAX_WORDS]


def _renglon(row: tuple[Any, ...], on: date) -> Renglon:
    last = None if row[6] is None else row[6] - _UN_DIA
    return Renglon(
        persona=row[0],
        nombre=row[1],
        nss=row[2],
        curp=row[3],
        registro=row[4],
        desde=row[5],
        hasta=last,
        sbc_centavos=row[7],
        trabajador=TipoTrabajador(row[8]),
        contrato_hasta=row[9],
    )
