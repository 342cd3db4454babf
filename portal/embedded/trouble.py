from __future__ import annotations


class Trouble(Exception):
    """The portal cannot be started; the sentence says why and what would do."""
