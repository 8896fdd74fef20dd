"""Calendar files: what RFC 5545 asks of each line, whatever is written in them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from ventanilla.formats.ics import LONGEST, Dia, write

AT = datetime(2026, 11, 22, 15, 0, 9, tzinfo=UTC)
DAYS = st.builds(
    Dia,
    st.text(st.characters(codec="ascii", categories=("L", "N")), min_size=1, max_size=200),
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    st.text(max_size=300),
    st.text(max_size=300),
    st.integers(0, 30),
)


def unfolded(written: bytes) -> list[str]:
    return written.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def test_a_day_is_what_a_calendar_reads() -> None:
    day = Dia("cuotas-2026-11", date(2026, 12, 31), "Pagar; las cuotas, de noviembre", "LSS 39\nRACERF 3\\", 3)
    lines = unfolded(write("Plazos", [day], "oficina.ejemplo", AT))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    assert "UID:cuotas-2026-11@oficina.ejemplo" in lines
    assert "DTSTAMP:20261122T150009Z" in lines
    assert "DTEND;VALUE=DATE:20270101" in lines
    assert "SUMMARY:Pagar\\; las cuotas\\, de noviembre" in lines
    assert "DESCRIPTION:LSS 39\\nRACERF 3\\\\" in lines
    assert "TRIGGER:-P3D" in lines


@given(st.lists(DAYS, max_size=4), st.text(max_size=200))
def test_no_line_is_long_none_is_broken_and_nothing_is_smuggled_in(days: list[Dia], title: str) -> None:
    written = write(title, days, "oficina.ejemplo", AT)
    assert all(len(line) <= LONGEST for line in written.split(b"\r\n"))
    assert written.replace(b"\r\n", b"").count(b"\n") == written.replace(b"\r\n", b"").count(b"\r") == 0
    lines = unfolded(written)
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == len(days)
    assert sum(line.startswith("UID:") for line in lines) == len(days)


def test_the_same_terms_are_the_same_bytes() -> None:
    days = [Dia("a", date(2026, 12, 17), "Ñandú")]
    assert write("x", days, "h", AT) == write("x", days, "h", AT)
