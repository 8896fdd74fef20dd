"""Any bytes at all as an IDSE file: records and findings come out, each where it may be."""

from __future__ import annotations

from datetime import date
from itertools import islice
from typing import Final

from ventanilla.domain.identifiers import curp
from ventanilla.formats import idse
from ventanilla.formats.file import File
from ventanilla.formats.finding import Finding
from ventanilla.formats.idse.layout import ALTA, BAJA, CONTROL, MODIFICACION
from ventanilla.formats.records import Movimiento

NAME: Final = "fuzz.txt"
EACH: Final = 20  # findings that one line may have: one a field, and those of its letters
SHOWN: Final = 10_000  # characters of a sentence: it shows fields, not files

_CURP = curp.compose("ALBERTO", "PEÑA", "", date(1985, 1, 1), "H", "DF")
_WHO = {"registro patronal": "Z9912345105", "NSS": "99178500015", "primer apellido": "PE#A", "nombre": "ALBERTO"}
_WHEN = {"fecha": "15022026", "guía": "01400", "clave del trabajador": "0001"}
_WAGE = {"SBC": "068770", "tipo de trabajador": "1", "tipo de salario": "0", "semana o jornada reducida": "0"}
_END = CONTROL.compose({"número de movimientos": "1", "guía": "01400"})
SEEDS: Final = tuple(
    f"{line}\r\n{_END}\r\n".encode("ascii")
    for line in (
        ALTA.compose({**_WHO, **_WHEN, **_WAGE, "UMF": "035", "CURP": _CURP}),
        MODIFICACION.compose({**_WHO, **_WHEN, **_WAGE, "CURP": _CURP}),
        BAJA.compose({**_WHO, **_WHEN, "causa de baja": "2"}),
    )
)


def one_input_idse(data: bytes) -> None:
    """Read ``data``; AssertionError if anything but movements and findings comes out, or one that says nothing."""
    assert idse.recognizes(data[:4096], NAME) in (True, False)
    lines = data.count(b"\n") + 1
    count = 0
    for one in islice(idse.read(File.of_bytes(NAME, data)), EACH * lines + EACH):
        count += 1
        if isinstance(one, Finding):
            assert one.place.file == NAME
            assert 0 <= one.place.line <= lines
            assert one.place.column >= 0
            for said in (str(one.cause), str(one.fix)):
                assert said
                assert len(said) <= SHOWN
        else:
            assert isinstance(one, Movimiento)
            assert 1 <= one.place.line <= lines
            assert len(one.nss) == len(one.registro) == 11
    assert count < EACH * lines + EACH, "more findings than a file can have"
