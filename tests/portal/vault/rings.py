"""Master keys made for a test, in order; the first writes."""

from __future__ import annotations

import os

from portal.vault.ring import spelled


def new_master_key() -> str:
    return spelled(os.urandom(32))
