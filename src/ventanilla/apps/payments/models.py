"""The accounts in which people are paid, the deposits that prove them, and what banks said of whose they are."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from ventanilla.apps.eventlog.api import SealedTextField
from ventanilla.domain.payments import Fin, Motivo, Titular


class CuentaBancaria(models.Model):
    """An account of ``subject``. The number is sealed; ``huella`` recognises it, and bank and last four are shown.

    ``desde``: from when it is paid into, once it was proved. What was registered never changes, only what became of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.UUIDField()
    clabe = SealedTextField()
    huella = models.BinaryField()
    banco = models.CharField(max_length=3)
    terminacion = models.CharField(max_length=4)
    con_codigo = models.BooleanField()
    caso = models.UUIDField(null=True)
    registrada_at = models.DateTimeField()
    comprobada_at = models.DateTimeField(null=True)
    desde = models.DateTimeField(null=True)
    terminada_at = models.DateTimeField(null=True)
    fin = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("subject",),
                condition=Q(comprobada_at=None, terminada_at=None),
                name="payments_cuenta_one_to_prove",
            ),
            models.CheckConstraint(condition=Q(fin__in=["", *(one.value for one in Fin)]), name="payments_cuenta_fin"),
            models.CheckConstraint(
                condition=Q(comprobada_at=None, desde=None) | Q(comprobada_at__isnull=False, desde__isnull=False),
                name="payments_cuenta_whole",
            ),
        )
        indexes = (models.Index(fields=("subject", "-registrada_at"), name="payments_cuenta_subject"),)


class DepositoCentavo(models.Model):
    """A deposit of one cent whose concept holds a code; the id is its idempotency key at the bank.

    The code is derived from the id with the installation's secret: no table holds it. Once ``cerrado_at`` it is spent.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cuenta = models.ForeignKey(CuentaBancaria, models.PROTECT, related_name="depositos")
    subject = models.UUIDField()
    numero = models.SmallIntegerField()
    pedido_at = models.DateTimeField()
    vence_at = models.DateTimeField()
    intentos = models.SmallIntegerField(default=0)
    enviado_at = models.DateTimeField(null=True)
    referencia = models.TextField(blank=True)
    cerrado_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("cuenta", "numero"), name="payments_deposito_numero"),
            models.UniqueConstraint(
                fields=("cuenta",), condition=Q(cerrado_at=None), name="payments_deposito_one_open"
            ),
        )
        indexes = (models.Index(fields=("subject",), name="payments_deposito_subject"),)


class RespuestaTitular(models.Model):
    """What a bank said of whose an account is; the number itself is not kept, only what recognises it."""

    subject = models.UUIDField()
    huella = models.BinaryField()
    preguntado_at = models.DateTimeField()
    dicho = models.TextField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(dicho__in=[each.value for each in Titular]), name="payments_titular_known"
            ),
        )
        indexes = (models.Index(fields=("subject", "-preguntado_at"), name="payments_titular_subject"),)


class Cobro(models.Model):
    """What ``subject`` owes for something they asked for, paid by its ``referencia``. The id is that of what asks it.

    ``terminado_at``: nobody waits for it any more; what is paid after that is owed back. ``tomado_at``: whoever asked
    for it knows that it was paid; ``tarde``, that it waited for it no more. ``fallo_at``: when that last failed.
    ``sin_efecto_at``: it was taken, and then what it paid for was not given; it is owed back too.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    subject = models.UUIDField()
    concepto = models.TextField()
    centavos = models.BigIntegerField()
    hasta = models.DateField()
    referencia = models.CharField(max_length=53, unique=True)
    pedido_at = models.DateTimeField()
    pagado_at = models.DateTimeField(null=True)
    pagado_centavos = models.BigIntegerField(null=True)
    pagado_referencia = models.TextField(blank=True)
    terminado_at = models.DateTimeField(null=True)
    tomado_at = models.DateTimeField(null=True)
    fallo_at = models.DateTimeField(null=True)
    tarde = models.BooleanField(default=False)
    sin_efecto_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(centavos__gt=0), name="payments_cobro_centavos"),
            models.CheckConstraint(
                condition=Q(pagado_at=None, pagado_centavos=None, tomado_at=None) | Q(pagado_at__isnull=False),
                name="payments_cobro_paid",
            ),
        )
        indexes = (
            models.Index(fields=("subject", "-pedido_at"), name="payments_cobro_subject"),
            models.Index(
                fields=("pagado_at",),
                name="payments_cobro_to_take",
                condition=Q(pagado_at__isnull=False, tomado_at=None),
            ),
        )


class PagoRecibido(models.Model):
    """A notice of the bank, once by its number; ``cobro`` None where nobody owes anything by that reference.

    ``sobra``: what was owed by it had been paid before, so it is to be given back.
    """

    numero = models.BigIntegerField(primary_key=True)
    referencia = models.TextField()
    centavos = models.BigIntegerField()
    pagado_at = models.DateTimeField()
    banco_referencia = models.TextField()
    recibido_at = models.DateTimeField()
    cobro = models.ForeignKey(Cobro, models.PROTECT, null=True, related_name="pagos")
    sobra = models.BooleanField(default=False)


class Devolucion(models.Model):
    """What is owed back of one notice of the bank, once: proposed by an official, approved by another, and paid.

    Looked at again (``intento`` grows), the approval and its account are empty. ``ordenada_at``: from then on the order
    is the bank's; ``id`` and ``intento`` are the key by which it knows that it made it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.UUIDField()
    pago = models.OneToOneField(PagoRecibido, models.PROTECT, related_name="devolucion")
    motivo = models.TextField()
    centavos = models.BigIntegerField()
    debida_at = models.DateTimeField()
    intento = models.SmallIntegerField(default=1)
    rechazada = models.BooleanField(default=False)
    propuesta_por = models.UUIDField(null=True)
    propuesta_at = models.DateTimeField(null=True)
    aprobada_por = models.UUIDField(null=True)
    aprobada_at = models.DateTimeField(null=True)
    cuenta = models.ForeignKey(CuentaBancaria, models.PROTECT, null=True, related_name="devoluciones")
    ordenada_at = models.DateTimeField(null=True)
    pagada_at = models.DateTimeField(null=True)
    referencia = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(centavos__gt=0), name="payments_devolucion_centavos"),
            models.CheckConstraint(
                condition=Q(motivo__in=[one.value for one in Motivo]), name="payments_devolucion_motivo"
            ),
            models.CheckConstraint(
                condition=Q(aprobada_por=None, aprobada_at=None, cuenta=None, ordenada_at=None)
                | (
                    Q(aprobada_por__isnull=False, aprobada_at__isnull=False, cuenta__isnull=False)
                    & Q(propuesta_por__isnull=False)
                    & ~Q(aprobada_por=models.F("propuesta_por"))
                ),
                name="payments_devolucion_two_people",
            ),
            models.CheckConstraint(
                condition=Q(pagada_at=None) | Q(ordenada_at__isnull=False), name="payments_devolucion_ordered"
            ),
        )
        indexes = (
            models.Index(fields=("subject", "-debida_at"), name="payments_devolucion_subject"),
            models.Index(fields=("debida_at",), name="payments_devolucion_owed", condition=Q(pagada_at=None)),
        )
