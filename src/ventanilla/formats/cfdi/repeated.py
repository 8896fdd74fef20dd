"""The same receipt twice, in two files: the folio fiscal (UUID) says so, and only whoever reads all of them sees it.

>>> from ventanilla.formats.finding import Place
>>> seen = Repetidos()
>>> one = Recibo(Place("a.xml", 4), "", "", uuid="F4F09AEF-57F2-4BE0-A828-87D1A80ED61C")
>>> again = Recibo(Place("b.xml", 4), "", "", uuid="F4F09AEF-57F2-4BE0-A828-87D1A80ED61C")
>>> seen.look(one), str(seen.look(again).cause)
(None, 'El folio fiscal F4F09AEF-57F2-4BE0-A828-87D1A80ED61C ya venía en a.xml.')
"""

from __future__ import annotations

from typing import Final

from ventanilla.formats.finding import Finding, Severity
from ventanilla.formats.records import Recibo
from ventanilla.kernel.text import Text

MAX_REMEMBERED: Final = 1_000_000  # folios: some two hundred megabytes


class Repetidos:
    """Remembers which file had each folio. Several Nominas of one file have one folio, and are not a repetition."""

    def __init__(self) -> None:
        self._seen: dict[str, str] = {}

    def look(self, recibo: Recibo) -> Finding | None:
        """That its folio was in another file before: whoever gathers receipts leaves it out. None the first time.

        Beyond ``MAX_REMEMBERED`` folios nothing new is remembered.
        """
        if not recibo.uuid:
            return None
        first = self._seen.get(recibo.uuid)
        if first is None and len(self._seen) < MAX_REMEMBERED:
            self._seen[recibo.uuid] = recibo.place.file
        if first is None or first == recibo.place.file:
            return None
        return Finding(
            Severity.WARNING,
            recibo.place,
            "TimbreFiscalDigital/@UUID",
            Text(
                "RECIBO_REPETIDO",
                "El folio fiscal {folio} ya venía en {archivo}.",
                folio=recibo.uuid,
                archivo=first,
            ),
            Text("RECIBO_REPETIDO_REMEDIO", "Quite una de las dos copias: se contó solo la primera."),
        )
