"""The workbook's formulas give every amount of the law to the centavo, however the program rounds its doubles."""

from __future__ import annotations

import csv
import io
import random
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from tests.domain.random_determinations import CHOICES
from tests.formats.cedula_samples import AT, periods, sample
from tests.formats.sheet_evaluator import ROUNDINGS, Book, Round

from ventanilla.domain.contributions import Bill, Period
from ventanilla.formats.cedula import CedulaImpresa
from ventanilla.formats.cedula.xlsx import write
from ventanilla.formats.cedula.xlsx.explanation import RATE_DECIMALS
from ventanilla.kernel.money import HALF_UP, rounded_quotient

BIMESTER = Period.bimester(2026, 1)  # the UMA, the minimum wage and the premium change inside it
SEGMENTS = 100_000
SOFFICE = shutil.which("soffice")
ALWAYS_AGAIN = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def written(cedula: CedulaImpresa) -> bytes:
    out = io.BytesIO()
    write(cedula, out, AT)
    return out.getvalue()


def differing(book: Book) -> list[tuple[str, tuple[int, int], object, object]]:
    """The cells whose formula does not give the value that was written beside it."""
    found = []
    for sheet, at in book.every_formula:
        wrote, computed = book.pages[sheet].values[at], book.computed(sheet, at)
        if abs(float(wrote or 0) - float(computed or 0)) > 1e-6:
            found.append((sheet, at, wrote, computed))
    return found


@pytest.mark.parametrize("choices", CHOICES)
def test_every_formula_of_the_workbook_gives_what_is_written(choices: Mapping[str, str]) -> None:
    book = Book(written(sample(11, 40, periods(BIMESTER), choices)))
    assert len(book.every_formula) > 40 * 15
    assert differing(book) == []


@pytest.mark.parametrize("rounding", ROUNDINGS)
def test_the_differences_are_zero_however_the_program_rounds(rounding: Round) -> None:
    cedula = sample(12, 60, periods(BIMESTER), CHOICES[4])
    book = Book(written(cedula), rounding)
    checked = 0
    for bill in ("mensual", "bimestral"):
        page = book.pages[f"Explicación {bill}"]
        last = max(column for _, column in page.formulas)
        for at in page.formulas:
            if at[1] == last:
                assert book.computed(f"Explicación {bill}", at) == 0.0
                checked += 1
    assert checked == sum(len(one.lapsos) for one in cedula.asegurados)


def test_changing_a_value_of_the_law_changes_the_amounts() -> None:
    """The sets of rates are formulas of the values below them, and the amounts of the sets."""
    book = Book(written(sample(13, 20, {Bill.MONTHLY: Period.month(2026, 6)})))
    parameters = book.pages["Parámetros"]
    place = next(at for at, value in parameters.values.items() if value == "uma.diaria")
    parameters.values[place[0], 2] = 200.0
    before = book.pages["Ramos"].values[6, 7]  # cuota fija
    assert book.computed("Ramos", (6, 9)) == pytest.approx(before)  # the workers' amounts are written, and do not move
    assert book.computed("Ramos", (6, 11)) != 0.0  # and the check says so
    assert book.computed("Resumen", (_labelled(book, "Importes que las fórmulas no confirman"), 2)) > 0


def _labelled(book: Book, label: str) -> int:
    return next(row for (row, column), value in book.pages["Resumen"].values.items() if value == label)


# -- the arithmetic of the formulas, apart


def in_doubles(base: int, days: int, rate: Decimal, rounding: Round) -> float:
    """As the formula: from the base in pesos and the rate in percent, as doubles."""
    whole = rounding(float(Decimal(base).scaleb(-2)) * 100, 0)
    parts = rounding(float(rate) * 10.0**RATE_DECIMALS, 0)
    return rounding(whole * days * parts / 10.0 ** (RATE_DECIMALS + 2), 0) / 100


def by_law(base: int, days: int, rate: Decimal) -> float:
    """The double of the exact amount, that the workbook has written."""
    numerator, denominator = rate.as_integer_ratio()
    return float(Decimal(rounded_quotient(base * days * numerator, denominator * 100, HALF_UP)).scaleb(-2))


RATES = ("20.40", "1.10", "0.40", "0.70", "0.25", "1.05", "0.375", "1.75", "0.625", "1.125", "7.513", "6.026")


