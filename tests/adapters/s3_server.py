"""A small S3 server of this machine, over TLS, that believes only what is signed as AWS's text says."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit
from xml.sax.saxutils import escape

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from ventanilla.adapters.storage.real import Bucket, S3Storage
from ventanilla.adapters.storage.sigv4 import Credential

CREDENTIAL: Final = Credential("LLAVE-DE-PRUEBA", "secreto-de-prueba")
BUCKET: Final = "archivo"
REGION: Final = "mx-central-1"


@dataclass
class Server:
    """``objects``: what it keeps, and since when (seconds). ``before`` may answer instead; True if it did."""

    port: int = 0
    certificate: Path = Path()
    objects: dict[str, tuple[bytes, float]] = field(default_factory=dict)
    asked: list[tuple[str, str, int]] = field(default_factory=list)
    before: Callable[[BaseHTTPRequestHandler], bool] = lambda _: False
    knows_conditions: bool = True
    page: int = 1000

    def storage(self, **changed: Any) -> S3Storage:
        given: dict[str, Any] = {
            "bucket": Bucket("localhost", self.port, BUCKET, REGION),
            "credential": CREDENTIAL,
            "trusts": ssl.create_default_context(cafile=str(self.certificate)),
        }
        return S3Storage(**given | changed)


def send(handler: BaseHTTPRequestHandler, status: int, content: bytes = b"", **headers: str) -> bool:
    """Answer; True, so that it can be what ``before`` gives back."""
    handler.send_response_only(status)
    handler.send_header("Date", formatdate(usegmt=True))
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    if status != 204:
        handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    with contextlib.suppress(OSError):  # whoever asked hung up: that is the case under test
        handler.wfile.write(content)
    return True


def fault(handler: BaseHTTPRequestHandler, status: int, code: str) -> bool:
    return send(handler, status, f"<?xml version='1.0'?><Error><Code>{code}</Code></Error>".encode())


def signed(handler: BaseHTTPRequestHandler, body: bytes) -> bool:
    """Whether the request that arrived carries the signature that AWS's text prescribes for it, and for this body.

    Written from that text and from what is on the wire; the three examples of the text are in `test_storage_s3`.
    """
    said = handler.headers.get("Authorization", "")
    parts = dict(part.split("=", 1) for part in said.partition(" ")[2].split(","))
    names = parts.get("SignedHeaders", "").split(";")
    body_digest = hashlib.sha256(body).hexdigest()
    if body_digest != handler.headers.get("x-amz-content-sha256") or not {"host", "x-amz-date"} <= set(names):
        return False
    path, _, query = handler.path.partition("?")
    asked = sorted(each if "=" in each else f"{each}=" for each in query.split("&") if each)
    wire = "".join(f"{name}:{handler.headers[name].strip()}\n" for name in names)
    canonical = f"{handler.command}\n{path}\n{'&'.join(asked)}\n{wire}\n{';'.join(names)}\n{body_digest}"
    instant = handler.headers["x-amz-date"]
    key, scope = f"AWS4{CREDENTIAL.secret}".encode(), (instant[:8], REGION, "s3", "aws4_request")
    for part in scope:
        key = hmac.new(key, part.encode(), "sha256").digest()
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    text = f"AWS4-HMAC-SHA256\n{instant}\n{'/'.join(scope)}\n{digest}"
    expected = hmac.new(key, text.encode(), "sha256").hexdigest()
    return parts["Credential"] == "/".join((CREDENTIAL.key_id, *scope)) and parts["Signature"] == expected


def answer(server: Server, handler: BaseHTTPRequestHandler, body: bytes) -> bool:
    """What S3 says of the four operations that the office uses."""
    parts = urlsplit(handler.path)
    _, bucket, *rest = parts.path.split("/", 2)
    key = rest[0] if rest else ""
    if not signed(handler, body):
        return fault(handler, 403, "SignatureDoesNotMatch")
    if bucket != BUCKET:
        return fault(handler, 404, "NoSuchBucket")
    if parts.query:
        return _listing(server, handler, dict(parse_qsl(parts.query)))
    if handler.command == "PUT":
        if server.knows_conditions and handler.headers.get("If-None-Match") == "*" and key in server.objects:
            return fault(handler, 412, "PreconditionFailed")
        server.objects[key] = (body, time.time())
        return send(handler, 200)
    if handler.command == "DELETE":
        server.objects.pop(key, None)
        return send(handler, 204)
    return send(handler, 200, server.objects[key][0]) if key in server.objects else fault(handler, 404, "NoSuchKey")


def _listing(server: Server, handler: BaseHTTPRequestHandler, asked: dict[str, str]) -> bool:
    keys = sorted(key for key in server.objects if key.startswith(asked["prefix"]))
    keys = [key for key in keys if key > asked.get("continuation-token", "")]
    now, rest = keys[: server.page], keys[server.page :]
    contents = "".join(
        f"<Contents><Key>{escape(key)}</Key><LastModified>{_iso(server.objects[key][1])}</LastModified></Contents>"
        for key in now
    )
    more = f"<NextContinuationToken>{now[-1]}</NextContinuationToken>" if rest else ""
    said = f"<IsTruncated>{str(bool(rest)).lower()}</IsTruncated>{more}{contents}"
    namespace = "http://s3.amazonaws.com/doc/2006-03-01/"
    return send(handler, 200, f"<ListBucketResult xmlns='{namespace}'>{said}</ListBucketResult>".encode())


def _iso(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def certificate(folder: Path) -> Path:
    """A certificate of localhost with its key, made for this run."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.fromtimestamp(time.time(), UTC)  # TLS asks the machine's clock, not the office's
    builder = x509.CertificateBuilder(name, name, key.public_key(), 7, now - timedelta(1), now + timedelta(1))
    builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    path = folder / "localhost.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(builder.sign(key, SHA256()).public_bytes(Encoding.PEM) + private)
    return path


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """A server on a port of its own until the block ends."""
    made = Server(certificate=certificate(folder))

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            made.asked.append((self.command, self.path, len(body)))
            if not made.before(self):
                answer(made, self, body)

        def do_PUT(self) -> None:
            self.do_GET()

        def do_DELETE(self) -> None:
            self.do_GET()

        def log_message(self, *_: object) -> None:
            """Nothing: a test speaks by its result."""

    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own.load_cert_chain(made.certificate)
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    httpd.socket = own.wrap_socket(httpd.socket, server_side=True)
    made.port = httpd.server_address[1]
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield made
    finally:
        httpd.shutdown()
        httpd.server_close()
        thread.join()
