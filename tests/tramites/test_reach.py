"""No trámite offers, nor fills in, a registro that an authorisation does not reach. No trámite is named here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

import pytest

from ventanilla import tramites
from ventanilla.domain.affiliation import Fracciones, RegistrosDe
from ventanilla.domain.authority import Actor, Assurance, Via
from ventanilla.domain.authority.autorizaciones import FacultadDe
from ventanilla.kernel.acts import NoAnswer, Question, SubjectId
from ventanilla.kernel.text import Text
from ventanilla.kit import Tramite, discover, limited_to, registros_within_reach
from ventanilla.kit.casos import all_builders

T = TypeVar("T")
FOUND = discover(tramites)
NUMBERS = ("Z9912345105", "X0100001347")  # the second, of a home
WHERE = "Calle {} 5, Centro, 14000, Tlalpan, Ciudad de México"
COMPANY = SubjectId(UUID(int=7))
ON = date(2026, 11, 22)


class Said:
    """Registers that hold two registros, and an authorisation; of anything else they know nobody."""

    def __init__(self, facultad: Mapping[str, Any] | None) -> None:
        self.facultad = facultad
        self.asked: set[type] = set()

    def __call__(self, question: Question[T], /) -> T:
        self.asked.add(type(question))
        answers: dict[type, Any] = {
            RegistrosDe: [{"numero": one, "domicilio": WHERE.format(one)} for one in NUMBERS],
            FacultadDe: self.facultad,
            Fracciones: [],
        }
        if type(question) not in answers:
            raise NoAnswer(Text("NADIE", "Nadie."))
        built: T = all_builders()[type(question)](answers[type(question)], COMPANY)
        return built

    def many(self, questions: tuple[Question[T], ...], /) -> tuple[T, ...]:
        return tuple(self(each) for each in questions)


def by(mandate: UUID | None) -> Actor:
    return Actor(UUID(int=1), SubjectId(UUID(int=2)), Assurance.N3, Via.EFIRMA, COMPANY, mandate=mandate)


DELEGATE = by(UUID(int=3))
ONE = {"actos": ["ver", "preparar", "firmar_movimientos"], "registros": NUMBERS[:1]}


@pytest.mark.parametrize(
    ("actor", "facultad", "reached"),
    [
        (by(None), None, NUMBERS),
        (DELEGATE, {"registros": []}, NUMBERS),
        (DELEGATE, ONE, NUMBERS[:1]),
        (DELEGATE, {"registros": ["A1234567890"]}, ()),
        (DELEGATE, None, ()),
    ],
    ids=["by its certificate", "of all", "of one", "of another", "gone"],
)
def test_an_authorisation_reaches_the_registros_that_it_names(
    actor: Actor, facultad: Mapping[str, Any] | None, reached: tuple[str, ...]
) -> None:
    said = Said(facultad)
    assert tuple(one.numero for one in registros_within_reach(actor, said)) == reached
    assert (limited_to(actor, said) is None) is (reached == NUMBERS)


def shown(tramite: Tramite[Any, Any, Any], facultad: Mapping[str, Any]) -> str:
    """All that it offers and fills in for the delegate."""
    said, found = Said(facultad), ""
    for ask in (lambda: tramite.options(DELEGATE, said), lambda: tramite.prefill(DELEGATE, said, ON)):
        try:
            found += repr(ask())
        except NoAnswer:
            continue
    return found.replace("-", "")


@pytest.mark.parametrize("key", FOUND)
def test_no_tramite_shows_a_registro_out_of_reach(key: str) -> None:
    tramite = FOUND[key]
    assert isinstance(tramite, Tramite)
    assert NUMBERS[1] not in shown(tramite, ONE)


def test_there_are_tramites_that_show_them_to_whoever_reaches_them_all() -> None:
    every = {key for key, one in FOUND.items() if isinstance(one, Tramite) and NUMBERS[1] in shown(one, {})}
    assert len(every) >= 6
