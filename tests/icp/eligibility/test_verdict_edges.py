"""Edges the published cases leave out: missing facts, borders of every limit, provinces, odd hosting."""

from __future__ import annotations

from datetime import date

import pytest

from icp.eligibility.rules.policy import POLICIES
from icp.eligibility.rules.verdict import Verdict, assess

from .facts_for_tests import TODAY, facts_of

SEED, NEWER = "seed-1", "cn-2026-11"


def judged(case_id: str, policy: str = SEED, **changes: str) -> Verdict:
    return assess(facts_of(case_id, **changes), POLICIES[policy], TODAY)


def said(verdict: Verdict) -> tuple[str, str, str, str]:
    findings = ";".join(str(finding) for finding in verdict.findings)
    return verdict.need, verdict.outcome, verdict.decisive_rule, findings


MISSING = [
    ("entity_type", "E01=needs-human"),
    ("cn_business_licence", "E01=needs-human"),
    ("registrar_iana_id", "D02=needs-human"),
    ("for_profit", "N03=needs-human"),
    ("ports", "N04=needs-human"),
    ("uses_proxy", "E08=needs-human"),
]


@pytest.mark.parametrize(("fact", "finding"), MISSING)
def test_a_missing_answer_needs_a_person_and_is_asked(fact: str, finding: str) -> None:
    verdict = judged("C001", **{fact: "unknown"})
    assert said(verdict) == ("filing", "needs-human", finding.partition("=")[0], finding)
    assert [question.fact for question in verdict.unanswered.needed] == [fact]


NOT_ASKED = [
    ("C001", "entity_type", "needs-human"),
    ("C001", "cn_business_licence", "needs-human"),
    ("C001", "registrar_iana_id", "needs-human"),
    ("C001", "for_profit", "needs-human"),
    ("C001", "server_location", "needs-human"),
    ("C013", "cdn_location", "needs-human"),
    ("C021", "network_product", "needs-human"),
    ("C005", "passport", "needs-human"),
    ("C005", "can_be_present", "needs-human"),
    ("C001", "domain", "needs-human"),
    # Facts the policy does not insist on are left for the filing.
    ("C001", "ports", "pass"),
    ("C001", "uses_proxy", "pass"),
]


@pytest.mark.parametrize(("case_id", "fact", "outcome"), NOT_ASKED)
def test_a_fact_the_policy_insists_on_is_asked_even_when_nobody_was(
    case_id: str, fact: str, outcome: str
) -> None:
    verdict = judged(case_id, **{fact: "na"})
    assert verdict.outcome == outcome
    assert (fact in [question.fact for question in verdict.unanswered.needed]) is (outcome == "needs-human")


HOSTING = [
    # The need itself is open: nobody is refused, and what would stand in the way is kept apart.
    ({"server_location": "unknown"}, ("filing", "needs-human", "N01")),
    ({"server_public_ip": "unknown"}, ("filing", "needs-human", "N01")),
    ({"server_location": "overseas", "cdn_location": "unknown"}, ("filing", "needs-human", "N02")),
    ({"server_location": "overseas", "network_product": "unknown"}, ("filing", "needs-human", "N07")),
    # One known ground is enough, whatever else is unknown.
    ({"server_location": "unknown", "cdn_location": "mainland"}, ("filing", "pass", "E01")),
    ({"serves_web_content": "unknown"}, ("filing", "pass", "E01")),
    ({"domain": "unknown"}, ("filing", "needs-human", "D01")),
    # A domain on a mainland address is enough without web content; a bare address without it is not.
    ({"serves_web_content": "no"}, ("filing", "pass", "E01")),
    ({"serves_web_content": "no", "domain": "none"}, ("none", "pass", "N09")),
    ({"server_public_ip": "no", "domain": "none"}, ("none", "pass", "N09")),
    ({"server_public_ip": "no"}, ("none", "needs-human", "N09")),
    ({"server_location": "overseas", "cdn_location": "overseas"}, ("none", "warn", "N05")),
    (
        {"server_location": "overseas", "cdn_location": "mainland", "domain": "none"},
        ("none", "needs-human", "N02"),
    ),
    ({"network_product": "ga_premium_hk"}, ("filing", "pass", "E01")),
    # None is needed wherever it is, but what that means for visitors depends on the place.
    (
        {"server_location": "unknown", "server_public_ip": "no", "domain": "none"},
        ("none", "needs-human", "N09"),
    ),
    ({"server_public_ip": "no", "domain": "none", "cdn_location": "unknown"}, ("none", "needs-human", "N09")),
    ({"server_public_ip": "no", "domain": "unknown"}, ("none", "needs-human", "N09")),
]


