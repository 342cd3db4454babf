"""The worker that plans also judges, and keeps with the plan what the rules said."""

from __future__ import annotations

import pytest

from networks.requests.judging import checks_of
from networks.requests.rules.decisions import key_of, to_decide
from networks.requests.rules.spec import parse
from networks.requests.surveying import judged
from portal.alibaba.clients import Cloud
from tests.networks.engine.conftest import Cast
from tests.networks.engine.driving import LONDON_IS_SOLD, LONDON_TO_SHANGHAI, in_review

pytestmark = pytest.mark.committed


def test_a_plan_keeps_every_answer_of_the_rules(cloud: Cloud, cast: Cast) -> None:
    sent = in_review(cloud, cast.nordwind, cast.lena, LONDON_TO_SHANGHAI)

    assert sent.plan is not None, sent.remarks
    assert sent.plan.read_checks() == checks_of(sent, parse(sent.spec))
    assert [key_of(check) for check in to_decide(sent.plan.read_checks())] == [LONDON_IS_SOLD]


def test_a_removal_asks_for_no_reason(cloud: Cloud, cast: Cast) -> None:
    sent = in_review(cloud, cast.nordwind, cast.lena, LONDON_TO_SHANGHAI)
    sent.action = "remove"

    assert judged(sent, parse(sent.spec)) == []
