"""What the pages of other applications are given; see `shapes`, beside it for its length."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from ventanilla.web.design.shapes import Sentence


@dataclass(frozen=True, slots=True)
class Known:
    """One thing that an application would know: what it is, and what it says of this person ("" for nothing)."""

    what: Sentence
    value: str = ""


@dataclass(frozen=True, slots=True)
class AutorizarPage:
    """An application asks to know whoever is in; or first (``step``) that they enter again, or prove who they are.

    ``site`` is where the answer goes; ``seal`` binds the decision to what was shown and to whom.
    """

    step: Literal["permitir", "entrar", "identidad"]
    application: str
    operator: str
    site: str
    seal: str
    person: str
    known: tuple[Known, ...] = ()
    with_curp: bool = False
    acting_for: str = ""
    on_device: bool = False


@dataclass(frozen=True, slots=True)
class AplicacionRow:
    """An application that may know the person."""

    id: str
    name: str
    operator: str
    known: tuple[Sentence, ...]
    since: datetime
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AplicacionesPage:
    """The applications that one lets know something. ``done``: one was just taken back."""

    applications: tuple[AplicacionRow, ...]
    done: bool = False


@dataclass(frozen=True, slots=True)
class AplicacionErrorPage:
    """A request that no application can be answered: there is nobody to go back to."""

    reference: str
