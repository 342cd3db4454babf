"""`manage.py destroy_vault_key`: nothing happens by mistake, and afterwards nothing opens."""

from __future__ import annotations

import uuid
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portal.vault.sealing import Unreadable, seal, unseal
from tests.world import World

pytestmark = pytest.mark.django_db


def said(*arguments: str) -> str:
    output = StringIO()
    call_command("destroy_vault_key", *arguments, stdout=output)
    return output.getvalue()


def test_without_the_name_it_only_says_whose_key_it_is(world: World) -> None:
    sealed = seal(world.customer, "p", b"kept")

    assert f"is {world.customer.name}." in said(str(world.customer.pk))
    assert unseal(world.customer, "p", sealed) == b"kept"


@pytest.mark.parametrize("name", ["Nordwind", "nordwind gmbh", "Nordwind GmbH "])
def test_another_name_destroys_nothing(world: World, name: str) -> None:
    sealed = seal(world.customer, "p", b"kept")

    with pytest.raises(CommandError, match="Nothing was destroyed"):
        said(str(world.customer.pk), "--name", name)
    assert unseal(world.customer, "p", sealed) == b"kept"


def test_an_organization_that_is_not_is_said(world: World) -> None:
    with pytest.raises(CommandError, match="There is no organization"):
        said(str(uuid.uuid4()))


def test_with_the_name_it_is_gone_and_nobody_elses_is(world: World) -> None:
    sealed = seal(world.customer, "p", b"gone")
    other = seal(world.stranger, "p", b"kept")
    arguments = (str(world.customer.pk), "--name", world.customer.name)

    assert said(*arguments) == "Destroyed.\n"
    with pytest.raises(Unreadable):
        unseal(world.customer, "p", sealed)
    assert unseal(world.stranger, "p", other) == b"kept"
    assert "nothing was left to do" in said(*arguments)
