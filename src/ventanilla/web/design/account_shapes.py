"""What the pages of passwords and sessions are given; like ``shapes``, beside it for its length."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from .shapes import Sentence


@dataclass(frozen=True, slots=True)
class EntrarContrasenaPage:
    """Sign-in with a password. ``typed`` is the CURP or e-mail that did not match, to be corrected."""

    action: str
    typed: str = ""
    error: Sentence = ""


@dataclass(frozen=True, slots=True)
class RecuperarPage:
    """Asking for a new password. ``asked``: the same answer for everybody."""

    asked: bool = False


@dataclass(frozen=True, slots=True)
class ContrasenaNuevaPage:
    """A new password, by the link of an e-mail."""

    shortest: int
    error: Sentence = ""


@dataclass(frozen=True, slots=True)
class EnlacePage:
    """A link that serves no more; ``again`` is where another is asked for."""

    again: str


@dataclass(frozen=True, slots=True)
class NoFuiYoPage:
    """«No fui yo». Without ``opened_at`` it is about a new password alone; ``done`` says what to do now."""

    device: str = ""
    opened_at: datetime | None = None
    with_efirma: bool = False
    done: bool = False


@dataclass(frozen=True, slots=True)
class ContrasenaPage:
    """One's own password. Not ``may_set``: something else must be shown first, and the page says what."""

    shortest: int
    usable: bool = False
    since: datetime | None = None
    may_set: bool = True
    asks_current: bool = False
    for_company: bool = False
    error: Sentence = ""
    wrong: Literal["actual", "nueva"] = "nueva"
    done: bool = False


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One signing-in. ``device`` "" where the browser did not say what it is."""

    id: str
    way: Sentence
    device: str
    opened_at: datetime
    minutes_ago: int = 0
    goes_on: bool = False
    here: bool = False


@dataclass(frozen=True, slots=True)
class SesionesPage:
    """Where the account is open, and the history of sign-ins. ``done`` is what was just asked for."""

    open: tuple[SessionRow, ...]
    history: tuple[SessionRow, ...] = ()
    done: str = ""
