"""Nobody approves for themselves, whatever roles they hold."""

from __future__ import annotations

import pytest

from networks.requests import workflow
from networks.requests.models import Approval
from portal.accounts.models import Membership, Organization, User
from portal.alibaba.clients import Cloud
from portal.refusals import Refused
from tests.networks.engine.conftest import Cast
from tests.networks.engine.driving import WITHIN_FRANKFURT, in_review

pytestmark = pytest.mark.committed


def again(person: User) -> User:
    """The same person with the memberships of now."""
    return User.objects.get(pk=person.pk)


@pytest.mark.parametrize("who", ["requester", "colleague"])
def test_an_architect_of_the_customer_cannot_approve_its_request(who: str, cloud: Cloud, cast: Cast) -> None:
    network_request = in_review(cloud, cast.nordwind, cast.lena, WITHIN_FRANKFURT)
    operator = Organization.objects.get(is_operator=True)
    approver = cast.lena if who == "requester" else cast.priya
    Membership.objects.get_or_create(user=approver, organization=operator, role="architect")
    Membership.objects.get_or_create(user=approver, organization=cast.nordwind, role="owner")
    assert network_request.plan is not None

    with pytest.raises(Refused) as refused:
        workflow.approve_request(
            network_request, plan_hash=network_request.plan.plan_hash, by=again(approver)
        )

    assert refused.value.code == {"requester": "own_request", "colleague": "member_of_customer"}[who]
    assert not Approval.objects.filter(plan=network_request.plan).exists()
