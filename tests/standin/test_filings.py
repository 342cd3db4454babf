"""What is filed and what was granted, as scripted, through the vendor's own clients."""

from __future__ import annotations

from typing import Any

import pytest
from alibabacloud_cdn20180510.client import Client as CdnClient
from alibabacloud_cdn20180510.models import CheckCdnDomainICPRequest
from alibabacloud_companyreg20260423.client import Client as CompanyregClient
from alibabacloud_companyreg20260423.models import QuerySuccessIcpDataRequest

from .world import Cloud, refused

SUBJECT: dict[str, Any] = {
    "number": "沪ICP备2026000001号",
    "name": "北风（上海）有限公司",
    "person": "张三",
    "websites": [{"name": "北风网", "number": "沪ICP备2026000001号-1", "domains": ["Nordwind.cn"]}],
    "apps": [{"name": "北风", "number": "沪ICP备2026000001号-2A", "domains": ["api.nordwind.cn"]}],
    "risks": [{"deadline": "2026年12月28日0点", "source": "管局核查", "suggestions": ["<p>请更新</p>"]}],
}


def script(cloud: Cloud, **document: Any) -> dict[str, Any]:
    answer: dict[str, Any] = cloud.ask("POST", "filings", document)
    assert "error" not in answer, answer
    return answer


def is_filed(cloud: Cloud, domain: str) -> str:
    client = CdnClient(cloud.config("cn-hangzhou"))
    return str(client.check_cdn_domain_icp(CheckCdnDomainICPRequest(domain_name=domain)).body.status)


def granted(cloud: Cloud) -> Any:
    client = CompanyregClient(cloud.config("cn-hangzhou"))
    return client.query_success_icp_data(QuerySuccessIcpDataRequest()).body


def test_a_domain_of_a_website_and_of_an_app_is_filed(cloud: Cloud) -> None:
    script(cloud, subjects=[SUBJECT], domains={"new.cn": False, "elsewhere.cn": True})

    answers = {name: is_filed(cloud, name) for name in ("nordwind.cn", "API.nordwind.cn", "elsewhere.cn")}

    assert set(answers.values()) == {"DomainIsRegistration"}
    assert is_filed(cloud, "new.cn") == "DomainNotRegistration"


def test_a_domain_of_somebody_else_is_refused(cloud: Cloud) -> None:
    client = CdnClient(cloud.config("cn-hangzhou"))
    error = refused(client.check_cdn_domain_icp, CheckCdnDomainICPRequest(domain_name="example.com"))
    assert (error.code, error.status_code) == ("-124", 400)


def test_what_was_granted_comes_in_the_vendors_shape(cloud: Cloud) -> None:
    script(cloud, subjects=[SUBJECT])

    (subject,) = granted(cloud).ba_success_data_with_risk_list

    assert (subject.icp_number, subject.organizers_nature) == ("沪ICP备2026000001号", "企业")
    assert subject.responsible_person_name == "张三"
    assert subject.website_list[0].domain_list == ["Nordwind.cn"]
    assert subject.app_list[0].app_record_num == "沪ICP备2026000001号-2A"
    assert subject.risk_list[0].risk_detail_list[0].rectify_suggest_list == ["<p>请更新</p>"]


def test_accounts_see_their_own(cloud: Cloud) -> None:
    other = cloud.as_role("1000000000000007")
    script(cloud, subjects=[SUBJECT])
    script(cloud, account="1000000000000007", subjects=[{**SUBJECT, "number": "京ICP备12345678号"}])

    assert [each.icp_number for each in granted(cloud).ba_success_data_with_risk_list] == [SUBJECT["number"]]
    assert granted(other).ba_success_data_with_risk_list[0].icp_number == "京ICP备12345678号"


def test_a_document_replaces_the_one_before(cloud: Cloud) -> None:
    script(cloud, subjects=[SUBJECT])
    script(cloud, domains={"new.cn": False})

    assert granted(cloud).ba_success_data_with_risk_list in (None, [])
    assert cloud.ask("GET", "filings")["domains"] == {"new.cn": False}


def test_it_can_refuse_inside_a_good_answer(cloud: Cloud) -> None:
    script(cloud, failure={"code": 500, "message": "no luck"})

    body = granted(cloud)

    assert (body.success, body.error_code, body.error_message) == (False, 500, "no luck")
    assert cloud.calls("QuerySuccessIcpData")[-1]["code"] == "500"


def test_it_is_no_resource_of_a_network(cloud: Cloud) -> None:
    script(cloud, subjects=[SUBJECT])
    assert cloud.ask("GET", "resources")["resources"] == []


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ({"subject": []}, "knows no"),
        ({"domains": {"a.cn": "yes"}}, "must be of the type bool"),
        ({"subjects": [{"nummer": "1"}]}, "knows no"),
        ({"failure": {"code": "500"}}, "must be of the type int"),
    ],
)
def test_a_document_that_cannot_be_meant_changes_nothing(cloud: Cloud, document: Any, said: str) -> None:
    script(cloud, domains={"new.cn": False})

    answer = cloud.ask("POST", "filings", document)

    assert said in answer["error"]
    assert cloud.ask("GET", "filings")["domains"] == {"new.cn": False}


def test_what_was_scripted_survives_a_kill(cloud: Cloud) -> None:
    script(cloud, subjects=[SUBJECT])
    cloud.kill()
    cloud.start()
    assert is_filed(cloud, "nordwind.cn") == "DomainIsRegistration"
