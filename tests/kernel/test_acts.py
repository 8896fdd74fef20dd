"""What a rule can say: a register that does not answer says why, and an event says what erasing does to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import pytest

from ventanilla.kernel.acts import Erasure, Event, NoAnswer
from ventanilla.kernel.text import Text


@dataclass(frozen=True)
class Nombrado(Event):
    TYPE: ClassVar[str] = "prueba.nombrado"
    PRIVATE: ClassVar[tuple[str, ...]] = ("nombre",)
    nombre: str = "Eva"


@dataclass(frozen=True)
class Sellado(Event):
    TYPE: ClassVar[str] = "prueba.sellado"


def test_a_register_that_knows_nothing_says_it_to_the_person() -> None:
    unknown = NoAnswer(Text("SIN_REGISTRO", "No hay nadie con ese número. Revíselo."))
    assert isinstance(unknown, LookupError)
    assert (str(unknown), unknown.reason.code) == ("No hay nadie con ese número. Revíselo.", "SIN_REGISTRO")


def test_erasing_a_person_destroys_a_key_only_where_there_is_something_to_hide() -> None:
    assert Nombrado.erasure() is Erasure.DESTROY_KEY
    assert Sellado.erasure() is Erasure.KEEP


def test_an_event_that_does_not_say_how_it_is_shown_is_a_fault_with_its_name() -> None:
    with pytest.raises(NotImplementedError, match="Sellado does not say"):
        Sellado().shown()


def test_what_an_event_does_not_say_of_the_inbox_is_nothing() -> None:
    plain = Sellado()
    assert (plain.inbox(), plain.disputed()) == (None, None)
