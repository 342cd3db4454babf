"""The straight way of a filing of any type: opened, sent, and said on until its number or its end."""

from __future__ import annotations

from typing import Any

from icp.filings import workflow
from icp.filings.models import Filing
from icp.filings.verbs import VERBS
from portal.refusals import Refused
from tests.icp.filings.cases import ENDING, NUMBER, WHOLE, give_papers
from tests.world import World

MORE: dict[str, Any] = {
    "existing_number": NUMBER,
    "changed": ["site"],
    "app_name": "北风配件",
    "app_platforms": ["android"],
    "android_package": "cn.nordwind.parts",
    "android_md5": "0123456789abcdef0123456789abcdef",
    "android_key": "30820122300d06092a864886f70d01010105000382010f00",
}
ENDS_IN = {
    "cancel_website": "CANCELLED",
    "cancel_subject": "CANCELLED",
    "cancel_access": "ACCESS_CANCELLED",
}
# The straight way; where a type has a way of its own, the others do not fit the state.
STRAIGHT = (
    *("lodge", "face_check_passed", "pass", "sent_without_sms", "sent_to_ca", "sms_verified"),
    *("approve_access_end", "approve_cancellation", "approve"),
)


def opened(world: World, filing_type: str, service: str = "website", **more: Any) -> Filing:
    answers = ENDING if filing_type.startswith("cancel_") else {**WHOLE, **MORE}
    about = more.pop("about", None)
    return workflow.open_filing(
        organization=world.customer,
        filing_type=filing_type,
        service=service,
        answers={**answers, **more},
        about=about,
        by=world.lena,
    )


def to_its_end(world: World, filing: Filing, number: str) -> Filing:
    give_papers(world, filing)
    filing = workflow.submit_filing(filing, by=world.lena)
    for _step in range(12):
        if filing.state in ("APPROVED", *ENDS_IN.values()):
            return filing
        filing = one_step(world, filing, number)
    raise AssertionError(f"Twelve steps, and it is in {filing.state}")


def one_step(world: World, filing: Filing, number: str) -> Filing:
    refusals = []
    for name in STRAIGHT:
        given = {"number": number} if name == "approve" else {}
        by = world.lena if name == "face_check_passed" else world.wei
        try:
            return VERBS[name].say(filing, given, by)  # type: ignore[return-value]
        except Refused as refusal:
            refusals.append(f"{name}: {refusal.code}")
    raise AssertionError(f"Nothing leads on from {filing.state}: {', '.join(refusals)}")
