"""People who use the office over plain HTTP, without a browser: for load and timing."""

from __future__ import annotations

import base64
import http.client
import json
import re
import time
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

from tests.journeys.conftest import Office
from ventanilla.adapters.pki.cms import build_cades
from ventanilla.adapters.pki.demo_identities import read_manifest
from ventanilla.adapters.pki.keyfile import open_key
from ventanilla.domain.signing.acts import Challenge, Line, Request, SignIn, signed_bytes

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
ACT = re.compile(r"<script type=\"application/json\" data-act>(.*?)</script>", re.S)
SEALED_WITHIN = 30.0  # seconds


@dataclass
class Visitor:
    """One person with their cookies and key."""

    office: Office
    certificate: bytes
    sign: Any
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def cookie(self) -> str:
        """Their Cookie header."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def ask(self, method: str, path: str, form: dict[str, str] | None = None, token: str = "") -> tuple[int, str, str]:
        """Status, body and Location of one request."""
        connection = http.client.HTTPConnection("localhost", self.office.port, timeout=30)
        headers = {"Cookie": self.cookie, "Origin": self.office.origin, "X-CSRFToken": token}
        body = urlencode(form) if form is not None else None
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        for value in answer.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(value).items():
                self.cookies[name] = morsel.value
        connection.close()
        return answer.status, text, answer.headers.get("Location", "")

    def page(self, path: str) -> tuple[str, str]:
        """A page and its token."""
        status, text, _ = self.ask("GET", path)
        assert status == 200, (path, status)
        found = TOKEN.search(text)
        return text, found[1] if found else ""

    def challenge(self, path: str, token: str) -> Challenge:
        """A challenge of the office."""
        status, text, _ = self.ask("POST", path, {}, token)
        assert status == 200, (path, status, text[:200])
        said = json.loads(text)
        return Challenge(said["nonce"], said["audience"], said["issued_at"], said["expires_at"])

    def sign_in(self) -> None:
        """Sign in with the e.firma."""
        _, token = self.page("/entrar")
        challenge = self.challenge("/entrar/reto", token)
        form = self._signed(challenge.nonce, self.sign(signed_bytes(SignIn(), challenge)), token)
        status, text, _ = self.ask("POST", "/entrar", form)
        assert status == 302, text[:2000]
        status, text, _ = self.ask("GET", "/cuenta/terminos")
        if status == 200:  # who enters for the first time reads them
            found = TOKEN.search(text)
            assert found is not None
            assert self.ask("POST", "/cuenta/terminos", {}, found[1])[0] == 302

    def file_constancia(self) -> str:
        """Ask for a constancia and sign it; the folio of the case."""
        _, token = self.page("/tramites/constancia_vigencia")
        _, _, where = self.ask("POST", "/tramites/constancia_vigencia/iniciar", {"csrfmiddlewaretoken": token})
        draft = where.rsplit("/", 1)[0]
        text, token = self.page(f"{draft}/revisar")
        found = ACT.search(text)
        assert found is not None
        act = json.loads(found[1])
        lines = tuple(Line(line["label"], line["answer"]) for line in act.pop("lines"))
        challenge = self.challenge(f"{draft}/reto", token)
        cms = build_cades(signed_bytes(Request(lines=lines, **act), challenge), self.certificate, self.sign)
        status, text, where = self.ask("POST", f"{draft}/revisar", self._signed(challenge.nonce, cms, token))
        assert status == 302, text[:2000]
        return where.rsplit("/", 1)[-1]

    def wait_until_sealed(self, folio: str) -> None:
        """Until the case's documents are ready."""
        until = time.monotonic() + SEALED_WITHIN
        while not json.loads(self.ask("GET", f"/expedientes/{folio}/estado.json")[1])["listo"]:
            assert time.monotonic() < until, f"{folio} was not sealed"
            time.sleep(0.2)

    def _signed(self, nonce: str, signature: bytes, token: str) -> dict[str, str]:
        return {
            "csrfmiddlewaretoken": token,
            "nonce": nonce,
            "certificado": base64.b64encode(self.certificate).decode(),
            "firma": base64.b64encode(signature).decode(),
        }


def visitor(office: Office, slug: str) -> Visitor:
    """A person of the demonstration, signed in."""
    cer, key = office.identity(slug)
    password = next(each["contrasena"] for each in read_manifest(office.var / "pki") if each["slug"] == slug)
    private = open_key(key.read_bytes(), password)

    def sign(data: bytes) -> bytes:
        signature: bytes = private.sign(data, PKCS1v15(), SHA256())
        return signature

    made = Visitor(office, cer.read_bytes(), sign)
    made.sign_in()
    return made
