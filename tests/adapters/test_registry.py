"""The population registry: every status and every way of not answering, from the emulator and over HTTPS."""

from __future__ import annotations

import contextlib
import json
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from ventanilla.adapters.registry.answer import MAX_ANSWER_BYTES, read_answer
from ventanilla.adapters.registry.local import FAILURES, STANDINGS, LocalRegistry
from ventanilla.adapters.registry.port import STATUSES, Failure, Person, RegistryUnavailable, Standing
from ventanilla.adapters.registry.real import RegistryOverHttps
from ventanilla.domain.identifiers import curp

ASKED: Final = "REPN800101MNEGRV06"
SAID: Final = {
    "curp": ASKED,
    "estatusCURP": "AN",
    "nombres": "NUEVA",
    "apellido1": "PE#A",
    "apellido2": "",
    "fechNac": "01/02/1980",
    "sexo": "M",
}


def body(**changed: Any) -> bytes:
    return json.dumps(SAID | changed).encode()


def failure_of(content: bytes) -> Failure:
    with pytest.raises(RegistryUnavailable) as caught:
        read_answer(content, ASKED)
    return caught.value.failure


# -- what it says


@pytest.mark.parametrize(("code", "standing"), STATUSES.items())
def test_every_status_of_the_registry_is_one_of_ours(code: str, standing: Standing) -> None:
    answer = read_answer(body(estatusCURP=code), ASKED)
    assert answer.standing is standing
    assert answer.person == Person("NUEVA", "PEÑA", "", date(1980, 2, 1), "M")


def test_a_status_nobody_told_us_of_is_not_taken_for_good() -> None:
    assert read_answer(body(estatusCURP="ZZ"), ASKED).standing is Standing.DESCONOCIDA
    assert not Standing.DESCONOCIDA.in_force


def test_another_curp_in_force_says_that_this_one_was_replaced() -> None:
    answer = read_answer(body(curpVigente="REPC800101MNEGRR03"), ASKED)
    assert (answer.standing, answer.current) == (Standing.SUSTITUIDA, "REPC800101MNEGRR03")
    assert read_answer(body(curpVigente=ASKED), ASKED).standing is Standing.VIGENTE


def test_nobody_is_not_a_failure() -> None:
    said = json.dumps({"curp": ASKED, "statusOper": "NO EXITOSO", "codigoError": "06"}).encode()
    answer = read_answer(said, ASKED)
    assert (answer.standing, answer.person) == (Standing.NO_ENCONTRADA, None)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 5000,
        body(curp="REPC800101MNEGRR03"),
        body(more="x"),
        body(sexo="F"),
        body(fechNac="1980-02-01"),
        body(fechNac="31/02/1980"),
        body(nombres=7),
        body(nombres="N" * 101),
        body(nombres="a\u202eb"),
        body(curpVigente="OTRA"),
        body(curpVigente=None),
        json.dumps({name: value for name, value in SAID.items() if name != "sexo"}).encode(),
    ],
)
def test_whatever_has_another_shape_is_no_answer(content: bytes) -> None:
    assert failure_of(content) is Failure.MAL_FORMADO


def test_an_answer_has_a_size() -> None:
    assert failure_of(body(nombres="N" * MAX_ANSWER_BYTES)) is Failure.DEMASIADO_GRANDE


# -- the demonstration's


def test_the_emulator_has_somebody_for_every_standing_and_every_failure() -> None:
    emulator = LocalRegistry(lambda number: None)
    said = {emulator.ask(number).standing for number in STANDINGS} | {emulator.ask("XEXX900101MDFXXX05").standing}
    assert said == set(Standing)
    failed = set()
    for number in FAILURES:
        with pytest.raises(RegistryUnavailable) as caught:
            emulator.ask(number)
        failed.add(caught.value.failure)
    assert failed == set(Failure) - {Failure.SIN_CONFIGURAR}
    assert all(curp.is_valid(number) for number in (*STANDINGS, *FAILURES))


def test_the_emulator_knows_who_signs_with_the_published_test_certificates() -> None:
    answer = LocalRegistry(lambda number: None).ask("VADA800927HSRSRL05")
    assert answer.standing.in_force
    assert answer.person is not None
    person = answer.person
    composed = curp.compose(person.given_name, person.first_surname, person.second_surname, person.born, "H", "SR")
    assert composed == "VADA800927HSRSRL05"


