"""A tiny office on loopback: the page that signs, the page that verifies, and the strict policy of the real one.

It serves the committed scripts, so that what is tested is what is shipped; and remembers what was posted to it.
"""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Final
from urllib.parse import parse_qs

DIST: Final = Path(__file__).resolve().parents[2] / "src/ventanilla/web/static/dist"
NONCE: Final = "bm9uY2UtZGUtcHJ1ZWJh"
OFFICE_NOW: Final = 1795370400  # 22 November 2026, noon in Mexico City
PAGE_POLICY: Final = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; "
    "form-action 'self'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types ventanilla-worker"
)
WORKER_POLICY: Final = "default-src 'none'; require-trusted-types-for 'script'"
SERVICE_WORKER_POLICY: Final = "default-src 'none'; connect-src 'self'"

SIGN_IN: Final = "ventanilla.inicio-sesion.v1"
REQUEST: Final = "ventanilla.solicitud.v1"

_SIGN: Final = """<!doctype html><html lang="es-MX"><head><meta charset="utf-8"><title>Firmar</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<script type="module" src="/static/dist/base.js"></script>
<script type="module" src="/static/dist/sign.js"></script>{plant}</head>
<body data-personal><main><h1>Firmar</h1>
<div data-sign-unsupported><p>Este navegador no puede firmar.</p></div>
<div class="govuk-error-summary" data-sign-error role="alert" tabindex="-1" hidden></div>
<section aria-label="Lo que va a firmar" data-sign-words></section>
<form data-sign="{typ}" data-challenge-url="/reto" data-worker="{worker}" method="post" action="/firmado">
<input type="hidden" name="csrfmiddlewaretoken" value="csrf-of-the-form">
<script type="application/json" data-act>{act}</script>
<input type="hidden" name="certificado"><input type="hidden" name="firma"><input type="hidden" name="nonce">
<div class="govuk-form-group"><label for="cer">Certificado (.cer)</label>
<input type="file" id="cer" accept=".cer" data-cer></div>
<p data-sign-who></p>
<div class="govuk-form-group"><label for="key">Llave privada (.key)</label>
<input type="file" id="key" accept=".key" data-key></div>
<div class="govuk-form-group"><label for="clave">Contraseña de la llave</label>
<input type="password" id="clave" autocomplete="off" data-password></div>
<button type="submit">Firmar</button><p data-sign-status role="status"></p></form></main></body></html>"""

_VERIFY: Final = """<!doctype html><html lang="es-MX"><head><meta charset="utf-8"><title>Verificar</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<script type="module" src="/static/dist/base.js"></script>
<script type="module" src="/static/dist/verify.js"></script></head>
<body><main><h1>Verificar un documento</h1>
<section data-verdict="" role="status" hidden><h2 data-verdict-title></h2><p data-verdict-text></p>
<dl data-claims hidden><dt>Documento</dt><dd data-claim="type"></dd>
<dt>Folio</dt><dd data-claim="folio"></dd><dt>Qué dice</dt><dd data-claim="fact"></dd>

<dt>De quién</dt><dd data-claim="holder"></dd><dt>Al día</dt><dd data-claim="on"></dd>
<dt>Vence</dt><dd data-claim="exp"></dd></dl>
</section></main></body></html>"""

_DONE: Final = """<!doctype html><html lang="es-MX"><head><meta charset="utf-8"><title>Recibido</title></head>
<body><h1>Recibido</h1></body></html>"""


