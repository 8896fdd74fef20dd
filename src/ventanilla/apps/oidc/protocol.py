"""The protocol as applications speak it, on oauthlib (ADR 0012): it reads requests, orders the checks, names errors.

What it leaves to its caller is here: who an application is, what a code is worth, and what is stricter than its own
choices (S256 alone, every address letter by letter, ``iss`` in each answer).
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast
from urllib.parse import unquote_plus

from django.conf import settings
from django.db import transaction
from oauthlib.common import Request, add_params_to_uri
from oauthlib.oauth2 import (
    AuthorizationEndpoint,
    BearerToken,
    FatalClientError,
    OAuth2Error,
    RevocationEndpoint,
    TokenEndpoint,
)
from oauthlib.oauth2.rfc6749.errors import InvalidRequestError
from oauthlib.oauth2.rfc6749.grant_types.authorization_code import code_challenge_method_s256
from oauthlib.openid import RequestValidator
from oauthlib.openid.connect.core.grant_types import AuthorizationCodeGrant

from ventanilla.adapters.tokens.port import ALGORITHM
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.oidc import CLASSES, Scope, UnknownScope, scopes_of

from .clients import Application, client_find, client_proved
from .codes import TOKEN_SECONDS, Asked, code_spend, id_token, token_keep, token_new, token_revoke
from .models import AuthorizationCode

LONGEST_QUERY: Final = 4096  # characters of an authorization request
LONGEST_STATE: Final = 1024
LONGEST_NONCE: Final = 255
CHALLENGE: Final = re.compile(r"[A-Za-z0-9_-]{43}")
VERIFIER: Final = re.compile(r"[A-Za-z0-9._~-]{43,128}")  # RFC 7636, section 4.1
NUMBER: Final = re.compile(r"[0-9]{1,9}")
PROMPTS: Final = frozenset({"none", "login", "consent", "select_account"})
CODE_GRANT: Final = "authorization_code"


class NotAnswerable(Exception):
    """A request of nobody known, or to be answered at no known address: the person is told, and nobody else."""


class RequestNotSupported(OAuth2Error):
    """Requests are parameters of the address, and nothing else (OpenID Connect Core 1.0, section 6)."""

    error = "request_not_supported"


class RequestUriNotSupported(OAuth2Error):
    """The same, where it is fetched from elsewhere: the office fetches nothing."""

    error = "request_uri_not_supported"


@dataclass(frozen=True, slots=True)
class Refused:
    """A request whose application is known and is told why not, at ``location``."""

    location: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a program is answered."""

    status: int
    body: str
    headers: Mapping[str, str]


