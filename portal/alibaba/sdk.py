"""The vendor's SDK, tamed: its traps are closed here and nowhere else (OPERATIONS section 11).

- Its connections live in one table per process and would be shared with a forked child: a child forgets them.
- It follows HTTP_PROXY even to loopback, and no setting of its own can stop it.
- DEBUG=sdk prints headers with the signature, and importing it installs a log handler.
"""

from __future__ import annotations

import logging
import os
from importlib import import_module
from types import ModuleType

from darabonba.core import DaraCore

from portal.alibaba.calls import PRODUCTS
from portal.alibaba.errors import MalformedCallError

logging.getLogger("darabonba-core").handlers.clear()


def client_module(product: str) -> ModuleType:
    """Imported when a product is first used: half a second each."""
    return import_module(f"{package(product)}.client")


def models_module(product: str) -> ModuleType:
    return import_module(f"{package(product)}.models")


def package(product: str) -> str:
    if product not in PRODUCTS:
        known = ", ".join(sorted(PRODUCTS))
        raise MalformedCallError(f"The portal does not use the product {product!r}. It uses: {known}.")
    return PRODUCTS[product].package


def forget_connections() -> None:
    """A forked child must not write into its parent's sockets."""
    DaraCore._sessions = {}


def close_environment_traps(*, loopback: bool) -> None:
    if os.environ.get("DEBUG", "").lower() == "sdk":
        del os.environ["DEBUG"]
    if loopback:
        for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"):
            os.environ.pop(name, None)


os.register_at_fork(after_in_child=forget_connections)
