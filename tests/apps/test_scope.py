"""A scope inside the very same one costs nothing, and is never believed where the database could say otherwise."""

from __future__ import annotations

import uuid
from typing import Any, Final

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ventanilla.apps.eventlog.api import of_the_office, scope
from ventanilla.kernel.acts import SubjectId

MARIA: Final = SubjectId(uuid.UUID(int=1))
PEDRO: Final = SubjectId(uuid.UUID(int=2))
WHO: Final = (None, MARIA, PEDRO)


def now_in() -> str:
    """What row-level security compares with."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('ventanilla.scope', true)")
        return cursor.fetchone()[0] or ""


def named(who: SubjectId | None) -> str:
    return "system" if who is None else str(who)


def test_a_scope_inside_the_same_one_asks_nothing(fresh_office: object) -> None:
    with scope(MARIA), CaptureQueriesContext(connection) as made:
        with scope(MARIA), scope(MARIA):
            pass
        assert not made.captured_queries
        with scope(PEDRO):
            assert now_in() == str(PEDRO)
        with scope(MARIA):
            assert now_in() == str(MARIA)
    assert now_in() == ""


def test_only_the_office_is_the_office(fresh_office: object) -> None:
    assert not of_the_office()
    with scope(None):
        assert of_the_office()
        with scope(MARIA):
            assert not of_the_office()
        assert of_the_office()
    assert not of_the_office()


def test_what_a_rollback_took_back_is_not_believed(fresh_office: object) -> None:
    """A scope that is left open past its transaction, as a generator that nobody finished would."""
    left, block = scope(MARIA), transaction.atomic()
    block.__enter__()
    left.__enter__()
    transaction.set_rollback(True)
    block.__exit__(None, None, None)
    assert now_in() == ""
    with scope(MARIA):
        assert now_in() == str(MARIA)
    left.__exit__(None, None, None)


def test_what_a_savepoint_took_back_is_not_believed(fresh_office: object) -> None:
    with scope(None), transaction.atomic():
        left, block = scope(MARIA), transaction.atomic()
        block.__enter__()
        left.__enter__()
        transaction.set_rollback(True)
        block.__exit__(None, None, None)
        assert now_in() == "system"
        with scope(MARIA):
            assert now_in() == str(MARIA)
        left.__exit__(None, None, None)


def test_another_connection_begins_with_nothing(fresh_office: object) -> None:
    with scope(MARIA):
        connection.close()
        assert now_in() == ""
        with scope(MARIA):
            assert now_in() == str(MARIA)
        assert now_in() == ""
    assert now_in() == ""


def test_a_connection_that_the_server_ended_takes_its_scope_with_it(fresh_office: object) -> None:
    with pytest.raises(DatabaseError), scope(None), connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    connection.close()
    assert not of_the_office()
    assert now_in() == ""


def test_a_scope_that_was_interrupted_is_not_believed(fresh_office: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """The statement reached the database and its answer did not come."""

    def interrupted(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        execute(sql, params, many, context)
        raise KeyboardInterrupt

    with scope(MARIA):
        with pytest.raises(KeyboardInterrupt), connection.execute_wrapper(interrupted), scope(PEDRO):
            pass
        with scope(MARIA):
            assert now_in() == str(MARIA)


class Undone(Exception):
    """What a body fails with."""


Program = tuple[Any, ...]
BODIES: Final = st.recursive(
    st.just(()),
    lambda inner: st.lists(
        st.tuples(st.sampled_from(["scope"]), st.integers(0, 2), inner)
        | st.tuples(st.sampled_from(["atomic", "undone", "failed", "caught"]), st.just(0), inner),
        max_size=3,
    ).map(tuple),
    max_leaves=8,
)


def run(program: Program, expected: str) -> None:
    """Follow a program; wherever it is, the database is in the innermost scope that is open."""
    for kind, who, body in program:
        if kind == "scope":
            with scope(WHO[who]):
                assert now_in() == named(WHO[who])
                run(body, named(WHO[who]))
        else:
            try:
                with transaction.atomic():
                    run(body, expected)
                    if kind == "undone":
                        transaction.set_rollback(True)
                    elif kind == "caught":
                        raise Undone
                    elif kind == "failed":
                        with scope(MARIA), transaction.atomic(), connection.cursor() as cursor:
                            cursor.execute("SELECT 1 / 0")
            except (Undone, DatabaseError):
                pass
        assert now_in() == expected


@given(BODIES)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_wherever_a_program_is_the_database_is_in_its_scope(fresh_office: object, program: Program) -> None:
    run(program, "")
