"""A draft names the person who wrote it last, and the opened page on which that happened."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("networks", "0002_plans_and_approvals_are_fixed"),
    ]
    operations = [
        migrations.AddField(
            model_name="networkrequest",
            name="edited_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="networkrequest",
            name="edited_in",
            field=models.CharField(blank=True, db_default="", max_length=32),
        ),
    ]
