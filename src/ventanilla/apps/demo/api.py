"""The door of the demonstration."""

from .identities import DemoIdentity, identity_requests
from .mail import SentMail, correo, correo_record, correos
from .seeding import NotADemonstration, seed_register, seeded_institution

__all__ = [
    "DemoIdentity",
    "NotADemonstration",
    "SentMail",
    "correo",
    "correo_record",
    "correos",
    "identity_requests",
    "seed_register",
    "seeded_institution",
]
