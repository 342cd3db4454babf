"""What VAULT_KEYS may hold, and a production that does not start without."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from portal.embedded.fingerprint import ROOT
from portal.vault.ring import UnusableKey, derived, parse, spelled
from tests.lint import PRODUCTION
from tests.portal.vault.rings import new_master_key


def test_the_first_key_is_first_and_ids_tell_keys_apart() -> None:
    keys = [new_master_key() for _ in range(3)]
    ring = parse(keys)
    assert [spelled(key.secret) for key in ring] == keys
    assert len({key.id for key in ring}) == 3
    assert all(text not in repr(ring) for text in keys), "a key never shows in a trace"


@pytest.mark.parametrize(
    "keys",
    [
        ["not base64 at all"],
        [spelled(os.urandom(31))],
        [spelled(os.urandom(33))],
        [spelled(b"\0" * 32)],
        [""],
        [new_master_key(), "short"],
    ],
)
def test_a_key_that_cannot_be_used_is_named_by_its_place(keys: list[str]) -> None:
    with pytest.raises(UnusableKey, match=f"Key {len(keys)} of VAULT_KEYS") as error:
        parse(keys)
    assert keys[0] == "" or keys[0] not in str(error.value)


def test_one_key_twice_is_a_mistake() -> None:
    key = new_master_key()
    with pytest.raises(UnusableKey, match="twice"):
        parse([key, key])


def started(**environment: str) -> subprocess.CompletedProcess[str]:
    told = {**os.environ, **PRODUCTION, "DATABASE_URL": "postgres://portal_app@/none", **environment}
    told["ALIBABA_CLOUD_ENDPOINT"] = "127.0.0.1:9"
    # What the tests tell their own processes is for a demo; a production would not start with it.
    for_demo = ("EGRESS_HOSTS", "EGRESS_NAMESERVER")
    told = {name: value for name, value in told.items() if value and name not in for_demo}
    command = "import django.conf; print(len(django.conf.settings.VAULT_KEYS))"
    told["DJANGO_SETTINGS_MODULE"] = "portal.settings"
    told.pop("PORTAL_DEMO", None)
    return subprocess.run(
        [sys.executable, "-c", command], cwd=ROOT, env=told, capture_output=True, text=True, check=False
    )


def test_production_starts_with_keys_of_its_own_only() -> None:
    two = f"{new_master_key()},{new_master_key()}"
    scaled = {"ENGINE_TIME_SCALE": "1", "ENGINE_POLL_SCALE": "1"}

    assert started(VAULT_KEYS=two, **scaled).stdout == "2\n"
    without = started(VAULT_KEYS="", **scaled)
    assert without.returncode != 0 and "VAULT_KEYS is empty" in without.stderr
    broken = started(VAULT_KEYS="abc", **scaled)
    assert broken.returncode != 0 and "Key 1 of VAULT_KEYS" in broken.stderr


def test_local_use_derives_its_key_from_the_secret_key() -> None:
    assert parse([derived("one")])[0].id != parse([derived("two")])[0].id
