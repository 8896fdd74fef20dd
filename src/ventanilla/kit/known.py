"""What the office knows before it asks: the answers of the registers, and whether it is worth starting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ventanilla.domain.authority import Actor
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import Text

from .decision import Registers

Known = str | bool | date | Money


@dataclass(frozen=True)
class Prefilled:
    """What a register says of one field, and where that comes from: «Según su registro, al 22 de noviembre de 2026».

    The value is the field's own (the text of a choice, of a number); of an address, a value for each of its parts; of
    a group, of each ``0.part``. ``start``: only what the person begins with and changes as they like, which is neither
    confirmed nor disputed, because another answer does not mean that the register is wrong.
    """

    value: Known | Mapping[str, Known]
    source: Text
    start: bool = False


@dataclass(frozen=True)
class Stop:
    """Why an answer means that this trámite is not theirs, and where theirs is.

    ``barred`` only where the law itself forbids going on; anybody else may start all the same.
    """

    text: Text
    link: str = ""
    link_text: str = ""
    barred: bool = False


@dataclass(frozen=True)
class Eligible:
    """One question before starting: its ``choices`` by value, and those that stop, with the reason. Nothing is kept."""

    name: str
    question: str
    choices: Mapping[str, str]
    stops: Mapping[str, Stop]
    help: str = ""
    cite: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        if unknown := self.stops.keys() - self.choices.keys():
            raise ValueError(f"{self.name}: nobody can answer {', '.join(sorted(unknown))}")


def from_register(on: date) -> Text:
    """Where it comes from what a register says on the day ``on``."""
    return Text("SEGUN_REGISTRO", "Según su registro, al {fecha}.", fecha=on)


def nothing_known(actor: Actor, ask: Registers, on: date) -> Mapping[str, Prefilled]:
    """The usual: the Form has no field that a register can answer."""
    return {}
