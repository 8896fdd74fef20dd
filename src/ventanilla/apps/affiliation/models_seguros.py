"""The Seguro de Salud para la Familia: each year that was paid, and whom it covers."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q

from ventanilla.domain.affiliation import ParentescoFamilia

from .models import Persona


class SeguroFamilia(models.Model):
    """A year that ``titular`` paid; one for each case and each payment. ``avisado``: how many warnings were given.

    ``fuente``: who says its price.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    titular = models.ForeignKey(Persona, models.PROTECT, related_name="seguros_contratados")
    dias = DateRangeField()
    pagado = models.DateField()
    referencia = models.TextField(unique=True)
    fuente = models.TextField(default="")
    caso = models.UUIDField(unique=True)
    registrado_at = models.DateTimeField()
    avisado = models.SmallIntegerField(default=0)

    class Meta:
        indexes = (models.Index(fields=("titular", "-registrado_at"), name="affiliation_familia_titular"),)


class MiembroSeguro(models.Model):
    """Somebody whom a year covers, with what theirs cost."""

    seguro = models.ForeignKey(SeguroFamilia, models.PROTECT, related_name="miembros")
    persona = models.ForeignKey(Persona, models.PROTECT, related_name="seguros")
    titular = models.UUIDField()
    dias = DateRangeField()
    parentesco = models.TextField()
    edad = models.SmallIntegerField()
    centavos = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("seguro", "persona"), name="affiliation_seguro_once"),
            models.CheckConstraint(
                condition=Q(parentesco__in=[each.value for each in ParentescoFamilia]),
                name="affiliation_seguro_parentesco",
            ),
            models.CheckConstraint(condition=Q(centavos__gt=0, edad__gte=0), name="affiliation_seguro_centavos"),
        )
        indexes = (models.Index(fields=("persona",), name="affiliation_seguro_persona"),)
