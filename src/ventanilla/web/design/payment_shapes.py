"""What the pages of a person's bank account show, and those of the demonstration's bank."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from .shapes import Sentence


@dataclass(frozen=True, slots=True)
class AwaitedCode:
    """The code of a deposit. Not ``sent``: it is on its way. Not ``alive``: it serves no more.

    ``again``: another may be asked for now; ``again_from``: only then; neither, not by this way.
    """

    sent: bool
    until: datetime
    left: int
    alive: bool
    again: bool = False
    again_from: datetime | None = None


@dataclass(frozen=True, slots=True)
class BankAccountRow:
    """An account; ``name`` is its bank and last four digits. ``end`` says why it ended."""

    id: str
    name: str
    state: Literal["to_prove", "waiting", "current", "earlier", "ended"]
    registered: datetime
    since: datetime | None = None
    ended: datetime | None = None
    end: Sentence = ""
    code: AwaitedCode | None = None


@dataclass(frozen=True, slots=True)
class CuentaBancariaPage:
    """«Su cuenta bancaria»: the one in force, the one on its way, and those before. ``bank_url``: a demonstration's.

    ``no_bank``: this office can send no deposit.
    """

    current: BankAccountRow | None = None
    coming: BankAccountRow | None = None
    earlier: tuple[BankAccountRow, ...] = ()
    done: Literal["", "comprobada", "cancelada", "deposito"] = ""
    error: Sentence = ""
    bank_url: str = ""
    no_bank: bool = False


@dataclass(frozen=True, slots=True)
class ParaCuentaPage:
    """«No fui yo», of an account: ``name`` is its bank and last four digits. ``done``: it is ended."""

    name: str
    done: bool = False


@dataclass(frozen=True, slots=True)
class DejarCuentaPage:
    """«¿Dejar de usar esta cuenta?»: ``name`` is its bank and last four digits."""

    name: str


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account of the demonstration's bank. Not ``says``: its bank tells nobody whose it is."""

    holder: str
    clabe: str
    url: str
    says: bool = True


@dataclass(frozen=True, slots=True)
class DemoEntry:
    """A line of its statement; ``amount`` already written."""

    at: datetime
    concept: str
    amount: str


@dataclass(frozen=True, slots=True)
class BancoPage:
    """The accounts of the demonstration's bank."""

    accounts: tuple[DemoAccount, ...] = ()


@dataclass(frozen=True, slots=True)
class BancoCuentaPage:
    """One account with its statement, and where a reference is paid."""

    account: DemoAccount
    balance: str
    entries: tuple[DemoEntry, ...] = ()
    reference: str = ""
    amount: str = ""
    error: Sentence = ""
    paid: bool = False


@dataclass(frozen=True, slots=True)
class ChargeRow:
    """What is paid by ``reference``, already grouped; ``late``: it was paid when it was not waited for any more.

    ``ended``: since when nobody owes what was not paid.
    """

    concept: str
    amount: str
    until: date
    reference: str
    state: Literal["owed", "paid", "late", "ended"]
    paid: datetime | None = None
    ended: date | None = None


@dataclass(frozen=True, slots=True)
class RefundRow:
    """What is owed back: ``why`` and ``account`` in words; ``refused``: the bank, or the account, did not take it."""

    concept: str
    amount: str
    why: Sentence
    state: Literal["no_account", "owed", "proposed", "ordered", "paid"]
    since: datetime
    account: str = ""
    paid: datetime | None = None
    refused: bool = False


@dataclass(frozen=True, slots=True)
class PagosPage:
    """«Sus pagos». ``bank_url``: a demonstration's. ``refunds``: what is or was owed back."""

    owed: tuple[ChargeRow, ...] = ()
    past: tuple[ChargeRow, ...] = ()
    bank_url: str = ""
    refunds: tuple[RefundRow, ...] = ()


@dataclass(frozen=True, slots=True)
class StaffRefundRow:
    """A refund as an official sees it. ``acts``: what they may do now, of «proponer», «aprobar» and «regresar»."""

    id: str
    name: str
    refund: RefundRow
    acts: tuple[str, ...] = ()
    mine: bool = False


@dataclass(frozen=True, slots=True)
class StrayRow:
    """A payment of a reference that nobody owed."""

    reference: str
    amount: str
    at: datetime
    bank_reference: str


@dataclass(frozen=True, slots=True)
class DevolucionesPage:
    """«Devoluciones». ``strays``: payments of nobody."""

    rows: tuple[StaffRefundRow, ...] = ()
    strays: tuple[StrayRow, ...] = ()
    done: Sentence = ""
    error: Sentence = ""


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Somebody covered; ``amount`` already written."""

    name: str
    age: int
    amount: str


@dataclass(frozen=True, slots=True)
class ContractRow:
    """A year of the family's insurance. ``covers`` today; ``renews``: it may be now; ``source``: of its price.

    ``next_first``: the first day of the year that comes after it, once it was renewed; ``left_out``: whom that covers
    no more.
    """

    first: date
    last: date
    total: str
    paid: date
    reference: str
    members: tuple[MemberRow, ...]
    days_left: int = 0
    renews: bool = False
    covers: bool = True
    source: str = ""
    next_first: date | None = None
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeguroPage:
    """«Mi seguro». ``owes``: something waits to be paid; ``covered`` today by one of them."""

    current: tuple[ContractRow, ...] = ()
    past: tuple[ContractRow, ...] = ()
    owes: bool = False
    covered: bool = False
