"""A table or a profile that breaks its schema fails the build; a choice that there is not is told in words."""

from __future__ import annotations

from datetime import date

import pytest

from ventanilla import law
from ventanilla.kernel.text import Text
from ventanilla.law.open_questions import read_profile
from ventanilla.law.tables import read_table

TABLE = (
    "{title: t, unit: u, renews: yearly, note: n, values: [{since: 2026-01-01, rows: {a: 1, b: '2.50'}, cite: c, "
    "source: s, checked_on: 2026-11-22, confidence: H, erratum: e}]}"
)


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("title: t, ", ""),
        ("title: t", "title: t, other: 1"),
        ("title: t", "title: t, title: u"),
        ("renews: yearly", "renews: daily"),
        ("values: [", "values: {a: ["),
        ("since: 2026-01-01", "since: hoy"),
        ("checked_on: 2026-11-22", "checked_on: hoy"),
        ("rows: {a: 1, b: '2.50'}", "rows: {}"),
        ("rows: {a: 1, b: '2.50'}", "rows: [1]"),
        ("b: '2.50'", "b: mucho"),
        ("b: '2.50'", "b: NaN"),
        ("b: '2.50'", "b: [1]"),
        ("cite: c", "cite: ''"),
        ("confidence: H", "confidence: X"),
        (", erratum: e", ", other: e"),
    ],
)
def test_a_table_that_breaks_the_schema_is_refused(good: str, bad: str) -> None:
    found = read_table("una", TABLE)
    assert (found.renews, found.note, found.versions[0].erratum) == (law.Renews.YEARLY, "n", "e")
    assert good in TABLE
    with pytest.raises(law.BadLaw):
        read_table("una", TABLE.replace(good, bad))


def test_versions_go_in_order() -> None:
    one = TABLE[TABLE.index("[{") + 1 : TABLE.rindex("]")]
    for listed in ("", f"{one}, {one}"):
        with pytest.raises(law.BadLaw):
            read_table("una", f"{{title: t, unit: u, values: [{listed}]}}")


def test_a_table_before_its_first_day_and_a_table_that_there_is_not() -> None:
    with pytest.raises(law.LawError) as caught:
        law.cell("cuota_social.inicial", "sm", date(2022, 12, 31))
    assert caught.value.reason.code == "LEY_TABLA_SIN_FECHA"
    for key in ("nadie", "../data", ""):
        with pytest.raises(law.LawError) as caught:
            law.table(key)
        assert caught.value.reason.code == "LEY_SIN_TABLA"


PROFILE = (
    "{title: t, purpose: p, source: s, checked_on: 2026-11-22, "
    "values: {gmp_ausencias: {value: descuentan, confidence: L}}}"
)


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("title: t, ", ""),
        ("title: t", "title: t, title: u"),
        ("2026-11-22", "hoy"),
        ("values: {", "values: [{"),
        ("gmp_ausencias", "nadie"),
        ("descuentan", "otra"),
        (", confidence: L", ""),
        ("confidence: L", "confidence: X"),
    ],
)
def test_a_profile_that_breaks_the_schema_is_refused(good: str, bad: str) -> None:
    assert read_profile("uno", PROFILE).values == {"gmp_ausencias": "descuentan"}
    with pytest.raises(law.BadLaw):
        read_profile("uno", PROFILE.replace(good, bad))


def test_an_unknown_profile_or_alternative_names_those_that_there_are() -> None:
    with pytest.raises(law.LawError, match="Hay: corte, emision, sua"):
        law.profile("nadie")
    with (
        pytest.raises(law.LawError, match="no_descuentan, descuentan"),
        law.choosing({"gmp_ausencias": "otra"}),
    ):
        pytest.fail("it was chosen")
    assert law.chosen() == {}
    with law.choosing({"gmp_ausencias": "descuentan"}), law.choosing({"ceav_huecos": "ceav_corte"}):
        assert law.chosen() == {"gmp_ausencias": "descuentan", "ceav_huecos": "ceav_corte"}


def test_what_was_read_before_is_told_again_to_an_open_recording() -> None:
    with law.recording() as first:
        law.cell("ceav.patron", "3.50", date(2026, 6, 30))
    law.replay(first)
    with law.recording() as again:
        law.replay(first)
    assert [(used.key, used.value) for used in again] == [("ceav.patron/3.50", "6.361")]


def test_an_explanation_is_read_from_the_top_with_the_depth_of_each_figure() -> None:
    leaf = law.Explained(Text("BASE", "Base"), 30)
    tree = law.Explained(Text("TOTAL", "Total"), 60, parts=(law.Explained(Text("MES", "Mes"), 60, parts=(leaf,)), leaf))
    assert [(depth, one.title.code) for depth, one in tree.walk()] == [
        (0, "TOTAL"),
        (1, "MES"),
        (2, "BASE"),
        (1, "BASE"),
    ]
