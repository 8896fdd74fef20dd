"""/salud says 200 only while the office can work, and else which part cannot."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries
from tests.conftest import OfficeDatabase

from ventanilla.adapters.postgres import roles
from ventanilla.config.health import HEARTBEAT_BOUND, salud

WELL = {"estado": "bien", "base_de_datos": True, "migraciones": True, "trabajador": True, "firmante": True}


@pytest.fixture(autouse=True)
def _signer_lives(monkeypatch: pytest.MonkeyPatch) -> None:
    """As tests/adapters/test_seal_process.py asks a real one."""
    monkeypatch.setattr("ventanilla.config.health.signer_answers", lambda _path: True)


def ask() -> tuple[int, dict[str, object]]:
    answer = salud(RequestFactory().get("/salud"))
    assert answer["Cache-Control"] == "no-store"
    return answer.status_code, json.loads(answer.content)


def sign(seconds_ago: int) -> None:
    """As the worker does every 10 s."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - make_interval(secs => %s))",
            [seconds_ago],
        )


@pytest.mark.django_db
def test_an_office_whose_worker_signs_is_well() -> None:
    sign(HEARTBEAT_BOUND - 1)
    assert ask() == (200, WELL)


@pytest.mark.django_db
def test_no_worker_is_a_stopped_office() -> None:
    assert ask() == (503, WELL | {"estado": "falla", "trabajador": False})


@pytest.mark.django_db
def test_a_worker_that_stopped_signing_is_no_worker() -> None:
    sign(HEARTBEAT_BOUND + 1)
    assert ask() == (503, WELL | {"estado": "falla", "trabajador": False})


@pytest.mark.django_db
def test_an_office_whose_signer_does_not_answer_cannot_seal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()  # the real question, where nothing listens
    sign(0)
    assert ask() == (503, WELL | {"estado": "falla", "firmante": False})


def test_a_missing_migration_is_a_stopped_office(fresh_office: OfficeDatabase) -> None:
    sign(0)
    with roles.connect(fresh_office.owner_url) as owner:
        owner.execute("DELETE FROM django_migrations WHERE id = (SELECT max(id) FROM django_migrations)")
    assert ask() == (503, WELL | {"estado": "falla", "migraciones": False})


def test_a_database_without_tables_is_a_stopped_office(fresh_office: OfficeDatabase) -> None:
    with roles.connect(fresh_office.owner_url) as owner:
        owner.execute("ALTER TABLE django_migrations RENAME TO other")
    assert ask() == (503, WELL | {"estado": "falla", "migraciones": False, "trabajador": False})


def test_a_database_that_does_not_answer_is_a_stopped_office(fresh_office: OfficeDatabase) -> None:
    with roles.connect(roles.with_parts(fresh_office.superuser_url, dbname="postgres")) as keeper:
        keeper.execute(f'ALTER DATABASE "{fresh_office.name}" ALLOW_CONNECTIONS false'.encode())
    connection.close()
    status, said = ask()
    assert (status, said) == (
        503,
        WELL | {"estado": "falla", "base_de_datos": False, "migraciones": False, "trabajador": False},
    )
    assert "ventanilla_web" not in json.dumps(said)


@pytest.mark.django_db
def test_it_costs_two_short_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    ask()  # the migrations on disk are read once a process
    with django_assert_num_queries(2):
        ask()
