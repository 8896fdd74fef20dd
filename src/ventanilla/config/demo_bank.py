"""The bank of a demonstration: a file in the installation's folder, with an account for each person to try with."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from django.conf import settings

from ventanilla.adapters.payments.local import Account, LocalBank, invented_clabe
from ventanilla.apps.demo.api import identity_requests
from ventanilla.synthetic import Institution

FOLDER: Final = "banco"
BANKS: Final = ("002", "012", "072")  # the first digits of a CLABE must be a bank's; the account is nobody's there
SILENT_BANK: Final = "138"  # an account whose bank does not say whose it is
SILENT_OF: Final = "trabajadora"


def demonstration_bank(var: Path) -> LocalBank:
    """The bank in the folder of the installation."""
    return LocalBank(var / FOLDER, lambda: settings.VENTANILLA_CLOCK.now())


def accounts_open(bank: LocalBank, institution: Institution) -> int:
    """Open an account for everybody who can be signed in as; how many were opened now. Safe to repeat."""
    return bank.open_accounts(_accounts(institution))


def _accounts(institution: Institution) -> Iterable[Account]:
    people = {one.curp: one for one in reversed(identity_requests(institution))}  # each by their first identity
    for at, (curp, one) in enumerate(sorted(people.items())):
        yield Account(invented_clabe(BANKS[at % len(BANKS)], curp), one.name, curp)
        if one.slug == SILENT_OF:
            yield Account(invented_clabe(SILENT_BANK, curp), one.name, curp, says=False)
