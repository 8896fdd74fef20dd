"""One POST, or one GET, to an address that the operator configured, for authorities that answer over HTTP.

Nothing in an answer can send the office anywhere: no redirect is followed, no private address is reached,
and size and time are bounded as a whole. SAT's server spoke TLS 1.2 with DHE-1024 in 2023; an ECDHE-only
suite list reaches it without lowering the security level.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

READ_BYTES: Final = 8192
ECDHE_SUITES: Final = "ECDHE+AESGCM:ECDHE+CHACHA20"
SECURE: Final = ("https",)
ANY: Final = ("http", "https")


class NoAnswer(Exception):
    """Nothing usable came back; ``configured`` is False where the address itself may not be asked.

    ``status`` is HTTP's where there was one, 0 otherwise.
    """

    def __init__(self, detail: str, *, configured: bool = True, status: int = 0) -> None:
        super().__init__(detail)
        self.configured = configured
        self.status = status


def tls(authorities: Path | None = None) -> ssl.SSLContext:
    """The machine's own authorities or those of a PEM file, TLS 1.2 at least."""
    context = ssl.create_default_context(cafile=authorities)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(ECDHE_SUITES)
    return context


@dataclass(frozen=True, slots=True)
class Poster:
    """``timeout_seconds`` bounds the whole exchange, ``limit_bytes`` the answer.

    ``allow_private`` lets tests and an internal relay answer from a private address.
    """

    sends: str
    accepts: str
    limit_bytes: int
    timeout_seconds: float
    allow_private: bool = False
    schemes: tuple[str, ...] = ANY
    statuses: frozenset[int] = frozenset({http.client.OK})
    tls: ssl.SSLContext = field(default_factory=lambda: tls())
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)  # a credential may be in them

    def post(self, url: str, body: bytes) -> bytes:
        """The answer's body; NoAnswer for whatever else happens."""
        return self._exchange("POST", url, body, {"Content-Type": self.sends})

    def get(self, url: str) -> bytes:
        """What is at ``url``; NoAnswer if it does not come. ``sends`` is of no use here."""
        return self._exchange("GET", url, None, {})

    def _exchange(self, method: str, url: str, body: bytes | None, said: dict[str, str]) -> bytes:
        try:
            return self._ask(method, url, body, said)
        except (OSError, http.client.HTTPException) as error:
            raise NoAnswer(type(error).__name__) from error

    def _ask(self, method: str, url: str, body: bytes | None, said: dict[str, str]) -> bytes:
        until = time.monotonic() + self.timeout_seconds
        parts = urlsplit(url)
        host, secure = parts.hostname, parts.scheme == "https"
        if host is None or parts.scheme not in self.schemes:
            raise NoAnswer(f"the configured address is not {' or '.join(self.schemes)}", configured=False)
        port = parts.port or (443 if secure else 80)
        connection = http.client.HTTPConnection(host, port)
        stream = socket.create_connection((self._address(host, port), port), timeout=self.timeout_seconds)
        if secure:
            stream = self.tls.wrap_socket(stream, server_hostname=host, do_handshake_on_connect=False)
        connection.sock = stream
        alarm = threading.Timer(until - time.monotonic(), _hang_up, (stream,))
        alarm.start()
        try:
            if isinstance(stream, ssl.SSLSocket):
                stream.do_handshake()
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request(method, target, body, {**said, "Accept": self.accepts, **self.headers})
            with contextlib.closing(connection.getresponse()) as response:
                if response.status not in self.statuses:
                    raise NoAnswer(f"HTTP {response.status}", status=response.status)
                return self._read(response, until)
        finally:
            alarm.cancel()
            connection.close()
            stream.close()

    def _address(self, host: str, port: int) -> str:
        """The address that is checked is the one that is connected to: no second look-up."""
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = [str(entry[4][0]) for entry in found]
        if not self.allow_private and not all(ipaddress.ip_address(each).is_global for each in addresses):
            raise NoAnswer("the configured address is private", configured=False)
        return addresses[0]

    def _read(self, response: http.client.HTTPResponse, until: float) -> bytes:
        answer = b""
        while chunk := response.read1(READ_BYTES):
            answer += chunk
            if len(answer) > self.limit_bytes:
                raise NoAnswer("the answer is too large")
        if time.monotonic() >= until:  # the alarm cut it short
            raise NoAnswer("the answer is too slow")
        return answer


def _hang_up(stream: socket.socket) -> None:
    """A time-out of each read does not bound their sum: end the whole exchange."""
    with contextlib.suppress(OSError):  # it ended by itself meanwhile
        stream.shutdown(socket.SHUT_RDWR)
