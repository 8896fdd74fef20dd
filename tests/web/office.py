"""An office as a browser meets it: pages over HTTP, forms with their token, an e.firma that signs in Python.

Nothing here knows a view: a browser opens an address, reads the form of the page it got and sends it back.
"""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final, cast
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from procrastinate.contrib.django import app as outbox
from procrastinate.contrib.django.models import ProcrastinateJob

from ventanilla.adapters.pki.certificate import read_certificate
from ventanilla.adapters.pki.cms import build_cades
from ventanilla.adapters.pki.demo_authority import (
    STATUS_FILE,
    DemoAuthority,
    Status,
    create_authority,
    new_key,
    read_status,
    seal_issuer,
    write_status,
)
from ventanilla.adapters.pki.demo_identities import IdentityRequest, Variant, issue_identity
from ventanilla.adapters.pki.trust import Authority, TrustStore
from ventanilla.adapters.seal.keys import create_institution_keys
from ventanilla.adapters.seal.local import LocalSigner
from ventanilla.adapters.typeset.local import TypstTypesetter
from ventanilla.apps.accounts.api import Device, session_begin
from ventanilla.apps.cards.api import CardPress, use_card_press
from ventanilla.apps.demo.api import identity_requests
from ventanilla.apps.documents.api import Press, use_press
from ventanilla.domain.authority import Assurance, Via
from ventanilla.domain.signing.certificate import TrustClass
from ventanilla.kernel.canonical import canonical
from ventanilla.kernel.clock import Clock
from ventanilla.synthetic import Institution, institution

ORIGIN: Final = "http://localhost:8000"
HOST: Final = "localhost:8000"
DAY: Final = date(2026, 11, 22)
ISSUED: Final = datetime(2026, 11, 22, 15, tzinfo=UTC)
TRAMITE: Final = "constancia_vigencia"
TITLE: Final = "Constancia de vigencia de derechos"
BITS: Final = 2048
WEAK_BITS: Final = 1024
_TOKEN: Final = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@cache
def drawn() -> Institution:
    """The people of the office: few, and every named one among them."""
    return institution(1, DAY, workers=30, employers=24)


@dataclass(frozen=True)
class Identity:
    """A certificate with its key, and whose they are."""

    certificate: bytes
    key: RSAPrivateKey
    person: IdentityRequest

    def raw(self, data: bytes) -> bytes:
        """As a browser signs in."""
        return self.key.sign(data, PKCS1v15(), SHA256())

    def cades(self, data: bytes) -> bytes:
        """As a browser signs an act."""
        return build_cades(data, self.certificate, self.raw)


@dataclass(frozen=True)
class Mint:
    """Who issues the identities of the tests; made once, because keys cost."""

    authority: DemoAuthority
    foreign: DemoAuthority
    key: RSAPrivateKey
    other_key: RSAPrivateKey
    weak_key: RSAPrivateKey
    keys: Path  # the institution's own

    @classmethod
    def create(cls, keys: Path) -> Mint:
        """Two authorities, three keys to give away, and the institution's."""
        authority, _ = create_authority(BITS)
        foreign, _ = create_authority(BITS, title="OTRA PARTE")
        create_institution_keys(keys, issue_seal_certificate=seal_issuer(authority, "Instituto"), at=ISSUED)
        return cls(authority, foreign, new_key(BITS), new_key(BITS), new_key(WEAK_BITS), keys)

    def identity(self, slug: str = "trabajadora", variant: Variant = Variant.OK) -> Identity:
        """The identity of a named person of the demonstration, with what is wrong with it."""
        offered = next(one for one in identity_requests(drawn()) if one.slug == slug)
        request = replace(_request(offered), variant=variant)
        issuing = self.foreign if variant is Variant.AUTORIDAD_AJENA else self.authority
        key = self.weak_key if variant is Variant.CLAVE_NO_ADMITIDA else self.key
        serial = f"30001000000799{abs(hash_of(slug, variant)) % 10**6:06d}"
        return Identity(issue_identity(request, key.public_key(), issuing, serial, ISSUED), key, request)

    def person(self, **changed: Any) -> Identity:
        """Somebody whom no register knows."""
        nobody = IdentityRequest(
            "nadie", "Nadie", "NADIE SIN REGISTRO", "NASR900101AB1", "NASR900101HDFDNGA0", "nadie@ejemplo.mx", ""
        )
        request = replace(nobody, **changed)
        serial = f"30001000000798{abs(hash_of(request.slug, request.variant)) % 10**6:06d}"
        return Identity(
            issue_identity(request, self.key.public_key(), self.authority, serial, ISSUED), self.key, request
        )

    def trust(self) -> TrustStore:
        """The demonstration's authority alone."""
        anchors = (self.authority.root, self.authority.ca)
        return TrustStore(Authority(read_certificate(der), TrustClass.DEMOSTRACION) for der in anchors)


