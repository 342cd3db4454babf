from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("web", "0001_demo_mail")]
    operations = [
        migrations.AddField(
            model_name="mail",
            name="message_id",
            field=models.CharField(blank=True, db_default="", max_length=200),
        ),
    ]
