"""Somebody's own history as a file: JSON with all of it, CSV with its movements. Both are read back.

``ventanilla-historial/1``: amounts are texts in pesos, days and instants ISO 8601, and what nobody knows is null, with
who should know it in ``sin_dato``. ``docs/reference`` has the fields. The CSV is UTF-8 with its mark, commas and CRLF;
a text that a spreadsheet would take for a formula goes after an apostrophe.

>>> who = Historial("ANA", "", "99178500015", date(2026, 11, 22), None, (), (), (), ())
>>> read_json(File.of_bytes("a.json", write_json(who))) == who
True
"""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final
from uuid import UUID

from ventanilla.kernel.money import Money
from ventanilla.kernel.refusal import BadInput
from ventanilla.kernel.text import Text

from .file import File
from .listado import DANGEROUS

FORMATO: Final = "ventanilla-historial/1"
MAX_BYTES: Final = 8 * 1024 * 1024  # of a file that is read: some 20,000 movements
MAX_ROWS: Final = 50_000
NO_ES: Final = Text("HISTORIAL_NO_ES", "El archivo no es una historia de esta oficina. Descárguela de nuevo.")
LARGO: Final = Text("HISTORIAL_LARGO", "El archivo es demasiado grande para ser la historia de una persona.")
SIN_DATO: Final = (
    ("pagado", "Si se pagó cada bimestre lo dice la oficina de cobranza, de los que informa."),
    ("descuentos", "Los descuentos de un crédito de vivienda los lleva el Infonavit."),
)
COLUMNAS: Final = (
    "Aviso", "Fecha", "Fecha declarada", "Recibido", "Salario diario", "Empleador", "Registro patronal", "NSS",
    "Lo presentó", "Con autorización", "Clave", "Corrige a",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Renglon:
    """One movement. ``aviso`` is alta, modificacion or baja; ``presento`` "" where it came before the office did."""

    aviso: str
    fecha: date
    declarada: date | None
    recibido: datetime
    salario: Money | None
    empleador: str
    registro: str
    nss: str
    presento: str
    autorizado: bool
    clave: UUID
    corrige: UUID | None


@dataclass(frozen=True, slots=True)
class AnioEscrito:
    """A year: days and weeks, those so far, and the daily wage of its last insured day, in pesos and in UMA."""

    anio: int
    dias: int
    semanas: int
    acumuladas: int
    salario: Money
    uma: Decimal | None


@dataclass(frozen=True, slots=True)
class HuecoEscrito:
    """Days without an employment between two."""

    desde: date
    hasta: date
    dias: int
    entre_contratos: bool


@dataclass(frozen=True, slots=True)
class BimestreEscrito:
    """What was due to the accounts in a bimester with a registro; None where the law loaded does not say.

    ``pagado``: whether that employer paid it, None where whoever collects does not tell.
    """

    desde: date
    hasta: date
    registro: str
    dias: int
    retiro: Money | None
    ceav_patron: Money | None
    ceav_obrero: Money | None
    vivienda: Money | None
    pagado: bool | None = None


@dataclass(frozen=True, slots=True)
class Historial:
    """All of it, as of the day ``al`` and as it was known at ``conocido`` (None: when it was written)."""

    nombre: str
    curp: str
    nss: str
    al: date
    conocido: datetime | None
    movimientos: tuple[Renglon, ...]
    anios: tuple[AnioEscrito, ...]
    huecos: tuple[HuecoEscrito, ...]
    bimestres: tuple[BimestreEscrito, ...]


class NotHistorial(BadInput):
    """A file that is no history of this office."""


def write_json(historial: Historial) -> bytes:
    """All of it."""
    said = {"formato": FORMATO, **_plain(historial), "sin_dato": dict(SIN_DATO)}
    return json.dumps(said, ensure_ascii=False, indent=1).encode() + b"\n"


def _plain(one: Any) -> Any:
    match one:
        case Historial() | Renglon() | AnioEscrito() | HuecoEscrito() | BimestreEscrito():
            return {name: _plain(getattr(one, name)) for name in one.__slots__}
        case tuple():
            return [_plain(each) for each in one]
        case Money():
            return str(one.pesos)
        case Decimal() | UUID():
            return str(one)
        case date():
            return one.isoformat()
        case _:
            return one


def read_json(file: File) -> Historial:
    """What `write_json` wrote. NotHistorial for anything else."""
    said = _loaded(file)
    try:
        return Historial(
            _text(said["nombre"]),
            _text(said["curp"]),
            _text(said["nss"]),
            date.fromisoformat(said["al"]),
            _instant(said["conocido"]),
            tuple(_renglon(one) for one in _list(said["movimientos"])),
            tuple(
                AnioEscrito(
                    _int(one["anio"]),
                    _int(one["dias"]),
                    _int(one["semanas"]),
                    _int(one["acumuladas"]),
                    Money(one["salario"]),
                    None if one["uma"] is None else Decimal(one["uma"]),
                )
                for one in _list(said["anios"])
            ),
            tuple(
                HuecoEscrito(
                    date.fromisoformat(one["desde"]),
                    date.fromisoformat(one["hasta"]),
                    _int(one["dias"]),
                    one["entre_contratos"] is True,
                )
                for one in _list(said["huecos"])
            ),
            tuple(_bimestre(one) for one in _list(said["bimestres"])),
        )
    except (KeyError, TypeError, ValueError, InvalidOperation) as wrong:
        raise NotHistorial("archivo", NO_ES) from wrong


def _loaded(file: File) -> Mapping[str, Any]:
    data = _read(file)
    try:
        said = json.loads(data)
    except (ValueError, RecursionError) as wrong:
        raise NotHistorial("archivo", NO_ES) from wrong
    if not isinstance(said, dict) or said.get("formato") != FORMATO:
        raise NotHistorial("archivo", NO_ES)
    return said


def _read(file: File) -> bytes:
    found = file.read(MAX_BYTES)
    if found is None:
        raise NotHistorial("archivo", LARGO)
    return found


def _list(said: Any) -> Sequence[Any]:
    if not isinstance(said, list) or len(said) > MAX_ROWS:
        raise TypeError("a list that is none, or that nobody's history has")
    return said


def _text(said: Any) -> str:
    if not isinstance(said, str):
        raise TypeError("a text that is none")
    return said


def _int(said: Any) -> int:
    if not isinstance(said, int) or isinstance(said, bool):
        raise TypeError("a number that is none")
    return said


def _known(said: bool | None) -> bool | None:
    if said is not None and not isinstance(said, bool):
        raise TypeError("neither yes, nor no, nor unknown")
    return said


def _instant(said: str | None) -> datetime | None:
    return None if said is None else _aware(said)


def _aware(said: str) -> datetime:
    found = datetime.fromisoformat(said)
    if found.tzinfo is None:
        raise ValueError("an instant without its zone")
    return found


def _money(said: str | None) -> Money | None:
    return None if said is None else Money(said)


def _renglon(one: Mapping[str, Any]) -> Renglon:
    return Renglon(
        _text(one["aviso"]),
        date.fromisoformat(one["fecha"]),
        None if one["declarada"] is None else date.fromisoformat(one["declarada"]),
        _aware(one["recibido"]),
        _money(one["salario"]),
        _text(one["empleador"]),
        _text(one["registro"]),
        _text(one["nss"]),
        _text(one["presento"]),
        one["autorizado"] is True,
        UUID(one["clave"]),
        None if one["corrige"] is None else UUID(one["corrige"]),
    )


def _bimestre(one: Mapping[str, Any]) -> BimestreEscrito:
    return BimestreEscrito(
        date.fromisoformat(one["desde"]),
        date.fromisoformat(one["hasta"]),
        _text(one["registro"]),
        _int(one["dias"]),
        _money(one["retiro"]),
        _money(one["ceav_patron"]),
        _money(one["ceav_obrero"]),
        _money(one["vivienda"]),
        _known(one.get("pagado")),
    )


def write_csv(movimientos: Sequence[Renglon]) -> bytes:
    """The movements, a row each."""
    held = io.StringIO(newline="")
    rows = csv.writer(held)
    rows.writerow(COLUMNAS)
    for one in movimientos:
        rows.writerow(
            [
                _safe(one.aviso),
                one.fecha.isoformat(),
                "" if one.declarada is None else one.declarada.isoformat(),
                one.recibido.isoformat(),
                "" if one.salario is None else str(one.salario.pesos),
                _safe(one.empleador),
                _safe(one.registro),
                _safe(one.nss),
                _safe(one.presento),
                "si" if one.autorizado else "no",
                str(one.clave),
                "" if one.corrige is None else str(one.corrige),
            ]
        )
    return codecs.BOM_UTF8 + held.getvalue().encode()


def _safe(text: str) -> str:
    return f"'{text}" if text[:1] in DANGEROUS else text


def _as_written(text: str) -> str:
    return text[1:] if text[:1] == "'" else text


def read_csv(file: File) -> tuple[Renglon, ...]:
    """What `write_csv` wrote. NotHistorial for anything else."""
    data = _read(file)
    try:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        if not rows or tuple(rows[0]) != COLUMNAS or len(rows) > MAX_ROWS:
            raise NotHistorial("archivo", NO_ES)
        return tuple(_row(row) for row in rows[1:])
    except (ValueError, InvalidOperation, csv.Error) as wrong:
        raise NotHistorial("archivo", NO_ES) from wrong


def _row(row: Sequence[str]) -> Renglon:
    aviso, fecha, declarada, recibido, salario, empleador, registro, nss, presento, autorizado, clave, corrige = row
    return Renglon(
        _as_written(aviso),
        date.fromisoformat(fecha),
        date.fromisoformat(declarada) if declarada else None,
        _aware(recibido),
        Money(salario) if salario else None,
        _as_written(empleador),
        _as_written(registro),
        _as_written(nss),
        _as_written(presento),
        autorizado == "si",
        UUID(clave),
        UUID(corrige) if corrige else None,
    )
