"""Celery's door to the survey of submitted requests."""

from __future__ import annotations

from celery import shared_task
from django.db import models

from networks.requests.models import NetworkRequest
from networks.requests.surveying import SURVEY, survey_next
from portal.alibaba.configured import cloud_from_settings
from portal.calendar.clock import ClockTimestamp
from portal.events.recording import wake

AT_MOST = 50


@shared_task(name=SURVEY)
def survey(pk: str | None = None) -> None:
    """Survey one request; if more wait, leave a wake-up for the next."""
    if survey_next(cloud_from_settings()) and due().exists():
        wake(SURVEY)


@shared_task(name="networks.requests.sweep")
def sweep() -> None:
    for _wake_up in range(min(due().count(), AT_MOST)):
        wake(SURVEY)


def due() -> models.QuerySet[NetworkRequest]:
    return NetworkRequest.objects.filter(survey_due__lte=ClockTimestamp())
