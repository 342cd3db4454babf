from __future__ import annotations

import logging


class OneLine(logging.Formatter):
    """One event, one line: line breaks and control characters from outside are escaped."""

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
