"""Looking for a trámite with the words people use: what every search shares, and a small one that needs no database."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from ventanilla.law.strict_yaml import read_yaml

MAX_WORDS: Final = 24  # of a query; what comes after says nothing new
MAX_WORD: Final = 40  # characters
SHORT_WORD: Final = 3  # letters: shorter words say nothing of a need
STEM: Final = 5  # letters: «vigencias» and «vigente» begin alike
TITLE_WORTH: Final = 3  # what a word is worth in a title or a phrase, against 1 in what is obtained


@dataclass(frozen=True, slots=True)
class Entry:
    """What is looked in, of one trámite, in one language."""

    key: str
    title: str
    obtains: str
    phrases: tuple[str, ...]


def folded(text: str) -> str:
    """Lower case and without accents: how people type what they look for.

    >>> folded("Pensión de la SEÑORA")
    'pension de la senora'
    """
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in split if not unicodedata.combining(character))


def words(text: str) -> tuple[str, ...]:
    """The words of ``text`` as they are looked for; what is not a letter or a digit parts them.

    >>> words("¿No tengo «número»?")
    ('no', 'tengo', 'numero')
    """
    return tuple(plain for plain, _ in spelled(text))[:MAX_WORDS]


def spelled(text: str) -> Iterator[tuple[str, str]]:
    """Each word as it is looked for, and as it was written.

    >>> list(spelled("Mi número"))
    [('mi', 'mi'), ('numero', 'número')]
    """
    for written in _apart(text.lower()).split():
        for plain in _apart(folded(written)).split():  # «½» is one character and two words
            yield plain[:MAX_WORD], written


def _apart(text: str) -> str:
    return "".join(character if character.isalnum() else " " for character in text)


def meanings(query: tuple[str, ...], language: str) -> tuple[str, ...]:
    """The words that the synonyms add to ``query``.

    >>> meanings(("me", "corrieron", "ayer"), "es")
    ('me', 'dieron', 'de', 'baja')
    """
    said = f" {' '.join(query)} "
    added = [word for says, means in _synonyms().get(language, ()) if f" {says} " in said for word in words(means)]
    return tuple(dict.fromkeys(added))


def best_first(query: str, entries: Iterable[Entry], language: str) -> tuple[str, ...]:
    """The keys that answer ``query``, best first, by how many of its words they have. No typo is understood."""
    asked = words(query)
    looked = [word for word in dict.fromkeys((*asked, *meanings(asked, language))) if len(word) >= SHORT_WORD]
    ranked = []
    for entry in entries:
        named = folded(" ".join((entry.title, *entry.phrases)))
        everything = f"{named} {folded(entry.obtains)}"
        score = sum(TITLE_WORTH if word in named else 1 if word[:STEM] in everything else 0 for word in looked)
        if score:
            ranked.append((-score, entry.title, entry.key))
    return tuple(key for _, _, key in sorted(ranked))


@cache
def _synonyms() -> dict[str, tuple[tuple[str, str], ...]]:
    read = read_yaml(files(__package__).joinpath("sinonimos.yaml").read_text(encoding="utf-8"))
    return {
        language: tuple((says, group["means"]) for group in groups for says in group["says"])
        for language, groups in read.items()
    }
