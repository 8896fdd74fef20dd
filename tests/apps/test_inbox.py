"""Whoever an event is about is told of it when it is recorded: once, and nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import psycopg
import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from procrastinate.contrib.django import app as outbox
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings
from tests.conftest import OfficeDatabase
from tests.web.notices import PATRON, acting, registered, told

from ventanilla.adapters.mail.port import Mail, MailDown
from ventanilla.apps.accounts.models import Account
from ventanilla.apps.eventlog.api import Deposited, ToLog, events_append, logged_together, scope
from ventanilla.apps.eventlog.models import LoggedEvent, SubjectKey
from ventanilla.apps.inbox import jobs, outbound
from ventanilla.apps.inbox.api import aviso_open, avisos_for, unread_for
from ventanilla.apps.inbox.models import Aviso
from ventanilla.apps.inbox.outbox import TELL
from ventanilla.apps.inbox.services import avisos_deposit
from ventanilla.domain.accounts import SessionClosed
from ventanilla.domain.affiliation import Tipo
from ventanilla.domain.authority import SYSTEM, Actor, Assurance, Via
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.clock import Clock

OPENED = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)


class Postman:
    """Keeps what it is given, once by its key; or takes nothing."""

    def __init__(self) -> None:
        self.sent: dict[str, Mail] = {}
        self.down = False

    def send(self, mail: Mail) -> None:
        if self.down:
            raise MailDown
        self.sent[mail.key] = mail


@pytest.fixture
def postman() -> Iterator[Postman]:
    before = dict(outbound._connected)
    one = Postman()
    outbound.use_mailer(one)
    yield one
    outbound._connected.clear()
    outbound._connected.update(before)


def account(curp: str = "REPN800101MNEGRV06", email: str = "marisol@correo.example") -> Account:
    return Account.objects.create(curp=curp, subject=uuid4(), name="Marisol", email=email, opened_at=OPENED, proven=2)


def whoever(subject: UUID) -> Actor:
    return Actor(None, SubjectId(subject), Assurance.N2, Via.EFIRMA)


def sentences(subject: UUID) -> list[str]:
    return [str(one.text) for one in avisos_for(whoever(subject))]


def waiting() -> list[dict[str, str]]:
    return list(ProcrastinateJob.objects.filter(task_name=TELL).order_by("id").values_list("args", flat=True))


def run() -> None:
    """Do every job of telling that waits."""
    for arguments in waiting():
        outbox.tasks[TELL](**arguments)


def later(**passed: float) -> None:
    settings.VENTANILLA_CLOCK = Clock(
        settings.VENTANILLA_CLOCK.shift_seconds + int(timedelta(**passed).total_seconds())
    )


@pytest.fixture(autouse=True)
def _clock(settings: Settings) -> None:
    settings.VENTANILLA_CLOCK = settings.VENTANILLA_CLOCK  # put back after the test


# -- at commit, and not before


def test_it_is_there_at_the_commit_and_not_before(fresh_office: OfficeDatabase) -> None:
    subject = uuid4()

    def seen_by_another() -> int:
        with psycopg.connect(fresh_office.web_url, autocommit=True) as other:
            other.execute("SELECT set_config('ventanilla.scope', %s, false)", [str(subject)])
            row = other.execute("SELECT count(*) FROM inbox_aviso").fetchone()
            assert row is not None
            return int(row[0])

    with scope(None), transaction.atomic():
        events_append([ToLog(registered(), SubjectId(subject), SYSTEM)], now=OPENED)
        assert seen_by_another() == 0
    assert seen_by_another() == 1
    assert sentences(subject) == [
        f"{PATRON} lo registró como su trabajador el 20 de noviembre de 2026, con salario diario de $500.00. "
        "Si no es correcto, díganoslo aquí."
    ]


def test_what_is_undone_was_never_told(fresh_office: OfficeDatabase) -> None:
    subject = uuid4()

    def dies() -> None:
        with scope(None), transaction.atomic():
            events_append([ToLog(registered(), SubjectId(subject), SYSTEM)], now=OPENED)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        dies()
    with scope(None):
        assert not Aviso.objects.exists()
        assert not LoggedEvent.objects.exists()
    assert waiting() == []


@pytest.mark.django_db
def test_a_batch_and_a_correction_tell_each_of_theirs() -> None:
    people = [uuid4() for _ in range(40)]
    with scope(None), logged_together():
        for one in people:
            events_append([ToLog(registered(), SubjectId(one), SYSTEM)], now=OPENED)
    with scope(None), logged_together():
        events_append([ToLog(registered(Tipo.MODIFICACION), SubjectId(people[0]), SYSTEM)], now=OPENED)
    assert [len(sentences(one)) for one in people] == [2] + [1] * 39
    assert sentences(people[0])[0].startswith(f"{PATRON} cambió su salario diario a $500.00")


@pytest.mark.django_db
def test_what_is_not_for_the_inbox_is_not_in_it() -> None:
    subject = uuid4()
    with scope(None), transaction.atomic():
        events_append([ToLog(SessionClosed(), SubjectId(subject), SYSTEM)], now=OPENED)
    assert sentences(subject) == []
    assert waiting() == []


@pytest.mark.django_db
def test_depositing_twice_is_once() -> None:
    subject = SubjectId(uuid4())
    row = told(subject)
    with scope(None):
        avisos_deposit([Deposited(subject, row.seq, row.kind, row.deposited_at, "")])
        assert Aviso.objects.filter(subject=subject).count() == 1


# -- whose it is


@pytest.mark.django_db
def test_nobody_else_sees_it_whatever_the_query_forgets() -> None:
    mine, other = uuid4(), uuid4()
    row = told(mine)
    with scope(SubjectId(other)):
        assert not Aviso.objects.exists()
        assert Aviso.objects.update(opened_at=OPENED) == 0
    assert aviso_open(by=whoever(other), seq=row.seq, now=OPENED) is None
    assert unread_for(whoever(other)) == 0
    with scope(SubjectId(mine)):
        assert Aviso.objects.count() == 1
    assert unread_for(whoever(mine)) == 1


@pytest.mark.django_db
def test_counting_the_unread_leaves_the_scope_as_it_was() -> None:
    mine, other = uuid4(), uuid4()
    told(mine)
    with scope(SubjectId(other)):
        assert unread_for(whoever(mine)) == 1
        assert not Aviso.objects.exists()
    assert not Aviso.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('ventanilla.scope', true)")
        assert cursor.fetchone() == ("",)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "order",
    [
        "DELETE FROM inbox_aviso",
        "UPDATE inbox_aviso SET seq = 9",
        "UPDATE inbox_aviso SET subject = subject",
        "UPDATE inbox_aviso SET deposited_at = now()",
        "TRUNCATE inbox_aviso",
    ],
)
def test_the_web_may_not_change_what_was_told_or_take_it_away(order: str) -> None:
    told(uuid4())
    with scope(None), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(order)


@pytest.mark.django_db
def test_opening_is_once_and_counts_down() -> None:
    subject = uuid4()
    told(subject, registered(), registered(Tipo.BAJA))
    first = aviso_open(by=whoever(subject), seq=1, now=OPENED)
    again = aviso_open(by=whoever(subject), seq=1, now=OPENED + timedelta(hours=1))
    assert first is not None
    assert first == again
    assert first.opened_at == OPENED
    assert first.disputed_at == "/tramites/aclaracion"
    assert unread_for(whoever(subject)) == 1


@pytest.mark.django_db
def test_the_page_before_ends_where_the_next_begins() -> None:
    subject = uuid4()
    told(subject, *(registered(on=date(2026, 1, 1) + timedelta(days=n)) for n in range(45)))
    first = avisos_for(whoever(subject))
    assert [one.seq for one in first] == list(range(45, 24, -1))
    assert [one.seq for one in avisos_for(whoever(subject), before=6)] == [5, 4, 3, 2, 1]


# -- erasing


@pytest.mark.django_db
def test_nothing_personal_is_kept_outside_the_sealed_event() -> None:
    subject = uuid4()
    told(subject)
    with scope(None):
        kept = Aviso.objects.filter(subject=subject).values().get()
        assert PATRON not in str(kept)
        assert "50" not in str(kept["kind"]) + kept["disputed_at"]
        SubjectKey.objects.filter(subject=subject).delete()
    assert sentences(subject) == ["Dato borrado a petición de su titular."]


# -- by e-mail


@pytest.mark.django_db
def test_the_e_mail_says_only_that_there_is_a_notice(postman: Postman) -> None:
    one = account()
    told(one.subject, by=acting(account("REPC800101MNEGRR03", "patron@correo.example")))
    run()
    (mail,) = postman.sent.values()
    assert mail.to == "marisol@correo.example"
    assert "Tiene un aviso nuevo en su buzón." in mail.body
    for private in (PATRON, "500", "Z9912345105", "noviembre", "Marisol", one.curp, str(one.subject), str(one.id)):
        assert private not in mail.subject + mail.body
    assert one.curp not in mail.key


@pytest.mark.django_db
def test_many_notices_are_one_e_mail_and_the_next_waits(postman: Postman) -> None:
    one = account()
    for _ in range(5):
        told(one.subject)
    run()
    assert len(postman.sent) == 1
    later(minutes=3)
    told(one.subject)
    told(one.subject)
    run()
    assert len(postman.sent) == 1
    assert ProcrastinateJob.objects.filter(task_name=TELL, queueing_lock__isnull=False).count() == 1
    later(minutes=8)
    run()
    run()
    assert len(postman.sent) == 2


@pytest.mark.django_db
def test_what_was_read_is_not_told_any_more(postman: Postman) -> None:
    one = account()
    row = told(one.subject)
    aviso_open(by=whoever(one.subject), seq=row.seq, now=OPENED)
    run()
    assert postman.sent == {}


@pytest.mark.django_db
def test_a_provider_that_is_down_is_asked_again_with_the_same_key(postman: Postman) -> None:
    one = account()
    told(one.subject)
    postman.down = True
    with pytest.raises(MailDown):
        run()
    postman.down = False
    run()
    with scope(None):
        Aviso.objects.update(told_at=None)  # as if it had died between sending and noting it
    run()
    assert len(postman.sent) == 1


@pytest.mark.django_db
def test_whoever_has_no_account_or_wants_no_e_mail_gets_none(postman: Postman) -> None:
    told(uuid4())
    silent = account(email="")
    told(silent.subject)
    run()
    assert postman.sent == {}
    assert jobs.WAIT_POLICY == "aviso_correo_espera"
