"""An installation that takes up notifications does not tell its whole past."""

from django.db import migrations

FORWARD = """
INSERT INTO notifications_bookmark (organization_id, sequence)
SELECT organization_id, sequence FROM events_head
ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0001_notices_opt_outs_and_bookmarks"),
        ("events", "0002_events_are_immutable"),
    ]
    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
