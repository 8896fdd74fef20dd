"""Files under one directory: written whole or not at all, and checked each time they are read.

A file is named after its key, with ``.`` for ``/``, in a folder named after the key's SHA-256: no folder grows past 256
folders of files. It is its checksum (over key and bytes) and the bytes; it is linked to its name only once the disk has
it, so that a kill at any step leaves the whole file, or none and a leaving in ``nuevos`` that the next start removes.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .keys import checked, framed, unframed
from .port import Kept, Missing, StorageDown

NEW: Final = "nuevos"
LEFT_SECONDS: Final = 24 * 3600  # a file that is still being written after a day is nobody's


@dataclass(frozen=True, slots=True)
class LocalStorage:
    """The files under ``root``, which this process alone or with others of the same office writes."""

    root: Path

    @classmethod
    def open(cls, root: Path) -> LocalStorage:
        """Make the directory, for its owner's eyes only, and remove what a killed process left half written."""
        (root / NEW).mkdir(mode=0o700, parents=True, exist_ok=True)
        before = _disk_now(root) - LEFT_SECONDS
        for left in (root / NEW).iterdir():
            with suppress(FileNotFoundError):  # another process of the office opens it too
                if left.stat().st_mtime < before:
                    left.unlink()
        return cls(root)

    def put(self, key: str, data: bytes) -> None:
        """As `Storage.put`."""
        path = self._path(key)
        try:
            if not path.exists():
                self._write(path, framed(key, data))
            _sync(path.parent)  # also where it was there: who linked it may have been killed before this
            kept = self.get(key)
        except OSError as error:
            raise StorageDown(type(error).__name__) from error
        if kept != data:
            raise ValueError("a stored key is never written again")

    def get(self, key: str) -> bytes:
        """As `Storage.get`."""
        try:
            kept = self._path(key).read_bytes()
        except FileNotFoundError:
            raise Missing(key) from None
        except OSError as error:
            raise StorageDown(type(error).__name__) from error
        return unframed(key, kept)

    def delete(self, key: str) -> None:
        """As `Storage.delete`."""
        path = self._path(key)
        try:
            path.unlink()
            _sync(path.parent)
        except FileNotFoundError:
            return
        except OSError as error:
            raise StorageDown(type(error).__name__) from error

    def listing(self, prefix: str) -> Iterator[Kept]:
        """As `Storage.listing`."""
        try:
            now = _disk_now(self.root)
            for path in self.root.glob("??/??/*"):
                key = path.name.replace(".", "/")
                if key.startswith(prefix):
                    with suppress(FileNotFoundError):  # deleted meanwhile
                        yield Kept(key, now - path.stat().st_mtime)
        except OSError as error:
            raise StorageDown(type(error).__name__) from error

    def _path(self, key: str) -> Path:
        name = hashlib.sha256(checked(key).encode()).hexdigest()
        return self.root / name[:2] / name[2:4] / key.replace("/", ".")

    def _write(self, path: Path, whole: bytes) -> None:
        draft = self.root / NEW / secrets.token_hex(16)
        try:
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(whole)
                file.flush()
                os.fsync(file.fileno())
            for folder in (path.parent.parent, path.parent):
                if not folder.exists():
                    folder.mkdir(mode=0o700, exist_ok=True)
                    _sync(folder.parent)
            with suppress(FileExistsError):  # another process put it meanwhile: what it put is compared
                os.link(draft, path)
        finally:
            draft.unlink(missing_ok=True)


def _disk_now(root: Path) -> float:
    """The hour by the clock that dates the files, which may be another machine's."""
    mark = root / NEW / secrets.token_hex(16)
    mark.touch(mode=0o600)
    try:
        return mark.stat().st_mtime
    finally:
        mark.unlink()


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
