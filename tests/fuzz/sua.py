"""Any bytes at all as a file of SUA: records and findings come out, each where it may be."""

from __future__ import annotations

from itertools import islice
from typing import Final

from ventanilla.formats import sua
from ventanilla.formats.file import File
from ventanilla.formats.finding import Finding
from ventanilla.formats.records import Ausentismo, Credito, Ficha, Incapacidad, Movimiento

NAME: Final = "MOVT.TXT"
EACH: Final = 24  # records and findings of one line
SHOWN: Final = 10_000  # characters of a sentence
SEEDS: Final = (
    b"Z991234510599058800022NULP050715XY0NULP050715MJCXPRA7NU/EZ$LOPEZ$MARIA PRUEBA                          "
    b"20150120260045590OBRA 1           211234567801022026201500000\r\n",
    b"Z9912345105991785000150660001011985CIUDAD DE MEXICO         DF035ANALISTA    M00\r\n",
    b"Z9912345105990588000220230062026        000000000\r\nZ9912345105991785000151204052026AB123456070000000\r\n",
    b"Z991234510599178500015104052026AB123456007000200210052026\r\n",
    b"Z99123451059905880002221123456781501022026201500000N\r\n",
)


def one_input_sua(data: bytes) -> None:
    """Read ``data``; AssertionError if anything but records and findings comes out, or one that says nothing."""
    assert sua.recognizes(data[:4096], NAME) in (True, False)
    lines = data.count(b"\n") + 1
    count = 0
    for one in islice(sua.read(File.of_bytes(NAME, data)), EACH * lines + EACH):
        count += 1
        if isinstance(one, Finding):
            assert one.place.file == NAME
            assert 0 <= one.place.line <= lines
            assert one.place.column >= 0
            for said in (str(one.cause), str(one.fix)):
                assert said
                assert len(said) <= SHOWN
        else:
            assert isinstance(one, Ausentismo | Credito | Ficha | Incapacidad | Movimiento)
            assert 1 <= one.place.line <= lines
            assert len(one.nss) == len(one.registro) == 11
    assert count < EACH * lines + EACH, "more than a file can have"
