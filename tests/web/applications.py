"""Applications of others, as the tests register them and as they speak: by hand, so that each fault can be planted."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from tests.web.office import HOST, Browser, drawn, text
from ventanilla.apps.accounts.api import named_by
from ventanilla.apps.accounts.models import Account
from ventanilla.apps.oidc.api import Registered, client_register, consent_give
from ventanilla.domain.authority import Actor, Assurance, Via
from ventanilla.domain.oidc import Scope
from ventanilla.kernel.acts import SubjectId

BACK: Final = "https://app.example/vuelta"
VERIFIER: Final = "v" * 43
EVERYTHING: Final = ("perfil", "correo", "curp")
SEALED: Final = 'name="sello" value="'


def challenge(verifier: str = VERIFIER) -> str:
    """What a verifier hashes to (S256)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


def official() -> Actor:
    """Who registers applications."""
    found = named_by(drawn().named("personal").curp)
    assert found is not None
    return found


def registered(**changed: Any) -> Registered:
    """An application with a secret, unless ``changed``."""
    given: dict[str, Any] = {
        "name": "Nómina Clara",
        "operator": "Nómina Clara, SA de CV",
        "addresses": (BACK,),
        "scopes": EVERYTHING,
        "confidential": True,
    }
    return client_register(**(given | changed), by=official(), now=settings.VENTANILLA_CLOCK.now())


def actor_named(slug: str) -> Actor:
    """Somebody of the demonstration who has entered before."""
    account = Account.objects.get(curp=drawn().named(slug).curp)
    return Actor(account.id, SubjectId(account.subject), Assurance.N2, Via.PASSWORD)


def allowed(slug: str) -> UUID:
    """A consent of somebody who has entered before."""
    application = registered().application
    now = settings.VENTANILLA_CLOCK.now()
    return consent_give(application, (Scope.OPENID,), by=actor_named(slug), now=now)


@dataclass
class App:
    """An application that enters people; ``known`` keeps what is the same in all its requests."""

    it: Registered
    back: str = BACK
    program: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True, headers={"host": HOST}))

    @property
    def id(self) -> str:
        """How it names itself."""
        return self.it.application.client_id

    def request(self, **changed: str | None) -> str:
        """The address that it sends a browser to."""
        asked: dict[str, str | None] = {
            "client_id": self.id,
            "redirect_uri": self.back,
            "response_type": "code",
            "scope": "openid perfil correo curp",
            "state": "estado-1",
            "nonce": "nonce-1",
            "code_challenge": challenge(),
            "code_challenge_method": "S256",
        }
        asked |= changed
        return f"/oidc/autorizar?{urlencode({name: value for name, value in asked.items() if value is not None})}"

    def decide(self, browser: Browser, decision: str = "permitir", /, **changed: str | None) -> HttpResponse:
        """Open the page and press a button."""
        path = self.request(**changed)
        page = browser.get(path)
        assert page.status_code == 200, (page.status_code, page.headers, text(page))
        return browser.post(path, {"decision": decision, "sello": seal_of(page)})

    def code(self, browser: Browser, **changed: str | None) -> str:
        """A code for whoever is in ``browser``, allowed now or before."""
        opened = browser.get(self.request(**changed))
        answer = opened if opened.status_code == 303 else self.decide(browser, "permitir", **changed)
        return answered(answer)["code"]

    def change(self, code: str, /, **changed: str | None) -> Any:
        """Change a code for tokens."""
        sent: dict[str, str | None] = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.back,
            "code_verifier": VERIFIER,
            "client_id": self.id,
            "client_secret": self.it.secret or None,
        }
        return self.send("/oidc/token", sent | changed)

    def send(self, path: str, fields: dict[str, str | None], **headers: str) -> Any:
        """Send a form as a program does."""
        body = urlencode({name: value for name, value in fields.items() if value is not None})
        return self.program.post(path, body, content_type="application/x-www-form-urlencoded", headers=headers or None)

    def token(self, browser: Browser, **changed: str | None) -> str:
        """An access token of whoever is in ``browser``."""
        changed_for = self.change(self.code(browser, **changed))
        assert changed_for.status_code == 200, changed_for.content
        return str(json.loads(changed_for.content)["access_token"])

    def known(self, token: str) -> Any:
        """What a token shows."""
        return self.program.get("/oidc/userinfo", headers={"authorization": f"Bearer {token}"})


def seal_of(page: HttpResponse) -> str:
    """What binds the decision of a page."""
    return page.content.decode().partition(SEALED)[2].partition('"')[0]


def answered(response: HttpResponse) -> dict[str, str]:
    """What the browser takes back to an application."""
    assert response.status_code == 303, (response.status_code, text(response))
    return {name: values[0] for name, values in parse_qs(urlsplit(response.headers["Location"]).query).items()}


def claims_of(id_token: str) -> dict[str, Any]:
    """What a token says, unverified."""
    part = id_token.split(".")[1]
    value = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    assert isinstance(value, dict)
    return value
