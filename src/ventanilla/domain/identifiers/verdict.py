"""What the office says about a number, in a sentence for the person who typed it.

Refusing a valid number is worse than accepting a mistyped one: only ``ERROR`` refuses.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ventanilla.kernel.text import Text


class Severity(Enum):
    """The worst that can be said; the values are those of ``--json``."""

    OK = "ok"
    WARNING = "advertencia"  # unusual, yet numbers like it are in force: accept, show, ask
    GENERIC = "generico"  # well written, and nobody's: never an identity
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Verdict:
    """``reason`` is None only where all is well. ``test_data`` marks a number published for tests.

    A published number that fails is an ``ERROR``, or a ``WARNING`` where the caller allows test data.
    """

    severity: Severity
    normalized: str
    reason: Text | None = None
    test_data: bool = False

    @property
    def accepted(self) -> bool:
        """Whether the number may go on; a generic one goes on without being anybody's."""
        return self.severity is not Severity.ERROR

    @property
    def code(self) -> str:
        """Stable name of the reason (API, translations), "" where there is none."""
        return self.reason.code if self.reason else ""


class InvalidNumber(ValueError):
    """A number with an ``ERROR`` verdict; carries it."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(str(verdict.reason))
        self.verdict = verdict


def published(number: str, *, test_mode: bool) -> Verdict:
    """The verdict on a number that an authority publishes as a sample, and that fails its own check."""
    reason = Text("NUMERO_DE_PRUEBA", "Es un número publicado para pruebas: no identifica a nadie.")
    return Verdict(Severity.WARNING if test_mode else Severity.ERROR, number, reason, test_data=True)


def accepted_or_raise(verdict: Verdict) -> str:
    """The normalised number; InvalidNumber with the reason why it cannot be one."""
    if not verdict.accepted:
        raise InvalidNumber(verdict)
    return verdict.normalized
