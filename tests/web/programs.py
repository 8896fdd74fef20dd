"""A program with a key of its own: no cookies, no token of a form, an e.firma that signs beside it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any, cast

from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from tests.web.office import HOST, Browser, Identity, as_json, b64, drawn, text
from ventanilla.apps.accounts.api import Held
from ventanilla.apps.accounts.models import Account
from ventanilla.apps.programs.api import Made, key_make
from ventanilla.domain.authority import Actor, Assurance, Via
from ventanilla.domain.programs import Scope
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.canonical import canonical

ALL = tuple(Scope)


def made(slug: str, *scopes: Scope, days: int = 30, name: str = "nómina") -> Made:
    """A key of somebody of the demonstration, as their page makes it; of everything where nothing is named."""
    account = Account.objects.get(curp=drawn().named(slug).curp)
    person = SubjectId(account.subject)
    held = Held(account.id, person, None, "", "", kin=False, certificate=None, rfc=account.rfc)
    by = Actor(account.id, person, Assurance.N2, Via.PASSWORD)
    return key_make(held, name, scopes or ALL, days, by=by, now=settings.VENTANILLA_CLOCK.now())


def held_key(browser: Browser) -> str:
    """A key of everything, as whoever is in ``browser`` makes it on its page for whom they act."""
    browser.get("/cuenta/llaves-de-programa/nueva")
    fields = {"nombre": "nómina", "alcance": "retirar", "dias": "30"}
    page = browser.post("/cuenta/llaves-de-programa/nueva", fields)
    found = re.search(r"vnt_[A-Za-z0-9_-]{43}", page.content.decode())
    assert found is not None, text(page)
    return found[0]


@dataclass
class Program:
    """Sends its key with everything."""

    key: str
    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True, headers={"host": HOST}))

    def ask(self, method: str, path: str, value: object = None, **headers: str) -> HttpResponse:
        """One request; ``value`` goes as JSON. Names of headers are written with low lines."""
        kind = headers.pop("content_type", "application/json")
        said = {"authorization": f"Bearer {self.key}"} | {name.replace("_", "-"): one for name, one in headers.items()}
        body = b"" if value is None else value if isinstance(value, bytes) else json.dumps(value).encode()
        sent = self.client.generic(method, path, body, content_type=kind, headers=said)
        return cast(HttpResponse, sent)

    def get(self, path: str, **headers: str) -> HttpResponse:
        """Read."""
        return self.ask("GET", path, **headers)

    def post(self, path: str, value: object = None, **headers: str) -> HttpResponse:
        """Order."""
        return self.ask("POST", path, {} if value is None else value, **headers)


def signature(to_sign: dict[str, Any], who: Identity) -> dict[str, str]:
    """What is posted to file what has to be signed."""
    data = canonical(to_sign["por_firmar"])
    return {
        "certificado": b64(who.certificate),
        "firma": b64(who.cades(data)),
        "nonce": to_sign["por_firmar"]["nonce"],
        "contenido": to_sign["contenido"],
    }


def body(response: HttpResponse, status: int = 200) -> dict[str, Any]:
    """The object of an answer that has to be ``status``."""
    assert response.status_code == status, response.content
    return as_json(response)
