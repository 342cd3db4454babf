"""One call as the actions see it: typed parameters, the caller's account, and what exists."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from portal.standin import lifecycle
from portal.standin.catalog import Operation
from portal.standin.clock import iso
from portal.standin.errors import dry_run_passed
from portal.standin.settings import Settings
from portal.standin.store import Resource, Store

Answer = dict[str, Any]
Behavior = Callable[["Call"], Answer]
PLAYED: dict[tuple[str, str], Behavior] = {}


def plays(product: str, action: str) -> Callable[[Behavior], Behavior]:
    """Register a function as what the cloud does when this operation is called."""

    def register(behavior: Behavior) -> Behavior:
        PLAYED[product, action] = behavior
        return behavior

    return register


@dataclass
class Call:
    """`created` holds what this call made; `resource_id` is what the call log will name."""

    operation: Operation
    account: str
    key_id: str
    params: dict[str, Any]
    store: Store
    settings: Settings
    now: float
    request_id: str
    resource_id: str | None = None

    def __post_init__(self) -> None:
        self.created: list[Resource] = []
        self.moved: list[Resource] = []

    def __getitem__(self, name: str) -> Any:
        return self.params[name]

    def get(self, name: str, default: Any = None) -> Any:
        return self.params.get(name, default)

    @property
    def wants_dry_run(self) -> bool:
        return bool(self.get("DryRun"))

    def checks_passed(self) -> None:
        """Every action calls this between its checks and its first change."""
        if self.wants_dry_run:
            raise dry_run_passed()

    def tags(self) -> dict[str, str]:
        return {tag["Key"]: tag.get("Value", "") for tag in self.get("Tag", ()) if "Key" in tag}

    def create(
        self,
        kind: str,
        id: str,
        *,
        region: str,
        body: dict[str, Any],
        moving_from: str | None = None,
        status: str,
        owner: str | None = None,
        tagged: bool = True,
    ) -> Resource:
        """A new resource; with `moving_from` it shows that status until it settles in `status`."""
        resource = Resource(
            id=id,
            kind=kind,
            product=self.operation.product,
            account=self.account,
            region=region,
            created_at=self.now,
            status=status,
            body=body,
            tags=self.tags() if tagged else {},
            owner=owner,
            client_token=self.get("ClientToken"),
            created_by=self.operation.action,
        )
        self.store.put(resource)
        self.created.append(resource)
        self.resource_id = self.resource_id or id
        if moving_from is not None:
            self.start(resource, kind, to=status, status=moving_from)
        return resource

    def start(
        self,
        resource: Resource,
        settles_as: str,
        *,
        to: str | None,
        status: str | None = None,
        then: dict[str, Any] | None = None,
    ) -> None:
        lifecycle.start(self.store, resource, settles_as, to=to, now=self.now, status=status, then=then)
        self.moved.append(resource)

    def find(self, kind: str, id: str | None, *, any_account: bool = False) -> Resource | None:
        """What exists, whether or not lists show it already."""
        resource = self.store.resources.get(id or "")
        if resource is None or resource.kind != kind:
            return None
        return resource if any_account or resource.account == self.account else None

    def own(self, kind: str, **body: Any) -> list[Resource]:
        """Resources of the account whose body fields have these values."""
        return [
            each
            for each in self.store.of_kind(kind, self.account)
            if all(each.body.get(name) == value for name, value in body.items())
        ]

    def described(self, kind: str, id: str) -> Resource | None:
        """A look at one resource by id, as far as the cloud already shows it."""
        resource = self.find(kind, id)
        if resource is None or self.now < resource.created_at + self.settings.describe_lag:
            return None
        return resource if lifecycle.look(self.store, self.settings, resource, self.now) else None

    def listed(
        self, kind: str, *, region: str | None = None, id: str | None = None, **body: Any
    ) -> list[Resource]:
        """A look at all resources that fit, as far as lists already show them, oldest first.

        A filter whose value is None is not applied; the call's own Tag parameter always is.
        """
        wanted = {name: value for name, value in body.items() if value is not None}
        fitting = [
            each
            for each in self.own(kind, **wanted)
            if region in (None, each.region)
            and id in (None, each.id)
            and self.is_listed(each)
            and self.has_tags(each)
        ]
        return [each for each in fitting if lifecycle.look(self.store, self.settings, each, self.now)]

    def is_listed(self, resource: Resource) -> bool:
        lag = self.settings.list_lag if resource.list_lag is None else resource.list_lag
        return self.now >= resource.created_at + lag

    def has_tags(self, resource: Resource) -> bool:
        wanted: Iterable[dict[str, str]] = self.get("Tag", ())
        return all(
            tag.get("Key") in resource.tags and tag.get("Value") in (None, resource.tags[tag["Key"]])
            for tag in wanted
        )


def tag_list(resource: Resource) -> list[dict[str, str]]:
    return [{"Key": key, "Value": value} for key, value in resource.tags.items()]


def created(resource: Resource) -> str:
    return iso(resource.created_at)
