"""The cloud that this installation is configured for."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from portal.alibaba.clients import Cloud
from portal.alibaba.endpoint import CloudSettings


@cache
def cloud_from_settings() -> Cloud:
    """One per process. Its connections and its role session are worth keeping."""
    return Cloud(
        CloudSettings(
            endpoint=settings.ALIBABA_CLOUD_ENDPOINT or None,
            access_key_id=settings.ALIBABA_CLOUD_ACCESS_KEY_ID,
            access_key_secret=settings.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
            role_arn=settings.ALIBABA_CLOUD_ROLE_ARN,
            account=settings.ALIBABA_CLOUD_ACCOUNT.strip(),
        )
    )
