"""Celery is the alarm clock: messages are hints with one id, PostgreSQL holds the truth.

Late acknowledgement and `reject_on_worker_lost` are safe because every task re-reads its row.
Values: RELIABILITY section B4.
"""

import os

from celery import Celery
from celery.signals import task_prerun
from django.db import close_old_connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
# One connection serves many tasks; the one that died with its server is dropped before the next task.
app.conf["CELERY_DB_REUSE_MAX"] = 10_000
task_prerun.connect(lambda **_facts: close_old_connections(), weak=False)
app.autodiscover_tasks(
    [
        "portal.events",
        "portal.web",
        "portal.api",
        "portal.notifications",
        "icp.domains",
        "icp.eligibility",
        "icp.documents",
        "icp.filings",
        "icp.licenses",
        "icp.packs",
        "icp.publication",
        "networks.accelerations",
        "networks.requests",
        "networks.fulfilment",
    ]
)
