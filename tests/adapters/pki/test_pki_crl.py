"""An authority's list of what it revoked: read whole or not at all, and fetched from where the operator says."""

from __future__ import annotations

import http.server
import subprocess
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1
from cryptography.hazmat.primitives.asymmetric.ec import generate_private_key as generate_ec
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA224, SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from tests.adapters.conftest import Authority

from ventanilla.adapters.pki import der, profile
from ventanilla.adapters.pki.certificate import Certificate, read_certificate
from ventanilla.adapters.pki.crl import MAX_CRL_BYTES, BadCrl, read_crl
from ventanilla.adapters.pki.demo_authority import create_authority
from ventanilla.adapters.pki.port import RevocationUnavailable
from ventanilla.adapters.pki.real import CrlOverHttp
from ventanilla.domain.signing.revocation import Doubt

AT = datetime(2026, 11, 22, 15, 4, 5, tzinfo=UTC)
ENDS = AT + timedelta(days=1)
Change = Callable[[x509.CertificateRevocationListBuilder], x509.CertificateRevocationListBuilder]


@pytest.fixture(scope="module")
def issuer(authority: Authority) -> Certificate:
    return read_certificate(authority.certificate.public_bytes(Encoding.DER))


def listed(
    authority: Authority,
    change: Change = lambda builder: builder,
    key: RSAPrivateKey | None = None,
    algorithm: SHA224 | SHA256 | None = None,
) -> bytes:
    builder = x509.CertificateRevocationListBuilder().issuer_name(authority.certificate.subject)
    builder = change(builder.last_update(AT).next_update(ENDS))
    return builder.sign(key or authority.key, algorithm or SHA256()).public_bytes(Encoding.DER)


def entry(serial: int, extension: x509.ExtensionType | None = None) -> x509.RevokedCertificate:
    builder = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(AT)
    return (builder.add_extension(extension, critical=True) if extension else builder).build()


def doubt(data: bytes, issuer: Certificate) -> Doubt:
    with pytest.raises(BadCrl) as error:
        read_crl(data, issuer)
    return error.value.doubt


def test_it_says_what_was_revoked_and_from_when_to_when(authority: Authority, issuer: Certificate) -> None:
    reason = x509.CRLReason(x509.ReasonFlags.key_compromise)
    number = x509.CRLNumber(7)

    def revoking(builder: x509.CertificateRevocationListBuilder) -> x509.CertificateRevocationListBuilder:
        builder = builder.add_revoked_certificate(entry(5)).add_revoked_certificate(entry(9, reason))
        return builder.add_extension(number, critical=False)

    found = read_crl(listed(authority, revoking), issuer)
    assert (found.begins, found.ends, found.revoked) == (AT, ENDS, frozenset((5, 9)))


