"""A right with few days left when it is registered: its end is told at once."""

from __future__ import annotations

from datetime import date, timedelta

from tests.apps.small_register import ANA, NOW
from tests.apps.test_familia import CHILD, KID, TODAY, born, of, perform, small

from ventanilla.apps.affiliation.avisos_familia import beneficios_avisar
from ventanilla.apps.eventlog.api import chain_verify, scope, timeline
from ventanilla.domain.affiliation import ActualizarBeneficiario, EnPoblacion, Poblacion

__all__ = ["small"]  # a fixture


def ends() -> list[str]:
    with scope(None):
        assert chain_verify(ANA) is None
        return [str(one.text) for one in timeline(ANA) if one.type == "beneficio_por_terminar"]


def child(when: date) -> Poblacion:
    return Poblacion(CHILD, EnPoblacion.VIGENTE, "Hijo", "Registro", "", when, "H")


def test_a_child_registered_with_days_left_is_told_at_once_and_once(small: None) -> None:
    perform(of(persona=child(born(16, 20))))
    (said,) = ends()
    assert "Hijo Registro" in said
    for day in range(25):
        beneficios_avisar(now=NOW + timedelta(days=day))
    assert ends() == [said]


def test_the_last_day_is_told_and_one_with_time_is_left_to_its_day(small: None) -> None:
    perform(of(persona=child(born(16, 0))))
    assert len(ends()) == 1


def test_one_with_time_left_is_told_by_its_day_alone(small: None) -> None:
    perform(of(persona=child(born(16, 54))))
    assert ends() == []
    assert beneficios_avisar(now=NOW) == 1


def test_studies_that_end_soon_are_told_when_they_are_proved(small: None) -> None:
    perform(of(persona=child(date(2008, 1, 1)), estudia_hasta=TODAY + timedelta(days=200)))
    assert ends() == []
    shorter = TODAY + timedelta(days=30)
    perform(ActualizarBeneficiario(ANA, KID, shorter))
    assert len(ends()) == 1
    perform(ActualizarBeneficiario(ANA, KID, shorter))  # the same paper again says nothing new
    assert len(ends()) == 1
