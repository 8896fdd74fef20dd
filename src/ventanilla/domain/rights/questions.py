"""What a trámite may ask about one's own data: which sets there are, not what they say."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from ventanilla.kernel.acts import Question, SubjectId


@dataclass(frozen=True)
class Conjunto:
    """A set of data of somebody, as «Sus datos» calls it, and how many records it has."""

    clave: str
    grupo: str
    titulo: str
    para_que: str
    hasta_cuando: str
    registros: int


@dataclass(frozen=True)
class DatosDe(Question[tuple[Conjunto, ...]]):
    """Every set that the office keeps of ``subject``, whose account is ``account``; the empty ones are left out.

    Without ``account`` nothing of any account is theirs.
    """

    subject: SubjectId
    account: UUID | None