@pytest.mark.parametrize(("changes", "expected"), HOSTING, ids=[str(changes) for changes, _ in HOSTING])
def test_need_follows_where_the_site_is_served_from(
    changes: dict[str, str], expected: tuple[str, str, str]
) -> None:
    assert said(judged("C001", **changes))[:3] == expected


def test_nobody_is_refused_while_the_need_is_open() -> None:
    verdict = judged("C008", server_location="unknown", domain="example.io")
    assert said(verdict) == ("filing", "needs-human", "N01", "N01=needs-human;N02=needs-human")
    assert [str(finding) for finding in verdict.conditional] == ["E05=fail", "D01=fail"]
    assert [question.fact for question in verdict.unanswered.needed] == ["server_location"]


APPLICANTS = [
    ("C006", {"passport": "no"}, "E06=fail"),
    ("C005", {"passport": "unknown"}, "E04=needs-human"),
    ("C005", {"passport": "unknown", "can_be_present": "no"}, "E07=fail"),
    ("C008", {"uses_proxy": "yes"}, "E08=needs-human"),
    ("C001", {"entity_type": "rep_office"}, "E01=needs-human"),
    ("C001", {"entity_type": "hk_mo_tw_company_no_presence"}, "E05=fail"),
    ("C001", {"entity_type": "hk_mo_tw_individual"}, "E01=needs-human"),
    ("C001", {"entity_type": "sole_trader"}, ""),
    ("C001", {"entity_type": "fie_jv", "cn_business_licence": "unknown"}, "E02=needs-human"),
]


@pytest.mark.parametrize(("case_id", "changes", "findings"), APPLICANTS)
def test_the_guide_names_who_may_file(case_id: str, changes: dict[str, str], findings: str) -> None:
    assert said(judged(case_id, **changes))[3] == findings


SEED_DOMAINS = [
    ("EXAMPLE.Com", ""),
    ("https://www.example.com/shop", ""),
    ("international.com", ""),
    ("internationalbank.com", ""),
    ("bank.com", "D03=needs-human"),
    ("my-bank.com", "D03=needs-human"),
    ("bankside.com", ""),
    ("essex.com", ""),
    ("mysex.com", ""),
    ("sex-shop.com", "D03=fail"),
    ("supercasino.com", "D03=fail"),
    ("casino-china.com", "D03=fail"),
    ("中国商店.cn", "D03=needs-human"),
    ("赌博.cn", "D03=fail"),
    ("casino.example.com", ""),
    ("203.0.113.5", "D01=fail"),
    ("com.cn", "D01=fail"),
]


@pytest.mark.parametrize(("domain", "findings"), SEED_DOMAINS)
def test_the_guide_judges_the_registrable_name(domain: str, findings: str) -> None:
    assert said(judged("C001", domain=domain))[3] == findings


def test_a_registrar_nobody_listed_needs_a_person() -> None:
    assert said(judged("C001", registrar_iana_id="999999"))[3] == "D02=needs-human"
    assert said(judged("C001", registrar_iana_id="none"))[3] == "D02=fail"