def _request(offered: Any) -> IdentityRequest:
    named = {name: getattr(offered, name) for name in ("slug", "title", "name", "rfc", "curp", "email", "password")}
    return IdentityRequest(**named, company_name=offered.company_name, company_rfc=offered.company_rfc)


def hash_of(slug: str, variant: Variant) -> int:
    """A number of its own for each identity, the same in every process."""
    return int.from_bytes(f"{slug}{variant.value}".encode()[-7:], "big")


@dataclass(frozen=True)
class Signed:
    """A filled signing form: where it goes and what it brings. ``nonce`` is its challenge."""

    action: str
    fields: dict[str, str]

    @property
    def nonce(self) -> str:
        return self.fields["nonce"]

    def changed(self, **fields: str) -> Signed:
        """The same form with other values."""
        return Signed(self.action, self.fields | fields)


@dataclass
class Browser:
    """Keeps cookies and the token of the last page, as browsers do."""

    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True, headers={"host": HOST}))
    token: str = ""

    def get(self, path: str, **headers: str) -> HttpResponse:
        """Open an address, without following."""
        return self._seen(self.client.get(path, headers=headers or None))

    def follow(self, response: HttpResponse) -> HttpResponse:
        """Open where the answer leads."""
        assert response.status_code in {301, 302}, text(response)
        return self.get(response.headers["Location"])

    def post(self, path: str, fields: dict[str, str] | None = None) -> HttpResponse:
        """Send a form of the last page."""
        body = urlencode({"csrfmiddlewaretoken": self.token} | (fields or {}))
        sent = self.client.post(
            path, body, content_type="application/x-www-form-urlencoded", headers={"origin": ORIGIN}
        )
        return self._seen(sent)

    def upload(self, path: str, name: str, content: bytes) -> HttpResponse:
        """Send one file."""
        data = {"csrfmiddlewaretoken": self.token, name: SimpleUploadedFile(name, content)}
        return self._seen(self.client.post(path, data, headers={"origin": ORIGIN}))

    def send_json(self, path: str, value: object, method: str = "POST") -> HttpResponse:
        """As a program does."""
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        headers = {"origin": ORIGIN, "x-csrftoken": self.token}
        sent = self.client.generic(method, path, body, content_type="application/json", headers=headers)
        return self._seen(sent)

    def _seen(self, response: Any) -> HttpResponse:
        found = _TOKEN.search(response.content.decode(errors="replace")) if not response.streaming else None
        self.token = found[1] if found else self.token
        return cast(HttpResponse, response)

    def enter(self, account: UUID, assurance: Assurance = Assurance.N2) -> None:
        """Sign in with a password, as whoever checks one does."""
        session = SessionStore(self.session())
        session_begin(
            session,
            account,
            via=Via.PASSWORD,
            assurance=assurance,
            device=Device("prueba", ""),
            now=settings.VENTANILLA_CLOCK.now(),
        )
        self.client.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
        self.accept()

    def session(self) -> str:
        """The session's own cookie, "" if there is none."""
        cookie = self.client.cookies.get(settings.SESSION_COOKIE_NAME)
        return cookie.value if cookie else ""

    # -- signing

    def sign(
        self, page: HttpResponse, who: Identity, *, alter: Callable[[dict[str, Any]], object] = lambda payload: None
    ) -> Signed:
        """Fill the signing form of ``page`` with ``who``'s e.firma; ``alter`` changes what is signed."""
        form = re.search(
            r'<form class="v-sign__form" data-sign="[^"]+" data-challenge-url="([^"]+)"', page.content.decode()
        )
        assert form is not None, text(page)
        challenge = self.post(form[1])
        assert challenge.status_code == 200, text(challenge)
        return self.answer_to(page, challenge, who, alter)

    def answer_to(
        self,
        page: HttpResponse,
        challenge: HttpResponse,
        who: Identity,
        alter: Callable[[dict[str, Any]], object] = lambda payload: None,
    ) -> Signed:
        """The signing form of ``page`` for a challenge that came."""
        body = page.content.decode()
        form = re.search(r'<form class="v-sign__form" data-sign="([^"]+)".*? action="([^"]*)"', body, re.DOTALL)
        act = re.search(r"data-act>(.*?)</script>", body, re.DOTALL)
        assert form is not None, text(page)
        assert act is not None
        return self.signed(
            html.unescape(form[1]), json.loads(act[1]), as_json(challenge), html.unescape(form[2]), who, alter
        )

    def signed(
        self,
        typ: str,
        act: dict[str, Any],
        challenge: dict[str, Any],
        action: str,
        who: Identity,
        alter: Callable[[dict[str, Any]], object] = lambda payload: None,
    ) -> Signed:
        """The form of an act that answers ``challenge``."""
        payload = {
            "v": 1,
            "typ": typ,
            "aud": challenge["audience"],
            "nonce": challenge["nonce"],
            "iat": challenge["issued_at"],
            "exp": challenge["expires_at"],
            "act": act,
        }
        alter(payload)
        data = canonical(payload)
        signature = who.raw(data) if typ.startswith("ventanilla.inicio-sesion") else who.cades(data)
        fields = {"certificado": b64(who.certificate), "firma": b64(signature), "nonce": challenge["nonce"]}
        return Signed(action, fields)

    def send(self, signed: Signed) -> HttpResponse:
        """Press *Firmar*."""
        return self.post(signed.action, signed.fields)

    def sign_in(self, who: Identity, then: str = "") -> HttpResponse:
        """The sign-in page, filled and sent; the terms are accepted where they are asked."""
        entered = self.send(self.sign(self.get(f"/entrar?sigue={then}" if then else "/entrar"), who))
        self.accept()
        return entered

    def accept(self) -> None:
        """Accept the terms, if the session waits for it."""
        if SessionStore(self.session()).get("oficina", {}).get("terms_due"):
            self.get("/cuenta/terminos")
            assert self.post("/cuenta/terminos").status_code == 302

    # -- the constancia

    def draft(self) -> str:
        """Start the trámite; the draft's id."""
        self.get(f"/tramites/{TRAMITE}")
        started = self.post(f"/tramites/{TRAMITE}/iniciar")
        assert started.status_code == 302, text(started)
        return started.headers["Location"].split("/")[2]

    def answer(self, draft: str, number: int, **fields: str) -> HttpResponse:
        """Answer one question."""
        self.get(f"/solicitudes/{draft}/{number}")
        return self.post(f"/solicitudes/{draft}/{number}", fields)

    def ready(self, para: str = "titular", day: date = DAY) -> str:
        """A draft with its answers; its id."""
        draft = self.draft()
        assert self.answer(draft, 1, para=para).status_code == 302
        assert self.answer(draft, 2, **day_fields(day)).headers["Location"] == f"/solicitudes/{draft}/revisar"
        return draft

    def filed(self, who: Identity, para: str = "titular") -> str:
        """File the trámite; its folio."""
        draft = self.ready(para)
        sent = self.send(self.sign(self.get(f"/solicitudes/{draft}/revisar"), who))
        assert sent.status_code == 302, text(sent)
        return sent.headers["Location"].removeprefix("/expedientes/")


