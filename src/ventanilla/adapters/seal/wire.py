"""How the office speaks to its signer: one question and one answer over a socket that only its account reaches.

A frame is its length (four bytes, big-endian) and one canonical CBOR map. What may be asked is closed: who signs, or
one signature for one purpose by the key that the asker believes to be the present one.
"""

from __future__ import annotations

import hashlib
import os
import socket
import stat
import struct
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Final

import cbor2

from ventanilla.domain.documents import BadClaims, strict_cbor

from .port import Purpose, SealCertificate

MAX_FRAME_BYTES: Final = 2 * 1024 * 1024  # a list of revoked documents is the longest; a certificate chain is some 4 KB
SOCKET_NAME: Final = "s"
INSIDE: Final = "firmante"  # the folder of the socket, inside the installation
LONGEST_SOCKET: Final = 103  # bytes: what fits sockaddr_un on every system (107 on Linux, 103 on macOS)
NAME_DIGITS: Final = 16  # of the SHA-256 of the installation's path, in the name of its folder elsewhere
_LENGTH: Final = struct.Struct(">I")


class BadFrame(ValueError):
    """Bytes that are not a frame of this protocol."""


class Refused(Enum):
    """Why the signer did not sign (closed)."""

    OTHER_KEY = "otra-llave"  # it was rotated: ask again who signs
    TOO_FAST = "muy-seguido"
    NOT_PROPER = "impropio"  # not the shape of what this purpose signs
    UNREACHABLE = "sin-llave"  # its HSM or key service does not answer


@dataclass(frozen=True, slots=True)
class SignOrder:
    """One signature: ``key`` is ``key_name`` of the key that is believed to be the present one."""

    purpose: Purpose
    key: bytes
    message: bytes

    def frame(self) -> bytes:
        """As it travels."""
        return frame({"firma": self.purpose.value, "llave": self.key, "mensaje": self.message})


def key_name(holder_seal: SealCertificate, holder_kid: bytes, purpose: Purpose) -> bytes:
    """What names the key of a purpose: the SHA-256 of the seal's certificate, or the ``kid`` of the QR's key."""
    return hashlib.sha256(holder_seal.der).digest() if purpose.by_seal else holder_kid


def frame(body: Mapping[str, Any]) -> bytes:
    """A body as it travels."""
    data = cbor2.dumps(dict(body), canonical=True)
    if len(data) > MAX_FRAME_BYTES:
        raise BadFrame(f"{len(data)} bytes")
    return _LENGTH.pack(len(data)) + data


def receive(peer: socket.socket) -> dict[str, Any]:
    """The next body; BadFrame for one that is too long, cut or not CBOR. The socket's own time limit holds."""
    (size,) = _LENGTH.unpack(_exactly(peer, _LENGTH.size))
    if size > MAX_FRAME_BYTES:
        raise BadFrame(f"{size} bytes")
    try:
        body = strict_cbor(_exactly(peer, size), MAX_FRAME_BYTES)
    except BadClaims as error:
        raise BadFrame(str(error)) from error
    if not isinstance(body, dict):
        raise BadFrame("not a map")
    return body


def read_order(body: dict[str, Any]) -> SignOrder:
    """An order to sign; BadFrame if it is another thing."""
    match body:
        case {"firma": str() as purpose, "llave": bytes() as key, "mensaje": bytes() as message} if len(body) == 3:
            try:
                return SignOrder(Purpose(purpose), key, message)
            except ValueError as error:
                raise BadFrame("another purpose") from error
    raise BadFrame("not an order")


def socket_path(var: Path) -> Path:
    """Where the signer of ``var`` listens: inside it where the path is short enough, else in a temporary folder."""
    inside = var / INSIDE / SOCKET_NAME
    if len(os.fsencode(inside)) <= LONGEST_SOCKET:
        return inside
    base = Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()).resolve()
    name = "ventanilla-firmante-" + hashlib.sha256(os.fsencode(var)).hexdigest()[:NAME_DIGITS]
    return base / name / SOCKET_NAME


def make_private(folder: Path) -> None:
    """Make the folder of a socket, for this account alone. PermissionError if somebody else made it first."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    info = folder.lstat()
    if not stat.S_ISDIR(info.st_mode) or info.st_uid != os.geteuid():
        raise PermissionError(f"{folder} belongs to another account")
    folder.chmod(0o700)


def is_own_account(peer: socket.socket) -> bool:
    """Whether the other end is of this same account. Elsewhere than Linux its folder (0700) is what says so."""
    if sys.platform != "linux":
        return True
    credentials = struct.Struct("3i")  # <sys/socket.h>, struct ucred: pid, uid, gid
    _, uid, _ = credentials.unpack(peer.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, credentials.size))
    return bool(uid == os.geteuid())


def _exactly(peer: socket.socket, size: int) -> bytes:
    found = bytearray()
    while len(found) < size:
        part = peer.recv(size - len(found))
        if not part:
            raise BadFrame("cut short")
        found += part
    return bytes(found)
