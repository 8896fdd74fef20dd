"""An account is one human, by their CURP; whom it speaks about in the registers is an opaque subject."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


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
    is_active = models.BooleanField(default=True)
    proven = models.PositiveSmallIntegerField(default=3)  # how sure the office ever was of whose it is (Assurance)

    objects = AccountManager()

    USERNAME_FIELD = "curp"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        db_table = "accounts_account"


class Company(models.Model):
    """A company some certificate proved: its RFC, its name as certified, and its subject in the registers."""

    subject = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    rfc = models.CharField(max_length=12, unique=True)
    name = models.TextField()


class SignUp(models.Model):
    """A sign-up and the address it waits for. With ``account`` that one is open already, and only the e-mail waits.

    Its links carry no secret of this row: they are derived from its id with the installation's own.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    curp = models.CharField(max_length=18)
    email = models.EmailField()
    password = models.CharField(max_length=128, blank=True)  # its hash, until the account is open
    terms = models.TextField()
    notice = models.TextField()
    account = models.ForeignKey(Account, models.PROTECT, null=True)
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    session_key = models.CharField(max_length=40, blank=True)  # the session it opened, to end it if it is stopped

    class Meta:
        indexes = (
            models.Index(fields=("email", "created_at"), name="accounts_signup_email"),
            models.Index(fields=("created_at",), name="accounts_signup_age"),
        )


class IdentityCode(models.Model):
    """A code sent to a contact on record: ten minutes, five tries, once. The code itself is derived, not kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, models.PROTECT)
    contact = models.TextField()
    issued = models.BigIntegerField()  # seconds of real time
    tries = models.PositiveSmallIntegerField(default=0)
    used = models.BooleanField(default=False)

    class Meta:
        indexes = (models.Index(fields=("account", "issued"), name="accounts_code_recent"),)


class TermsAccepted(models.Model):
    """Which versions an account accepted, and the signature that says so (none without an e.firma)."""

    account = models.ForeignKey(Account, models.PROTECT)
    terms = models.TextField()
    notice = models.TextField()
    signature = models.UUIDField(null=True)
    at = models.DateTimeField()
