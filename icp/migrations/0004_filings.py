

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_invitations'),
        ('icp', '0003_domain_lookups'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Desk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('languages', models.JSONField(default=list)),
                ('provinces', models.JSONField(blank=True, default=list)),
                ('most_filings', models.PositiveSmallIntegerField(default=20)),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='desk', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Filing',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('filing_type', models.CharField(max_length=20)),
                ('service', models.CharField(default='website', max_length=10)),
                ('state', models.CharField(default='DRAFT', max_length=20)),
                ('state_since', models.DateTimeField()),
                ('answers', models.JSONField(default=dict)),
                ('sealed_answers', models.BinaryField(default=bytes)),
                ('entity_type', models.CharField(blank=True, max_length=30)),
                ('province', models.CharField(blank=True, max_length=40)),
                ('domain', models.CharField(blank=True, max_length=253)),
                ('title', models.CharField(blank=True, max_length=120)),
                ('row_version', models.PositiveIntegerField(default=1)),
                ('edited_in', models.CharField(blank=True, max_length=32)),
                ('opened_at', models.DateTimeField()),
                ('verdicts', models.JSONField(default=list)),
                ('round', models.PositiveSmallIntegerField(default=0)),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('changed_at', models.DateTimeField()),
                ('assigned_at', models.DateTimeField(blank=True, null=True)),
                ('due_at', models.DateTimeField(blank=True, null=True)),
                ('face_checked_at', models.DateTimeField(blank=True, null=True)),
                ('codes_entered', models.JSONField(default=list)),
                ('wrong_codes', models.JSONField(default=dict)),
                ('icp_number', models.CharField(blank=True, max_length=40)),
                ('granted_at', models.DateTimeField(blank=True, null=True)),
                ('unlocked_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('about', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followed_by', to='icp.filing')),
                ('assigned_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assigned_filings', to=settings.AUTH_USER_MODEL)),
                ('eligibility_check', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='icp.eligibilitycheck')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='filings', to='accounts.organization')),
            ],
            options={
                'ordering': ['-created_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Deadline',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=10)),
                ('state', models.CharField(max_length=20)),
                ('starts_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('next_at', models.DateTimeField(null=True)),
                ('passed', models.PositiveSmallIntegerField(default=0)),
                ('ended_at', models.DateTimeField(null=True)),
                ('filing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deadlines', to='icp.filing')),
            ],
            options={
                'ordering': ['due_at'],
            },
        ),
        migrations.CreateModel(
            name='FilingVersion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('round', models.PositiveSmallIntegerField()),
                ('answers', models.JSONField()),
                ('sealed_answers', models.BinaryField(default=bytes)),
                ('submitted_at', models.DateTimeField()),
                ('filing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='icp.filing')),
                ('submitted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['filing', 'round'],
            },
        ),
        migrations.CreateModel(
            name='PersonMention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(max_length=60)),
                ('index', models.CharField(max_length=64)),
                ('filing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='icp.filing')),
            ],
        ),
        migrations.CreateModel(
            name='Remark',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('round', models.PositiveSmallIntegerField()),
                ('field', models.CharField(blank=True, max_length=60)),
                ('code', models.CharField(max_length=40)),
                ('sealed_note', models.BinaryField(default=bytes)),
                ('language', models.CharField(default='zh-hans', max_length=10)),
                ('sealed_reply', models.BinaryField(default=bytes)),
                ('source', models.CharField(choices=[('specialist', 'Our specialist'), ('provider', 'The provider'), ('authority', 'The authority')], max_length=12)),
                ('written_at', models.DateTimeField()),
                ('filing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remarks', to='icp.filing')),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['round', 'written_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Stage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('province', models.CharField(max_length=40)),
                ('filing_type', models.CharField(max_length=20)),
                ('state', models.CharField(max_length=20)),
                ('verb', models.CharField(max_length=30)),
                ('began_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField()),
                ('working_days', models.PositiveSmallIntegerField()),
                ('filing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stages', to='icp.filing')),
            ],
            options={
                'ordering': ['ended_at', 'id'],
            },
        ),
        migrations.AddIndex(
            model_name='filing',
            index=models.Index(fields=['organization', '-created_at', '-id'], name='filing_by_org'),
        ),
        migrations.AddIndex(
            model_name='filing',
            index=models.Index(fields=['-created_at', '-id'], name='filing_newest'),
        ),
        migrations.AddIndex(
            model_name='filing',
            index=models.Index(condition=models.Q(('state__in', ['SPECIALIST_REVIEW', 'IDENTITY_CHECK', 'PRELIM_REVIEW', 'AWAIT_SUBMIT', 'SMS_PENDING', 'CA_REVIEW'])), fields=['due_at', 'id'], name='filing_desk'),
        ),
        migrations.AddIndex(
            model_name='filing',
            index=models.Index(condition=models.Q(('state__in', ['SPECIALIST_REVIEW', 'IDENTITY_CHECK', 'PRELIM_REVIEW', 'AWAIT_SUBMIT', 'SMS_PENDING', 'CA_REVIEW'])), fields=['assigned_to', 'due_at'], name='filing_desk_of_one'),
        ),
        migrations.AddIndex(
            model_name='filing',
            index=models.Index(condition=models.Q(('state__in', ['APPROVED', 'RISK'])), fields=['organization', 'domain'], name='filing_holding_domain'),
        ),
        migrations.AddIndex(
            model_name='filing',
            index=models.Index(fields=['domain'], name='filing_domain'),
        ),
        migrations.AddIndex(
            model_name='filing',
            index=models.Index(condition=models.Q(('icp_number', ''), _negated=True), fields=['icp_number'], name='filing_icp_number'),
        ),
        migrations.AddConstraint(
            model_name='filing',
            constraint=models.UniqueConstraint(fields=('organization', 'number'), name='filing_number_once'),
        ),
        migrations.AddConstraint(
            model_name='filing',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['DRAFT', 'DOCS', 'SPECIALIST_REVIEW', 'SPECIALIST_RETURNED', 'IDENTITY_CHECK', 'PRELIM_REVIEW', 'PRELIM_CORRECTION', 'PRELIM_REJECTED', 'AWAIT_SUBMIT', 'SMS_PENDING', 'SMS_RETURNED', 'CA_REVIEW', 'CA_REJECTED', 'APPROVED', 'RISK', 'ACCESS_CANCELLED', 'SHELL', 'CANCELLED', 'LAPSED', 'ABANDONED', 'EXPIRED'])), name='filing_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='filing',
            constraint=models.CheckConstraint(condition=models.Q(('filing_type__in', ['first_filing', 'add_website', 'add_access', 'change', 'migrate', 'claim', 'cancel_website', 'cancel_subject', 'cancel_access', 'app_filing'])), name='filing_type_is_known'),
        ),
        migrations.AddConstraint(
            model_name='filing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['APPROVED', 'RISK']), _negated=True), models.Q(('icp_number', ''), _negated=True), _connector='OR'), name='filing_granted_has_a_number'),
        ),
        migrations.AddIndex(
            model_name='deadline',
            index=models.Index(condition=models.Q(('next_at__isnull', False)), fields=['next_at'], name='filing_deadline_next'),
        ),
        migrations.AddConstraint(
            model_name='deadline',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('filing',), name='filing_one_running_clock'),
        ),
        migrations.AddConstraint(
            model_name='filingversion',
            constraint=models.UniqueConstraint(fields=('filing', 'round'), name='filing_round_once'),
        ),
        migrations.AddIndex(
            model_name='personmention',
            index=models.Index(fields=['index'], name='filing_mention_index'),
        ),
        migrations.AddConstraint(
            model_name='personmention',
            constraint=models.UniqueConstraint(fields=('filing', 'field'), name='filing_mention_once'),
        ),
        migrations.AddIndex(
            model_name='remark',
            index=models.Index(fields=['filing', 'round'], name='filing_remark_round'),
        ),
        migrations.AddIndex(
            model_name='stage',
            index=models.Index(fields=['state', 'province', '-ended_at'], name='filing_stage_province'),
        ),
        migrations.AddIndex(
            model_name='stage',
            index=models.Index(fields=['state', '-ended_at'], name='filing_stage_state'),
        ),
        migrations.AddIndex(
            model_name='filing',
            index=models.Index(condition=models.Q(('state__in', ['DRAFT', 'DOCS', 'SPECIALIST_RETURNED', 'IDENTITY_CHECK', 'PRELIM_CORRECTION', 'PRELIM_REJECTED', 'SMS_PENDING', 'SMS_RETURNED', 'CA_REJECTED', 'RISK'])), fields=['organization', 'due_at', 'id'], name='filing_waiting'),
        ),
    ]
