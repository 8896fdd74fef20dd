"""Timestamps: good, of something else, of another request, by whoever may not, and by nobody at all."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ventanilla.adapters.pki import der, profile
from ventanilla.adapters.pki.demo_authority import create_authority, open_authority
from ventanilla.adapters.pki.trust import TrustStore
from ventanilla.adapters.tsa.local import LocalTimestamps
from ventanilla.adapters.tsa.port import TimestampUnavailable
from ventanilla.adapters.tsa.real import TsaOverHttps
from ventanilla.adapters.tsa.responder import REJECTED, Responder
from ventanilla.adapters.tsa.token import (
    MAX_TOKEN_BYTES,
    TIME_STAMPING,
    BadToken,
    build_request,
    read_response,
    verify_token,
)
from ventanilla.domain.signing.timestamp import Stamp, TimestampFault

from .conftest import World, store
from .evidence_files import TSA_SERIAL, stamped, tsa

DIGEST = bytes(range(32))
Answering = Callable[[bytes], tuple[int, bytes]]


@pytest.fixture
def authority(world: World) -> Responder:
    return tsa(world, world.other_key, world.at - timedelta(days=30), world.at + timedelta(days=335))


@pytest.fixture
def token(world: World, authority: Responder) -> bytes:
    return stamped(authority, DIGEST, world.at)


def refused(token: bytes, trust: TrustStore, digest: bytes = DIGEST, nonce: int | None = None) -> TimestampFault:
    with pytest.raises(BadToken) as error:
        verify_token(token, digest, trust, nonce)
    return error.value.fault


# -- the token


def test_a_good_token(world: World, authority: Responder) -> None:
    stamp = verify_token(stamped(authority, DIGEST, world.at), DIGEST, world.trust, 7)
    assert (stamp.at, stamp.authority) == (world.at, "SELLADORA")


def test_asn1crypto_reads_the_same(world: World, authority: Responder) -> None:
    """A stranger's reader of requests and tokens, so that ours do not only agree with each other."""
    from asn1crypto import cms, tsp  # type: ignore[import-untyped]  # it ships no types

    asked = tsp.TimeStampReq.load(build_request(DIGEST, 7), strict=True).native
    assert (asked["message_imprint"]["hashed_message"], asked["nonce"], asked["cert_req"]) == (DIGEST, 7, True)
    token = stamped(authority, DIGEST, world.at)
    info = cms.ContentInfo.load(token, strict=True)["content"]["encap_content_info"]["content"].parsed.native
    stamp = verify_token(token, DIGEST, world.trust)
    assert (info["gen_time"], info["serial_number"], info["nonce"]) == (stamp.at, stamp.serial, 7)


def test_of_something_else(world: World, authority: Responder) -> None:
    assert refused(stamped(authority, bytes(32), world.at), world.trust) is TimestampFault.OTRO_CONTENIDO


def test_of_another_request(world: World, authority: Responder) -> None:
    assert refused(stamped(authority, DIGEST, world.at), world.trust, nonce=8) is TimestampFault.OTRA_PETICION
    imprint = der.sequence(der.algorithm("2.16.840.1.101.3.4.2.1"), der.octets(DIGEST))
    without = authority.token(imprint, None, world.at)
    assert refused(without, world.trust, nonce=7) is TimestampFault.OTRA_PETICION


@pytest.mark.parametrize("days", [-31, 336])
def test_by_a_key_that_was_not_in_force(world: World, authority: Responder, days: int) -> None:
    token = stamped(authority, DIGEST, world.at + timedelta(days=days))
    assert refused(token, world.trust) is TimestampFault.FUERA_DE_VIGENCIA


def test_by_a_key_that_expired_after_it_is_still_good(world: World, authority: Responder) -> None:
    """What counts is when it stamped: nothing here asks what time it is now."""
    at = world.at + timedelta(days=334)
    assert verify_token(stamped(authority, DIGEST, at), DIGEST, world.trust).at == at


@pytest.mark.parametrize(
    "uses",
    [
        pytest.param(lambda: profile.extended_key_usage(TIME_STAMPING), id="not critical"),
        pytest.param(
            lambda: profile.extension(
                profile.EXTENDED_KEY_USAGE,
                der.sequence(der.oid(TIME_STAMPING), der.oid("1.3.6.1.5.5.7.3.4")),
                critical=True,
            ),
            id="and another use",
        ),
        pytest.param(
            lambda: profile.extension(
                profile.EXTENDED_KEY_USAGE, der.sequence(der.oid("1.3.6.1.5.5.7.3.9")), critical=True
            ),
            id="another use",
        ),
        pytest.param(lambda: b"", id="no use"),
    ],
)
def test_by_a_certificate_for_something_else(world: World, uses: Callable[[], bytes]) -> None:
    life = profile.Validity(world.at - timedelta(days=1), world.at + timedelta(days=1))
    extensions = [profile.basic_constraints(), profile.key_usage(0xC0, critical=True), uses()]
    subject = profile.encode_name([("2.5.4.3", der.UTF8_STRING, "OTRA")])
    key = world.other_key
    certificate = profile.issue(subject, key.public_key(), world.authority.issuer, TSA_SERIAL, life, extensions)
    token = stamped(Responder(certificate, key), DIGEST, world.at)
    assert refused(token, world.trust) is TimestampFault.USO_NO_ADMITIDO


