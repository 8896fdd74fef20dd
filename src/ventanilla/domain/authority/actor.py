"""The actor of an act: one human account, possibly acting for somebody else."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum
from uuid import UUID

from ventanilla.kernel.acts import SubjectId


class Assurance(IntEnum):
    """How sure the office is of who is there (never shown on screen by these names)."""

    N0 = 0  # nobody identified
    N1 = 1  # an account with a confirmed e-mail: sees nothing of the registers
    N2 = 2  # identity verified: everything of one's own is readable
    N3 = 3  # the act itself is signed with the person's e.firma


class Via(Enum):
    """How a session was opened."""

    EFIRMA = "efirma"
    PASSWORD = "contrasena"  # noqa: S105 - the name of a way in
    PASSKEY = "llave"
    PROGRAM = "programa"  # a program of theirs, by a key that they made: it signs nothing
    SYSTEM = "sistema"  # a job of the office: no person


@dataclass(frozen=True, slots=True)
class Actor:
    """``person`` is always the human; ``acts_for`` is the company or person it acts for, if any.

    ``kin``: whom they act for is a child or a dependent parent of theirs, not a company (`kinship`).
    ``mandate``: by which authorisation they act for another; None where a company's own certificate proves it.

    A company's certificate in force proves its representative for that company; everybody else needs a
    ``Mandate`` (tramites.md, section 34). ``account`` is None only for the office's own jobs.
    """

    account: UUID | None
    person: SubjectId | None
    assurance: Assurance
    via: Via
    acts_for: SubjectId | None = None
    kin: bool = False
    mandate: UUID | None = None

    @property
    def subject(self) -> SubjectId:
        """Whose rights the act is about. LookupError for a job of the office, which has none."""
        subject = self.acts_for or self.person
        if subject is None:
            raise LookupError("a job of the office acts for no subject")
        return subject

    @property
    def owner(self) -> UUID:
        """The account that answers for the act. LookupError for a job of the office, which has none."""
        if self.account is None:
            raise LookupError("a job of the office has no account")
        return self.account


SYSTEM = Actor(account=None, person=None, assurance=Assurance.N0, via=Via.SYSTEM)