NEWER_EDGES = [
    ({"domain": "203.0.113.5"}, "D08=fail"),
    ({"domain": "com.cn"}, "D08=fail"),
    ({"domain_days_left": "0"}, "D06=fail"),
    ({"domain_days_left": "-5"}, "D06=fail"),
    ({"domain_days_left": "44"}, "D06=fail"),
    ({"domain_days_left": "45"}, "D06=warn"),
    ({"domain_days_left": "90"}, "D06=warn"),
    ({"domain_days_left": "91"}, ""),
    ({"domain_days_left": "unknown"}, "D06=needs-human"),
    ({"real_name": "pending"}, "D04=fail"),
    ({"real_name_days": "2"}, "D04=warn"),
    ({"real_name_days": "3"}, ""),
    ({"holder_match": "shareholder"}, "D05=needs-human"),
    ({"dns_live": "yes"}, "D10=warn"),
    ({"dns_live": "yes", "domain_filed": "elsewhere"}, ""),
    ({"instance_months": "3"}, ""),
    ({"instance_billing": "unknown"}, "S02=needs-human"),
    ({"instance_billing": "unknown", "instance_months": "2"}, "S02=fail"),
    ({"content_category": "news"}, "C01=needs-human"),
    ({"content_category": "forum"}, "C01b=warn"),
    ({"site_name": "unknown"}, "C02=needs-human;C04=needs-human"),
    ({"site_name": "上海示例@科技"}, "C02=fail"),
    ({"site_name": "12345"}, "C02=fail"),
    ({"age": "15"}, "P01=fail"),
    ({"age": "16"}, "P01=needs-human"),
    ({"age": "18"}, ""),
    ({"phone_other_subject": "yes"}, "P02=fail"),
    ({"id_days_left": "0"}, "P07=fail"),
    ({"id_days_left": "90"}, "P07=warn"),
    ({"id_days_left": "91"}, ""),
    ({"business_status": "revoked"}, "E13=fail"),
    ({"order_in_progress": "yes"}, "E16=fail"),
    ({"entity_type": "sole_trader"}, "E14=needs-human"),
    ({"entity_type": "gov", "cn_business_licence": "na"}, "D07=fail"),
    ({"entity_type": "gov", "cn_business_licence": "na", "domain": "example.gov.cn"}, ""),
    ({"entity_type": "public_institution", "domain": "example.公益"}, ""),
    (
        {"province": "Beijing", "licence_province": "Beijing", "domain": "example.asia"},
        "D11=needs-human;D01=warn",
    ),
    ({"domain": "example.asia", "province": "unknown"}, "D11=needs-human;R01=needs-human;D01=warn"),
    ({"province": "Anhui", "licence_province": "Anhui", "person_is_legal_rep": "no"}, "P04=needs-human"),
    (
        {
            "province": "Anhui",
            "licence_province": "Anhui",
            "person_is_legal_rep": "no",
            "authorisation_letter": "no",
        },
        "P04=fail",
    ),
    ({"domain_filed": "unknown"}, "T05=needs-human"),
    ({"subject_filed": "unknown"}, "T01=needs-human"),
    ({"domain_filed": "alibaba", "subject_filed": "alibaba"}, ""),
    ({"service_type": "unknown"}, "N11=needs-human"),
]


@pytest.mark.parametrize(
    ("changes", "findings"), NEWER_EDGES, ids=[str(changes) for changes, _ in NEWER_EDGES]
)
def test_newer_rules_at_their_borders(changes: dict[str, str], findings: str) -> None:
    assert said(judged("C042", NEWER, **changes))[3] == findings


COMMERCIAL_EDGES = [
    ({"registered_capital_rmb": "999999"}, "C05=fail"),
    ({"registered_capital_rmb": "1000000"}, ""),
    ({"registered_capital_rmb": "1000000", "foreign_share_pct": "0.01"}, "C06=needs-human"),
    ({"registered_capital_rmb": "1000000", "foreign_share_pct": "50"}, "C06=needs-human"),
    ({"registered_capital_rmb": "1000000", "foreign_share_pct": "50.01"}, "C06=fail"),
    (
        {"registered_capital_rmb": "1000000", "foreign_share_pct": "100", "pilot_region": "unknown"},
        "C06=needs-human",
    ),
    ({"profit_model": "unknown", "registered_capital_rmb": "1000000"}, "N03n=needs-human"),
]


