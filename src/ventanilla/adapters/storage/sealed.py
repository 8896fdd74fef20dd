"""A storage that keeps only sealed bytes: whoever has its disk or its bucket reads nothing.

Each file has a key of its own (AES-256-GCM). That key is kept beside the file, in an *envelope* sealed with the
installation's key for files; the envelope's name says which one. To change the installation's key is to write new
envelopes (`rewrap`): no file is sealed again. Without its envelopes a file is noise, so `delete` removes them first.

The nonce of a file is drawn from its own key and bytes, not by chance: the same bytes put again after a kill give the
same sealed bytes, which the storage below knows for the same; other bytes get another nonce.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from .port import Damaged, Kept, Missing, Storage, StorageDown

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
VERSION: Final = b"\x01"
ENVELOPE: Final = "/sobre-"  # between a file's key and which key sealed its own


class KeyMissing(StorageDown):
    """The file is there, and none of this installation's keys opens its envelope: an old one was not kept."""


def key_id(key: bytes) -> str:
    """Which key of the installation sealed an envelope; it says nothing about the key."""
    return hmac.digest(key, b"ventanilla.storage.id", hashlib.sha256)[:8].hex()


@dataclass(frozen=True, slots=True)
class SealedStorage:
    """``below``, sealed. ``current`` seals; ``older`` still open what they sealed before it."""

    below: Storage
    current: bytes
    older: tuple[bytes, ...] = ()

    def put(self, key: str, data: bytes) -> None:
        """As `Storage.put`. The envelope first: a file without one could never be opened."""
        own = self._own_key(key) or self._new_key(key)
        self.below.put(key, _seal(own, data, key))

    def get(self, key: str) -> bytes:
        """As `Storage.get`; KeyMissing where no key of ours opens it."""
        sealed = self.below.get(key)
        # A second look: `rewrap` may have moved the envelope from a key not yet looked at to one that was.
        own = self._own_key(key) or self._own_key(key)
        if own is None:
            raise KeyMissing(key)
        return _open(own, sealed, key)

    def delete(self, key: str) -> None:
        """As `Storage.delete`."""
        for each in (self.current, *self.older):
            self.below.delete(_envelope(key, each))
        self.below.delete(key)

    def listing(self, prefix: str) -> Iterator[Kept]:
        """As `Storage.listing`: files, and envelopes of ours in their names (a file may be told twice).

        What was sealed with a key that is not here any more is not told: nobody here could open it, nor judge it.
        """
        ours = {key_id(each) for each in (self.current, *self.older)}
        for kept in self.below.listing(prefix):
            owner, envelope, by = kept.key.rpartition(ENVELOPE)
            if not envelope:
                yield kept
            elif by in ours:
                yield Kept(owner, kept.age_seconds)

    def rewrap(self, key: str) -> bool:
        """Seal the file's key with the current one and forget the older envelopes. False if it was done before.

        A kill in between leaves two envelopes that say the same; doing it again finishes it.
        """
        own = self._own_key(key)
        if own is None:
            raise Missing(key)
        others = [each for each in self.older if each != self.current]  # else its only envelope would go
        with_old = [each for each in others if self._envelope_of(key, each) is not None]
        if self._envelope_of(key, self.current) is None:
            self.below.put(_envelope(key, self.current), _seal(self.current, own, _envelope(key, self.current)))
        for each in with_old:
            self.below.delete(_envelope(key, each))
        return bool(with_old)

    def _own_key(self, key: str) -> bytes | None:
        for each in (self.current, *self.older):
            sealed = self._envelope_of(key, each)
            if sealed is not None:
                return _open(each, sealed, _envelope(key, each))
        return None

    def _envelope_of(self, key: str, with_key: bytes) -> bytes | None:
        try:
            return self.below.get(_envelope(key, with_key))
        except Missing:
            return None

    def _new_key(self, key: str) -> bytes:
        name, own = _envelope(key, self.current), secrets.token_bytes(KEY_BYTES)
        try:
            self.below.put(name, _seal(self.current, own, name))
        except ValueError:  # another process put the same key meanwhile: its envelope is the one that counts
            return _open(self.current, self.below.get(name), name)
        return own


def _envelope(key: str, with_key: bytes) -> str:
    return f"{key}{ENVELOPE}{key_id(with_key)}"


def _seal(key: bytes, data: bytes, name: str) -> bytes:
    nonce = hmac.digest(key, name.encode() + b"\0" + hashlib.sha256(data).digest(), hashlib.sha256)[:NONCE_BYTES]
    return VERSION + nonce + AESGCM(key).encrypt(nonce, data, VERSION + name.encode())


def _open(key: bytes, sealed: bytes, name: str) -> bytes:
    version, nonce, rest = sealed[:1], sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    try:
        return AESGCM(key).decrypt(nonce, rest, version + name.encode())
    except (InvalidTag, ValueError) as error:  # ValueError: too short to be anything sealed
        raise Damaged(name) from error
