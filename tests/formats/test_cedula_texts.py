"""The cédula as CSV, JSON and Arrow: written, read back, and what a hostile file gets."""

from __future__ import annotations

import io
import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.cedula_samples import DATOS, periods, sample

from ventanilla.domain.contributions import Bill, Parte, Period, Trabajador
from ventanilla.formats.cedula import CedulaImpresa, Persona, componer
from ventanilla.formats.cedula import csv as cedula_csv
from ventanilla.formats.cedula import json as cedula_json
from ventanilla.formats.file import File
from ventanilla.formats.finding import Finding
from ventanilla.formats.records import Cobro
from ventanilla.kernel.money import Money

JUNE = Period.month(2026, 6)
BOTH = periods(Period.bimester(2026, 1))
WRITERS = {"csv": cedula_csv, "json": cedula_json}


def written(kind: str, cedula: CedulaImpresa) -> bytes:
    out = io.BytesIO()
    WRITERS[kind].write(cedula, out)
    return out.getvalue()


def read(kind: str, content: bytes) -> list[Cobro | Finding]:
    return list(WRITERS[kind].read(File.of_bytes(f"cedula.{kind}", content)))


@pytest.fixture(scope="module")
def cedula() -> CedulaImpresa:
    return sample(31, 40, BOTH)


@pytest.mark.parametrize("kind", WRITERS)
def test_what_is_written_is_read_back(kind: str, cedula: CedulaImpresa) -> None:
    content = written(kind, cedula)
    assert written(kind, cedula) == content
    rows = [one for one in read(kind, content) if isinstance(one, Cobro)]
    columns = [(column.ramo, column.parte) for column in cedula.columnas]
    for one in cedula.asegurados:
        own = [row for row in rows if row.nss == one.persona.nss]
        assert {row.mes for row in own} == {date(2026, 2, 1)}
        sums: dict[tuple[str, Parte], Money] = {}
        for row in own:
            for share, amount in row.importes.items():
                sums[share] = sums.get(share, Money("0.00")) + amount
        owed = {share: amount for share, amount in zip(columns, one.renglon.importes, strict=True) if amount}
        assert {share: amount for share, amount in sums.items() if amount} == owed
        if kind == "json":  # it tells each lapso, and the days of each branch in it
            assert [(row.bill, row.dias, row.sbc) for row in own] == [(x.bill, x.dias, x.sbc) for x in one.lapsos]
            assert not any(row.resumen for row in own)
        else:
            assert [row.bill for row in own] == [Bill.MONTHLY, Bill.BIMONTHLY]
            assert [(row.dias, row.sbc) for row in own] == list(one.cuenta)
            assert all(row.resumen for row in own)
        if one.persona.nombre.isprintable() and one.persona.nombre.strip() == one.persona.nombre:
            assert str(own[0].nombre or "") == one.persona.nombre


