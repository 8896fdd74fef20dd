"""What a transaction leaves to be done: with its commit, at once, and not what it took back."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.types import JSONValue

from ventanilla.apps.eventlog.api import jobs_later, logged_together, scope, subjects_lock
from ventanilla.apps.eventlog.models import SubjectKey
from ventanilla.apps.eventlog.sealing import opener, seal, sealers, unseal

TASK = "cases.resolve_case"


def leave(*cases: str) -> None:
    each: list[dict[str, JSONValue]] = [{"case_id": case} for case in cases]
    jobs_later(app.configure_task(TASK, allow_unknown=False), *each)


def left() -> list[str]:
    rows = ProcrastinateJob.objects.filter(task_name=TASK).order_by("id")
    return [args["case_id"] for args in rows.values_list("args", flat=True)]


@pytest.mark.django_db
def test_all_the_jobs_of_a_transaction_are_left_at_its_end_in_their_order() -> None:
    with CaptureQueriesContext(connection) as asked, logged_together():
        leave("a", "b")
        leave("c")
        assert left() == []
    assert left() == ["a", "b", "c"]
    assert sum("procrastinate_defer_jobs" in query["sql"] for query in asked.captured_queries) == 1


def taken_back(case: str) -> None:
    leave(case)
    raise RuntimeError


@pytest.mark.django_db
def test_what_is_taken_back_leaves_no_job() -> None:
    with pytest.raises(RuntimeError), logged_together():
        taken_back("a")
    with logged_together():
        with pytest.raises(RuntimeError), transaction.atomic():
            taken_back("b")
        leave("c")
    assert left() == ["c"]


@pytest.mark.django_db
def test_outside_such_a_transaction_a_job_is_left_at_once() -> None:
    leave("a", "b")
    leave()
    assert left() == ["a", "b"]


@pytest.mark.django_db
def test_the_keys_of_many_are_made_once_and_open_what_they_sealed() -> None:
    people = [uuid.uuid4() for _ in range(3)]
    with scope(None):
        first = sealers(people[:2])
        with CaptureQueriesContext(connection) as asked:
            again = sealers(people)
        assert len(asked) == 3, "those there are, the one that is made, and whose it came to be"
        assert SubjectKey.objects.filter(subject__in=people).count() == 3
        for one in people:
            sealed = seal(again[one], one, b"secreto")
            assert unseal(opener(one), one, sealed) == b"secreto"
        assert unseal(opener(people[0]), people[0], seal(first[people[0]], people[0], b"antes")) == b"antes"


@pytest.mark.django_db
def test_many_subjects_are_held_in_one_statement() -> None:
    with transaction.atomic():
        with CaptureQueriesContext(connection) as asked:
            subjects_lock([uuid.uuid4() for _ in range(5)])
        assert len(asked) == 1
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
            assert cursor.fetchone() == (5,)
