"""The door of the demonstration."""

from .bank import (
    BankAccount,
    BankEntry,
    bank_account,
    bank_accounts,
    bank_pay,
    bank_statement,
    use_demonstration_bank,
)
from .identities import FAMILY_TO_TRY, DemoIdentity, identity_requests
from .kept import KEEPS
from .mail import SentMail, correo, correo_record, correos
from .seeding import NotADemonstration, authorisation_seed, register_is_seeded, seed_register, seeded_institution

__all__ = [
    "FAMILY_TO_TRY",
    "KEEPS",
    "BankAccount",
    "BankEntry",
    "DemoIdentity",
    "NotADemonstration",
    "SentMail",
    "authorisation_seed",
    "bank_account",
    "bank_accounts",
    "bank_pay",
    "bank_statement",
    "correo",
    "correo_record",
    "correos",
    "identity_requests",
    "register_is_seeded",
    "seed_register",
    "seeded_institution",
    "use_demonstration_bank",
]
