"""The reference of the trámites is written from their definitions, and is not old."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

from ventanilla import tramites
from ventanilla.config.tramites_page import NAME, page, write
from ventanilla.kit import Opens, discover

OURS = discover(tramites)
WRITTEN = Path(__file__).resolve().parents[2] / "docs" / "reference" / NAME


def test_the_page_is_not_old() -> None:
    assert WRITTEN.read_text(encoding="utf-8") == page(OURS), "run `ventanilla oficina catalogo-docs`"


def test_everything_that_is_offered_is_in_it() -> None:
    said = page(OURS)
    for key, tramite in OURS.items():
        assert f"## {tramite.title} (`{key}`)" in said
        assert all(f"`{asked.name}`" in said for asked in tramite.form.asked())


def test_dates_and_marks_are_written(tmp_path: Path) -> None:
    opens = Opens(since=date(2027, 1, 1), until=date(2028, 12, 31), months=(2, 3))
    changed = dataclasses.replace(OURS["derechos_arco"], opens=opens, cost="Uno | dos")
    assert write(tmp_path, {"derechos_arco": changed})
    assert not write(tmp_path, {"derechos_arco": changed})
    said = (tmp_path / NAME).read_text(encoding="utf-8")
    assert "desde el 1 de enero de 2027; hasta el 31 de diciembre de 2028; solo en febrero, marzo" in said
    assert "Uno \\| dos" in said
