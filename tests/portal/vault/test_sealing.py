"""Sealed values: whose they are, what for, what a change does to them, and how they are found again."""

from __future__ import annotations

import random
import threading
import uuid
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from portal.accounts.models import Organization
from portal.refusals import Refused
from portal.vault.keys import destroy_key, index_key, key_to_seal
from portal.vault.models import DataKey, IndexKey
from portal.vault.sealing import Unreadable, blind_index, blind_indexes, seal, seal_json, unseal, unseal_json
from tests.portal.vault.rings import new_master_key
from tests.world import World

CANARY = "张伟 110101199003071234".encode()


@pytest.mark.django_db
def test_what_was_sealed_opens_again_for_its_organization_and_purpose(world: World) -> None:
    sealed = seal(world.customer, "person.number", CANARY)

    assert CANARY not in sealed
    assert unseal(world.customer, "person.number", sealed) == CANARY
    assert unseal(world.customer.pk, "person.number", memoryview(sealed)) == CANARY
    assert seal(world.customer, "person.number", CANARY) != sealed, "equal values do not look equal"


@pytest.mark.django_db
def test_documents_keep_their_shape(world: World) -> None:
    document = {"name": "张伟", "phones": ["+86 138 0013 8000"], "age": None}

    assert unseal_json(world.customer, "answers", seal_json(world.customer, "answers", document)) == document


@pytest.mark.django_db
def test_nobody_elses_key_and_no_other_purpose_opens_it(world: World) -> None:
    sealed = seal(world.customer, "person.number", CANARY)
    seal(world.stranger, "person.number", b"so that the stranger has a key")

    for owner, purpose in (
        (world.stranger, "person.number"),
        (world.customer, "person.name"),
        (world.customer, ""),
        (uuid.uuid4(), "person.number"),
    ):
        with pytest.raises(Unreadable):
            unseal(owner, purpose, sealed)


@pytest.mark.django_db
def test_any_single_bit_changed_is_noticed(world: World, say: Any) -> None:
    sealed = seal(world.customer, "p", CANARY)
    seed = random.randrange(10**6)
    places = [*range(45), *random.Random(seed).sample(range(45, len(sealed)), 20)]

    for place in places:
        changed = bytearray(sealed)
        changed[place] ^= 1 << (place % 8)
        with pytest.raises(Unreadable):
            unseal(world.customer, "p", bytes(changed))
    for length in (0, 1, 17, 29, 44, len(sealed) - 1):
        with pytest.raises(Unreadable):
            unseal(world.customer, "p", sealed[:length])
    with pytest.raises(Unreadable):
        unseal(world.customer, "p", sealed + b"\0")
    say(f"{len(places)} changed bits of {len(sealed) * 8}, 0 opened (seed {seed})")


@pytest.mark.django_db
def test_a_data_key_moved_to_another_organization_does_not_open(world: World) -> None:
    """Somebody who writes to the database alone cannot read one customer's values as another."""
    sealed = seal(world.customer, "p", CANARY)
    taken = DataKey.objects.get(organization=world.customer)
    DataKey.objects.filter(pk=taken.pk).update(organization=world.stranger)

    with pytest.raises(Unreadable):
        unseal(world.stranger, "p", sealed)


@pytest.mark.django_db
def test_a_wrapping_put_into_another_row_is_not_used(world: World) -> None:
    seal(world.customer, "p", CANARY)
    seal(world.stranger, "p", CANARY)
    known = DataKey.objects.get(organization=world.customer)
    DataKey.objects.filter(organization=world.stranger).update(wrapped=known.wrapped)

    with pytest.raises(Unreadable):
        seal(world.stranger, "p", b"would be sealed by a key of the customer")


@pytest.mark.django_db
def test_neither_keys_nor_values_lie_in_the_database_in_clear(world: World, settings: Any) -> None:
    seal(world.customer, "p", CANARY)
    blind_index("p", "110101199003071234")

    _id, key = key_to_seal(world.customer)
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(t::text, '') FROM vault_datakey t")
        rows = cursor.fetchone()[0]
        cursor.execute("SELECT string_agg(t::text, '') FROM vault_indexkey t")
        rows += cursor.fetchone()[0]
    assert key.hex() not in rows and index_key().hex() not in rows
    assert all(text not in rows for text in settings.VAULT_KEYS)


