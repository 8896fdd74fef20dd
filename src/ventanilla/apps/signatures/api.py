"""The door of signatures."""

from ventanilla.domain.signing.events import EVENTS

from .ceremonies import (
    CeremonyView,
    PostedSignature,
    SignatureRefused,
    ceremony_cancel,
    ceremony_for,
    ceremony_open,
    ceremony_sign,
)
from .evidence import signature_evidence, signature_evidence_for
from .kept import KEEPS
from .outbound import SignatureVerifier, use_timestamps, use_verifier
from .services import (
    Signed,
    TooManyChallenges,
    act_keep,
    certificate_standing,
    challenge_consume,
    challenge_new,
    challenges_forget,
    request_verify,
    revocation_recheck,
    sign_in_verify,
    signature_judge,
)

__all__ = [
    "EVENTS",
    "KEEPS",
    "CeremonyView",
    "PostedSignature",
    "SignatureRefused",
    "SignatureVerifier",
    "Signed",
    "TooManyChallenges",
    "act_keep",
    "ceremony_cancel",
    "ceremony_for",
    "ceremony_open",
    "ceremony_sign",
    "certificate_standing",
    "challenge_consume",
    "challenge_new",
    "challenges_forget",
    "request_verify",
    "revocation_recheck",
    "sign_in_verify",
    "signature_evidence",
    "signature_evidence_for",
    "signature_judge",
    "use_timestamps",
    "use_verifier",
]
