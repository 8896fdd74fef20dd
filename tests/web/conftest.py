"""What the tests of the office through HTTP ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytest_django import Settings

if TYPE_CHECKING:  # the office's models can be imported only after Django is set up
    from tests.conftest import OfficeDatabase
    from tests.web.office import Mint, Office


@pytest.fixture(scope="session")
def mint(tmp_path_factory: pytest.TempPathFactory) -> Mint:
    """Who issues the identities, once a session."""
    from tests.web.office import Mint

    return Mint.create(tmp_path_factory.mktemp("institution") / "keys")


@pytest.fixture
def office(db: None, mint: Mint, make_var: Callable[[], Path], settings: Settings) -> Iterator[Office]:
    """An office whose commits are undone after the test."""
    from tests.web.opening import opened

    settings.VENTANILLA_CLOCK = settings.VENTANILLA_CLOCK  # put back after the test, however it was moved
    settings.VENTANILLA_VAR = make_var()
    with opened(mint, settings.VENTANILLA_VAR) as office:
        yield office


@pytest.fixture
def committing_office(
    fresh_office: OfficeDatabase, mint: Mint, make_var: Callable[[], Path], settings: Settings
) -> Iterator[Office]:
    """An office that commits for real, in a database of its own."""
    from tests.web.opening import opened

    settings.VENTANILLA_CLOCK = settings.VENTANILLA_CLOCK
    settings.VENTANILLA_VAR = make_var()
    with opened(mint, settings.VENTANILLA_VAR) as office:
        yield office
