"""An account is one human, by their CURP; whom it speaks about in the registers is an opaque subject."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Upper


class AccountManager(BaseUserManager["Account"]):
    """Accounts are opened by ``services.account_for_person``; Django only needs to find them."""


class Account(AbstractBaseUser):
    """One account per CURP (tramites.md, section 0); a company has none: its representative acts for it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    curp = models.CharField(max_length=18, unique=True)
    subject = models.UUIDField(unique=True)
    rfc = models.CharField(max_length=13, blank=True)
    name = models.TextField()
    email = models.EmailField(blank=True)
    post = models.TextField(blank=True)  # the post of an official; empty for everybody else
    opened_at = models.DateTimeField()
    password_set_at = models.DateTimeField(null=True)  # null: never had one, so no e-mail gives the first
    is_active = models.BooleanField(default=True)

    objects = AccountManager()

    USERNAME_FIELD = "curp"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        db_table = "accounts_account"
        indexes = (models.Index(Upper("email"), name="accounts_email"),)


class Company(models.Model):
    """A company some certificate proved: its RFC, its name as certified, and its subject in the registers."""

    subject = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    rfc = models.CharField(max_length=12, unique=True)
    name = models.TextField()


class OpenSession(models.Model):
    """One signing-in: what its owner sees of it, and whether it goes on. ``opened`` and ``seen`` are real time.

    The browser's session (``django_session``) names this row; a row that ended ends it at its next request.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT)
    subject = models.UUIDField()  # for whom: the person, or the company whose certificate was shown
    via = models.TextField()
    device = models.TextField(blank=True)
    device_sha256 = models.CharField(max_length=64)
    opened_at = models.DateTimeField()
    opened = models.BigIntegerField()
    seen = models.BigIntegerField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "accounts_session"
        indexes = (
            models.Index(fields=("account", "-opened"), name="accounts_session_newest"),
            models.Index(fields=("account", "device_sha256"), name="accounts_session_device"),
        )


class OneUseLink(models.Model):
    """A link sent by e-mail. Its token is computed from the row and the installation's secret, so it is nowhere kept.

    ``account`` is null for a recovery that nobody may have: the same row is written for everybody who asks.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True)
    purpose = models.TextField()
    session = models.UUIDField(null=True)  # the one a «no fui yo» is about
    expires = models.BigIntegerField()  # real time
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "accounts_link"
        indexes = (models.Index(fields=("expires",), name="accounts_link_expiry"),)


class Attempt(models.Model):
    """How often something was tried in one window (see ``limits``): a keyed digest and a number."""

    bucket = models.CharField(max_length=64, primary_key=True)
    ends = models.BigIntegerField()
    count = models.IntegerField()

    class Meta:
        db_table = "accounts_attempt"
        indexes = (models.Index(fields=("ends",), name="accounts_attempt_end"),)