class Rules(RequestValidator):
    """What oauthlib asks of this office, about one request. ``now`` None where no code is changed."""

    def __init__(self, now: datetime | None = None) -> None:
        super().__init__()
        self._now = now
        self._found: Application | None = None
        self._row: AuthorizationCode | None = None

    @property
    def application(self) -> Application:
        """Who asks, once it is known; LookupError before."""
        if self._found is None:
            raise LookupError("nobody known asked")
        return self._found

    @property
    def row(self) -> AuthorizationCode:
        """The code that was spent; LookupError where none was."""
        if self._row is None:
            raise LookupError("no code was spent")
        return self._row

    @property
    def now(self) -> datetime:
        """When; LookupError where nothing may be changed."""
        if self._now is None:
            raise LookupError("a code is changed at some time")
        return self._now

    def _is(self, found: Application | None, request: Request) -> bool:
        self._found = request.client = found
        return found is not None

    # -- who the application is

    def client_authentication_required(self, request: Request, *args: Any, **kwargs: Any) -> bool:
        """Whether it shows a secret, or has one that it must show."""
        client_id, secret = _credentials(request)
        found = client_find(client_id or request.client_id or "")
        return secret is not None or (found is not None and found.confidential)

    def authenticate_client(self, request: Request, *args: Any, **kwargs: Any) -> bool:
        """Whether the secret is the application's own."""
        client_id, secret = _credentials(request)
        if client_id is None or secret is None or (request.client_id or client_id) != client_id:
            return False
        return self._is(client_proved(client_id, secret), request)

    def authenticate_client_id(self, client_id: str, request: Request, *args: Any, **kwargs: Any) -> bool:
        """Whether it is an application that has no secret."""
        found = client_find(client_id or "")
        return self._is(found if found is not None and not found.confidential else None, request)

    def validate_client_id(self, client_id: str, request: Request, *args: Any, **kwargs: Any) -> bool:
        """Whether it is registered."""
        return self._is(client_find(client_id), request)

    # -- what it asks for

    def validate_redirect_uri(
        self, client_id: str, redirect_uri: str, request: Request, *args: Any, **kwargs: Any
    ) -> bool:
        """Letter by letter."""
        return self.application.answered_at(redirect_uri)

    def get_default_redirect_uri(self, client_id: str, request: Request, *args: Any, **kwargs: Any) -> str:
        """None: it always says where."""
        return ""

    def validate_response_type(
        self, client_id: str, response_type: str, client: Any, request: Request, *args: Any, **kwargs: Any
    ) -> bool:
        """Only a code: no token is ever in an address."""
        return response_type == "code"

    def get_default_scopes(self, client_id: str, request: Request, *args: Any, **kwargs: Any) -> list[str]:
        """None: it always says what."""
        return []

    def validate_scopes(
        self, client_id: str, scopes: list[str], client: Any, request: Request, *args: Any, **kwargs: Any
    ) -> bool:
        """Whether it may ask for them, ``openid`` among them."""
        try:
            asked = scopes_of(scopes or ())
        except UnknownScope:
            return False
        return Scope.OPENID in asked and set(asked) <= set(self.application.scopes)

    def is_pkce_required(self, client_id: str, request: Request) -> bool:
        """Of every application, one with a secret too (RFC 9700, section 2.1.1)."""
        return True

    def validate_silent_login(self, request: Request) -> bool:
        """The page decides, which knows who is there."""
        return True

    def validate_silent_authorization(self, request: Request) -> bool:
        """The page decides."""
        return True

    def validate_user_match(self, id_token_hint: str, scopes: Any, claims: Any, request: Request) -> bool:
        """A hint is not looked at: whoever is in says so on the page."""
        return True

    # -- the code

    def validate_grant_type(
        self, client_id: str, grant_type: str, client: Any, request: Request, *args: Any, **kwargs: Any
    ) -> bool:
        """Only a code."""
        return grant_type == CODE_GRANT

    def validate_code(
        self, client_id: str, code: str, client: Any, request: Request, *args: Any, **kwargs: Any
    ) -> bool:
        """Spend it, and see what it is worth."""
        self._row = code_spend(code, self.application, now=self.now)
        if self._row is None or not VERIFIER.fullmatch(request.code_verifier or ""):
            return False
        request.scopes = self._row.scopes.split()
        request.user = self._row.subject
        return True

    def get_code_challenge(self, code: str, request: Request) -> str:
        """What the verifier must hash to."""
        return self.row.challenge

    def get_code_challenge_method(self, code: str, request: Request) -> str:
        """The only one."""
        return "S256"

    def confirm_redirect_uri(
        self, client_id: str, code: str, redirect_uri: str, client: Any, request: Request, *args: Any, **kwargs: Any
    ) -> bool:
        """The one that the code was sent to."""
        return redirect_uri == self.row.redirect_uri

    def get_authorization_code_nonce(self, client_id: str, code: str, redirect_uri: str, request: Request) -> str:
        """What the application wants to see again."""
        return self.row.nonce

    def get_id_token(self, token: Any, token_handler: Any, request: Request) -> str:
        """Signed here, and not by oauthlib."""
        return id_token(self.row, self.application, token["access_token"])

    def save_token(self, token: Any, request: Request, *args: Any, **kwargs: Any) -> None:
        """Keep what recognises it."""
        token_keep(self.row, token["access_token"], now=self.now)

    def invalidate_authorization_code(
        self, client_id: str, code: str, request: Request, *args: Any, **kwargs: Any
    ) -> None:
        """It was spent when it was looked at."""

    def revoke_token(self, token: str, token_type_hint: str, request: Request, *args: Any, **kwargs: Any) -> None:
        """It serves no more."""
        token_revoke(token, self.application)


def _credentials(request: Request) -> tuple[str | None, str | None]:
    """The id and the secret that a request shows, in its header or its body; never in both (RFC 6749, section 2.3)."""
    header = request.headers.get("Authorization", "")
    said = request.client_secret
    if not header:
        return (request.client_id, said) if said is not None else (None, None)
    kind, _, value = header.partition(" ")
    try:
        user, colon, password = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None, ""
    if kind.lower() != "basic" or not colon or said is not None:
        return None, ""
    return unquote_plus(user), unquote_plus(password)


def _grant(rules: Rules) -> AuthorizationCodeGrant:
    methods = {"S256": code_challenge_method_s256}
    return AuthorizationCodeGrant(rules, refresh_token=False, _code_challenge_methods=methods)


# -- the authorization request


def authorization_read(query: str) -> Asked | Refused:
    """Read what an application asks the person's browser to bring; NotAnswerable where nobody may be answered."""
    if len(query) > LONGEST_QUERY:
        raise NotAnswerable
    rules = Rules()
    endpoint = AuthorizationEndpoint("code", "", {"code": _grant(rules)})
    try:
        scopes, info = endpoint.validate_authorization_request(f"{settings.VENTANILLA_ORIGIN}/oidc/autorizar?{query}")
        return _asked(rules, info["request"], scopes, info)
    except FatalClientError:
        raise NotAnswerable from None
    except OAuth2Error as error:
        return Refused(_refusal(error))