@dataclass
class Office:
    """An open office with its register, its responder and its clock in the test's hands."""

    mint: Mint
    pki: Path
    var: Path

    def browser(self, slug: str = "", *, company: bool = False) -> Browser:
        """A new browser; of ``slug`` already signed in."""
        browser = Browser()
        if slug:
            entered = browser.sign_in(self.mint.identity(slug))
            assert entered.status_code == 302, text(entered)
        return browser

    def responder(self, *, down: bool) -> None:
        """Switch the authority's responder off or on."""
        write_status(self.pki / STATUS_FILE, replace(read_status(self.pki / STATUS_FILE), down=down))

    def revoke(self, who: Identity, at: datetime = ISSUED - timedelta(days=20)) -> None:
        """The authority revokes a certificate."""
        serial = f"{int.from_bytes(read_certificate(who.certificate).facts.serial.encode(), 'big'):x}"
        status = read_status(self.pki / STATUS_FILE)
        write_status(self.pki / STATUS_FILE, Status(status.down, {**status.revoked, serial: at}))

    def later(self, seconds: int) -> None:
        """Move the installation's clock."""
        settings.VENTANILLA_CLOCK = Clock(settings.VENTANILLA_CLOCK.shift_seconds + seconds)

    def jobs(self, name: str) -> list[dict[str, Any]]:
        """The arguments of the jobs of one kind that wait in the outbox, the oldest first."""
        rows = ProcrastinateJob.objects.filter(task_name=name).order_by("id")
        return list(rows.values_list("args", flat=True))

    def run(self, name: str) -> None:
        """Do what the worker would with each job of one kind, as if for the first time."""
        for arguments in self.jobs(name):
            outbox.tasks[name](**arguments)

    def print(self) -> None:
        """Print and seal what was issued."""
        use_press(Press(TypstTypesetter(), LocalSigner.open(self.mint.keys), "Instituto", ORIGIN, "Demostración"))
        self.run("documents.seal_document")

    def sign_cards(self) -> None:
        """Sign the QR of each card that waits for one."""
        use_card_press(CardPress(LocalSigner.open(self.mint.keys), "Instituto"))
        self.run("cards.renew")


