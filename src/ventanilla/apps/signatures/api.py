"""The door of signatures."""

from .outbound import SignatureVerifier, use_verifier
from .services import (
    Signed,
    TooManyChallenges,
    act_keep,
    act_verify,
    challenge_consume,
    challenge_new,
    challenges_forget,
    request_verify,
    revocation_recheck,
    sign_in_verify,
)

__all__ = [
    "SignatureVerifier",
    "Signed",
    "TooManyChallenges",
    "act_keep",
    "act_verify",
    "challenge_consume",
    "challenge_new",
    "challenges_forget",
    "request_verify",
    "revocation_recheck",
    "sign_in_verify",
    "use_verifier",
]
