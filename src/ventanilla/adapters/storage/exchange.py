"""One question over HTTPS to the one host that the operator configured.

Nothing in an answer can send the office elsewhere: no redirect is followed, and the silence, the whole time and the
size of an answer are bounded. The address may be private: an institution's own bucket usually is.
"""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from .port import StorageDown

READ_BYTES: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, whole; the names of ``headers`` are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Exchange:
    """``silent_seconds`` bounds each wait, ``seconds`` the whole exchange, ``limit_bytes`` the answer's body."""

    host: str
    port: int
    tls: ssl.SSLContext
    limit_bytes: int
    seconds: float
    silent_seconds: float

    def ask(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """The answer, whatever its status; StorageDown where none came back whole."""
        try:
            return self._ask(method, target, headers, body)
        except (OSError, http.client.HTTPException) as error:
            raise StorageDown(type(error).__name__) from error

    def _ask(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Reply:
        until = time.monotonic() + self.seconds
        plain = socket.create_connection((self.host, self.port), timeout=self.silent_seconds)
        stream = self.tls.wrap_socket(plain, server_hostname=self.host, do_handshake_on_connect=False)
        connection = http.client.HTTPConnection(self.host, self.port)
        connection.sock = stream
        alarm = threading.Timer(max(0.0, until - time.monotonic()), _hang_up, (stream,))
        alarm.start()
        try:
            stream.do_handshake()
            connection.request(method, target, body, dict(headers))
            with contextlib.closing(connection.getresponse()) as response:
                read = self._read(response, until)
                said = {name.lower(): value for name, value in response.getheaders()}
                return Reply(response.status, said, read)
        finally:
            alarm.cancel()
            connection.close()
            stream.close()

    def _read(self, response: http.client.HTTPResponse, until: float) -> bytes:
        answer = bytearray()
        while chunk := response.read1(READ_BYTES):
            answer += chunk
            if len(answer) > self.limit_bytes:
                raise StorageDown("the answer is too large")
        if time.monotonic() >= until:  # the alarm cut it short
            raise StorageDown("the answer is too slow")
        if response.length:  # `read1` does not tell by itself that the server hung up before the end
            raise StorageDown("the answer was cut short")
        return bytes(answer)


def _hang_up(stream: socket.socket) -> None:
    """A time-out of each read does not bound their sum: end the whole exchange."""
    with contextlib.suppress(OSError):  # it ended by itself meanwhile
        stream.shutdown(socket.SHUT_RDWR)