@pytest.mark.parametrize(("changes", "findings"), COMMERCIAL_EDGES)
def test_the_commercial_license_at_its_borders(changes: dict[str, str], findings: str) -> None:
    verdict = judged("C072", NEWER, **changes)
    assert verdict.need == "filing+commercial_licence"
    assert said(verdict)[3] == findings


INDIVIDUALS = [
    ("C084", {"residence_permit": "no"}, "R02=fail"),
    ("C084", {"residence_permit": "unknown"}, "R02=needs-human"),
    ("C084", {"province": "Tianjin", "residence_permit": "no"}, ""),
    ("C084", {"province": "Beijing"}, "R02=needs-human"),
    ("C084", {"site_name": "小鱼的博客"}, "C02=warn"),
    ("C084", {"site_name": "小鱼商城"}, "C02=fail"),
    ("C084", {"content_category": "forum"}, "E17=fail;C01b=warn"),
    ("C085", {"province": "Shanghai", "residence_permit": "no"}, "R05=fail"),
    ("C085", {"province": "Shanghai", "residence_permit": "yes"}, "R05=warn"),
    ("C085", {"province": "Sichuan"}, "R05=warn"),
    ("C085", {"province": "na"}, "R05=warn"),
]


@pytest.mark.parametrize(("case_id", "changes", "findings"), INDIVIDUALS)
def test_individuals_follow_their_province(case_id: str, changes: dict[str, str], findings: str) -> None:
    assert said(judged(case_id, NEWER, **changes))[3] == findings


FILING_TYPES = [
    ({"subject_filed": "elsewhere", "domain_filed": "none"}, "add_website"),
    ({"subject_filed": "none", "domain_filed": "elsewhere"}, "add_access"),
    ({"subject_filed": "alibaba", "domain_filed": "alibaba"}, "none"),
    ({"subject_filed": "unknown", "domain_filed": "none"}, "na"),
    ({"subject_filed": "na", "domain_filed": "na"}, "na"),
    ({"service_type": "app", "subject_filed": "alibaba"}, "app_filing"),
    ({"service_type": "app", "domain_filed": "other_subject"}, "conflict"),
]


@pytest.mark.parametrize(("changes", "filing_type"), FILING_TYPES)
def test_the_filing_type_follows_what_is_filed(changes: dict[str, str], filing_type: str) -> None:
    assert judged("C042", NEWER, **changes).filing_type == filing_type


def test_an_app_with_a_back_end_abroad_is_asked_about_app_stores() -> None:
    verdict = judged("C095", NEWER, server_location="overseas")
    assert said(verdict)[:3] == ("filing", "needs-human", "N10")


def test_a_rule_speaks_from_its_first_day() -> None:
    before, first_day = (
        assess(facts_of("C095"), POLICIES[NEWER], day) for day in (date(2023, 8, 31), date(2023, 9, 1))
    )
    assert (before.filing_type, first_day.filing_type) == ("first_filing", "app_filing")


def test_going_live_without_the_filing_is_warned_of_and_alternatives_are_offered() -> None:
    verdict = judged("C008")
    assert [advice.rule_id for advice in verdict.advice] == ["A01", "A02", "A03"]
    assert all(advice.risks and advice.remedy.en and advice.remedy.zh for advice in verdict.advice)
    assert verdict.blacklist_warning is not None and "blacklisted" in verdict.blacklist_warning.en


def test_without_a_need_nothing_is_warned_of_and_nothing_is_left_for_later() -> None:
    verdict = judged("C024")
    assert (verdict.advice, verdict.blacklist_warning, verdict.unanswered.later) == ((), None, ())
    assert [advice.rule_id for advice in judged("C019").advice] == ["A01", "A02"]


