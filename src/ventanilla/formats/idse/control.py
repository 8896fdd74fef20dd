"""The control record, last of every IDSE file, and how many movements it says there are.

>>> from ventanilla.formats.finding import Place
>>> end = Ending("A.TXT")
>>> end.movement()
[]
>>> end.control(2, CONTROL.compose({"asteriscos": STARS, "número de movimientos": "2", "guía": "01400"}))
[]
>>> [(finding.code, str(finding.place)) for finding in end.close(2, 0)]
[('CUENTA_DISTINTA', 'A.TXT, línea 2, columna 57')]
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ventanilla.formats.finding import Finding, Place, Severity
from ventanilla.formats.fixed import faults
from ventanilla.formats.fixed.checks import Line
from ventanilla.kernel.text import Text

from .layout import CONTROL, LAYOUTS, STARS, TYPE_AT

COUNT: Final = "número de movimientos"


@dataclass(frozen=True, slots=True)
class _Said:
    """A control record: its line, the number it says (None if it cannot be read), and those since the one before."""

    line: int
    count: int | None
    since: int


@dataclass(slots=True)
class Ending:
    """The movements of a file as they pass, and the control records among them."""

    file: str
    total: int = 0
    since: int = 0  # the last control record
    last: _Said | None = None  # a control record after which nothing came yet
    early: _Said | None = None  # the first one that was not the last
    controls: int = 0

    def movement(self) -> list[Finding]:
        """One line of a movement, well or badly written."""
        self.total += 1
        self.since += 1
        before, self.last = self.last, None
        if before is None:
            return []
        self.early = self.early or before
        return [_not_last(Place(self.file, before.line, 1))]

    def after(self, number: int, text: str) -> Finding | None:
        """The finding for a line that comes after the control record and is no movement; None for any other."""
        if self.last is None or text[TYPE_AT] in LAYOUTS:
            return None
        return _trailing(Place(self.file, number, 1))

    def control(self, number: int, text: str) -> list[Finding]:
        """One control record."""
        self.controls += 1
        if self.last is not None:
            return [_again(Place(self.file, number, 1), self.last.line)]
        line = Line(CONTROL, text, Place(self.file, number))
        count = _count(line)
        self.last = _Said(number, count, self.since)
        self.since = 0
        return line.findings

    def close(self, number: int, repeated: int) -> list[Finding]:
        """The end of a file of ``number`` lines, ``repeated`` of them more than once."""
        if not self.controls:
            return [_absent(Place(self.file, number))]
        return [
            _differs(Place(self.file, said.line, CONTROL.by_name[COUNT].first), said.count, self.total)
            for said in (self.early, self.last)
            if said is not None and said.count is not None and not self._counts(said, repeated)
        ]

    def _counts(self, said: _Said, repeated: int) -> bool:
        """Whether a number is that of the file, with or without what is repeated, or of the part it ends."""
        return said.count in (self.total, self.total - repeated, said.since)


def _count(line: Line) -> int | None:
    """The number it says, with what is wrong in the line."""
    guia = CONTROL.by_name["guía"]
    if not line.printable() or not line.whole():
        return None
    if line.length < guia.last and line.blank("guía"):
        told = faults.too_short(CONTROL.name, CONTROL.width, line.length, "la guía")
        line.findings.append(Finding(Severity.WARNING, line.place.at(max(line.length + 1, guia.first)), "guía", *told))
    if line.said("asteriscos") != STARS:
        stars = CONTROL.by_name["asteriscos"]
        line.warn("asteriscos", _stars(), stars.misfit(line.said("asteriscos")))
    if not line.blank("guía"):
        line.number("guía")
    line.fillers()
    return line.number(COUNT)


def _stars() -> faults.Told:
    return (
        Text("ASTERISCOS_INCOMPLETOS", "El registro de control empieza con trece asteriscos, y aquí no están todos."),
        Text("ASTERISCOS_INCOMPLETOS_REMEDIO", "Escriba trece asteriscos en las columnas 1 a 13."),
    )


def _absent(place: Place) -> Finding:
    return Finding(
        Severity.WARNING,
        place,
        "",
        Text(
            "CONTROL_FALTA",
            "Después del último renglón falta el registro de control, el que dice cuántos movimientos hay: el archivo "
            "puede estar incompleto.",
        ),
        Text(
            "CONTROL_FALTA_REMEDIO", "Compare el número de movimientos con su programa, y genere de nuevo el archivo."
        ),
    )


def _differs(place: Place, count: int | None, total: int) -> Finding:
    return Finding(
        Severity.WARNING,
        place,
        COUNT,
        Text(
            "CUENTA_DISTINTA",
            "El registro de control dice {dice} movimientos, y en el archivo hay {hay}.",
            dice=count or 0,
            hay=total,
        ),
        Text("CUENTA_DISTINTA_REMEDIO", "Busque el renglón que falta o sobra, y escriba el número correcto."),
    )


def _again(place: Place, first: int) -> Finding:
    return Finding(
        Severity.WARNING,
        place,
        "",
        Text("CONTROL_REPETIDO", "Ya hay un registro de control, en el renglón {primero}.", primero=first),
        Text("CONTROL_REPETIDO_REMEDIO", "Deje solo uno, al final."),
    )


def _not_last(place: Place) -> Finding:
    return Finding(
        Severity.WARNING,
        place,
        "",
        Text(
            "CONTROL_ANTES_DEL_FINAL", "Después de este registro de control siguen más movimientos; se leyeron también."
        ),
        Text(
            "CONTROL_ANTES_DEL_FINAL_REMEDIO",
            "Si unió dos archivos, deje un solo registro de control, al final, con la suma de los movimientos.",
        ),
    )


def _trailing(place: Place) -> Finding:
    return Finding(
        Severity.ERROR,
        place,
        "",
        Text(
            "TEXTO_DESPUES_DEL_CONTROL", "El registro de control termina el archivo, y este texto viene después de él."
        ),
        Text("TEXTO_DESPUES_DEL_CONTROL_REMEDIO", "Quítelo; si es un movimiento, póngalo antes y cuéntelo."),
    )
