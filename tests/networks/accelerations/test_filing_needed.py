"""No way round the filing: every plan, every state of a filing, every verb (RELIABILITY T20)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from icp.eligibility.rules.domain_names import parse
from icp.filings import workflow as filings
from icp.filings.models import Filing
from icp.filings.reading import number_in_force
from icp.filings.rules.states import STATES
from networks.accelerations import workflow
from networks.accelerations.models import Acceleration
from networks.accelerations.rules import lifecycle
from networks.accelerations.rules.plans import PLANS
from portal.accounts.models import Membership, User
from portal.calendar.clock import engine_now
from portal.events.models import Event
from portal.refusals import Forbidden, Refused
from tests.icp.filings.cases import brought_to
from tests.networks.accelerations.world import NAME, approved, drafted, filed, in_service, submitted
from tests.world import World

pytestmark = pytest.mark.django_db
# Written out, so that a state that wrongly holds a number is seen here.
HOLDING = {"APPROVED", "RISK"}
FROM = {move.verb: move.state for move in lifecycle.MOVES if move.verb != "withdraw"} | {
    "withdraw": "submitted"
}
TOWARDS_SERVICE = ("submit", "approve", "put_in_service")


def placed(world: World, plan: str, state: str, filing: Filing) -> Acceleration:
    """An order in this state, as it stood while the filing held its number."""
    return Acceleration.objects.create(
        organization=world.customer,
        number=Acceleration.objects.count() + 1000,
        domain=NAME,
        domain_unicode=NAME,
        plan=plan,
        areas=["Europe"],
        bandwidth_mbps=10,
        state=state,
        filing=filing,
        created_by=world.lena,
        submitted_by=world.lena,
        submitted_at=engine_now(),
    )


def say_verb(world: World, verb: str, acceleration: Acceleration) -> Acceleration:
    acts: dict[str, Callable[[], Acceleration]] = {
        "submit": lambda: workflow.submit_acceleration(acceleration, by=world.lena),
        "withdraw": lambda: workflow.withdraw_acceleration(acceleration, by=world.lena),
        "approve": lambda: workflow.approve_acceleration(acceleration, by=world.priya),
        "decline": lambda: workflow.decline_acceleration(acceleration, reason="No", by=world.priya),
        "put_in_service": lambda: workflow.put_in_service(acceleration, by=world.priya),
        "end": lambda: workflow.end_acceleration(acceleration, by=world.priya),
    }
    return acts[verb]()


@pytest.mark.parametrize("state", STATES)
def test_no_verb_goes_round_a_filing_that_holds_no_number(
    state: str, world: World, say: Callable[[str], None]
) -> None:
    filing = brought_to(state, world)
    bypassed, asked = [], 0
    for plan in PLANS:
        for verb in ("open", *lifecycle.VERBS):
            asked += 1
            may_pass = plan == "premium" or state in HOLDING or verb in ("withdraw", "decline", "end")
            acceleration = None
            try:
                if verb == "open":
                    acceleration = drafted(world, plan)
                else:
                    acceleration = placed(world, plan, FROM[verb], filing)
                    say_verb(world, verb, acceleration)
            except Refused as refused:
                assert refused.code == "filing_needed", (plan, verb, refused.message)
                assert not may_pass, (plan, verb)
                if acceleration is not None:
                    acceleration.refresh_from_db()
                    assert acceleration.state == FROM[verb]
            else:
                if not may_pass:
                    bypassed.append((plan, verb))
            Acceleration.objects.filter(organization=world.customer).update(state="withdrawn")
    assert bypassed == []
    say(f"{state}: {asked} cases, {len(bypassed)} by-passes")


def test_the_filing_of_another_organization_is_not_ours(world: World) -> None:
    filed(world)

    with pytest.raises(Refused, match="no filing number in force"):
        workflow.open_acceleration(
            organization=world.stranger,
            domain=NAME,
            plan="standard",
            areas=["Europe"],
            bandwidth_mbps=10,
            by=world.omar,
        )


def test_the_filing_of_another_domain_is_not_this_ones(world: World) -> None:
    filed(world)

    with pytest.raises(Refused, match=r"nordwind\.com has no filing number"):
        drafted(world, domain="nordwind.com")


@pytest.mark.parametrize("typed", ["https://www.Nordwind-Maschinen.cn/shop", "NORDWIND-MASCHINEN.CN."])
def test_a_subdomain_rests_on_the_filing_of_its_registrable_name(typed: str, world: World) -> None:
    filing = filed(world)

    assert drafted(world, domain=typed).filing == filing


def test_a_chinese_name_is_compared_as_it_is_registered(world: World) -> None:
    filing = filed(world)
    Filing.objects.filter(pk=filing.pk).update(domain=parse("北风.中国").registrable)

    ordered = drafted(world, domain="www.北风.中国")

    assert ordered.filing == filing and ordered.domain.startswith("xn--")
    assert ordered.domain_unicode == "北风.中国"


def test_the_one_question_is_one_query(world: World, django_assert_num_queries: Any) -> None:
    filing = filed(world)
    with django_assert_num_queries(1):
        found = number_in_force(world.customer, NAME)
        assert found == filing and found is not None and found.holds_number


def test_the_pivot_asks_again(world: World) -> None:
    filing = filed(world)
    order = approved(world)
    filings.lapse_filing(filing, reason="域名到期", by=world.wei)

    with pytest.raises(Refused) as refused:
        workflow.put_in_service(order, by=world.priya)

    assert refused.value.code == "filing_needed" and "Premium" in refused.value.remedy
    order.refresh_from_db()
    assert order.state == "approved" and order.in_service_since is None


def test_the_database_refuses_a_mainland_plan_that_rests_on_nothing(world: World) -> None:
    filing = filed(world)
    order = placed(world, "standard", "draft", filing)
    Acceleration.objects.filter(pk=order.pk).update(filing=None)

    with pytest.raises(IntegrityError, match="mainland_plan_rests_on_a_filing"), transaction.atomic():
        Acceleration.objects.filter(pk=order.pk).update(state="in_service")


def again(person: User) -> User:
    """The same person with the memberships of now."""
    return User.objects.get(pk=person.pk)


@pytest.mark.parametrize("act", [workflow.approve_acceleration, workflow.put_in_service])
@pytest.mark.parametrize("who", ["sender", "colleague"])
def test_an_architect_of_the_customer_does_not_decide_for_it(who: str, act: Any, world: World) -> None:
    filed(world)
    order = submitted(world) if act is workflow.approve_acceleration else approved(world)
    person = world.lena if who == "sender" else world.priya
    Membership.objects.get_or_create(user=person, organization=world.operator, role="architect")
    Membership.objects.get_or_create(user=person, organization=world.customer, role="owner")

    with pytest.raises(Refused) as refused:
        act(order, by=again(person))

    assert refused.value.code == {"sender": "own_request", "colleague": "member_of_customer"}[who]
    order.refresh_from_db()
    assert order.state == FROM["approve" if act is workflow.approve_acceleration else "put_in_service"]


def test_customers_do_not_decide_and_architects_do_not_send(world: World) -> None:
    filed(world)
    draft = drafted(world)
    with pytest.raises(Forbidden):
        workflow.submit_acceleration(draft, by=world.priya)
    sent = workflow.submit_acceleration(draft, by=world.jonas)
    for verb in (workflow.approve_acceleration, workflow.put_in_service, workflow.end_acceleration):
        with pytest.raises(Forbidden):
            verb(sent, by=world.lena)
    with pytest.raises(Forbidden):
        workflow.withdraw_acceleration(sent, by=world.mia)


def test_from_the_order_to_its_end(world: World) -> None:
    filed(world)
    order = in_service(world)
    assert order.state == "in_service" and order.in_service_since is not None
    with pytest.raises(Refused, match="is in service, so it cannot be withdrawn"):
        workflow.withdraw_acceleration(order, by=world.lena)
    ended = workflow.end_acceleration(order, by=world.priya)

    assert ended.state == "ended" and ended.ended_at is not None
    told = Event.objects.filter(subject_id=order.pk).order_by("sequence")
    assert [event.type.partition(".")[2] for event in told] == [
        *("opened", "submitted", "approved", "put_in_service", "ended"),
    ]
    assert NAME not in str([event.payload for event in told])


def test_a_domain_has_one_open_order_per_plan(world: World) -> None:
    filed(world)
    first = drafted(world)
    with pytest.raises(Refused) as refused:
        drafted(world)
    assert refused.value.code == "acceleration_exists"

    workflow.withdraw_acceleration(first, by=world.lena)
    assert drafted(world).number == first.number + 1
