"""An account is one human, by their CURP; whom it speaks about in the registers is an opaque subject."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from ventanilla.apps.eventlog.api import SealedTextField, contact_digest


class AccountManager(BaseUserManager["Account"]):
    """Accounts are opened by ``services.account_for_person``; Django only needs to find them."""


class Account(AbstractBaseUser):
    """One account per CURP (tramites.md, section 0); a company has none: its representative acts for it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    curp = models.CharField(max_length=18, unique=True)
    subject = models.UUIDField(unique=True)
    rfc = models.CharField(max_length=13, blank=True)
    name = models.TextField()
    email = SealedTextField(blank=True)
    email_digest = models.BinaryField(default=b"")  # what finds the account by its e-mail (contact_digest)
    email_confirmed_at = models.DateTimeField(null=True)  # null: nobody answered from it, a certificate carried it
    opened_at = models.DateTimeField()
    password_set_at = models.DateTimeField(null=True)  # null: never had one, so no e-mail gives the first
    is_active = models.BooleanField(default=True)
    proven = models.PositiveSmallIntegerField(default=3)  # how sure the office ever was of whose it is (Assurance)
    password_worth = models.PositiveSmallIntegerField(default=2)  # how sure, of who set the password (Assurance)
    disavowed_at = models.DateTimeField(null=True)  # «no fui yo»: keys of programs made before open nothing
    recovered_at = models.DateTimeField(null=True)  # in person or by a code: money waits after it
    money_after = models.DateTimeField(null=True)  # proved with a receipt: where money is paid does not change before

    objects = AccountManager()

    USERNAME_FIELD = "curp"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        db_table = "accounts_account"
        indexes = (models.Index(fields=("email_digest",), condition=~Q(email_digest=b""), name="accounts_email"),)

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Keep the digest of the e-mail with it."""
        self.email_digest = contact_digest(self.email)
        if update_fields is not None and "email" in update_fields:
            update_fields = {*update_fields, "email_digest"}
        super().save(*args, update_fields=update_fields, **kwargs)


class Company(models.Model):
    """A company some certificate proved: its RFC, its name as certified, and its subject in the registers."""

    subject = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    rfc = models.CharField(max_length=12, unique=True)
    name = models.TextField()


class Certificate(models.Model):
    """An e.firma that opened a session of an account. ``rfc`` is the human's; ``company_rfc`` is "" for their own.

    One is in force for each person, and one for each company, whoever represents it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="certificates")
    person = models.UUIDField()
    serial = models.TextField()
    sha256 = models.CharField(max_length=64, unique=True)
    der = models.BinaryField()
    not_before = models.DateTimeField()
    not_after = models.DateTimeField()
    rfc = models.CharField(max_length=13)
    company_rfc = models.CharField(max_length=12, blank=True)
    state = models.TextField()
    bound_at = models.DateTimeField()
    used_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)  # when its authority last said that it was in force
    warned = models.SmallIntegerField(null=True)  # the nearest threshold, in days, that its owner was told of

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("account",), condition=Q(state="vigente", company_rfc=""), name="accounts_one_own_in_force"
            ),
            models.UniqueConstraint(
                fields=("company_rfc",),
                condition=Q(state="vigente") & ~Q(company_rfc=""),
                name="accounts_one_of_company_in_force",
            ),
        )
        indexes = (
            models.Index(fields=("rfc",), name="accounts_certificate_rfc"),
            models.Index(fields=("company_rfc", "state"), name="accounts_certificate_company"),
            models.Index(fields=("state", "not_after"), name="accounts_certificate_end"),
            models.Index(fields=("used_at",), name="accounts_certificate_used"),
        )


