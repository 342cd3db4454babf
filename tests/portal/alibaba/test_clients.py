from __future__ import annotations

import os
import threading
import time

import pytest

from portal.alibaba.clients import Cloud
from portal.alibaba.endpoint import CloudSettings
from portal.alibaba.errors import AlibabaError, MalformedCallError
from tests.processes import Standin

from .server import answering

FRANKFURT = "eu-central-1"
VPC = {"RegionId": FRANKFURT, "CidrBlock": "10.20.0.0/16", "VpcName": "frankfurt"}


@pytest.fixture
def cloud(standin: Standin) -> Cloud:
    return Cloud(CloudSettings(endpoint=standin.address))


def failure(
    cloud: Cloud, action: str = "CreateVpc", params: dict = VPC, token: str | None = "t"
) -> AlibabaError:
    with pytest.raises(AlibabaError) as raised:
        cloud.call("vpc", action, FRANKFURT, params, token)
    return raised.value


def vpcs(standin: Standin) -> list[dict]:
    return standin.control("GET", "resources?kind=vpc")["resources"]


def test_a_call_speaks_the_clouds_own_names(cloud: Cloud) -> None:
    made = cloud.call("vpc", "CreateVpc", FRANKFURT, VPC, "token-1")
    found = cloud.call("vpc", "DescribeVpcs", FRANKFURT, {"RegionId": FRANKFURT, "VpcId": made["VpcId"]})
    assert [vpc["CidrBlock"] for vpc in found["Vpcs"]["Vpc"]] == ["10.20.0.0/16"]


def test_the_same_token_makes_one_thing(cloud: Cloud, standin: Standin) -> None:
    ids = {cloud.call("vpc", "CreateVpc", FRANKFURT, VPC, "token-1")["VpcId"] for _ in range(3)}
    assert len(ids) == len(vpcs(standin)) == 1


def test_another_body_under_the_same_token_is_a_mismatch(cloud: Cloud) -> None:
    cloud.call("vpc", "CreateVpc", FRANKFURT, VPC, "token-1")
    assert failure(cloud, params={**VPC, "CidrBlock": "10.21.0.0/16"}, token="token-1").outcome == "mismatch"


def test_a_lost_answer_is_unknown_and_the_same_token_finds_what_was_made(
    cloud: Cloud, standin: Standin
) -> None:
    standin.control("POST", "faults", {"fault": "lost_after", "action": "CreateVpc"})
    assert failure(cloud).outcome == "unknown"
    assert len(vpcs(standin)) == 1
    assert cloud.call("vpc", "CreateVpc", FRANKFURT, VPC, "t")["VpcId"] == vpcs(standin)[0]["id"]


def test_a_call_that_never_arrived_is_unknown_too(cloud: Cloud, standin: Standin) -> None:
    standin.control("POST", "faults", {"fault": "lost_before", "action": "CreateVpc"})
    assert failure(cloud).outcome == "unknown"
    assert vpcs(standin) == []


def test_a_throttled_call_says_when_to_come_back(cloud: Cloud, standin: Standin) -> None:
    standin.control("POST", "faults", {"fault": "throttle", "action": "CreateVpc", "seconds": 7})
    error = failure(cloud)
    assert (error.outcome, error.retry_after_ms) == ("not_now", 7000)


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [("http_500", "unknown"), ("quota", "refused"), ("auth_expired", "auth"), ("busy", "busy")],
)
def test_each_kind_of_trouble_has_its_class(cloud: Cloud, standin: Standin, fault: str, outcome: str) -> None:
    standin.control("POST", "faults", {"fault": fault, "action": "CreateVpc"})
    error = failure(cloud)
    assert (error.outcome, bool(error.request_id)) == (outcome, True)


@pytest.mark.parametrize("fault", ["lost_before", "lost_after", "http_500", "throttle", "busy", "slow"])
def test_nothing_is_ever_sent_twice_by_itself(standin: Standin, fault: str) -> None:
    cloud = Cloud(CloudSettings(endpoint=standin.address, read_timeout=0.3))
    seconds = {"seconds": 2} if fault == "slow" else {}
    standin.control("POST", "faults", {"fault": fault, "action": "CreateVpc", "times": -1, **seconds})
    failure(cloud)
    assert [call["action"] for call in standin.control("GET", "calls")["calls"]] == ["CreateVpc"]


def test_the_sdks_own_retry_is_off(cloud: Cloud) -> None:
    client = cloud._client("vpc", FRANKFURT)
    assert client._retry_options is None


def test_a_silent_server_ends_the_call_at_the_read_timeout() -> None:
    with answering({"RequestId": "r", "VpcId": "vpc-1"}, pause=60) as server:
        began = time.monotonic()
        assert failure(server.cloud(read_timeout=0.2)).outcome == "unknown"
        assert time.monotonic() - began < 20


