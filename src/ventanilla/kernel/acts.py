"""The three things a rule can say to the house, as data: a question, an effect, an event.

A rule never reads a table or writes one. It *asks* (a ``Question`` answered by the app that owns the
answer), it *orders* (an ``Effect`` performed by the app of one area) and what happened is *told* (an
``Event``: past tense, closed, versioned). All three are frozen dataclasses, so they can be stored with
a decision and read again years later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Any, ClassVar, Final, Generic, NewType, TypeVar
from uuid import UUID

from .text import Text

SubjectId = NewType("SubjectId", UUID)
"""Whoever the registers speak about (person, company, registro patronal…): opaque, never a CURP."""

A = TypeVar("A", covariant=True)


@dataclass(frozen=True)
class Question(Generic[A]):
    """What a register can be asked; ``A`` is the type of its answer."""


class NoAnswer(LookupError):
    """A register that knows nothing of whom it is asked about; ``reason`` says it to the person.

    An app raises it while it answers; the runner refuses the request with that reason, never with a fault.
    """

    def __init__(self, reason: Text) -> None:
        super().__init__(str(reason))
        self.reason = reason


class Audience(Enum):
    """Who is told of an event."""

    SUBJECT = "subject"  # the person (or company) the event is about
    ACTOR = "actor"  # whoever did it, when it is somebody else
    STAFF = "staff"


class Erasure(Enum):
    """What erasing a person does to an event."""

    KEEP = "keep"  # carries no personal value: identifiers of events only
    DESTROY_KEY = "destroy_key"  # its personal values are sealed under the subject's key


@dataclass(frozen=True)
class Event:
    """A fact of the log: past tense, closed, versioned. Subclass it once per kind of fact.

    ``TYPE`` never changes meaning; a changed shape is a new ``VERSION``. The public fields are chained
    in clear and so carry no personal value; ``PRIVATE`` names the fields sealed under the subject's key.
    ``DISPUTED_AT`` is the page where whoever is told may say that it is not so ("": none in particular).
    """

    TYPE: ClassVar[str]
    VERSION: ClassVar[int] = 1
    TOLD: ClassVar[tuple[Audience, ...]] = (Audience.SUBJECT,)
    PRIVATE: ClassVar[tuple[str, ...]] = ()
    DISPUTED_AT: ClassVar[str] = ""

    def shown(self) -> Text:
        """How the person's timeline says it."""
        raise NotImplementedError(f"{type(self).__name__} does not say how it is shown")

    def inbox(self) -> Text | None:
        """What the inbox of its subject says of it at once; None where the timeline alone tells it.

        Declared here, once, so that whoever records the fact (one by one, a batch, a correction) tells it.
        """
        return None

    def disputed(self) -> UUID | None:
        """What the page of ``DISPUTED_AT`` begins with: the thing that this tells of; None for no one thing."""
        return None

    @classmethod
    def erasure(cls) -> Erasure:
        """What erasing its subject does to it: nothing where it carries no personal value."""
        return Erasure.DESTROY_KEY if cls.PRIVATE else Erasure.KEEP


@dataclass(frozen=True)
class Effect:
    """What an approved decision orders, in the words of one area; performed by that area's app.

    Nothing is done that the log does not tell: ``TOLD_BY`` names the events of which performing it appends at
    least one.
    """

    TOLD_BY: ClassVar[tuple[type[Event], ...]] = ()


LATER: Final[Mapping[str, Any]] = MappingProxyType({"added": "later"})
"""The metadata of a field that an answer got after some were stored: those lack it, and are read with its default."""

Json = dict[str, Any]
