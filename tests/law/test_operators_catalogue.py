"""A list that each institution has its own of is added to by its operator, whole and checked; the others are not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ventanilla import law
from ventanilla.law import codes
from ventanilla.law.codes import read_catalogue

PATH = "catalogues/padecimientos_familia.yaml"
ONE = "title: t\nsource: Acuerdo\nchecked_on: 2026-11-26\nentries:\n  uno: {{name: Uno, cite: Regla 1{more}}}\n"


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    yield
    law.load({})


def test_what_is_added_is_read_and_what_is_taken_away_is_not() -> None:
    assert not law.catalogue("padecimientos_familia")
    law.load({PATH: ONE.format(more=", after_days: 180")})
    assert law.catalogue("padecimientos_familia")["uno"].after_days == 180
    law.load({})
    assert not law.catalogue("padecimientos_familia")


def test_the_codes_of_everybody_are_not_added_to() -> None:
    with pytest.raises(law.BadAddition, match="solo se agrega a padecimientos_familia"):
        law.load({"catalogues/bancos.yaml": ONE.format(more="")})
    assert "uno" not in law.catalogue("bancos")


def test_what_the_law_already_says_is_not_said_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """No list that is added to has an entry shipped today: an operator's would never change what one means."""
    monkeypatch.setattr(codes, "OPERATORS", {"bancos"})
    known = dict(law.catalogue("bancos"))
    code = min(known)
    with pytest.raises(law.BadAddition, match=f"ya se conoce {code}. Use otra clave"):
        law.load({"catalogues/bancos.yaml": ONE.format(more="").replace("uno:", f"'{code}':")})
    assert law.catalogue("bancos") == known


@pytest.mark.parametrize("more", [", after_days: 0", ", after_days: true", ", after_days: seis", ", otro: 1"])
def test_a_list_that_breaks_the_schema_changes_nothing(more: str) -> None:
    with pytest.raises(law.BadAddition):
        law.load({PATH: ONE.format(more=more)})
    assert not law.catalogue("padecimientos_familia")
    with pytest.raises(law.BadLaw):
        read_catalogue("una", ONE.format(more=more))
