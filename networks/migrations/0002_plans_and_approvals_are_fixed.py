"""A plan's bytes never change, and nobody approves a request of their own."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION plan_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'plans are never changed (%)', OLD.id USING ERRCODE = '42501';
END $$;
CREATE TRIGGER plan_is_immutable BEFORE UPDATE ON networks_planversion
  FOR EACH ROW EXECUTE FUNCTION plan_is_immutable();
CREATE FUNCTION approver_is_not_requester() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.decision = 'approved' AND EXISTS (
    SELECT 1 FROM networks_planversion p JOIN networks_networkrequest r ON r.id = p.network_request_id
    WHERE p.id = NEW.plan_id AND r.requester_id = NEW.approver_id) THEN
    RAISE EXCEPTION 'the requester may not approve (%)', NEW.plan_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER approver_is_not_requester BEFORE INSERT OR UPDATE ON networks_approval
  FOR EACH ROW EXECUTE FUNCTION approver_is_not_requester();
"""
BACKWARD = """
DROP TRIGGER approver_is_not_requester ON networks_approval;
DROP FUNCTION approver_is_not_requester();
DROP TRIGGER plan_is_immutable ON networks_planversion;
DROP FUNCTION plan_is_immutable();
"""


class Migration(migrations.Migration):
    dependencies = [("networks", "0001_connections_requests_runs")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