def test_by_a_persons_certificate(world: World) -> None:
    token = stamped(Responder(world.issue(), world.key), DIGEST, world.at)
    assert refused(token, world.trust) is TimestampFault.USO_NO_ADMITIDO


def test_by_another_key_or_another_certificate(world: World, authority: Responder) -> None:
    forged = stamped(replace(authority, key=world.key), DIGEST, world.at)
    assert refused(forged, world.trust) is TimestampFault.FIRMA_ALTERADA
    absent = stamped(authority, DIGEST, world.at).replace(authority.certificate, world.authority.root, 1)
    assert refused(absent, world.trust) in (TimestampFault.ILEGIBLE, TimestampFault.OTRO_FIRMANTE)


def test_by_an_authority_that_nobody_knows(world: World, authority: Responder) -> None:
    stranger = store(create_authority(2048, title="OTRA PARTE")[0])
    token = stamped(authority, DIGEST, world.at)
    assert refused(token, stranger) is TimestampFault.AUTORIDAD_DESCONOCIDA
    assert refused(token, TrustStore()) is TimestampFault.AUTORIDAD_DESCONOCIDA


def test_the_root_alone_is_enough_and_what_the_token_brings_is_no_root(world: World, authority: Responder) -> None:
    token = stamped(authority, DIGEST, world.at)
    root = TrustStore(each for each in world.trust.authorities if each.is_root)
    assert verify_token(token, DIGEST, root).at == world.at
    whole = stamped(replace(authority, chain=(world.authority.ca, world.authority.root)), DIGEST, world.at)
    assert refused(whole, TrustStore()) is TimestampFault.AUTORIDAD_DESCONOCIDA


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_garbage_is_refused_and_never_crashes(world: World, token: bytes, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(token) - 1))
    cut = data.draw(st.integers(0, 20))
    changed = token[:start] + data.draw(st.binary(max_size=20)) + token[start + cut :]
    if changed == token:
        return
    try:
        stamp = verify_token(changed, DIGEST, world.trust)
    except BadToken:
        return
    assert (stamp.at, stamp.authority) == (world.at, "SELLADORA")  # a byte that nothing rests on


@pytest.mark.parametrize("answer", [b"", b"hola", bytes(70_000), b"\x30\x80\x00\x00", b"\x30\x05\x30\x03\x02\x01\x00"])
def test_an_answer_that_nobody_can_read(answer: bytes) -> None:
    with pytest.raises(BadToken) as error:
        read_response(answer)
    assert error.value.fault is TimestampFault.ILEGIBLE


def test_an_authority_that_says_no() -> None:
    with pytest.raises(BadToken) as error:
        read_response(REJECTED)
    assert error.value.fault is TimestampFault.NEGADA


# -- the demonstration's own


def test_the_demonstrations_authority(tmp_path: Path) -> None:
    open_authority(tmp_path, bits=2048)
    at = datetime(2021, 6, 1, 9, 30, tzinfo=UTC)
    stamp = LocalTimestamps.open(tmp_path).stamp(DIGEST, at)
    assert (stamp.at, stamp.authority) == (at, "SELLO DE TIEMPO DE DEMOSTRACION")
    assert LocalTimestamps.open(tmp_path).stamp(DIGEST, at).authority_sha256 == stamp.authority_sha256
    assert (tmp_path / "tsa" / "tsa.key").stat().st_mode & 0o077 == 0
    for name in ("raiz.cer", "ac.cer"):
        (tmp_path / "autoridad" / name).unlink()
    open_authority(tmp_path, bits=2048)  # begun again from nothing
    assert LocalTimestamps.open(tmp_path).stamp(DIGEST, at).authority_sha256 != stamp.authority_sha256


# -- over HTTPS


