"""Files that people sent, and where in their requests they stand."""

from __future__ import annotations

import uuid

from django.db import models

from ventanilla.apps.eventlog.api import SealedTextField


class StoredFile(models.Model):
    """A file of one subject, kept once however often they attach it; never shared with another's.

    Its bytes are in the storage, under keys made of ``id``. A row without ``stored_at`` is still being put there, or
    was when its process was killed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.UUIDField()
    sha256 = models.CharField(max_length=64)  # of what was sent
    bytes = models.BigIntegerField()
    kind = models.CharField(max_length=3)
    pages = models.IntegerField()
    clean_sha256 = models.CharField(max_length=64)
    clean_bytes = models.BigIntegerField()
    preview = models.BooleanField()
    scanned = models.BooleanField()  # a scanner looked at it and found nothing; False: policy P31
    begun_at = models.DateTimeField()
    stored_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("subject", "sha256"), name="attachments_once_a_subject"),)
        indexes = (models.Index(fields=("begun_at",), name="attachments_begun"),)


class Attachment(models.Model):
    """One file in one question of one case. It stays once the case is filed (``filed_at``)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.UUIDField()
    case = models.UUIDField()
    field = models.TextField()
    name = SealedTextField()  # as the person's device called it
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="attachments")
    added_at = models.DateTimeField()
    filed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("case", "field", "file"), name="attachments_once_a_question"),)
