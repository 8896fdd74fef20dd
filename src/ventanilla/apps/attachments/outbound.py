"""Where files are kept, who cleans them and who scans them; connected when the office starts."""

from __future__ import annotations

from dataclasses import dataclass

from ventanilla.adapters.cleaning.port import Cleaner
from ventanilla.adapters.scan.port import Scanner
from ventanilla.adapters.storage.port import Storage
from ventanilla.formats.cfdi.sello import Chain


@dataclass(frozen=True, slots=True)
class Receiving:
    """What it takes to receive a file; ``max_bytes`` is the largest that this installation takes.

    ``seals`` says whose the certificate is that seals a payroll receipt; None where nobody does, and none is VALIDO.
    """

    storage: Storage
    cleaner: Cleaner
    scanner: Scanner
    max_bytes: int
    seals: Chain | None = None


_connected: dict[str, Receiving] = {}


def use_receiving(receiving: Receiving) -> None:
    """Connect it, once, when the process starts."""
    _connected["receiving"] = receiving


def receiving() -> Receiving:
    """What was connected; LookupError in a process that was not given it."""
    return _connected["receiving"]
