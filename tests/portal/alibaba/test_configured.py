from __future__ import annotations

from typing import Any

from portal.alibaba.configured import cloud_from_settings
from tests.processes import Standin


def test_the_configured_cloud_is_one_per_process(standin: Standin, settings: Any) -> None:
    cloud_from_settings.cache_clear()
    assert cloud_from_settings() is cloud_from_settings()
    assert cloud_from_settings().settings.host == standin.address
    cloud_from_settings.cache_clear()
