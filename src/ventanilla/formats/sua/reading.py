"""Reads any of SUA's five files: which one it is, is seen in its lines; its name only helps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from ventanilla.formats.encoding import SAMPLE, guess
from ventanilla.formats.file import File
from ventanilla.formats.finding import Finding, Place, Severity
from ventanilla.formats.fixed import Layout, faults
from ventanilla.formats.fixed.checks import Line
from ventanilla.formats.fixed.limits import limits
from ventanilla.formats.fixed.lines import texts, upper
from ventanilla.formats.fixed.memory import MAX_REMEMBERED, Seen, person_repeated, repeated
from ventanilla.formats.fixed.quick import Quick
from ventanilla.formats.records import Credito, Ficha, Record
from ventanilla.kernel.text import Text

from . import lines
from .layouts import AFIL, ASEG, CRED, INCAP, LAYOUTS, MOVT, longest

LOOKED_AT: Final = 64  # lines, to see which file it is
_READ: Final[Mapping[str, Callable[[Line], list[Record]]]] = MappingProxyType(
    {
        ASEG.name: lines.aseg,
        AFIL.name: lines.afil,
        MOVT.name: lines.movt,
        INCAP.name: lines.incap,
        CRED.name: lines.cred,
    }
)


def read(file: File, on: date | None = None) -> Iterator[Record | Finding]:
    """The records of a SUA file and its findings, in the order of its lines; ``on`` is today, where it is known.

    ASEG gives a ``Ficha`` a worker, and a ``Credito`` where there is one; AFIL a ``Ficha``; MOVT a ``Movimiento``, an
    ``Ausentismo`` or an ``Incapacidad``; INCAP and CRED theirs. A line is in memory at a time, besides the ``Seen``
    ones. Nothing in a file raises.

    >>> one = File.of_bytes("MOVT.TXT", b"Z9912345105991785000151110042026        030000000")
    >>> [(found.desde, found.dias) for found in read(one)]
    [(datetime.date(2026, 4, 10), 3)]
    """
    head = file.head(SAMPLE)
    if not decoded(head):
        yield Finding(Severity.ERROR, Place(file.name), "", *_empty())
        return
    layout = which(head, file.name)
    if layout is None:
        yield Finding(Severity.ERROR, Place(file.name), "", *_unknown())
        return
    reader = _Reader(file.name, layout, on, _short(head, layout))
    for said in texts(file):
        if isinstance(said, Finding):
            yield said
        else:
            yield from reader.line(*said)


class _Reader:
    """What is known of a file while it is read."""

    def __init__(self, file: str, layout: Layout, on: date | None, short: Severity) -> None:
        self.file, self.layout, self.on, self._short = file, layout, on, short
        self.seen, self._quick = Seen(file), Quick()
        self._credits: dict[str, tuple[str, int]] = {}
        self._uncapped = False

    def line(self, number: int, text: str) -> Iterator[Record | Finding]:
        """What one line gives: its findings, and its records if they can be read."""
        line = Line(self.layout, upper(text), Place(self.file, number), self.on, quick=self._quick)
        found: list[Record] = []
        if line.printable() and self._mine(line) and line.whole(longest(self.layout), self._short):
            found = _READ[self.layout.name](line)
            found = self._once(line, found)
        if found:
            self._uncapped_wage(line, found[0])
        yield from self.seen.told()
        yield from line.findings
        yield from found

    def _mine(self, line: Line) -> bool:
        """Whether a line is not one of another of the five files; else it has the finding."""
        text = line.text.rstrip()
        if not line.wrong and (len(text) == self.layout.width or self.layout.holds(text, longest(self.layout))):
            return True
        widths = [one for one in LAYOUTS if one is not self.layout and len(text) in (one.width, longest(one))]
        other = next((one for one in widths if one.holds(text, longest(one))), None)
        if other is None:
            return True
        line.add(Severity.ERROR, None, _another_file(other.name, self.layout.name), 1)
        return False

    def _once(self, line: Line, found: list[Record]) -> list[Record]:
        """The records that no line before gave."""
        if not found:
            return []
        one, number = found[0], line.place.line
        if isinstance(one, Ficha):
            first = self.seen.before(one.registro, one.nss, number)
            if first:
                line.findings.append(person_repeated(line.place, first))
        else:
            first = self.seen.before(one.registro, one.nss + lines.what(one), number)
            if first:
                line.findings.append(repeated(line.place, first))
        if first:
            return []
        return [record for record in found if not (isinstance(record, Credito) and self._taken(line, record))]

    def _taken(self, line: Line, credit: Credito) -> bool:
        """Whether a credit is another worker's already."""
        number = line.place.line
        nss, first = self._credits.get(credit.numero, (credit.nss, number))
        if nss != credit.nss:
            line.error("crédito Infonavit", _credit_taken(first))
            return True
        if len(self._credits) < MAX_REMEMBERED:
            self._credits.setdefault(credit.numero, (nss, number))
        return False

    def _uncapped_wage(self, line: Line, record: Record) -> None:
        """Tell once that the law of some day is not loaded."""
        on = record.fecha_alta if isinstance(record, Ficha) else getattr(record, "fecha", None)
        if self._uncapped or on is None or getattr(record, "sbc", None) is None or limits(on).cap is not None:
            return
        self._uncapped = True
        line.note("SDI", faults.cap_unknown(on))


