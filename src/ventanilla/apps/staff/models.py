"""Units of the institution, the roles of its people in them, and the links that activate a role."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from ventanilla.apps.eventlog.api import SealedTextField


class Unit(models.Model):
    """A part of the institution, declared by its operator. ``subject`` is where the log tells what happens in it."""

    key = models.SlugField(max_length=40, primary_key=True)
    name = models.TextField()
    subject = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)


class RoleGrant(models.Model):
    """A role of one person. ``account`` is null until they activate it; a null ``proposed_by`` is the operator."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    curp = models.CharField(max_length=18)
    name = models.TextField()
    email = SealedTextField(blank=True)
    role = models.TextField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    post = models.TextField()
    since = models.DateField()
    until = models.DateField()
    state = models.TextField()
    reason = models.TextField(blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    activated_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    end_reason = models.TextField(blank=True)  # why it was refused, or revoked

    class Meta:
        indexes = (
            models.Index(fields=("account", "state"), name="staff_grant_account"),
            models.Index(fields=("curp", "state"), name="staff_grant_curp"),
            models.Index(fields=("state", "proposed_at"), name="staff_grant_state"),
        )


class Invitation(models.Model):
    """A link that activates one role, once. Its token is computed from the row, so it is kept nowhere.

    ``run`` names the browser that began to activate it last: what another one began before serves no more.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    grant = models.ForeignKey(RoleGrant, models.PROTECT, related_name="invitations")
    expires = models.BigIntegerField()  # real time
    used_at = models.DateTimeField(null=True)
    run = models.UUIDField(null=True)
