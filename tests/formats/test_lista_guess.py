"""Which column is what: thirty layouts of payrolls and eighteen that public programs title, each with its answer.

The first time that the rules met them, before any was changed for them, 252 of the 264 columns of the thirty were
guessed right, 152 of the 163 of the first twelve that other hands titled, and 66 of the 76 of the six after them.
"""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.payroll_layouts import LAYOUTS
from tests.formats.payroll_layouts_seen import LATER, SEEN
from tests.formats.payrolls import Layout, people

from ventanilla.formats import cells, lista
from ventanilla.formats.file import File
from ventanilla.formats.finding import Finding, Place, Severity
from ventanilla.formats.lista import Campo, Columna, Plantilla
from ventanilla.formats.lista.campos import REGLAS, TITULOS
from ventanilla.formats.lista.plantilla import APELLIDOS, MAX_JSON, NOMBRES
from ventanilla.formats.nombres import tidy
from ventanilla.formats.records import Ficha
from ventanilla.formats.sheet import Cell, Sheet
from ventanilla.formats.titles import plain

EVERY = (*LAYOUTS, *SEEN, *LATER)
SEEDS = (1, 2)
PEOPLE = 40
LEAST_RIGHT = 0.99  # of all columns, with any seed
UNSURE = {"AUSENCIAS_SIN_FECHA", "CREDITOS_SIN_DESCUENTO", "LISTA_SIN_NSS"}  # what those lists really lack


def sheet_of(layout: Layout, seed: int, count: int = PEOPLE) -> Sheet:
    content = layout.content(seed, count)
    sheets = [one for one in cells.read(File.of_bytes(f"lista.{layout.file}", content)) if isinstance(one, Sheet)]
    assert len(sheets) == 1
    return sheets[0]


def wrong(layout: Layout, plantilla: Plantilla) -> list[tuple[str, str, str]]:
    """Title, answer and guess of each column that was guessed wrong."""
    got = {columna.posicion: columna.campo.value for columna in plantilla.columnas}
    return [
        (layout.columns[n - 1][0], answer, got.get(n, ""))
        for n, answer in layout.expected().items()
        if got.get(n, "") != answer and layout.also.get(answer) != got.get(n)
    ]


@pytest.mark.parametrize("layout", EVERY, ids=lambda layout: layout.name)
def test_the_columns_of_a_layout_are_guessed(layout: Layout) -> None:
    for seed in SEEDS:
        plantilla = lista.guess(sheet_of(layout, seed))
        assert plantilla.encabezado == layout.header
        assert len(wrong(layout, plantilla)) <= 1


@pytest.mark.parametrize("seed", SEEDS)
def test_nearly_all_columns_are_guessed(seed: int) -> None:
    faults = [(layout.name, *one) for layout in EVERY for one in wrong(layout, lista.guess(sheet_of(layout, seed)))]
    total = sum(len(layout.columns) for layout in EVERY)
    assert len(faults) <= (1 - LEAST_RIGHT) * total, faults


@pytest.mark.parametrize("layout", EVERY, ids=lambda layout: layout.name)
def test_a_good_list_has_no_error_nor_warning_and_its_people_are_those(layout: Layout) -> None:
    """Every person, with their names, numbers, days and wages, and nothing wrong but what the list lacks."""
    seed = 2
    given_by = list(lista.read(sheet_of(layout, seed), None, "f"))
    bad = {one.code for one in given_by if isinstance(one, Finding) and one.severity is not Severity.NOTE}
    assert bad <= UNSURE
    answers = set(layout.expected().values())
    if "nss" not in answers:
        assert [type(one) for one in given_by] == [Finding]
        return
    fichas = {one.nss: one for one in given_by if isinstance(one, Ficha)}
    if not answers & {"fecha_alta", "sbc", "diario", "nombre", "primer_apellido", "curp"} or "movimiento" in answers:
        assert fichas == {}
        return
    for person in people(seed, PEOPLE):
        ficha = fichas[person.nss]
        if ficha.nombre is not None and "segundo_apellido" in answers:
            parts = (ficha.nombre.primer_apellido, ficha.nombre.segundo_apellido, ficha.nombre.nombres)
            assert parts == (tidy(person.primero), tidy(person.segundo), tidy(person.nombre))
        assert ficha.curp == (person.curp if "curp" in answers else "")
        assert ficha.rfc == (person.rfc if "rfc" in answers else "")
        assert ficha.fecha_alta == (person.alta if "fecha_alta" in answers else None)
        assert ficha.sbc is None if "sbc" not in answers else ficha.sbc is not None and ficha.sbc.pesos == person.sbc
        if "diario" in answers:
            assert ficha.diario is not None
            assert ficha.diario.pesos == person.diario


