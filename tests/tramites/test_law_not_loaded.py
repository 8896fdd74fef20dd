"""Where the law loaded does not reach, whoever filed reads what is missing, and never what an operator types.

Every case of every trámite is decided once without each thing of the law that it reads.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from importlib.resources import files
from typing import Any

import pytest

from ventanilla import law, tramites
from ventanilla.kernel.calendar import MissingYear
from ventanilla.kernel.text import Text
from ventanilla.kit import Tramite, discover
from ventanilla.kit.casos import BadCase, Case, all_builders, decide_case, read_cases
from ventanilla.kit.decision import Decision
from ventanilla.law import rows, tables, workdays
from ventanilla.law.strict_yaml import read_yaml

FOUND = discover(tramites)
BUILDERS = all_builders()
OPERATORS = ("ventanilla ley", "VENTANILLA_", ".yaml", "ARCHIVO.csv", "law/")
NEVER = date.max  # what begins then says nothing of any day
CALENDAR = "dias_inhabiles"


def cases_of(key: str) -> tuple[Case, ...]:
    return read_cases(read_yaml(files(f"ventanilla.tramites.{key}").joinpath("casos.yaml").read_text("utf-8")))


def said(thing: Any) -> Iterator[str]:
    """Every sentence and word that a decision carries, to whatever depth."""
    match thing:
        case Text() | str():
            yield str(thing)
        case Mapping():
            for each in thing.values():
                yield from said(each)
        case tuple() | list() | frozenset():
            for each in thing:
                yield from said(each)
        case _ if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
            for field in dataclasses.fields(thing):
                yield from said(getattr(thing, field.name))


def decided(key: str, case: Case) -> Decision[Any] | None:
    """What the folder decides; None where it decides nothing, which the runner answers for all alike."""
    tramite = FOUND[key]
    assert isinstance(tramite, Tramite)
    try:
        return decide_case(tramite, case, BUILDERS)
    except (BadCase, ValueError, law.LawError, MissingYear):
        return None


def without(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """The law, as if nobody had loaded that thing of it."""
    known_parameter, known_table = rows.parameter, tables.table
    if name == CALENDAR:
        monkeypatch.setattr(workdays, "holiday_tables", dict)
    elif name in rows.known_keys():
        value = known_parameter(name)
        late = replace(value, rows=(replace(value.rows[0], since=NEVER),))
        monkeypatch.setattr(rows, "parameter", lambda key: late if key == name else known_parameter(key))
    else:
        whole = known_table(name)
        none = replace(whole, versions=(replace(whole.versions[0], since=NEVER),))
        monkeypatch.setattr(tables, "table", lambda key: none if key == name else known_table(key))


def read_by(key: str, case: Case) -> tuple[str, ...]:
    """What a case reads of the law, but for the office's own choices, and the calendar."""
    law.load({})  # forgets what was remembered, so that it is read again
    with law.recording() as used:
        decided(key, case)
    names = (one.key.partition("/")[0] for one in used if not one.key.startswith("politica/"))
    return tuple(dict.fromkeys((*names, CALENDAR)))


@pytest.mark.slow
@pytest.mark.parametrize("key", FOUND)
def test_nobody_reads_what_an_operator_types(key: str) -> None:
    for case in cases_of(key):
        for name in read_by(key, case):
            with pytest.MonkeyPatch.context() as patched:
                without(patched, name)
                law.load({})
                told = [one for one in said(decided(key, case)) if any(word in one for word in OPERATORS)]
            law.load({})
            assert told == [], f"{case.name}, without {name}"
