"""What the page of a question answered with files is given; see `shapes`, beside it for its length."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ventanilla.web.design.shapes import Sentence


@dataclass(frozen=True, slots=True)
class FileRow:
    """One attached file. ``preview_url`` is "" where its first page could not be drawn."""

    name: str
    kind: str
    bytes: int
    pages: int
    short_digest: str
    url: str
    original_url: str
    preview_url: str
    drop_url: str


@dataclass(frozen=True, slots=True)
class ArchivosPage:
    """One question of ``total``, answered with files. ``limits`` are told before anything is chosen.

    ``accept`` is what the browser offers to choose among; what a file is, the office finds out from its content.
    """

    title: Sentence
    label: Sentence
    name: str
    number: int
    total: int
    back_url: str
    limits: tuple[Sentence, ...]
    accept: str
    files: tuple[FileRow, ...] = ()
    most: int = 1
    help: Sentence = ""
    error: Sentence = ""
    saved_at: datetime | None = None

    @property
    def full(self) -> bool:
        """Nothing more can be attached here until something is removed."""
        return len(self.files) >= self.most
