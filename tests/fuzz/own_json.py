"""Our own file of records (``own_json``) given any bytes: only records and findings come, whatever it holds."""

from __future__ import annotations

from datetime import date
from typing import Final

from ventanilla.domain.contributions import TipoAviso
from ventanilla.formats import own_json
from ventanilla.formats.file import File
from ventanilla.formats.finding import Finding, Place
from ventanilla.formats.records import Ausentismo, Cobro, Credito, Ficha, Incapacidad, Movimiento, Recibo
from ventanilla.kernel.money import Money

_PLACE: Final = Place("A.TXT", 1)
SEEDS: Final = (
    own_json.write(
        (
            Movimiento(_PLACE, "Z9912345105", "99178500015", TipoAviso.ALTA, date(2026, 1, 15), Money("687.70")),
            Ausentismo(_PLACE, "Z9912345105", "99178500015", date(2026, 3, 1), 2),
        )
    ),
    b'{"formato":"ventanilla-planilla/1","registros":[{"que":"Recibo"}],"hallazgos":[{}]}',
)


def one_input_own_json(data: bytes) -> None:
    """Read ``data``; AssertionError where something else comes out than it should."""
    for one in own_json.read(File.of_bytes("x.json", data)):
        if isinstance(one, Finding):
            assert str(one.cause) is not None
            assert str(one.fix) is not None
        else:
            assert isinstance(one, Movimiento | Ficha | Ausentismo | Incapacidad | Credito | Recibo | Cobro)
            hash(one.place)
