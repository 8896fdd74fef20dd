"""What the office needs of a PostgreSQL server, whoever runs it.

Three addresses and a refusal in words. ``local`` runs a private server from a wheel; ``real`` uses the one
that ``DATABASE_URL`` names. Nobody else in the house knows which of them it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

from ventanilla.kernel.text import Text

DATABASE: Final = "ventanilla"
OWNER: Final = "ventanilla_owner"  # owns the tables: migrations, and nothing else
WEB: Final = "ventanilla_web"  # what web, worker and the tests of guards are: no superuser, no bypass of row security

OLDEST_VERSION: Final = 15  # security_invoker views, NULLS NOT DISTINCT, --locale-provider

# Trigram search, ranges in exclusion constraints, accents folded, names that sound alike, e-mail without case,
# and what the slow queries were.
EXTENSIONS: Final = ("pg_trgm", "btree_gist", "unaccent", "fuzzystrmatch", "citext", "pg_stat_statements")


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where the database is, as libpq addresses: for web and worker, for migrations, and for the server's keeper.

    ``superuser_url`` is None where the installation was not given one.
    """

    web_url: str
    owner_url: str
    superuser_url: str | None


class CannotServe(RuntimeError):
    """There can be no database here; ``text`` says what happened, why, and what to do now."""

    def __init__(self, text: Text) -> None:
        super().__init__(str(text))
        self.text = text


class Server(Protocol):
    """A PostgreSQL that can be reached after ``start`` and let go with ``stop``."""

    def start(self) -> Cluster:
        """Make sure that the database answers, with both roles and every extension; CannotServe where it cannot."""

    def stop(self) -> None:
        """End what ``start`` began; nothing where it began nothing."""
