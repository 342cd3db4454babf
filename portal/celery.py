"""Celery is the alarm clock: messages are hints with one id, PostgreSQL holds the truth.

Late acknowledgement and `reject_on_worker_lost` are safe because every task re-reads its row.
Values: RELIABILITY section B4.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(
    ["portal.events", "portal.web", "icp.eligibility", "networks.requests", "networks.fulfilment"]
)
