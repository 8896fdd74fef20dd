"""The QR of a constancia says the answer, so that a paper changed from NO to SÍ gives itself away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ventanilla.domain.benefits import Vigencia
from ventanilla.domain.documents import IssueDocument
from ventanilla.kernel.text import Text
from ventanilla.tramites.constancia_vigencia.decision import Constancia, effects, hecho

PERSONA = Vigencia(
    nombre="PERSONA INVENTADA",
    curp="",
    nss="",
    agregado="",
    parentesco="Titular",
    vigente=True,
    desde=None,
    hasta=None,
    motivo=Text("X", "x"),
    cite=(),
    umf="",
    delegacion="",
    consultorio="",
    turno="",
    patron="",
    registro_patronal="",
)
NO = replace(PERSONA, vigente=False)
AL = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("personas", "said"),
    [
        ((PERSONA,), "Al 22 de noviembre de 2026 tiene derecho a la atención médica."),
        ((NO,), "Al 22 de noviembre de 2026 NO tiene derecho a la atención médica."),
        (
            (PERSONA, PERSONA, NO),
            "Al 22 de noviembre de 2026, derecho a la atención médica: titular, sí; familiares, 1 sí y 1 no.",
        ),
        ((NO, NO), "Al 22 de noviembre de 2026, derecho a la atención médica: titular, NO; familiares, 0 sí y 1 no."),
    ],
)
def test_the_qr_says_the_answer_and_its_day(personas: tuple[Vigencia, ...], said: str) -> None:
    constancia = Constancia(al=AL, personas=personas)
    assert str(hecho(constancia)) == said
    (order,) = effects(constancia)
    assert isinstance(order, IssueDocument)
    assert order.fact == said
    assert "INVENTADA" not in said
