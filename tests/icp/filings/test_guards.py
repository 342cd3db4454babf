"""Every refusal of the workflow that hangs on more than a state, a verb and a role: each by its own code."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from stdnum.cn import uscc

from icp.filings import workflow
from icp.filings.models import Filing
from icp.filings.workflow import Said
from icp.filings.workflow.reviewing import MOST_REMARKS
from portal.accounts.models import Membership, User
from portal.accounts.roles import FILING_SPECIALIST
from portal.calendar.clock import now
from portal.refusals import Refused
from tests.icp.filings.cases import NUMBER, RETURNED, WHOLE, brought_to, draft, submitted
from tests.world import World

pytestmark = pytest.mark.django_db
OTHER_LICENSE = "91310000MADEM0002" + uscc.calc_check_digit("91310000MADEM0002")


@pytest.fixture
def lin(world: World) -> User:
    """A second specialist."""
    person = User.objects.create(email=f"lin.{world.wei.email}", name="Lin Chen")
    Membership.objects.create(user=person, organization=world.operator, role=FILING_SPECIALIST)
    return person


def refused(act: Callable[[], object]) -> str:
    """The code of the refusal; what was tried is taken back whole."""
    with pytest.raises(Refused) as caught, transaction.atomic():
        act()
    assert str(caught.value), "a refusal is a sentence"
    return caught.value.code


@pytest.mark.parametrize("person", ["mia", "omar", "priya", "wei", "otto"])
def test_only_its_customers_who_may_edit_write_answers(person: str, world: World) -> None:
    filing, by = draft(world), getattr(world, person)

    refused(lambda: workflow.save_answers(filing, {"site_name": "别的名称"}, by=by))
    refused(lambda: workflow.open_filing(organization=world.customer, filing_type="first_filing", by=by))

    assert Filing.objects.get(organization=world.customer).read_answers()["site_name"] == WHOLE["site_name"]


@pytest.mark.parametrize("person", ["lena", "mia", "omar", "priya", "otto"])
def test_only_a_specialist_claims_and_hands_back(person: str, world: World) -> None:
    filing, by = submitted(world), getattr(world, person)
    Filing.objects.filter(pk=filing.pk).update(assigned_to=None)

    refused(lambda: workflow.claim_filing(filing, by=by))
    Filing.objects.filter(pk=filing.pk).update(assigned_to=by)
    assert refused(lambda: workflow.hand_back_filing(filing, by=by)) != "not_in_hand"


def test_one_specialist_at_a_time(world: World, lin: User) -> None:
    filing = submitted(world)
    Filing.objects.filter(pk=filing.pk).update(assigned_to=None)
    workflow.claim_filing(filing, by=world.wei)

    assert refused(lambda: workflow.claim_filing(filing, by=lin)) == "held_by_another"
    assert refused(lambda: workflow.hand_back_filing(filing, by=lin)) == "not_in_hand"
    assert refused(lambda: workflow.hand_back_filing(filing, to=world.otto, by=world.wei)) == "no_specialist"
    assert refused(lambda: workflow.lodge_filing(filing, by=lin)) == "held_by_another"

    assert workflow.claim_filing(filing, take_over=True, by=lin).assigned_to == lin
    assert workflow.hand_back_filing(filing, to=world.wei, by=lin).assigned_to == world.wei


def test_what_is_not_on_the_desk_is_not_claimed(world: World) -> None:
    assert refused(lambda: workflow.claim_filing(draft(world), by=world.wei)) == "not_on_the_desk"


@pytest.mark.parametrize("state", ["SPECIALIST_REVIEW", "CA_REVIEW", "APPROVED", "ABANDONED"])
def test_nothing_is_changed_where_nothing_may_be(state: str, world: World) -> None:
    filing = brought_to(state, world)
    code = refused(lambda: workflow.save_answers(filing, {"site_name": "别的名称"}, by=world.lena))
    assert code == "not_in_this_state"


def test_only_marked_fields_change_after_a_return(world: World) -> None:
    filing = brought_to("SPECIALIST_RETURNED", world)

    assert refused(lambda: workflow.save_answers(filing, {"company_name": "乙"}, by=world.lena)) == (
        "field_not_flagged"
    )
    assert workflow.save_answers(filing, {"site_name": "北风官网"}, by=world.lena)


def test_a_value_that_somebody_else_changed_is_not_overwritten(world: World) -> None:
    filing = draft(world)
    seen = {"site_name": WHOLE["site_name"]}
    workflow.save_answers(filing, {"site_name": "甲的名称"}, seen=seen, page="one", by=world.jonas)

    late = {"site_name": "乙的名称"}
    assert refused(lambda: workflow.save_answers(filing, late, seen=seen, page="two", by=world.lena)) == (
        "changed_meanwhile"
    )
    assert workflow.save_answers(filing, late, seen=seen, page="one", by=world.jonas), "one's own page"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"filing_type": "second_filing"}, "unknown_filing_type"),
        ({"filing_type": "first_filing", "service": "fax"}, "unknown_service"),
    ],
)
def test_what_is_no_filing_is_not_opened(given: dict[str, Any], code: str, world: World) -> None:
    opened = {"organization": world.customer, "by": world.lena, **given}
    assert refused(lambda: workflow.open_filing(**opened)) == code


@pytest.mark.parametrize(
    ("remarks", "code"),
    [
        ([], "reasons_missing"),
        (RETURNED * (MOST_REMARKS + 1), "too_many_reasons"),
        ([Said("site_name", "because")], "unknown_reason"),
        ([Said("shoe_size", "site_name_invalid")], "unknown_field"),
        ([Said("site_name", "other", "  ")], "note_missing"),
    ],
)
def test_a_return_that_says_nothing_is_not_sent(remarks: list[Said], code: str, world: World) -> None:
    filing = submitted(world)
    assert refused(lambda: workflow.return_filing(filing, "return", remarks, by=world.wei)) == code


@pytest.mark.parametrize("act", [workflow.lapse_filing, workflow.cancel_filing, workflow.cancel_access])
def test_no_number_ends_without_a_reason(act: Callable[..., Filing], world: World) -> None:
    filing = brought_to("APPROVED", world)
    assert refused(lambda: act(filing, reason=" \n", by=world.wei)) == "reason_missing"
    # Who may not is told so first, whatever came with it.
    assert refused(lambda: act(filing, reason="", by=world.lena)) == "role_may_not"


def test_a_risk_has_a_day_to_come_and_its_end_a_word(world: World) -> None:
    filing = brought_to("APPROVED", world)
    past = now(filing.organization) - timedelta(seconds=1)

    assert (
        refused(lambda: workflow.report_risk(filing, source="检查", ends_at=past, by=world.wei))
        == "deadline_passed"
    )
    assert (
        refused(lambda: workflow.report_risk(filing, source="检查", ends_at=past, by=world.mia))
        == "role_may_not"
    )
    filing = brought_to("RISK", world, license_number="91310115MA1K35WW2X")
    assert refused(lambda: workflow.fix_risk(filing, evidence=" ", by=world.wei)) == "evidence_missing"
    assert refused(lambda: workflow.fix_risk(filing, evidence=" ", by=world.mia)) == "role_may_not"


def test_no_face_no_second_way_to_the_provider(world: World) -> None:
    filing = submitted(world)
    assert refused(lambda: workflow.relodge_filing(filing, by=world.wei)) == "no_face_check"
    assert refused(lambda: workflow.relodge_filing(filing, by=world.mia)) == "role_may_not"


@pytest.mark.parametrize("act", [workflow.enter_code, workflow.count_wrong_code])
def test_nobody_who_gets_no_message_enters_a_code(act: Callable[..., Filing], world: World) -> None:
    filing = brought_to("SMS_PENDING", world)
    assert refused(lambda: act(filing, person="site", by=world.lena)) == "unknown_person"
    assert refused(lambda: act(filing, person="site", by=world.mia)) == "role_may_not"


def test_one_order_of_an_applicant_at_a_time(world: World) -> None:
    submitted(world)
    assert refused(lambda: submitted(world)) == "order_in_progress"


def test_a_filing_is_sent_whole_and_as_it_was_read(world: World) -> None:
    filing = draft(world)
    assert refused(lambda: workflow.submit_filing(filing, by=world.lena)) == "not_ready"
    assert refused(lambda: workflow.submit_filing(filing, row_version=99, by=world.lena)) == (
        "changed_meanwhile"
    )
    assert refused(lambda: workflow.submit_filing(filing, row_version=99, by=world.mia)) == "role_may_not"

    filing = brought_to("SPECIALIST_RETURNED", world)
    assert refused(lambda: workflow.resubmit_filing(filing, by=world.lena)) == "remarks_open"
    assert refused(lambda: workflow.resubmit_filing(filing, row_version=99, by=world.lena)) == (
        "changed_meanwhile"
    )
    assert refused(lambda: workflow.resubmit_filing(filing, by=world.mia)) == "role_may_not"


def test_a_number_that_cannot_be_is_told_after_who_may(world: World) -> None:
    filing = brought_to("CA_REVIEW", world)
    assert refused(lambda: workflow.grant_filing(filing, number="12345", by=world.lena)) == "role_may_not"
    assert refused(lambda: workflow.grant_filing(filing, number="12345", by=world.wei)) != "role_may_not"
    assert workflow.grant_filing(filing, number=NUMBER, by=world.wei).state == "APPROVED"


def test_no_two_websites_of_an_organization_bear_one_number(world: World) -> None:
    granted, other = brought_to("APPROVED", world), brought_to("CA_REVIEW", world, domain="second.cn")
    number = granted.icp_number

    with pytest.raises(Refused, match=f"{number} is the number of {granted.reference} already") as caught:
        workflow.grant_filing(other, number=number.replace("沪ICP备", "沪 icp备 "), by=world.wei)
    assert caught.value.code == "number_in_use" and "number" in caught.value.extra["fields"]

    Filing.objects.filter(pk=granted.pk).update(state="LAPSED")
    assert workflow.grant_filing(other, number=number, by=world.wei).icp_number == number


def test_a_number_goes_on_with_a_change_and_says_nothing_of_strangers(world: World) -> None:
    granted = brought_to("APPROVED", world)
    change = brought_to("CA_REVIEW", world, "change", existing_number=NUMBER, changed=["site"])
    Filing.objects.filter(pk=granted.pk).update(organization=world.stranger)
    fresh = brought_to("CA_REVIEW", world, domain="third.cn", license_number=OTHER_LICENSE)

    assert workflow.grant_filing(fresh, number=NUMBER, by=world.wei).state == "APPROVED"
    assert workflow.grant_filing(change, number=NUMBER, by=world.wei).icp_number == NUMBER


@pytest.mark.parametrize("person", ["lena", "mia", "priya", "otto"])
def test_who_may_not_return_is_told_so_before_the_reasons_are_read(person: str, world: World) -> None:
    filing = submitted(world)

    code = refused(lambda: workflow.return_filing(filing, "return", [], by=getattr(world, person)))

    assert code == "role_may_not"
