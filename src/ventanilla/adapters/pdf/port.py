"""What reading the tables of a PDF may use, and why it may be given up."""

from __future__ import annotations

from enum import Enum
from typing import Final

MAX_BYTES: Final = 32 * 1024 * 1024  # of a file
MAX_PAGES: Final = 200  # the first ones; a page takes about a tenth of a second
MAX_WORDS: Final = 20_000  # of a page: one of legal size, full, in small letters, has five thousand
MAX_ROWS: Final = 2_000  # of a page
MAX_COLUMNS: Final = 120  # of a page
MAX_CELL: Final = 2_000  # characters of a cell
MEMORY_BYTES: Final = 1 << 30  # address space of the process
CPU_SECONDS: Final = 90
TIMEOUT_SECONDS: Final = 150.0  # of the clock: the machine may be busy


class Fault(Enum):
    """Why there is nothing to read in a file, as the process apart says it."""

    DANADO = "danado"  # it cannot be read as a PDF
    CIFRADO = "cifrado"  # it opens with a password
    DEMASIADO = "demasiado"  # it took more time or memory than any file may
