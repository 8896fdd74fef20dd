"""A bank that exchanges files: orders are left in a folder, and what was paid is read from another.

Each institution's bank has its own layout of a file and its own service that says whose an account is; neither is
public. What is here is what they have in common: an order is one file named by its key, so that it is left once, and a
program of the operator carries it to the bank's own form and brings the notices back. It says of no account whose it
is: an official looks at the statement then.
"""

from __future__ import annotations

import json
import logging
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from .port import MAX_RECEIVED, BankUnavailable, Deposit, DepositRefused, Holder, Known, Received

ORDERS: Final = "depositos"  # we write; one file an order
REFUSED: Final = "rechazados"  # they write, at any time; a file with the name of an order that the bank did not take
RECEIVED: Final = "recibidos"  # they write, in any order; one file a payment, named by its number
MAX_NOTICE_BYTES: Final = 4096


log = logging.getLogger("ventanilla.payments")


class NotReadable(ValueError):
    """A file is no notice, or is not written whole yet."""


@dataclass(frozen=True, slots=True)
class FileExchange:
    """The folder ``home``, which the operator shares with the program that speaks to their bank."""

    home: Path

    def holder(self, clabe: str, *, curp: str, name: str) -> Holder:
        """As ``Bank.holder``: nobody says."""
        return Holder.UNKNOWN

    def deposit(self, order: Deposit) -> str:
        """As ``Bank.deposit``: the file appears whole, and a second order with its key finds it."""
        name = f"{order.key}.json"
        if (self.home / REFUSED / name).exists():
            raise DepositRefused("the bank did not take it")
        target = self.home / ORDERS / name
        if target.exists():
            return order.key
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            being_written = target.with_suffix(f".{os.getpid()}.tmp")
            with being_written.open("w", encoding="utf-8") as file:
                json.dump(asdict(order), file, ensure_ascii=False)
                file.flush()
                os.fsync(file.fileno())
            with suppress(FileExistsError):  # whoever came first left the same order
                os.link(being_written, target)
            being_written.unlink(missing_ok=True)
        except OSError as error:
            raise BankUnavailable(str(error)) from error
        return order.key

    def received(self, known: Known) -> tuple[Received, ...]:
        """As ``Bank.received``; a notice that cannot be read is told to the operator, and read once it can be."""
        named = {int(file.stem): file for file in self._written(RECEIVED) if file.stem.isdecimal()}
        noted = frozenset(known(tuple(named)))
        found: list[Received] = []
        for number in sorted(named.keys() - noted):
            try:
                found.append(_notice(number, named[number]))
            except NotReadable:
                log.exception("a notice of the bank cannot be read", extra={"fields": {"notice": number}})
            if len(found) == MAX_RECEIVED:
                break
        return tuple(found)

    def refused(self) -> tuple[str, ...]:
        """As ``Bank.refused``: whoever carries the orders may learn it days after one was left."""
        return tuple(sorted(file.stem for file in self._written(REFUSED)))

    def _written(self, folder: str) -> list[Path]:
        try:
            return list((self.home / folder).glob("*.json"))
        except OSError as error:
            raise BankUnavailable(str(error)) from error


def _notice(number: int, file: Path) -> Received:
    try:
        if file.stat().st_size > MAX_NOTICE_BYTES:
            raise ValueError("longer than a notice")
        said: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        at, centavos = datetime.fromisoformat(said["at"]), said["centavos"]
        if not isinstance(centavos, int) or isinstance(centavos, bool) or centavos <= 0 or at.tzinfo is None:
            raise ValueError("no amount, or no instant")
        return Received(number, str(said["reference"]), centavos, at, str(said["bank_reference"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NotReadable(file.name) from error
