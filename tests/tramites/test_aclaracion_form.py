from __future__ import annotations

from datetime import date

import pytest

from ventanilla.kit import FormProblems
from ventanilla.kit.form import said
from ventanilla.tramites.aclaracion.form import RespuestaPatron, Solicitud

TODAY = date(2026, 11, 22)
WORDS = {"correcto": "Entré el 1 de diciembre", "explica": "Mis recibos", "quien": "institucion"}


def test_whoever_misses_a_notice_is_not_asked_which() -> None:
    form = Solicitud.read({"problema": "falta", **WORDS}, TODAY)
    assert form.movimiento is None
    assert [each.name for each in said(form)] == ["problema", "correcto", "explica", "quien"]


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
    assert not any(each.optional for form in (Solicitud, RespuestaPatron) for each in form.asked())
