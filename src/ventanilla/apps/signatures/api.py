"""The door of signatures."""

from .evidence import signature_evidence, signature_evidence_for
from .outbound import SignatureVerifier, use_timestamps, use_verifier
from .services import (
    Signed,
    TooManyChallenges,
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
    "challenge_consume",
    "challenge_new",
    "challenges_forget",
    "request_verify",
    "revocation_recheck",
    "sign_in_verify",
    "signature_evidence",
    "signature_evidence_for",
    "use_timestamps",
    "use_verifier",
]
