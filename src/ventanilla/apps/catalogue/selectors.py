"""Looking in the index: Spanish full text by stems, what is written almost so, and what sounds like a whole phrase."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Final

from django.db import connection

from ventanilla.kit.search import Entry, best_first, meanings, spelled, words

from .services import STEMMER, index_ensure

CORRECTED: Final = 4  # letters: a shorter word is not guessed at
ONE_SLIP: Final = 6  # letters: a shorter word may have one slip, from here on two
PHRASE: Final = 6  # characters: a shorter phrase is found inside anything
NEAR: Final = 0.5  # of 1: from here on a phrase counts as said, even if no word of it was
NEAR_WORTH: Final = 8.0  # what a phrase said whole is worth, against TITLE_WORTH times its rarity for a word

# Rare words say more than common ones: ln(1 + entries / entries that have it).
_CORRECT: Final = """
SELECT asked.word, best.plain, best.shown
FROM unnest(%(words)s::text[]) AS asked(word)
CROSS JOIN LATERAL (
  SELECT word.plain, word.shown
  FROM catalogue_word AS word
  WHERE word.index_id = %(index)s
    AND levenshtein_less_equal(word.plain, asked.word, 2)
      <= CASE WHEN length(asked.word) < %(one_slip)s THEN 1 ELSE 2 END
  ORDER BY levenshtein(word.plain, asked.word), similarity(word.plain, asked.word) DESC, word.weight DESC, word.shown
  LIMIT 1
) AS best
WHERE length(asked.word) >= %(corrected)s
  AND ts_lexize(%(stemmer)s::regdictionary, asked.word) <> '{}'
  AND NOT EXISTS (
    SELECT FROM catalogue_word AS word
    WHERE word.index_id = %(index)s AND word.lexeme = (ts_lexize(%(stemmer)s::regdictionary, asked.word))[1]
  )
"""
_RANK: Final = """
WITH asked AS (
  SELECT DISTINCT (ts_lexize(%(stemmer)s::regdictionary, word))[1] AS lexeme
  FROM unnest(%(words)s::text[]) AS given(word)
), known AS (
  SELECT word.key, word.lexeme, max(word.weight) AS weight
  FROM catalogue_word AS word JOIN asked USING (lexeme)
  WHERE word.index_id = %(index)s
  GROUP BY word.key, word.lexeme
), worth AS (
  SELECT lexeme, ln(1 + %(entries)s::float / count(*)) AS worth FROM known GROUP BY lexeme
), by_word AS (
  SELECT key, sum(weight * worth) AS score FROM known JOIN worth USING (lexeme) GROUP BY key
), by_phrase AS (
  SELECT key, max(greatest(
    similarity(plain, %(query)s),
    CASE WHEN length(plain) < %(phrase)s THEN 0 ELSE word_similarity(plain, %(query)s) END
  )) AS near
  FROM catalogue_term WHERE index_id = %(index)s GROUP BY key
)
SELECT by_phrase.key
FROM by_phrase LEFT JOIN by_word USING (key)
WHERE by_word.score IS NOT NULL OR by_phrase.near >= %(near)s
ORDER BY coalesce(by_word.score, 0) + %(near_worth)s * by_phrase.near ^ 2 DESC, by_phrase.key
"""


@dataclass(frozen=True, slots=True)
class Found:
    """The keys that answer, best first; ``meant`` is what a query with slips was taken for, "" if as it was typed."""

    keys: tuple[str, ...]
    meant: str = ""


def catalogue_search(query: str, language: str, entries: tuple[Entry, ...]) -> Found:
    """What answers ``query`` among ``entries``. A process without a database looks for whole words alone."""
    if connection.vendor != "postgresql":
        return Found(best_first(query, entries, language))
    typed = words(query)
    if not typed or not entries:
        return Found(())
    index = index_ensure(language, entries)
    given: dict[str, int | float | str | list[str]] = {
        "index": index.pk,
        "stemmer": STEMMER[language],
        "entries": index.entries,
    }
    given |= {"corrected": CORRECTED, "one_slip": ONE_SLIP, "phrase": PHRASE, "near": NEAR, "near_worth": NEAR_WORTH}
    with connection.cursor() as cursor:
        cursor.execute(_CORRECT, given | {"words": list(dict.fromkeys(typed))})
        better = {word: (plain, shown) for word, plain, shown in cursor.fetchall()}
        taken = tuple(better.get(word, (word, word))[0] for word in typed)
        asked = (*taken, *typed, *meanings(taken, language))
        cursor.execute(_RANK, given | {"words": list(dict.fromkeys(asked)), "query": " ".join(taken)})
        keys = tuple(key for (key,) in cursor.fetchall())
    as_typed = list(islice(spelled(query), len(typed)))
    meant = " ".join(better[plain][1] if plain in better else written for plain, written in as_typed)
    return Found(keys, meant if better and keys else "")
