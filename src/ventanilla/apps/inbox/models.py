"""One table: which link of whose chain is told, and whether they opened it. What it says stays in the log alone."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Aviso(models.Model):
    """One notice. ``disputed_at`` is where its reader may say that it is not so; ``told_at``, when an e-mail went."""

    subject = models.UUIDField()
    seq = models.IntegerField()
    kind = models.TextField()
    deposited_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    disputed_at = models.TextField(blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("subject", "seq"), name="inbox_once"),)
        indexes = (models.Index(fields=("subject",), condition=Q(opened_at__isnull=True), name="inbox_unread"),)
