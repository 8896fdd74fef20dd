"""«¿Quién debe responder?» is chosen on a phone: little is read before choosing, and nothing that matters is lost."""

from __future__ import annotations

import re
from typing import Final

from ventanilla.tramites.aclaracion.form import Solicitud

LONGEST: Final = 20  # words of a sentence
BEFORE: Final = 50  # words that anybody reads before they choose: label, help and both answers with their hints
(QUIEN,) = (one for one in Solicitud.asked() if one.name == "quien")
SHOWN: Final = (QUIEN.label, QUIEN.help, *QUIEN.choices.values(), *QUIEN.hints.values())


def test_little_is_read_before_choosing() -> None:
    assert len(" ".join(SHOWN).split()) <= BEFORE
    sentences = [one for said in (*SHOWN, *QUIEN.more) for one in re.split(r"(?<=[.?:])\s", said)]
    assert [one for one in sentences if len(one.split()) >= LONGEST] == []


def test_each_answer_says_its_day_and_what_happens_with_the_name() -> None:
    assert QUIEN.hints.keys() == QUIEN.choices.keys() == {"patron", "institucion"}
    assert "sabrá que yo" in QUIEN.choices["patron"]
    assert "los dos verán hasta qué día" in QUIEN.hints["patron"].lower()
    assert "no dirá quién" in QUIEN.choices["institucion"]
    assert "no quién lo pidió" in QUIEN.hints["institucion"]


def test_a_word_on_retaliation_is_in_sight_and_the_rights_are_one_tap_away() -> None:
    assert "represalias" in QUIEN.help
    rights = " ".join(QUIEN.more[1:])
    assert "artículo 18" in rights
    assert "PROFEDET" in rights


def test_a_program_is_told_all_of_it() -> None:
    said = Solicitud.model_json_schema()["properties"]["quien"]["description"]
    for sentence in (QUIEN.help, *QUIEN.hints.values(), *QUIEN.more[1:]):
        assert sentence in said
