"""Where somebody signed in from: what the browser says of itself, in plain words, and a token to know it again by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.crypto import salted_hmac

MAX_AGENT: Final = 400  # characters of a User-Agent that are read
BROWSERS: Final = (  # the first that is named: each of them also calls itself by the names below it
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class Device:
    """A browser: ``token`` is the secret of its own cookie, ``agent`` what it says of itself."""

    token: str
    agent: str

    @property
    def digest(self) -> str:
        """What is kept of the token."""
        return salted_hmac("accounts.device", self.token, algorithm="sha256").hexdigest()

    @property
    def words(self) -> str:
        """How its owner would call it: names only, so they need no translation.

        >>> Device("", "Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36").words
        'Chrome, Windows'
        >>> Device("", "curl/8").words
        ''
        """
        said = self.agent[:MAX_AGENT]
        found = (next((name for mark, name in names if mark in said), "") for names in (BROWSERS, SYSTEMS))
        return ", ".join(name for name in found if name)
