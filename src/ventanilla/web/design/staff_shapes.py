"""What the pages of whoever works here are given; see `shapes`, beside it for its length."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from urllib.parse import urlencode

from ventanilla.web.design.shapes import Link, Sentence


@dataclass(frozen=True, slots=True)
class FaltaPage:
    """What an official still has to show (``show``) or to register, before the page at ``back`` opens."""

    show: bool
    passkey: bool
    app: bool
    back: str

    @property
    def confirm_url(self) -> str:
        """Where one shows who one is, and comes back from."""
        return f"/cuenta/confirmar?{urlencode({'sigue': self.back})}"


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role in a list: whose, what, where, until when, and in what state. ``person`` "" on one's own page."""

    person: str
    role: Sentence
    unit: str
    post: str
    since: date
    until: date
    state: Sentence
    kind: Literal["done", "wait", "off", "no"]
    href: str = ""
    ending: bool = False


@dataclass(frozen=True, slots=True)
class PersonalPage:
    """Where whoever works here begins: their roles in force, what these open, and the roles that ended or will come."""

    name: str
    roles: tuple[RoleRow, ...]
    links: tuple[Link, ...]
    others: tuple[RoleRow, ...] = ()
    done: Sentence = ""
    alarm: Sentence = ""


@dataclass(frozen=True, slots=True)
class RolesPage:
    """Everybody's roles, for an administrator: to be decided first, then those that go on, then what ended."""

    waiting: tuple[RoleRow, ...] = ()
    going: tuple[RoleRow, ...] = ()
    ended: tuple[RoleRow, ...] = ()
    units: bool = True
    done: Sentence = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer among a few."""

    value: str
    text: Sentence
    hint: Sentence = ""


@dataclass(frozen=True, slots=True)
class RolNuevoPage:
    """Proposing a role. ``typed`` and ``errors`` by the name of the field; a date's is that of its three inputs."""

    roles: tuple[Choice, ...]
    units: tuple[Choice, ...]
    longest: Sentence
    typed: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, Sentence] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RolPage:
    """One role, whole, and what whoever looks at it may do: ``acts`` of aprobar, rechazar, revocar, reenviar."""

    row: RoleRow
    curp: str
    email: str
    acts: frozenset[str] = frozenset()
    why_not: Sentence = ""
    proposed_by: str = ""
    proposed_at: datetime | None = None
    decided_by: str = ""
    decided_at: datetime | None = None
    activated_at: datetime | None = None
    ended_by: str = ""
    ended_at: datetime | None = None
    reason: str = ""
    end_reason: str = ""
    error: Sentence = ""
    wrong: str = ""
    typed: str = ""


@dataclass(frozen=True, slots=True)
class ActivarPage:
    """An invitation that lives. ``state``: who is there, and whether they may activate it."""

    role: Sentence
    unit: str
    since: date
    until: date
    state: Literal["nadie", "lista", "falta", "otra", "empresa", "cuenta"]
    path: str
    curp: str = ""
    error: Sentence = ""
    missing: FaltaPage | None = None

    @property
    def sign_in_url(self) -> str:
        """Where one signs in, and comes back from."""
        return f"/entrar?{urlencode({'sigue': self.path})}"


@dataclass(frozen=True, slots=True)
class ActivarFactorPage:
    """The passkey (without ``key``) or the application, of an activation without an e.firma."""

    path: str
    passkey_done: bool
    key: str = ""
    qr: str = ""
    name: str = ""
    error: Sentence = ""


@dataclass(frozen=True, slots=True)
class Incident:
    """One error as the structured log kept it: no personal data."""

    reference: str
    at: datetime
    status: int
    route: str
    what: str
    folio: str = ""
    received: bool | None = None
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IncidenciaPage:
    """Staff look up the reference number of an error. ``query`` without ``incident``: not found."""

    query: str = ""
    incident: Incident | None = None
