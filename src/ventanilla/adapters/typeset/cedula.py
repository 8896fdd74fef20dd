"""The cédula of an employer as PDF: its content is of ``formats``, its pages of ``documents/cedula.typ``."""

from __future__ import annotations

from datetime import datetime

from ventanilla.formats.cedula.model import CedulaImpresa
from ventanilla.formats.cedula.paper import contenido
from ventanilla.kernel.clock import Clock

from .printout import MAX_MEMORY_BYTES, Printout, print_apart

TEMPLATE = "/adapters/typeset/documents/cedula.typ"


def render(
    cedula: CedulaImpresa, issued_at: datetime | None = None, *, max_memory_bytes: int = MAX_MEMORY_BYTES
) -> bytes:
    """The PDF of ``cedula``, made in a process apart with at most ``max_memory_bytes``.

    ``issued_at`` (aware; now, if nobody says) is printed: the same one gives the same bytes. TooManyPrinted past what a
    document takes, TooLong past the memory or the time.
    """
    printout = Printout(
        template=TEMPLATE,
        title="Cédula de determinación de cuotas",
        author=cedula.datos.nombre or cedula.datos.registro,
        issued_at=issued_at or Clock().now(),
        content=contenido(cedula),
    )
    return print_apart(printout, max_memory_bytes=max_memory_bytes)
