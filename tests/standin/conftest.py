from __future__ import annotations

from collections.abc import Iterator

import pytest

from .world import Cloud


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    with Cloud(tmp_path_factory.mktemp("standin")) as cloud:
        yield cloud


@pytest.fixture
def cloud(running: Cloud, monkeypatch: pytest.MonkeyPatch) -> Cloud:
    """A cloud in which nothing exists, whose clock runs, and where everything settles at once."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)  # the vendor's client would use it even for 127.0.0.1
    running.ask("POST", "reset")
    running.settings(pace=0)
    return running
