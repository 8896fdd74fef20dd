"""The port: what an institution asks of its bank. Never inside a transaction; a deposit is ordered at least once."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Final, Protocol

MAX_CONCEPT: Final = 40  # characters that a statement shows of a deposit
MAX_KEY: Final = 64  # characters
MAX_RECEIVED: Final = 500  # payments of one answer; the rest come with the next


class Holder(Enum):
    """Whether the bank says that an account is of a person."""

    YES = "si"
    NO = "no"
    UNKNOWN = "sin_dato"  # it does not say, or it is not a bank that does


class BankUnavailable(Exception):
    """The bank did not answer now; it is asked again."""


class DepositRefused(Exception):
    """The bank will not deposit into that account: it does not exist, or takes no deposits. Asking again is useless."""


@dataclass(frozen=True, slots=True)
class Deposit:
    """Money out. ``key`` is the idempotency key: however often it is ordered, one deposit is made."""

    key: str
    clabe: str
    centavos: int
    concept: str

    def __post_init__(self) -> None:
        if not 0 < len(self.key) <= MAX_KEY or not 0 < len(self.concept) <= MAX_CONCEPT or self.centavos <= 0:
            raise ValueError("a deposit has a key, a concept and an amount")


@dataclass(frozen=True, slots=True)
class Received:
    """Money in: who pays names ``reference``. ``number`` is the notice's own; notices come in any order, and again."""

    number: int
    reference: str
    centavos: int
    at: datetime
    bank_reference: str


Known = Callable[[Collection[int]], Collection[int]]
"""Which of these numbers of notices the office has noted: a low one may appear after a higher one."""


class Bank(Protocol):
    """Whoever moves the money."""

    def holder(self, clabe: str, *, curp: str, name: str) -> Holder:
        """Whether ``clabe`` is an account of that person. BankUnavailable."""
        ...

    def deposit(self, order: Deposit) -> str:
        """Deposit, once for each key; the bank's own reference. BankUnavailable, DepositRefused."""
        ...

    def received(self, known: Known) -> tuple[Received, ...]:
        """What was paid and is not ``known``, by number, at most ``MAX_RECEIVED``. BankUnavailable."""
        ...

    def refused(self) -> tuple[str, ...]:
        """The keys of what it did not deposit though it had taken the order, as often as asked. BankUnavailable."""
        ...
