"""Any bytes at all as a list of workers, in a CSV or as cells: records and findings come out, with places inside it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.formats.payroll_layouts import LAYOUTS
from tests.fuzz.tables import sheets, text_of

from ventanilla.formats import cells, lista
from ventanilla.formats.file import File
from ventanilla.formats.finding import Finding
from ventanilla.formats.records import Ausentismo, Credito, Ficha, Incapacidad, Movimiento
from ventanilla.formats.sheet import Sheet
from ventanilla.kernel.period import Period

NAME = "LISTA.CSV"
PERIOD = Period(date(2026, 1, 1), date(2026, 1, 15))
_FILE, _CELLS = b"F", b"C"
_SEEDED = ("plain", "no_titles", "infonavit", "movements", "incapacities", "absences", "fortnight", "two_rows")


def one_input_lista(data: bytes) -> None:
    """Read ``data``, whose first byte says as what; AssertionError if something else than records comes out."""
    if data[:1] == _FILE:
        given = list(cells.read(File.of_bytes(NAME, data[1:])))
        assert all(isinstance(one, Sheet | Finding) for one in given)
        tables = [one for one in given if isinstance(one, Sheet)]
    else:
        tables = sheets(data[1:])
    for table in tables:
        plantilla = lista.guess(table)
        assert lista.from_json(lista.to_json(plantilla)).columnas == plantilla.columnas if plantilla.columnas else True
        for one in lista.read(table, plantilla, NAME, periodo=PERIOD):
            assert isinstance(one, Ficha | Movimiento | Ausentismo | Incapacidad | Credito | Finding)
            assert one.place.file == NAME
            assert one.place.sheet == table.name
            assert 0 <= one.place.line <= len(table.rows)
            assert 0 <= one.place.column <= table.width + 1
            if isinstance(one, Finding):
                assert str(one.cause)
                assert str(one.fix)
            else:
                assert len(one.nss) == 11


def _seeds() -> tuple[bytes, ...]:
    found = []
    for layout in LAYOUTS:
        if layout.name in _SEEDED:
            rows = layout.rows(1, 6)
            found.append(_CELLS + text_of(rows).encode())
        if layout.file == "csv" and layout.name in ("plain", "no_titles", "movements", "quotes"):
            found.append(_FILE + layout.content(1, 6))
    found.append(_CELLS + text_of([["NSS", "SBC"], ["99178500015", Decimal("687.70")], ["TOTAL", "=1"]]).encode())
    return tuple(found)


SEEDS = _seeds()
