"""Printing long documents in a process of their own, which may use so much memory and time and no more.

Short sheets are printed by the warm compiler of the worker. A long one goes to a child: what it used is given
back to the system when it ends, and one too big ends the child, never the worker. Its file is packed.

The child reads one sheet as JSON from its input and writes the PDF to its output (``print_from_input``).
"""

from __future__ import annotations

import dataclasses
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from .packed import pack
from .port import BadSheet, Sheet, TooLong, Typesetter

LONG_CHARACTERS: Final = 40_000  # of the content as JSON: some eight pages of a table
MAX_MEMORY_BYTES: Final = 1024**3  # address space of the child; a table of 61 pages takes a fifth of it
MAX_SECONDS: Final = 60  # of the clock, for one document
MAX_CPU_SECONDS: Final = 30
MAX_SAID_CHARACTERS: Final = 2_000
_BAD_SHEET: Final = 3  # how the child ends for a sheet that cannot be printed
_TOO_LONG: Final = 4


@dataclass(frozen=True, slots=True)
class Limits:
    """What one child may use: bytes of address space, seconds of processor, seconds of the clock."""

    memory_bytes: int = MAX_MEMORY_BYTES
    cpu_seconds: int = MAX_CPU_SECONDS
    seconds: float = MAX_SECONDS


@dataclass(frozen=True, slots=True)
class BoundedTypesetter:
    """``warm`` prints what is short; ``command`` is the child that prints the rest, and must take ``Limits`` as given.

    ``command`` is a program and its arguments, which call ``print_from_input``.
    """

    warm: Typesetter
    command: Sequence[str]
    limits: Limits = Limits()
    long_characters: int = LONG_CHARACTERS

    def print(self, sheet: Sheet) -> bytes:
        """The PDF of ``sheet``. TooLong where the child was stopped by its limits, BadSheet if it cannot be printed."""
        if len(json.dumps(sheet.content, ensure_ascii=False)) <= self.long_characters:
            return self.warm.print(sheet)
        limits = (str(self.limits.memory_bytes), str(self.limits.cpu_seconds))
        try:
            child = subprocess.run(
                [*self.command, *limits],
                input=written(sheet),
                capture_output=True,
                timeout=self.limits.seconds,
                check=False,
                env=os.environ | {"MALLOC_ARENA_MAX": "2"},  # arenas are address space that nobody uses
            )
        except subprocess.TimeoutExpired as error:
            raise TooLong(f"{sheet.template}: more than {self.limits.seconds} seconds") from error
        said = child.stderr.decode("utf-8", "replace")[-MAX_SAID_CHARACTERS:]
        if child.returncode == 0:
            return child.stdout
        if child.returncode == _BAD_SHEET:
            raise BadSheet(said)
        if child.returncode == _TOO_LONG or child.returncode < 0:  # ended by a signal: by a limit, or by the system
            raise TooLong(f"{sheet.template}: the child ended with {child.returncode}: {said}")
        raise RuntimeError(f"the child that prints ended with {child.returncode}: {said}")


def print_from_input(make: Callable[[], Typesetter], arguments: Sequence[str]) -> int:
    """What the child does: take its limits, print the sheet of its input to its output, say how it went."""
    memory_bytes, cpu_seconds = (int(each) for each in arguments)
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # what it prints is somebody's data
    try:
        pdf = pack(make().print(_read(sys.stdin.buffer.read())))
    except TooLong as error:
        sys.stderr.write(str(error))
        return _TOO_LONG
    except BadSheet as error:
        sys.stderr.write(str(error))
        return _BAD_SHEET
    except MemoryError:
        return _TOO_LONG
    sys.stdout.buffer.write(pdf)
    return 0


def written(sheet: Sheet) -> bytes:
    """``sheet`` as the child reads it."""
    told: dict[str, Any] = {field.name: getattr(sheet, field.name) for field in dataclasses.fields(sheet)}
    told["issued_at"] = sheet.issued_at.isoformat()
    told["expires_on"] = sheet.expires_on.isoformat() if sheet.expires_on else None
    return json.dumps(told, ensure_ascii=False).encode("utf-8")


def _read(data: bytes) -> Sheet:
    told = json.loads(data)
    told["issued_at"] = datetime.fromisoformat(told["issued_at"])
    told["expires_on"] = date.fromisoformat(told["expires_on"]) if told["expires_on"] else None
    return Sheet(**told)
