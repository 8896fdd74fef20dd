"""What only a demonstration keeps: when its register was drawn, and the e-mails it would have sent."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Siembra(models.Model):
    """The one draw of this installation: the same seed and day draw the same people again."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    seed = models.BigIntegerField()
    today = models.DateField()
    workers = models.PositiveIntegerField()
    employers = models.PositiveIntegerField()
    seeded_at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(id=1), name="demo_one_draw"),)


class Correo(models.Model):
    """An e-mail as it was handed over for delivery; a demonstration delivers it here, once for each ``key``."""

    key = models.TextField(unique=True)
    sent_at = models.DateTimeField()
    to = models.TextField()
    subject = models.TextField()
    body = models.TextField()

    class Meta:
        indexes = (models.Index(fields=("-sent_at",), name="demo_correo_newest"),)