def halves(rng: random.Random, many: int) -> Iterator[tuple[int, int, Decimal]]:
    """Products, with rates of the law, that are a half of a centavo exactly."""
    step, found = 10 ** (RATE_DECIMALS + 2), 0
    while found < many:
        base, days, rate = rng.randrange(1, 300_000), rng.randrange(1, 63), Decimal(rng.choice(RATES))
        if base * days * int(rate.scaleb(RATE_DECIMALS)) % step == step // 2:
            found += 1
            yield base, days, rate


def near_halves(rng: random.Random, many: int) -> Iterator[tuple[int, int, Decimal]]:
    """Products that are one step of the last decimal from a half, with premiums of five decimals: none is nearer."""
    step, found = 10 ** (RATE_DECIMALS + 2), 0
    while found < many:
        days, parts = rng.randrange(1, 63), rng.randrange(1, 15_000_001)
        if days * parts % 2 and days * parts % 5:
            base = (step // 2 + rng.choice((-1, 1))) * pow(days * parts, -1, step) % step
            if 0 < base <= 300_000:
                found += 1
                yield base, days, Decimal(parts).scaleb(-RATE_DECIMALS)


@pytest.mark.parametrize("rounding", ROUNDINGS)
def test_a_hundred_thousand_segments(rounding: Round) -> None:
    rng = random.Random(20260201)
    for _ in range(SEGMENTS // len(ROUNDINGS)):
        base, days = rng.randrange(1, 300_000), rng.randrange(0, 63)
        rate = Decimal(rng.randrange(1, 2_100_000)).scaleb(-5)
        assert in_doubles(base, days, rate, rounding) == by_law(base, days, rate)


@pytest.mark.parametrize("rounding", ROUNDINGS)
def test_products_at_a_half_and_near_it(rounding: Round) -> None:
    for base, days, rate in (*halves(random.Random(7), 2_000), *near_halves(random.Random(8), 1_000)):
        assert in_doubles(base, days, rate, rounding) == by_law(base, days, rate), (base, days, rate)


def test_the_plain_formula_would_be_wrong() -> None:
    """Why the formulas multiply whole numbers: ``ROUND(base*days*rate/100, 2)`` misses halves."""
    wrong = 0
    for base, days, rate in halves(random.Random(7), 2_000):
        plain = float(Decimal(base).scaleb(-2)) * days * float(rate) / 100
        wrong += ROUNDINGS[0](plain, 2) != by_law(base, days, rate)
    assert wrong > 500


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed: our own evaluator computes the formulas")
def test_libreoffice_computes_the_same(tmp_path: Path) -> None:
    cedula = sample(14, 60, periods(BIMESTER), CHOICES[4])
    (tmp_path / "c.xlsx").write_bytes(without_values(written(cedula)))
    (tmp_path / "profile" / "user").mkdir(parents=True)
    (tmp_path / "profile" / "user" / "registrymodifications.xcu").write_text(ALWAYS_AGAIN)
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    asked = [str(SOFFICE), profile, "--headless", "--convert-to", every_sheet, "--outdir", str(tmp_path), "c.xlsx"]
    subprocess.run(asked, check=True, capture_output=True, cwd=tmp_path, timeout=120)
    for bill, words in ((Bill.MONTHLY, "mensual"), (Bill.BIMONTHLY, "bimestral")):
        text = (tmp_path / f"c-Explicación {words}.csv").read_text(encoding="utf-8")
        rows = [row for row in csv.reader(io.StringIO(text)) if row[0].isdigit()]
        lapsos = [lapso for one in cedula.asegurados for lapso in one.de(bill)]
        assert len(rows) == len(lapsos)
        for row, lapso in zip(rows, lapsos, strict=True):
            amounts = [Decimal(cell or "0") for cell in row[-5 - len(lapso.lineas) : -5]]
            assert amounts == [linea.importe.pesos if linea else 0 for linea in lapso.lineas]
            assert row[-1] == "0"


def without_values(book: bytes) -> bytes:
    """The same workbook with nothing beside its formulas: whoever shows a figure has computed it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as source, zipfile.ZipFile(out, "w") as target:
        for info in source.infolist():
            content = source.read(info).decode("utf-8")
            target.writestr(info, re.sub(r"(<f [^>]*/>|</f>)<v>[^<]*</v>", r"\1", content))
    return out.getvalue()
