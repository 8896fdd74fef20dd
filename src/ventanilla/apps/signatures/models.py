"""Challenges live two minutes; signatures and what was known of their certificates stay for ever."""

from __future__ import annotations

import uuid

from django.db import models


class IssuedChallengeRow(models.Model):
    """A challenge: one use, one session, one type of act."""

    nonce = models.CharField(max_length=43, primary_key=True)
    session_sha256 = models.CharField(max_length=64)
    typ = models.TextField()
    audience = models.TextField()
    issued_at = models.BigIntegerField()
    expires_at = models.BigIntegerField()
    case = models.UUIDField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "signatures_challenge"
        indexes = (models.Index(fields=("expires_at",), name="signatures_expiry"),)


class Signature(models.Model):
    """A verified signature with what it signed; re-verifiable years later from this row alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    typ = models.TextField()
    subject = models.UUIDField()
    account = models.UUIDField()
    case = models.UUIDField(null=True)
    payload = models.BinaryField()
    certificate = models.BinaryField()
    value = models.BinaryField()
    serial = models.TextField()
    trust = models.TextField()
    chain = models.TextField()  # SHA-256 of each certificate, leaf first, separated by spaces
    at = models.DateTimeField()


class AuthorityCertificate(models.Model):
    """An authority above some signer's certificate, kept because anchors are withdrawn and signatures are not."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    certificate = models.BinaryField()


class SignatureTimestamp(models.Model):
    """What a time-stamping authority said of a signature (RFC 3161): beside it, never in it."""

    signature = models.OneToOneField(Signature, on_delete=models.PROTECT, related_name="timestamp")
    token = models.BinaryField()
    cades_t = models.BinaryField()  # the signature's CMS with the token as an unsigned attribute
    authority_sha256 = models.CharField(max_length=64)
    stamped_at = models.DateTimeField()  # by the authority's clock
    kept_at = models.DateTimeField()


class RevocationCheck(models.Model):
    """One answer (or silence) of the authority about the certificate of a signature."""

    signature = models.ForeignKey(Signature, on_delete=models.PROTECT, related_name="checks")
    state = models.TextField()
    doubt = models.TextField(blank=True)
    raw = models.BinaryField()
    checked_at = models.DateTimeField()


class SigningCeremony(models.Model):
    """An act that several people are asked to sign, and by whom; ``act`` is its canonical JSON, with its ``typ``."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.TextField()
    act = models.BinaryField()
    account = models.UUIDField()
    subject = models.UUIDField()
    opened_at = models.DateTimeField()
    until = models.DateField()
    cancelled_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)


class CeremonySigner(models.Model):
    """One of them, and the signature they made."""

    ceremony = models.ForeignKey(SigningCeremony, on_delete=models.PROTECT, related_name="signers")
    subject = models.UUIDField()
    turn = models.SmallIntegerField()
    signature = models.OneToOneField(Signature, on_delete=models.PROTECT, related_name="+", null=True)
    signed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("ceremony", "subject"), name="signatures_signer_once"),)
