"""Dated values of the law: ``value(key, on)`` says what was in force, by which article, and who says so.

A key is a path of ``law/data``: ``uma.diaria`` is ``data/uma/diaria.yaml``. Before its first date a value
is an error that says what to load, never zero; so it is after its last one where the law renews it every year
or month (``renews``) and nobody loaded the new one. Everything read inside ``recording()`` is listed, so that a
decision is stored with the parameters it used and can be computed again years later.

>>> value("uma.diaria", date(2026, 1, 31)), value("uma.diaria", date(2026, 2, 1))
(Decimal('113.14'), Decimal('117.31'))
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from enum import Enum
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise
from typing import Any, Final

from ventanilla.kernel.period import Period, months_after
from ventanilla.kernel.text import Text

from .additions import MARK, added, added_keys, refuse, remembered
from .strict_yaml import BadYaml, read_yaml

_KEY: Final = re.compile(r"[a-z0-9_]+(?:\.[a-z0-9_]+)*")
_FILE_FIELDS: Final = {"title", "unit", "values", "note", "renews", "cite"}
_A_YEAR: Final = 12  # months
_LATE: Final = 2  # months that a yearly renewal may come early or late; a longer gap is a year that nobody loaded
_ROW_FIELDS: Final = {"since", "value", "cite", "source", "checked_on", "confidence", "erratum"}
_ROW_REQUIRED: Final = {"since", "value", "cite", "source", "checked_on", "confidence"}


class Confidence(Enum):
    """How sure the house is of a value."""

    HIGH = "H"  # official text, or two independent sources
    MEDIUM = "M"  # one good source
    LOW = "L"  # commonly stated, not confirmed: shown as such


class Renews(Enum):
    """How often the law sets a value anew: past that, the last one known is not in force any more."""

    NEVER = ""  # until it is reformed
    YEARLY = "yearly"  # the UMA, a minimum wage, a rate of the Ley de Ingresos
    MONTHLY = "monthly"  # the INPC: a value is of its month and of no other


class LawError(LookupError):
    """The law loaded here does not answer; ``reason`` says what to load to whoever runs the office.

    ``told`` says what is missing to anybody else: without ``missing``, a ``told`` of its own, only that it is the law.
    """

    def __init__(self, reason: Text, missing: Text | None = None) -> None:
        super().__init__(str(reason))
        self.reason = reason
        self.told = missing or Text(
            "LEY_SIN_PARTE", "Sin dato: la oficina no tiene una parte de la ley que se necesita para calcularlo."
        )


def not_known(title: str, on: date) -> Text:
    """That the office lacks what the law calls ``title`` on that day, said to a person.

    >>> str(not_known("Salario mínimo general, diario", date(2028, 1, 1)))
    'Sin dato: la oficina no tiene «Salario mínimo general, diario» para el 1 de enero de 2028.'
    """
    return Text("LEY_SIN_DATO", "Sin dato: la oficina no tiene «{que}» para el {fecha}.", que=title, fecha=on)


class BadLaw(ValueError):
    """A file of ``law/`` that breaks its schema: the build fails, nobody sees it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One value, in force from ``since`` until the next row; ``erratum`` says what a correction corrects."""

    since: date
    value: Decimal
    cite: str
    source: str
    checked_on: date
    confidence: Confidence
    erratum: str = ""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value of the law through time, in ``unit`` (MXN, semanas, años…).

    A monthly series may have no row: the operator loads it. ``cite`` is the article of a series without rows.
    """

    key: str
    title: str
    unit: str
    rows: tuple[Row, ...]
    note: str = ""
    renews: Renews = Renews.NEVER
    cite: str = ""

    def until(self, row: Row) -> date | None:
        """The last day of ``row``: the eve of the next one, or where the law renews it (None: it has no end yet)."""
        return last_day(row.since, [other.since for other in self.rows], self.renews)

    def silent_on(self, since: date) -> bool:
        """Whether these rows let one be added from ``since`` on."""
        return may_add(since, {row.since: (row.checked_on, row.confidence) for row in self.rows}, self.renews)


def last_day(since: date, known: Iterable[date], renews: Renews) -> date | None:
    """The last day of what is in force from ``since``, among the ``known`` days: None while it has no end."""
    following = min((other for other in known if other > since), default=None)
    ends = [] if following is None else [following - timedelta(days=1)]
    if renews is Renews.MONTHLY:
        ends.append(Period.month(since.year, since.month).last)
    elif renews is Renews.YEARLY and (following is None or following > months_after(since, _A_YEAR + _LATE)):
        ends.append(months_after(since, _A_YEAR) - timedelta(days=1))
    return min(ends, default=None)


