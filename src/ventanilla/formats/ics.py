r"""Days to remember as a calendar file (iCalendar, RFC 5545), for the calendar that each person uses.

Whole days: nothing in them depends on a zone. Lines end in CRLF and are folded at 75 octets, never inside a letter.

>>> from datetime import UTC
>>> day = Dia("cuotas-2026-11", date(2026, 12, 17), "Pagar las cuotas", "LSS 39")
>>> written = write("Plazos", [day], "oficina.ejemplo", datetime(2026, 11, 22, 15, tzinfo=UTC))
>>> [line for line in written.decode().split("\r\n") if line.startswith(("UID", "DTSTART", "DTEND"))]
['UID:cuotas-2026-11@oficina.ejemplo', 'DTSTART;VALUE=DATE:20261217', 'DTEND;VALUE=DATE:20261218']
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

LONGEST: Final = 75  # octets of a line, without its end (3.1)
_UN_DIA: Final = timedelta(days=1)
_ESCAPES: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True, slots=True)
class Dia:
    """One whole day. ``clave`` is its own for ever, so that a calendar that has it changes it and adds no other."""

    clave: str
    dia: date
    titulo: str
    detalle: str = ""
    avisar_dias: int = 0  # how many days before the calendar says so; 0: it does not


def write(titulo: str, dias: Iterable[Dia], host: str, at: datetime) -> bytes:
    """The file; ``host`` makes the identifiers this installation's own, ``at`` is when it is written."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{_text(host)}//Ventanilla//ES", "CALSCALE:GREGORIAN"]
    lines += ["METHOD:PUBLISH", f"X-WR-CALNAME:{_text(titulo)}"]
    stamp = f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    for dia in dias:
        lines += _event(dia, host, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _event(one: Dia, host: str, stamp: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(one.clave)}@{_text(host)}"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{one.dia:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{one.dia + _UN_DIA:%Y%m%d}"
    yield f"SUMMARY:{_text(one.titulo)}"
    if one.detalle:
        yield f"DESCRIPTION:{_text(one.detalle)}"
    yield "TRANSP:TRANSPARENT"  # it takes nobody's time
    if one.avisar_dias:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_text(one.titulo)}")
        yield from (f"TRIGGER:-P{one.avisar_dias}D", "END:VALARM")
    yield "END:VEVENT"


def _text(value: str) -> str:
    return "".join(each for each in value.translate(_ESCAPES) if each >= " " or each == "\t")


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of ``LONGEST`` octets; each after the first begins with a space, which counts."""
    piece, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > LONGEST:
            yield piece
            piece, size = " ", 1
        piece, size = piece + letter, size + octets
    yield piece
