"""Asking the vendor what is filed: plain answers, and the reason where there is none."""

from __future__ import annotations

import time
from typing import Any

import pytest

from portal.alibaba import filings
from portal.alibaba.clients import Cloud
from portal.alibaba.endpoint import CloudSettings
from portal.alibaba.filings import NotKnown
from tests.processes import Standin

from .server import answering

SUBJECT: dict[str, Any] = {
    "number": "沪ICP备2026000001号",
    "name": "北风（上海）有限公司",
    "person": "张三",
    "websites": [{"name": "北风网", "number": "沪ICP备2026000001号-1", "domains": ["Nordwind.cn."]}],
    "apps": [{"name": "北风", "number": "沪ICP备2026000001号-2A", "domains": []}],
    "risks": [{"deadline": "2026年12月28日0点", "source": "管局核查", "suggestions": ["<b>请更新</b>"]}],
}


@pytest.fixture
def cloud(standin: Standin) -> Cloud:
    return Cloud(CloudSettings(endpoint=standin.address))


def test_a_domain_is_filed_or_not(cloud: Cloud, standin: Standin) -> None:
    standin.control("POST", "filings", {"domains": {"filed.cn": True, "new.cn": False}})
    assert filings.domain_is_filed(cloud, "filed.cn") is True
    assert filings.domain_is_filed(cloud, "new.cn") is False


def test_somebody_elses_domain_is_not_known_to_be_unfiled(cloud: Cloud) -> None:
    assert filings.domain_is_filed(cloud, "example.com") == NotKnown("not_of_account", "-124")


def test_what_was_granted_is_told_without_persons(cloud: Cloud, standin: Standin) -> None:
    standin.control("POST", "filings", {"subjects": [SUBJECT]})

    answer = filings.granted(cloud)

    assert isinstance(answer, tuple)
    (subject,) = answer
    assert (subject.number, subject.nature) == ("沪ICP备2026000001号", "企业")
    assert [(each.kind, each.domains) for each in subject.services] == [
        ("website", ("nordwind.cn",)),
        ("app", ()),
    ]
    assert subject.risks[0].suggestions == ("<b>请更新</b>",)
    assert "张三" not in repr(answer)


def test_nothing_granted_is_an_answer(cloud: Cloud) -> None:
    assert filings.granted(cloud) == ()


def test_a_refusal_inside_a_good_answer_is_its_reason(cloud: Cloud, standin: Standin) -> None:
    standin.control("POST", "filings", {"failure": {"code": 403, "message": "no"}})
    assert filings.granted(cloud) == NotKnown("refused", "403")


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ({"fault": "refuse", "code": "NoPermission"}, "no_access"),
        ({"fault": "refuse", "code": "Forbidden"}, "no_access"),
        ({"fault": "refuse", "code": "CheckDomainICPFail"}, "no_answer"),
        ({"fault": "throttle"}, "busy"),
        ({"fault": "lost_before"}, "no_answer"),
        ({"fault": "http_500"}, "no_answer"),
        ({"fault": "refuse", "code": "NobodyKnows"}, "refused"),
    ],
)
def test_trouble_is_a_reason_and_never_a_no(
    cloud: Cloud, standin: Standin, fault: dict[str, Any], reason: str
) -> None:
    standin.control("POST", "filings", {"domains": {"new.cn": False}})
    standin.control("POST", "faults", fault)

    answer = filings.domain_is_filed(cloud, "new.cn")

    assert isinstance(answer, NotKnown) and answer.reason == reason


def test_without_keys_it_says_so() -> None:
    answer = filings.granted(Cloud(CloudSettings()))
    assert answer == NotKnown("not_configured", "CredentialsMissing")


def test_a_slow_cloud_is_left_after_its_time(cloud: Cloud, standin: Standin) -> None:
    standin.control("POST", "faults", {"fault": "slow", "seconds": 12})
    began = time.monotonic()
    assert filings.granted(cloud, seconds=0.2) == NotKnown("no_answer", "TimeoutError")
    assert time.monotonic() - began < 8


@pytest.mark.parametrize(
    "body",
    [
        {"Status": "SomethingElse"},
        {},
        {"Status": None},
    ],
)
def test_an_answer_nobody_knows_is_no_answer(body: dict[str, Any]) -> None:
    with answering(body) as server:
        answer = filings.domain_is_filed(server.cloud(), "new.cn")
    assert isinstance(answer, NotKnown) and answer.reason == "no_answer"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"Success": None, "BaSuccessDataWithRiskList": []},
        b"<html>",
        {"Success": True, "BaSuccessDataWithRiskList": "many"},
        {"Success": True, "BaSuccessDataWithRiskList": [{"WebsiteList": [7]}]},
    ],
)
def test_a_list_that_cannot_be_read_is_no_empty_list(body: Any) -> None:
    with answering(body) as server:
        answer = filings.granted(server.cloud())
    assert isinstance(answer, NotKnown) and answer.reason == "no_answer"


def test_odd_fields_are_left_out() -> None:
    row = {
        "IcpNumber": 7,
        "WebsiteList": [{"SiteName": "网", "DomainList": ["A.cn", 7]}],
        "RiskList": [{"DeadLine": "2026年12月28日0点", "RiskDetailList": None}],
    }
    with answering({"Success": True, "BaSuccessDataWithRiskList": [row]}) as server:
        answer = filings.granted(server.cloud())
    assert isinstance(answer, tuple)
    assert (answer[0].number, answer[0].services[0].domains) == ("", ("a.cn",))
    assert answer[0].risks == (filings.Risk("2026年12月28日0点", "", ()),)
