"""Everything that exists in the cloud, by id, with the memory of client tokens.

One lock (the cloud's) guards it all. Changes gather in `changed` and go to the journal together, before
the answer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from portal.standin.journal import Journal, Record

ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"


@dataclass
class Move:
    """On the way to another status. `to` None means gone; `then` are body fields that change on arrival."""

    settles_as: str
    to: str | None
    since: float
    looks: int = 0
    then: dict[str, Any] = field(default_factory=dict)
    stuck_until: float | None = None


@dataclass
class Resource:
    """`owner` is the id of the resource that takes this one with it when it goes."""

    id: str
    kind: str
    product: str
    account: str
    region: str
    created_at: float
    status: str
    body: dict[str, Any] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    owner: str | None = None
    move: Move | None = None
    client_token: str | None = None
    created_by: str = ""
    list_lag: float | None = None

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> Resource:
        move = record.pop("move")
        return cls(**record, move=Move(**move) if move else None)


class Store:
    def __init__(self, journal: Journal, seed: int) -> None:
        self.journal = journal
        self.seed = seed
        self.resources = {key: Resource.from_record(body) for key, body in journal.read("resource").items()}
        self.resources = dict(sorted(self.resources.items(), key=lambda item: item[1].created_at))
        self.tokens: dict[str, Any] = journal.read("token")
        self.counter: int = journal.read("meta").get("counter", 0)
        self.moving = {each.id for each in self.resources.values() if each.move}
        self.changed: set[str] = set()
        self.changed_tokens: set[str] = set()

    def next_number(self) -> int:
        self.counter += 1
        return self.counter

    def digest(self) -> str:
        """A new number under the seed, as 64 hex digits: the source of every id, so a seed replays."""
        return hashlib.sha256(f"{self.seed}:{self.next_number()}".encode()).hexdigest()

    def new_id(self, prefix: str, length: int = 18) -> str:
        value, letters = int(self.digest(), 16), []
        for _ in range(length):
            value, index = divmod(value, len(ALPHABET))
            letters.append(ALPHABET[index])
        return prefix + "".join(letters)

    def put(self, resource: Resource) -> Resource:
        self.resources[resource.id] = resource
        self.touch(resource)
        return resource

    def touch(self, resource: Resource) -> None:
        self.changed.add(resource.id)
        (self.moving.add if resource.move else self.moving.discard)(resource.id)

    def remove(self, resource: Resource) -> None:
        """Take it away, and everything it owns."""
        for owned in [each for each in self.resources.values() if each.owner == resource.id]:
            self.remove(owned)
        self.resources.pop(resource.id, None)
        self.moving.discard(resource.id)
        self.changed.add(resource.id)

    def of_kind(self, kind: str, account: str | None = None) -> Iterator[Resource]:
        for resource in self.resources.values():
            if resource.kind == kind and account in (None, resource.account):
                yield resource

    def remember(self, token_key: str, answer: dict[str, Any]) -> None:
        self.tokens[token_key] = answer
        self.changed_tokens.add(token_key)

    def records(self) -> list[Record]:
        """What changed since last asked, for the journal."""
        records: list[Record] = [("meta", "counter", self.counter)]
        for key in self.changed:
            resource = self.resources.get(key)
            records.append(("resource", key, asdict(resource) if resource else None))
        records += [("token", key, self.tokens[key]) for key in self.changed_tokens]
        self.changed.clear()
        self.changed_tokens.clear()
        return records
