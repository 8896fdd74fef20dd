"""A deposit is made once for its key, whoever dies meanwhile; a bank's page and its notices say the same."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ventanilla.adapters.payments.local import Account, LocalBank, NoSuchAccount, NotEnough, invented_clabe
from ventanilla.adapters.payments.port import Bank, Deposit, DepositRefused, Holder
from ventanilla.adapters.payments.real import FileExchange

NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)
CURP = "PEGA850101HDFRRL09"
CLABE = invented_clabe("012", CURP)
ORDER = Deposit("3f1c7a10-0000-4000-8000-000000000001", CLABE, 1, "CODIGO 123456")
DIES_AFTER = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from ventanilla.adapters.payments.local import LocalBank
from ventanilla.adapters.payments.port import Deposit
bank = LocalBank(Path(sys.argv[1]), lambda: datetime(2026, 11, 22, 15, tzinfo=UTC))
bank.deposit(Deposit(*sys.argv[2:4], 1, sys.argv[4]))
os.kill(os.getpid(), signal.SIGKILL)
"""


def nothing(numbers: Collection[int]) -> Collection[int]:
    """An office that noted nothing."""
    return ()


@pytest.fixture
def bank(tmp_path: Path) -> LocalBank:
    made = LocalBank(tmp_path, lambda: NOW)
    made.open_accounts([Account(CLABE, "ANA PRUEBA", CURP)])
    return made


def test_who_dies_after_the_bank_made_it_orders_it_again_and_it_is_made_once(bank: LocalBank, tmp_path: Path) -> None:
    died = subprocess.run(
        [sys.executable, "-c", DIES_AFTER, str(tmp_path), ORDER.key, CLABE, ORDER.concept],
        env=os.environ | {"PYTHONPATH": "src"},
        check=False,
    )
    assert died.returncode == -signal.SIGKILL
    assert bank.deposit(ORDER) == bank.deposit(ORDER)
    assert [entry.concept for entry in bank.statement(CLABE)] == [ORDER.concept]
    assert bank.account(CLABE).centavos == Account(CLABE, "", "").centavos + 1


def test_many_at_once_make_one_deposit(bank: LocalBank) -> None:
    with ThreadPoolExecutor(8) as many:
        said = set(many.map(bank.deposit, [ORDER] * 24))
    assert len(said) == 1
    assert len(bank.statement(CLABE)) == 1


def test_what_it_says_of_a_holder(bank: LocalBank) -> None:
    silent = invented_clabe("138", CURP)
    bank.open_accounts([Account(silent, "ANA PRUEBA", CURP, says=False)])
    assert bank.holder(CLABE, curp=CURP, name="") is Holder.YES
    assert bank.holder(CLABE, curp="OTRA", name="") is Holder.NO
    assert bank.holder(silent, curp=CURP, name="") is Holder.UNKNOWN
    assert bank.holder("044180000000000000", curp=CURP, name="") is Holder.UNKNOWN


def test_no_account_takes_no_deposit_and_pays_nothing(bank: LocalBank) -> None:
    with pytest.raises(DepositRefused):
        bank.deposit(Deposit("k", "044180000000000000", 1, "x"))
    with pytest.raises(NoSuchAccount):
        bank.pay("044180000000000000", reference="r", centavos=1, concept="x")
    for centavos in (0, -1, 10**9):
        with pytest.raises(NotEnough):
            bank.pay(CLABE, reference="r", centavos=centavos, concept="x")
    assert bank.statement(CLABE) == ()


def test_what_was_paid_comes_in_order_and_again_while_it_is_not_known(bank: LocalBank) -> None:
    for reference in ("uno", "dos"):
        bank.pay(CLABE, reference=reference, centavos=100, concept="PAGO")
    first, second = bank.received(nothing)
    assert (first.reference, second.reference) == ("uno", "dos")
    assert bank.received(lambda numbers: {first.number}) == (second,)
    assert bank.received(lambda numbers: {second.number}) == (first,)
    assert bank.received(lambda numbers: numbers) == ()
    assert bank.refused() == ()


@pytest.mark.parametrize("wrong", [{"key": ""}, {"key": "k" * 65}, {"concept": ""}, {"concept": "c" * 41}])
def test_a_deposit_has_its_bounds(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="a deposit has"):
        Deposit(**{"key": "k", "clabe": CLABE, "centavos": 1, "concept": "c"} | wrong)  # type: ignore[arg-type]  # wrong


def test_a_folder_takes_an_order_once(tmp_path: Path) -> None:
    exchange: Bank = FileExchange(tmp_path)
    assert exchange.deposit(ORDER) == exchange.deposit(ORDER) == ORDER.key
    left = list((tmp_path / "depositos").iterdir())
    assert [file.name for file in left] == [f"{ORDER.key}.json"]
    assert json.loads(left[0].read_text())["concept"] == ORDER.concept
    assert exchange.holder(CLABE, curp=CURP, name="") is Holder.UNKNOWN
    (tmp_path / "rechazados").mkdir()
    (tmp_path / "rechazados" / f"{ORDER.key}.json").touch()
    with pytest.raises(DepositRefused):
        exchange.deposit(ORDER)


GOOD = {"reference": "r", "centavos": 100, "at": NOW.isoformat(), "bank_reference": "B1"}


def test_the_notices_of_a_folder_come_by_number(tmp_path: Path) -> None:
    (tmp_path / "recibidos").mkdir()
    for number in (10, 2):
        (tmp_path / "recibidos" / f"{number}.json").write_text(json.dumps(GOOD))
    assert [one.number for one in FileExchange(tmp_path).received(nothing)] == [2, 10]
    assert FileExchange(tmp_path / "nada").received(nothing) == ()


def test_a_notice_that_appears_after_one_with_a_higher_number_is_read(tmp_path: Path) -> None:
    (tmp_path / "recibidos").mkdir()
    for number in (2, 10):
        (tmp_path / "recibidos" / f"{number}.json").write_text(json.dumps(GOOD))
    assert [one.number for one in FileExchange(tmp_path).received(lambda numbers: {10})] == [2]


def test_what_the_bank_refuses_after_the_order_was_left_is_told(tmp_path: Path) -> None:
    exchange: Bank = FileExchange(tmp_path)
    exchange.deposit(ORDER)
    assert exchange.refused() == ()
    (tmp_path / "rechazados").mkdir()
    (tmp_path / "rechazados" / f"{ORDER.key}.json").touch()
    assert exchange.refused() == (ORDER.key,)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda: "{",
        lambda: "[]",
        lambda: json.dumps(GOOD | {"centavos": 0}),
        lambda: json.dumps(GOOD | {"centavos": 1.5}),
        lambda: json.dumps(GOOD | {"centavos": True}),
        lambda: json.dumps(GOOD | {"at": "2026-11-22T15:00:00"}),
        lambda: json.dumps({"reference": "r"}),
        lambda: json.dumps(GOOD | {"reference": "r" * 5000}),
    ],
)
def test_a_notice_that_cannot_be_read_holds_up_no_other_and_is_read_once_it_can_be(
    tmp_path: Path, spoil: Callable[[], str]
) -> None:
    (tmp_path / "recibidos").mkdir()
    wrong = tmp_path / "recibidos" / "1.json"
    wrong.write_text(spoil())
    (tmp_path / "recibidos" / "2.json").write_text(json.dumps(GOOD))
    assert [one.number for one in FileExchange(tmp_path).received(nothing)] == [2]
    wrong.write_text(json.dumps(GOOD))
    assert [one.number for one in FileExchange(tmp_path).received(lambda numbers: {2})] == [1]
