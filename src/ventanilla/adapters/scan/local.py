"""An installation without a scanner says so of each file; what then happens is policy P31 ``antivirus_ausente``."""

from __future__ import annotations

from .port import Unavailable, Verdict


class NoScanner:
    """Nobody looks."""

    def scan(self, data: bytes) -> Verdict:
        """As `Scanner.scan`."""
        return Unavailable("sin_configurar")
