"""Keys that are not in files: an HSM (SoftHSM2), and a key service that may be down, slow, wrong or lying."""

from __future__ import annotations

import base64
import json
import os
import shutil
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pkcs11
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key as generate_rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed, decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pkcs11 import Attribute, KeyType
from pkcs11.util.ec import encode_named_curve_parameters
from tests.adapters.conftest import FOLIO, SEALED_AT

from ventanilla.adapters.seal import BadSeal, SealCertificate, sello_is_valid, verify_claims, verify_pdf
from ventanilla.adapters.seal.cose import QrKey, key_set
from ventanilla.adapters.seal.kms import KmsKeys, kms_poster
from ventanilla.adapters.seal.pkcs11 import HsmAddress, HsmKeys
from ventanilla.adapters.seal.port import KeyHolder, SignerUnavailable
from ventanilla.adapters.seal.signer import InstitutionSigner
from ventanilla.domain.documents import Claims

CLAIMS = Claims("I", FOLIO, "acuse", "", "", 1, None, SEALED_AT.date(), bytes(32))
CADENA = "||1.0|x||"
LIBRARY = Path("/usr/lib/softhsm/libsofthsm2.so")
PIN = "8642"


def all_layers(keys: KeyHolder, plain_pdf: bytes) -> None:
    signer = InstitutionSigner(keys)
    assert sello_is_valid(keys.seal, CADENA, signer.sello(CADENA))
    assert verify_claims(signer.qr(CLAIMS), key_set([keys.qr])) == CLAIMS
    sealed = signer.seal_pdf(plain_pdf, folio=FOLIO, expires_on=None, at=SEALED_AT)
    assert verify_pdf(sealed, [keys.seal], SEALED_AT).valid


# -- an HSM


@pytest.fixture(scope="module")
def hsm(tmp_path_factory: pytest.TempPathFactory, authority: Any) -> tuple[HsmAddress, SealCertificate]:
    """A token with both keys made inside it, and the certificate of the first."""
    tool = shutil.which("softhsm2-util")
    if tool is None or not LIBRARY.exists():
        pytest.skip("SoftHSM2 is not installed: apt-get install softhsm2")
    folder = tmp_path_factory.mktemp("hsm")
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder / 'tokens'}\n")
    os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm2.conf")  # the library reads it once a process
    order = [tool, "--init-token", "--free", "--label", "ventanilla", "--pin", PIN, "--so-pin", "97531"]
    subprocess.run(order, check=True, capture_output=True)
    with pkcs11.lib(str(LIBRARY)).get_token(token_label="ventanilla").open(rw=True, user_pin=PIN) as session:
        public, _ = session.generate_keypair(KeyType.RSA, 2048, label="sello", store=True)
        numbers = [int.from_bytes(public[each], "big") for each in (Attribute.PUBLIC_EXPONENT, Attribute.MODULUS)]
        curve = session.create_domain_parameters(
            KeyType.EC, {Attribute.EC_PARAMS: encode_named_curve_parameters("secp256r1")}, local=True
        )
        curve.generate_keypair(label="qr", store=True)
    der, chain = authority.issue_seal(RSAPublicNumbers(*numbers).public_key(), SEALED_AT)
    return HsmAddress(LIBRARY, "ventanilla", "sello", "qr"), SealCertificate(der, tuple(chain))


def test_an_hsm_signs_every_layer(hsm: tuple[HsmAddress, SealCertificate], plain_pdf: bytes) -> None:
    keys = HsmKeys(hsm[0], PIN, hsm[1])
    all_layers(keys, plain_pdf)
    keys.close()


# The library's own search complains of the dead session when it is collected.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_hsm_whose_session_broke_is_opened_again(hsm: tuple[HsmAddress, SealCertificate], plain_pdf: bytes) -> None:
    keys = HsmKeys(hsm[0], PIN, hsm[1])
    keys._session.close()
    with pytest.raises(SignerUnavailable):
        InstitutionSigner(keys).sello(CADENA)
    all_layers(keys, plain_pdf)
    keys.close()


def test_an_hsm_that_is_not_as_it_was_named_does_not_start(
    hsm: tuple[HsmAddress, SealCertificate], signer: Any, tmp_path: Path
) -> None:
    address, seal = hsm
    with pytest.raises(BadSeal, match="not of the seal"):
        HsmKeys(address, PIN, signer.seal)
    with pytest.raises(BadSeal, match="no public key otra"):
        HsmKeys(replace(address, qr_label="otra"), PIN, seal)
    with pytest.raises(SignerUnavailable):
        HsmKeys(replace(address, token="otro"), PIN, seal)
    with pytest.raises(SignerUnavailable):
        HsmKeys(address, "0000", seal)
    with pytest.raises(SignerUnavailable):
        HsmKeys(replace(address, library=tmp_path / "nada.so"), PIN, seal)


