"""The history as a PDF, printed in a process of its own: some at once, so that a surge of them stops nothing else."""

from __future__ import annotations

from datetime import datetime
from threading import BoundedSemaphore
from typing import Final

from ventanilla.formats.historial import Historial

PRINTERS: Final = 2  # processes that print at once, of each process of the web
PRINTER_WAIT: Final = 20.0  # seconds for one to be free
_PRINTERS: Final = BoundedSemaphore(PRINTERS)


class Busy(Exception):
    """Others are printing, or it is too long to print at once."""


def printed_history(written: Historial, now: datetime) -> bytes:
    """The PDF. Busy where it cannot be made now."""
    from ventanilla.adapters.typeset.historial import render
    from ventanilla.adapters.typeset.port import TooLong

    if not _PRINTERS.acquire(timeout=PRINTER_WAIT):
        raise Busy
    try:
        return render(written, now.replace(microsecond=0))
    except TooLong as error:
        raise Busy from error
    finally:
        _PRINTERS.release()
