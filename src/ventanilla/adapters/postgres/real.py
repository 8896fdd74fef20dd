"""The PostgreSQL that an institution already runs, named by ``DATABASE_URL``.

Where that account may create roles and databases, the two roles and the database are made as in the private server.
Where it may not, it is taken for the owner of the tables, and ``DATABASE_WEB_URL`` names the account of the web.
"""

from __future__ import annotations

from pathlib import Path

import psycopg

from ventanilla.kernel.text import Text

from . import roles
from .passwords import passwords
from .port import DATABASE, OLDEST_VERSION, OWNER, WEB, CannotServe, Cluster


class RealServer:
    """The server of ``url`` (libpq); ``web_url`` is needed where ``url`` is not a superuser's."""

    def __init__(self, url: str, var: Path, web_url: str = "") -> None:
        self._var = var
        self._url = url
        self._web_url = web_url

    def start(self) -> Cluster:
        """Check the server and its roles, and create what is missing and may be created. CannotServe in words."""
        try:
            with roles.connect(self._url) as server:
                self._check_version(server)
                keeper = _is_superuser(server)
            cluster = self._as_keeper() if keeper and not self._web_url else self._as_given()
            with roles.connect(cluster.web_url) as web:
                _check_web(web)
        except psycopg.OperationalError as error:
            raise CannotServe(
                Text(
                    "PG_NO_RESPONDE",
                    "La base de datos de DATABASE_URL no respondió: {causa}. Revise la dirección, "
                    "la contraseña y que el servidor esté encendido.",
                    causa=_without_password(str(error).strip(), self._url, self._web_url),
                )
            ) from None  # the chained message could quote the address with its password
        return cluster

    def stop(self) -> None:
        """Nothing: the server is not ours."""

    def _check_version(self, server: psycopg.Connection) -> None:
        major = server.info.server_version // 10000
        if major < OLDEST_VERSION:
            raise CannotServe(
                Text(
                    "PG_VIEJO",
                    "El servidor de DATABASE_URL es PostgreSQL {hay}; hace falta la versión {minima} o posterior.",
                    hay=major,
                    minima=OLDEST_VERSION,
                )
            )

    def _as_keeper(self) -> Cluster:
        """The account is a superuser: make everything, as the private server does.

        The roles' passwords are kept in this installation's ``var``: several machines on one server are given
        ``DATABASE_WEB_URL`` instead.
        """
        name = roles.parts(self._url).get("dbname", DATABASE)
        self._var.mkdir(mode=0o700, parents=True, exist_ok=True)
        secret = passwords(self._var, may_draw=True)
        with roles.connect(roles.with_parts(self._url, dbname="postgres")) as server:
            roles.ensure_roles(server, secret["owner"], secret["web"])
            roles.ensure_database(server, name)
        superuser = roles.with_parts(self._url, dbname=name)
        with roles.connect(superuser) as database:
            roles.ensure_contents(database)
        return Cluster(
            web_url=roles.with_parts(superuser, user=WEB, password=secret["web"]),
            owner_url=roles.with_parts(superuser, user=OWNER, password=secret["owner"]),
            superuser_url=superuser,
        )

    def _as_given(self) -> Cluster:
        if not self._web_url:
            raise CannotServe(
                Text(
                    "PG_FALTA_WEB",
                    "La cuenta de DATABASE_URL no puede crear cuentas. Cree {web} (sin superusuario, sin BYPASSRLS) "
                    "y dé su dirección en DATABASE_WEB_URL.",
                    web=WEB,
                )
            )
        with roles.connect(self._url) as owner:
            missing = roles.missing_extensions(owner)
            collation = owner.execute(
                "SELECT datcollate FROM pg_database "
                "WHERE datname = current_database() AND datcollate NOT IN ('C', 'POSIX')"
            ).fetchone()
        if missing:
            raise CannotServe(
                Text(
                    "PG_FALTAN_EXTENSIONES",
                    "A la base de datos le faltan extensiones. Pida a quien la administra: {orden}",
                    orden=" ".join(f"CREATE EXTENSION {name};" for name in missing),
                )
            )
        if collation:
            raise CannotServe(
                Text(
                    "PG_ORDEN",
                    "La base de datos ordena según {orden}, y la oficina necesita la intercalación C. "
                    "Créela de nuevo con: CREATE DATABASE ventanilla TEMPLATE template0 LC_COLLATE 'C'",
                    orden=collation[0],
                )
            )
        return Cluster(web_url=self._web_url, owner_url=self._url, superuser_url=None)


def _is_superuser(server: psycopg.Connection) -> bool:
    row = server.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    return bool(row and row[0])


def _check_web(web: psycopg.Connection) -> None:
    """The web's account must be bound by row security and by what the migrations revoke."""
    row = web.execute("SELECT rolsuper, rolbypassrls, rolname FROM pg_roles WHERE rolname = current_user").fetchone()
    if row is None or row[0] or row[1]:
        raise CannotServe(
            Text(
                "PG_WEB_PODEROSA",
                "La cuenta {cuenta} es superusuario o ignora la seguridad por renglón, y la web no puede usarla. "
                "Corrija con: ALTER ROLE {cuenta} NOSUPERUSER NOBYPASSRLS",
                cuenta=row[2] if row else WEB,
            )
        )


def _without_password(said: str, *urls: str) -> str:
    for url in urls:
        password = roles.parts(url).get("password") if url else None
        if password:
            said = said.replace(password, "…")
    return said
