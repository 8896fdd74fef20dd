"""A help text that types a number of the law says the law's own: when that changes, this tells where to write anew."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import pytest

import ventanilla
from ventanilla import law

SRC: Final = Path(ventanilla.__file__).parent
ON: Final = date(2026, 11, 26)
SAID: Final = {
    "cinco días hábiles": ("racerf.57.aviso_dias", 5),
    "30 días naturales": ("lss.34.revision_contrato_dias", 30),
    "un día antes": ("racerf.45.alta_anticipada_dias", 1),
}
WHERE: Final = (
    "tramites/*/form.py",
    "tramites/*/definition.py",
    "tramites/*/decision.py",
    "tramites/*/documents/*.typ",
)


@pytest.mark.parametrize(("words", "number"), SAID.items())
def test_the_number_that_is_typed_is_the_laws(words: str, number: tuple[str, int]) -> None:
    key, typed = number
    places = [path for pattern in WHERE for path in SRC.glob(pattern) if words in path.read_text()]
    assert places, f"nothing says «{words}» any more: take it from this list"
    assert law.integer(key, ON) == typed, f"«{words}» is said in {', '.join(str(one.parent) for one in places)}"
