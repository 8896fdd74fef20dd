"""The cédula as Arrow tables (extra ``batch``: PyArrow), which any library of data frames takes without a copy.

Amounts are ``decimal128(18, 2)``; dates, ``date32``. A pandas or Polars data frame is made from what is given here by
its own constructor, through ``__arrow_c_stream__``: neither is needed.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from ventanilla.domain.contributions import Bill, by_key
from ventanilla.kernel.money import Money

from .model import CedulaImpresa
from .titles import PERIODOS, codigo

_DIGITS: Final = 18
_RATE_DIGITS: Final = (9, 5)


def to_arrow(cedula: CedulaImpresa) -> Any:
    """A ``pyarrow.Table`` with a row for each worker: who, days and wage of each bill, amounts by branch, totals."""
    import pyarrow as pa

    money = pa.decimal128(_DIGITS, 2)
    rows = cedula.asegurados
    columns: dict[str, Any] = {"registro": pa.array([cedula.datos.registro] * len(rows), pa.string())}
    for name in ("nss", "nombre", "curp", "clave", "origen"):
        columns[name] = pa.array([getattr(one.persona, name) for one in rows], pa.string())
    for n, partial in enumerate(cedula.periodos):
        words = PERIODOS[partial.bill]
        columns[f"desde_{words}"] = pa.array([partial.periodo.first] * len(rows), pa.date32())
        columns[f"hasta_{words}"] = pa.array([partial.periodo.last] * len(rows), pa.date32())
        columns[f"dias_{words}"] = pa.array([one.cuenta[n][0] for one in rows], pa.int32())
        columns[f"sbc_{words}"] = pa.array([_decimal(one.cuenta[n][1]) for one in rows], money)
    for n, column in enumerate(cedula.columnas):
        columns[codigo(column)] = pa.array([_decimal(one.renglon.importes[n]) for one in rows], money)
    columns["patron"] = pa.array([_decimal(one.renglon.patron) for one in rows], money)
    columns["obrero"] = pa.array([_decimal(one.renglon.obrero) for one in rows], money)
    withheld = [cedula.amortizaciones.get(one.clave) for one in rows]
    columns["amortizacion"] = pa.array([None if one is None else _decimal(one.total) for one in withheld], money)
    columns["total"] = pa.array([_decimal(one.total) for one in rows], money)
    return pa.table(columns)


def lineas_to_arrow(cedula: CedulaImpresa) -> Any:
    """A ``pyarrow.Table`` with a row for each amount: worker, branch, days, base, rate, article, and who pays it."""
    import pyarrow as pa

    money, rate = pa.decimal128(_DIGITS, 2), pa.decimal128(*_RATE_DIGITS)
    columns = {bill: [column for column in cedula.columnas if column.period is bill] for bill in Bill}
    found = [
        (one.persona.nss, lapso, column, linea)
        for one in cedula.asegurados
        for lapso in one.lapsos
        for column, linea in zip(columns[lapso.bill], lapso.lineas, strict=True)
        if linea is not None
    ]
    cites = {column.ramo: by_key(column.ramo).cite for column in cedula.columnas}
    return pa.table(
        {
            "nss": pa.array([nss for nss, _, _, _ in found], pa.string()),
            "periodicidad": pa.array([PERIODOS[lapso.bill] for _, lapso, _, _ in found], pa.string()),
            "desde": pa.array([lapso.periodo.first for _, lapso, _, _ in found], pa.date32()),
            "hasta": pa.array([lapso.periodo.last for _, lapso, _, _ in found], pa.date32()),
            "ramo": pa.array([column.ramo for _, _, column, _ in found], pa.string()),
            "parte": pa.array([column.parte.value for _, _, column, _ in found], pa.string()),
            "a_cargo_de": pa.array([linea.a_cargo_de.value for _, _, _, linea in found], pa.string()),
            "dias": pa.array([linea.dias for _, _, _, linea in found], pa.int32()),
            "base": pa.array([_decimal(linea.base) for _, _, _, linea in found], money),
            "tasa": pa.array([linea.tasa for _, _, _, linea in found], rate),
            "importe": pa.array([_decimal(linea.importe) for _, _, _, linea in found], money),
            "fundamento": pa.array([cites[column.ramo] for _, _, column, _ in found], pa.string()),
        }
    )


def _decimal(amount: Money) -> Decimal:
    return Decimal(amount.centavos).scaleb(-2)