@dataclass
class Posted:
    """One request with a body."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def fields(self) -> dict[str, str]:
        """The fields of a form."""
        return {name: values[0] for name, values in parse_qs(self.body.decode(), keep_blank_values=True).items()}


@dataclass
class StaticOffice:
    """Serves; each attribute may be changed by a test before the browser asks."""

    typ: str = SIGN_IN
    act: dict[str, Any] = field(default_factory=dict)
    worker: str = "/static/dist/worker.js"
    plant: str = ""  # a script of the same origin that a test hides in the page
    challenge: dict[str, Any] = field(default_factory=dict)
    challenge_status: int = 200
    key_set: dict[str, Any] = field(default_factory=dict)
    standing: dict[str, Any] = field(default_factory=dict)
    status_list: bytes = b""
    breaks_off: str = ""  # an address whose answer ends midway
    extra: dict[str, bytes] = field(default_factory=dict)
    posted: list[Posted] = field(default_factory=list)

    def __enter__(self) -> StaticOffice:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.origin = f"http://localhost:{self._server.server_port}"
        self.challenge = {
            "nonce": NONCE,
            "audience": self.origin,
            "issued_at": OFFICE_NOW,
            "expires_at": OFFICE_NOW + 120,
        } | self.challenge
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop answering: from here on there is no connection."""
        self._server.shutdown()
        self._server.server_close()

    @property
    def filed(self) -> list[Posted]:
        """What was posted as a signature."""
        return [posted for posted in self.posted if posted.path == "/firmado"]

    def page(self, path: str) -> tuple[int, str, str, bytes]:
        """Status, type, policy and body of ``path``."""
        name = path.partition("?")[0]
        if name in self.extra:
            policy = WORKER_POLICY if name.endswith("/worker.js") else PAGE_POLICY
            return 200, "text/javascript; charset=utf-8", policy, self.extra[name]
        if name == "/firmar":
            plant = f'<script src="{self.plant}" defer></script>' if self.plant else ""
            act = json.dumps(self.act).replace("<", "\\u003c")
            html = _SIGN.format(typ=self.typ, act=act, worker=self.worker, plant=plant)
            return 200, "text/html; charset=utf-8", PAGE_POLICY, html.encode()
        if name == "/verificar/sw.js":
            return 200, "text/javascript; charset=utf-8", SERVICE_WORKER_POLICY, (DIST / "sw.js").read_bytes()
        if name == "/.well-known/cose-keys.json":
            return 200, "application/json", WORKER_POLICY, json.dumps(self.key_set).encode()
        if name == "/.well-known/ventanilla/estado.cose":
            return (200 if self.status_list else 404), "application/cose", WORKER_POLICY, self.status_list
        if name.endswith("/estado.json"):
            return 200 if self.standing else 503, "application/json", WORKER_POLICY, json.dumps(self.standing).encode()
        if name.startswith("/verificar/"):
            return 200, "text/html; charset=utf-8", PAGE_POLICY, _VERIFY.encode()
        script = DIST / Path(name).name
        if name.startswith("/static/dist/") and script.suffix == ".js" and script.exists():
            policy = WORKER_POLICY if script.name == "worker.js" else PAGE_POLICY
            return 200, "text/javascript; charset=utf-8", policy, script.read_bytes()
        return 404, "text/plain", WORKER_POLICY, b""


def _handler(office: StaticOffice) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._answer(*office.page(self.path))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            office.posted.append(Posted(self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            if self.path == "/reto":
                self._answer(
                    office.challenge_status, "application/json", WORKER_POLICY, json.dumps(office.challenge).encode()
                )
            else:
                self._answer(200, "text/html; charset=utf-8", PAGE_POLICY, _DONE.encode())

        def _answer(self, status: int, kind: str, policy: str, body: bytes) -> None:
            cut = bool(office.breaks_off) and self.path == office.breaks_off
            self.send_response(status)
            for name, value in (
                ("Content-Type", kind),
                ("Content-Length", str(len(body) + 100 * cut)),
                ("Content-Security-Policy", policy),
                ("X-Content-Type-Options", "nosniff"),
                ("Cross-Origin-Opener-Policy", "same-origin"),
                ("Cross-Origin-Embedder-Policy", "require-corp"),
                ("Cross-Origin-Resource-Policy", "same-origin"),
                ("Referrer-Policy", "same-origin"),
                ("Cache-Control", "no-store"),
            ):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
            self.close_connection = self.close_connection or cut

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: the tests look at ``posted``."""

    return Handler
