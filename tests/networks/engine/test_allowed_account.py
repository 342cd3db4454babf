"""With credentials of another account nothing is built, nothing is asked, and nothing is lost."""

from __future__ import annotations

import re
from io import StringIO
from random import Random
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from networks.fulfilment.engine import take_step
from networks.requests import workflow
from networks.requests.surveying import survey_next
from portal.alibaba.clients import Cloud
from portal.alibaba.configured import cloud_from_settings
from portal.alibaba.endpoint import CloudSettings
from portal.alibaba.errors import AlibabaError
from tests.networks.engine.conftest import Cast
from tests.networks.engine.driving import approved, picture, step_until_final, submitted
from tests.processes import Standin, Worker

pytestmark = pytest.mark.committed
ALLOWED = "2222222222222222"
SENTENCE = re.compile(rf"belong to the cloud account \d{{16}}, and only {ALLOWED} is allowed")


@pytest.fixture
def foreign(standin: Standin) -> Cloud:
    return Cloud(CloudSettings(endpoint=standin.address, account=ALLOWED))


def asked(standin: Standin) -> list[str]:
    return [call["action"] for call in standin.control("GET", "calls")["calls"]]


def test_a_foreign_account_is_asked_who_it_is_and_nothing_else(foreign: Cloud, standin: Standin) -> None:
    for action in ("CreateVpc", "DescribeVpcs", "DescribeVpcs"):
        with pytest.raises(AlibabaError, match=SENTENCE) as raised:
            foreign.call("vpc", action, "eu-central-1", {"RegionId": "eu-central-1"})
        assert (raised.value.outcome, raised.value.code) == ("auth", "AccountNotAllowed")

    assert asked(standin) == ["GetCallerIdentity"]


def test_the_allowed_account_works_and_is_asked_once(cloud: Cloud, standin: Standin) -> None:
    own = Cloud(CloudSettings(endpoint=standin.address, account=cloud.account.given()))

    for _time in range(2):
        own.call("vpc", "DescribeVpcs", "eu-central-1", {"RegionId": "eu-central-1"})

    assert asked(standin) == ["GetCallerIdentity"] * 2 + ["DescribeVpcs"] * 2


def test_without_the_setting_nothing_is_asked(cloud: Cloud, standin: Standin) -> None:
    cloud.call("vpc", "DescribeVpcs", "eu-central-1", {"RegionId": "eu-central-1"})

    assert asked(standin) == ["DescribeVpcs"]


def test_an_account_that_cannot_be_asked_sends_nothing_and_is_asked_again(
    foreign: Cloud, standin: Standin
) -> None:
    standin.control("POST", "faults", {"fault": "lost_before", "action": "GetCallerIdentity", "times": 1})

    with pytest.raises(AlibabaError) as raised:
        foreign.call("vpc", "CreateVpc", "eu-central-1", {"RegionId": "eu-central-1"}, "token")
    assert raised.value.outcome == "not_now" and "CreateVpc" not in asked(standin)
    with pytest.raises(AlibabaError, match=SENTENCE):
        foreign.account.require()


def test_a_survey_sends_nothing_and_waits_for_the_operator(
    foreign: Cloud, standin: Standin, cast: Cast
) -> None:
    sent = submitted(cast.nordwind, cast.lena)
    type(sent).objects.filter(pk=sent.pk).update(survey_attempts=20)

    assert survey_next(foreign)

    sent.refresh_from_db()
    assert sent.status == "submitted" and sent.survey_due is not None
    assert set(asked(standin)) == {"GetCallerIdentity"}


def test_a_build_is_held_and_goes_on_after_a_retry(
    cloud: Cloud, foreign: Cloud, standin: Standin, cast: Cast, random: Random
) -> None:
    run = approved(cloud, cast.nordwind, cast.lena, cast.priya)
    before = len(asked(standin))

    take_step(foreign, random)

    run.refresh_from_db()
    assert (run.status, run.hold_code) == ("held", "AccountNotAllowed") and SENTENCE.search(run.hold_message)
    assert asked(standin)[before:] == ["GetCallerIdentity"]
    workflow.retry_request(run.network_request, by=cast.lena)
    assert step_until_final(cloud, run, random=random) == "succeeded", picture(run)


def test_smoke_says_which_account_was_given_and_which_is_allowed(
    standin: Standin, committed_db: None, settings: Any
) -> None:
    settings.ALIBABA_CLOUD_ACCOUNT = ALLOWED
    cloud_from_settings.cache_clear()

    with pytest.raises(CommandError, match=SENTENCE):
        call_command("smoke", minutes=1, stdout=StringIO())

    assert set(asked(standin)) == {"GetCallerIdentity"}


def test_a_worker_says_so_when_it_starts(
    worker_process: Worker, committed_db: None, standin: Standin
) -> None:
    worker = Worker(worker_process.children, {**worker_process.environment, "ALIBABA_CLOUD_ACCOUNT": ALLOWED})
    worker.start()
    try:
        assert SENTENCE.search(worker.log(100))
    finally:
        worker.stop()
