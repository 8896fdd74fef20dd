"""Which link of whose chain is told, and whether they opened it; how else they are told. What it says is in the log."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from ventanilla.apps.eventlog.api import SealedTextField


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


class NoticeChoice(models.Model):
    """Whether somebody wants to be told of a topic in a way; no row where nothing was chosen."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    topic = models.TextField()
    channel = models.TextField()
    wanted = models.BooleanField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("account", "topic", "channel"), name="inbox_choice_once"),)


class Device(models.Model):
    """A browser that is told: its maker's address for it, its key and its secret. ``pushed``: up to which notice.

    ``name`` is what its owner recognises it by: the browser and the system, as it said itself.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    endpoint = SealedTextField()
    endpoint_digest = models.BinaryField(unique=True)
    key = models.BinaryField()
    secret = SealedTextField()
    name = models.TextField()
    added_at = models.DateTimeField()
    pushed = models.BigIntegerField(default=0)
