"""The closed set of things a person can sign, each as a typed payload shown in words before the key opens.

The browser's worker composes the same payload from the same fields (``frontend/src/signing/acts.ts``);
nobody signs bytes they cannot read. ``typ`` separates the domains: a signature made to sign in can
never be presented as the signature of a request (security.md, *Signatures*).

>>> reto = Challenge(nonce="bm9uY2U", audience="http://localhost:8000", issued_at=1, expires_at=121)
>>> payload(SignIn(), reto)["typ"]
'ventanilla.inicio-sesion.v1'
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from ventanilla.kernel.canonical import canonical


@dataclass(frozen=True, slots=True)
class Challenge:
    """One use, one session, one ``typ``; consumed before any check.

    ``audience`` is the canonical origin of the office; the instants are seconds since 1970 by the
    installation's clock.
    """

    nonce: str
    audience: str
    issued_at: int
    expires_at: int


@dataclass(frozen=True, slots=True)
class SignIn:
    """Prove who is there. It gives leave for nothing else."""

    TYP: ClassVar[str] = "ventanilla.inicio-sesion.v1"

    def fields(self) -> dict[str, Any]:
        """Nothing but the act itself: who signs is in the certificate."""
        return {}


@dataclass(frozen=True, slots=True)
class Line:
    """One question of a form and its answer, in the words the person saw."""

    label: str
    answer: str


@dataclass(frozen=True, slots=True)
class Request:
    """A request (solicitud) of one trámite.

    ``case`` is the draft's id, so that a signature belongs to one filing only; ``acting_for`` is the
    name and RFC of whom the person acts for, or ``""``.
    """

    TYP: ClassVar[str] = "ventanilla.solicitud.v1"

    tramite: str
    title: str
    case: str
    acting_for: str
    lines: tuple[Line, ...]

    def fields(self) -> dict[str, Any]:
        """The request as the payload carries it."""
        return {
            "tramite": self.tramite,
            "title": self.title,
            "case": self.case,
            "acting_for": self.acting_for,
            "lines": [{"label": line.label, "answer": line.answer} for line in self.lines],
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody answers when a trámite asks them something: theirs, or, for an employer, another person's.

    ``ask`` is the id of what was asked, so that a signature answers one thing only; ``acting_for`` as in ``Request``.
    """

    TYP: ClassVar[str] = "ventanilla.respuesta.v1"

    title: str
    ask: str
    acting_for: str
    lines: tuple[Line, ...]

    def fields(self) -> dict[str, Any]:
        """The answer as the payload carries it: what was told and what was answered."""
        return {
            "title": self.title,
            "ask": self.ask,
            "acting_for": self.acting_for,
            "lines": [{"label": line.label, "answer": line.answer} for line in self.lines],
        }


@dataclass(frozen=True, slots=True)
class AcceptTerms:
    """Open an account under the terms and the privacy notice in force.

    ``lines`` say what is accepted, each with its version and the digest of its words, and whose account it is.
    """

    TYP: ClassVar[str] = "ventanilla.terminos.v1"

    title: str
    lines: tuple[Line, ...]

    def fields(self) -> dict[str, Any]:
        """What is accepted, as the payload carries it."""
        return {"title": self.title, "lines": [{"label": line.label, "answer": line.answer} for line in self.lines]}


Signable = SignIn | Request | Answer | AcceptTerms
SIGNABLE: tuple[type[SignIn] | type[Request] | type[Answer] | type[AcceptTerms], ...] = (
    SignIn,
    Request,
    Answer,
    AcceptTerms,
)


def payload(act: Signable, challenge: Challenge) -> dict[str, Any]:
    """The object that is signed: version, type, audience, one-use nonce, instants and the act."""
    return {
        "v": 1,
        "typ": act.TYP,
        "aud": challenge.audience,
        "nonce": challenge.nonce,
        "iat": challenge.issued_at,
        "exp": challenge.expires_at,
        "act": act.fields(),
    }


def signed_bytes(act: Signable, challenge: Challenge) -> bytes:
    """The canonical bytes of the payload: what the key signs and what the server checks."""
    return canonical(payload(act, challenge))
