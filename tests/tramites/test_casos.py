"""Every trámite's ``casos.yaml`` comes out as it says. No trámite is named here."""

from __future__ import annotations

import dataclasses
from importlib.resources import files
from typing import Any

import pytest

from ventanilla import tramites
from ventanilla.kit import Tramite, discover
from ventanilla.kit.casos import BadCase, Case, all_builders, read_cases, run_case
from ventanilla.law.strict_yaml import read_yaml

FOUND = discover(tramites)


def cases_of(key: str) -> tuple[Case, ...]:
    return read_cases(read_yaml(files(f"ventanilla.tramites.{key}").joinpath("casos.yaml").read_text("utf-8")))


ALL = [pytest.param(key, case, id=f"{key}: {case.name}") for key in FOUND for case in cases_of(key)]


@pytest.mark.parametrize(("key", "case"), ALL)
def test_a_case_comes_out_as_it_says(key: str, case: Case) -> None:
    tramite = FOUND[key]
    assert isinstance(tramite, Tramite)
    run_case(tramite, case, all_builders())


@pytest.mark.parametrize("key", FOUND)
def test_a_tramite_has_a_yes_a_no_and_a_doubt(key: str) -> None:
    cases = cases_of(key)
    assert len(cases) >= 3
    assert all(case.cite for case in cases)
    decisions = {case.then["decision"] for case in cases}
    assert "Approve" in decisions
    assert decisions & {"Refer", "Ask"}, "no case of doubt"


WRONG = [
    {"decision": "Reject"},
    {"decision": "Approve", "personas": [{"vigente": False}]},
    {"decision": "Approve", "personas": []},
    {"decision": "Approve", "personas": [{"motivo": "VIGENCIA_BAJA"}]},
    {"decision": "Approve", "inventado": 1},
    {"decision": "Approve", "documento": "otro.typ"},
]


@pytest.mark.parametrize("then", WRONG, ids=str)
def test_the_runner_of_cases_notices_what_is_wrong(then: dict[str, Any]) -> None:
    tramite, case = FOUND["constancia_vigencia"], cases_of("constancia_vigencia")[0]
    assert isinstance(tramite, Tramite)
    with pytest.raises(BadCase):
        run_case(tramite, dataclasses.replace(case, then=then), all_builders())


def test_a_case_may_not_answer_what_nobody_asks() -> None:
    tramite, case = FOUND["constancia_vigencia"], cases_of("constancia_vigencia")[0]
    assert isinstance(tramite, Tramite)
    with pytest.raises(BadCase, match="nobody asked FamiliaDe"):
        run_case(tramite, dataclasses.replace(case, given={**case.given, "FamiliaDe": {}}), all_builders())
    with pytest.raises(BadCase, match="asks HistoriaDe"):
        run_case(tramite, dataclasses.replace(case, given={"solicitud": case.given["solicitud"]}), all_builders())
