"""The keys as the worker sees them: a socket that answers with public halves and with signatures."""

from __future__ import annotations

import socket
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

from .cose import QrKey
from .port import Purpose, SealCertificate, SignerUnavailable
from .wire import BadFrame, Refused, SignOrder, frame, key_name, receive

ANSWER_SECONDS: Final = 15.0  # for one signature: an HSM far away included
GLANCE_SECONDS: Final = 2.0  # for /salud


@dataclass(frozen=True, slots=True)
class _Present:
    seal: SealCertificate
    qr: QrKey


class RemoteKeys:
    """A ``KeyHolder`` behind the signer's socket. It connects when it is asked, so it may start before the signer."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._known: _Present | None = None

    @property
    def seal(self) -> SealCertificate:
        """The present certificate. SignerUnavailable if the signer does not answer."""
        return self._present().seal

    @property
    def qr(self) -> QrKey:
        """The present key of the QR. SignerUnavailable if the signer does not answer."""
        return self._present().qr

    def sign(self, purpose: Purpose, message: bytes) -> bytes:
        """As ``KeyHolder.sign``; SignerUnavailable also where the key was rotated since it was last looked at."""
        present = self._present()
        order = SignOrder(purpose, key_name(present.seal, present.qr.kid, purpose), message)
        match _ask(self._path, order.frame(), ANSWER_SECONDS):
            case {"firma": bytes() as signature}:
                return signature
            case {"no": str() as why}:
                if why == Refused.OTHER_KEY.value:
                    with self._lock:
                        self._known = None
                raise SignerUnavailable(why)
        raise SignerUnavailable("the signer's answer is not understood")

    def _present(self) -> _Present:
        with self._lock:
            if self._known is None:
                self._known = _read_who(_ask(self._path, frame({"quien": True}), ANSWER_SECONDS))
            return self._known


def signer_answers(path: Path) -> bool:
    """Whether the signer at ``path`` says who signs."""
    try:
        _read_who(_ask(path, frame({"quien": True}), GLANCE_SECONDS))
    except SignerUnavailable:
        return False
    return True


def _read_who(body: dict[str, Any]) -> _Present:
    match body:
        case {"sello": bytes() as seal, "cadena": list() as chain, "qr": bytes() as spki}:
            try:
                key = load_der_public_key(spki)
            except ValueError as error:
                raise SignerUnavailable("the signer's key is not understood") from error
            if isinstance(key, EllipticCurvePublicKey):
                return _Present(SealCertificate(seal, tuple(chain)), QrKey(key))
    raise SignerUnavailable("the signer does not say who signs")


def _ask(path: Path, question: bytes, seconds: float) -> dict[str, Any]:
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as peer:
            peer.settimeout(seconds)
            peer.connect(str(path))
            peer.sendall(question)
            return receive(peer)
    except (OSError, BadFrame) as error:
        raise SignerUnavailable(f"the signer does not answer: {error}") from error
