"""The log's tables: the chained events, the keys whose destruction erases a person from them, and who read what."""

from __future__ import annotations

from django.db import models


class LoggedEvent(models.Model):
    """One link of a subject's chain. ``body`` is the canonical text that was hashed; the rest is for finding it."""

    subject = models.UUIDField()
    seq = models.IntegerField()
    type = models.TextField()
    recorded_at = models.DateTimeField()
    case = models.UUIDField(null=True)
    body = models.TextField()
    sealed = models.BinaryField(null=True)
    prev = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("subject", "seq"), name="eventlog_one_chain"),)
        indexes = (models.Index(fields=("case",), name="eventlog_case"),)


class SubjectKey(models.Model):
    """The key that seals a subject's personal values in the log, itself wrapped; erasing deletes this row only."""

    subject = models.UUIDField(primary_key=True)
    wrapped = models.BinaryField()


class AccessRecord(models.Model):
    """One time that somebody's data were read. Only added to; see ``domain.rights.Access``."""

    subject = models.UUIDField()  # whose data
    at = models.DateTimeField()
    reader = models.TextField()
    account = models.UUIDField(null=True)
    person = models.UUIDField(null=True)
    post = models.TextField(blank=True)
    unit = models.TextField(blank=True)
    acting_for = models.TextField(blank=True)
    what = models.TextField()
    why = models.TextField()

    class Meta:
        indexes = (models.Index(fields=("subject", "-id"), name="eventlog_access_newest"),)
