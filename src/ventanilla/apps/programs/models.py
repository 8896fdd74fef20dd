"""Keys of programs, and the answers that are given again. Seconds are of real time: a program does not live in the
demonstration's year."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models


class Key(models.Model):
    """What a program shows to act for whoever made it, or for whom they acted then. Never removed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    digest = models.BinaryField(unique=True)
    prefix = models.CharField(max_length=12)  # what its owner recognises it by
    name = models.TextField()
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    person = models.UUIDField()
    acts_for = models.UUIDField(null=True)
    acting_for = models.TextField(blank=True)
    acting_for_rfc = models.TextField(blank=True)
    kin = models.BooleanField(default=False)
    certificate = models.UUIDField(null=True)  # of the company, which its maker represents while it is in force
    mandate = models.UUIDField(null=True)  # the authorisation by which it acts, while that stands
    rfc = models.TextField(blank=True)
    scopes = models.TextField()
    made_at = models.DateTimeField()
    expires = models.BigIntegerField()
    expires_at = models.DateTimeField()  # the same instant by the installation's clock, as it is shown
    used = models.BigIntegerField(default=0)
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("person", "-made_at"), name="programs_key_person"),)


class AnsweredRequest(models.Model):
    """A request that a program named with a key of its own: what it asked, and what it was answered.

    ``status`` null: somebody is carrying it out since ``begun``.
    """

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    subject = models.UUIDField()
    key = models.BinaryField()
    request = models.BinaryField()
    begun = models.BigIntegerField()
    status = models.SmallIntegerField(null=True)
    content_type = models.TextField(blank=True)
    location = models.TextField(blank=True)
    etag = models.TextField(blank=True)
    body = models.TextField(blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("account", "subject", "key"), name="programs_request_once"),)
        indexes = (models.Index(fields=("begun",), name="programs_request_age"),)
