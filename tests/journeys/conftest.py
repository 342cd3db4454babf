from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

# The library's five seconds are for a quiet machine.
expect.set_options(timeout=20_000)


@pytest.fixture(autouse=True)
def windows_close_with_their_test(browser: Browser) -> Iterator[None]:
    """A page that is left open goes on asking the server every two seconds, for the rest of the run."""
    yield
    for context in browser.contexts:
        context.close()
