from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from portal.api.models import Bucket, IdempotencyKey
from portal.api.tasks import sweep
from portal.celery import app


def test_the_sweep_forgets_what_is_over_and_nothing_else(world):
    now = timezone.now()
    for name, at in (("old", now - timedelta(hours=2)), ("fresh", now)):
        Bucket.objects.create(name=name, full_at=at)
        IdempotencyKey.objects.create(
            organization=world.customer, key=name, fingerprint="f", claimed_until=at, expires_at=at
        )
    IdempotencyKey.objects.filter(key="fresh").update(expires_at=now + timedelta(hours=1))
    sweep()
    sweep()
    assert not Bucket.objects.filter(name="old").exists()
    assert Bucket.objects.filter(name="fresh").exists()
    assert list(IdempotencyKey.objects.values_list("key", flat=True)) == ["fresh"]


def test_the_clock_knows_the_sweep():
    app.loader.import_default_modules()
    task = settings.CELERY_BEAT_SCHEDULE["sweep-answers"]["task"]
    assert task in app.tasks