def _asked(rules: Rules, request: Request, scopes: list[str], info: Mapping[str, Any]) -> Asked:
    _check(request)
    max_age = _said(request, "max_age")
    return Asked(
        application=rules.application,
        redirect_uri=str(request.redirect_uri),
        scopes=scopes_of(scopes),
        state=_said(request, "state"),
        nonce=_said(request, "nonce"),
        challenge=_said(request, "code_challenge"),
        prompt=frozenset(info["prompt"]),
        max_age=int(max_age) if max_age else None,
    )


def _check(request: Request) -> None:
    """What oauthlib lets pass; OAuth2Error."""
    if _said(request, "request"):
        raise RequestNotSupported(request=request)
    if _said(request, "request_uri"):
        raise RequestUriNotSupported(request=request)
    wrong = {
        "state": len(_said(request, "state")) > LONGEST_STATE,
        "nonce": len(_said(request, "nonce")) > LONGEST_NONCE,
        "code_challenge": not CHALLENGE.fullmatch(_said(request, "code_challenge")),
        "response_mode": _said(request, "response_mode") not in {"", "query"},
        "prompt": not set(_said(request, "prompt").split()) <= PROMPTS,
        "max_age": not NUMBER.fullmatch(_said(request, "max_age") or "0"),
    }
    for name, is_wrong in wrong.items():
        if is_wrong:
            raise InvalidRequestError(description=f"Invalid {name} parameter.", request=request)


def _said(request: Request, name: str) -> str:
    """A parameter, "" where it was not sent: oauthlib has no attribute for those that it does not know."""
    return str(getattr(request, name, None) or "")


def _refusal(error: OAuth2Error) -> str:
    said = [(name, value) for name, value in error.twotuples if name != "state" and value is not None]
    return answer_at(str(error.redirect_uri), (error.state or "")[:LONGEST_STATE], said)


def answer_at(redirect_uri: str, state: str, said: list[tuple[str, str]]) -> str:
    """The address that takes an answer to an application; it says who answers (RFC 9207)."""
    rest = [("state", state)] if state else []
    return str(add_params_to_uri(redirect_uri, [*said, *rest, ("iss", settings.VENTANILLA_ORIGIN)]))


# -- what programs send


def token_answer(body: str, authorization: str, *, now: datetime) -> Answer:
    """Change a code for tokens. One transaction, which commits a refusal too: a code is spent by being shown."""
    rules = Rules(now)
    bearer = BearerToken(rules, token_generator=lambda request: token_new(), expires_in=TOKEN_SECONDS)
    endpoint = TokenEndpoint(CODE_GRANT, cast(Any, bearer), {CODE_GRANT: _grant(rules)})  # its stubs call it a string
    with scope(None), transaction.atomic():
        try:
            _, said, status = endpoint.create_token_response(
                f"{settings.VENTANILLA_ORIGIN}/oidc/token", "POST", body, _headers(authorization)
            )
        except OAuth2Error as error:
            said, status = error.json, error.status_code
    return _answer(said, status)


def revocation_answer(body: str, authorization: str) -> Answer:
    """End a token of the application that asks; the same answer for one that it never had (RFC 7009)."""
    endpoint = RevocationEndpoint(Rules(), supported_token_types=("access_token",))
    _, said, status = endpoint.create_revocation_response(
        f"{settings.VENTANILLA_ORIGIN}/oidc/revocar", "POST", body, _headers(authorization)
    )
    return _answer(said, status)


def _headers(authorization: str) -> dict[str, str]:
    return {"Authorization": authorization} if authorization else {}


def _answer(body: str, status: int) -> Answer:
    challenge = {"WWW-Authenticate": 'Basic realm="oidc"'} if status == 401 else {}
    return Answer(status, body, challenge)


def configuration() -> dict[str, Any]:
    """What an application needs to know of this office (OpenID Connect Discovery 1.0, section 3)."""
    origin = settings.VENTANILLA_ORIGIN
    return {
        "issuer": origin,
        "authorization_endpoint": f"{origin}/oidc/autorizar",
        "token_endpoint": f"{origin}/oidc/token",
        "userinfo_endpoint": f"{origin}/oidc/userinfo",
        "jwks_uri": f"{origin}/oidc/claves",
        "revocation_endpoint": f"{origin}/oidc/revocar",
        "scopes_supported": [one.value for one in Scope],
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": [CODE_GRANT],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": [ALGORITHM],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post", "none"],
        "revocation_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post", "none"],
        "code_challenge_methods_supported": ["S256"],
        "acr_values_supported": list(CLASSES),
        "claims_supported": [
            *("sub", "iss", "aud", "exp", "iat", "auth_time", "nonce", "acr", "amr", "at_hash"),
            *("name", "email", "email_verified", "curp"),
        ],
        "prompt_values_supported": ["none", "login", "consent", "select_account"],
        "ui_locales_supported": ["es-MX", "en"],
        "claims_parameter_supported": False,
        "request_parameter_supported": False,
        "request_uri_parameter_supported": False,
        "authorization_response_iss_parameter_supported": True,
    }
