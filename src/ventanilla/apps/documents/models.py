"""Documents: what was issued, from its folio to its sealed file."""

from __future__ import annotations

import uuid

from django.db import models


class Document(models.Model):
    """One document. What it says is fixed when it is issued; its file is fixed when it is sealed.

    ``content`` is what the decision concluded (``content_type`` names its dataclass), and the only thing
    the template prints besides the seal; ``content_sha256`` is inside the cadena original. ``holder`` is
    already masked. A row is sealed when ``sealed_at`` is set: then every column of the seal is. Its file is in
    the storage under ``key``, of ``size`` bytes; ``pdf`` holds that of the documents sealed before there was one.
    ``stamp`` says "puesto" where its seal has a timestamp, or why it has none (``TimestampFault``); "" where no
    authority of time was configured. ``longterm`` says "puesto" where its file brings what verifies it years later,
    or why it does not (``Doubt``, or "revocada"); "" where it has no timestamp or nobody was asked. ``fault`` says why
    there is no file to hand over (``domain.documents.Fault``), or is "".

    One decision of one case gives one document: the same order again is the same row (``documents_once``).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    folio = models.CharField(max_length=12, unique=True)
    subject = models.UUIDField()
    case = models.UUIDField()
    account = models.UUIDField(null=True)  # that filed the case: whoever acts by an authorisation sees only their own
    kind = models.TextField()
    title = models.TextField()
    template = models.TextField()
    content_type = models.TextField()
    content = models.JSONField()  # schema: the dataclass content_type, through domain.documents.jsonable
    content_sha256 = models.CharField(max_length=64)
    holder = models.TextField(blank=True)
    fact = models.TextField(blank=True)
    on = models.DateField()
    cadena = models.TextField()
    issued_at = models.DateTimeField()
    expires_on = models.DateField(null=True)
    attempts = models.IntegerField(default=0)
    sello = models.TextField(blank=True)
    serial = models.TextField(blank=True)
    cose = models.BinaryField(null=True)
    pdf = models.BinaryField(null=True)
    key = models.TextField(blank=True)
    size = models.BigIntegerField(null=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    sealed_at = models.DateTimeField(null=True)
    stamp = models.TextField(blank=True)
    longterm = models.TextField(blank=True)
    fault = models.TextField(blank=True)
    revoked_on = models.DateField(null=True)
    replaced_by = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("case", "template", "content_sha256", "on"),
                condition=models.Q(revoked_on=None),
                name="documents_once",
            ),
        )
        indexes = (
            models.Index(fields=("subject", "-issued_at"), name="documents_subject"),
            models.Index(fields=("case",), name="documents_case"),
            models.Index(fields=("issued_at",), name="documents_unsealed", condition=models.Q(sealed_at=None)),
            models.Index(fields=("revoked_on",), name="documents_revoked", condition=~models.Q(revoked_on=None)),
        )


class StatusListing(models.Model):
    """The list of what was revoked that is published now: one row, which says nothing of anybody."""

    id = models.SmallIntegerField(primary_key=True, default=1, editable=False)
    cose = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="documents_one_status_list"),)
