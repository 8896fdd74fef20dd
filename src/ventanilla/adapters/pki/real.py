"""OCSP over HTTP, to configured addresses only.

A SAT leaf names no responder, so the address comes from the operator, by authority. Nothing in a
certificate or an answer can send the office anywhere: no redirect is followed, no private address is
reached, and size and time are bounded as a whole. The authority's server spoke TLS 1.2 with DHE-1024 in
2023; an ECDHE-only suite list reaches it without lowering the security level.
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
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from ventanilla.domain.signing.revocation import Doubt

from .ocsp import MAX_ANSWER_BYTES
from .port import OcspQuery, RevocationUnavailable

TIMEOUT_SECONDS: Final = 8.0  # for the whole exchange
READ_BYTES: Final = 8192
ECDHE_SUITES: Final = "ECDHE+AESGCM:ECDHE+CHACHA20"


@dataclass(frozen=True, slots=True)
class OcspOverHttp:
    """``addresses``: SHA-256 (hex) of each authority's certificate -> its responder's URL.

    ``allow_private`` lets tests and an internal relay answer from a private address.
    """

    addresses: Mapping[str, str]
    timeout_seconds: float = TIMEOUT_SECONDS
    allow_private: bool = False
    tls: ssl.SSLContext = field(default_factory=lambda: _tls())

    def ask(self, query: OcspQuery, at: datetime) -> bytes:
        """As ``RevocationSource.ask``; the responder has its own clock, so ``at`` is not sent."""
        url = self.addresses.get(query.authority_sha256)
        if url is None:
            raise RevocationUnavailable(Doubt.SIN_SERVICIO, "no responder is configured for this authority")
        try:
            return self._post(url, query.request)
        except (OSError, http.client.HTTPException) as error:
            raise RevocationUnavailable(Doubt.SIN_RESPUESTA, type(error).__name__) from error

    def _post(self, url: str, body: bytes) -> bytes:
        until = time.monotonic() + self.timeout_seconds
        parts = urlsplit(url)
        host, secure = parts.hostname, parts.scheme == "https"
        if host is None or parts.scheme not in ("http", "https"):
            raise RevocationUnavailable(Doubt.SIN_SERVICIO, "the configured address is not HTTP")
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
            headers = {"Content-Type": "application/ocsp-request", "Accept": "application/ocsp-response"}
            connection.request("POST", parts.path or "/", body, headers)
            with contextlib.closing(connection.getresponse()) as response:
                if response.status != http.client.OK:
                    raise RevocationUnavailable(Doubt.SIN_RESPUESTA, f"HTTP {response.status}")
                return _read(response, until)
        finally:
            alarm.cancel()
            connection.close()
            stream.close()

    def _address(self, host: str, port: int) -> str:
        """The address that is checked is the one that is connected to: no second look-up."""
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = [str(entry[4][0]) for entry in found]
        if not self.allow_private and not all(ipaddress.ip_address(each).is_global for each in addresses):
            raise RevocationUnavailable(Doubt.SIN_SERVICIO, "the configured address is private")
        return addresses[0]


def _read(response: http.client.HTTPResponse, until: float) -> bytes:
    answer = b""
    while chunk := response.read1(READ_BYTES):
        answer += chunk
        if len(answer) > MAX_ANSWER_BYTES:
            raise RevocationUnavailable(Doubt.SIN_RESPUESTA, "the answer is too large")
    if time.monotonic() >= until:  # the alarm cut it short
        raise RevocationUnavailable(Doubt.SIN_RESPUESTA, "the answer is too slow")
    return answer


def _hang_up(stream: socket.socket) -> None:
    """A time-out of each read does not bound their sum: end the whole exchange."""
    with contextlib.suppress(OSError):  # it ended by itself meanwhile
        stream.shutdown(socket.SHUT_RDWR)


def _tls() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(ECDHE_SUITES)
    return context
