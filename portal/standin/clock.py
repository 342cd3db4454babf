"""The cloud's own clock. It follows the machine's clock until a test freezes or advances it.

Signatures are always judged by the machine's clock: the callers sign with that one.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass
class Clock:
    offset: float = 0.0
    frozen_at: float | None = None

    def now(self) -> float:
        """Seconds since 1970, UTC, as the cloud sees them."""
        return self.frozen_at if self.frozen_at is not None else time.time() + self.offset

    def advance(self, seconds: float) -> None:
        if self.frozen_at is not None:
            self.frozen_at += seconds
        else:
            self.offset += seconds

    def freeze(self) -> None:
        self.frozen_at = self.now()

    def unfreeze(self) -> None:
        """Run on from the frozen instant, without a jump."""
        if self.frozen_at is not None:
            self.offset = self.frozen_at - time.time()
            self.frozen_at = None


def iso(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
