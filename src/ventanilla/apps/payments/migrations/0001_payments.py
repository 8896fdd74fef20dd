"""Where people are paid, the deposits that prove it, and what banks said. What was registered is never rewritten."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from ventanilla.apps.eventlog.api import SealedTextField

GUARDS = """
ALTER TABLE payments_cuentabancaria ENABLE ROW LEVEL SECURITY;
ALTER TABLE payments_depositocentavo ENABLE ROW LEVEL SECURITY;
ALTER TABLE payments_respuestatitular ENABLE ROW LEVEL SECURITY;

CREATE POLICY payments_office ON payments_cuentabancaria TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) = 'system')
  WITH CHECK (current_setting('ventanilla.scope', true) = 'system');
CREATE POLICY payments_own ON payments_cuentabancaria FOR SELECT TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) = subject::text);
CREATE POLICY payments_office ON payments_depositocentavo TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) = 'system')
  WITH CHECK (current_setting('ventanilla.scope', true) = 'system');
CREATE POLICY payments_own ON payments_depositocentavo FOR SELECT TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) = subject::text);
CREATE POLICY payments_office ON payments_respuestatitular TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) = 'system')
  WITH CHECK (current_setting('ventanilla.scope', true) = 'system');
CREATE POLICY payments_own ON payments_respuestatitular FOR SELECT TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) = subject::text);

-- The number of an account never changes, nor whose it is: only what became of it.
REVOKE UPDATE, DELETE, TRUNCATE ON payments_cuentabancaria, payments_depositocentavo, payments_respuestatitular
  FROM ventanilla_web;
GRANT UPDATE (comprobada_at, desde, terminada_at, fin) ON payments_cuentabancaria TO ventanilla_web;
GRANT UPDATE (intentos, enviado_at, referencia, cerrado_at) ON payments_depositocentavo TO ventanilla_web;

-- What ended does not come back, and what was proved keeps the instant from which money may move.
CREATE FUNCTION payments_only_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.terminada_at IS NOT NULL OR (OLD.comprobada_at IS NOT NULL
     AND (NEW.comprobada_at IS DISTINCT FROM OLD.comprobada_at OR NEW.desde IS DISTINCT FROM OLD.desde)) THEN
    RAISE EXCEPTION 'an account goes forward only';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payments_only_forward BEFORE UPDATE ON payments_cuentabancaria
  FOR EACH ROW EXECUTE FUNCTION payments_only_forward();
"""


class Migration(migrations.Migration):
    """Three tables, behind row-level security."""

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="CuentaBancaria",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("subject", models.UUIDField()),
                ("clabe", SealedTextField()),
                ("huella", models.BinaryField()),
                ("banco", models.CharField(max_length=3)),
                ("terminacion", models.CharField(max_length=4)),
                ("con_codigo", models.BooleanField()),
                ("caso", models.UUIDField(null=True)),
                ("registrada_at", models.DateTimeField()),
                ("comprobada_at", models.DateTimeField(null=True)),
                ("desde", models.DateTimeField(null=True)),
                ("terminada_at", models.DateTimeField(null=True)),
                ("fin", models.TextField(blank=True)),
            ],
            options={
                "indexes": [models.Index(fields=["subject", "-registrada_at"], name="payments_cuenta_subject")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("comprobada_at", None), ("terminada_at", None)),
                        fields=("subject",),
                        name="payments_cuenta_one_to_prove",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fin__in", ["", "sustituida", "cancelada", "desconocida", "rechazada"])),
                        name="payments_cuenta_fin",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("comprobada_at", None), ("desde", None)),
                            models.Q(("comprobada_at__isnull", False), ("desde__isnull", False)),
                            _connector="OR",
                        ),
                        name="payments_cuenta_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RespuestaTitular",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.UUIDField()),
                ("huella", models.BinaryField()),
                ("preguntado_at", models.DateTimeField()),
                ("dicho", models.TextField()),
            ],
            options={
                "indexes": [models.Index(fields=["subject", "-preguntado_at"], name="payments_titular_subject")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("dicho__in", ["si", "no", "sin_dato"])), name="payments_titular_known"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DepositoCentavo",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("subject", models.UUIDField()),
                ("numero", models.SmallIntegerField()),
                ("pedido_at", models.DateTimeField()),
                ("vence_at", models.DateTimeField()),
                ("intentos", models.SmallIntegerField(default=0)),
                ("enviado_at", models.DateTimeField(null=True)),
                ("referencia", models.TextField(blank=True)),
                ("cerrado_at", models.DateTimeField(null=True)),
                (
                    "cuenta",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="depositos",
                        to="payments.cuentabancaria",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["subject"], name="payments_deposito_subject")],
                "constraints": [
                    models.UniqueConstraint(fields=("cuenta", "numero"), name="payments_deposito_numero"),
                    models.UniqueConstraint(
                        condition=models.Q(("cerrado_at", None)), fields=("cuenta",), name="payments_deposito_one_open"
                    ),
                ],
            },
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
