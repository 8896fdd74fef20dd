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