# -- a key service


@dataclass
class Service:
    """A key service over TLS on this machine, which does what ``behaviour`` says."""

    keys: KmsKeys
    behaviour: dict[str, Callable[[dict[str, str]], bytes | None]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)


def raw(key: EllipticCurvePrivateKey, digest: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.ec import ECDSA

    r, s = decode_dss_signature(key.sign(digest, ECDSA(Prehashed(SHA256()))))
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


@pytest.fixture
def service(tmp_path: Path, authority: Any) -> Iterator[Service]:
    rsa, ec = generate_rsa(65537, 2048), generate_private_key(SECP256R1())
    der, chain = authority.issue_seal(rsa.public_key(), SEALED_AT)
    made: list[Service] = []

    def honest(asked: dict[str, str]) -> bytes:
        digest = base64.b64decode(asked["digest"])
        if (asked["key"], asked["algorithm"]) == ("s", "RS256"):
            signature = rsa.sign(digest, PKCS1v15(), Prehashed(SHA256()))
        else:
            assert (asked["key"], asked["algorithm"]) == ("q", "ES256")
            signature = raw(ec, digest)
        return json.dumps({"signature": base64.b64encode(signature).decode()}).encode()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            made[0].asked.append((self.headers["Authorization"], asked))
            body = made[0].behaviour.get("now", honest)(asked)
            if body is None:
                self.send_error(503)
                return
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    context, trusted = server_tls(tmp_path)
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        poster = replace(kms_poster("la-credencial", seconds=5.0), tls=trusted)
        address = f"https://localhost:{server.server_address[1]}/firmar"
        made.append(
            Service(KmsKeys(address, "s", "q", SealCertificate(der, tuple(chain)), QrKey(ec.public_key()), poster))
        )
        yield made[0]
        server.shutdown()
        thread.join()


def server_tls(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    key = generate_private_key(SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    certificate = (
        x509.CertificateBuilder(
            name, name, key.public_key(), 1, SEALED_AT - timedelta(days=400), SEALED_AT + timedelta(days=9000)
        )
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, SHA256())
    )
    pem = certificate.public_bytes(Encoding.PEM)
    (folder / "tls.pem").write_bytes(pem + key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(folder / "tls.pem")
    trusted = ssl.create_default_context(cadata=pem.decode())
    return server, trusted


def test_a_key_service_signs_every_layer_and_is_sent_digests(service: Service, plain_pdf: bytes) -> None:
    all_layers(service.keys, plain_pdf)
    assert {credential for credential, _ in service.asked} == {"Bearer la-credencial"}
    assert all(len(base64.b64decode(asked["digest"])) == 32 for _, asked in service.asked)
    assert "la-credencial" not in repr(service.keys)


def lying(asked: dict[str, str]) -> bytes:
    return json.dumps({"signature": base64.b64encode(bytes(256 if asked["key"] == "s" else 64)).decode()}).encode()


@pytest.mark.parametrize(
    "answer",
    [
        lambda _: None,
        lambda _: b"",
        lambda _: b"[]",
        lambda _: b"{}",
        lambda _: b"[" * 4000,
        lambda _: json.dumps({"signature": "no es base64"}).encode(),
        lambda _: json.dumps({"signature": "AA" * 10_000}).encode(),
        lying,
    ],
)
def test_whatever_else_it_answers_nothing_is_signed(
    service: Service, answer: Callable[[dict[str, str]], bytes | None]
) -> None:
    service.behaviour["now"] = answer
    signer = InstitutionSigner(service.keys)
    with pytest.raises(SignerUnavailable):
        signer.sello(CADENA)
    with pytest.raises(SignerUnavailable):
        signer.qr(CLAIMS)


def test_one_that_is_slow_is_given_up(service: Service) -> None:
    never = threading.Event()

    def slow(_asked: dict[str, str]) -> bytes:
        never.wait(3)
        return b""

    service.behaviour["now"] = slow
    hasty = replace(service.keys, poster=replace(service.keys.poster, timeout_seconds=0.2))
    with pytest.raises(SignerUnavailable):
        InstitutionSigner(hasty).sello(CADENA)
    never.set()


def test_one_that_is_down_or_not_over_tls_is_not_asked(service: Service) -> None:
    for address in ("https://localhost:1/firmar", service.keys.address.replace("https", "http")):
        with pytest.raises(SignerUnavailable):
            InstitutionSigner(replace(service.keys, address=address)).sello(CADENA)
    assert service.asked == []
