"""Asks the cloud account: is the domain filed, and what was granted through this account."""

from __future__ import annotations

from icp.domains.rules.facts import Finding
from icp.domains.rules.filed import Us, findings_of
from icp.domains.told import Question, Told, nothing
from portal.alibaba import filings
from portal.alibaba.clients import Cloud
from portal.alibaba.filings import NotKnown

CHECK, LIST = "Alibaba Cloud CheckCdnDomainICP", "Alibaba Cloud QuerySuccessIcpData"
WHY = {
    "not_of_account": "not_of_account",
    "no_access": "no_access",
    "not_configured": "not_configured",
    "busy": "slow_down",
    "no_answer": "no_answer",
    "refused": "refused",
}


def ask_account_about_domain(question: Question, cloud: Cloud, seconds: float) -> Told:
    answer = filings.domain_is_filed(cloud, question.name, seconds=seconds)
    if isinstance(answer, NotKnown):
        return nothing("account_domain", CHECK, WHY[answer.reason], answer.code)
    return Told((Finding("filed", answer),), CHECK)


def ask_account_for_filings(question: Question, cloud: Cloud, seconds: float) -> Told:
    answer = filings.granted(cloud, seconds=seconds)
    if isinstance(answer, NotKnown):
        return nothing("account_filings", LIST, WHY[answer.reason], answer.code)
    return Told(findings_of(answer, question.name, Us(question.our_name, question.our_numbers)), LIST)
