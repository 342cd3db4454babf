"""Rates are written once a request: no WAL, and room on the page for the next version of the row."""

from django.db import migrations

FORWARD = "ALTER TABLE portal_api_bucket SET UNLOGGED; ALTER TABLE portal_api_bucket SET (fillfactor = 50);"
BACKWARD = "ALTER TABLE portal_api_bucket SET LOGGED; ALTER TABLE portal_api_bucket RESET (fillfactor);"


class Migration(migrations.Migration):
    dependencies = [("api", "0001_keys_answers_and_rates")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
