"""What the population registry said of two people as parent and child, and which postal codes each clinic attends.

Whose rows a connection may see, and that nobody rewrites them, is in migration 0030.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from ventanilla.domain.affiliation import Filiacion

from .models import CURP, Clinica
from .models_registro import CODIGO_POSTAL


class RespuestaFiliacion(models.Model):
    """One answer of the population registry about two CURPs, kept as the evidence of what followed from it.

    ``subject`` is the holder who asked to register the other.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.UUIDField()
    hijo = models.CharField(max_length=18)
    progenitor = models.CharField(max_length=18)
    preguntado_at = models.DateTimeField()
    filiacion = models.CharField(max_length=12)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(filiacion__in=[each.value for each in Filiacion]), name="affiliation_filiacion_known"
            ),
            models.CheckConstraint(
                condition=Q(hijo__regex=CURP, progenitor__regex=CURP), name="affiliation_filiacion_shape"
            ),
        )
        indexes = (models.Index(fields=("hijo", "progenitor", "-preguntado_at"), name="affiliation_filiacion_last"),)


class CodigoClinica(models.Model):
    """Which clinic attends whoever lives in a postal code."""

    codigo_postal = models.CharField(max_length=5, primary_key=True)
    clinica = models.ForeignKey(Clinica, models.PROTECT, related_name="codigos")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(codigo_postal__regex=CODIGO_POSTAL), name="affiliation_codigo_shape"),
        )
