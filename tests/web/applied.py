"""Whoever enters another application through this office: what the tests of it share."""

from __future__ import annotations

import json
import time
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from tests.web.applications import (
    App,
    registered,
)
from tests.web.office import Browser, Office, drawn
from ventanilla.apps.eventlog.api import chain_verify, scope, timeline
from ventanilla.kernel.acts import SubjectId

OTHER = "https://otra.example/vuelta"


@pytest.fixture
def browser(office: Office) -> Browser:
    """The worker, signed in; the official, who registers applications, has an account already."""
    return office.browser("trabajadora")


@pytest.fixture
def app(browser: Browser) -> App:
    """An application with a secret."""
    return App(registered())


def error_of(response: Any) -> str:
    return str(json.loads(response.content)["error"])


def events(of: UUID | None = None) -> list[str]:
    subject = SubjectId(of or drawn().named("trabajadora").subject)
    with scope(subject):
        assert chain_verify(subject) is None
        return [str(entry.text) for entry in timeline(subject)]


def at(seconds: int) -> SimpleNamespace:
    """The module ``time``, so much later."""
    later = time.time() + seconds
    return SimpleNamespace(time=lambda: later)
