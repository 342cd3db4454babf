from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.icp.domains.outside import Outside, opened


@pytest.fixture
def outside(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Outside]:
    """Registries and a name server that this process reaches as the portal reaches the real ones."""
    with opened(tmp_path) as world:
        settings.EGRESS_HOSTS = world.hosts
        settings.EGRESS_NAMESERVER = world.names.address
        monkeypatch.setenv("SSL_CERT_FILE", str(world.certificate))
        yield world
