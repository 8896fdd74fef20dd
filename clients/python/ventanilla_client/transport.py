"""How the client asks: one request, one answer with its headers, one error with a stable code."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar
from urllib.error import HTTPError
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

SECONDS: Final = 60  # of one request
MAX_BYTES: Final = 64 * 1024 * 1024  # of one answer
T = TypeVar("T")


@dataclass(frozen=True)
class Answer(Generic[T]):
    """What was answered. ``etag`` is what ``if_match`` and ``if_none_match`` take."""

    value: T
    status: int
    headers: Mapping[str, str]

    @property
    def etag(self) -> str:
        """The version of what was read, "" if it has none."""
        return self.headers.get("etag", "")


class ApiProblem(Exception):
    """Why it could not be done (RFC 9457). Decide by ``codigo``; a 304 has ``NO_HA_CAMBIADO``."""

    def __init__(self, status: int, codigo: str, problema: Mapping[str, Any]) -> None:
        super().__init__(f"{status} {codigo}: {problema.get('detail') or problema.get('title', '')}")
        self.status = status
        self.codigo = codigo
        self.problema = problema


class _Stay(HTTPRedirectHandler):
    """A key is never sent on to another address."""

    def redirect_request(self, *_args: Any, **_named: Any) -> None:
        """None: the redirect is the answer, and an error."""


class Transport:
    """An office at ``origin``, asked with ``key``; no key, and only what is public answers."""

    def __init__(self, origin: str, key: str = "", *, language: str = "es") -> None:
        parts = urlsplit(origin)
        here = parts.scheme == "http" and parts.hostname in {"localhost", "127.0.0.1", "::1"}
        if parts.scheme != "https" and not here:
            raise ValueError("a key goes over https alone")
        self._origin = origin.rstrip("/")
        self._headers = {"Accept-Language": language, "Accept": "*/*"}
        if key:
            self._headers["Authorization"] = f"Bearer {key}"
        self._opener = build_opener(_Stay)

    @staticmethod
    def segment(value: str) -> str:
        """A name as a part of an address."""
        return quote(value, safe="")

    def ask(
        self,
        method: str,
        path: str,
        expected: int,
        *,
        cuerpo: Any = None,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str | None] | None = None,
    ) -> Answer[Any]:
        """One request whose answer is JSON."""
        found = self.ask_bytes(method, path, expected, cuerpo=cuerpo, query=query, headers=headers)
        return Answer(json.loads(found.value), found.status, found.headers)

    def ask_bytes(
        self,
        method: str,
        path: str,
        expected: int,
        *,
        cuerpo: Any = None,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str | None] | None = None,
    ) -> Answer[bytes]:
        """One request; ApiProblem for any answer that is not ``expected``. Bytes are sent as a file, as they are."""
        said = urlencode({name: value for name, value in (query or {}).items() if value is not None})
        sent = self._headers | {name: value for name, value in (headers or {}).items() if value is not None}
        data = None
        if isinstance(cuerpo, bytes):
            data, sent["Content-Type"] = cuerpo, "application/octet-stream"
        elif cuerpo is not None:
            data, sent["Content-Type"] = json.dumps(cuerpo).encode(), "application/json"
        address = f"{self._origin}{path}{'?' if said else ''}{said}"
        request = Request(address, data, sent, method=method)  # noqa: S310 - __init__ takes http and https alone
        status, got, body = self.send(request)
        if status == expected:
            return Answer(body, status, got)
        if status == 304:
            raise ApiProblem(status, "NO_HA_CAMBIADO", {"title": "No ha cambiado."})
        try:
            problem = json.loads(body)
        except ValueError:
            problem = {}
        problem = problem if isinstance(problem, dict) else {}
        raise ApiProblem(status, str(problem.get("codigo", "")), problem)

    def ask_nothing(
        self, method: str, path: str, expected: int, *, headers: Mapping[str, str | None] | None = None
    ) -> Answer[None]:
        """One request whose answer is that it was done."""
        found = self.ask_bytes(method, path, expected, headers=headers)
        return Answer(None, found.status, found.headers)

    def send(self, request: Request) -> tuple[int, dict[str, str], bytes]:
        """Over the network. Names of headers come in small letters."""
        try:
            with self._opener.open(request, timeout=SECONDS) as response:
                return response.status, _small(response.headers), response.read(MAX_BYTES)
        except HTTPError as refused:
            with refused:
                return refused.code, _small(refused.headers), refused.read(MAX_BYTES)


def _small(headers: Any) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}