def may_add(since: date, shipped: Mapping[date, tuple[date, Confidence]], renews: Renews) -> bool:
    """Whether the law shipped says nothing from ``since`` on. ``shipped``: each day, when checked and how sure.

    What was checked is not changed; what is only commonly stated (low confidence) may be succeeded at any time. Where
    the law renews every year, a year that nobody loaded may be.
    """
    if not shipped or since < min(shipped):
        return True
    if since in shipped or renews is Renews.MONTHLY:
        return since not in shipped
    before = max(day for day in shipped if day < since)
    until = last_day(before, shipped, renews)
    if until is not None and since > until:
        return True
    checked_on, confidence = shipped[before]
    return before == max(shipped) and (confidence is Confidence.LOW or since > checked_on)


@dataclass(frozen=True, slots=True)
class Used:
    """One thing of the law that a computation read; a policy's key starts with ``politica/``."""

    key: str
    value: str
    since: date
    cite: str


_recordings: ContextVar[tuple[list[Used], ...]] = ContextVar("ventanilla_law_recordings", default=())


@contextmanager
def recording(*, apart: bool = False) -> Iterator[list[Used]]:
    """List what is read of the law inside the block, each thing once, in the order it was first read.

    ``apart``: the recordings around it hear nothing, for what is read to be kept and is told by ``replay`` at each use.

    >>> with recording() as used:
    ...     _ = value("lss.109.conservacion_semanas", date(2026, 3, 10))
    >>> [(u.key, u.value) for u in used]
    [('lss.109.conservacion_semanas', '8')]
    """
    used: list[Used] = []
    token = _recordings.set((used,) if apart else (*_recordings.get(), used))
    try:
        yield used
    finally:
        _recordings.reset(token)


def record(used: Used) -> None:
    """Tell every open recording that ``used`` was read."""
    for listed in _recordings.get():
        if used not in listed:
            listed.append(used)


def replay(read: Iterable[Used]) -> None:
    """Tell every open recording of what was read before and kept, as if it were read now."""
    if _recordings.get():
        for used in read:
            record(used)


def value(key: str, on: date) -> Decimal:
    """The value of ``key`` in force on the day of the legal fact, ``on``. LawError before its first date."""
    return row(key, on).value


def integer(key: str, on: date) -> int:
    """As ``value``, for weeks, days and ages. LawError if the value is not whole.

    >>> integer("lss.84.hijos_edad", date(2026, 3, 10))
    16
    """
    found = row(key, on).value
    if found != found.to_integral_value():
        raise BadLaw(f"{key} is {found} on {on}, not a whole number")
    return int(found)


def row(key: str, on: date) -> Row:
    """As ``value``, with its citation and source."""
    found: Row | None = None
    for candidate in parameter(key).rows:
        if candidate.since > on:
            break
        found = candidate
    if found is None and not parameter(key).rows:
        raise _nothing_loaded(key, on)
    if found is None:
        raise LawError(
            Text(
                "LEY_SIN_VALOR",
                "No hay valor de {clave} para el {fecha}: el primero rige desde el {primero}. "
                "Cargue uno anterior, con su fuente: ventanilla ley cargar {clave} ARCHIVO.csv "
                "(o agréguelo en law/data/{archivo}.yaml).",
                clave=key,
                fecha=on,
                primero=parameter(key).rows[0].since,
                archivo=key.replace(".", "/"),
            ),
            not_known(parameter(key).title, on),
        )
    last = parameter(key).until(found)
    if last is not None and on > last:
        raise LawError(
            Text(
                "LEY_SIN_RENOVAR",
                "No hay valor de {clave} para el {fecha}: el último que se conoce rigió hasta el {ultimo}. "
                "Cargue el que sigue, con su fuente: ventanilla ley cargar {clave} ARCHIVO.csv "
                "(o agréguelo en law/data/{archivo}.yaml).",
                clave=key,
                fecha=on,
                ultimo=last,
                archivo=key.replace(".", "/"),
            ),
            not_known(parameter(key).title, on),
        )
    record(Used(key, str(found.value), found.since, found.cite))
    return found


def _nothing_loaded(key: str, on: date) -> LawError:
    return LawError(
        Text(
            "LEY_SERIE_VACIA",
            "No hay ningún valor de {clave}, y se pide el del {fecha}. Cargue la serie, con su fuente: "
            "ventanilla ley cargar {clave} ARCHIVO.csv (o agréguela en law/data/{archivo}.yaml).",
            clave=key,
            fecha=on,
            archivo=key.replace(".", "/"),
        ),
        not_known(parameter(key).title, on),
    )


def history(key: str) -> tuple[Row, ...]:
    """Every row of ``key``, oldest first."""
    return parameter(key).rows