def test_what_was_not_asked_is_checked_later_in_the_filing() -> None:
    later = [question.fact for question in judged("C001").unanswered.later]
    assert {"real_name", "holder_match", "province", "instance_billing", "face_check_possible"} <= set(later)
    assert not {"passport", "id_province", "registered_capital_rmb", "preapproval_doc"} & set(later)


def test_facts_the_rules_did_not_need_are_not_asked() -> None:
    assert judged("C011", registrar_iana_id="unknown").outcome == "pass"
    assert judged("C004", cn_business_licence="unknown", passport="unknown").outcome == "pass"


UNKNOWN_UNDER_NEWER_RULES = [
    ("C021", {"domain_filed": "unknown"}, "N13=needs-human"),
    ("C063", {"server_location": "unknown"}, "S01=needs-human;S02=needs-human"),
    ("C042", {"cdn_location": "mainland", "server_location": "unknown"}, "S01=needs-human;S02=needs-human"),
    (
        "C042",
        {"network_product": "ga_crossborder", "server_location": "unknown"},
        "S02=needs-human",
    ),
    ("C042", {"real_name": "unknown"}, "D04=needs-human"),
    ("C042", {"real_name_days": "unknown"}, "D04=needs-human"),
    ("C042", {"holder_match": "unknown"}, "D05=needs-human"),
    ("C042", {"dns_live": "unknown"}, "D10=needs-human"),
    ("C042", {"content_category": "unknown"}, "C01=needs-human;C01b=needs-human"),
    ("C042", {"service_no_free": "unknown"}, "S03=needs-human"),
    ("C042", {"age": "unknown"}, "P01=needs-human"),
    ("C042", {"phone_country": "unknown"}, "P02=needs-human"),
    ("C042", {"face_check_possible": "unknown"}, "P06=needs-human"),
    ("C042", {"id_days_left": "unknown"}, "P07=needs-human"),
    ("C042", {"business_status": "unknown"}, "E13=needs-human"),
    ("C042", {"order_in_progress": "unknown"}, "E16=needs-human"),
    ("C042", {"licence_province": "unknown"}, "R01=needs-human"),
    (
        "C042",
        {"licence_province": "na", "province": "unknown", "person_is_legal_rep": "no"},
        "P04=needs-human",
    ),
    (
        "C042",
        {"licence_province": "na", "province": "unknown", "legal_rep_nationality": "foreign"},
        "P05=needs-human",
    ),
    (
        "C042",
        {"licence_province": "Hebei", "province": "Hebei", "legal_rep_nationality": "unknown"},
        "P05=needs-human",
    ),
    ("C042", {"person_is_legal_rep": "unknown"}, "P04=needs-human"),
    ("C072", {"registered_capital_rmb": "unknown"}, "C05=needs-human"),
    ("C072", {"registered_capital_rmb": "1000000", "foreign_share_pct": "unknown"}, "C06=needs-human"),
    ("C083", {"id_province": "unknown"}, "R02=needs-human"),
    ("C084", {"province": "unknown"}, "R02=needs-human"),
    ("C085", {"province": "unknown"}, "R05=needs-human"),
    ("C085", {"province": "Shanghai", "residence_permit": "unknown"}, "R05=needs-human"),
    ("C084", {"content_category": "unknown"}, "E17=needs-human;C01=needs-human;C01b=needs-human"),
]


@pytest.mark.parametrize(("case_id", "changes", "findings"), UNKNOWN_UNDER_NEWER_RULES)
def test_what_newer_rules_need_and_nobody_knows_is_asked(
    case_id: str, changes: dict[str, str], findings: str
) -> None:
    assert said(judged(case_id, NEWER, **changes))[3] == findings


@pytest.mark.parametrize(
    ("site_name", "findings"),
    [("示例网", ""), ("示例", "C02=fail"), ("长" * 60, ""), ("长" * 61, "C02=fail"), ("示例example网", "")],
)
def test_a_site_name_has_three_chinese_characters_and_sixty_at_most(site_name: str, findings: str) -> None:
    assert said(judged("C042", NEWER, site_name=site_name))[3] == findings