@pytest.mark.parametrize("kind", WRITERS)
@settings(max_examples=60, deadline=None)
@given(name=st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp", "Zs")), max_size=40))
def test_any_name_comes_back(kind: str, name: str) -> None:
    one = componer(
        {"A": Trabajador.fijo(Money("400.00"), JUNE)},
        DATOS,
        {Bill.MONTHLY: JUNE},
        personas={"A": Persona("99178500015", name)},
    )
    (back,) = read(kind, written(kind, one))
    assert isinstance(back, Cobro)
    assert str(back.nombre or "") == name


# -- CSV


def test_no_cell_of_the_csv_is_a_formula(cedula: CedulaImpresa) -> None:
    text = written("csv", cedula).decode("utf-8-sig")
    assert not [line for line in text.splitlines() for cell in line.split(",") if cell[:1] in ("=", "+", "-", "@")]
    assert text.startswith("registro,periodo_mensual,periodo_bimestral,nss,nombre,curp,clave,dias_mensual,sbc_mensual")
    assert text.count("\r\n") >= len(cedula.asegurados)


def test_a_csv_that_excel_saved_again_is_read(cedula: CedulaImpresa) -> None:
    again = written("csv", cedula).decode("utf-8-sig").replace("\x07", "").replace("\x00", "")
    rows = [line for line in again.split("\r\n") if "," in line and '"' not in line]
    saved = "\r\n".join(line.replace(",", ";") for line in rows).encode("cp1252", "replace")
    found = read("csv", saved)
    assert len([one for one in found if isinstance(one, Cobro)]) == 2 * (len(rows) - 1)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "CEDULA_NO_ES"),
        (b"a,b\r\n1,2\r\n", "CEDULA_NO_ES"),
        (b"nss,cuota_fija_patron\r\n1,2.00\r\n", "CEDULA_SIN_PERIODO_ESCRITO"),
        (b"nss,periodo_mensual,cuota_fija_patron\r\n1,2026-06-01/2026-06-30,dos\r\n", "CEDULA_IMPORTE_ILEGIBLE"),
        (b"nss,periodo_mensual,cuota_fija_patron\r\n1,2026-06-01/2026-06-30,1.005\r\n", "CEDULA_IMPORTE_ILEGIBLE"),
        (
            b"nss,periodo_mensual,cuota_fija_patron,sbc\r\n1,2026-06-01/2026-06-30,1.00,NaN\r\n",
            "CEDULA_IMPORTE_ILEGIBLE",
        ),
        (b'nss,cuota_fija_patron\r\n"' + b"x" * 200_000, "CSV_ROTO"),
    ],
)
def test_what_is_wrong_in_a_csv_is_told(content: bytes, code: str) -> None:
    assert [one.code for one in read("csv", content) if isinstance(one, Finding)] == [code]


def test_a_bad_row_has_its_place_and_the_rest_goes_on() -> None:
    content = (
        b"registro,periodo_mensual,nss,cuota_fija_patron,sbc\r\n"
        b"Z9912345105,2026-06-01/2026-06-30,1,x,400.00\r\n"
        b"Z9912345105,2026-06-01/2026-06-30,2,717.94,400.00\r\n"
    )
    bad, good = read("csv", content)
    assert isinstance(bad, Finding)
    assert (bad.place.line, bad.place.column, bad.field) == (2, 4, "cuota_fija_patron")
    assert isinstance(good, Cobro)
    assert good.importes == {("cuota_fija", Parte.PATRON): Money("717.94")}


# -- JSON


def test_the_json_explains_every_amount(cedula: CedulaImpresa) -> None:
    told = json.loads(written("json", cedula))
    assert told["formato"] == "ventanilla-cedula/1"
    assert told["totales"]["total"] == str(cedula.total.pesos)
    worker = next(one for one in told["trabajadores"] if one["lapsos"])
    amount = worker["lapsos"][0]["importes"]["cuota_fija_patron"]
    exact = Decimal(amount["base"]) * amount["dias"] * Decimal(amount["tasa"]) / 100
    assert abs(exact - Decimal(amount["importe"])) <= Decimal("0.005")
    assert all(one["fundamento"] for one in told["columnas"])
    assert told["hallazgos"][0]["linea"] == 12


def test_the_json_is_read_however_its_lines_are(cedula: CedulaImpresa) -> None:
    content = written("json", cedula)
    expected = [(one.nss, one.importes) for one in read("json", content) if isinstance(one, Cobro)]
    for again in (json.dumps(json.loads(content)), json.dumps(json.loads(content), indent=4, sort_keys=True)):
        found = read("json", again.encode())
        assert [(one.nss, one.importes) for one in found if isinstance(one, Cobro)] == expected


def _one() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(
        written("json", componer({"A": Trabajador.fijo(Money("400.00"), JUNE)}, DATOS, {Bill.MONTHLY: JUNE}))
    )
    return told