def test_whole_names_are_cut_where_their_keys_say() -> None:
    """With the CURP or the RFC in the list, every name is cut right; without them, all but a person or two."""
    right = Counter[str]()
    for layout in EVERY:
        answers = set(layout.expected().values())
        if "nombre" not in answers or "nss" not in answers or "movimiento" in answers:
            continue
        key = "key" if answers & {"curp", "rfc"} else "none"
        for seed in SEEDS:
            given_by = lista.read(sheet_of(layout, seed), None, "f")
            named = {one.nss: one.nombre for one in given_by if isinstance(one, Ficha)}
            for person in people(seed, PEOPLE):
                found = named[person.nss]
                assert found is not None
                parts = (found.primer_apellido, found.segundo_apellido, found.nombres)
                right[key] += parts == (tidy(person.primero), tidy(person.segundo), tidy(person.nombre))
                right[f"all {key}"] += 1
    assert right["key"] >= 0.995 * right["all key"]
    assert right["none"] >= 0.98 * right["all none"]


# -- what is told of a guess


def table(titles: list[str], *rows: list[Cell]) -> Sheet:
    return Sheet("H", (tuple(titles), *(tuple(row) for row in rows)))


PERSON: list[Cell] = ["99178500015", "PEREZ GARCIA ALBERTO", "687.70"]
OTHER: list[Cell] = ["99178500023", "LOPEZ RUIZ MARIA", "315.04"]


def told(sheet: Sheet) -> dict[str, str]:
    return {one.code: str(one.cause) for one in lista.tell(lista.guess(sheet), Place("f", 1, 0, "H"))}


def test_each_guess_says_its_column_its_reason_and_how_sure_it_is() -> None:
    found = list(lista.tell(lista.guess(table(["N.S.S.", "Nombre", "S.B.C."], PERSON, OTHER)), Place("f", 1, 0, "H")))
    first = found[0]
    assert (first.code, first.severity, first.place) == ("COLUMNA_ADIVINADA", Severity.NOTE, Place("f", 1, 1, "H"))
    assert "La columna A «N.S.S.» se leyó como NSS: por su título, y el 100 % de las celdas lo parecen" in str(
        first.cause
    )


def test_an_identifier_is_known_by_its_cells_whatever_its_title() -> None:
    plantilla = lista.guess(table(["Control", "Quien", "Pago"], PERSON, OTHER))
    columna = plantilla.columna(Campo.NSS)
    assert columna is not None
    assert columna.posicion == 1
    assert "por su contenido: el 100 %" in str(columna.razon)


def test_two_columns_that_could_be_the_same_are_a_question() -> None:
    rows = [[*PERSON, "15/01/2026", "16/01/2026"], [*OTHER, "13/01/2026", "14/01/2026"]]
    found = told(table(["NSS", "Nombre", "SBC", "Fecha alta", "Fecha de alta"], *rows))
    assert "la columna D «Fecha alta» o la E «Fecha de alta»" in found["COLUMNA_O_COLUMNA"]


def test_a_title_of_two_meanings_is_a_question() -> None:
    found = told(table(["NSS", "Nombre", "Salario base"], PERSON, OTHER))
    assert "«Salario base»" in found["COLUMNA_DUDOSA"]
    assert "También podría ser" in found["COLUMNA_DUDOSA"]


def test_a_wage_of_a_month_is_not_one_of_a_day() -> None:
    rows: list[list[Cell]] = [[*PERSON[:2], "20631.00"], [*OTHER[:2], "9451.20"]]
    for title in ("Sueldo mensual", "Sueldo"):
        sheet = table(["NSS", "Nombre", title], *rows)
        assert "COLUMNA_DE_PERIODO" in told(sheet)
        assert lista.guess(sheet).columna(Campo.DIARIO) is None