def test_the_emulator_knows_the_people_it_is_given() -> None:
    somebody = Person("Íñigo", "Ñandayapa", "", date(1991, 1, 1), "H")
    answer = LocalRegistry({"X": somebody}.get).ask("X")
    assert (answer.standing, answer.person) == (Standing.VIGENTE, somebody)
    assert somebody.name == "Íñigo Ñandayapa"


# -- over HTTPS


@dataclass
class Server:
    """A registry of this machine that answers as ``answering`` says."""

    port: int
    trusted: ssl.SSLContext
    answering: Callable[[BaseHTTPRequestHandler, bytes], None]

    def registry(self, **changed: Any) -> RegistryOverHttps:
        given: dict[str, Any] = {
            "url": f"https://localhost:{self.port}/curp",
            "hosts": frozenset({"localhost"}),
            "allow_private": True,
            "tls": self.trusted,
        }
        return RegistryOverHttps(**given | changed)


def _send(handler: BaseHTTPRequestHandler, content: bytes, status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    with contextlib.suppress(OSError):  # whoever asked hung up: that is the case under test
        handler.wfile.write(content)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of localhost with its key, made for this run."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.fromtimestamp(time.time(), UTC)  # TLS asks the machine's clock, not the office's
    builder = x509.CertificateBuilder(name, name, key.public_key(), 7, now - timedelta(1), now + timedelta(1))
    builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    path = tmp_path_factory.mktemp("tls") / "localhost"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(builder.sign(key, SHA256()).public_bytes(Encoding.PEM) + private)
    return path


@pytest.fixture
def server(certificate: Path) -> Iterator[Server]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            made.answering(self, self.rfile.read(int(self.headers["Content-Length"])))

        def log_message(self, *_: object) -> None:
            """Nothing: a test speaks by its result."""

    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own.load_cert_chain(certificate)
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.socket = own.wrap_socket(httpd.socket, server_side=True)
    trusted = ssl.create_default_context(cafile=str(certificate))
    made = Server(httpd.server_address[1], trusted, lambda handler, asked: _send(handler, body()))
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    httpd.shutdown()
    httpd.server_close()
    thread.join()


def refused(registry: RegistryOverHttps) -> Failure:
    with pytest.raises(RegistryUnavailable) as caught:
        registry.ask(ASKED)
    return caught.value.failure


def test_it_is_asked_by_a_body_and_its_answer_read(server: Server) -> None:
    seen: list[tuple[str, Any]] = []

    def answering(handler: BaseHTTPRequestHandler, asked: bytes) -> None:
        seen.append((handler.path, json.loads(asked)))
        _send(handler, body())

    server.answering = answering
    assert server.registry().ask(ASKED).standing is Standing.VIGENTE
    assert seen == [("/curp", {"curp": ASKED})]


def test_where_it_may_be_asked_is_written_down(server: Server) -> None:
    assert refused(server.registry(url="")) is Failure.SIN_CONFIGURAR
    assert refused(server.registry(url="http://localhost/curp")) is Failure.SIN_CONFIGURAR
    assert refused(server.registry(hosts=frozenset({"registro.example"}))) is Failure.SIN_CONFIGURAR
    assert refused(server.registry(allow_private=False)) is Failure.SIN_CONFIGURAR


def test_down_is_a_state(server: Server) -> None:
    server.answering = lambda handler, asked: _send(handler, b"", 503)
    assert refused(server.registry()) is Failure.CAIDO
    server.answering = lambda handler, asked: _send(handler, b"", 302, Location=f"https://localhost:{server.port}/otra")
    assert refused(server.registry()) is Failure.CAIDO
    assert refused(server.registry(tls=ssl.create_default_context())) is Failure.CAIDO


def test_slow_is_another_even_where_it_drips(server: Server) -> None:
    def drip(handler: BaseHTTPRequestHandler, asked: bytes) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        with contextlib.suppress(OSError):
            for _ in range(100):
                handler.wfile.write(b" ")
                time.sleep(0.02)

    server.answering = drip
    began = time.monotonic()
    assert refused(server.registry(timeout_seconds=0.3)) is Failure.LENTO
    assert time.monotonic() - began < 1.5


def test_too_much_and_nonsense_are_not_read(server: Server) -> None:
    server.answering = lambda handler, asked: _send(handler, b" " * (MAX_ANSWER_BYTES + 1))
    assert refused(server.registry()) is Failure.DEMASIADO_GRANDE
    server.answering = lambda handler, asked: _send(handler, b"<html>")
    assert refused(server.registry()) is Failure.MAL_FORMADO
