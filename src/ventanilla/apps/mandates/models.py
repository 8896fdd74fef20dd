"""The table of authorisations: what was given never changes, only what became of it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ventanilla.domain.authority.mandate import MandateState, Source


class MandateRow(models.Model):
    """``grantor`` lets whoever has ``curp`` do ``acts`` for it (`domain.authority.Mandate`).

    ``grantee`` is their subject once they have an account, and surely once they accepted. ``acts`` and ``registros``
    are written with a space between. ``giver`` is the human who gave it from an authorisation of theirs (``parent``),
    ``giver_account`` whoever signed it, ``case`` the request in which they did. ``warned_at``: when both sides were
    told that it comes to its end.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    grantor = models.UUIDField()
    grantor_name = models.TextField()
    grantor_rfc = models.TextField(blank=True)
    grantee = models.UUIDField(null=True)
    grantee_name = models.TextField(blank=True)
    curp = models.CharField(max_length=18)
    rfc = models.TextField(blank=True)
    acts = models.TextField()
    registros = models.TextField(blank=True)
    since = models.DateField()
    until = models.DateField(null=True)
    can_delegate = models.BooleanField(default=False)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    source = models.TextField(default=Source.OTORGADA.value)
    deed = models.TextField(blank=True)
    giver = models.UUIDField(null=True)
    giver_account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    case = models.UUIDField(null=True)
    offered_at = models.DateTimeField()
    state = models.TextField(default=MandateState.OFRECIDA.value)
    grantee_account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_on = models.DateField(null=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    renounced = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    warned_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "mandates_mandate"
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in MandateState]), name="mandates_state_known"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True, source=Source.ESCRITURA.value)
                | Q(until__isnull=False, until__gte=F("since")),
                name="mandates_dates",
            ),
            models.CheckConstraint(
                condition=Q(state=MandateState.REVOCADA.value, revoked_at__isnull=False, revoked_on__isnull=False)
                | (~Q(state=MandateState.REVOCADA.value) & Q(revoked_at__isnull=True, revoked_on__isnull=True)),
                name="mandates_revoked_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state=MandateState.ACEPTADA.value) | Q(grantee__isnull=False),
                name="mandates_accepted_by_somebody",
            ),
        )
        indexes = (
            models.Index(fields=("grantor", "-offered_at"), name="mandates_grantor"),
            models.Index(fields=("grantee", "state"), name="mandates_grantee"),
            models.Index(fields=("curp", "state"), name="mandates_curp"),
            models.Index(fields=("giver",), name="mandates_giver"),
            models.Index(
                fields=("until",),
                name="mandates_to_warn",
                condition=Q(state=MandateState.ACEPTADA.value, warned_at__isnull=True),
            ),
        )