def test_columns_of_no_field_are_listed() -> None:
    found = told(table(["NSS", "Nombre", "SBC", "Banco"], [*PERSON, "UNO"], [*OTHER, "DOS"]))
    assert found["COLUMNAS_NO_USADAS"] == "No se usaron 1 columnas: Banco."


def test_the_order_of_names_is_told_or_asked() -> None:
    assert "con los apellidos primero" in told(table(["NSS", "Nombre", "SBC"], PERSON, OTHER))["NOMBRES_ORDEN"]
    reverse = table(["NSS", "Nombre", "SBC"], ["99178500015", "ALBERTO PEREZ XOOL", "1.5"], ["", "MARIA LOPEZ UC", ""])
    assert lista.guess(reverse).orden_nombre == NOMBRES
    unknown = table(
        ["NSS", "Nombre", "SBC"], ["99178500015", "XOOL UC EK", "687.70"], ["99178500023", "EK UC POOT", "1"]
    )
    assert lista.guess(unknown).orden_nombre == APELLIDOS
    assert "NOMBRES_ORDEN_DUDOSO" in told(unknown)


def test_a_list_without_titles_says_so() -> None:
    assert "LISTA_SIN_TITULOS" in told(Sheet("", (tuple(PERSON), tuple(OTHER))))


def test_every_field_has_a_title_and_every_title_a_way() -> None:
    assert set(TITULOS) == set(REGLAS) == set(Campo)


# -- plantillas

COLUMNS = st.lists(
    st.tuples(st.sampled_from(Campo), st.text(max_size=30), st.sampled_from(("", "dma", "mda", ".", ","))),
    min_size=1,
    max_size=20,
    unique_by=lambda one: one[0],
).map(lambda found: tuple(Columna(campo, title, n, form) for n, (campo, title, form) in enumerate(found, 1)))


@settings(max_examples=80, deadline=None)
@given(COLUMNS, st.integers(0, 20), st.sampled_from(("", APELLIDOS, NOMBRES)))
def test_a_plantilla_comes_back_from_its_json(columns: tuple[Columna, ...], line: int, order: str) -> None:
    saved = Plantilla(columns, line, order, confirmada=True)
    assert lista.from_json(lista.to_json(saved)) == saved


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_saved_plantilla_reads_the_next_month_without_a_word(layout: Layout) -> None:
    saved = lista.from_json(lista.to_json(lista.guess(sheet_of(layout, 1))))
    following = sheet_of(layout, 7, 25)
    assert lista.fits(saved, following)
    assert saved.fits(following)
    quiet = {"COLUMNA_ADIVINADA", "COLUMNA_DUDOSA", "COLUMNA_O_COLUMNA", "NOMBRES_ORDEN", "COLUMNAS_NO_USADAS"}
    given_by = list(lista.read(following, saved, "f"))
    assert not quiet & {one.code for one in given_by if isinstance(one, Finding)}
    guessed = list(lista.read(following, None, "f"))
    assert [one for one in given_by if not isinstance(one, Finding)] == [
        one for one in guessed if not isinstance(one, Finding)
    ]


def test_columns_may_move_and_titles_be_written_otherwise() -> None:
    saved = lista.guess(table(["N.S.S.", "Nombre", "S.B.C."], PERSON, OTHER))
    moved = table(["", "sbc", "clave", "NSS", "NOMBRE"], ["", "687.70", "1", "99178500015", "PEREZ GARCIA ALBERTO"])
    lower = Sheet("H", ((), ("EMPRESA",), *moved.rows))
    for sheet in (moved, lower):
        assert lista.fits(saved, sheet)
        fichas = [one for one in lista.read(sheet, saved, "f") if isinstance(one, Ficha)]
        assert [(one.nss, str(one.sbc)) for one in fichas] == [("99178500015", "$687.70")]


def test_of_two_columns_with_a_title_the_nearest_to_its_place_is_it() -> None:
    saved = Plantilla((Columna(Campo.NSS, "NSS", 1), Columna(Campo.SBC, "Importe", 3)), 1)
    sheet = table(["NSS", "Importe", "Importe"], ["99178500015", "1.00", "687.70"])
    assert lista.locate(saved, sheet)[1] == {Campo.NSS: 1, Campo.SBC: 3}


