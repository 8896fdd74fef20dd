"""Whom accounts ask and tell: the population registry, the register, the mail. ``config`` connects them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ventanilla.adapters.mail.port import Mailer
from ventanilla.adapters.registry.port import PopulationRegistry
from ventanilla.domain.accounts.receipt import Record
from ventanilla.domain.authority import Tie
from ventanilla.formats.cfdi.sello import Chain
from ventanilla.kernel.acts import SubjectId


@dataclass(frozen=True, slots=True)
class Contact:
    """An e-mail that the register held before anybody signed up; ``key`` names it without showing it."""

    key: str
    email: str

    @property
    def masked(self) -> str:
        """What may be shown to somebody who has not proved to be its owner.

        >>> Contact("1", "marisol@correo.example").masked
        'm•••@c•••.example'
        """
        name, _, host = self.email.partition("@")
        return f"{name[:1]}•••@{host[:1]}•••.{host.rpartition('.')[2]}"


@dataclass(frozen=True, slots=True)
class OnRecord:
    """Whom the register knows by a CURP, and how to reach them."""

    subject: SubjectId
    name: str
    contacts: tuple[Contact, ...]


@dataclass(frozen=True, slots=True)
class Relative:
    """Two people that the register holds as family: ``tie`` says who may act for whom; the rest is of one of them."""

    name: str
    curp: str
    tie: Tie


@dataclass(frozen=True, slots=True)
class FamilyRegister:
    """Who the register says is family: whom a person may act for, who may act for them, and whose age comes due.

    ``coming`` is given the first and the last birthday of the children to list.
    """

    dependents: Callable[[SubjectId], tuple[Relative, ...]]
    holders: Callable[[SubjectId], tuple[Relative, ...]]
    coming: Callable[[date, date], tuple[Relative, ...]]


@dataclass(frozen=True, slots=True)
class Career:
    """Whom the register knows by a CURP, with what a payroll receipt and its questions are compared with."""

    subject: SubjectId
    name: str
    record: Record


Register = Callable[[str], OnRecord | None]
Careers = Callable[[str], Career | None]
_connected: dict[str, Any] = {}


def use_registry(registry: PopulationRegistry) -> None:
    """Connect the population registry, once, when the office starts."""
    _connected["registry"] = registry


def use_register(register: Register) -> None:
    """Connect the office's own register: who somebody is, by their CURP."""
    _connected["register"] = register


def use_careers(careers: Careers) -> None:
    """Connect what the office's own register says of working lives."""
    _connected["careers"] = careers


def use_receipts(chain: Chain) -> None:
    """Connect who says whose the certificate is that seals a payroll receipt."""
    _connected["receipts"] = chain


def use_family(family: FamilyRegister) -> None:
    """Connect what the office's own register says of families."""
    _connected["family"] = family


def use_mailer(mailer: Mailer) -> None:
    """Connect the mailer, once, when the office starts."""
    _connected["mailer"] = mailer


def population_registry() -> PopulationRegistry:
    """The registry; LookupError where ``config`` did not connect one. Never ask it inside a transaction."""
    registry: PopulationRegistry = _connected["registry"]
    return registry


def on_record(curp: str) -> OnRecord | None:
    """Whom the register knows by ``curp``."""
    register: Register = _connected["register"]
    return register(curp)


def career_of(curp: str) -> Career | None:
    """The working life that the register knows by ``curp``."""
    careers: Careers = _connected["careers"]
    return careers(curp)


def receipt_chain() -> Chain:
    """Whose a certificate is; LookupError where ``config`` did not connect one."""
    chain: Chain = _connected["receipts"]
    return chain


def family_register() -> FamilyRegister:
    """What the register says of families; LookupError where ``config`` did not connect one."""
    family: FamilyRegister = _connected["family"]
    return family


def mailer() -> Mailer:
    """The mailer; LookupError where ``config`` did not connect one."""
    sender: Mailer = _connected["mailer"]
    return sender
