"""The registry over HTTPS, at the one address that the operator configured.

The CURP travels in the body, never in the address. No redirect is followed, no private address is reached unless
the operator says that its gateway has one, and size and time are bounded as a whole.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import json
import socket
import ssl
import threading
import time
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from .answer import MAX_ANSWER_BYTES, read_answer, read_filiation
from .port import Answer, Failure, Filiation, RegistryUnavailable

TIMEOUT_SECONDS: Final = 5.0  # for the whole exchange; somebody waits
READ_BYTES: Final = 8192


@dataclass(frozen=True, slots=True)
class RegistryOverHttps:
    """``url`` is the service's; ``hosts`` the only names it may be at. Without ``url`` there is no registry."""

    url: str
    hosts: frozenset[str]
    timeout_seconds: float = TIMEOUT_SECONDS
    allow_private: bool = False
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def ask(self, curp: str) -> Answer:
        """As ``PopulationRegistry.ask``."""
        return read_answer(self._exchange({"curp": curp}), curp)

    def filiation(self, child: str, parent: str) -> Filiation:
        """As ``PopulationRegistry.filiation``."""
        asked = {"curp": child, "curpProgenitor": parent, "consulta": "filiacion"}
        return read_filiation(self._exchange(asked), child, parent)

    def _exchange(self, asked: dict[str, str]) -> bytes:
        parts = urlsplit(self.url)
        if parts.scheme != "https" or parts.hostname is None or parts.hostname not in self.hosts:
            raise RegistryUnavailable(Failure.SIN_CONFIGURAR)
        try:
            return self._post(parts.hostname, parts.port or 443, parts.path or "/", asked)
        except TimeoutError as error:
            raise RegistryUnavailable(Failure.LENTO) from error
        except (OSError, http.client.HTTPException) as error:
            raise RegistryUnavailable(Failure.CAIDO, type(error).__name__) from error

    def _post(self, host: str, port: int, path: str, asked: dict[str, str]) -> bytes:
        until = time.monotonic() + self.timeout_seconds
        plain = socket.create_connection((self._address(host, port), port), timeout=self.timeout_seconds)
        stream = self.tls.wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False)
        connection = http.client.HTTPConnection(host, port)
        connection.sock = stream
        alarm = threading.Timer(max(0.0, until - time.monotonic()), _hang_up, (stream,))
        alarm.start()
        try:
            stream.do_handshake()
            headers = {"Content-Type": "application/json", "Accept": "application/json"}
            connection.request("POST", path, json.dumps(asked), headers)
            with contextlib.closing(connection.getresponse()) as response:
                if response.status != http.client.OK:
                    raise RegistryUnavailable(Failure.CAIDO, f"HTTP {response.status}")
                return _read(response, until)
        except (OSError, http.client.HTTPException) as error:
            if time.monotonic() >= until:  # the alarm hung up
                raise TimeoutError from error
            raise
        finally:
            alarm.cancel()
            connection.close()
            stream.close()

    def _address(self, host: str, port: int) -> str:
        """The address that is checked is the one that is connected to: no second look-up."""
        addresses = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        if not self.allow_private and not all(ipaddress.ip_address(each).is_global for each in addresses):
            raise RegistryUnavailable(Failure.SIN_CONFIGURAR, "the configured address is private")
        return addresses[0]


def _read(response: http.client.HTTPResponse, until: float) -> bytes:
    answer = b""
    while chunk := response.read1(READ_BYTES):
        answer += chunk
        if len(answer) > MAX_ANSWER_BYTES:
            raise RegistryUnavailable(Failure.DEMASIADO_GRANDE)
    if time.monotonic() >= until:
        raise TimeoutError
    return answer


def _hang_up(stream: socket.socket) -> None:
    """A time-out of each read does not bound their sum: end the whole exchange."""
    with contextlib.suppress(OSError):  # it ended by itself meanwhile
        stream.shutdown(socket.SHUT_RDWR)
