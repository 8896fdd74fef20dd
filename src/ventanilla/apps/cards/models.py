"""Cards: one a person, and each credential that its QR has carried."""

from __future__ import annotations

import uuid

from django.db import models


class Card(models.Model):
    """The card of one person. ``case`` and ``account``: the last request for it, and who filed that.

    ``photograph`` is the file they attached, or None. While ``blocked_at`` is set nothing of it is good.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.UUIDField(unique=True)
    case = models.UUIDField()
    account = models.UUIDField(null=True)
    photograph = models.UUIDField(null=True)
    issued_at = models.DateTimeField()
    blocked_at = models.DateTimeField(null=True)


class Credential(models.Model):
    """One QR of a card: what it states and its signature. One that was withdrawn stays so.

    ``digest`` names it in the list of what was revoked. ``until``: the last day of the right to care, None without one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    card = models.ForeignKey(Card, on_delete=models.PROTECT, related_name="credentials")
    subject = models.UUIDField()
    serial = models.CharField(max_length=12, unique=True)
    kind = models.TextField()
    name = models.TextField()
    until = models.DateField(null=True)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    cose = models.BinaryField()
    digest = models.BinaryField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=("card", "-issued_at"), name="cards_credential_card"),
            models.Index(fields=("expires_at",), name="cards_credential_ends"),
        )