@pytest.mark.parametrize(
    "content",
    [
        b"", b"[]", b"{", b"null", b'{"formato": "ventanilla-cedula/1"}', b'{"trabajadores": []}', b"\xff\xfe{}",
        b'{"formato": "ventanilla-cedula/1", "trabajadores": [], "periodos": 7}',
        b'{"formato": "ventanilla-cedula/1", "trabajadores": [', b"[" * 100_000, b'{"a":' * 50_000,
        b'"' + b'\\"' * 500_000, b'{"trabajadores": "' + b"\\" * 999_999,
    ],
)  # fmt: skip
def test_what_is_no_cedula_is_told_once(content: bytes) -> None:
    (found,) = read("json", content)
    assert isinstance(found, Finding)
    assert found.code == "JSON_NO_ES_CEDULA"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("importes", {"nada": "1.00"}), ("importes", {"cuota_fija_patron": "1.005"}), ("importes", []),
        ("importes", {"cuota_fija_patron": None}), ("importes", {"cuota_fija_patron": True}),
        ("importes", {"cuota_fija_patron": "1E+999999999"}), ("periodos", {"semanal": {}}),
        ("periodos", {"mensual": {"dias": -1, "sbc": "1.00"}}), ("nss", None),
    ],
)  # fmt: skip
def test_a_bad_worker_is_told_with_its_line_and_the_rest_goes_on(field: str, value: object) -> None:
    told = _one()
    bad = json.loads(json.dumps(told["trabajadores"][0]))
    bad[field] = value
    if value is None and field == "nss":
        del bad["nss"]
    told["trabajadores"] = [bad, told["trabajadores"][0]]
    content = json.dumps(told, indent=1).encode()
    first, second = read("json", content)
    assert isinstance(first, Finding)
    assert first.code == "JSON_TRABAJADOR_ILEGIBLE"
    assert content.splitlines()[first.place.line - 1].strip() == b"{"
    assert isinstance(second, Cobro)


def test_numbers_are_read_as_they_are_written() -> None:
    told = _one()
    content = json.dumps(told).replace('"717.94"', "717.94").encode()
    (found,) = read("json", content)
    assert isinstance(found, Cobro)
    assert found.importes["cuota_fija", Parte.PATRON] == Money("717.94")


@settings(max_examples=150, deadline=None)
@given(place=st.integers(0, 5_000), byte=st.integers(0, 255))
def test_a_byte_changed_anywhere_never_raises(place: int, byte: int) -> None:
    content = bytearray(
        written("json", componer({"A": Trabajador.fijo(Money("400.00"), JUNE)}, DATOS, {Bill.MONTHLY: JUNE}))
    )
    content[place % len(content)] = byte
    assert all(isinstance(one, Cobro | Finding) for one in read("json", bytes(content)))


# -- Arrow


def test_arrow_has_the_same_amounts(cedula: CedulaImpresa) -> None:
    pa = pytest.importorskip("pyarrow", reason="the extra `batch` is not installed")
    from ventanilla.formats.cedula.arrow import lineas_to_arrow, to_arrow

    table = to_arrow(cedula)
    assert hasattr(table, "__arrow_c_stream__")
    assert table.column("total").type == pa.decimal128(18, 2)
    assert table.column("total").to_pylist() == [one.total.pesos for one in cedula.asegurados]
    lines = lineas_to_arrow(cedula)
    assert sum(lines.column("importe").to_pylist()) == cedula.total.pesos
    assert {*lines.column("periodicidad").to_pylist()} == {"mensual", "bimestral"}


def test_the_formats_do_not_load_their_libraries() -> None:
    import subprocess
    import sys

    program = (
        "import sys, ventanilla.formats.cedula, ventanilla.formats.cedula.csv, ventanilla.formats.cedula.json, "
        "ventanilla.formats.cedula.xlsx, ventanilla.formats.cedula.arrow, ventanilla.formats.cedula.paper; "
        "print([name for name in ('xlsxwriter', 'pyarrow', 'numpy', 'lxml', 'typst', 'django') if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "[]"


def test_the_reference_names_every_key(cedula: CedulaImpresa) -> None:
    root = Path(__file__).parents[2]
    told = json.loads(written("json", cedula))
    said = set(re.findall(r"`([a-z_]+)`", (root / "docs/reference/cedula.md").read_text(encoding="utf-8")))
    columns = {one["clave"] for one in told["columnas"]}

    def keys(value: Any) -> set[str]:
        if isinstance(value, dict):
            return {*value, *(key for inner in value.values() for key in keys(inner))}
        return {key for inner in value for key in keys(inner)} if isinstance(value, list) else set()

    assert keys(told) - columns - said - {"mensual", "bimestral"} == set()
