"""The nearest postal code, how often a clinic may change, and who waits for whom: by what holds of every one."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from ventanilla import law
from ventanilla.domain.affiliation import (
    Asignacion,
    Beneficiario,
    Historia,
    Parentesco,
    impide_cambio,
    lock_of_curp,
    mas_cercano,
)
from ventanilla.domain.affiliation.historia import Adscripcion
from ventanilla.domain.authority import Actor, Assurance, Via
from ventanilla.domain.benefits import cumple, fin_beneficiario, vigencia
from ventanilla.kernel.acts import SubjectId
from ventanilla.tramites.registro_beneficiarios.definition import TRAMITE

ON = date(2026, 11, 22)
codes = st.integers(0, 99_999).map("{:05d}".format)
days = st.dates(date(2020, 1, 1), ON)


@given(codes, st.lists(codes, max_size=20))
def test_the_nearest_is_of_the_same_state_and_none_is_nearer(code: str, known: list[str]) -> None:
    found = mas_cercano(code, known)
    same = [one for one in known if one[:2] == code[:2]]
    if found is None:
        assert not same
        return
    assert found in same
    assert all(abs(int(found) - int(code)) <= abs(int(one) - int(code)) for one in same)
    assert code not in known or found == code


def changed(on: list[date]) -> list[Asignacion]:
    return [Asignacion(Adscripcion("035"), desde) for desde in on]


@given(st.lists(days, max_size=8))
def test_without_a_rule_nobody_is_refused(on: list[date]) -> None:
    assert impide_cambio(changed(on), ON) is None


@given(st.lists(days, max_size=8))
def test_a_limit_counts_twelve_months_and_says_when(on: list[date]) -> None:
    with law.choosing({"umf_frecuencia": "dos_al_ano"}):
        why = impide_cambio(changed(on), ON)
        year = [one for one in sorted(on)[1:] if one > ON - timedelta(days=365)]  # the first one is no change
        assert (why is not None) == (len(year) >= 2)
        if why is not None:
            again = why.values["fecha"]
            assert isinstance(again, date)
            assert again > ON
            assert impide_cambio(changed(on), again) is None, "on the day that was told, it may change"
            assert impide_cambio(changed(on), again - timedelta(days=1)) is not None


def test_whoever_was_just_registered_in_a_clinic_may_change_once() -> None:
    with law.choosing({"umf_frecuencia": "una_al_ano"}):
        assert impide_cambio(changed([ON]), ON) is None
        assert impide_cambio([Asignacion(Adscripcion("035"), None), *changed([ON])], ON) is not None


@given(st.dates(date(1996, 1, 1), ON), st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_the_end_that_is_told_is_the_last_day_of_the_right(born: date, studies: date | None) -> None:
    """What the holder is warned of is what the statement of entitlement concludes, to the day."""
    holder = Historia(SubjectId(UUID(int=1)), "A", "", "99178500015", date(1970, 1, 1))
    tie = Beneficiario(Parentesco.HIJO, holder, date(1996, 1, 1), estudia_hasta=studies)
    child = Historia(SubjectId(UUID(int=2)), "B", "", "", born, beneficiario=tie)
    end = fin_beneficiario(child, ON)
    assert end is not None
    assert end >= cumple(born, 16) - timedelta(days=1)
    assert end < cumple(born, 25)
    assert vigencia(child, end + timedelta(days=1)).motivo.code in {
        "VIGENCIA_HIJO_EDAD",
        "VIGENCIA_HIJO_EDAD_MAXIMA",
        "VIGENCIA_HIJO_ESTUDIOS",
    }


def test_two_holders_of_one_child_wait_for_each_other() -> None:
    read = TRAMITE.form.model_construct(accion="registrar", curp="REPH150101HNEGRJA8", quien=None)
    one, other = (Actor(UUID(int=n), SubjectId(UUID(int=n)), Assurance.N2, Via.EFIRMA) for n in (1, 2))
    assert lock_of_curp("REPH150101HNEGRJA8") in TRAMITE.locks(read, one)
    assert set(TRAMITE.locks(read, one)) & set(TRAMITE.locks(read, other))