def test_ours_is_read_by_others(tmp_path: Path) -> None:
    authority, _ = create_authority(bits=2048)
    data = profile.issue_crl(authority.issuer, 3, profile.Validity(AT, ENDS), {255: AT, 1: AT})
    assert read_crl(data, read_certificate(authority.ca)).revoked == frozenset((1, 255))
    assert read_crl(authority.root_crl, read_certificate(authority.root)).revoked == frozenset()
    (tmp_path / "ca.pem").write_bytes(x509.load_der_x509_certificate(authority.ca).public_bytes(Encoding.PEM))
    (tmp_path / "crl.der").write_bytes(data)
    options = ["-inform", "DER", "-in", "crl.der", "-CAfile", "ca.pem", "-noout", "-text"]
    told = subprocess.run(["openssl", "crl", *options], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "verify OK" in told.stderr + told.stdout
    assert "Serial Number: FF" in told.stdout


def test_every_bit_is_guarded(authority: Authority, issuer: Certificate) -> None:
    data = listed(authority, lambda builder: builder.add_revoked_certificate(entry(5)))
    missed = []
    for at in range(len(data)):
        for bit in range(8):
            try:
                read_crl(data[:at] + bytes((data[at] ^ 1 << bit,)) + data[at + 1 :], issuer)
            except BadCrl:
                continue
            missed.append((at, bit))
    assert missed == []


def test_what_is_not_a_list_is_unreadable(authority: Authority, issuer: Certificate) -> None:
    good = listed(authority)
    for wrong in (b"", b"<html>", good[:-1], good + b"\0", issuer.der, bytes(MAX_CRL_BYTES + 1)):
        assert doubt(wrong, issuer) is Doubt.ILEGIBLE


def test_another_spelling_of_what_nobody_signs_is_refused(authority: Authority, issuer: Certificate) -> None:
    whole = der.only(listed(authority), der.SEQUENCE)
    signed, _, bits = whole.raw(der.SEQUENCE), whole.raw(der.SEQUENCE), whole.raw(der.BIT_STRING)
    without_null = der.algorithm(profile.SHA256_WITH_RSA, b"")
    assert doubt(der.sequence(signed, without_null, bits), issuer) is Doubt.ILEGIBLE


def test_only_its_authority_signs_it(authority: Authority, issuer: Certificate) -> None:
    other, _ = create_authority(bits=2048)
    assert doubt(listed(authority, key=other.ca_key), issuer) is Doubt.FIRMA_ALTERADA
    assert doubt(other.root_crl, issuer) is Doubt.OTRO_CERTIFICADO
    assert doubt(listed(authority, algorithm=SHA224()), issuer) is Doubt.FIRMA_ALTERADA


@pytest.mark.parametrize(
    "extension",
    [
        x509.IssuingDistributionPoint(None, None, True, False, None, False, False),  # only of people
        x509.IssuingDistributionPoint(None, None, False, False, None, True, False),  # of other authorities too
        x509.DeltaCRLIndicator(3),  # only what changed
    ],
    ids=["partial", "indirect", "delta"],
)
def test_a_list_that_is_not_the_whole_one_is_refused(
    authority: Authority, issuer: Certificate, extension: x509.ExtensionType
) -> None:
    data = listed(authority, lambda builder: builder.add_extension(extension, critical=True))
    assert doubt(data, issuer) is Doubt.ILEGIBLE


def test_an_entry_of_another_authority_is_refused(authority: Authority, issuer: Certificate) -> None:
    stranger = x509.CertificateIssuer([x509.DirectoryName(authority.certificate.subject)])
    data = listed(authority, lambda builder: builder.add_revoked_certificate(entry(5, stranger)))
    assert doubt(data, issuer) is Doubt.ILEGIBLE


def test_whoever_may_not_sign_lists_signs_none(authority: Authority) -> None:
    key = generate_ec(SECP256R1())

    def made(crl_sign: bool) -> tuple[bytes, Certificate]:
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Otra")])
        usage = x509.KeyUsage(False, False, False, False, False, True, crl_sign, False, False)
        builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        builder = builder.serial_number(7).not_valid_before(AT).not_valid_after(ENDS)
        builder = builder.add_extension(x509.BasicConstraints(True, None), critical=True)
        own = builder.add_extension(usage, critical=True).sign(key, SHA256())
        crl = x509.CertificateRevocationListBuilder().issuer_name(name).last_update(AT).next_update(ENDS)
        return (
            crl.sign(key, SHA256()).public_bytes(Encoding.DER),
            read_certificate(own.public_bytes(Encoding.DER)),
        )

    assert read_crl(*made(True)).ends == ENDS
    assert doubt(*made(False)) is Doubt.RESPONDEDOR_NO_AUTORIZADO


# -- from where the operator says


@pytest.fixture
def served() -> Iterator[tuple[str, list[str]]]:
    """A server of this machine that has one list, and what it was asked."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            body = b"la lista" if self.path == "/ac.crl?v=1" else b""
            self.send_response(200 if body else 404)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing: a test speaks by its result."""

    httpd = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_address[1]}", asked
    httpd.shutdown()
    httpd.server_close()
    thread.join()


def test_it_is_fetched_from_its_address(served: tuple[str, list[str]], issuer: Certificate) -> None:
    url, asked = served
    known = issuer.facts.sha256

    def fetched(addresses: dict[str, str], *, allow_private: bool = True) -> bytes | Doubt:
        try:
            return CrlOverHttp(addresses, allow_private=allow_private).fetch(issuer, AT)
        except RevocationUnavailable as error:
            return error.doubt

    assert fetched({known: f"{url}/ac.crl?v=1"}) == b"la lista"
    assert fetched({known: f"{url}/otra.crl"}) is Doubt.SIN_RESPUESTA
    assert fetched({}) is Doubt.SIN_SERVICIO
    assert fetched({known: f"{url}/ac.crl?v=1"}, allow_private=False) is Doubt.SIN_SERVICIO
    assert fetched({known: "file:///etc/hostname"}) is Doubt.SIN_SERVICIO
    assert asked == ["/ac.crl?v=1", "/otra.crl"]