def which(head: bytes, name: str) -> Layout | None:
    """Which of the five files begins with ``head``: that of most lines whole, or by width, or by its name."""
    said = decoded(head)
    votes = Counter(
        one.name for text in said for one in LAYOUTS if text[:1].strip() and one.holds(upper(text), longest(one))
    )
    if not votes:
        votes = Counter(one.name for text in said for one in LAYOUTS if one.width <= len(text) <= longest(one))
    hinted = [one for one in LAYOUTS if one.name.split()[0] in name.upper()]
    if votes:
        return max(LAYOUTS, key=lambda one: (votes[one.name], one in hinted))
    return hinted[0] if len(hinted) == 1 else None


def _short(head: bytes, layout: Layout) -> Severity:
    """How grave a line is that ends before what may be blank: nothing, in a file whose lines do; else it was cut."""
    said = decoded(head)
    ended = sum(len(line) < layout.width for line in said)
    return Severity.NOTE if 2 * ended > len(said) else Severity.WARNING


def decoded(head: bytes) -> list[str]:
    """Some first lines that say something, as far as they are needed to see what they are."""
    text = head.decode(guess(head), "replace").replace("\u00a0", " ")
    said = [line.rstrip("\r\x1a ") for line in text.split("\n")]
    return [line for line in said if line][:LOOKED_AT]


def _empty() -> faults.Told:
    return (
        Text("ARCHIVO_VACIO", "El archivo no tiene ningún renglón."),
        Text("ARCHIVO_VACIO_REMEDIO", "Genérelo de nuevo con su programa."),
    )


def _unknown() -> faults.Told:
    return (
        Text(
            "SUA_DESCONOCIDO",
            "No es ninguno de los archivos de importación del SUA: ningún renglón tiene el ancho de ASEG (164), AFIL "
            "(80), MOVT (49), INCAP (57) o CRED (52).",
        ),
        Text("SUA_DESCONOCIDO_REMEDIO", "Revise que sea el archivo correcto, o genérelo de nuevo con su programa."),
    )


def _another_file(said: str, wanted: str) -> faults.Told:
    return (
        Text("RENGLON_DE_OTRO_ARCHIVO", "Es un renglón de {otro}, y el archivo es {este}.", otro=said, este=wanted),
        Text("RENGLON_DE_OTRO_ARCHIVO_REMEDIO", "Póngalo en su archivo."),
    )


def _credit_taken(first: int) -> faults.Told:
    return (
        Text(
            "CREDITO_DE_OTRO",
            "Ese crédito es de otra persona en el renglón {primero}: un número de crédito es de una sola.",
            primero=first,
        ),
        Text("CREDITO_DE_OTRO_REMEDIO", "Copie el número del aviso de retención de cada persona."),
    )
