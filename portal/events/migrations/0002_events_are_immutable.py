"""Events refuse UPDATE and DELETE; erasing the personal part goes through one function."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION event_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND current_setting('portal.erasing', true) = 'yes'
     AND NEW.detail IS NULL AND (to_jsonb(NEW) - 'detail') = (to_jsonb(OLD) - 'detail') THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'events are never changed or removed (% of %)', TG_OP, OLD.id USING ERRCODE = '42501';
END $$;
CREATE TRIGGER event_is_immutable BEFORE UPDATE OR DELETE ON events_event
  FOR EACH ROW EXECUTE FUNCTION event_is_immutable();
CREATE FUNCTION event_truncate_refused() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'events are never removed' USING ERRCODE = '42501';
END $$;
CREATE TRIGGER event_truncate_refused BEFORE TRUNCATE ON events_event
  FOR EACH STATEMENT EXECUTE FUNCTION event_truncate_refused();
CREATE FUNCTION erase_event_detail(event uuid) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE found_one boolean;
BEGIN
  PERFORM set_config('portal.erasing', 'yes', true);
  UPDATE events_event SET detail = NULL WHERE id = event;
  found_one := FOUND;
  PERFORM set_config('portal.erasing', 'no', true);
  RETURN found_one;
END $$;
"""
BACKWARD = """
DROP FUNCTION erase_event_detail(uuid);
DROP TRIGGER event_truncate_refused ON events_event;
DROP FUNCTION event_truncate_refused();
DROP TRIGGER event_is_immutable ON events_event;
DROP FUNCTION event_is_immutable();
"""


class Migration(migrations.Migration):
    dependencies = [("events", "0001_chained_events")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
