"""Entitlement at its edges. The everyday cases are the trámite's own ``casos.yaml``."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla import law
from ventanilla.domain.affiliation import FamiliaDe, Historia, HistoriaDe, Pension, TipoPension
from ventanilla.domain.affiliation.casos import BUILDERS, historia
from ventanilla.domain.benefits import conserva_hasta, fin_beneficiario, ley_desde, vigencia
from ventanilla.domain.benefits.vigencia import cumple
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.period import Period
from ventanilla.law import open_questions

WHO = SubjectId(UUID(int=1))
ALTA = date(2020, 1, 1)


def person(**given: Any) -> Historia:
    found = BUILDERS[HistoriaDe](given, WHO)
    assert isinstance(found, Historia)
    return found


def relative(titular: dict[str, Any], **given: Any) -> Historia:
    found = BUILDERS[FamiliaDe]({"titular": titular, "personas": [given]}, WHO)[0]
    assert isinstance(found, Historia)
    return found


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Choose another value of a policy."""
    original = open_questions._policy

    def choose(key: str, value: str) -> None:
        other = dataclasses.replace(original(key), value=value)
        assert value in other.values
        monkeypatch.setattr(open_questions, "_policy", lambda asked: other if asked == key else original(asked))

    return choose


@given(st.integers(1, 400), st.integers(0, 200))
def test_the_weeks_kept_are_exactly_eight_after_at_least_eight(worked: int, since: int) -> None:
    baja = ALTA + timedelta(days=worked - 1)
    seen = vigencia(person(alta=ALTA, baja=baja), baja + timedelta(days=since))
    assert seen.vigente is (since == 0 or (worked >= 56 and since <= 56))
    if worked >= 56 and since > 0:
        assert seen.hasta == baja + timedelta(days=56)


@given(st.integers(-30, 500), st.integers(0, 300), st.booleans())
def test_the_dates_say_the_same_as_the_answer(day: int, worked: int, open_ended: bool) -> None:
    on = ALTA + timedelta(days=day)
    given = {"alta": ALTA} if open_ended else {"alta": ALTA, "baja": ALTA + timedelta(days=worked)}
    seen = vigencia(person(**given), on)
    inside = seen.desde is not None and seen.desde <= on and (seen.hasta is None or on <= seen.hasta)
    assert seen.vigente is inside
    assert seen.cite
    assert "{" not in str(seen.motivo)


@given(st.dates(date(2000, 1, 1), date(2012, 12, 31)), st.integers(0, 11_000), st.none() | st.integers(0, 11_000))
def test_a_child_s_dates_say_the_same_as_the_answer(born: date, day: int, studies: int | None) -> None:
    on = max(ley_desde(), born + timedelta(days=day))
    until = None if studies is None else born + timedelta(days=studies)
    holder = {"alta": date(1999, 1, 1)}
    seen = vigencia(relative(holder, parentesco="hijo", nacimiento=born, desde=born, estudia_hasta=until), on)
    inside = seen.desde is not None and seen.desde <= on and (seen.hasta is None or on <= seen.hasta)
    assert seen.vigente is inside
    assert on < cumple(born, 25) or not seen.vigente
    assert seen.vigente or on >= cumple(born, 16)


def test_the_last_day_of_the_law_s_memory() -> None:
    with pytest.raises(law.LawError):
        vigencia(
            relative(
                {"alta": date(1990, 1, 1)}, parentesco="hijo", nacimiento=date(1985, 1, 1), desde=date(1990, 1, 1)
            ),
            date(1997, 6, 30),
        )
    assert ley_desde() == date(1997, 7, 1)


def test_a_baja_older_than_the_law_is_looked_at_with_its_first_row() -> None:
    seen = vigencia(person(alta=date(1980, 1, 1), baja=date(1995, 5, 1)), date(2026, 3, 10))
    assert (seen.vigente, seen.motivo.code) == (False, "VIGENCIA_BAJA")


def test_the_day_of_the_baja_can_be_the_first_of_the_weeks(chosen: Callable[[str, str], None]) -> None:
    history = person(alta=date(2024, 1, 15), baja=date(2026, 1, 27))
    assert vigencia(history, date(2026, 3, 24)).vigente
    chosen("conservacion_computo", "dia_baja")
    assert vigencia(history, date(2026, 3, 23)).hasta == date(2026, 3, 23)
    assert not vigencia(history, date(2026, 3, 24)).vigente


def test_the_last_year_of_studies_follows_its_policy(chosen: Callable[[str, str], None]) -> None:
    child = relative({"alta": ALTA}, parentesco="hijo", nacimiento=date(2001, 3, 10), estudia_hasta=date(2030, 1, 1))
    assert not vigencia(child, date(2026, 3, 10)).vigente
    chosen("hijos_25", "durante")
    assert vigencia(child, date(2026, 3, 10)).hasta == date(2027, 3, 9)


