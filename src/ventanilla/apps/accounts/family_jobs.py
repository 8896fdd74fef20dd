"""What happens of families after a commit and by the clock: the registry is asked, both sides are told."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from ventanilla import law
from ventanilla.adapters.mail.port import Mail, MailDown
from ventanilla.apps.eventlog.api import ToLog, events_append, scope
from ventanilla.domain.accounts import DependencyState, KinshipEnding, KinshipOver
from ventanilla.domain.authority import SYSTEM, Assurance, Standing, Tie
from ventanilla.domain.authority.kinship import MAJORITY, ended_on, last_day, notice_due, standing
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.clock import civil_date

from .family import decided_ties, tie_of
from .family_requests import family_contacts, kinship_check, stop_path
from .models import Account, Dependency, FamilyNotice
from .outbound import family_register, mailer

AGAIN: Final = RetryStrategy(max_attempts=10, exponential_wait=2, retry_exceptions={MailDown})
LOOKED_AHEAD: Final = timedelta(days=61)  # no policy tells of an end earlier
LOOKED_BACK: Final = timedelta(days=31)  # an end that the office slept through is told late, not never
NEWS: Final = (
    "Hay un aviso sobre las personas de su familia por las que puede actuar.\n\n"
    "Consúltelo aquí: {origin}/cuenta/familia\n\n"
    "Por su seguridad este correo no lleva sus datos.\n"
)
OBJECT: Final = (
    "Confirmamos que una persona de su familia puede actuar en esta oficina por usted, o por un familiar suyo.\n\n"
    "Si está de acuerdo, no haga nada.\n\n"
    "Si no lo está, deténgalo con este enlace y una persona de la oficina lo revisará:\n{link}\n\n"
    "Por su seguridad este correo no lleva sus datos.\n"
)


@app.task(queue="correo", name="accounts.ask_kinship")
def ask_kinship(dependency_id: str) -> None:
    """Ask the population registry about a request; where it does not answer, staff see a document."""
    kinship_check(UUID(dependency_id), now=settings.VENTANILLA_CLOCK.now())


@app.task(queue="correo", name="accounts.tell_family", retry=AGAIN)
def tell_family(dependency_id: str, key: str) -> None:
    """Tell whoever acts that there is a notice; and, of a tie in force, whoever may object how to stop it."""
    with scope(None):
        row = Dependency.objects.select_related("account").get(id=UUID(dependency_id))
    if row.account is not None and row.account.email:
        _say(f"{key}.actua", row.account.email, NEWS.format(origin=settings.VENTANILLA_ORIGIN))
    others = family_contacts(row)
    own = row.account.email if row.account is not None else ""
    body = NEWS.format(origin=settings.VENTANILLA_ORIGIN)
    if DependencyState(row.state) is DependencyState.VIGENTE:
        body = OBJECT.format(link=settings.VENTANILLA_ORIGIN + stop_path(row.id))
    elif row.dependent is None:
        return  # nobody was told before, and nothing opened
    for number, email in enumerate(each for each in others if each != own):
        _say(f"{key}.{number}", email, body)


@app.task(queue="correo", name="accounts.tell_family_end", retry=AGAIN)
def tell_family_end(account_id: str, key: str) -> None:
    """Tell whoever acts for somebody that it ends, or ended; not for whom: e-mail is not private."""
    with scope(None):
        to = Account.objects.values_list("email", flat=True).get(id=UUID(account_id))
    if to:
        _say(key, to, NEWS.format(origin=settings.VENTANILLA_ORIGIN))


def _say(key: str, to: str, body: str) -> None:
    mailer().send(Mail(key, to, f"{settings.VENTANILLA_BRAND['name']}: un aviso sobre su familia", body))


@app.periodic(cron="11 6 * * *")
@app.task(queue="mantenimiento", name="accounts.watch_families", queueing_lock="accounts.watch_families")
def watch_families(timestamp: int) -> None:
    """Tell of the ties that come to their end, and of those that came to it."""
    families_watch(now=settings.VENTANILLA_CLOCK.now())


def families_watch(*, now: datetime) -> int:
    """Tell whoever has an account, once of each tie and each thing; how many were told now."""
    on = civil_date(now)
    told = 0
    for name, tie in _coming(on):
        event = _news(name, tie, on)
        if event is not None:
            told += _tell(tie, event, now=now)
    return told


def _coming(on: date) -> list[tuple[str, Tie]]:
    """The ties that end about now: by age, of the register; by their day, of those that evidence gave."""
    years = law.integer(MAJORITY, on)
    since, until = (_years_before(day, years) for day in (on - LOOKED_BACK, on + LOOKED_AHEAD))
    registered = [(one.name, one.tie) for one in family_register().coming(since, until)]
    with scope(None):
        rows = Dependency.objects.filter(state=DependencyState.VIGENTE.value)
        near = rows.filter(until__range=(on - LOOKED_BACK, on + LOOKED_AHEAD)) | rows.filter(born__range=(since, until))
        found = [(row.name, tie) for row in near if (tie := tie_of(row)) is not None]
    decided = {tie.holder: decided_ties(tie.holder) for _, tie in registered}
    return [(name, tie) for name, tie in registered if tie.dependent not in decided[tie.holder]] + found


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 3, 1)


def _news(name: str, tie: Tie, on: date) -> KinshipEnding | KinshipOver | None:
    how, end = standing(tie, on), last_day(tie, on)
    if how in {Standing.MAYOR, Standing.VENCIDO} and ended_on(tie, on) >= on - LOOKED_BACK:
        return KinshipOver(how.value, ended_on(tie, on), name)
    return KinshipEnding(end, name) if end is not None and notice_due(tie, on) else None


def _tell(tie: Tie, event: KinshipEnding | KinshipOver, *, now: datetime) -> bool:
    with scope(None), transaction.atomic():
        account = Account.objects.filter(subject=tie.holder, proven__gte=Assurance.N2, is_active=True).first()
        if account is None:
            return False
        on = event.on if isinstance(event, KinshipOver) else event.until
        _, first = FamilyNotice.objects.get_or_create(
            person=tie.holder, dependent=tie.dependent, what=event.TYPE, on=on, defaults={"at": now}
        )
        if not first:
            return False
        events_append([ToLog(event, SubjectId(account.subject), SYSTEM)], now=now)
        key = f"familia.{event.TYPE}.{tie.dependent}.{on}"
        job = app.configure_task("accounts.tell_family_end", allow_unknown=False)
        job.defer(account_id=str(account.id), key=f"{key}.{account.id}")
    return True
