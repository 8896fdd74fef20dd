"""What every app says that it keeps is what its tables hold, and the pages written from it are not old."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from ventanilla.apps.eventlog.api import keepers
from ventanilla.config.data_map import pages
from ventanilla.domain.rights import Group, Kept, Shown, Use, Withheld, faults

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
ALL = [(kept, models[kept.model]) for keeps, models in keepers() for kept in keeps.tables]
SECRETS = ("password", "sealed", "digest", "public_key", "credential_id", "device_sha256", "wrapped", "token")


def columns(models: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(field.name for field in model._meta.concrete_fields) for name, model in models.items()}


def test_every_table_and_column_is_declared_and_exists() -> None:
    assert [fault for keeps, models in keepers() for fault in faults(keeps, columns(models))] == []


def test_what_is_missing_or_invented_is_found() -> None:
    keeps, models = keepers()[0]
    first, *others = keeps.tables
    real = columns(models)
    assert f"{first.model}: not declared" in faults(dataclasses.replace(keeps, tables=tuple(others)), real)
    more = dataclasses.replace(first, uses=(*first.uses, Use("x", "-", "x", {}, ("inventada",))))
    planted = dataclasses.replace(keeps, tables=(more, more, *others))
    assert f"{first.model}.inventada: no such column" in faults(planted, real)
    assert f"{first.model}: declared twice" in faults(planted, real)
    less = dataclasses.replace(first, uses=first.uses[1:])
    assert any("not declared" in fault for fault in faults(dataclasses.replace(keeps, tables=(less, *others)), real))


@pytest.mark.parametrize("name", pages())
def test_the_pages_of_the_reference_are_not_old(name: str) -> None:
    written = (REFERENCE / name).read_text(encoding="utf-8")
    assert written == pages()[name], "run `ventanilla oficina mapa-de-datos`"


@pytest.mark.parametrize(("kept", "model"), ALL, ids=[kept.model for kept, _ in ALL])
def test_what_is_told_can_be_read(kept: Kept, model: Any) -> None:
    """A table about people says how a row is theirs, and the lookups exist."""
    if kept.told is None:
        # Nobody reads of themselves in it: nothing in it may be a person's, but for a key that never goes out.
        assert all(isinstance(how, Withheld) for how in kept.personal.values())
        return
    shown = [how for how in kept.personal.values() if isinstance(how, Shown)]
    paths = {how.path for how in shown if how.path} | {how.mine for how in shown if how.mine}
    model._default_manager.filter(**dict.fromkeys(kept.told.through)).order_by(kept.told.order).values("pk", *paths)
    for words in (kept.told.title, kept.told.why, kept.told.until, kept.told.sees):
        assert words
        assert "!" not in words


def test_keys_are_of_one_set_each() -> None:
    told = [kept.told for kept, _ in ALL if kept.told]
    assert len({one.key for one in told}) == len(told)
    assert {one.group for one in told} == set(Group)


@pytest.mark.parametrize(("kept", "model"), ALL, ids=[kept.model for kept, _ in ALL])
def test_a_secret_never_goes_out(kept: Kept, model: Any) -> None:
    given = {column for column, how in kept.personal.items() if not isinstance(how, Withheld)}
    if kept.model != "LoggedEvent":  # its sealed column is handed over opened: it is the person's own history
        assert given & set(SECRETS) == set()
