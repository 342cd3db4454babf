"""An approval carries a written reason for each check of its plan that needs a person."""

from django.db import migrations, models

FORWARD = """
CREATE FUNCTION approval_decides_every_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.decision = 'approved' AND EXISTS (
    SELECT 1 FROM networks_planversion p, jsonb_array_elements(p.checks) asked
    WHERE p.id = NEW.plan_id AND asked->>'level' = 'needs_human' AND NOT EXISTS (
      SELECT 1 FROM jsonb_array_elements(NEW.decisions) given
      WHERE given->>'code' = asked->>'code' AND given->>'path' = asked->>'path'
        AND btrim(given->>'reason') <> '')) THEN
    RAISE EXCEPTION 'a check of plan % has no written reason', NEW.plan_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER approval_decides_every_check BEFORE INSERT OR UPDATE ON networks_approval
  FOR EACH ROW EXECUTE FUNCTION approval_decides_every_check();
"""
BACKWARD = """
DROP TRIGGER approval_decides_every_check ON networks_approval;
DROP FUNCTION approval_decides_every_check();
"""


class Migration(migrations.Migration):
    dependencies = [("networks", "0003_drafts_name_their_last_editor")]
    operations = [
        migrations.AddField(
            model_name="approval",
            name="decisions",
            field=models.JSONField(
                db_default=models.Value([], models.JSONField()), default=list
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
