from __future__ import annotations

from datetime import date

import pytest

from ventanilla.kit import FormProblems
from ventanilla.tramites.constancia_vigencia.form import Solicitud

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("answers", "problems"),
    [
        ({}, {"fecha": "FALTA_RESPUESTA"}),
        ({"fecha": ""}, {"fecha": "FECHA_ILEGIBLE"}),
        ({"fecha": "22/11/2026"}, {"fecha": "FECHA_ILEGIBLE"}),
        ({"fecha": "20261122"}, {"fecha": "FECHA_ILEGIBLE"}),
        ({"fecha": "0"}, {"fecha": "FECHA_ILEGIBLE"}),
        ({"fecha": 0}, {"fecha": "FECHA_ILEGIBLE"}),
        ({"fecha": ["2026-11-22"]}, {"fecha": "FECHA_ILEGIBLE"}),
        ({"fecha": "2026-02-30"}, {"fecha": "FECHA_ILEGIBLE"}),
        ({"fecha": "1997-06-30"}, {"fecha": "FECHA_ANTERIOR_A_LA_LEY"}),
        ({"fecha": "2027-11-24"}, {"fecha": "FECHA_LEJANA"}),
        ({"fecha": "2206-11-22"}, {"fecha": "FECHA_LEJANA"}),
        ({"fecha": "2026-11-22", "para": "todos"}, {"para": "OPCION_DESCONOCIDA"}),
        ({"fecha": "2026-11-22", "nss": "1"}, {"nss": "DATO_NO_PEDIDO"}),
        ({"para": "nadie"}, {"para": "OPCION_DESCONOCIDA", "fecha": "FALTA_RESPUESTA"}),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(answers: dict[str, object], problems: dict[str, str]) -> None:
    with pytest.raises(FormProblems) as caught:
        Solicitud.read(answers, TODAY)
    assert {name: text.code for name, text in caught.value.problems.items()} == problems
    assert all(str(text).endswith(".") and "{" not in str(text) for text in caught.value.problems.values())


@pytest.mark.parametrize("fecha", ["1997-07-01", "2026-11-22", "2027-11-23", " 2026-11-22 "])
def test_a_day_within_reach_is_taken(fecha: str) -> None:
    assert Solicitud.read({"fecha": fecha}, TODAY).fecha == date.fromisoformat(fecha.strip())


def test_what_a_draft_starts_with_is_an_answer() -> None:
    assert Solicitud.read(Solicitud.initial(TODAY), TODAY) == Solicitud(para="titular", fecha=TODAY)


def test_a_form_kept_and_built_again_years_later_is_the_same() -> None:
    kept = Solicitud.read({"para": "familia", "fecha": "2027-06-01"}, TODAY)
    assert Solicitud.model_validate_json(kept.model_dump_json()) == kept


def test_each_choice_has_its_words() -> None:
    para, fecha = Solicitud.asked()
    assert set(para.choices) == {"titular", "familia"}
    assert all(words != value for value, words in para.choices.items())
    assert fecha.kind == "date"
    assert fecha.default_today
