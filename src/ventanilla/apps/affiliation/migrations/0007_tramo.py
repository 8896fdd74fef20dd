"""Days at one wage, as they came to be known: made from the ledger, and no day twice as known at one instant."""

from itertools import groupby
from typing import Any

import django.contrib.postgres.fields.ranges
from django.db import migrations, models
from psycopg.types.range import Range

from ventanilla.domain.affiliation import (
    Movimiento,
    SemanaJornada,
    Tipo,
    TipoSalario,
    TipoTrabajador,
    conocidos,
)

BATCH = 2_000  # rows

GUARDS = """
ALTER TABLE affiliation_tramo
  ADD CONSTRAINT affiliation_tramo_days
    CHECK (NOT isempty(dias) AND NOT lower_inf(dias) AND empleo_desde <= lower(dias)),
  ADD CONSTRAINT affiliation_tramo_known CHECK (NOT isempty(conocido) AND NOT lower_inf(conocido)),
  ADD CONSTRAINT affiliation_one_wage_a_day
    EXCLUDE USING gist (persona_id WITH =, registro_id WITH =, dias WITH &&, conocido WITH &&);

ALTER TABLE affiliation_tramo ENABLE ROW LEVEL SECURITY;
CREATE POLICY affiliation_office ON affiliation_tramo TO ventanilla_web
  USING ((SELECT affiliation_is_office())) WITH CHECK ((SELECT affiliation_is_office()));
CREATE POLICY affiliation_own ON affiliation_tramo FOR SELECT TO ventanilla_web
  USING (persona_id = (SELECT affiliation_scope()));
CREATE POLICY affiliation_employer ON affiliation_tramo FOR SELECT TO ventanilla_web
  USING (registro_id = ANY (
    ARRAY(SELECT subject FROM affiliation_registropatronal WHERE patron_id = affiliation_scope())
  ));

REVOKE ALL ON affiliation_tramo FROM ventanilla_web;
GRANT SELECT, INSERT, UPDATE (conocido) ON affiliation_tramo TO ventanilla_web;

-- What is held true may end. What was held true until an instant stays as it was held.
CREATE FUNCTION affiliation_tramo_ends() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  IF NOT upper_inf(OLD.conocido) OR upper_inf(NEW.conocido) OR isempty(NEW.conocido)
     OR lower(NEW.conocido) IS DISTINCT FROM lower(OLD.conocido) THEN
    RAISE EXCEPTION 'affiliation: what was held true is only ended, and once';
  END IF;
  OLD.conocido := NEW.conocido;
  IF NEW IS DISTINCT FROM OLD THEN
    RAISE EXCEPTION 'affiliation: of what is held true only the end is written';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER affiliation_tramo_ends BEFORE UPDATE ON affiliation_tramo
  FOR EACH ROW EXECUTE FUNCTION affiliation_tramo_ends();

-- How it is made again: whole, by the office, in the transaction that fills it from the ledger. Nobody removes a row.
CREATE FUNCTION affiliation_tramo_forget() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT affiliation_is_office() THEN
    RAISE EXCEPTION 'affiliation: only the office makes a projection again' USING ERRCODE = 'insufficient_privilege';
  END IF;
  LOCK TABLE affiliation_movimiento, affiliation_tramo IN SHARE ROW EXCLUSIVE MODE;
  DELETE FROM affiliation_tramo;
END $$;
REVOKE ALL ON FUNCTION affiliation_tramo_forget() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION affiliation_tramo_forget() TO ventanilla_web;
"""


def fill(apps: Any, editor: Any) -> None:
    """From the movements that there are already."""
    movimiento, tramo = (apps.get_model("affiliation", name) for name in ("Movimiento", "Tramo"))
    rows = movimiento.objects.select_related("registro").order_by("persona_id", "registro_id").iterator(BATCH)
    for (persona, registro), own in groupby(rows, key=lambda row: (row.persona_id, row.registro_id)):
        tramo.objects.bulk_create(
            tramo(
                persona_id=persona,
                registro_id=registro,
                dias=Range(one.tramo.desde, one.tramo.hasta, "[)" if one.tramo.hasta is None else "[]"),
                conocido=Range(one.desde, one.hasta, "[)"),
                nss=one.tramo.nss,
                empleo_desde=one.tramo.empleo_desde,
                sbc_centavos=one.tramo.sbc_centavos,
                trabajador=one.tramo.trabajador.value,
                salario=one.tramo.salario.value,
                semana=one.tramo.semana.value,
                contrato_hasta=one.tramo.contrato_hasta,
            )
            for one in conocidos(fact(row) for row in own)
        )


def fact(row: Any) -> Movimiento:
    """The movement as the rules know it."""
    return Movimiento(
        row.id,
        Tipo(row.tipo),
        row.nss,
        row.registro.numero,
        row.fecha,
        row.recorded_at,
        row.sbc_centavos,
        row.causa,
        row.supersedes_id,
        row.declarada,
        TipoTrabajador(row.trabajador),
        TipoSalario(row.salario),
        SemanaJornada(row.semana),
        row.contrato_hasta,
    )


class Migration(migrations.Migration):
    """The projection."""

    dependencies = [("affiliation", "0006_ledger")]
    operations = [
        migrations.CreateModel(
            name="Tramo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("dias", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("conocido", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("nss", models.CharField(max_length=11)),
                ("empleo_desde", models.DateField()),
                ("sbc_centavos", models.BigIntegerField()),
                ("trabajador", models.CharField(max_length=1)),
                ("salario", models.CharField(max_length=1)),
                ("semana", models.CharField(max_length=1)),
                ("contrato_hasta", models.DateField(null=True)),
                (
                    "persona",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=models.PROTECT,
                        related_name="tramos",
                        to="affiliation.persona",
                    ),
                ),
                (
                    "registro",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=models.PROTECT,
                        related_name="tramos",
                        to="affiliation.registropatronal",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("sbc_centavos__gt", 0)), name="affiliation_tramo_wage")
                ],
                "indexes": [
                    models.Index(fields=["persona", "registro"], name="affiliation_tramo_persona"),
                    models.Index(
                        condition=models.Q(("conocido__upper_inf", True)),
                        fields=["registro", "nss", "persona"],
                        name="affiliation_tramo_plantilla",
                    ),
                ],
            },
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
    ]
