"""Documents, behind row-level security: what was issued, sealed or revoked is not changed or removed by anybody."""

import uuid

from django.db import migrations, models

GUARDS = """
ALTER TABLE documents_document
  ADD CONSTRAINT documents_sealed_whole CHECK (
    CASE WHEN sealed_at IS NULL THEN pdf IS NULL AND cose IS NULL
         ELSE pdf IS NOT NULL AND cose IS NOT NULL AND sello <> '' AND serial <> ''
              AND pdf_sha256 = encode(sha256(pdf), 'hex') END);

REVOKE ALL ON documents_document FROM ventanilla_web;
GRANT SELECT, INSERT ON documents_document TO ventanilla_web;
GRANT UPDATE (attempts, sello, serial, cose, pdf, pdf_sha256, sealed_at, revoked_on, replaced_by)
  ON documents_document TO ventanilla_web;

ALTER TABLE documents_document ENABLE ROW LEVEL SECURITY;
CREATE POLICY documents_own ON documents_document FOR SELECT TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) IN ('system', subject::text));
CREATE POLICY documents_office ON documents_document FOR ALL TO ventanilla_web
  USING (current_setting('ventanilla.scope', true) = 'system')
  WITH CHECK (current_setting('ventanilla.scope', true) = 'system');

CREATE FUNCTION documents_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'UPDATE' THEN
    RAISE EXCEPTION 'documents: a document is not removed (%)', TG_OP;
  END IF;
  IF (NEW.id, NEW.folio, NEW.subject, NEW."case", NEW.kind, NEW.title, NEW.template, NEW.content_type, NEW.content,
      NEW.content_sha256, NEW.holder, NEW.fact, NEW."on", NEW.cadena, NEW.issued_at, NEW.expires_on)
     IS DISTINCT FROM
     (OLD.id, OLD.folio, OLD.subject, OLD."case", OLD.kind, OLD.title, OLD.template, OLD.content_type, OLD.content,
      OLD.content_sha256, OLD.holder, OLD.fact, OLD."on", OLD.cadena, OLD.issued_at, OLD.expires_on) THEN
    RAISE EXCEPTION 'documents: what was issued is not changed';
  END IF;
  IF OLD.sealed_at IS NOT NULL AND
     (NEW.sello, NEW.serial, NEW.cose, NEW.pdf, NEW.pdf_sha256, NEW.sealed_at) IS DISTINCT FROM
     (OLD.sello, OLD.serial, OLD.cose, OLD.pdf, OLD.pdf_sha256, OLD.sealed_at) THEN
    RAISE EXCEPTION 'documents: what was sealed is not changed';
  END IF;
  IF OLD.revoked_on IS NOT NULL AND
     (NEW.revoked_on, NEW.replaced_by) IS DISTINCT FROM (OLD.revoked_on, OLD.replaced_by) THEN
    RAISE EXCEPTION 'documents: what was revoked stays revoked';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER documents_fixed BEFORE UPDATE OR DELETE ON documents_document
  FOR EACH ROW EXECUTE FUNCTION documents_fixed();
CREATE TRIGGER documents_kept BEFORE TRUNCATE ON documents_document
  FOR EACH STATEMENT EXECUTE FUNCTION documents_fixed();

-- What anybody who holds the paper may ask: by folio only, and nothing about a person.
CREATE FUNCTION documents_status(wanted text)
RETURNS TABLE (folio text, kind text, title text, issued_at timestamptz, expires_on date, revoked_on date,
               replaced_by text, sealed boolean, cadena_sha256 bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT d.folio, d.kind, d.title, d.issued_at, d.expires_on, d.revoked_on, d.replaced_by,
         d.sealed_at IS NOT NULL, sha256(convert_to(d.cadena, 'UTF8'))
  FROM documents_document d WHERE d.folio = wanted
$$;
REVOKE ALL ON FUNCTION documents_status(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION documents_status(text) TO ventanilla_web;
"""


class Migration(migrations.Migration):
    """The register of documents."""

    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("folio", models.CharField(max_length=12, unique=True)),
                ("subject", models.UUIDField()),
                ("case", models.UUIDField()),
                ("kind", models.TextField()),
                ("title", models.TextField()),
                ("template", models.TextField()),
                ("content_type", models.TextField()),
                ("content", models.JSONField()),
                ("content_sha256", models.CharField(max_length=64)),
                ("holder", models.TextField(blank=True)),
                ("fact", models.TextField(blank=True)),
                ("on", models.DateField()),
                ("cadena", models.TextField()),
                ("issued_at", models.DateTimeField()),
                ("expires_on", models.DateField(null=True)),
                ("attempts", models.IntegerField(default=0)),
                ("sello", models.TextField(blank=True)),
                ("serial", models.TextField(blank=True)),
                ("cose", models.BinaryField(null=True)),
                ("pdf", models.BinaryField(null=True)),
                ("pdf_sha256", models.CharField(blank=True, max_length=64)),
                ("sealed_at", models.DateTimeField(null=True)),
                ("revoked_on", models.DateField(null=True)),
                ("replaced_by", models.CharField(blank=True, max_length=12)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["subject", "-issued_at"], name="documents_subject"),
                    models.Index(fields=["case"], name="documents_case"),
                    models.Index(
                        condition=models.Q(("sealed_at", None)), fields=["issued_at"], name="documents_unsealed"
                    ),
                ],
            },
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
