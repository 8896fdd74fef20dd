"""The bank of the demonstration: small and real, in a file of its own beside the office's database.

It keeps its own accounts, makes each deposit once by its key, and answers what a bank answers. Whoever has an account
reads its statement at ``/demo/banco``, which says what bank this is.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from ventanilla.domain.identifiers import clabe as number

from .port import MAX_RECEIVED, BankUnavailable, Deposit, DepositRefused, Holder, Known, Received

WAIT_SECONDS: Final = 5.0  # for another process that writes
LISTED: Final = 200  # accounts, or entries of one statement
OPENING_CENTAVOS: Final = 1_000_000  # what a new account holds
SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS account (
  clabe TEXT PRIMARY KEY, holder TEXT NOT NULL, curp TEXT NOT NULL, says INTEGER NOT NULL, centavos INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS entry (
  id INTEGER PRIMARY KEY, clabe TEXT NOT NULL REFERENCES account(clabe), at TEXT NOT NULL, centavos INTEGER NOT NULL,
  concept TEXT NOT NULL, key TEXT UNIQUE);
CREATE TABLE IF NOT EXISTS payment (
  id INTEGER PRIMARY KEY, reference TEXT NOT NULL, centavos INTEGER NOT NULL, at TEXT NOT NULL);
"""


class NoSuchAccount(LookupError):
    """This bank has no account with that CLABE."""


class NotEnough(ValueError):
    """The account does not hold what would be paid."""


@dataclass(frozen=True, slots=True)
class Account:
    """An account. ``says`` False where the bank tells nobody whose it is."""

    clabe: str
    holder: str
    curp: str
    centavos: int = OPENING_CENTAVOS
    says: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a statement; what left the account is below zero."""

    at: datetime
    centavos: int
    concept: str


def invented_clabe(bank: str, curp: str) -> str:
    """A well-written CLABE for an invented person: the same each time.

    >>> number.is_valid(invented_clabe("012", "PEGA850101HDFRRL09"))
    True
    """
    digits = int.from_bytes(hashlib.sha256(f"{bank}{curp}".encode()).digest()[:8], "big") % 10**11
    first = f"{bank}180{digits:011d}"
    return first + number.check_digit(first)


class LocalBank:
    """The bank in the folder ``home``; ``now`` is the installation's clock. Several processes may hold it open."""

    def __init__(self, home: Path, now: Callable[[], datetime]) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self._file, self._now = home / "banco.sqlite3", now
        with self._open() as database:
            database.executescript(SCHEMA)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            database = sqlite3.connect(self._file, timeout=WAIT_SECONDS)
            try:
                with database:
                    yield database
            finally:
                database.close()
        except sqlite3.OperationalError as error:
            raise BankUnavailable(str(error)) from error

    # -- what an office asks (`port.Bank`)

    def holder(self, clabe: str, *, curp: str, name: str) -> Holder:
        """As ``Bank.holder``: by the CURP, which this bank asks of whoever opens an account."""
        with self._open() as database:
            row = database.execute("SELECT curp, says FROM account WHERE clabe = ?", (clabe,)).fetchone()
        if row is None or not row[1]:
            return Holder.UNKNOWN
        return Holder.YES if row[0] == curp else Holder.NO

    def deposit(self, order: Deposit) -> str:
        """As ``Bank.deposit``: the account and its statement change together, and once."""
        with self._open() as database:
            database.execute("BEGIN IMMEDIATE")
            done = database.execute("SELECT id FROM entry WHERE key = ?", (order.key,)).fetchone()
            if done is not None:
                return _reference(done[0])
            moved = database.execute(
                "UPDATE account SET centavos = centavos + ? WHERE clabe = ?", (order.centavos, order.clabe)
            )
            if not moved.rowcount:
                raise DepositRefused("no such account")
            made = database.execute(
                "INSERT INTO entry (clabe, at, centavos, concept, key) VALUES (?, ?, ?, ?, ?)",
                (order.clabe, self._now().isoformat(), order.centavos, order.concept, order.key),
            )
            return _reference(made.lastrowid or 0)

    def received(self, known: Known) -> tuple[Received, ...]:
        """As ``Bank.received``."""
        with self._open() as database:
            rows = database.execute("SELECT id, reference, centavos, at FROM payment ORDER BY id").fetchall()
        noted = known([row[0] for row in rows])
        return tuple(
            Received(number, reference, centavos, datetime.fromisoformat(at), f"P{number:010d}")
            for number, reference, centavos, at in [row for row in rows if row[0] not in noted][:MAX_RECEIVED]
        )

    def refused(self) -> tuple[str, ...]:
        """As ``Bank.refused``: it says so at once, when it is asked to deposit."""
        return ()

    # -- what whoever has an account does

    def open_accounts(self, accounts: Iterable[Account]) -> int:
        """Open those that are not there; how many were."""
        rows = [(one.clabe, one.holder, one.curp, one.says, one.centavos) for one in accounts]
        with self._open() as database:
            before = database.total_changes
            database.executemany("INSERT OR IGNORE INTO account VALUES (?, ?, ?, ?, ?)", rows)
            return database.total_changes - before

    def accounts(self) -> tuple[Account, ...]:
        """The first ``LISTED`` accounts, by holder."""
        with self._open() as database:
            rows = database.execute(f"{_ACCOUNT} ORDER BY holder, clabe LIMIT ?", (LISTED,)).fetchall()
        return tuple(_account(row) for row in rows)

    def account(self, clabe: str) -> Account:
        """One account. NoSuchAccount."""
        with self._open() as database:
            row = database.execute(f"{_ACCOUNT} WHERE clabe = ?", (clabe,)).fetchone()
        if row is None:
            raise NoSuchAccount(clabe)
        return _account(row)

    def statement(self, clabe: str) -> tuple[Entry, ...]:
        """The last ``LISTED`` entries of an account, the newest first."""
        with self._open() as database:
            rows = database.execute(
                "SELECT at, centavos, concept FROM entry WHERE clabe = ? ORDER BY id DESC LIMIT ?", (clabe, LISTED)
            ).fetchall()
        return tuple(Entry(datetime.fromisoformat(at), centavos, concept) for at, centavos, concept in rows)

    def pay(self, clabe: str, *, reference: str, centavos: int, concept: str) -> str:
        """Pay ``reference`` from an account; the bank's own reference. NoSuchAccount, NotEnough."""
        if centavos <= 0:
            raise NotEnough
        at = self._now().isoformat()
        with self._open() as database:
            database.execute("BEGIN IMMEDIATE")
            row = database.execute("SELECT centavos FROM account WHERE clabe = ?", (clabe,)).fetchone()
            if row is None:
                raise NoSuchAccount(clabe)
            if row[0] < centavos:
                raise NotEnough
            database.execute("UPDATE account SET centavos = centavos - ? WHERE clabe = ?", (centavos, clabe))
            database.execute(
                "INSERT INTO entry (clabe, at, centavos, concept) VALUES (?, ?, ?, ?)", (clabe, at, -centavos, concept)
            )
            made = database.execute(
                "INSERT INTO payment (reference, centavos, at) VALUES (?, ?, ?)", (reference, centavos, at)
            )
            return f"P{made.lastrowid:010d}"


_ACCOUNT: Final = "SELECT clabe, holder, curp, centavos, says FROM account"


def _account(row: tuple[str, str, str, int, int]) -> Account:
    clabe, holder, curp, centavos, says = row
    return Account(clabe, holder, curp, centavos, bool(says))


def _reference(entry: int) -> str:
    return f"D{entry:010d}"
