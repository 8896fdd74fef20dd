"""``ventanilla oficina rotar archivos``: another key for the files, in two orders.

With ``--nueva``, while the office is closed: every process reads the key when it starts, and one that did not know the
new key could not open what the others seal. Then, with the office open or not, each file's own key is sealed again
with the new one; no file is. What was done is written down after each batch: the order given again goes on from there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from uuid import UUID

from ventanilla.adapters.storage.port import Missing
from ventanilla.adapters.storage.sealed import SealedStorage, key_id
from ventanilla.kernel.text import Text

from .environment import FILES_KEY, read, replace_secret, secret
from .installation import Refusal
from .maintenance import in_office, told
from .run import Office, Say

BATCH: Final = 200  # rows between two writings of the progress
PROGRESS: Final = "archivo-llave.json"
Rows = list[tuple[UUID, tuple[str, ...], bool]]  # keys of a row, and whether all of them must be there


def new_files_key(say: Say) -> int:
    """Draw another key for the files; the exit code. Only while the office is closed."""

    def work() -> None:
        office = Office(say, prepare=False)
        var = office.installation.var
        if not (var / "keys" / f"{FILES_KEY}.secret").exists():
            raise Refusal(Text("SIN_LLAVES", "No hay llaves en {carpeta}: abra antes la oficina.", carpeta=str(var)))
        with office.installation.open_alone():
            replace_secret(var, FILES_KEY, key_id(secret(var, FILES_KEY)))
        say(
            "Hay otra llave de los archivos; la de antes sigue abriendo lo que selló. Respalde las dos, abra la oficina"
        )
        say("y dé la orden: ventanilla oficina rotar archivos")

    return told(say, work)


def rewrap_files(say: Say) -> int:
    """Seal every file's own key with the key of now; the exit code."""
    read()  # a setting that is wrong is said here, in words
    return in_office(say, "archive_rewrap")


@dataclass
class Rewrapping:
    """One walk over every kept file, in parts (``documentos``, ``adjuntos``) and by identifier within each."""

    storage: SealedStorage
    progress: Path
    parts: Mapping[str, Callable[[UUID | None, int], Rows]]
    batch: int = BATCH
    done: int = 0
    closed: list[str] = field(default_factory=list)  # no key of ours opens them

    def run(self) -> None:
        """Go on from where the last one stopped, if it was for the same key."""
        begun = self._begun()
        for name in list(self.parts)[list(self.parts).index(begun[0]) :]:
            after = begun[1] if name == begun[0] else None
            for rows in self._batches(name, after):
                for _, keys, whole in rows:
                    for key in keys:
                        self._rewrap(key, whole=whole)
                self._write(name, rows[-1][0])
        self.progress.unlink(missing_ok=True)

    def _rewrap(self, key: str, *, whole: bool) -> None:
        try:
            self.done += self.storage.rewrap(key)
        except Missing:
            if whole:  # else it was never put whole, and has no envelope to change
                self.closed.append(key)

    def _batches(self, name: str, after: UUID | None) -> Iterator[Rows]:
        while rows := self.parts[name](after, self.batch):
            yield rows
            after = rows[-1][0]

    def _begun(self) -> tuple[str, UUID | None]:
        first = (next(iter(self.parts)), None)
        if not self.progress.exists():
            return first
        said = json.loads(self.progress.read_text())
        if said["key"] != key_id(self.storage.current):
            return first
        self.closed = said["closed"]
        return said["part"], UUID(said["after"])

    def _write(self, name: str, after: UUID) -> None:
        said = {"key": key_id(self.storage.current), "part": name, "after": str(after), "closed": self.closed}
        draft = self.progress.with_suffix(".new")
        draft.write_text(json.dumps(said))
        draft.replace(self.progress)