@dataclass
class Server:
    """A server of this machine, over TLS, that answers as ``answering`` says."""

    port: int
    answering: Answering
    trusted: ssl.SSLContext
    asked: int = 0

    def source(self, trust: TrustStore, timeout: float = 5.0) -> TsaOverHttps:
        url = f"https://127.0.0.1:{self.port}/tsa"
        return TsaOverHttps(url, trust, timeout_seconds=timeout, allow_private=True, tls=self.trusted)


def _tls(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    key = generate_private_key(SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    begins = datetime(2020, 1, 1, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=30 * 365))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    pem = folder / "tls.pem"
    pem.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + certificate.public_bytes(Encoding.PEM)
    )
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(pem)
    asking = ssl.create_default_context(cadata=certificate.public_bytes(Encoding.PEM).decode())
    return serving, asking


@pytest.fixture
def server(tmp_path: Path, world: World, authority: Responder) -> Iterator[Server]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            made.asked += 1
            assert self.headers["Content-Type"] == "application/timestamp-query"
            status, body = made.answering(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Location", "https://127.0.0.1:1/")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing: a test speaks by its result."""

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """Whoever asked hung up: that is the case under test."""

    serving, asking = _tls(tmp_path)
    httpd = Quiet(("127.0.0.1", 0), Handler)
    httpd.socket = serving.wrap_socket(httpd.socket, server_side=True)
    made = Server(httpd.server_address[1], lambda body: (200, authority.respond(body, world.at)), asking)
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    httpd.shutdown()
    httpd.server_close()
    thread.join()


def asked(source: TsaOverHttps, at: datetime) -> Stamp | TimestampFault:
    try:
        return source.stamp(DIGEST, at)
    except TimestampUnavailable as error:
        return error.fault


def test_a_timestamp_over_https(server: Server, world: World) -> None:
    stamp = asked(server.source(world.trust), world.at + timedelta(minutes=1))
    assert isinstance(stamp, Stamp)
    assert stamp.at == world.at


def test_every_bad_answer_is_a_state(server: Server, world: World, authority: Responder) -> None:
    source = server.source(world.trust)
    good = authority.respond(build_request(DIGEST, 7), world.at)
    other = authority.respond(build_request(bytes(32), 7), world.at)
    told = {
        TimestampFault.OTRA_PETICION: (200, good),  # of an earlier request: a replay
        TimestampFault.OTRO_CONTENIDO: (200, other),
        TimestampFault.NEGADA: (200, REJECTED),
        TimestampFault.ILEGIBLE: (200, b"<html>"),
    }
    for fault, answer in told.items():
        server.answering = lambda _, answer=answer: answer  # type: ignore[misc]  # bound now, not when it is asked
        assert asked(source, world.at) is fault
    for status in (301, 302, 307, 404, 500, 503):
        server.answering = lambda _, status=status: (status, good)  # type: ignore[misc]  # the same
        assert asked(source, world.at) is TimestampFault.SIN_RESPUESTA
    server.answering = lambda _: (200, bytes(MAX_TOKEN_BYTES * 4))
    assert asked(source, world.at) is TimestampFault.SIN_RESPUESTA
    assert server.asked == 11  # no redirect was followed


def test_a_clock_that_does_not_agree(server: Server, world: World) -> None:
    source = server.source(world.trust)
    assert asked(source, world.at + timedelta(minutes=6)) is TimestampFault.OTRA_HORA
    assert asked(source, world.at - timedelta(minutes=6)) is TimestampFault.OTRA_HORA


def test_an_authority_that_is_not_the_configured_one(server: Server, world: World) -> None:
    stranger = store(create_authority(2048, title="OTRA PARTE")[0])
    assert asked(server.source(stranger), world.at) is TimestampFault.AUTORIDAD_DESCONOCIDA


def test_down_and_slow(server: Server, world: World) -> None:
    stop = threading.Event()

    def slow(_: bytes) -> tuple[int, bytes]:
        stop.wait(5)
        return 200, b""

    server.answering = slow
    assert asked(server.source(world.trust, timeout=0.3), world.at) is TimestampFault.SIN_RESPUESTA
    stop.set()
    down = replace(server.source(world.trust), url="https://127.0.0.1:9/")
    assert asked(down, world.at) is TimestampFault.SIN_RESPUESTA


def test_only_https_and_no_private_address(server: Server, world: World) -> None:
    source = server.source(world.trust)
    for url in (f"http://127.0.0.1:{server.port}/", "file:///etc/passwd", "tsa.example"):
        assert asked(replace(source, url=url), world.at) is TimestampFault.MAL_CONFIGURADA
    assert asked(replace(source, allow_private=False), world.at) is TimestampFault.MAL_CONFIGURADA
    assert asked(replace(source, tls=ssl.create_default_context()), world.at) is TimestampFault.SIN_RESPUESTA
    assert server.asked == 0
