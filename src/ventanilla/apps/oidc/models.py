"""Which applications there are, whom each may know, and what it was given to know it with.

Seconds are of real time: an application does not live in the demonstration's year.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q


class Client(models.Model):
    """An application that people enter with this office's account. It names itself by its ``id``."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.TextField()
    operator = models.TextField()  # who answers for it, as people read it
    sector = models.TextField()  # within which a person has one name
    secret = models.BinaryField(null=True)  # what recognises it; null: it runs where nobody can keep one
    scopes = models.TextField()
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True)


class Address(models.Model):
    """Where an application may be answered."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="addresses")
    address = models.TextField()
    origin = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("client", "address"), name="oidc_address_once"),)
        indexes = (models.Index(fields=("origin",), name="oidc_address_origin"),)


class Consent(models.Model):
    """What a person lets an application know, until they take it back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    subject = models.UUIDField()
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    scopes = models.TextField()
    since = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("subject", "client"), condition=Q(withdrawn_at=None), name="oidc_one_consent"
            ),
        )


class AuthorizationCode(models.Model):
    """What an application changes for a token: it serves once, for a minute, to whom and where it was asked for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    digest = models.BinaryField(unique=True)
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="+")
    subject = models.UUIDField()
    session = models.UUIDField()
    redirect_uri = models.TextField()
    challenge = models.CharField(max_length=43)
    nonce = models.TextField(blank=True)
    scopes = models.TextField()
    entered = models.BigIntegerField()
    acr = models.TextField()
    amr = models.TextField()
    issued = models.BigIntegerField()
    used = models.BooleanField(default=False)

    class Meta:
        indexes = (
            models.Index(fields=("issued",), name="oidc_code_age"),
            models.Index(fields=("subject", "issued"), name="oidc_code_recent"),
        )


class AccessToken(models.Model):
    """What an application shows to know of a person what they allowed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    digest = models.BinaryField(unique=True)
    code = models.ForeignKey(AuthorizationCode, on_delete=models.CASCADE, related_name="tokens")
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="+")
    subject = models.UUIDField()
    session = models.UUIDField()
    scopes = models.TextField()
    expires = models.BigIntegerField()
    revoked = models.BooleanField(default=False)

    class Meta:
        indexes = (
            models.Index(fields=("expires",), name="oidc_token_end"),
            models.Index(fields=("session", "consent"), name="oidc_token_session"),
        )
