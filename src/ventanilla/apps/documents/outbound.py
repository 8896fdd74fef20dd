"""What prints and seals, given to the worker alone, and where the files are kept.

The institution's keys are in another process (``adapters.seal.process``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from ventanilla.adapters.mail.port import Mailer
from ventanilla.adapters.seal.longterm import FileCompleter
from ventanilla.adapters.seal.port import Signer
from ventanilla.adapters.storage.port import Storage
from ventanilla.adapters.tsa.embedded import FileStamper
from ventanilla.adapters.typeset.port import Typesetter
from ventanilla.domain.documents import Revocation

Withdrawn = Callable[[datetime], tuple[tuple[bytes, Revocation], ...]]


@dataclass(frozen=True, slots=True)
class Press:
    """A printer and a signer, with what they print of the institution: its name, its origin, a notice.

    ``stamper`` asks an authority for the time of each seal, where the installation has one; ``completer``, the
    authorities for what verifies it years later.
    """

    typesetter: Typesetter
    signer: Signer
    institution: str
    origin: str
    notice: str = ""
    stamper: FileStamper | None = None
    completer: FileCompleter | None = None


_connected: dict[str, Press] = {}
_archive: dict[str, Storage] = {}
_mail: dict[str, Mailer] = {}
_withdrawn: list[Withdrawn] = []


def use_press(press: Press) -> None:
    """Connect the press, once, when the worker starts."""
    _connected["press"] = press


def press() -> Press:
    """The press; LookupError in a process that was not given one."""
    return _connected["press"]


def use_archive(storage: Storage) -> None:
    """Connect the storage of sealed files, once, when a process starts: the worker writes it, the web reads it."""
    _archive["archive"] = storage


def archive() -> Storage:
    """The storage of sealed files; LookupError in a process that was not given one."""
    return _archive["archive"]


def use_mailer(mailer: Mailer) -> None:
    """Connect the mailer, once, when a process starts."""
    _mail["mailer"] = mailer


def mailer() -> Mailer:
    """The mailer; LookupError in a process that was not given one."""
    return _mail["mailer"]


def use_withdrawn(source: Withdrawn) -> None:
    """Connect what else the list of what was revoked must say, once, when the worker starts: cards, of another app."""
    _withdrawn[:] = [source]


def withdrawn(at: datetime) -> tuple[tuple[bytes, Revocation], ...]:
    """What else was revoked by ``at`` and is still within its days: the digest that its QR claims, and when."""
    return tuple(one for source in _withdrawn for one in source(at))
