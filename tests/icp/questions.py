"""Walks the question pages as a visitor does, and makes results without walking."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.test import Client

from icp.eligibility.models import EligibilityCheck
from icp.eligibility.workflow import check_eligibility

TODAY = date(2026, 11, 23)
# A WFOE with a mainland server whose domain is registered abroad: one thing to fix.
ANSWERS: dict[str, str] = {
    "server_location": "mainland",
    "server_public_ip": "yes",
    "cdn_location": "none",
    "network_product": "none",
    "serves_web_content": "yes",
    "ports": "80;443",
    "entity_type": "fie_wfoe",
    "cn_business_licence": "yes",
    "domain": "www.nordwind-robotics.com",
    "registrar_iana_id": "83",
    "for_profit": "no",
    "uses_proxy": "no",
}
FILED_AT_HOME = {**ANSWERS, "registrar_iana_id": "420"}
ABROAD = {**ANSWERS, "server_location": "overseas"}
NO_ENTITY = {**ANSWERS, "entity_type": "foreign_company_no_presence", "cn_business_licence": "no"}
SHOP = {**FILED_AT_HOME, "for_profit": "yes"}
NOT_SURE = {**FILED_AT_HOME, "cn_business_licence": "unknown"}


def result_of(answers: dict[str, str] = ANSWERS, **more: Any) -> EligibilityCheck:
    return check_eligibility(answers=answers, on=more.pop("on", TODAY), **more)


def address_of(check: EligibilityCheck, page: str = "", language: str = "en") -> str:
    return f"/{language}/icp-check/r/{check.token}/{page}"


def walk(client: Client, answers: dict[str, str] = ANSWERS, start: str = "/en/icp-check/hosting/") -> str:
    """Answer every page that is shown, and return the address of the result."""
    address = start
    for _page in range(9):
        response = client.post(address, answers)
        assert response.status_code == 302, response.content.decode()
        address = response["Location"]
        if "/r/" in address:
            return address
    raise AssertionError(f"Nine pages and no result; the last address is {address}")


def token_in(address: str) -> str:
    return address.rstrip("/").rsplit("/", 1)[1]
