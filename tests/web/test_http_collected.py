"""What whoever collects tells, in one's own history: paid, owed or nothing, on the page, in files and as a doubt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import pytest

from tests.web.office import DAY, Office, drawn, text
from ventanilla.apps.affiliation.api import use_collection
from ventanilla.apps.affiliation.models import Movimiento
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.contributions import Adeudo, Cobro
from ventanilla.formats.file import File
from ventanilla.formats.historial import read_json
from ventanilla.kernel.period import Period

HERE = "/historia"
TOLD = Period(date(DAY.year - 1, 1, 1), Period.bimester(DAY.year, 2).last)
UNTOLD = Period.bimester(DAY.year, 3)
OWED = Adeudo.bimestral(DAY.year, 1)


class Told:
    """Of every registro the same: one bimester is owed."""

    def __init__(self, *adeudos: Adeudo) -> None:
        self.adeudos = frozenset(adeudos)
        self.asked: list[str] = []

    def told(self, registros: Sequence[str]) -> Mapping[str, Cobro]:
        self.asked += registros
        return {one: Cobro(TOLD, self.adeudos) for one in registros}


@pytest.fixture(autouse=True)
def _afterwards() -> Iterator[None]:
    yield
    use_collection(None)


def paid(office: Office, query: str = "") -> dict[date, set[bool | None]]:
    """What the JSON says of each bimester of the worker."""
    said = office.browser("trabajadora").get(f"{HERE}/archivo.json{query}")
    found: dict[date, set[bool | None]] = {}
    for one in read_json(File.of_bytes("h.json", said.content)).bimestres:
        found.setdefault(one.desde, set()).add(one.pagado)
    return found


def test_each_bimester_is_paid_owed_or_without_a_word(office: Office) -> None:
    use_collection(Told(OWED))
    said = paid(office)
    assert said[OWED.periodo.first] == {False}
    assert said[Period.bimester(DAY.year, 2).first] == {True}
    assert said[UNTOLD.first] == {None}
    page = text(office.browser("trabajadora").get(f"{HERE}?anio={DAY.year}"))
    assert "Lo debe" in page
    assert "Si se pagó lo dice la oficina de cobranza" in page


def test_what_is_owed_is_asked_about_with_what_the_accounts_lack(office: Office) -> None:
    use_collection(Told(OWED))
    page = text(office.browser("trabajadora").get(HERE))
    assert "no ha pagado sus cuotas del 1 de enero" in page
    assert "Su atención médica y sus semanas cuentan aunque su empleador no pague." in page
    assert "A su ahorro para el retiro y su vivienda le faltarían" in page


@pytest.mark.parametrize("told", [None, Told()])
def test_who_paid_or_is_told_of_by_nobody_is_not_accused(office: Office, told: Told | None) -> None:
    use_collection(told)
    page = text(office.browser("trabajadora").get(f"{HERE}?anio={DAY.year}"))
    assert "no ha pagado" not in page
    assert "Lo debe" not in page
    assert ("Todavía no informa aquí." in page) == (told is None)
    assert {True} not in paid(office).values() or told is not None


def test_as_it_was_known_nothing_is_said_of_what_was_paid(office: Office) -> None:
    """What collection told on a past day is kept by nobody."""
    use_collection(Told(OWED))
    assert set().union(*paid(office, f"?conocido={DAY}").values()) == {None}
    page = text(office.browser("trabajadora").get(f"{HERE}?conocido={DAY}"))
    assert "Lo pagado no se guarda como se conocía antes" in page


def test_nobody_elses_employers_are_asked_about(office: Office) -> None:
    collection = Told(OWED)
    use_collection(collection)
    office.browser("trabajadora").get(HERE)
    with scope(None):
        own = Movimiento.objects.filter(persona=drawn().named("trabajadora").subject)
        assert set(collection.asked) == set(own.values_list("registro__numero", flat=True))
