"""A projection dropped and made again from its register is what it was; one that was changed comes out right."""

from __future__ import annotations

import pytest

from tests.web.office import Office
from ventanilla.apps.accounts.models import Account
from ventanilla.apps.eventlog.api import Projection, projection_rebuild, projections, scope

ALL = projections()


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.name)
def test_it_is_made_again_identical(one: Projection, office: Office) -> None:
    office.browser("trabajadora").filed(office.mint.identity("trabajadora"))
    rebuilt = projection_rebuild(one)
    assert rebuilt.rows
    assert rebuilt.same


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.name)
def test_what_was_lost_comes_back_and_is_said(one: Projection, office: Office) -> None:
    office.browser("trabajadora").filed(office.mint.identity("trabajadora"))
    with scope(None):
        before = list(one.rows())
        one.drop()
        assert list(one.rows()) != before
    assert not projection_rebuild(one).same
    with scope(None):
        assert list(one.rows()) == before


def test_an_account_is_found_by_its_email_after_the_digest_is_made_again(office: Office) -> None:
    office.browser("trabajadora")
    with scope(None):
        Account.objects.update(email_digest=b"x")
    one = next(one for one in ALL if one.name == "accounts.email_digest")
    projection_rebuild(one)
    with scope(None):
        assert all(row.email_digest != b"x" for row in Account.objects.all())
