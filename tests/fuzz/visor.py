"""Any bytes at all as the files of a "visor": rows and findings come out, with places inside them."""

from __future__ import annotations

from tests.formats.emissions import MES, REGISTRO, cobro

from ventanilla.domain.contributions import Bill
from ventanilla.formats import visor
from ventanilla.formats.file import File
from ventanilla.formats.finding import Finding
from ventanilla.formats.records import Cobro

NAMES = ("CDEMPA99.txt", "CDEMAS99.txt", "CDEMMO99.txt", "CDEBAS99.txt", "CDEBMO99.txt", "OTRO.txt")
_CUT = b"\f"


def one_input_visor(data: bytes) -> None:
    """Read ``data`` cut by form feeds as the files of an emission; AssertionError if something else comes out."""
    files = [File.of_bytes(name, part) for name, part in zip(NAMES, data.split(_CUT, len(NAMES) - 1), strict=False)]
    lines = {file.name: sum(1 for _ in file.lines()) for file in files}
    for one in visor.read(files):
        assert isinstance(one, Cobro | Finding)
        assert one.place.file in NAMES
        assert 0 <= one.place.line <= lines.get(one.place.file, 0)
        assert one.place.column >= 0
        if isinstance(one, Finding):
            assert str(one.cause)
            assert str(one.fix)
        else:
            assert len(one.nss) == 11


def _seeds() -> tuple[bytes, ...]:
    every = visor.write([cobro(n, bill) for bill in Bill for n in (1, 2)], MES, REGISTRO)
    by_name = {name.rpartition("/")[2]: content for name, content in every.items()}
    return (_CUT.join(by_name.get(name, b"") for name in NAMES),)


SEEDS = _seeds()
