"""What a person adds to their own history: what their payroll receipts say, and whom they never worked for.

Only what is compared is kept: not the file, nor what else it says. Theirs to take back. Whose rows a connection may
see is in migration 0060.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from .models import Persona


class ReciboGuardado(models.Model):
    """An ordinary receipt whose seal held. ``folio`` is its fiscal UUID; ``registro`` "" where it names none."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    persona = models.ForeignKey(Persona, models.PROTECT, related_name="recibos")
    folio = models.UUIDField()
    registro = models.CharField(max_length=11, blank=True)
    rfc_patron = models.CharField(max_length=13)
    desde = models.DateField()
    hasta = models.DateField()
    sbc_centavos = models.BigIntegerField()
    guardado_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("persona", "folio"), name="affiliation_recibo_once"),
            models.CheckConstraint(condition=Q(hasta__gte=F("desde")), name="affiliation_recibo_days"),
            models.CheckConstraint(condition=Q(sbc_centavos__gt=0), name="affiliation_recibo_wage"),
        )


class EmpleadorNoReconocido(models.Model):
    """A registro of which the person said that they never worked for whoever has it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    persona = models.ForeignKey(Persona, models.PROTECT, related_name="no_reconoce")
    registro = models.CharField(max_length=11)
    dicho_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("persona", "registro"), name="affiliation_no_reconocido_once"),)
