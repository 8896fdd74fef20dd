"""The two roles, the database and what each may do: the same words for a private server and for a given one."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from .port import EXTENSIONS, OWNER, WEB

ATTRIBUTES: Final = "NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"
BY_CODE_POINT: Final = " ENCODING 'UTF8' LOCALE_PROVIDER libc LC_COLLATE 'C'"
CONNECT_WAIT: Final = 10  # seconds until a server that does not answer is called down


def address(parameters: dict[str, str]) -> str:
    """A libpq address from its parts (``user``, ``password``, ``host``, ``port``, ``dbname``).

    >>> address({"user": "ventanilla_web", "password": "a/b", "host": "/run/pg", "dbname": "ventanilla"})
    'postgresql://ventanilla_web:a%2Fb@/ventanilla?host=%2Frun%2Fpg'
    """
    known = {"user", "password", "dbname"}
    rest = "&".join(f"{key}={quote(str(value), safe='')}" for key, value in parameters.items() if key not in known)
    login = quote(parameters["user"], safe="")
    if parameters.get("password"):
        login += ":" + quote(parameters["password"], safe="")
    return f"postgresql://{login}@/{quote(parameters['dbname'], safe='')}" + (f"?{rest}" if rest else "")


def with_parts(url: str, **changes: str) -> str:
    """The same address with other parts: another database, another role.

    >>> with_parts("postgresql://a@/uno?host=%2Frun", dbname="dos")
    'postgresql://a@/dos?host=%2Frun'
    """
    return address(parts(url) | changes)


def parts(url: str) -> dict[str, str]:
    """What an address says, by libpq's names.

    >>> parts("postgresql://a@/uno?host=%2Frun")
    {'user': 'a', 'dbname': 'uno', 'host': '/run'}
    """
    return {key: str(value) for key, value in conninfo_to_dict(url).items() if value is not None}


def connect(url: str) -> psycopg.Connection:
    """One connection that commits each statement."""
    return psycopg.connect(url, autocommit=True, connect_timeout=CONNECT_WAIT)


def ensure_roles(server: psycopg.Connection, owner_password: str, web_password: str) -> None:
    """Create both roles, or give them back the attributes and passwords they must have."""
    for name, password in ((OWNER, owner_password), (WEB, web_password)):
        exists = server.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (name,)).fetchone()
        server.execute(
            sql.SQL(
                "{verb} ROLE {name} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE {security} PASSWORD {password}"
            ).format(
                verb=sql.SQL("ALTER" if exists else "CREATE"),
                name=sql.Identifier(name),
                security=sql.SQL("NOREPLICATION NOBYPASSRLS"),
                password=sql.Literal(password),
            )
        )


def ensure_database(server: psycopg.Connection, name: str, template: str = "template0") -> bool:
    """Create the database ``name``, owned by the owner and closed to others; False where it was there already."""
    exists = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone()
    if not exists:
        order = sql.SQL("CREATE DATABASE {name} OWNER {owner} TEMPLATE {template}").format(
            name=sql.Identifier(name), owner=sql.Identifier(OWNER), template=sql.Identifier(template)
        )
        # Order by code point whatever the server's own habit; a clone has its template's.
        server.execute(order + sql.SQL(BY_CODE_POINT if template == "template0" else ""))
    server.execute(sql.SQL("REVOKE ALL ON DATABASE {name} FROM PUBLIC").format(name=sql.Identifier(name)))
    server.execute(
        sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {name} TO {web}").format(
            name=sql.Identifier(name), web=sql.Identifier(WEB)
        )
    )
    return not exists


def ensure_contents(database: psycopg.Connection) -> None:
    """In one database: the extensions, and what the web may do with each table that the owner will create.

    It may read and write rows; it may not truncate, alter or drop. The migrations of the registers that only
    grow take UPDATE and DELETE away again.
    """
    for extension in EXTENSIONS:
        database.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))
    database.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    for right in (
        "GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES",
        "GRANT USAGE ON SEQUENCES",
        "GRANT EXECUTE ON FUNCTIONS",
    ):
        database.execute(
            sql.SQL("ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public {right} TO {web}").format(
                owner=sql.Identifier(OWNER), right=sql.SQL(right), web=sql.Identifier(WEB)
            )
        )


def missing_extensions(database: psycopg.Connection) -> list[str]:
    """The extensions that the office uses and this database lacks."""
    present = {row[0] for row in database.execute("SELECT extname FROM pg_extension").fetchall()}
    return [name for name in EXTENSIONS if name not in present]
