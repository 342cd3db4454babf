"""A published edition of the rules is never changed or removed, since results point to it."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION rule_policy_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a published edition is never changed or removed (% of % #%); publish the next one',
    TG_OP, OLD.key, OLD.edition USING ERRCODE = '42501';
END $$;
CREATE TRIGGER rule_policy_stands BEFORE UPDATE OR DELETE ON icp_rulepolicy
  FOR EACH ROW EXECUTE FUNCTION rule_policy_stands();
"""
BACKWARD = """
DROP TRIGGER rule_policy_stands ON icp_rulepolicy;
DROP FUNCTION rule_policy_stands();
"""


class Migration(migrations.Migration):
    dependencies = [("icp", "0001_eligibility_checks")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
