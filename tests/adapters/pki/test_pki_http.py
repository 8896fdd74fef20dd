"""OCSP over HTTP against a server of this machine: every way of being down is a state, and nothing is followed."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from ventanilla.adapters.pki import ocsp
from ventanilla.adapters.pki.certificate import read_certificate
from ventanilla.adapters.pki.local import LocalRevocation
from ventanilla.adapters.pki.port import OcspQuery, RevocationUnavailable
from ventanilla.adapters.pki.real import OcspOverHttp
from ventanilla.adapters.pki.service import Verifier
from ventanilla.domain.signing.certificate import TrustClass
from ventanilla.domain.signing.revocation import Doubt, RevocationState

if TYPE_CHECKING:
    from .conftest import World

AUTHORITY = "ab" * 32
QUERY = OcspQuery(b"pregunta", AUTHORITY, TrustClass.PRODUCCION)
Answering = Callable[[BaseHTTPRequestHandler, bytes], None]


@dataclass
class Server:
    """A web server that answers as ``answering`` says."""

    url: str
    answering: Answering
    asked: int = 0

    def source(self, timeout: float = 5.0) -> OcspOverHttp:
        return OcspOverHttp({AUTHORITY: self.url}, timeout_seconds=timeout, allow_private=True)


def _send(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    with contextlib.suppress(OSError):  # whoever asked hung up: that is the case under test
        handler.wfile.write(body)


@pytest.fixture
def server() -> Iterator[Server]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            made.asked += 1
            body = self.rfile.read(int(self.headers["Content-Length"]))
            made.answering(self, body)

        def log_message(self, *_: object) -> None:
            """Nothing: a test speaks by its result."""

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made = Server(f"http://127.0.0.1:{httpd.server_address[1]}/edofiel", lambda handler, body: _send(handler, body))
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    httpd.shutdown()
    httpd.server_close()
    thread.join()


def _doubt(source: OcspOverHttp, world: World) -> Doubt:
    with pytest.raises(RevocationUnavailable) as error:
        source.ask(QUERY, world.at)
    return error.value.doubt


def test_the_question_arrives_and_the_answer_comes_back(server: Server, world: World) -> None:
    assert server.source().ask(QUERY, world.at) == b"pregunta"


def test_through_the_verifier(server: Server, world: World) -> None:
    local = LocalRevocation(world.pki, world.authority)

    def answer(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        query = OcspQuery(body, "", TrustClass.DEMOSTRACION)
        _send(handler, local.ask(query, world.at))

    server.answering = answer
    issuer = read_certificate(world.authority.ca).facts.sha256
    source = OcspOverHttp({issuer: server.url}, allow_private=True)
    evidence = Verifier(world.trust, source).check_revocation(world.issue(), world.at)
    assert evidence.state is RevocationState.VIGENTE


@pytest.mark.parametrize("status", [301, 302, 307, 400, 404, 429, 500, 503])
def test_any_other_status_is_down_and_no_redirect_is_followed(server: Server, world: World, status: int) -> None:
    server.answering = lambda handler, body: _send(handler, b"", status, Location=server.url)
    assert _doubt(server.source(), world) is Doubt.SIN_RESPUESTA
    assert server.asked == 1


def test_an_answer_too_large(server: Server, world: World) -> None:
    server.answering = lambda handler, body: _send(handler, bytes(ocsp.MAX_ANSWER_BYTES * 4))
    assert _doubt(server.source(), world) is Doubt.SIN_RESPUESTA


def test_an_answer_that_never_ends(server: Server, world: World) -> None:
    """Bytes that keep coming, each in time: the whole exchange is bounded, not each read."""
    stop = threading.Event()

    def drip(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        handler.send_response(200)
        handler.end_headers()
        with contextlib.suppress(OSError):
            while not stop.wait(0.01):
                handler.wfile.write(b"x")

    server.answering = drip
    assert _doubt(server.source(timeout=0.2), world) is Doubt.SIN_RESPUESTA
    stop.set()


def test_nobody_listens(world: World) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/"
        assert _doubt(OcspOverHttp({AUTHORITY: url}, allow_private=True), world) is Doubt.SIN_RESPUESTA


def test_what_is_not_http(server: Server, world: World) -> None:
    def greet(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        handler.wfile.write(b"220 correo\r\n")

    server.answering = greet
    assert _doubt(server.source(), world) is Doubt.SIN_RESPUESTA


def test_only_configured_addresses(server: Server, world: World) -> None:
    assert _doubt(OcspOverHttp({}), world) is Doubt.SIN_SERVICIO
    assert _doubt(OcspOverHttp({AUTHORITY: "ftp://ejemplo.invalid/"}), world) is Doubt.SIN_SERVICIO


def test_no_private_address(server: Server, world: World) -> None:
    assert _doubt(OcspOverHttp({AUTHORITY: server.url}), world) is Doubt.SIN_SERVICIO
    assert server.asked == 0


def test_tls_keeps_to_ecdhe() -> None:
    suites = {suite["name"] for suite in OcspOverHttp({}).tls.get_ciphers()}
    assert suites
    assert not any(name.startswith(("DHE", "AES", "RSA", "ADH")) for name in suites)


def test_a_server_that_does_not_speak_tls(server: Server, world: World) -> None:
    source = OcspOverHttp({AUTHORITY: server.url.replace("http:", "https:")}, timeout_seconds=2.0, allow_private=True)
    assert _doubt(source, world) is Doubt.SIN_RESPUESTA