@pytest.mark.django_db
def test_a_destroyed_key_takes_everything_with_it_and_is_not_replaced(world: World) -> None:
    sealed = seal(world.customer, "p", CANARY)
    other = seal(world.stranger, "p", CANARY)

    assert destroy_key(world.customer) is True
    assert destroy_key(world.customer) is False

    with pytest.raises(Unreadable):
        unseal(world.customer, "p", sealed)
    with pytest.raises(Refused) as refused:
        seal(world.customer, "p", CANARY)
    assert refused.value.code == "key_destroyed"
    assert unseal(world.stranger, "p", other) == CANARY
    assert bytes(DataKey.objects.get(organization=world.customer).wrapped) == b""


@pytest.mark.django_db
def test_destroying_before_the_first_use_stands_too(world: World) -> None:
    destroy_key(world.stranger)

    with pytest.raises(Refused):
        seal(world.stranger, "p", CANARY)


@pytest.mark.django_db
def test_the_database_keeps_no_half_destroyed_key(world: World) -> None:
    seal(world.customer, "p", CANARY)

    with pytest.raises(IntegrityError), transaction.atomic():
        DataKey.objects.filter(organization=world.customer).update(wrapped=b"", wrapping_key_id="")


@pytest.mark.django_db
def test_a_list_that_loaded_the_keys_asks_nothing_more(world: World, django_assert_num_queries: Any) -> None:
    sealed = {owner.pk: seal(owner, "p", CANARY) for owner in (world.customer, world.stranger)}

    with django_assert_num_queries(1):
        owners = Organization.objects.filter(pk__in=sealed).select_related("data_key")
        assert [unseal(owner, "p", sealed[owner.pk]) for owner in owners] == [CANARY, CANARY]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "spelling",
    [
        "11010119900307123x",
        "11010119900307123X",
        " 110101 19900307 123X\n",
        "１１０１０１１９９００３０７１２３Ｘ",
    ],
)
def test_spellings_of_one_number_share_an_index(spelling: str, db: None) -> None:
    assert blind_index("person.number", spelling) == blind_index("person.number", "11010119900307123X")


@pytest.mark.django_db
def test_an_index_tells_purposes_and_values_apart() -> None:
    indexes = {
        blind_index(purpose, value)
        for purpose in ("person.number", "person.phone")
        for value in ("13800138000", "13800138001", "")
    }
    assert len(indexes) == 6
    assert all(len(index) == 64 for index in indexes)


@pytest.mark.django_db
def test_many_indexes_are_made_with_one_question_to_the_database(django_assert_num_queries: Any) -> None:
    wanted = [("person.name", f"Lena {number}") for number in range(50)]
    alone = [blind_index(purpose, value) for purpose, value in wanted]

    with django_assert_num_queries(1):
        assert blind_indexes(wanted) == alone
    with django_assert_num_queries(0):
        assert blind_indexes([]) == []


@pytest.mark.django_db
def test_without_the_master_key_an_index_cannot_be_computed(settings: Any) -> None:
    blind_index("p", "13800138000")
    settings.VAULT_KEYS = [new_master_key()]

    with pytest.raises(Unreadable):
        blind_index("p", "13800138000")


@pytest.mark.committed
def test_many_first_uses_at_once_make_one_key(world: World) -> None:
    sealed: list[bytes] = []
    ready = threading.Barrier(8)

    def first_use() -> None:
        ready.wait()
        sealed.append(seal(world.customer.pk, "p", CANARY))
        blind_index("p", "13800138000")
        connection.close()

    threads = [threading.Thread(target=first_use) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert DataKey.objects.filter(organization=world.customer).count() == 1
    assert IndexKey.objects.count() == 1
    assert [unseal(world.customer, "p", each) for each in sealed] == [CANARY] * 8
