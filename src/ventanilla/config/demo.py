"""Sowing a demonstration: its people in the register, its authority, its test identities, its institution's keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from ventanilla.adapters.pki.certificate import read_certificate
from ventanilla.adapters.pki.demo_identities import IDENTITIES_DIRECTORY, IdentityRequest, Variant, issue_demo
from ventanilla.adapters.pki.local import open_authority, seal_issuer
from ventanilla.adapters.seal.keys import SEAL_FILE, create_institution_keys, read_seal, rotate_seal
from ventanilla.apps.demo.api import (
    authorisation_seed,
    identity_requests,
    receipts_issue,
    register_is_seeded,
    seed_register,
    seeded_institution,
)
from ventanilla.kernel.clock import civil_date
from ventanilla.synthetic import Institution, institution
from ventanilla.synthetic.build import EMPLOYERS, WORKERS

from .demo_bank import accounts_open, demonstration_bank

SEED: Final = 1
REISSUED_AFTER: Final = timedelta(days=30)  # before «not yet valid» comes true
ISSUED_AFTER_BEGIN: Final = timedelta(days=400)  # how old a good identity is made when it is issued
WITNESS: Final = "trabajadora.cer"  # one of them tells when they were all issued
Say = Callable[[str], object]


def sow(var: Path, now: datetime, name: str, say: Say, *, workers: int = WORKERS, employers: int = EMPLOYERS) -> None:
    """Leave the installation in ``var`` with everything a demonstration needs at the instant ``now``.

    Safe to repeat, and after the clock was moved: the people stay as they were first drawn, and whatever would
    not be in date any more is issued again. ``name`` is the institution's, for its seal.
    """
    drawn: Institution | None = None
    if not register_is_seeded():
        drawn = institution(SEED, civil_date(now), workers=workers, employers=employers)
        seed_register(drawn, now)
        authorisation_seed(drawn, now)
        say(f"Se sembraron {workers} personas aseguradas y {employers} patrones inventados.")
    accounts_open(demonstration_bank(var), drawn or seeded_institution())
    _institution_keys(var, now, name)
    if not _identities_in_date(var, now):
        _issue_identities(var, now, drawn or seeded_institution())
        say("Se emitieron las identidades de prueba.")


def _institution_keys(var: Path, now: datetime, name: str) -> None:
    """The keys of the seal and of the QR, and a certificate of the demonstration's authority that is in date."""
    keys = var / "keys"
    issue = seal_issuer(open_authority(var / "pki"), name)
    create_institution_keys(keys, issue_seal_certificate=issue, at=now)
    if not read_seal(keys / SEAL_FILE).in_force(now):
        rotate_seal(keys, issue_seal_certificate=issue, at=now)


def _identities_in_date(var: Path, now: datetime) -> bool:
    witness = var / "pki" / IDENTITIES_DIRECTORY / WITNESS
    if not witness.is_file():
        return False
    issued = read_certificate(witness.read_bytes()).facts.not_before + ISSUED_AFTER_BEGIN
    return abs(now - issued) < REISSUED_AFTER


def _issue_identities(var: Path, now: datetime, drawn: Institution) -> None:
    requests = [IdentityRequest(**{**asdict(one), "variant": Variant(one.variant)}) for one in identity_requests(drawn)]
    issue_demo(var / "pki", now, requests)
    receipts_issue(var / "pki", drawn, now)
