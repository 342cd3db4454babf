from __future__ import annotations


class RefusedFile(Exception):
    """A file that is not taken; `code` is one of `rules.verdicts.REFUSALS`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