@remembered()
def parameter(key: str) -> Parameter:
    """The file of ``key``, with what the operator added. LawError if there is none; BadLaw if it breaks the schema."""
    path = files(__package__).joinpath("data", *key.split(".")[:-1], key.split(".")[-1] + ".yaml")
    known, text = _KEY.fullmatch(key) is not None, added("data", key)
    shipped = read_parameter(key, path.read_text(encoding="utf-8")) if known and path.is_file() else None
    more = read_parameter(key, text) if text is not None else None
    if more is not None:
        return _joined(shipped, more)
    if shipped is None:
        raise LawError(
            Text("LEY_SIN_CLAVE", "No existe la clave {clave}. Vea las que hay con: ventanilla ley listar", clave=key)
        )
    return shipped


def _joined(shipped: Parameter | None, more: Parameter) -> Parameter:
    """The rows of both; those added say in their source that they were, and change nothing that was shipped."""
    rows = tuple(replace(row, source=MARK + row.source) for row in more.rows)
    if shipped is None:
        return replace(more, rows=rows)
    if more.unit != shipped.unit:
        raise refuse("data", more.key, f"la unidad de {more.key} es «{shipped.unit}», no «{more.unit}».")
    for row in rows:
        if not shipped.silent_on(row.since):
            raise refuse(
                "data",
                more.key,
                f"ya hay un valor para el {row.since}. Lo que la versión instalada dice no se cambia; "
                "si tiene un error, repórtelo para que se corrija con su fe de erratas.",
            )
    return replace(shipped, rows=tuple(sorted((*shipped.rows, *rows), key=lambda row: row.since)))


@remembered()
def known_keys() -> tuple[str, ...]:
    """Every key there is, sorted."""
    return tuple(sorted({*walk(files(__package__).joinpath("data"), ""), *added_keys("data")}))


def walk(folder: Traversable, prefix: str) -> Iterator[str]:
    """The keys of the files under ``folder``."""
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from walk(entry, f"{prefix}{entry.name}.")
        elif entry.name.endswith(".yaml"):
            yield prefix + entry.name.removesuffix(".yaml")


def read_parameter(key: str, text: str) -> Parameter:
    """Read the text of one file of ``law/data``; BadLaw says the file and the fault."""
    try:
        data = read_yaml(text)
    except BadYaml as error:
        raise BadLaw(f"{key}: {error}") from error
    if not isinstance(data, dict) or not {"title", "unit", "values"} <= data.keys() <= _FILE_FIELDS:
        raise BadLaw(f"{key}: a file has title, unit, values and perhaps a note, a cite and how it renews")
    try:
        renews = Renews(data.get("renews", ""))
    except ValueError as error:
        raise BadLaw(f"{key}: {error}") from error
    if not isinstance(data["values"], list) or not (data["values"] or renews is Renews.MONTHLY):
        raise BadLaw(f"{key}: values is a list of rows, oldest first; only a monthly series may be empty")
    rows = tuple(_row(key, item) for item in data["values"])
    for earlier, later in pairwise(rows):
        if earlier.since >= later.since:
            raise BadLaw(f"{key}: {later.since} is not after {earlier.since}")
    if renews is Renews.MONTHLY and any(row.since.day != 1 for row in rows):
        raise BadLaw(f"{key}: a monthly value is of the first day of its month")
    return Parameter(
        key,
        str(data["title"]),
        str(data["unit"]),
        rows,
        str(data.get("note", "")),
        renews,
        str(data.get("cite", "")),
    )


def _row(key: str, item: Any) -> Row:
    if not isinstance(item, dict) or not _ROW_REQUIRED <= item.keys() <= _ROW_FIELDS:
        raise BadLaw(f"{key}: a row has {', '.join(sorted(_ROW_REQUIRED))} and perhaps an erratum: {item}")
    if not isinstance(item["since"], date) or not isinstance(item["checked_on"], date):
        raise BadLaw(f"{key}: since and checked_on are dates: {item}")
    if isinstance(item["value"], bool) or not isinstance(item["value"], str | int):
        raise BadLaw(f"{key}: a value is a number: {item}")
    if not str(item["cite"]).strip() or not str(item["source"]).strip():
        raise BadLaw(f"{key}: a row says its article and its source: {item}")
    try:
        number = Decimal(item["value"])
        confidence = Confidence(item["confidence"])
    except (InvalidOperation, ValueError) as error:
        raise BadLaw(f"{key}: {item}") from error
    if not number.is_finite():
        raise BadLaw(f"{key}: {number} is not a number of the law")
    return Row(
        since=item["since"],
        value=number,
        cite=str(item["cite"]),
        source=str(item["source"]),
        checked_on=item["checked_on"],
        confidence=confidence,
        erratum=str(item.get("erratum", "")),
    )
