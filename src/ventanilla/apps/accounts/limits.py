"""How often something may be tried: by account, by address and by act, counted in PostgreSQL for all processes at once.

Real time, not the installation's clock: a guesser does not live in the demonstration's year. A window is fixed (it
begins at a multiple of its length), and each act has a short one, against bursts, and a long one, against patience;
at the seam of two windows twice as many may pass, which the long one bounds. What is counted is kept as a keyed
digest: the table says nobody's CURP or address.
"""

from __future__ import annotations

import ipaddress
import time
from dataclasses import dataclass
from enum import Enum
from typing import Final

from django.db import connection
from django.utils.crypto import salted_hmac

MINUTE: Final = 60
HOUR: Final = 3600
KEPT_SECONDS: Final = 24 * HOUR  # a window that ended longer ago is forgotten


class LimitedAct(Enum):
    """What is limited."""

    PASSWORD = "entrar"  # noqa: S105 - the name of an act
    CURRENT_PASSWORD = "cambiar"  # noqa: S105 - the name of an act
    RECOVERY = "recuperar"
    SIGN_UP = "abrir"
    EMAIL = "correo"
    INVITATION = "invitacion"
    CODE = "recuperar-codigo"
    COUNTER = "mostrador"  # an official who asks who somebody is
    KINSHIP = "parentesco"
    RECEIPT = "recibo"  # a payroll receipt, to prove who one is
    VERIFICATION = "verificar"  # a document, by anybody
    TOOL = "herramienta"  # a computation with one's own files, by anybody
    API = "api"  # a request of a program, or of a page by the API
    PREVIEW = "previo"  # being told, before signing, that a request would be refused
    CENT = "centavo"  # the code of a deposit of one cent
    CALCULATION = "calcular"  # one worker's amounts by the API, by anybody


@dataclass(frozen=True, slots=True)
class Window:
    """At most ``most`` tries in each ``seconds``."""

    most: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Limits:
    """The windows of an act: those of one account, and those of one address."""

    account: tuple[Window, ...]
    address: tuple[Window, ...]


LIMITS: Final = {
    LimitedAct.PASSWORD: Limits(
        account=(Window(10, 15 * MINUTE), Window(40, 24 * HOUR)),
        address=(Window(5, MINUTE), Window(60, HOUR)),
    ),
    LimitedAct.CURRENT_PASSWORD: Limits(account=(Window(5, 15 * MINUTE), Window(20, 24 * HOUR)), address=()),
    LimitedAct.RECOVERY: Limits(
        account=(Window(3, HOUR), Window(6, 24 * HOUR)),
        address=(Window(10, 10 * MINUTE), Window(60, 24 * HOUR)),
    ),
    # By CURP: a stranger who types somebody's over and over keeps them from the e-mail, not from their e.firma.
    LimitedAct.SIGN_UP: Limits(
        account=(Window(6, HOUR), Window(12, 24 * HOUR)),
        address=(Window(20, 10 * MINUTE), Window(120, 24 * HOUR)),
    ),
    LimitedAct.EMAIL: Limits(account=(Window(5, HOUR), Window(10, 24 * HOUR)), address=()),
    LimitedAct.INVITATION: Limits(
        account=(Window(10, 15 * MINUTE), Window(40, 24 * HOUR)),
        address=(Window(20, 15 * MINUTE),),
    ),
    LimitedAct.CODE: Limits(
        account=(Window(5, HOUR), Window(10, 24 * HOUR)),
        address=(Window(10, 10 * MINUTE), Window(60, 24 * HOUR)),
    ),
    LimitedAct.COUNTER: Limits(account=(Window(10, 10 * MINUTE), Window(40, 24 * HOUR)), address=()),
    LimitedAct.RECEIPT: Limits(
        account=(Window(5, HOUR), Window(10, 24 * HOUR)),
        address=(Window(20, 10 * MINUTE), Window(60, 24 * HOUR)),
    ),
    LimitedAct.KINSHIP: Limits(account=(Window(5, 24 * HOUR),), address=()),
    # A counter that verifies all day from one address is served; a folio is 55 bits, so guessing is not what this ends.
    LimitedAct.VERIFICATION: Limits(account=(), address=(Window(120, MINUTE), Window(3_000, HOUR))),
    # A second or two of a processor each time, for whoever has the files; an office of accountants shares one address.
    LimitedAct.TOOL: Limits(account=(), address=(Window(30, MINUTE), Window(400, HOUR))),
    # A hundredth of a second each time; as many as a program with a key asks.
    LimitedAct.CALCULATION: Limits(account=(), address=(Window(300, MINUTE), Window(10_000, 24 * HOUR))),
    # A refusal says whether a NSS and a CURP are of one person. An employer mistypes some; a guesser needs thousands.
    LimitedAct.PREVIEW: Limits(account=(Window(60, HOUR), Window(200, 24 * HOUR)), address=()),
    # Nine guesses of a registration; a day of them is a hundred-thousandth of the codes.
    LimitedAct.CENT: Limits(account=(Window(6, HOUR), Window(12, 24 * HOUR)), address=()),
    LimitedAct.API: Limits(account=(Window(300, MINUTE), Window(10_000, 24 * HOUR)), address=()),
}

