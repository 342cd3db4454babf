"""Editions of the rules: published once, never edited, and a third policy is data alone."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from django.db import ProgrammingError, transaction
from django.db.utils import DatabaseError
from django.urls import reverse

from icp.eligibility import policies
from icp.eligibility.models import EligibilityCheck, RulePolicy
from icp.eligibility.rules.reference import PACKAGED_DOCUMENTS
from portal.refusals import Malformed, Refused
from tests.icp.questions import ANSWERS, FILED_AT_HOME, result_of
from tests.world import World

pytestmark = pytest.mark.django_db


def _third(**changes: Any) -> dict[str, Any]:
    return {**copy.deepcopy(PACKAGED_DOCUMENTS["seed-1"]), "id": "test-2027", **changes}


def test_the_packaged_policies_are_the_first_editions(world: World) -> None:
    rows = {row.key: row for row in policies.current_policies()}

    assert {key: row.edition for key, row in rows.items()} == {"seed-1": 1, "cn-2026-11": 1}
    assert all(row.published_by is None for row in rows.values())
    assert policies.default_key() == "seed-1"


def test_looking_twice_publishes_once(world: World) -> None:
    policies.current_policies()
    policies.current_policies()

    assert RulePolicy.objects.count() == 2


def test_a_third_policy_is_data(world: World) -> None:
    document = _third()
    document["tlds"] = {**document["tlds"], "others": "approved"}
    policies.publish(document, by=world.otto)

    check = result_of({**FILED_AT_HOME, "domain": "nordwind.top"}, policy_key="test-2027")

    assert (check.rule_policy.key, check.outcome) == ("test-2027", "pass")


def test_an_operator_can_make_another_policy_the_default(world: World) -> None:
    policies.publish(_third(), is_default=True, by=world.otto)

    assert result_of().rule_policy.key == "test-2027"


def test_a_newer_edition_is_asked_and_the_older_result_keeps_its_own(world: World) -> None:
    old = result_of()
    document = copy.deepcopy(PACKAGED_DOCUMENTS["seed-1"])
    document["registrars"]["status"]["83"] = "approved"
    policies.publish(document, by=world.otto)

    new = result_of()

    assert (old.rule_policy.edition, old.outcome) == (1, "fail")
    assert (new.rule_policy.edition, new.outcome) == (2, "pass")


def test_a_published_edition_is_never_changed_or_removed(world: World) -> None:
    row = policies.current_policies()[0]

    with pytest.raises(ProgrammingError, match="never changed or removed"), transaction.atomic():
        RulePolicy.objects.filter(pk=row.pk).update(document={})
    with pytest.raises(DatabaseError), transaction.atomic():
        RulePolicy.objects.filter(pk=row.pk)._raw_delete("default")


def test_a_newer_product_publishes_its_document_unless_an_operator_did(world: World) -> None:
    row = policies.current_policies()[0]
    RulePolicy.objects.create(key=row.key, edition=2, document={}, digest="of an older product")
    assert policies.current_edition(row.key).edition == 3, "the product's own document again"

    RulePolicy.objects.create(
        key=row.key, edition=4, document={}, digest="an operator's", published_by=world.otto
    )
    assert policies.current_edition(row.key).edition == 4


def test_an_unknown_policy_is_refused_with_the_known_ones(world: World) -> None:
    with pytest.raises(Malformed, match="no policy “nothing”") as refused:
        result_of(ANSWERS, policy_key="nothing")

    assert "cn-2026-11, seed-1" in refused.value.remedy
    assert not EligibilityCheck.objects.exists()


def test_a_document_that_is_no_policy_is_refused_with_the_place(world: World) -> None:
    with pytest.raises(Malformed, match=r"tlds\.others"):
        policies.publish(_third(tlds={**PACKAGED_DOCUMENTS["seed-1"]["tlds"], "others": 5}), by=world.otto)


def test_the_same_document_is_not_published_twice(world: World) -> None:
    policies.publish(_third(), by=world.otto)

    with pytest.raises(Refused, match="already published"):
        policies.publish(_third(), by=world.otto)


def test_the_admin_publishes_and_never_edits(client_for: Any, world: World) -> None:
    world.otto.is_staff = world.otto.is_superuser = True
    world.otto.save()
    operator = client_for(world.otto)
    row = policies.current_policies()[0]

    from_admin = operator.post(reverse("admin:icp_rulepolicy_add"), {"document": json.dumps(_third())})
    changed = operator.post(reverse("admin:icp_rulepolicy_change", args=[row.pk]), {"document": "{}"})
    refused = operator.post(reverse("admin:icp_rulepolicy_add"), {"document": '{"id": 5}'})

    assert from_admin.status_code == 302
    assert policies.current_edition("test-2027").published_by == world.otto
    assert changed.status_code == 403
    assert "Copy it from a packaged policy document" in refused.content.decode()
