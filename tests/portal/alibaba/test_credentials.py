from __future__ import annotations

from typing import Any

import pytest

from portal.alibaba.clients import Cloud
from portal.alibaba.credentials import Credentials, Keys
from portal.alibaba.endpoint import CloudSettings
from portal.alibaba.errors import AlibabaError
from tests.processes import Standin

ROLE = "acs:ram::1234567890123456:role/builder"


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Sts:
    """Gives numbered sessions and counts them."""

    def __init__(self) -> None:
        self.given = 0

    def __call__(self) -> Keys:
        self.given += 1
        return Keys(f"STS.{self.given}", "secret", "token")


def session(clock: Clock, sts: Sts) -> Credentials:
    settings = CloudSettings(
        access_key_id="own", access_key_secret="own-secret", role_arn=ROLE, session_seconds=900
    )
    return Credentials(settings, sts, clock)


def test_on_loopback_the_stand_ins_key_is_used() -> None:
    assert Cloud(CloudSettings(endpoint="127.0.0.1:1")).credentials.current() == Keys(
        "standin", "standin-secret"
    )


def test_a_configured_key_goes_before_the_stand_ins() -> None:
    settings = CloudSettings(endpoint="127.0.0.1:1", access_key_id="own", access_key_secret="own-secret")
    assert Cloud(settings).credentials.current() == Keys("own", "own-secret")


@pytest.mark.parametrize("given", [{}, {"access_key_id": "own"}, {"access_key_secret": "own-secret"}])
def test_without_keys_the_real_cloud_is_not_called(given: dict[str, Any]) -> None:
    with pytest.raises(AlibabaError, match="ALIBABA_CLOUD_ACCESS_KEY_ID") as raised:
        Cloud(CloudSettings(**given)).call("vpc", "DescribeVpcs", "cn-shanghai", {})
    assert raised.value.outcome == "auth"


@pytest.mark.parametrize(("age", "sessions"), [(0, 1), (599, 1), (600, 2), (899, 2)])
def test_a_session_is_renewed_after_two_thirds_of_its_life(age: float, sessions: int) -> None:
    clock, sts = Clock(), Sts()
    credentials = session(clock, sts)
    credentials.current()
    clock.now += age
    assert credentials.current().access_key_id == f"STS.{sessions}"
    assert sts.given == sessions


def test_a_role_of_another_account_works_there(standin: Standin) -> None:
    cloud = Cloud(CloudSettings(endpoint=standin.address, role_arn=ROLE))
    identity = cloud.call("sts", "GetCallerIdentity", "cn-hangzhou", {})
    assert (identity["AccountId"], identity["IdentityType"]) == ("1234567890123456", "AssumedRoleUser")


def test_one_session_serves_many_calls(standin: Standin) -> None:
    cloud = Cloud(CloudSettings(endpoint=standin.address, role_arn=ROLE))
    for _ in range(3):
        cloud.call("vpc", "DescribeVpcs", "cn-shanghai", {"RegionId": "cn-shanghai"})
    actions = [call["action"] for call in standin.control("GET", "calls")["calls"]]
    assert actions.count("AssumeRole") == 1


def test_a_wrong_secret_is_an_auth_error_and_nothing_happens(standin: Standin) -> None:
    settings = CloudSettings(endpoint=standin.address, access_key_id="standin", access_key_secret="wrong")
    with pytest.raises(AlibabaError) as raised:
        Cloud(settings).call("vpc", "DescribeVpcs", "cn-shanghai", {"RegionId": "cn-shanghai"})
    assert raised.value.outcome == "auth"


def test_silence_of_sts_means_that_the_call_itself_was_never_sent(standin: Standin) -> None:
    standin.control("POST", "faults", {"fault": "lost_after", "action": "AssumeRole"})
    cloud = Cloud(CloudSettings(endpoint=standin.address, role_arn=ROLE))
    with pytest.raises(AlibabaError) as raised:
        cloud.call("vpc", "CreateVpc", "cn-shanghai", {"RegionId": "cn-shanghai"}, "t")
    assert raised.value.outcome == "not_now"


def test_secrets_are_not_printed() -> None:
    settings = CloudSettings(access_key_id="own", access_key_secret="own-secret")
    assert "own-secret" not in repr(settings) + repr(Keys("own", "own-secret", "own-secret"))
