"""The log cannot be changed, cannot fork, and forgets a person by forgetting a key."""

from __future__ import annotations

import threading
import uuid
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError, ProgrammingError

from ventanilla.apps.eventlog import registry
from ventanilla.apps.eventlog.api import ToLog, chain_verify, events_append, logged_together, scope, timeline
from ventanilla.apps.eventlog.models import LoggedEvent, SubjectKey
from ventanilla.domain.accounts import SessionClosed
from ventanilla.domain.authority import SYSTEM
from ventanilla.kernel.acts import Event, SubjectId
from ventanilla.kernel.text import Text

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Renamed(Event):
    """A fact with a personal value, for these tests."""

    TYPE: ClassVar[str] = "prueba_nombre"
    PRIVATE: ClassVar[tuple[str, ...]] = ("name",)

    name: str

    def shown(self) -> Text:
        return Text("PRUEBA", "Ahora se llama {nombre}.", nombre=self.name)


@pytest.fixture(autouse=True)
def _known(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {(kind.TYPE, kind.VERSION): kind for kind in (Renamed, SessionClosed)}
    monkeypatch.setattr("ventanilla.apps.eventlog.selectors.event_types", lambda: known)


def _log(subject: SubjectId, *events: Event) -> None:
    with scope(None), transaction.atomic():
        events_append([ToLog(event, subject, SYSTEM) for event in events], now=NOW)


def _subject() -> SubjectId:
    return SubjectId(uuid.uuid4())


@pytest.mark.django_db
def test_a_timeline_shows_the_newest_first_and_its_chain_holds() -> None:
    subject = _subject()
    _log(subject, SessionClosed(), Renamed("Iñaki"))
    _log(subject, SessionClosed())
    with scope(subject):
        assert [str(entry.text) for entry in timeline(subject)] == [
            "Cerró su sesión.",
            "Ahora se llama Iñaki.",
            "Cerró su sesión.",
        ]
        assert chain_verify(subject) is None


@pytest.mark.django_db
def test_a_personal_value_is_sealed_and_erasing_its_key_erases_it() -> None:
    subject = _subject()
    _log(subject, Renamed("Iñaki Ibarra"))
    with scope(None):
        row = LoggedEvent.objects.get(subject=subject)
        assert "Ibarra" not in row.body
        assert b"Ibarra" not in bytes(row.sealed or b"")
        SubjectKey.objects.filter(subject=subject).delete()
        assert [entry.text.code for entry in timeline(subject)] == ["BORRADO"]
        assert chain_verify(subject) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "order",
    [
        "UPDATE eventlog_loggedevent SET body = body",
        "DELETE FROM eventlog_loggedevent",
        "TRUNCATE eventlog_loggedevent",
    ],
)
def test_the_web_may_not_change_the_log(order: str) -> None:
    _log(_subject(), SessionClosed())
    with scope(None), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(order)


@pytest.mark.parametrize(
    "order",
    [
        "UPDATE eventlog_loggedevent SET body = body",
        "DELETE FROM eventlog_loggedevent",
        "TRUNCATE eventlog_loggedevent",
    ],
)
def test_not_even_the_owner_of_the_tables_may(order: str, fresh_office: object) -> None:
    import psycopg

    _log(_subject(), SessionClosed())
    owner = fresh_office.owner_url  # type: ignore[attr-defined]  # conftest's OfficeDatabase
    refused = pytest.raises(psycopg.errors.RaiseException, match="not changed or removed")
    with psycopg.connect(owner) as database, refused:
        database.execute(order)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("column", "value", "why"),
    [
        ("seq", "7", "next link"),
        ("prev", "'\\x01'", "follows the one before"),
        ("hash", "'\\x01'", "hash is not of this body"),
        ("type", "'otro'", "columns do not say"),
    ],
)
def test_a_link_that_does_not_follow_is_refused_by_the_database(column: str, value: str, why: str) -> None:
    subject = _subject()
    _log(subject, SessionClosed())
    _log(subject, SessionClosed())
    with scope(None):
        row = LoggedEvent.objects.filter(subject=subject).order_by("-seq").values().first()
        assert row is not None
        fields = ["subject", "seq", "type", "recorded_at", "body", "prev", "hash"]
        forged = dict.fromkeys(fields, "%s") | {column: value}
        body = row["body"].replace('"seq":2', '"seq":3')
        import hashlib

        good = {
            "seq": 3,
            "body": body,
            "prev": bytes(row["hash"]),
            "hash": hashlib.sha256(bytes(row["hash"]) + body.encode()).digest(),
        }
        values: list[Any] = [(row | good)[name] for name in fields if name != column]
        sql = f"INSERT INTO eventlog_loggedevent ({', '.join(fields)}) VALUES ({', '.join(forged[f] for f in fields)})"
        with pytest.raises(DatabaseError, match=why), transaction.atomic():
            connection.cursor().execute(sql, values)