def test_studies_that_nobody_proved_again_end_with_the_statement_of_them() -> None:
    child = relative({"alta": ALTA}, parentesco="hijo", nacimiento=date(2008, 3, 10), estudia_hasta=date(2026, 1, 31))
    assert vigencia(child, date(2026, 1, 31)).vigente
    seen = vigencia(child, date(2026, 2, 1))
    assert (seen.vigente, seen.motivo.code, seen.hasta) == (False, "VIGENCIA_HIJO_ESTUDIOS", date(2026, 1, 31))


def test_incapacity_follows_its_policy(chosen: Callable[[str, str], None]) -> None:
    child = relative({"alta": ALTA}, parentesco="hijo", nacimiento=date(1990, 3, 10), incapacitado=True)
    assert vigencia(child, date(2026, 3, 10)).hasta is None
    chosen("hijos_incapacitados", "edad_ordinaria")
    assert not vigencia(child, date(2026, 3, 10)).vigente


def test_what_was_used_of_the_law_is_listed() -> None:
    with law.recording() as used:
        vigencia(person(alta=date(2024, 1, 15), baja=date(2026, 1, 27)), date(2026, 3, 10))
    assert [(u.key, u.value) for u in used] == [
        ("lss.109.semanas_previas", "8"),
        ("lss.109.conservacion_semanas", "8"),
        ("politica/conservacion_computo", "dia_siguiente"),
    ]


def test_a_family_member_s_statement_tells_nothing_of_the_holder_s_work() -> None:
    holder = {"alta": date(2024, 1, 15), "baja": date(2026, 1, 27)}
    for on in (date(2026, 1, 1), date(2026, 3, 1), date(2026, 9, 1)):
        seen = vigencia(relative(holder, parentesco="conyuge"), on)
        assert (seen.patron, seen.registro_patronal) == ("", "")
        assert seen.motivo.code in {"VIGENCIA_BENEFICIARIO", "VIGENCIA_TITULAR"}
        assert "empleador" not in str(seen.motivo)


def test_a_beneficiary_s_own_employment_comes_first() -> None:
    own = person(alta=date(2025, 1, 1))
    both = dataclasses.replace(own, beneficiario=relative({"alta": ALTA}, parentesco="conyuge").beneficiario)
    seen = vigencia(both, date(2026, 3, 10))
    assert (seen.motivo.code, seen.parentesco, seen.patron) == ("VIGENCIA_ALTA", "Cónyuge", "Empresa de ejemplo A")


def test_a_beneficiary_is_one_from_the_day_they_were_registered() -> None:
    spouse = relative({"alta": ALTA}, parentesco="conyuge", desde=date(2026, 3, 10))
    assert vigencia(spouse, date(2026, 3, 9)).motivo.code == "VIGENCIA_AUN_SIN_REGISTRO"
    assert vigencia(spouse, date(2026, 3, 10)).desde == date(2026, 3, 10)


def test_a_pension_that_ended_is_said() -> None:
    history = person(pension={"tipo": "rt", "desde": date(2020, 1, 1), "hasta": date(2024, 12, 31)})
    assert vigencia(history, date(2024, 12, 31)).vigente
    seen = vigencia(history, date(2025, 1, 1))
    assert (seen.vigente, seen.motivo.code, seen.hasta) == (False, "VIGENCIA_PENSION_FIN", date(2024, 12, 31))


def test_the_last_employer_is_the_one_that_lasts_longest() -> None:
    history = person(
        empleos=[{"alta": date(2020, 1, 1)}, {"alta": date(2024, 1, 1), "baja": date(2025, 1, 1), "patron": "B"}]
    )
    assert vigencia(history, date(2026, 3, 10)).patron == "Empresa de ejemplo A"


def test_what_is_kept_after_the_familys_insurance_is_a_policy(chosen: Callable[[str, str], None]) -> None:
    covered = dataclasses.replace(
        historia({}, SubjectId(UUID(int=1))), seguro_familia=(Period(date(2025, 1, 1), date(2025, 12, 31)),)
    )
    assert not vigencia(covered, date(2026, 1, 15)).vigente
    chosen("conservacion_seguro_familia", "conserva")
    assert vigencia(covered, date(2026, 1, 15)).vigente


def test_whoever_leaves_with_a_pension_is_told_of_no_end() -> None:
    pension = Pension(TipoPension.CESANTIA_VEJEZ, date(2025, 1, 1))
    assert conserva_hasta((), "Z9912345105", date(2026, 1, 1), pension) is None


def test_only_a_beneficiary_has_an_end_of_their_own() -> None:
    with pytest.raises(ValueError, match="nobody's beneficiary"):
        fin_beneficiario(historia({}, SubjectId(UUID(int=1))), date(2026, 1, 1))
