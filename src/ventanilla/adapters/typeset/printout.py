"""Printing what no office seals: the same fonts and standards, without folio, seal nor QR, in a process of its own.

Needs Typst alone (extra ``formatos``). A long table takes memory: the child is given what the length of its content
asks for, up to ``MAX_MEMORY_BYTES``, and no more; past it, it is the child that ends. Its file is packed.

``python -m ventanilla.adapters.typeset.printout BYTES SECONDS`` is the child: it reads JSON and writes the PDF.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from ventanilla.domain.documents import Jsonable
from ventanilla.kernel.clock import CIVIL_ZONE, civil_date

from .packed import pack
from .port import BadSheet, TooLong

BASE_MEMORY_BYTES: Final = 512 * 1024**2  # address space of the child, before its content
MEMORY_OF_A_CHARACTER: Final = 1_000  # bytes of address space for each character of content; a table takes 800
MAX_MEMORY_BYTES: Final = 4 * 1024**3
MAX_SECONDS: Final = 90  # of the clock
MAX_CPU_SECONDS: Final = 60
MAX_CHARACTERS: Final = 8_000_000  # of the content as JSON
MAX_SAID_CHARACTERS: Final = 2_000
TEMPLATES: Final = frozenset(
    f"/adapters/typeset/documents/{name}.typ" for name in ("cedula", "explicacion", "historial")
)
_BAD: Final = 3  # how the child ends for what cannot be printed
_TOO_LONG: Final = 4


@dataclass(frozen=True, kw_only=True)
class Printout:
    """A document that nobody seals. ``template`` is one of ``TEMPLATES``; ``issued_at`` is its date: the same printout
    gives the same bytes."""

    template: str
    title: str
    author: str
    issued_at: datetime
    content: Mapping[str, Any]


def print_apart(printout: Printout, command: Sequence[str] = (), *, max_memory_bytes: int = MAX_MEMORY_BYTES) -> bytes:
    """The PDF (PDF/A-2a, PDF/UA-1) of ``printout``. TooLong past the limits, BadSheet if it cannot be printed."""
    data = json.dumps(_told(printout), ensure_ascii=False).encode("utf-8")
    if len(data) > MAX_CHARACTERS:
        raise TooLong(f"the content is longer than {MAX_CHARACTERS} characters")
    memory = min(max_memory_bytes, BASE_MEMORY_BYTES + MEMORY_OF_A_CHARACTER * len(data))
    child = command or (sys.executable, "-m", f"{__package__}.printout")
    try:
        done = subprocess.run(
            [*child, str(memory), str(MAX_CPU_SECONDS)],
            input=data,
            capture_output=True,
            timeout=MAX_SECONDS,
            check=False,
            # Only what Python needs to find itself; arenas are address space that nobody uses.
            env={
                "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
                "PATH": os.environ.get("PATH", os.defpath),
                "MALLOC_ARENA_MAX": "2",
            },
        )
    except subprocess.TimeoutExpired as error:
        raise TooLong(f"{printout.template}: more than {MAX_SECONDS} seconds") from error
    said = done.stderr.decode("utf-8", "replace")[-MAX_SAID_CHARACTERS:]
    if done.returncode == 0:
        return done.stdout
    if done.returncode == _BAD:
        raise BadSheet(said)
    if done.returncode == _TOO_LONG or done.returncode < 0:  # ended by a signal: by a limit, or by the system
        raise TooLong(f"{printout.template}: the child ended with {done.returncode}: {said}")
    raise RuntimeError(f"the child that prints ended with {done.returncode}: {said}")


def print_here(printout: Printout) -> bytes:
    """The same in this process, unbounded and not packed: for the child, and for tests."""
    return _compiled(_told(printout))


def _told(printout: Printout) -> dict[str, Any]:
    if printout.template not in TEMPLATES:
        raise BadSheet(f"{printout.template} is not a printout")
    return {
        "template": printout.template,
        "issued_at": printout.issued_at.isoformat(),
        "data": {
            "content": printout.content,
            "document": {
                "title": printout.title,
                "author": printout.author,
                "issued_on": civil_date(printout.issued_at).isoformat(),
                "issued_at": printout.issued_at.astimezone(CIVIL_ZONE).strftime("%H:%M"),
            },
        },
    }


def _compiled(told: Mapping[str, Any]) -> bytes:
    import typst

    from .compiler import FONTS, ROOT, STANDARDS, fixed_offset
    from .printable import printable_values

    data: Jsonable = told["data"]
    compiler = typst.Compiler(root=str(ROOT), font_paths=[str(FONTS)], ignore_system_fonts=True)
    try:
        pdf = compiler.compile(
            input=(ROOT / told["template"][1:]).read_bytes(),
            format="pdf",
            sys_inputs={"data": json.dumps(printable_values(data), ensure_ascii=False)},
            pdf_standards=list(STANDARDS),
            timestamp=fixed_offset(datetime.fromisoformat(told["issued_at"])),
        )
    except typst.TypstError as error:
        raise BadSheet(f"{told['template']}: {error.message}") from error
    if not isinstance(pdf, bytes):
        raise BadSheet(f"{told['template']} did not give one PDF")
    return pdf


def main(arguments: Sequence[str]) -> int:
    """What the child does: take its limits, print what comes by its input to its output, say how it went."""
    memory_bytes, cpu_seconds = (int(each) for each in arguments)
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # what it prints is somebody's data
    try:
        pdf = pack(_compiled(json.loads(sys.stdin.buffer.read())))
    except BadSheet as error:
        sys.stderr.write(str(error))
        return _BAD
    except MemoryError:
        return _TOO_LONG
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
