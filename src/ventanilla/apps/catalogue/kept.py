"""What the catalogue keeps: words of trámites (see ``domain.rights.Kept``)."""

from __future__ import annotations

from typing import Final

from ventanilla.domain.rights import Keeps, Kept, Use

NOBODY: Final = "everybody: it holds no personal data, and not what people look for"
UNTIL: Final = "until another catalogue is offered twice"
MADE: Final = "the search of trámites; made again from their definitions"


def _kept(model: str, what: str, *columns: str) -> Kept:
    return Kept(model=model, what=what, sees=NOBODY, uses=(Use(MADE, "-", UNTIL, {}, columns),))


KEEPS: Final = Keeps(
    title="Catalogue (`apps/catalogue`)",
    preface="Words of the trámites themselves. What somebody looks for is never kept.",
    tables=(
        _kept("Index", "one catalogue in one language", "id", "digest", "language", "entries"),
        _kept("Word", "a word of a trámite", "id", "index", "key", "shown", "plain", "lexeme", "weight"),
        _kept("Term", "a title or a phrase of a trámite", "id", "index", "key", "plain"),
    ),
)
