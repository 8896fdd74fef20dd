"""What the pages of whoever works here are given; see `shapes`, beside it for its length."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True)
class FaltaPage:
    """What an official still has to show (``show``) or to register, before the page at ``back`` opens."""

    show: bool
    passkey: bool
    app: bool
    back: str

    @property
    def confirm_url(self) -> str:
        """Where one shows who one is, and comes back from."""
        return f"/cuenta/confirmar?{urlencode({'sigue': self.back})}"
