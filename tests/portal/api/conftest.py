from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from portal.accounts.models import Organization, User
from portal.api.keys import open_key
from portal.api.models import ApiKey
from portal.api.scopes import SCOPES

CUSTOMER_SCOPES = tuple(scope for scope in SCOPES if scope != "networks:approve")


@dataclass
class Program:
    """A client with a key. `post` sends JSON with a fresh Idempotency-Key unless one is given."""

    token: str
    key: ApiKey
    client: Client

    def ask(self, method: str, path: str, **headers: str) -> Any:
        return self.client.generic(method, path, headers=self._headers(headers))

    def get(self, path: str, **headers: str) -> Any:
        return self.ask("GET", path, **headers)

    def post(self, path: str, body: Any = None, *, idempotency_key: str | None = "", **headers: str) -> Any:
        if idempotency_key is not None:
            headers["Idempotency-Key"] = idempotency_key or str(uuid.uuid4())
        raw = body if isinstance(body, bytes) else json.dumps({} if body is None else body).encode()
        return self.client.post(path, raw, content_type="application/json", headers=self._headers(headers))

    def _headers(self, given: dict[str, str]) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", **{k.replace("_", "-"): v for k, v in given.items()}}


@pytest.fixture
def program() -> Callable[..., Program]:
    """`program(user, organization, scopes=..., **more of open_key)`: its key needs no owner."""

    def opened(
        user: User, organization: Organization, scopes: tuple[str, ...] = CUSTOMER_SCOPES, **more: Any
    ) -> Program:
        # raise_request_exception off: what the caller gets is the point, also when something fails inside.
        key, token = open_key(
            organization=organization, user=user, name="test", scopes=scopes, by=None, **more
        )
        return Program(str(token), key, Client(raise_request_exception=False))

    return opened