def test_a_dripping_answer_ends_at_the_call_timeout() -> None:
    with answering({"RequestId": "r", "VpcId": "vpc-1"}, pause=2, drip=True) as server:
        began = time.monotonic()
        assert failure(server.cloud(read_timeout=10, call_timeout=0.5)).outcome == "unknown"
        assert time.monotonic() - began < 20


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"<html>bad gateway</html>", 502), (b"", 200), (b"not json", 200), (b"[1]", 200), (b'"text"', 200)],
    ids=["html", "empty", "text", "list", "string"],
)
def test_an_unreadable_answer_is_unknown(body: bytes, status: int) -> None:
    with answering(body, status=status) as server:
        assert failure(server.cloud()).outcome == "unknown"


def test_nobody_listening_is_unknown() -> None:
    assert failure(Cloud(CloudSettings(endpoint="127.0.0.1:1"))).outcome == "unknown"


def test_a_refusal_inside_a_successful_answer_is_still_a_refusal() -> None:
    body = {"Success": False, "Code": "NotApplicable", "Message": "Wrong site.", "RequestId": "r-1"}
    with answering(body) as server, pytest.raises(AlibabaError) as raised:
        server.cloud().call("bssopenapi", "GetSubscriptionPrice", FRANKFURT, {})
    assert (raised.value.code, raised.value.outcome, raised.value.request_id) == (
        "NotApplicable",
        "refused",
        "r-1",
    )


def test_a_pause_asked_for_with_an_unknown_code_is_obeyed() -> None:
    body = {"Code": "NewKindOfLimit", "Message": "Slower, please.", "RequestId": "r-1"}
    with answering(body, status=429, headers={"x-acs-retry-after": "1500"}) as server:
        error = failure(server.cloud())
    assert (error.outcome, error.retry_after_ms) == ("not_now", 1500)


def test_a_dry_run_passes_by_its_error_and_makes_nothing(cloud: Cloud, standin: Standin) -> None:
    assert cloud.dry_run("vpc", "CreateVpc", FRANKFURT, VPC).passed
    assert vpcs(standin) == []


def test_a_dry_run_that_is_refused_says_why(cloud: Cloud) -> None:
    verdict = cloud.dry_run("vpc", "CreateVpc", FRANKFURT, {**VPC, "CidrBlock": "10.20.0.0/99"})
    assert not verdict.passed
    assert verdict.code and verdict.message


def test_a_dry_run_answered_with_a_bare_request_id_has_passed() -> None:
    with answering({"RequestId": "r-1"}) as server:
        assert server.cloud().dry_run("vpc", "CreateVpc", FRANKFURT, VPC).passed


def test_a_dry_run_that_made_something_is_reported() -> None:
    with answering({"RequestId": "r-1", "VpcId": "vpc-1"}) as server, pytest.raises(AlibabaError) as raised:
        server.cloud().dry_run("vpc", "CreateVpc", FRANKFURT, VPC)
    assert (raised.value.code, raised.value.outcome) == ("DryRunCreated", "needs_human")


def test_trouble_on_the_way_is_no_verdict_of_a_dry_run(cloud: Cloud, standin: Standin) -> None:
    standin.control("POST", "faults", {"fault": "throttle", "action": "CreateVpc"})
    with pytest.raises(AlibabaError) as raised:
        cloud.dry_run("vpc", "CreateVpc", FRANKFURT, VPC)
    assert raised.value.outcome == "not_now"


@pytest.mark.parametrize(("product", "action"), [("vpc", "DeleteEverything"), ("oss", "PutObject")])
def test_a_call_that_is_not_in_the_table_is_not_sent(cloud: Cloud, product: str, action: str) -> None:
    with pytest.raises(MalformedCallError):
        cloud.call(product, action, FRANKFURT, {})


def test_a_proxy_of_the_environment_is_not_used_on_loopback(
    standin: Standin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:1")
    cloud = Cloud(CloudSettings(endpoint=standin.address))
    assert cloud.call("vpc", "DescribeVpcs", FRANKFURT, {"RegionId": FRANKFURT})["TotalCount"] == 0


def test_many_threads_share_one_client(cloud: Cloud) -> None:
    answers: list[int] = []
    threads = [
        threading.Thread(
            target=lambda: answers.append(
                cloud.call("vpc", "DescribeVpcs", FRANKFURT, {"RegionId": FRANKFURT})["TotalCount"]
            )
        )
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert answers == [0] * 8
    assert len(cloud._clients) == 1


def test_a_forked_child_uses_connections_of_its_own() -> None:
    """Celery forks its children; two processes writing into one socket would mix their answers."""
    with answering({"RequestId": "r-1"}) as server:
        cloud = server.cloud()
        for _ in range(2):
            cloud.call("vpc", "DescribeVpcs", FRANKFURT, {"RegionId": FRANKFURT})
        child = os.fork()
        if child == 0:
            status = 1
            try:
                cloud.call("vpc", "DescribeVpcs", FRANKFURT, {"RegionId": FRANKFURT})
                status = 0 if len({process for process, _, _ in cloud._clients}) == 2 else 1
            finally:
                os._exit(status)
        _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    first, second, of_the_child = server.callers
    assert first == second != of_the_child
