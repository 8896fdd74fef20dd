"""One source, five outputs: what is drawn is read, said, and valid by the schema; each fault is found at its input."""

from __future__ import annotations

from datetime import date

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kit.forms import Todo

from ventanilla import tramites
from ventanilla.kit import discover
from ventanilla.kit.form import Form, FormProblems, field, said
from ventanilla.kit.sample import NoSample, sample, spoiled

TODAY = date(2026, 11, 22)
FORMS = [Todo, *(tramite.form for tramite in discover(tramites).values())]
SEEDS = st.integers(0, 10_000)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__module__)
def test_what_is_drawn_is_read_said_and_valid(form: type[Form]) -> None:
    schema = form.model_json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)

    @settings(max_examples=40, deadline=None)
    @given(SEEDS)
    def check(seed: int) -> None:
        answers = sample(form, seed, TODAY)
        assert answers == sample(form, seed, TODAY)
        assert all(form.accepts(name) for name in answers)
        read = form.read(answers, TODAY)
        written = read.model_dump(mode="json")
        jsonschema.validate(written, schema)
        assert form.read(written, TODAY) == read
        lines = said(read)
        assert all(line.label and line.answer for line in lines)
        assert {line.name for line in lines} == set(form.model_fields) - form.unasked(answers)

    check()


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__module__)
def test_each_fault_is_said_at_its_input(form: type[Form]) -> None:
    faults = set()
    for seed in range(20):
        for each in spoiled(form, seed, TODAY):
            with pytest.raises(FormProblems) as caught:
                form.read(each.answers, TODAY)
            named = caught.value.problems
            at = [name for name in named if name == each.field or each.field.startswith(f"{name}.")]
            assert at, (each.field, each.fault, named)
            faults.add(each.fault)
    if form is Todo:
        assert faults == {"missing", "unreadable", "too long", "too many", "unknown"}


def test_the_schema_says_titles_formats_conditions_and_parts() -> None:
    schema = Todo.model_json_schema()
    told = schema["properties"]
    assert told["nss"]["title"] == "¿Cuál es su NSS?"
    assert told["nss"]["format"] == "nss"
    assert told["nss"]["examples"] == ["99178500015"]
    assert told["correo"]["format"] == "email"
    assert told["salario"]["anyOf"][0]["format"] == "pesos"
    assert told["salario"]["description"] == "Solo si trabaja es si."
    assert told["hijos"]["maxItems"] == 3
    assert told["hijos"]["items"] == {"$ref": "#/$defs/Hijo"}
    assert schema["$defs"]["Address"]["properties"]["codigo_postal"]["title"] == "Código postal"
    assert "disputas" not in told
    assert schema["required"] == ["motivo", "nss", "correo", "domicilio", "trabaja", "estado_civil", "cuenta"]


def test_a_form_that_nothing_drawn_answers_says_so() -> None:
    class Imposible(Form):
        uno: date = field("¿Cuándo?", default_today=True)
        dos: bool = field("¿Sí?")

        @classmethod
        def read(cls, answers: object, on: date, files: object = None) -> Imposible:
            from ventanilla.kernel.text import Text

            raise FormProblems({"": Text("NO", "No.")})

    with pytest.raises(NoSample, match="Imposible"):
        sample(Imposible, 1, TODAY)
