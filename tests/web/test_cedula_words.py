"""What the cédula's page calls things is what the law's tables call them; and its trees keep what they explain."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.web import cedula_files as files
from ventanilla import law
from ventanilla.domain.contributions import RAMOS, Patron, Prima, Trabajador, determinar, explicar
from ventanilla.formats.cedula.titles import CORTOS
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import Text
from ventanilla.web.design.explained import MAX_NODES, ExplainedNode, shown
from ventanilla.web.portal.cedula_words import PROFILES, PURPOSES, SHORT, TITLES

ROUNDING = "Cada segmento de cada concepto."
PATRON = Patron((Prima(date(2026, 1, 1), Decimal("0.54355")),))


def test_the_branches_and_the_profiles_are_called_as_the_law_calls_them() -> None:
    assert {ramo.key: ramo.title for ramo in RAMOS} == TITLES
    assert SHORT == CORTOS
    assert {key: law.profile(key).title for key in law.profile_keys()} == PROFILES
    assert {key: law.profile(key).purpose for key in law.profile_keys()} == PURPOSES


def every(node: ExplainedNode) -> list[ExplainedNode]:
    return [node, *(below for part in node.parts for below in every(part))]


def test_nothing_that_was_read_of_the_law_is_lost_and_nothing_is_said_twice_above() -> None:
    debido = determinar(Trabajador.fijo(Money("412.34"), files.OCTOBER), files.OCTOBER, PATRON)
    tree = explicar(debido)
    page = shown(tree)
    told = {(str(read.title), read.since) for node in every(page) for read in node.read}
    read = {used for _, one in tree.walk() for used in one.used if not used.key.startswith("ramos.")}
    titles = {
        (law.policy(used.key.removeprefix("politica/")).title, used.since)
        if used.key.startswith("politica/")
        else (law.parameter(used.key).title, used.since)
        for used in read
        if "/" not in used.key or used.key.startswith("politica/")
    }
    assert titles <= told
    assert any(str(one.title).startswith("Ramos que paga la modalidad 10") for one in page.read)

    def walk(node: ExplainedNode, above: frozenset[object]) -> None:
        assert not above & set(node.read)
        for part in node.parts:
            walk(part, above | set(node.read))

    walk(page, frozenset())


def test_a_tree_is_as_long_as_a_page_shows_and_its_first_level_is_whole() -> None:
    def figure(number: int, parts: tuple[law.Explained, ...]) -> law.Explained:
        return law.Explained(Text("X", "Parte {n}", n=number), number, parts=parts)

    leaves = tuple(figure(n, ()) for n in range(100))
    page = shown(figure(0, tuple(figure(n, leaves) for n in range(10))))
    assert len(every(page)) <= MAX_NODES
    assert [len(part.parts) for part in page.parts] == [12] * 10
    assert [part.more for part in page.parts] == [88] * 10
    assert page.more == 0


@pytest.mark.parametrize(
    ("used", "said"),
    [
        (law.Used("eym.cuota_fija.patron", "20.40", date(2016, 1, 1), "LSS 106-I"), "20.40%"),
        (law.Used("lss.28.tope_uma", "25", date(2016, 1, 28), "LSS 28"), "25 veces"),
        (law.Used("sm.general", "315.04", date(2026, 1, 1), "LFT 90"), "$315.04"),
        (law.Used("ceav.patron/3.50", "6.361", date(2026, 1, 1), "LSS 168-II"), "6.361%"),
        (law.Used("politica/redondeo_segmentos", "por_segmento", date(2016, 1, 1), "LSS 39"), ROUNDING),
        (law.Used("no.hay", "x", date(2016, 1, 1), "LSS 1"), "x"),
    ],
)
def test_a_value_of_the_law_is_shown_in_its_unit(used: law.Used, said: str) -> None:
    page = shown(law.Explained(Text("T", "Total"), Decimal("1.50"), used=(used,)))
    assert page.value == "1.50"
    assert page.read[0].value == said
