"""What is declared is what is written: the map, the key to the file, the file and the copy on paper; and the terms."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla import law
from ventanilla.domain.documents import Jsonable
from ventanilla.domain.rights import (
    MAX_PRINTED,
    Access,
    Group,
    HeldSet,
    Keeps,
    Kept,
    ReaderKind,
    Reading,
    Shown,
    Told,
    Use,
    Why,
    Withheld,
    answer_days,
    answered,
    data_map,
    effect_days,
    extension_days,
    faults,
    in_words,
    own_data,
    own_data_key,
    own_data_schema,
    printed_copy,
)
from ventanilla.domain.rights.export import IN_THE_FILE, LONGEST

TOLD = Told(
    key="cosas",
    group=Group.PERSONA,
    title="Sus cosas",
    why="Para algo.",
    until="Siempre.",
    sees="Usted.",
    through=("subject",),
)
KEPT = Kept(
    model="Cosa",
    what="a thing",
    sees="the office",
    uses=(
        Use("who", "LSS 15", "a year", {"a": "Letra", "b": Withheld("Secreto", "Lo es.")}, ("id",)),
        Use("what", "-", "a year", {"c": Shown("Otra", path="x__y")}),
    ),
    told=TOLD,
)
KEEPS = Keeps(title="Things", tables=(KEPT,))
COLUMNS = {"Cosa": ("id", "a", "b", "c")}
NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)
JSON: st.SearchStrategy[Jsonable] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=300),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


def held(total: int, given_out: int) -> HeldSet:
    records: tuple[dict[str, Jsonable], ...] = tuple({"a": str(n), "c": None} for n in range(given_out))
    return HeldSet(TOLD, total, records, (("a", "Letra"), ("c", "Otra")), (("Secreto", "Lo es."),))


def test_a_declaration_that_is_whole_has_no_faults() -> None:
    assert faults(KEEPS, COLUMNS) == []
    assert "Cosa.d: not declared" in faults(KEEPS, {"Cosa": (*COLUMNS["Cosa"], "d")})
    assert "Otra: not declared" in faults(KEEPS, COLUMNS | {"Otra": ()})
    assert "Cosa: no such table" in faults(KEEPS, {})


def test_the_map_says_each_column_and_what_its_owner_is_given() -> None:
    page = data_map([KEEPS])
    assert "| `a` | yes | who | LSS 15 | a year |" in page
    assert "| `b` | told | the same | the same | the same |" in page
    assert "| `c` | yes | what | - | the same |" in page
    key = own_data_key([KEEPS])
    assert "| `c` | Otra |" in key
    assert "`b`" not in key.split("## ")[-1]
    assert own_data_schema([KEEPS])["properties"]["conjuntos"]["items"]["oneOf"]
    assert [answered(how) for how in KEPT.personal.values()] == ["yes", "told", "yes"]


def test_the_file_says_when_it_is_not_all() -> None:
    (one,) = own_data([held(3, 2)], name="ANA", curp="X", now=NOW)["conjuntos"]
    assert (one["total"], one["completo"], len(one["registros"])) == (3, False, 2)
    assert one["reservados"] == [{"nombre": "Secreto", "motivo": "Lo es."}]


def test_the_copy_on_paper_is_bounded_and_leaves_out_what_is_empty() -> None:
    copy = printed_copy([held(MAX_PRINTED + 5, MAX_PRINTED + 5), held(0, 0)], name="ANA", curp="X")
    (printed,) = copy.sets
    assert (printed.total, printed.printed, len(printed.rows)) == (MAX_PRINTED + 5, MAX_PRINTED, MAX_PRINTED)
    assert printed.rows[0] == (("Letra", "0"),)


@given(JSON)
def test_any_value_is_said_in_words_that_fit(value: Jsonable) -> None:
    words = in_words(value)
    assert len(words) <= max(LONGEST, len(IN_THE_FILE))


@given(st.dates(min_value=date(1900, 1, 1)))
def test_a_day_is_said_as_mexicans_read_it(day: date) -> None:
    assert str(day.year) in in_words(day.isoformat())
    assert " de " in in_words(day.isoformat())


@pytest.mark.parametrize("kind", [Reading, Why])
def test_every_member_of_a_closed_set_has_its_words(kind: type[Reading] | type[Why]) -> None:
    assert all(str(member.text) for member in kind)
    assert len({member.text.code for member in kind}) == len(kind)


def test_an_access_never_says_from_where() -> None:
    assert not {"address", "ip", "device"} & set(Access.__dataclass_fields__)
    assert len(ReaderKind) == 4


def test_the_terms_are_recorded_with_their_doubt() -> None:
    on = date(2026, 11, 22)
    with law.recording() as used:
        assert (answer_days(on), extension_days(on), effect_days(on)) == (20, 10, 15)
    assert "politica/arco_plazos" in {one.key for one in used}
    assert all("por confirmar" in one.cite for one in used)
    with pytest.raises(law.LawError):
        answer_days(date(2025, 3, 20))  # before the law of 2025: unknown, never zero
