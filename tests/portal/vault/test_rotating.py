"""New master keys: everything stays readable, and the command says which key may go."""

from __future__ import annotations

import io
import threading
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection

from portal.accounts.models import Organization
from portal.vault import rotating
from portal.vault.models import DataKey, IndexKey
from portal.vault.ring import parse
from portal.vault.sealing import Unreadable, blind_index, seal, unseal
from tests.portal.vault.rings import new_master_key
from tests.world import World


def organizations(count: int) -> list[Organization]:
    return [Organization.objects.create(name=f"Rotated {number}") for number in range(count)]


def said_by(*arguments: str) -> str:
    output = io.StringIO()
    call_command("rotate_vault_keys", *arguments, stdout=output, stderr=output)
    return output.getvalue()


@pytest.mark.django_db
def test_after_rotation_the_old_key_may_go_and_nothing_else_changes(
    world: World, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotating, "BATCH", 2)
    owners = organizations(5)
    sealed = {owner.pk: seal(owner, "p", str(owner.pk).encode()) for owner in owners}
    found_by = blind_index("p", "13800138000")
    old, new = settings.VAULT_KEYS[0], new_master_key()

    settings.VAULT_KEYS = [new, old]
    assert "6 keys wrapped anew" in said_by()
    assert "may be left out" in said_by()
    settings.VAULT_KEYS = [new]

    assert all(unseal(pk, "p", value) == str(pk).encode() for pk, value in sealed.items())
    assert blind_index("p", "13800138000") == found_by, "no index is made again"
    assert "0 keys wrapped anew" in said_by()


@pytest.mark.django_db
def test_checking_changes_nothing(world: World, settings: Any) -> None:
    seal(world.customer, "p", b"1")
    settings.VAULT_KEYS = [new_master_key(), *settings.VAULT_KEYS]

    said = said_by("--check")

    assert "wrapped anew" not in said and "1 keys, is still needed" in said
    assert DataKey.objects.get().wrapping_key_id == parse(settings.VAULT_KEYS)[1].id


@pytest.mark.django_db
def test_a_missing_key_is_named_and_the_others_are_done(world: World, settings: Any) -> None:
    lost = settings.VAULT_KEYS[0]
    seal(world.customer, "p", b"under the lost key")
    kept = new_master_key()
    settings.VAULT_KEYS = [kept]
    sealed = seal(world.stranger, "p", b"under the kept key")
    settings.VAULT_KEYS = [new_master_key(), kept]
    output = io.StringIO()

    with pytest.raises(CommandError):
        call_command("rotate_vault_keys", stdout=output, stderr=output)

    assert parse([lost])[0].id in output.getvalue() and lost not in output.getvalue()
    assert unseal(world.stranger, "p", sealed) == b"under the kept key"
    with pytest.raises(Unreadable, match=parse([lost])[0].id):
        unseal(world.customer, "p", b"\x01" + DataKey.objects.get(organization=world.customer).pk.bytes * 4)


@pytest.mark.committed
def test_no_reader_fails_while_keys_are_rotated(world: World, settings: Any, say: Any) -> None:
    """Readers hold both keys, as docs/operating.md asks; the keys change place 12 times under them."""
    owners = organizations(60)
    sealed = {owner.pk: seal(owner, "p", owner.pk.bytes) for owner in owners}
    stop = threading.Event()
    reads, failures = [0, 0, 0], []

    def reader(place: int) -> None:
        while not stop.is_set():
            for pk, value in sealed.items():
                try:
                    assert unseal(pk, "p", value) == pk.bytes
                except (AssertionError, Unreadable, DatabaseError) as error:
                    failures.append(error)
                reads[place] += 1
        connection.close()

    threads = [threading.Thread(target=reader, args=(place,)) for place in range(3)]
    original, new = settings.VAULT_KEYS[0], new_master_key()
    settings.VAULT_KEYS = [original, new]
    for thread in threads:
        thread.start()
    rotated = 0
    for _turn in range(6):
        for pair in ([new, original], [original, new]):
            settings.VAULT_KEYS = pair
            rotated += rotating.rotate().wrapped_anew
    stop.set()
    for thread in threads:
        thread.join()

    say(f"{sum(reads)} reads during {rotated} re-wrappings, {len(failures)} failed")
    assert failures == []
    assert rotated >= 12 * 60 and sum(reads) > 60


@pytest.mark.django_db
def test_there_is_one_index_key_for_good(db: None) -> None:
    blind_index("p", "1")
    blind_index("p", "2")
    assert IndexKey.objects.count() == 1
