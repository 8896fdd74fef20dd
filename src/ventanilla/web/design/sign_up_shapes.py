"""What each page of the sign-up is given, as `shapes` says it of the others."""

from __future__ import annotations

from dataclasses import dataclass

from .shapes import Answered, Choice, DemoIdentity, Sentence, SigningPanel


@dataclass(frozen=True, slots=True)
class AltaPage:
    """Sign-up, first page: what is needed, and the CURP."""

    curp: str = ""
    error: Sentence = ""


@dataclass(frozen=True, slots=True)
class AltaFirmaPage:
    """Sign-up, second page: the e.firma, and where to write to. ``why_not``: it cannot be opened, and what to do."""

    panel: SigningPanel
    curp: str
    email: str = ""
    email_error: Sentence = ""
    why_not: Sentence = ""
    identities: tuple[DemoIdentity, ...] = ()


@dataclass(frozen=True, slots=True)
class LegalText:
    """One version of the terms or of the privacy notice."""

    title: str
    version: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AltaTerminosPage:
    """Sign-up, third page: what the office read of the person, the texts, and the signature.

    Without ``panel`` the population registry did not answer: the page can be asked again.
    """

    rows: tuple[Answered, ...]
    texts: tuple[LegalText, ...]
    panel: SigningPanel | None = None
    other_name: str = ""
    unchecked: bool = False


@dataclass(frozen=True, slots=True)
class AltaCorreoPage:
    """Sign-up without an e.firma: an e-mail and a password."""

    curp: str
    texts: tuple[LegalText, ...]
    email: str = ""
    email_error: Sentence = ""
    password_error: Sentence = ""
    accept_error: Sentence = ""


@dataclass(frozen=True, slots=True)
class AvisoPage:
    """Something that happened, in a few sentences, and the one thing to do next: a form, or a link."""

    title: Sentence
    paragraphs: tuple[Sentence, ...]
    button: Sentence = ""
    next_text: Sentence = ""
    next_url: str = ""
    also_text: Sentence = ""
    also_url: str = ""
    error: Sentence = ""


@dataclass(frozen=True, slots=True)
class IdentidadPage:
    """How to prove whose the account is. ``sent_to`` (masked) while a code can be typed."""

    contacts: tuple[Choice, ...]
    sent_to: str = ""
    error: Sentence = ""
