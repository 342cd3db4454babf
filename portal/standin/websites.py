"""Websites on the servers of the cloud, as told through `/_standin/websites`: a page for each name.

    {"nordwind-parts.cn": "<!doctype html><p>…</p>"}

A document replaces what there was. Whoever asks for a page under one of these names (with or without `www.`)
gets it, over HTTP; every other name is the vendor's endpoint.
"""

from __future__ import annotations

from portal.standin.store import Resource, Store

KIND = "website"
MOST_CHARACTERS = 1 << 20


def replace(store: Store, given: object, account: str, now: float) -> dict[str, str]:
    """Take the document in and show it. Raises ValueError, with a sentence, before anything is changed."""
    if not isinstance(given, dict):
        raise ValueError("The document is a table of pages by their name.")
    for name, page in given.items():
        if not isinstance(page, str) or len(page) > MOST_CHARACTERS:
            raise ValueError(f"The page of {name!r} must be a text of at most {MOST_CHARACTERS} characters.")
    for resource in list(store.of_kind(KIND, account)):
        store.remove(resource)
    for name, page in given.items():
        store.put(
            Resource(
                id=_id_of(name),
                kind=KIND,
                product="ecs",
                account=account,
                region="cn-shanghai",
                created_at=now,
                status="Active",
                body={"Name": name.lower(), "Page": page},
            )
        )
    return shown(store, account)


def shown(store: Store, account: str) -> dict[str, str]:
    return {each.body["Name"]: each.body["Page"] for each in store.of_kind(KIND, account)}


def page_at(store: Store, host: str) -> str | None:
    """The page under the name in a Host header; None where no website bears it."""
    found = store.resources.get(_id_of(host.partition(":")[0]))
    return found.body["Page"] if found else None


def _id_of(name: str) -> str:
    return f"{KIND}:{name.lower().removeprefix('www.')}"
