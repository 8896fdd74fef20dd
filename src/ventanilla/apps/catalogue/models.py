"""The index: nothing of a person, and nothing that cannot be made again from the trámites."""

from __future__ import annotations

from django.db import models


# Not one of the event log's PROJECTIONS: it follows the code, not a register, and its digest says of which catalogue it
# is, so it cannot fall behind. There is none until somebody searches, and that of another version of the office, which
# this one cannot make, is kept on purpose: neither is a fault for a rebuild to report. Deleted, it makes itself again.
class Index(models.Model):
    """One catalogue in one language; ``digest`` is of all that was put in it, so another catalogue is another index."""

    digest = models.TextField(unique=True)
    language = models.TextField()
    entries = models.PositiveIntegerField()


class Word(models.Model):
    """A word of a trámite: as it is written, without accents, and its stem. ``weight`` is what it is worth."""

    index = models.ForeignKey(Index, models.CASCADE, related_name="words")
    key = models.TextField()
    shown = models.TextField()
    plain = models.TextField()
    lexeme = models.TextField()
    weight = models.PositiveSmallIntegerField()

    class Meta:
        indexes = (models.Index(fields=("index", "lexeme"), name="catalogue_word_lexeme"),)


class Term(models.Model):
    """A whole title or phrase, without accents, for what is almost said like it."""

    index = models.ForeignKey(Index, models.CASCADE, related_name="terms")
    key = models.TextField()
    plain = models.TextField()