# -- reading answers


def text(response: HttpResponse) -> str:
    """What a person reads of a page, without its marks."""
    body = re.sub(r"<script.*?</script>|<style.*?</style>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).replace("\u00a0", " ").split())


def as_json(response: HttpResponse) -> dict[str, Any]:
    """The object of an answer in JSON."""
    value = json.loads(response.content)
    assert isinstance(value, dict)
    return value


def reference(response: HttpResponse) -> str:
    """The reference that an error page shows, compact."""
    found = re.search(r"Referencia\s+((?:[0-9A-Z]{4}[- ]?){2})", text(response))
    assert found is not None, text(response)
    return re.sub(r"[^0-9A-Z]", "", found[1])


def value_of(response: HttpResponse, name: str) -> str:
    """The value that an input of the page shows."""
    found = re.search(rf'<input[^>]*name="{name}"[^>]*>', response.content.decode())
    assert found is not None, f"no input {name}"
    value = re.search(r'value="([^"]*)"', found[0])
    return html.unescape(value[1]) if value else ""


def day_fields(day: date) -> dict[str, str]:
    """A date as its three inputs send it."""
    return {"fecha-dia": str(day.day), "fecha-mes": str(day.month), "fecha-anio": str(day.year)}


def b64(data: bytes) -> str:
    """As the browser posts bytes."""
    return base64.b64encode(data).decode()


def draft_id(location: str) -> UUID:
    """The draft of an address of the wizard."""
    return UUID(urlsplit(location).path.split("/")[2])
