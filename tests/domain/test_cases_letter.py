"""A resolution that lacks a part of what a person needs to answer it is not issued."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ventanilla import law
from ventanilla.domain.cases.letter import Decider, Fact, Ground, Letter, LetterLacks
from ventanilla.domain.cases.remedy import inconformidad, revision_datos
from ventanilla.domain.cases.second import Act, ReviewFault, needs_second, reasons_of

ON = date(2026, 11, 23)
DECIDER = Decider("Ana Uc", "Jefatura", "Unidad", "Artículo 1")
WHOLE = Letter(
    folio="7K3M9QX24HTH",
    title="Un trámite",
    applicant="Noemí Reyes",
    acting_for="",
    filed_on=date(2026, 11, 22),
    approved=False,
    decider=DECIDER,
    facts=(Fact("Qué", "Algo"),),
    why=("Porque no.",),
    cite=("LSS 15",),
    grounds=(Ground("Plazo", "20 días", "Ley"),),
    notified="En su oficina.",
    remedy=inconformidad(ON),
)


@pytest.mark.parametrize(
    ("part", "changed"),
    [
        ("decider.name", {"decider": replace(DECIDER, name="")}),
        ("decider.post", {"decider": replace(DECIDER, post=" ")}),
        ("decider.unit", {"decider": replace(DECIDER, unit="")}),
        ("decider.competence", {"decider": replace(DECIDER, competence="")}),
        ("facts", {"facts": ()}),
        ("facts", {"facts": (Fact("Qué", ""),)}),
        ("why", {"why": ()}),
        ("why", {"why": ("Porque no.", " ")}),
        ("cite", {"cite": ()}),
        ("cite", {"cite": ("",)}),
        ("notified", {"notified": ""}),
        ("remedy", {"remedy": replace(WHOLE.remedy, cite="")}),
    ],
)
def test_a_resolution_that_lacks_one_part_is_not_issued(part: str, changed: dict[str, object]) -> None:
    with pytest.raises(LetterLacks) as lacks:
        replace(WHOLE, **changed)  # type: ignore[arg-type]  # each case takes another part away
    assert lacks.value.part == part


def test_the_term_runs_on_the_institutions_calendar_from_the_notification(monkeypatch: pytest.MonkeyPatch) -> None:
    found = inconformidad(ON)
    assert (found.days, found.until) == (15, law.calendar().add(ON, 15))
    assert found.cite == "LSS 294"
    assert revision_datos(ON).until == found.until
    later = replace(law.policy("recurso_plazo"), value="desde_que_surte_efectos")
    expected, calendar = law.calendar().add(ON, 16), law.calendar()
    monkeypatch.setattr(law, "policy", lambda key: later)
    monkeypatch.setattr(law, "calendar", lambda: calendar)
    assert inconformidad(ON).until == expected


def test_an_unconfirmed_term_says_so() -> None:
    assert law.row("datos_personales.revision_dias", ON).confidence is law.Confidence.LOW
    for key in ("recurso_plazo", "resolucion_segunda_persona"):
        assert law.policy(key).confidence is law.Confidence.LOW


@pytest.mark.parametrize(
    ("chosen", "tramite", "two"),
    [
        ("ninguno", "derechos_arco", False),
        ("datos_personales", "derechos_arco", True),
        ("datos_personales", "constancia_vigencia", False),
        ("todos", "constancia_vigencia", True),
    ],
)
def test_the_policy_says_which_need_two(chosen: str, tramite: str, two: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    assert chosen in law.policy("resolucion_segunda_persona").values
    found = replace(law.policy("resolucion_segunda_persona"), value=chosen)
    monkeypatch.setattr("ventanilla.domain.cases.second.law.policy", lambda key: found)
    assert needs_second(tramite) is two


def test_every_fault_and_every_act_has_its_words() -> None:
    assert all(str(fault.text) for fault in ReviewFault)
    assert {act.value for act in Act} == {"confirmar", "negar", "preguntar"}


def test_a_reason_says_something_and_ends() -> None:
    assert reasons_of("  Una   razón  clara. \n\n otra ") == ("Una razón clara.", "otra")
    assert reasons_of("corta") == ()
    assert reasons_of("x" * 2_001) == ()