def test_a_plantilla_of_another_list_is_an_error_that_names_the_column() -> None:
    saved = Plantilla((Columna(Campo.NSS, "NSS", 1), Columna(Campo.SBC, "Integrado", 3)), 1)
    sheet = table(["NSS", "Nombre", "SBC"], PERSON)
    assert not lista.fits(saved, sheet)
    found = list(lista.read(sheet, saved, "f"))
    assert [one.code for one in found if isinstance(one, Finding)] == ["PLANTILLA_NO_CORRESPONDE"]
    assert "«Integrado»" in str(found[0].cause)  # type: ignore[union-attr]  # the only one, a finding


GOOD = lista.to_json(Plantilla((Columna(Campo.NSS, "NSS", 1),), 1))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda text: "", "PLANTILLA_ILEGIBLE"),
        (lambda text: "[" * 100_000, "PLANTILLA_LARGA"),
        (lambda text: "[" * 50_000, "PLANTILLA_ILEGIBLE"),
        (lambda text: " " * (MAX_JSON + 1), "PLANTILLA_LARGA"),
        (lambda text: "[]", "PLANTILLA_DATOS"),
        (lambda text: text.replace('"version": 1', '"version": 2'), "PLANTILLA_VERSION"),
        (lambda text: text.replace('"version": 1', '"version": true'), "PLANTILLA_VERSION"),
        (lambda text: text.replace('"version"', '"otra"'), "PLANTILLA_DATOS"),
        (lambda text: text.replace('"encabezado": 1', '"encabezado": 99'), "PLANTILLA_NUMERO"),
        (lambda text: text.replace('"encabezado": 1', '"encabezado": "1"'), "PLANTILLA_NUMERO"),
        (lambda text: text.replace('"orden_nombre": ""', '"orden_nombre": "x"'), "PLANTILLA_ORDEN"),
        (lambda text: text.replace('"orden_nombre": ""', '"orden_nombre": []'), "PLANTILLA_ORDEN"),
        (lambda text: text.replace('"campo": "nss"', '"campo": "otro"'), "PLANTILLA_CAMPO"),
        (lambda text: text.replace('"titulo": "NSS"', '"titulo": 5'), "PLANTILLA_TITULO"),
        (lambda text: text.replace('"posicion": 1', '"posicion": 0'), "PLANTILLA_NUMERO"),
        (lambda text: text.replace('"posicion": 1', '"posicion": 1, "forma": "x"'), "PLANTILLA_FORMA"),
        (lambda text: text.replace('"posicion": 1', '"posicion": 1, "mas": "x"'), "PLANTILLA_DATOS"),
        (lambda text: text[: text.index("[")] + "[]}", "PLANTILLA_COLUMNAS"),
        (
            lambda text: text.replace('"columnas": [', '"columnas": [{"campo": "nss", "titulo": "a", "posicion": 2},'),
            "PLANTILLA_REPETIDA",
        ),
    ],
)
def test_a_plantilla_that_is_wrong_says_what(change: object, code: str) -> None:
    with pytest.raises(lista.BadPlantilla) as fault:
        lista.from_json(change(GOOD))  # type: ignore[operator]  # one of the functions above
    assert fault.value.reason.code == code
    assert "{" not in str(fault.value.reason)


def test_a_form_of_the_plantilla_decides_what_the_column_does_not() -> None:
    columns = (
        Columna(Campo.NSS, "NSS", 1),
        Columna(Campo.FECHA_ALTA, "Alta", 2, "mda"),
        Columna(Campo.SBC, "SBC", 3, ","),
    )
    sheet = table(["NSS", "Alta", "SBC"], ["99178500015", "02/03/2026", "1.250"])
    ficha = next(one for one in lista.read(sheet, Plantilla(columns, 1), "f") if isinstance(one, Ficha))
    assert str(ficha.fecha_alta) == "2026-02-03"
    assert str(ficha.sbc) == "$1,250.00"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("R.F.C.", "rfc"),
        ("Nº afiliación", "no afiliacion"),
        ("SalarioDiario", "salario diario"),
        ("  ", ""),
        ("#", "#"),
    ],
)
def test_titles_are_compared_without_their_dress(title: str, expected: str) -> None:
    assert plain(title) == expected
