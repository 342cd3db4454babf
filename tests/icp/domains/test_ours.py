"""A filing is known as ours by its number too: many file through a company in China of another name."""

from __future__ import annotations

from typing import Any

import pytest

from icp.domains import workflow
from icp.domains.looking import look
from icp.domains.models import DomainLookup
from icp.domains.ours import numbers_of
from icp.domains.reading import Facts, facts_of
from icp.filings import workflow as filings
from icp.filings.models import Filing
from tests.icp.domains.outside import Outside
from tests.icp.filings.cases import NUMBER, brought_to
from tests.processes import Standin
from tests.world import World

pytestmark = pytest.mark.django_db
NAME = "nordwind-maschinen.cn"
SUBJECT = NUMBER.rpartition("-")[0]


@pytest.fixture
def listed(outside: Outside, standin: Standin) -> dict[str, Any]:
    """The provider lists the company in China, whose name is not that of the organization."""
    subject = {
        "number": SUBJECT,
        "name": "北风机械（上海）有限公司",
        "person": "李娜",
        "websites": [{"name": "北风机械公司官网", "number": NUMBER, "domains": [NAME]}],
        "risks": [{"deadline": "2026年12月28日0点", "source": "管局核查", "suggestions": []}],
    }
    standin.control("POST", "filings", {"subjects": [subject]})
    return subject


def looked(world: World) -> Facts:
    lookup = workflow.look_up(world.customer, NAME, world.lena, again=True)
    look(lookup)
    return facts_of(DomainLookup.objects.get(pk=lookup.pk))


@pytest.mark.parametrize("name_zh", ["", "诺德风有限公司"])
def test_a_number_that_was_granted_here_is_ours_and_so_are_its_risks(
    world: World, listed: dict[str, Any], name_zh: str
) -> None:
    world.customer.name_zh = name_zh
    world.customer.save()
    brought_to("APPROVED", world)

    facts = looked(world)

    assert facts.value("filed_here")["is_ours"] is True
    assert facts.value("subject_here") == {"number": SUBJECT}
    assert [risk["source"] for risk in facts.value("risks")] == ["管局核查"]


def test_before_it_is_granted_the_list_names_another_company(world: World, listed: dict[str, Any]) -> None:
    world.customer.name_zh = "诺德风有限公司"
    world.customer.save()

    facts = looked(world)

    assert facts.value("filed_here")["is_ours"] is False and not facts.value("risks")


def test_numbers_are_those_in_force_of_this_organization(
    world: World, django_assert_num_queries: Any
) -> None:
    granted = brought_to("APPROVED", world)
    Filing.objects.filter(pk=brought_to("APPROVED", world, domain="second.cn").pk).update(
        icp_number=f"{SUBJECT}-2"
    )

    with django_assert_num_queries(1):
        assert numbers_of(world.customer) == {SUBJECT}
    assert numbers_of(world.stranger) == frozenset()

    for filing in Filing.objects.filter(state="APPROVED"):
        filings.cancel_filing(filing, reason="管局注销", by=world.wei)
    granted.refresh_from_db()
    assert granted.state == "CANCELLED" and numbers_of(world.customer) == frozenset()
