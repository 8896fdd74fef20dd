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
from .receipts import RECEIPTS_DIRECTORY, DemoReceipt, receipts_issue, receipts_offered
from .seeding import NotADemonstration, authorisation_seed, register_is_seeded, seed_register, seeded_institution

__all__ = [
    "FAMILY_TO_TRY",
    "KEEPS",
    "RECEIPTS_DIRECTORY",
    "BankAccount",
    "BankEntry",
    "DemoIdentity",
    "DemoReceipt",
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
    "receipts_issue",
    "receipts_offered",
    "register_is_seeded",
    "seed_register",
    "seeded_institution",
    "use_demonstration_bank",
]
