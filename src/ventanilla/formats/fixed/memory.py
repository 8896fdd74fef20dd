"""What a reader remembers of the lines before: which were there already, and of which registros. Bounded.

>>> seen = Seen("A.TXT")
>>> seen.before("Z9912345105", "99178500015 08 15012026", 1), seen.before("Z9912345105", "99178500015 08 15012026", 4)
(0, 1)
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from ventanilla.formats.finding import Finding, Place, Severity
from ventanilla.kernel.text import Text

MAX_REMEMBERED: Final = 200_000  # lines of a file that are compared with those after; some 40 MB
MAX_REGISTROS: Final = 100  # of a file, that are told


@dataclass(slots=True)
class Seen:
    """The lines of a file up to here, by what makes them one and the same; ``findings`` are for whoever reads."""

    file: str
    lines: dict[str, int] = field(default_factory=dict)
    registros: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)

    def before(self, registro: str, key: str, number: int) -> int:
        """In which line ``registro`` had ``key`` already; 0 if in none, and from now on it is in this one."""
        known = registro + key
        first = self.lines.get(known)
        if first is not None:
            return first
        if len(self.lines) < MAX_REMEMBERED:
            self.lines[known] = number
            if len(self.lines) == MAX_REMEMBERED:
                self.findings.append(_full(Place(self.file, number)))
        if registro not in self.registros and len(self.registros) < MAX_REGISTROS:
            if self.registros:
                self.findings.append(_another(Place(self.file, number, 1), registro))
            self.registros.add(registro)
        return 0

    def told(self) -> list[Finding]:
        """What there is to tell, once."""
        found, self.findings = self.findings, []
        return found


def repeated(place: Place, first: int) -> Finding:
    """The same worker, movement and day as in the line ``first``."""
    return Finding(
        Severity.ERROR,
        place,
        "",
        Text(
            "RENGLON_REPETIDO",
            "La misma persona, con el mismo movimiento y la misma fecha, ya está en el renglón {primero}.",
            primero=first,
        ),
        Text("RENGLON_REPETIDO_REMEDIO", "Deje uno de los dos; si sus datos no son iguales, el correcto."),
    )


def person_repeated(place: Place, first: int) -> Finding:
    """The same worker, where each has one line."""
    return Finding(
        Severity.ERROR,
        place,
        "",
        Text("PERSONA_REPETIDA", "La misma persona ya está en el renglón {primero}.", primero=first),
        Text("PERSONA_REPETIDA_REMEDIO", "Deje uno de los dos; si sus datos no son iguales, el correcto."),
    )


def _another(place: Place, registro: str) -> Finding:
    return Finding(
        Severity.NOTE,
        place,
        "registro patronal",
        Text("OTRO_REGISTRO", "Desde este renglón hay también movimientos del registro {registro}.", registro=registro),
        Text("OTRO_REGISTRO_REMEDIO", "Si el archivo es de un solo registro patronal, corríjalo; si no, está bien."),
    )


def _full(place: Place) -> Finding:
    return Finding(
        Severity.NOTE,
        place,
        "",
        Text(
            "REPETIDOS_SIN_BUSCAR",
            "El archivo es muy largo: después de este renglón solo se buscan repetidos entre los primeros {n}.",
            n=MAX_REMEMBERED,
        ),
        Text("REPETIDOS_SIN_BUSCAR_REMEDIO", "Divida el archivo si quiere que se busquen en todo."),
    )
