"""An order that ends filings ends those it is about, all of them, and no other."""

from __future__ import annotations

import pytest

from icp.filings import workflow
from icp.filings.models import Filing
from portal.events.models import Event
from portal.refusals import Forbidden
from tests.icp.filings.cases import SUBJECT, brought_to
from tests.world import World

pytestmark = pytest.mark.django_db


def granted(world: World, number: str) -> Filing:
    filing = brought_to("APPROVED", world, domain=f"site-{Filing.objects.count()}.cn")
    Filing.objects.filter(pk=filing.pk).update(icp_number=number)
    return filing


def states(*filings: Filing) -> list[str]:
    return [Filing.objects.get(pk=filing.pk).state for filing in filings]


@pytest.mark.parametrize("given", [f"{SUBJECT}-1", SUBJECT, "沪icp备 2026019482"])
def test_the_end_of_an_applicant_ends_everything_under_its_number_and_nothing_else(
    given: str, world: World
) -> None:
    first, second = granted(world, f"{SUBJECT}-1"), granted(world, f"{SUBJECT}-12")
    longer, other = granted(world, "沪ICP备20260194821号-1"), granted(world, "京ICP备2026019482号-1")
    strangers = granted(world, f"{SUBJECT}-2")
    Filing.objects.filter(pk=strangers.pk).update(organization=world.stranger)
    order = brought_to("CA_REVIEW", world, "cancel_subject", existing_number=given)

    ended = workflow.confirm_cancellation(order, by=world.wei)

    assert states(first, second) == ["CANCELLED", "CANCELLED"]
    assert states(longer, other, strangers) == ["APPROVED", "APPROVED", "APPROVED"]
    told = Event.objects.get(type="filing.cancelled", subject_id=first.pk)
    assert told.payload["because"] == ended.reference


def test_the_end_of_an_applicant_whose_number_cannot_be_read_ends_nothing_by_guess(world: World) -> None:
    first = granted(world, f"{SUBJECT}-1")
    order = brought_to("CA_REVIEW", world, "cancel_subject")
    Filing.objects.filter(pk=order.pk).update(answers={**order.answers, "existing_number": "沪"})

    workflow.confirm_cancellation(order, by=world.wei)

    assert states(first) == ["APPROVED"]


def test_the_end_of_a_website_ends_that_one(world: World) -> None:
    first, second = granted(world, f"{SUBJECT}-1"), granted(world, f"{SUBJECT}-2")
    order = brought_to("CA_REVIEW", world, "cancel_website")
    Filing.objects.filter(pk=order.pk).update(about=second)

    workflow.confirm_cancellation(order, by=world.wei)

    assert states(first, second) == ["APPROVED", "CANCELLED"]


@pytest.mark.parametrize("person", ["lena", "mia", "priya", "otto"])
def test_who_may_not_confirm_an_end_is_told_so_of_the_order_itself(person: str, world: World) -> None:
    first = granted(world, f"{SUBJECT}-1")
    order = brought_to("CA_REVIEW", world, "cancel_subject")

    with pytest.raises(Forbidden, match=f"for {order.reference}"):
        workflow.confirm_cancellation(order, by=getattr(world, person))
    assert states(first, order) == ["APPROVED", "CA_REVIEW"]
