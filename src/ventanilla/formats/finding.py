"""What is wrong in a file: where, why, and what to do. Never a reason to stop reading the rest.

>>> from ventanilla.kernel.text import Text
>>> one = Finding(
...     Severity.ERROR,
...     Place("ALTAS.TXT", 12, 104),
...     "SBC",
...     Text("IMPORTE_ILEGIBLE", "El salario «{texto}» no son seis cifras.", texto="06877O"),
...     Text("IMPORTE_ILEGIBLE_REMEDIO", "Escriba el salario en centavos, con ceros a la izquierda: 068770."),
... )
>>> str(one.place), one.code
('ALTAS.TXT, línea 12, columna 104', 'IMPORTE_ILEGIBLE')
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from ventanilla.kernel.text import Text


class Severity(Enum):
    """What a finding does to what was read; the values are those of ``--json``."""

    ERROR = "error"  # that line, or that datum, could not be read: it is left out
    WARNING = "advertencia"  # it was read, and somebody should look at it
    NOTE = "nota"  # it was read in a way that is worth telling: an encoding, a column guessed


@dataclass(frozen=True, slots=True)
class Place:
    """Where in which file. ``line`` and ``column`` count from 1; 0 is the whole file, or the whole line.

    In a spreadsheet they are the row and the column of ``sheet``. A file in a ZIP is ``outer.zip/inner.xml``.
    """

    file: str
    line: int = 0
    column: int = 0
    sheet: str = ""

    def at(self, column: int) -> Place:
        """Another column of the same line."""
        return replace(self, column=column)

    def __str__(self) -> str:
        said = [self.file]
        if self.sheet:
            said.append(f"hoja «{self.sheet}»")
        if self.line:
            said.append(f"línea {self.line}")
        if self.column:
            said.append(f"columna {self.column}")
        return ", ".join(said)


@dataclass(frozen=True, slots=True)
class Finding:
    """``field`` is the datum as its format names it ("SBC", "Receptor/@Curp"), "" for the whole line.

    ``cause`` says what is there and why that cannot be; its code is the kind. ``fix`` says what to write instead.
    """

    severity: Severity
    place: Place
    field: str
    cause: Text
    fix: Text

    @property
    def code(self) -> str:
        """Stable name of the kind."""
        return self.cause.code
