"""Whoever is inside somebody's office and changes their e-mail first still moves no money unseen."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings

from tests.web.clabes import TELL, account, actor_of, clabe_of, in_force, sent
from tests.web.office import Browser, Office, text
from ventanilla.apps.accounts.api import email_to_confirm
from ventanilla.apps.accounts.models import Account, SignUp
from ventanilla.apps.accounts.sign_up import Link, Outcome, seal_of, sign_up_confirm
from ventanilla.apps.demo.api import SentMail, correos
from ventanilla.apps.eventlog.api import contact_digest, scope

THIEFS = "ladron@ejemplo.invalid"
DAY = 24 * 3600


def moved(owner: UUID) -> None:
    """The thief has the account's e-mail changed, and confirms the new one."""
    now = settings.VENTANILLA_CLOCK.now()
    email_to_confirm(THIEFS, by=actor_of(), now=now)
    with scope(None):
        row = SignUp.objects.get(replaced__isnull=False, account=owner, confirmed_at=None)
    assert sign_up_confirm(row.id, seal_of(Link.CONFIRM, row.id), now=now) is Outcome.DONE


def told_before(office: Office, *, days: int) -> list[SentMail]:
    """What the replaced address was told when, ``days`` later, whoever is inside registers an account."""
    before = "quien-era@ejemplo.invalid"
    row = account(office)
    with scope(None):
        Account.objects.filter(id=row.id).update(email=before, email_digest=contact_digest(before))
    office.later(DAY)
    moved(row.id)
    office.later(days * DAY)
    inside = Browser()
    inside.enter(row.id)
    sent(inside, clabe_of())
    office.run(TELL)
    return [mail for mail in correos() if mail.to == before and "no-fui-yo" in mail.body]


def test_the_address_that_was_replaced_days_ago_is_told_of_the_account_too(office: Office) -> None:
    told = told_before(office, days=2)
    assert len(told) == 1
    link = told[0].body.partition(settings.VENTANILLA_ORIGIN)[2].split()[0]
    anybody = Browser()
    anybody.get(link)
    assert "Cancelamos la cuenta" in text(anybody.post(link))
    office.later(2 * DAY)
    assert in_force() == ""


def test_an_address_that_nobody_may_take_back_any_more_is_told_nothing(office: Office) -> None:
    assert not told_before(office, days=8)
