"""The door of entering other applications."""

from ventanilla.domain.oidc import EVENTS

from .clients import (
    Application,
    ClientRefused,
    NoSuchClient,
    Registered,
    client_register,
    client_retire,
    client_secret_renew,
    clients_all,
    origin_known,
)
from .codes import Asked, TooManyCodes, code_new, token_claims
from .consents import Allowed, NoSuchConsent, consent_covers, consent_give, consent_withdraw, consents_of
from .kept import KEEPS
from .outbound import token_signer, use_mailer, use_token_signer
from .protocol import (
    Answer,
    NotAnswerable,
    Refused,
    answer_at,
    authorization_read,
    configuration,
    revocation_answer,
    token_answer,
)

__all__ = [
    "EVENTS",
    "KEEPS",
    "Allowed",
    "Answer",
    "Application",
    "Asked",
    "ClientRefused",
    "NoSuchClient",
    "NoSuchConsent",
    "NotAnswerable",
    "Refused",
    "Registered",
    "TooManyCodes",
    "answer_at",
    "authorization_read",
    "client_register",
    "client_retire",
    "client_secret_renew",
    "clients_all",
    "code_new",
    "configuration",
    "consent_covers",
    "consent_give",
    "consent_withdraw",
    "consents_of",
    "origin_known",
    "revocation_answer",
    "token_answer",
    "token_claims",
    "token_signer",
    "use_mailer",
    "use_token_signer",
]
