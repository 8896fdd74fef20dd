"""Whoever files through HTTP: what the tests of it share."""

from __future__ import annotations

import pytest

from tests.web.office import (
    Browser,
    Identity,
    Office,
)
from ventanilla.apps.cases.models import Case, Resolution
from ventanilla.apps.eventlog.api import scope


def filed_cases() -> list[Case]:
    with scope(None):
        return list(Case.objects.exclude(state="borrador").order_by("filed_at"))


def resolutions() -> int:
    with scope(None):
        return Resolution.objects.count()


def only_case() -> Case:
    (case,) = filed_cases()
    return case


@pytest.fixture
def worker(office: Office) -> Browser:
    """The insured woman of the demonstration, signed in."""
    return office.browser("trabajadora")


@pytest.fixture
def who(office: Office) -> Identity:
    return office.mint.identity()
