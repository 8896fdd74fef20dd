from __future__ import annotations

from datetime import date

import pytest

from ventanilla.kit import FormProblems
from ventanilla.kit.form import said
from ventanilla.tramites.aclaracion.form import OTRO, RespuestaPatron, Solicitud

TODAY = date(2026, 11, 22)
WORDS = {
    "correcto": "Entré el 1 de diciembre",
    "fecha": "2023-12-01",
    "desde": "2024-01-08",
    "explica": "Mis recibos",
    "quien": "institucion",
}


def test_whoever_misses_a_notice_is_not_asked_which() -> None:
    form = Solicitud.read({"problema": "falta", "empleador": OTRO, **WORDS}, TODAY)
    assert form.movimiento is None
    asked = ["problema", "empleador", "desde", "sbc", "correcto", "explica", "pruebas", "recibos", "quien"]
    assert [each.name for each in said(form)] == asked


@pytest.mark.parametrize("empleador", [OTRO, None])
def test_whom_nobody_knows_is_not_asked(empleador: str | None) -> None:
    answers = {"problema": "falta", **WORDS, "quien": "patron"} | ({"empleador": empleador} if empleador else {})
    with pytest.raises(FormProblems) as caught:
        Solicitud.read(answers, TODAY)
    assert "quien" in caught.value.problems


@pytest.mark.parametrize("day", ["2026-11-23", "1996-12-31"])
def test_the_right_date_has_come_and_is_within_the_law(day: str) -> None:
    with pytest.raises(FormProblems) as caught:
        Solicitud.read({"problema": "fecha", "movimiento": "x", **WORDS, "fecha": day}, TODAY)
    assert set(caught.value.problems) == {"fecha"}


@pytest.mark.parametrize("problema", ["fecha", "salario", "no_ocurrio"])
@pytest.mark.parametrize("movimiento", [{}, {"movimiento": ""}, {"movimiento": " "}])
def test_a_notice_in_dispute_is_named(problema: str, movimiento: dict[str, str]) -> None:
    with pytest.raises(FormProblems) as caught:
        Solicitud.read({"problema": problema, **movimiento, **WORDS}, TODAY)
    assert set(caught.value.problems) == {"movimiento"}


@pytest.mark.parametrize("form", [Solicitud, RespuestaPatron])
def test_what_is_told_in_ones_own_words_has_lines_to_write_in(form: type[Solicitud | RespuestaPatron]) -> None:
    told = {"correcto", "explica", "motivo"}
    assert {each.kind for each in form.asked() if each.name in told} == {"long"}


def test_nobody_is_told_that_a_due_answer_may_be_left_blank() -> None:
    optional = {each.name for form in (Solicitud, RespuestaPatron) for each in form.asked() if each.optional}
    assert optional == {"sbc", "pruebas", "recibos"}
