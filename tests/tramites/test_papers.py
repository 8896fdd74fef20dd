"""Every paper that the examples of a trámite would issue, printed and read as whoever receives it reads it."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Final

import pytest
from tests.adapters.test_typeset import SHEET, text_of

from ventanilla import tramites
from ventanilla.adapters.typeset.local import TypstTypesetter
from ventanilla.domain.documents import jsonable
from ventanilla.kit import Tramite, discover
from ventanilla.kit.casos import all_builders, documents_of, read_cases
from ventanilla.law.strict_yaml import read_yaml

FOUND: Final = {key: one for key, one in discover(tramites).items() if isinstance(one, Tramite)}
DATED: Final = re.compile(r"(?<!DOF )\b\d{4}-\d{2}-\d{2}\b")  # the law's own gazette is cited by its day


@pytest.fixture(scope="module")
def typesetter() -> TypstTypesetter:
    return TypstTypesetter()


@pytest.mark.parametrize("key", FOUND)
def test_a_day_is_written_as_people_write_it(key: str, typesetter: TypstTypesetter, tmp_path: Path) -> None:
    """What is printed above the seal; the original chain below it is for machines."""
    given = files("ventanilla.tramites").joinpath(key, "casos.yaml").read_text(encoding="utf-8")
    papers = documents_of(FOUND[key], read_cases(read_yaml(given)), all_builders())
    longest = {paper.template: paper for paper in sorted(papers, key=lambda one: len(repr(one.content)))}
    for template, paper in longest.items():
        path = template if template.startswith("/") else f"/tramites/{key}/documents/{template}"
        pdf = typesetter.print(replace(SHEET, template=path, content=jsonable(paper.content)))
        said = text_of(pdf, tmp_path).split("Sello y verificación")[0]
        assert not DATED.findall(said), path
