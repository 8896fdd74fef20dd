"""A payment made in time is in time, whenever the bank says so; one made after its day is not."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.conf import settings

from tests.web.office import Browser, Office
from tests.web.test_http_case_ends import kinds, offered, only_ask, worker
from tests.web.test_http_charges import collect, folio, pay
from ventanilla.apps.cases.jobs import close_silences
from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.payments.models import Cobro
from ventanilla.kernel.clock import CIVIL_ZONE

__all__ = ["folio", "offered", "worker"]  # fixtures


def at_the_end(office: Office) -> None:
    """The last day to pay, ten minutes before midnight."""
    until = only_ask().until
    then = datetime.combine(until, time(23, 50), CIVIL_ZONE)
    office.later(int((then - settings.VENTANILLA_CLOCK.now()).total_seconds()))


def test_paid_on_the_last_day_and_noted_after_midnight_it_is_in_time(
    office: Office, worker: Browser, folio: str
) -> None:
    at_the_end(office)
    pay()
    office.later(20 * 60)  # the bank's notice comes after the day ended
    close_silences(0)
    assert only_ask().outcome == "abierta"
    assert collect() == 1
    with scope(None):
        assert not Cobro.objects.get().tarde
    office.run("cases.resolve_case")
    assert kinds(folio) == ["Ask", "Approve"]


def test_paid_after_midnight_it_is_late_though_the_case_was_not_closed_yet(
    office: Office, worker: Browser, folio: str
) -> None:
    at_the_end(office)
    office.later(20 * 60)
    pay()
    collect()
    with scope(None):
        assert Cobro.objects.get().tarde
    assert kinds(folio) == ["Ask"]


def test_nobody_pays_and_a_day_later_it_is_silence(office: Office, worker: Browser, folio: str) -> None:
    at_the_end(office)
    office.later(int(timedelta(days=1, minutes=20).total_seconds()))
    close_silences(0)
    assert only_ask().outcome == "silencio"
