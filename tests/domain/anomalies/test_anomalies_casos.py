"""Every kind of anomaly, case by case: what fires it, and what looks like it and does not."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from tests.domain.anomalies.reading import day, evidence

from ventanilla.domain.anomalies import Anomalia, ClaseAnomalia, anomalias
from ventanilla.law.strict_yaml import read_yaml

CASES = read_yaml(Path(__file__).with_name("casos.yaml").read_text(encoding="utf-8"))
NAMES = [case["caso"] for case in CASES]
MOST_WORDS = 20


def said(one: Anomalia, key: str) -> Any:
    value = getattr(one, key)
    if key == "pesos":
        return None if value is None else str(value.pesos)
    return len(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_a_case_worked_by_hand(case: dict[str, Any]) -> None:
    assert case["cita"], "a case says its article"
    found = anomalias(evidence(case), day(case["el"]))
    expected = {ClaseAnomalia(kind): dict(told) for kind, told in case["entonces"].items()}
    times = {kind: told.pop("veces", 1) for kind, told in expected.items()}
    assert Counter(one.clase for one in found) == times, [str(one.que) for one in found]
    for one in found:
        told = expected[one.clase]
        assert {key: said(one, key) for key in told} == told


@pytest.mark.parametrize(
    "case", [case for case in CASES if case["entonces"]], ids=[c["caso"] for c in CASES if c["entonces"]]
)
def test_each_says_what_it_saw_what_it_means_and_by_which_article(case: dict[str, Any]) -> None:
    for one in anomalias(evidence(case), day(case["el"])):
        assert one.cite
        assert one.significa
        for text in (one.clase.titulo, one.que, *one.significa, *one.relojes):
            for sentence in str(text).split(". "):
                assert len(sentence.split()) < MOST_WORDS + 5, sentence
        assert one.hasta is None or one.desde <= one.hasta


def test_every_kind_has_cases_on_both_sides() -> None:
    fires = Counter(kind for case in CASES for kind in case["entonces"])
    assert all(fires[kind.value] >= 2 for kind in ClaseAnomalia), fires
    silent = sum(not case["entonces"] for case in CASES)
    assert silent >= 2 * len(ClaseAnomalia)
