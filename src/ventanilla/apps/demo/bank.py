"""What whoever has an account sees in the bank of the demonstration; the bank itself keeps it (`adapters.payments`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

MAX_PESOS_CENTAVOS: Final = 1_000_000_000  # of one payment at the counter of the demonstration


class _Account(Protocol):
    @property
    def clabe(self) -> str: ...
    @property
    def holder(self) -> str: ...
    @property
    def curp(self) -> str: ...
    @property
    def centavos(self) -> int: ...
    @property
    def says(self) -> bool: ...


class _Entry(Protocol):
    @property
    def at(self) -> datetime: ...
    @property
    def centavos(self) -> int: ...
    @property
    def concept(self) -> str: ...


class DemonstrationBank(Protocol):
    """The bank, for whoever has an account in it. LookupError for no such account, ValueError for too much."""

    def accounts(self) -> Sequence[_Account]: ...
    def account(self, clabe: str) -> _Account: ...
    def statement(self, clabe: str) -> Sequence[_Entry]: ...
    def pay(self, clabe: str, *, reference: str, centavos: int, concept: str) -> str: ...


@dataclass(frozen=True, slots=True)
class BankAccount:
    """An account of the demonstration's bank."""

    clabe: str
    holder: str
    centavos: int
    says: bool


@dataclass(frozen=True, slots=True)
class BankEntry:
    """A line of its statement; what left it is below zero."""

    at: datetime
    centavos: int
    concept: str


_connected: dict[str, DemonstrationBank] = {}


def use_demonstration_bank(bank: DemonstrationBank) -> None:
    """Connect the bank; only a demonstration does."""
    _connected["bank"] = bank


def bank_accounts() -> tuple[BankAccount, ...]:
    """Its accounts, by holder; () where this demonstration has no bank."""
    bank = _connected.get("bank")
    return () if bank is None else tuple(_account(one) for one in bank.accounts())


def bank_account(clabe: str) -> BankAccount | None:
    """One of them, or None."""
    bank = _connected.get("bank")
    try:
        return None if bank is None else _account(bank.account(clabe))
    except LookupError:
        return None


def bank_statement(clabe: str) -> tuple[BankEntry, ...]:
    """The lines of a statement, the newest first."""
    return tuple(BankEntry(one.at, one.centavos, one.concept) for one in _connected["bank"].statement(clabe))


def bank_pay(clabe: str, reference: str, centavos: int) -> bool:
    """Pay a reference from an account; False where it cannot be paid."""
    if not 0 < centavos <= MAX_PESOS_CENTAVOS:
        return False
    try:
        _connected["bank"].pay(clabe, reference=reference, centavos=centavos, concept=f"PAGO {reference}")
    except (LookupError, ValueError):
        return False
    return True


def _account(one: _Account) -> BankAccount:
    return BankAccount(one.clabe, one.holder, one.centavos, one.says)
