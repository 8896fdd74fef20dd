"""A Form reads what people type: every kind, groups, conditions, disputes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.kit.forms import ANSWERS, Hijo, Todo

from ventanilla.kernel.money import Money
from ventanilla.kit.form import (
    NO_ANSWER,
    Address,
    Asked,
    Curp,
    Dispute,
    Email,
    Form,
    FormProblems,
    Nss,
    Pesos,
    Phone,
    Rfc,
    examined,
    field,
    group,
    said,
    suggestions,
)

TODAY = date(2026, 11, 22)
CURP = "PERA900101MDFXXX05"


def codes(form: type[Form], answers: dict[str, Any]) -> dict[str, str]:
    with pytest.raises(FormProblems) as caught:
        form.read(answers, TODAY)
    return {name: text.code for name, text in caught.value.problems.items()}


def todo(**changes: str | None) -> dict[str, str]:
    """The answers of everything, with some changed; None takes one away. ``__`` stands for a dot."""
    named = {name.replace("__", "."): value for name, value in changes.items()}
    return {name: value for name, value in (ANSWERS | named).items() if value is not None}


PATRON = {"patron": "Z99-12345-10-5"}


def test_every_kind_is_read_as_it_is_typed() -> None:
    read = Todo.read(todo(**PATRON, telefono="+52 (55) 5555-0123", desde="2020-02-29"), TODAY)
    assert read.nss == "99178500015"
    assert read.salario == Money("12361.89")
    assert read.telefono == "5555550123"
    assert read.patron == "Z9912345105"
    assert read.cuenta == "012180000000000002"
    assert read.desde == date(2020, 2, 29)
    assert read.trabaja is True
    assert read.rfc is None
    assert read.hijos == ()
    assert read.domicilio.words() == "Calle Ficticia 5, Roma, 06700, Cuauhtémoc, Ciudad de México"


def test_nested_and_dotted_are_the_same() -> None:
    dotted = Todo.read(todo(**PATRON, hijos__0__nombre="Ñ", hijos__0__nacio="2020-01-02"), TODAY)
    assert Todo.read(dotted.model_dump(mode="json"), TODAY) == dotted
    assert Todo.model_validate_json(dotted.model_dump_json()) == dotted


class Money1(Form):
    importe: Pesos = field("¿Cuánto?")


@pytest.mark.parametrize(
    ("typed", "pesos"),
    [("1,361.89", "1361.89"), ("$ 1361.9", "1361.90"), ("0", "0"), ("12,345,678", "12345678"), (" 5.05 ", "5.05")],
)
def test_money_as_people_type_it(typed: str, pesos: str) -> None:
    assert Money1.read({"importe": typed}, TODAY).importe == Money(pesos)


@pytest.mark.parametrize(
    "typed", ["1.361,89", "1,36.89", "-5", "5.005", "1e3", "NaN", "٣", "12345678901234", "$", "cinco", "1,,000"]
)
def test_what_is_no_amount_is_refused(typed: str) -> None:
    assert codes(Money1, {"importe": typed}) == {"importe": "IMPORTE_ILEGIBLE"}
    assert codes(Money1, {"importe": 5.5}) == {"importe": "IMPORTE_ILEGIBLE"}  # never a float


@pytest.mark.parametrize("empty", ["", "  ", None])
def test_an_empty_answer_that_is_due_is_missing(empty: str | None) -> None:
    answers = todo(**PATRON, nss=empty, motivo=empty, correo=empty, trabaja="no")
    assert codes(Todo, answers) == dict.fromkeys(("nss", "motivo", "correo"), "FALTA_RESPUESTA")


def test_a_number_says_what_its_own_module_says() -> None:
    assert codes(Todo, todo(**PATRON, nss="99178500016", correo="a@b", telefono="55", estado_civil="x")) == {
        "nss": "NSS_DIGITO",
        "correo": "CORREO_ILEGIBLE",
        "telefono": "TELEFONO_ILEGIBLE",
        "estado_civil": "OPCION_DESCONOCIDA",
    }
    assert suggestions("nss", "99178050015") == ("99178500015", "99178005015")
    assert suggestions("text", "99178050015") == ()


def test_an_unusual_number_is_taken_and_said() -> None:
    assert Todo.read(todo(**PATRON, rfc="vel-940703 kp1"), TODAY).rfc == "VEL940703KP1"
    warning = examined("rfc", "VEL940703KP1")
    assert warning is not None
    assert warning.code == "RFC_DIGITO"
    assert examined("rfc", "GODE561231GR8") is None
    assert examined("rfc", "no") is None  # an error is said where it is read
    assert examined("text", "VEL940703KP1") is None


@pytest.mark.parametrize(
    "email", ["a@b", "a b@c.mx", "@c.mx", "a@c..mx", "a@@c.mx", "a@c.mx,b@c.mx", "ñ" * 255 + "@c.mx"]
)
def test_what_is_no_email(email: str) -> None:
    assert codes(Todo, todo(**PATRON, correo=email)) == {"correo": "CORREO_ILEGIBLE"}


# -- conditions


def test_what_is_not_asked_is_dropped_whatever_was_typed() -> None:
    read = Todo.read(todo(trabaja="no", patron="basura", salario="basura", conyuge="x"), TODAY)
    assert (read.patron, read.salario, read.desde, read.conyuge) == (None, None, None, None)
    assert Todo.unasked(todo(trabaja="no")) == {"patron", "salario", "desde", "conyuge"}


def test_what_a_condition_makes_due_is_due() -> None:
    assert codes(Todo, todo(salario=None)) == {"patron": "FALTA_RESPUESTA", "salario": "FALTA_RESPUESTA"}
    assert codes(Todo, todo(**PATRON, estado_civil="casada", conyuge="")) == {"conyuge": "FALTA_RESPUESTA"}
    assert Todo.read(todo(**PATRON, estado_civil="casada", conyuge=CURP), TODAY).conyuge == CURP


def test_a_condition_on_what_is_not_asked_is_not_met() -> None:
    class Cadena(Form):
        uno: bool = field("¿Uno?")
        dos: bool | None = field("¿Dos?", when={"uno": ("si",)})
        tres: str | None = field("¿Tres?", when={"dos": ("si",)})

    assert Cadena.unasked({"uno": "no", "dos": "si"}) == {"dos", "tres"}
    assert Cadena.read({"uno": "no", "dos": "si", "tres": "x"}, TODAY) == Cadena(uno=False)
    assert codes(Cadena, {"uno": "si", "dos": "si"}) == {"tres": "FALTA_RESPUESTA"}


def test_a_form_that_cannot_be_put_is_refused_when_it_is_written() -> None:
    with pytest.raises(TypeError, match="no earlier"):

        class Tarde(Form):
            uno: str | None = field("¿Uno?", when={"dos": ("si",)})
            dos: bool = field("¿Dos?")

    with pytest.raises(TypeError, match="takes None"):

        class SinNada(Form):
            uno: str = field("¿Uno?", optional=True)

    with pytest.raises(TypeError, match="draft's own"):

        class Suyo(Form):
            disputas: str = field("¿Uno?")

    class Dentro(Form):
        hijos: tuple[Hijo, ...] = group("¿Quiénes?", one="Hijo")

    with pytest.raises(TypeError, match="holds no group"):

        class Fuera(Form):
            dentro: tuple[Dentro, ...] = group("¿Quiénes?", one="Uno")


# -- groups


def test_items_keep_their_number_in_the_draft() -> None:
    answers = todo(**PATRON, hijos__0__nombre="Ana Ñ", hijos__0__nacio="2020-01-02", hijos__2__nombre="Luz")
    assert codes(Todo, answers) == {"hijos.2.nacio": "FALTA_RESPUESTA"}
    read = Todo.read(answers | {"hijos.2.nacio": "2021-01-02"}, TODAY)
    assert [hijo.nombre for hijo in read.hijos] == ["Ana Ñ", "Luz"]


def test_a_condition_inside_an_item() -> None:
    uno = {"hijos.0.nombre": "Ana", "hijos.0.nacio": "2020-01-02", "hijos.0.escuela": "Una"}
    assert Todo.read(todo(**PATRON) | uno, TODAY).hijos[0].escuela is None
    assert Todo.read(todo(**PATRON) | uno | {"hijos.0.estudia": "si"}, TODAY).hijos[0].escuela == "Una"
    assert codes(Todo, todo(**PATRON) | uno | {"hijos.0.estudia": "si", "hijos.0.escuela": ""}) == {
        "hijos.0.escuela": "FALTA_RESPUESTA"
    }


def test_how_many_there_may_be() -> None:
    cuatro = {
        f"hijos.{i}.{name}": value for i in range(4) for name, value in (("nombre", "A"), ("nacio", "2020-01-02"))
    }
    assert codes(Todo, todo(**PATRON) | cuatro) == {"hijos": "GRUPO_EXCEDIDO"}

    class Uno(Form):
        hijos: tuple[Hijo, ...] = group("¿Quiénes?", one="Hijo", min=1)

    class Quiza(Form):
        tiene: bool = field("¿Tiene?")
        hijos: tuple[Hijo, ...] = group("¿Quiénes?", one="Hijo", min=1, when={"tiene": ("si",)})

    assert codes(Uno, {}) == {"hijos": "FALTA_RESPUESTA"}
    assert codes(Uno, {"hijos": []}) == {"hijos": "GRUPO_INCOMPLETO"}
    assert codes(Quiza, {"tiene": "si"}) == {"hijos": "GRUPO_INCOMPLETO"}
    assert Quiza.read({"tiene": "no"}, TODAY).hijos == ()


def test_only_inputs_of_the_form_have_a_place() -> None:
    known = ("nss", "hijos.0.curp", "hijos.2.escuela", "domicilio.calle", "disputas.nss")
    unknown = (
        "hijos", "hijos.3.curp", "hijos.00.curp", "hijos.x.curp", "hijos.0", "hijos.0.disputas.curp", "domicilio",
        "domicilio.x", "nss.0", "disputas", "disputas.x", "_registro.nss", "_fuente.nss", "x", "", ".", "hijos.²0.curp",
    )  # fmt: skip
    assert all(map(Todo.accepts, known))
    assert not any(map(Todo.accepts, unknown))
    wrong = codes(Todo, todo(**PATRON) | {"hijos.x.curp": "1", "nss.0": "2", "domicilio.x": "3"})
    assert set(wrong.values()) == {"DATO_NO_PEDIDO"}
    assert set(wrong) == {"hijos.x.curp", "nss.0", "domicilio.x"}


# -- what is typed may be anything


@pytest.mark.parametrize("typed", ["\x00", "Jose\u0301 \u202eoculto", "línea\r\notra", "😀" * 500, "<b>&\"'{{ x }}"])
def test_any_text_is_kept_as_it_is_seen(typed: str) -> None:
    answers = todo(**PATRON, motivo=f"a {typed} z")
    read = Todo.read(answers, TODAY).motivo
    assert not set("\x00\r\u202e") & set(read)
    assert (read[:2], read[-2:]) == ("a ", " z")
    assert Todo.read({**answers, "motivo": read}, TODAY).motivo == read


def test_half_a_character_is_refused() -> None:
    """Half of a surrogate pair is no text: nothing could keep it, and dropping it would sign something else."""
    refused = {"motivo": "a\ud800", "estado_civil": "\ud800", "nss": "99178500015\ud800"}
    wrong = codes(Todo, todo(**PATRON) | refused)
    assert set(wrong) == set(refused)
    assert wrong["motivo"] == "RESPUESTA_ILEGIBLE"


def test_a_text_has_its_length() -> None:
    assert codes(Todo, todo(**PATRON, motivo="x" * 4000)) == {"motivo": "RESPUESTA_LARGA"}
    Todo.read(todo(**PATRON, hijos__0__nombre="Ñ" * 60, hijos__0__nacio="2020-01-01"), TODAY)


# -- disputes

REGISTERED = {"_registro.nss": "99178500015", "_fuente.nss": "{}", "nss": "99178500015"}
OTHER = "01978500013"


def test_what_the_register_says_is_confirmed_or_disputed() -> None:
    assert Todo.read(todo(**PATRON) | REGISTERED, TODAY).disputes == ()
    why = {"disputas.nss": "Ese número es de mi hermana."}
    read = Todo.read(todo(**PATRON) | REGISTERED | {"nss": OTHER} | why, TODAY)
    assert read.disputes == (Dispute("nss", "99178500015", OTHER, "Ese número es de mi hermana."),)
    assert codes(Todo, todo(**PATRON) | REGISTERED | {"nss": OTHER}) == {"disputas.nss": "DISPUTA_SIN_MOTIVO"}
    assert codes(Todo, todo(**PATRON) | REGISTERED | why) == {"nss": "DISPUTA_IGUAL"}


def test_a_dispute_is_part_of_what_is_recorded_and_built_again() -> None:
    answers = todo(**PATRON) | REGISTERED | {"nss": OTHER, "disputas.nss": "Es de otra persona."}
    read = Todo.read(answers, TODAY)
    assert Todo.model_validate(answers) == read
    assert Todo.model_validate(read.model_dump(mode="json")) == read
    assert read != Todo.read(todo(**PATRON, nss=OTHER), TODAY)


def test_nobody_makes_up_what_the_register_says() -> None:
    forged = [{"field": "nss", "says": "falso", "right": "falso", "why": "x"}]
    assert Todo.read(todo(**PATRON) | {"disputas": forged, "disputas.nss": "x"}, TODAY).disputes == ()


def test_an_address_may_be_disputed_and_what_is_not_asked_may_not() -> None:
    registered = {f"_registro.{name}": value for name, value in ANSWERS.items() if name.startswith("domicilio.")}
    moved = todo(**PATRON, domicilio__calle="Otra") | registered | {"disputas.domicilio": "Me mudé."}
    (dispute,) = Todo.read(moved, TODAY).disputes
    assert dispute.right.startswith("Otra 5, Roma")
    assert "Calle Ficticia" in dispute.says
    assert Todo.read(todo(trabaja="no") | {"_registro.salario": "5.00", "disputas.salario": "no"}, TODAY).disputes == ()


# -- in words


def test_a_form_in_words() -> None:
    answers = todo(**PATRON, hijos__0__nombre="Ana Ñ", hijos__0__nacio="2020-01-02", hijos__1__nombre="Luz")
    read = Todo.read(answers | {"hijos.1.nacio": "2021-01-02", "hijos.1.estudia": "no"}, TODAY)
    lines = [(line.one, line.number, line.label, line.answer) for line in said(read)]
    assert ("", 0, "¿Cuál es su RFC?", NO_ANSWER) in lines
    assert ("", 0, "¿Cuánto gana al mes?", "$12,361.89") in lines
    assert ("", 0, "¿Trabaja ahora?", "Sí") in lines
    assert ("", 0, "¿Cuál es su estado civil?", "Soltera o soltero") in lines
    assert ("Persona", 1, "¿Cuándo nació?", "2 de enero de 2020") in lines
    assert ("Persona", 2, "¿Estudia?", "No") in lines
    assert not [line for line in lines if line[2] in {"CURP de su cónyuge", "¿En qué escuela?"}]
    assert ("", 0, "¿A quiénes registra?", NO_ANSWER) in [
        (line.one, line.number, line.label, line.answer) for line in said(Todo.read(todo(**PATRON), TODAY))
    ]


def test_how_each_is_asked() -> None:
    kinds = {each.name: each.kind for each in Todo.asked()}
    assert kinds == {
        "motivo": "long", "nss": "nss", "rfc": "rfc", "correo": "email", "telefono": "phone", "domicilio": "address",
        "trabaja": "yesno", "patron": "registro_patronal", "salario": "money", "desde": "date",
        "estado_civil": "choice", "conyuge": "curp", "hijos": "group", "cuenta": "clabe",
    }  # fmt: skip
    asked: dict[str, Asked] = {each.name: each for each in Todo.asked()}
    assert asked["motivo"].max_length == 2000
    assert (asked["hijos"].part, asked["hijos"].one, asked["hijos"].most) == (Hijo, "Persona", 3)
    assert asked["domicilio"].part is Address
    assert asked["patron"].when == {"trabaja": ("si",)}
    assert asked["trabaja"].choices == {"si": "Sí", "no": "No"}
    assert [each.name for each in Todo.asked() if each.optional] == ["rfc", "telefono", "desde", "hijos"]


def test_a_kind_may_be_left_out_wherever_it_is_named() -> None:
    class Sueltos(Form):
        a: Curp | None = field("A", optional=True)
        b: Nss | None = field("B", optional=True)
        c: Rfc | None = field("C", optional=True)
        d: Pesos | None = field("D", optional=True)
        e: Email | None = field("E", optional=True)
        f: Phone | None = field("F", optional=True)
        g: Address | None = field("G", optional=True)
        h: date | None = field("H", optional=True)

    blank = dict.fromkeys("abcdefh", "") | {"g.calle": "", "g.numero_interior": " "}
    assert Sueltos.read(blank, TODAY) == Sueltos()
    assert codes(Sueltos, {"g.calle": "Una"})["g.colonia"] == "FALTA_RESPUESTA"


def test_a_draft_starts_with_what_is_known() -> None:
    class Empieza(Form):
        hoy: date = field("¿Qué día?", default_today=True)
        si: bool = field("¿Sí?", default=True)
        nada: str | None = field("¿Nada?", optional=True)
        hijos: tuple[Hijo, ...] = group("¿Quiénes?", one="Hijo")

    assert Empieza.initial(TODAY) == {"hoy": "2026-11-22", "si": "si"}