@pytest.mark.django_db
def test_without_a_scope_nobody_sees_anything_and_a_stranger_sees_nothing() -> None:
    mine = _subject()
    _log(mine, SessionClosed())
    assert LoggedEvent.objects.count() == 0
    with scope(_subject()):
        assert LoggedEvent.objects.count() == 0
    with scope(mine):
        assert LoggedEvent.objects.count() == 1


def test_an_event_outside_a_transaction_is_refused(fresh_office: object) -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        events_append([ToLog(SessionClosed(), _subject(), SYSTEM)], now=NOW)


@pytest.mark.django_db
def test_events_of_one_transaction_are_appended_at_its_end_in_their_order() -> None:
    subject, other = _subject(), _subject()
    with scope(None):
        with logged_together():
            events_append([ToLog(Renamed("Ana"), subject, SYSTEM)], now=NOW)
            events_append([ToLog(Renamed("Luz"), subject, SYSTEM), ToLog(SessionClosed(), other, SYSTEM)], now=NOW)
            assert LoggedEvent.objects.count() == 0
        assert [str(entry.text) for entry in timeline(subject)] == ["Ahora se llama Luz.", "Ahora se llama Ana."]
        assert LoggedEvent.objects.count() == 3
        assert chain_verify(subject) is None


@pytest.mark.django_db
def test_what_a_savepoint_undoes_is_not_in_the_log() -> None:
    subject = _subject()
    with scope(None):
        with logged_together():
            with suppress(LookupError), transaction.atomic():
                events_append([ToLog(SessionClosed(), subject, SYSTEM)], now=NOW)
                raise LookupError
            events_append([ToLog(Renamed("Ana"), subject, SYSTEM)], now=NOW)
        assert [str(entry.text) for entry in timeline(subject)] == ["Ahora se llama Ana."]


@pytest.mark.django_db
def test_a_transaction_that_fails_leaves_nothing_for_the_next() -> None:
    subject = _subject()
    with scope(None):
        with suppress(LookupError), logged_together():
            events_append([ToLog(SessionClosed(), subject, SYSTEM)], now=NOW)
            raise LookupError
        with logged_together():
            pass
        assert LoggedEvent.objects.count() == 0


def test_many_writers_make_one_chain(fresh_office: object) -> None:
    subject = _subject()
    finished: list[bool] = []

    def write() -> None:
        try:
            for _ in range(20):
                _log(subject, SessionClosed())
            finished.append(True)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(finished) == 4
    with scope(None):
        assert LoggedEvent.objects.filter(subject=subject).count() == 80
        assert chain_verify(subject) is None


def test_the_events_of_the_office_are_a_closed_set_that_says_how_it_is_shown() -> None:
    import dataclasses
    from typing import get_type_hints

    known = registry.event_types()
    assert len(known) >= 8
    samples = {str: "x", int: 1, int | None: 1, bool: True, uuid.UUID: uuid.uuid4()}
    for kind in known.values():
        hints = get_type_hints(kind)
        made = kind(**{f.name: samples.get(hints[f.name], NOW.date()) for f in dataclasses.fields(kind)})
        assert str(made.shown())
        assert not kind.PRIVATE or kind.erasure().value == "destroy_key"


def test_every_question_and_effect_has_exactly_one_owner() -> None:
    assert registry.merged("ANSWERS")
    assert registry.merged("PERFORMS")
