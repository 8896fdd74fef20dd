"""``/salud``: is the office able to work, in one query and one question to the signer."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, JsonResponse

from ventanilla.adapters.seal.client import signer_answers
from ventanilla.adapters.seal.wire import socket_path

# The worker signs every 10 s (procrastinate's default); three missed signatures are a worker that is not there.
HEARTBEAT_BOUND: Final = 30  # seconds, of the database's own time

QUERY: Final = """
    SELECT
      NOT EXISTS (
        SELECT FROM unnest(%s::text[], %s::text[]) AS wanted(app, name)
        WHERE NOT EXISTS (SELECT FROM django_migrations d WHERE d.app = wanted.app AND d.name = wanted.name)),
      EXISTS (
        SELECT FROM procrastinate_workers WHERE last_heartbeat > now() - make_interval(secs => %s))
"""


@lru_cache(maxsize=1)
def _leaves() -> tuple[list[str], list[str]]:
    """The last migration of each app, as this process has them on disk: where those are, all are."""
    nodes = MigrationLoader(None).graph.leaf_nodes()
    return [app for app, _ in nodes], [name for _, name in nodes]


def salud(_request: HttpRequest) -> JsonResponse:
    """200 while the database answers, no migration is missing, a worker and the signer live; else 503 and what fails.

    It says nothing else: no version, no address, no error of the database.
    """
    database = migrations = worker = False
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass('django_migrations') IS NOT NULL")
            database = True
            if cursor.fetchone() == (True,):
                apps, names = _leaves()
                cursor.execute(QUERY, [apps, names, HEARTBEAT_BOUND])
                migrations, worker = cursor.fetchone() or (False, False)
    except DatabaseError:
        connection.close()  # the next request opens a new one; this answer already says what fails
    signer = signer_answers(socket_path(settings.VENTANILLA_VAR))
    healthy = database and migrations and worker and signer
    answer = JsonResponse(
        {
            "estado": "bien" if healthy else "falla",
            "base_de_datos": database,
            "migraciones": migrations,
            "trabajador": worker,
            "firmante": signer,
        },
        status=200 if healthy else 503,
    )
    answer["Cache-Control"] = "no-store"
    return answer