class CertificateConflict(models.Model):
    """A good certificate that agreed with ``account`` in the CURP or the RFC, not in both; once each."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="conflicts")
    sha256 = models.CharField(max_length=64, unique=True)
    serial = models.TextField()
    fault = models.TextField()
    at = models.DateTimeField()


class CertificateAcceptance(models.Model):
    """An official saw why a certificate brings another RFC than its owner's account: from then on it enters."""

    conflict = models.OneToOneField(CertificateConflict, models.PROTECT, primary_key=True, related_name="acceptance")
    accepted_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField()


class RepresentativeChange(models.Model):
    """A company's newer certificate named another human: in effect at once, and reviewed by staff."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="changes")
    new = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="changes_to")
    previous = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="changes_from")
    state = models.TextField(default="pendiente")
    opened_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="decided_changes")
    reason = models.TextField(blank=True)

    class Meta:
        indexes = (models.Index(fields=("state", "opened_at"), name="accounts_change_pending"),)


class AuthenticatorApp(models.Model):
    """The secret that an account shares with an authenticator application; it counts once confirmed."""

    account = models.OneToOneField(Account, on_delete=models.PROTECT, primary_key=True, related_name="+")
    subject = models.UUIDField()
    sealed = models.BinaryField()
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(default=0)  # of the last code that served: no code of it or before serves again
    misses = models.SmallIntegerField(default=0)
    missed_at = models.BigIntegerField(default=0)  # real time, seconds

    class Meta:
        db_table = "accounts_authenticatorapp"


class RecoveryCode(models.Model):
    """One code on the person's paper: only what recognises it is kept."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    subject = models.UUIDField()
    digest = models.BinaryField(unique=True)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Passkey(models.Model):
    """A public key that the person's device answers for. The private one never leaves it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    subject = models.UUIDField()
    credential_id = models.BinaryField(unique=True)
    public_key = models.BinaryField()  # COSE, as the device gave it
    sign_count = models.BigIntegerField()
    name = models.TextField()
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class PasskeyChallenge(models.Model):
    """A challenge for a passkey: one use, one session, one purpose, two minutes."""

    challenge = models.CharField(max_length=43, primary_key=True)
    session_sha256 = models.CharField(max_length=64)
    purpose = models.TextField()
    issued_at = models.BigIntegerField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("issued_at",), name="accounts_challenge_age"),)


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

    ``account`` is null for a recovery that nobody may have: the same row is written for everybody who asks, and no
    constraint checks it, because checking takes time only where there is somebody.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, db_constraint=False)
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


class SignUp(models.Model):
    """A sign-up and the address it waits for. With ``account`` that one is open already, and only the e-mail waits.

    Its links carry no secret of this row: they are derived from its id with the installation's own.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    curp = models.CharField(max_length=18)
    email = SealedTextField()
    email_digest = models.BinaryField()
    replaced = SealedTextField(blank=True)  # the address that this one takes the place of
    may_return = models.BooleanField(default=False)  # whether whoever reads that address can say «no fui yo»
    taken_back = models.BooleanField(default=False)  # they did
    password = models.CharField(max_length=128, blank=True)  # its hash, until the account is open
    terms = models.TextField()
    notice = models.TextField()
    account = models.ForeignKey(Account, models.PROTECT, null=True)
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=("email_digest", "created_at"), name="accounts_signup_email"),
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


