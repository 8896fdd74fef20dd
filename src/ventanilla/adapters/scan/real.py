"""ClamAV's daemon, by its own protocol (``zINSTREAM``, clamd(8)) over a Unix socket or TCP of this machine.

The file goes in pieces, each with its length before it; the answer is one text ended by NUL. The daemon's
``StreamMaxLength`` and ``MaxScanSize`` must be no less than the largest attachment: past them it answers an error,
which is *nobody looked*, never *clean*.
"""

from __future__ import annotations

import contextlib
import socket
import struct
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .port import Clean, Infected, Unavailable, Verdict

TIMEOUT_SECONDS: Final = 30.0  # for the whole exchange
PIECE_BYTES: Final = 256 * 1024
MAX_ANSWER_BYTES: Final = 1024
FOUND: Final = " FOUND"


@dataclass(frozen=True, slots=True)
class Clamd:
    """``at`` is the path of its socket, or (host, port) of this machine."""

    at: Path | tuple[str, int]
    timeout_seconds: float = TIMEOUT_SECONDS

    def scan(self, data: bytes) -> Verdict:
        """As `Scanner.scan`."""
        try:
            answer = self._ask(data)
        except TimeoutError:
            return Unavailable("lento")
        except OSError as error:
            return Unavailable(type(error).__name__)
        said = answer.decode("ascii", "replace").rstrip("\0")
        if said == "stream: OK":
            return Clean()
        if said.startswith("stream: ") and said.endswith(FOUND):
            return Infected(said.removeprefix("stream: ").removesuffix(FOUND))
        return Unavailable("respuesta")

    def _ask(self, data: bytes) -> bytes:
        until = time.monotonic() + self.timeout_seconds
        with contextlib.closing(self._connected()) as line:
            line.sendall(b"zINSTREAM\0")
            view = memoryview(data)
            for start in range(0, len(view), PIECE_BYTES):
                piece = view[start : start + PIECE_BYTES]
                self._wait_at_most(line, until)
                line.sendall(struct.pack("!I", len(piece)))
                line.sendall(piece)
            line.sendall(struct.pack("!I", 0))
            answer = b""
            while not answer.endswith(b"\0") and len(answer) < MAX_ANSWER_BYTES:
                self._wait_at_most(line, until)
                more = line.recv(MAX_ANSWER_BYTES)
                if not more:
                    break
                answer += more
        return answer

    def _connected(self) -> socket.socket:
        if isinstance(self.at, tuple):
            return socket.create_connection(self.at, timeout=self.timeout_seconds)
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(self.timeout_seconds)
        try:
            line.connect(str(self.at))
        except OSError:
            line.close()
            raise
        return line

    @staticmethod
    def _wait_at_most(line: socket.socket, until: float) -> None:
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        line.settimeout(left)
