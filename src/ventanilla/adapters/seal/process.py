"""The signer: the one process of an office that holds its keys, and what it agrees to sign.

It says who signs, and makes one signature at a time for a purpose whose shape it knows: a cadena original, the signed
attributes of a seal, the claims of a document or of a card, the list of what was revoked. Nothing else is signed, so
a worker that was taken over may make false documents while it is watched, but takes no key away and signs no contract.
Each signature is logged by its digest.
"""

from __future__ import annotations

import hashlib
import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, assert_never

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ventanilla.adapters.pki.der import octets
from ventanilla.domain.documents import read_cadena

from .cms import signed_attributes
from .cose import BadCose, read_card_to_be_signed, read_list_to_be_signed, read_to_be_signed
from .port import BadSeal, KeyHolder, Purpose, SignerUnavailable
from .wire import (
    BadFrame,
    Refused,
    SignOrder,
    frame,
    is_own_account,
    key_name,
    make_private,
    read_order,
    receive,
    socket_path,
)

THREADS: Final = 4  # signatures at once: as many as the worker has jobs
BACKLOG: Final = 64  # askers that wait
ASKER_SECONDS: Final = 5.0  # for one question to arrive whole, and for its answer to be taken
PER_SECOND: Final = 300.0  # signatures: a hundred documents a second, several times what two cores print
BURST: Final = 600.0  # signatures
MAX_CADENA_BYTES: Final = 8 * 1024
LISTEN_SECONDS: Final = 0.2  # between two looks at whether to stop
_ZEROS: Final = bytes(32)

log = logging.getLogger("ventanilla.firmante")


class Budget:
    """A bucket of signatures that fills with time. ``clock`` is monotonic seconds."""

    def __init__(self, per_second: float, burst: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_second, self._burst, self._clock = per_second, burst, clock
        self._left, self._seen = burst, clock()
        self._lock = threading.Lock()

    def take(self) -> bool:
        """Whether one more may be signed now."""
        with self._lock:
            now = self._clock()
            self._left = min(self._burst, self._left + (now - self._seen) * self._per_second)
            self._seen = now
            if self._left < 1:
                return False
            self._left -= 1
            return True


@dataclass
class Desk:
    """Answers one question. ``version`` changes when the keys were rotated: then they are opened again."""

    open_keys: Callable[[], KeyHolder]
    version: Callable[[], Hashable]
    budget: Budget = field(default_factory=lambda: Budget(PER_SECOND, BURST))

    def __post_init__(self) -> None:
        """Open the keys now: a signer that cannot sign does not start."""
        self._lock = threading.Lock()
        self._version = self.version()
        self._keys = self.open_keys()

    def keys(self) -> KeyHolder:
        """The present keys."""
        with self._lock:
            found = self.version()
            if found != self._version:
                self._keys, self._version = self.open_keys(), found
                log.info("keys opened again", extra={"serial": self._keys.seal.serial})
            return self._keys

    def answer(self, body: dict[str, Any]) -> dict[str, Any]:
        """The answer to a body. BadFrame if it is not a question of this protocol."""
        if body == {"quien": True}:
            return _who(self.keys())
        order = read_order(body)
        try:
            keys = self.keys()
            refused = self._refuse(keys, order)
            signature = b"" if refused else keys.sign(order.purpose, order.message)
        except (BadSeal, SignerUnavailable) as error:
            log.warning("the keys do not answer: %s", error)
            refused, signature = Refused.UNREACHABLE, b""
        digest = hashlib.sha256(order.message).hexdigest()
        log.info(
            "refused" if refused else "signed",
            extra={"purpose": order.purpose.value, "sha256": digest, "why": refused.value if refused else ""},
        )
        return {"no": refused.value} if refused else {"firma": signature}

    def _refuse(self, keys: KeyHolder, order: SignOrder) -> Refused | None:
        if order.key != key_name(keys.seal, keys.qr.kid, order.purpose):
            return Refused.OTHER_KEY
        if not proper(keys, order.purpose, order.message):
            return Refused.NOT_PROPER
        return None if self.budget.take() else Refused.TOO_FAST


def proper(keys: KeyHolder, purpose: Purpose, message: bytes) -> bool:
    """Whether ``message`` is what this purpose signs, byte for byte, and no other thing."""
    match purpose:
        case Purpose.SELLO:
            try:
                return len(message) <= MAX_CADENA_BYTES and bool(read_cadena(message.decode("utf-8")))
            except ValueError:
                return False
        case Purpose.PDF:
            at = signed_attributes(keys.seal, _ZEROS).index(octets(_ZEROS)) + 2
            return signed_attributes(keys.seal, message[at : at + len(_ZEROS)]) == message
        case Purpose.QR:
            try:
                return bool(read_to_be_signed(message, keys.qr))
            except BadCose:
                return False
        case Purpose.STATUS:
            try:
                return bool(read_list_to_be_signed(message, keys.qr).good_until)
            except BadCose:
                return False
        case Purpose.CARD:
            try:
                return bool(read_card_to_be_signed(message, keys.qr).serial)
            except BadCose:
                return False
        case _:
            assert_never(purpose)


def _who(keys: KeyHolder) -> dict[str, Any]:
    spki = keys.qr.public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return {"sello": keys.seal.der, "cadena": list(keys.seal.chain), "qr": spki}


def serve(var: Path, desk: Desk, stop: threading.Event) -> None:
    """Answer on the socket of ``var`` until ``stop`` is set. One question a connection."""
    path = socket_path(var)
    make_private(path.parent)
    with suppress(FileNotFoundError):
        path.unlink()  # of a signer that was killed
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as door, ThreadPoolExecutor(THREADS) as hands:
        door.bind(str(path))
        path.chmod(0o600)
        door.listen(BACKLOG)
        door.settimeout(LISTEN_SECONDS)
        waiting = threading.BoundedSemaphore(BACKLOG)
        while not stop.is_set():
            try:
                peer, _ = door.accept()
            except TimeoutError:
                continue
            if not waiting.acquire(blocking=False):
                peer.close()
                continue
            hands.submit(_attend, desk, peer, waiting)
        path.unlink()
        if path.parent.parent != var:
            os.rmdir(path.parent)  # the temporary folder that nobody else would remove


def _attend(desk: Desk, peer: socket.socket, waiting: threading.BoundedSemaphore) -> None:
    with peer:
        try:
            peer.settimeout(ASKER_SECONDS)
            if not is_own_account(peer):
                log.warning("another account asked")
                return
            peer.sendall(frame(desk.answer(receive(peer))))
        except (BadFrame, BadSeal, SignerUnavailable, OSError) as error:
            log.warning("a question was not answered: %s", error)
        finally:
            waiting.release()