class ReceiptProof(models.Model):
    """A payroll receipt that somebody showed to prove whose the account is, and how its questions went.

    Neither the receipt nor the questions are kept: a keyed digest of its fiscal folio, its issuer, and whether the
    register agreed (``agrees``, said to nobody). The questions are drawn again from the register.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, models.PROTECT)
    receipt = models.BinaryField()
    issuer = models.CharField(max_length=13)
    agrees = models.BooleanField()
    state = models.TextField(default="abierta")
    begun_at = models.DateTimeField()
    begun = models.BigIntegerField()  # seconds of real time, as ``missed``: a moved clock gives no more tries
    tries = models.PositiveSmallIntegerField(default=0)
    missed = models.BigIntegerField(default=0)
    told_at = models.DateTimeField(null=True)  # the owner's own chain was told that somebody tries
    told_proved_at = models.DateTimeField(null=True)  # and that they proved it
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("account", "begun"), name="accounts_receipt_recent"),)
        constraints = (
            models.UniqueConstraint(
                fields=("receipt",), condition=Q(state="probada"), name="accounts_receipt_proves_once"
            ),
            models.UniqueConstraint(
                fields=("account",), condition=Q(state="abierta"), name="accounts_receipt_one_open"
            ),
        )


class TermsAccepted(models.Model):
    """Which versions an account accepted, and the signature that says so (none without an e.firma)."""

    account = models.ForeignKey(Account, models.PROTECT)
    terms = models.TextField()
    notice = models.TextField()
    signature = models.UUIDField(null=True)
    at = models.DateTimeField()


class Preferences(models.Model):
    """What a person prefers of the office (domain.accounts.preferences); no row where they chose nothing."""

    account = models.OneToOneField(Account, models.PROTECT, primary_key=True, related_name="+")
    language = models.TextField()
    letters = models.TextField()
    contrast = models.TextField()
    motion = models.TextField()
    changed_at = models.DateTimeField()


class Recovery(models.Model):
    """An account given back at the counter: what one official saw, and what another decided.

    Its two links, the person's and the one that stops it, are derived from its id with the installation's secret.
    ``account`` is the one it gave back, once it did; what is ``before`` is put back if it is stopped after.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    curp = models.CharField(max_length=18)
    name = models.TextField(blank=True)  # as the population registry has it; "" until it answers
    email = SealedTextField()
    document = models.TextField()
    document_last = models.CharField(max_length=4)
    document_expires = models.DateField(null=True)
    subject = models.UUIDField()  # in whose chain it is told: nobody's where the office knew nobody
    state = models.TextField()
    proposed_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    link_expires = models.BigIntegerField(default=0)  # real time
    stop_expires = models.BigIntegerField()  # real time
    ended_at = models.DateTimeField(null=True)  # completed, or stopped
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    before_email = SealedTextField(blank=True)
    before_proven = models.PositiveSmallIntegerField(null=True)  # null: there was no account

    class Meta:
        indexes = (models.Index(fields=("state", "proposed_at"), name="accounts_recovery_queue"),)
        constraints = (
            models.UniqueConstraint(
                fields=("curp",), condition=Q(state__in=("espera", "por_aprobar")), name="accounts_recovery_one_open"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=models.F("proposed_by")),
                name="accounts_recovery_two_people",
            ),
        )


class Dependency(models.Model):
    """That one account asked to act for somebody of its family, and what was decided; or that a tie was stopped.

    A tie that the register of affiliation gives is read there and never copied: only its being stopped is a row here
    (without ``account``, if whoever could act has none). ``person`` is the subject of whoever acts, ``dependent`` of
    the other, once it is known who they are.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.UUIDField()
    curp = models.CharField(max_length=18)
    dependent = models.UUIDField(null=True)
    name = models.TextField(blank=True)
    born = models.DateField(null=True)
    kinship = models.TextField()
    source = models.TextField(blank=True)
    state = models.TextField()
    asked_at = models.DateTimeField()
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    document = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    stopped_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("account", "curp"),
                condition=Q(state__in=("pedida", "en_revision")),
                name="accounts_one_open_dependency",
            ),
        )
        indexes = (
            models.Index(fields=("person", "dependent"), name="accounts_dependency_pair"),
            models.Index(fields=("dependent",), name="accounts_dependency_other"),
            models.Index(fields=("state", "asked_at"), name="accounts_dependency_state"),
        )


class FamilyNotice(models.Model):
    """That whoever acts for somebody was told of the end of it, or that it is near: once each."""

    person = models.UUIDField()
    dependent = models.UUIDField()
    what = models.TextField()
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "dependent", "what", "on"), name="accounts_family_told_once"),
        )
