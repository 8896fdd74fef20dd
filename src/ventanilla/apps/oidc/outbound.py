"""Who signs what applications are told, and who tells people: ``config`` connects them."""

from __future__ import annotations

from typing import Any

from ventanilla.adapters.mail.port import Mailer
from ventanilla.adapters.tokens.port import TokenSigner

_connected: dict[str, Any] = {}


def use_token_signer(signer: TokenSigner) -> None:
    """Connect the signer, once, when the office starts."""
    _connected["signer"] = signer


def use_mailer(mailer: Mailer) -> None:
    """Connect the mailer, once, when the office starts."""
    _connected["mailer"] = mailer


def token_signer() -> TokenSigner:
    """The signer; LookupError where ``config`` did not connect one."""
    signer: TokenSigner = _connected["signer"]
    return signer


def mailer() -> Mailer:
    """The mailer; LookupError where ``config`` did not connect one."""
    sender: Mailer = _connected["mailer"]
    return sender
