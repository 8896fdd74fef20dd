"""The reference pages of the law are written from it, whole, and are not old."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from ventanilla import law
from ventanilla.cli.ley import COMMAND
from ventanilla.cli.ley_chart import WIDTH, chart, described
from ventanilla.cli.ley_reference import pages, write
from ventanilla.domain.contributions.branches import RAMOS

WRITTEN = Path(__file__).resolve().parents[2] / "docs" / "reference" / "ley"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True)
def _nothing_added() -> Iterator[None]:
    yield
    law.load({})


def test_the_pages_are_not_old() -> None:
    found = pages()
    on_disk = {path.relative_to(WRITTEN).as_posix() for path in WRITTEN.rglob("*") if path.is_file()}
    assert on_disk == found.keys(), "run `ventanilla ley referencia`"
    for name, text in found.items():
        assert (WRITTEN / name).read_text(encoding="utf-8") == text, f"{name}: run `ventanilla ley referencia`"


def test_everything_is_in_them() -> None:
    found = pages()
    for page, keys in (
        ("parametros.md", law.known_keys()),
        ("tablas.md", law.table_keys()),
        ("politicas.md", law.policy_keys()),
        ("perfiles.md", law.profile_keys()),
        ("ramos.md", tuple(ramo.key for ramo in RAMOS)),
        ("dias-inhabiles.md", tuple(str(year) for year in range(2016, 2028))),
    ):
        titles = re.findall(r"^## `?([^`\n]+)`?$", found[page], re.MULTILINE)
        assert titles == list(keys)


def test_each_chart_has_a_table_with_its_numbers_and_says_itself() -> None:
    found = pages()
    sections = dict(re.findall(r"^## `([^`]+)`\n(.*?)(?=^## |\Z)", found["parametros.md"], re.MULTILINE | re.DOTALL))
    for key in law.known_keys():
        parameter = law.parameter(key)
        if not parameter.rows:
            assert "lo carga quien opera la oficina" in sections[key]
            continue
        assert f"](graficas/{key}.svg)" in sections[key]
        for row in parameter.rows:
            assert f"| {row.since} | " in sections[key]
            assert f"| {row.value} | {row.cite}" in sections[key]
        drawn = ElementTree.fromstring(found[f"graficas/{key}.svg"])
        assert drawn.get("role") == "img"
        assert drawn.findtext(f"{SVG}title") == parameter.title
        assert drawn.findtext(f"{SVG}desc") == described(parameter)
        numbers = {text.text for text in drawn.iter(f"{SVG}text")}
        assert str(parameter.rows[-1].value) in numbers
        for x in re.findall(r"[MH]([\d.]+)", " ".join(path.get("d", "") for path in drawn.iter(f"{SVG}path"))):
            assert 0 <= float(x) <= WIDTH


def test_a_time_without_a_value_is_a_gap() -> None:
    first = law.history("umi.diaria")[0]
    parameter = replace(
        law.parameter("umi.diaria"),
        rows=(replace(first, since=date(2019, 1, 1), value=Decimal(84)), replace(first, since=date(2020, 1, 1)), first),
    )
    path = re.findall(r'<path d="([^"]+)" stroke="#0b5d57"', chart(parameter))[0]
    assert path.count("M") == 2
    assert path.count("V") == 1


def test_only_what_changed_is_written_and_an_old_chart_goes(tmp_path: Path) -> None:
    assert set(write(tmp_path)) == pages().keys()
    assert write(tmp_path) == []
    old = tmp_path / "graficas" / "no.hay.svg"
    old.write_text("<svg/>")
    (tmp_path / "ramos.md").write_text("otra cosa")
    assert write(tmp_path) == ["ramos.md", "graficas/no.hay.svg"]
    assert not old.exists()
    assert "Todo está al día." in CliRunner().invoke(COMMAND, ["referencia", str(tmp_path)]).stdout
    (tmp_path / "ramos.md").unlink()
    assert "Se escribieron 1 archivos" in CliRunner().invoke(COMMAND, ["referencia", str(tmp_path)]).stdout


def test_what_the_operator_added_is_marked_in_the_pages() -> None:
    law.load(
        {
            "data/inpc/mensual.yaml": "title: t\nunit: índice\nvalues: [{since: 2026-05-01, value: '101.9', "
            "cite: CFF 20, source: INEGI, checked_on: 2026-11-22, confidence: H}]"
        }
    )
    assert "| 101.9 | CFF 20 | Agregado por quien opera la oficina: INEGI |" in pages()["parametros.md"]
