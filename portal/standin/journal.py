"""The cloud's memory on disk: one SQLite table of JSON records, written before an answer leaves.

A process killed at any instant loses nothing it has answered. (A power cut may lose the last moments; the
stand-in holds nothing worth an fsync per call.)
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

Record = tuple[str, str, Any]


class Journal:
    """Records by kind and key. Without a path nothing is kept. Callers hold the cloud's lock."""

    def __init__(self, path: str | None) -> None:
        self.database = sqlite3.connect(path, check_same_thread=False, isolation_level=None) if path else None
        if self.database:
            self.database.execute("PRAGMA journal_mode=WAL")
            self.database.execute("PRAGMA synchronous=NORMAL")
            self.database.execute(
                "CREATE TABLE IF NOT EXISTS record"
                " (kind TEXT, key TEXT, body TEXT, PRIMARY KEY (kind, key)) WITHOUT ROWID"
            )

    def read(self, kind: str) -> dict[str, Any]:
        if not self.database:
            return {}
        rows = self.database.execute("SELECT key, body FROM record WHERE kind = ? ORDER BY key", (kind,))
        return {key: json.loads(body) for key, body in rows}

    def write(self, records: Iterable[Record]) -> None:
        """Store all or none; a record whose body is None is removed."""
        if not self.database:
            return
        self.database.execute("BEGIN IMMEDIATE")
        for kind, key, body in records:
            if body is None:
                self.database.execute("DELETE FROM record WHERE kind = ? AND key = ?", (kind, key))
            else:
                self.database.execute("REPLACE INTO record VALUES (?, ?, ?)", (kind, key, json.dumps(body)))
        self.database.execute("COMMIT")

    def forget_before(self, kind: str, key: str) -> None:
        if self.database:
            self.database.execute("DELETE FROM record WHERE kind = ? AND key < ?", (kind, key))

    def clear(self, kind: str | None = None) -> None:
        if self.database:
            self.database.execute("DELETE FROM record WHERE kind = ? OR ? IS NULL", (kind, kind))