COUNT: Final = """
INSERT INTO accounts_attempt (bucket, ends, count)
SELECT * FROM unnest(%s::text[], %s::bigint[], array_fill(1, ARRAY[%s]))
ON CONFLICT (bucket) DO UPDATE SET count = accounts_attempt.count + 1
RETURNING bucket, count
"""


class LockedOut(Exception):
    """Tried too often; ``until`` is when it may be tried again, in seconds of real time."""

    def __init__(self, until: int) -> None:
        super().__init__("tried too often")
        self.until = until


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left of one window: how many tries of ``most`` (below zero: too many), until ``ends`` (real seconds)."""

    most: int
    left: int
    ends: int


@dataclass(frozen=True, slots=True)
class _Bucket:
    digest: str
    ends: int
    most: int


def network(address: str) -> str:
    """Whom an address stands for: itself, or the /64 that one subscriber of IPv6 is given.

    >>> network("2001:db8:1:2:3:4:5:6"), network("::ffff:192.0.2.7"), network("")
    ('2001:db8:1:2::/64', '192.0.2.7', '')
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)


def _buckets(act: LimitedAct, account_key: str, address: str) -> list[_Bucket]:
    now = int(time.time())
    asked = [("account", account_key, window) for window in LIMITS[act].account]
    if address:
        asked += [("address", network(address), window) for window in LIMITS[act].address]
    found = []
    for kind, value, window in asked:
        begins = now - now % window.seconds
        said = f"{act.value}\n{kind}\n{value}\n{window.seconds}\n{begins}"
        digest = salted_hmac("accounts.limits", said, algorithm="sha256").hexdigest()
        found.append(_Bucket(digest, begins + window.seconds, window.most))
    return sorted(found, key=lambda bucket: bucket.digest)  # one order for all, so that no two wait for each other


def attempt_allowed(act: LimitedAct, *, account_key: str, address: str) -> None:
    """Count one try of ``act`` and let it pass; LockedOut where there were too many.

    ``account_key`` names the account as it was typed, so that an unknown one is limited like any other; ``address``
    is "" for whoever is not limited by where they are. One statement, and so exact among all processes.
    """
    closed = [each.ends for each in _counted(act, account_key, address) if each.left < 0]
    if closed:
        raise LockedOut(max(closed))


def attempt_counted(act: LimitedAct, *, account_key: str) -> Allowance:
    """Count one try of ``act`` and say what is left of its narrowest window; nobody is stopped here."""
    return min(_counted(act, account_key, ""), key=lambda each: (each.left, -each.ends))


def _counted(act: LimitedAct, account_key: str, address: str) -> list[Allowance]:
    buckets = _buckets(act, account_key, address)
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [[each.digest for each in buckets], [each.ends for each in buckets], len(buckets)])
        counted = dict(cursor.fetchall())
    return [Allowance(each.most, each.most - counted[each.digest], each.ends) for each in buckets]


def attempt_succeeded(act: LimitedAct, *, account_key: str, address: str) -> None:
    """The last try was good: the account begins anew, and its address gets that one try back.

    Not the whole address: whoever has one password of their own could go on guessing others' for ever.
    """
    account = [each.digest for each in _buckets(act, account_key, "")]
    where = [each.digest for each in _buckets(act, account_key, address) if each.digest not in account]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE accounts_attempt SET count = CASE WHEN bucket = ANY(%s) THEN 0 ELSE greatest(count - 1, 0) END"
            " WHERE bucket IN (SELECT bucket FROM accounts_attempt WHERE bucket = ANY(%s) ORDER BY bucket FOR UPDATE)",
            [account, account + where],
        )


def attempts_forget() -> int:
    """Delete the windows that ended long ago; how many there were."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_attempt WHERE ends < %s", [int(time.time()) - KEPT_SECONDS])
        return int(cursor.rowcount)
