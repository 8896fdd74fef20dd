"""Making the index."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import astuple
from typing import Final

from django.db import connection, transaction

from ventanilla.kit.search import TITLE_WORTH, Entry, folded, spelled

from .models import Index

STEMMER: Final = {"es": "spanish_stem", "en": "english_stem"}
KEPT: Final = 2  # indexes of a language: while an office is updated, the old version and the new one both serve
LOCK: Final = 0x6361_7461_6C6F_676F  # «catalogo»: who holds it makes an index
FORMAT: Final = 1  # of what is put in an index; another format is another index

_WORDS: Final = """
INSERT INTO catalogue_word (index_id, key, shown, plain, lexeme, weight)
SELECT DISTINCT %s, key, shown, plain, (ts_lexize(%s::regdictionary, plain))[1], weight
FROM unnest(%s::text[], %s::text[], %s::text[], %s::int[]) AS given(key, shown, plain, weight)
WHERE ts_lexize(%s::regdictionary, plain) <> '{}'
"""


def digest_of(language: str, entries: tuple[Entry, ...]) -> str:
    """What tells one catalogue from another: SHA-256 of all that is looked in, in hexadecimal."""
    said = json.dumps([FORMAT, language, [astuple(entry) for entry in entries]], ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()


def index_ensure(language: str, entries: tuple[Entry, ...]) -> Index:
    """The index of these entries, made now if nobody made it. Whoever comes meanwhile waits and takes the same one."""
    digest = digest_of(language, entries)
    found = Index.objects.filter(digest=digest).first()
    if found is not None:
        return found
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
        made = Index.objects.filter(digest=digest).first()
        if made is not None:
            return made
        index = Index.objects.create(digest=digest, language=language, entries=len(entries))
        rows = [(entry.key, *row) for entry in entries for row in _words_of(entry)]
        keys, shown, plain, weights = ([row[at] for row in rows] for at in range(4))
        stemmer = STEMMER[language]
        cursor.execute(_WORDS, (index.pk, stemmer, keys, shown, plain, weights, stemmer))
        terms = [(entry.key, folded(term)) for entry in entries for term in (entry.title, *entry.phrases)]
        index.terms.bulk_create([index.terms.model(index=index, key=key, plain=plain) for key, plain in terms])
        old = Index.objects.filter(language=language).order_by("-id").values_list("id", flat=True)[KEPT:]
        Index.objects.filter(id__in=list(old)).delete()
        return index


def _words_of(entry: Entry) -> Iterator[tuple[str, str, int]]:
    """Each word as it is written, without accents, and its weight."""
    for text, weight in ((entry.title, TITLE_WORTH), *((p, TITLE_WORTH) for p in entry.phrases), (entry.obtains, 1)):
        for plain, shown in spelled(text):
            yield shown, plain, weight
