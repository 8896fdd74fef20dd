"""Fifty clicks at once on one signature, again and again: one case each time."""

from __future__ import annotations

from typing import Final

import pytest

from tests.web import test_http_case_life as life
from tests.web.conftest import committing_office, mint
from tests.web.office import Office
from ventanilla.apps.cases.models import Case
from ventanilla.apps.eventlog.api import chain_verify, scope
from ventanilla.kernel.acts import SubjectId

__all__ = ["committing_office", "mint"]  # fixtures
ROUNDS: Final = 20


@pytest.mark.fault
@pytest.mark.timeout(1800)
def test_a_thousand_clicks_file_twenty_cases(committing_office: Office) -> None:
    browser = committing_office.browser("trabajadora")
    for _ in range(ROUNDS):
        life.clicked(committing_office, browser)
    with scope(None):
        cases = Case.objects.exclude(state="borrador")
        assert cases.count() == ROUNDS
        subjects = set(cases.values_list("subject", flat=True))
    assert [chain_verify(SubjectId(subject)) for subject in subjects] == [None]
