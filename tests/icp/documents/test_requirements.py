"""Which papers are asked: the published table, its conditions province by province, and never too many."""

from __future__ import annotations

import hashlib
import itertools
import json
from pathlib import Path
from typing import Any

import pytest

from icp.documents.rules import reference
from icp.documents.rules.case import PaperCase, case_from
from icp.documents.rules.requirements import REQUIREMENTS, UPLOAD_BYTES, required
from icp.eligibility.rules.applicants import KINDS
from icp.eligibility.rules.case import BUSINESS

BUSINESSES = [kind for kind, group in KINDS.items() if group == BUSINESS]
INDIVIDUALS = [kind for kind in KINDS if kind not in BUSINESSES]
PROVINCES = list(reference.PROVINCES)
MOST_UPLOADS = 8
# Of the file as it was published on 2026-11-23.
PUBLISHED = "1b899b7444f66779f2e4b4ffc08c2ec71a377b665267a11a8bfbde3da8ad7398"


def needed(**facts: Any) -> list[str]:
    return [each.key for each in required(PaperCase(**facts)) if each.needed]


def optional(**facts: Any) -> list[str]:
    return [each.key for each in required(PaperCase(**facts)) if not each.needed]


def first(entity_type: str = "fie_wfoe", **facts: Any) -> list[str]:
    return needed(filing_type="first_filing", entity_type=entity_type, **facts)


def test_the_published_table_is_kept_letter_for_letter() -> None:
    path = Path(reference.__file__).parent / "data" / "documents.json"
    assert hashlib.sha256(path.read_bytes()).hexdigest() == PUBLISHED


def test_every_kind_of_paper_has_our_words_and_a_figure() -> None:
    for row in reference.DOCUMENTS:
        if row["file"] is None:
            assert row["key"] not in REQUIREMENTS, "what is no file is not uploaded"
            continue
        one = REQUIREMENTS[row["key"]]
        assert one.copy_most == row["file"]["max_bytes"] and one.copy_least == row["file"].get("min_bytes", 0)
        assert one.sensitive == row["sensitive"]
        assert all(words.en and words.zh for words in (one.label, one.why, *one.good)) and one.good
        assert one.source and one.as_of and one.figure


def test_no_business_is_asked_for_more_than_eight_papers_anywhere(say: Any) -> None:
    """Over every province, kind of business, kind of content, and answer that adds a paper."""
    most, cases = 0, 0
    for entity, province, category, legal_rep, foreign, same, outside, names in itertools.product(
        BUSINESSES,
        PROVINCES,
        ["general", *sorted(reference.NEEDS_APPROVAL), *sorted(reference.MAY_BE_ASKED_FOR_APPROVAL)],
        (True, False, None),
        (True, False),
        (True, False),
        (True, None),
        ((), ("网上培训学校",)),
    ):
        asked = first(
            entity,
            province=province,
            content_category=category,
            person_is_legal_rep=legal_rep,
            legal_rep_is_foreign=foreign,
            site_person_is_same=same,
            registrar_is_outside=outside,
            names=names,
        )
        cases += 1
        most = max(most, len(asked))
        assert len(asked) == len(set(asked))
    say(f"{cases} cases in {len(PROVINCES)} provinces, at most {most} papers")
    assert most <= MOST_UPLOADS and cases > 50_000


@pytest.mark.parametrize("entity", BUSINESSES)
def test_every_business_proves_who_it_is_with_one_certificate(entity: str) -> None:
    proofs = {"business_licence", "rep_office_certificate", "org_certificate"}
    assert len(proofs & set(first(entity, province="Beijing"))) == 1


@pytest.mark.parametrize("entity", INDIVIDUALS)
def test_an_individual_shows_a_document_and_no_license(entity: str) -> None:
    asked = first(entity, province="Beijing")
    assert "subject_person_id" in asked and not {"business_licence", "authorisation_letter"} & set(asked)


def test_another_website_person_shows_a_document_too() -> None:
    assert "site_person_id" not in first(site_person_is_same=True)
    assert "site_person_id" in first(site_person_is_same=False)


@pytest.mark.parametrize("province", PROVINCES)
def test_a_letter_is_asked_where_somebody_else_stands_for_the_company(province: str) -> None:
    rule = reference.PROVINCES[province]["subject_person"]
    asked = first(province=province, person_is_legal_rep=False)
    assert ("authorisation_letter" in asked) == (rule != "free")
    assert "authorisation_letter" not in first(province=province, person_is_legal_rep=True)


@pytest.mark.parametrize("province", PROVINCES)
def test_three_provinces_want_a_resident_authorized_by_a_foreign_representative(province: str) -> None:
    asked = first(province=province, person_is_legal_rep=True, legal_rep_is_foreign=True)
    assert ("authorisation_letter" in asked) == (province in ("Hebei", "Shanxi", "Shandong"))


@pytest.mark.parametrize("province", PROVINCES)
def test_papers_of_one_province_stay_there(province: str) -> None:
    asked = set(first(province=province))
    assert ({"truth_notice", "truth_commitment"} <= asked) == (province == "Jiangsu")
    assert ("filing_commitment_gd" in asked) == (province == "Guangdong")
    assert not {"verification_sheet", "curtain_photo", "domain_realname_screenshot"} & asked


@pytest.mark.parametrize(
    ("entity", "id_province", "province", "asked"),
    [
        ("cn_individual", "Shanghai", "Shanghai", None),
        ("cn_individual", "Hunan", "Shanghai", True),
        ("cn_individual", "Hunan", "Tianjin", None),  # free
        ("cn_individual", "Hunan", "Beijing", False),  # nobody published it: it may be asked
        ("cn_individual", "", "Shanghai", None),
        ("foreign_individual", "", "Shanghai", True),
        ("foreign_individual", "", "Beijing", None),
        ("fie_wfoe", "Hunan", "Shanghai", None),
    ],
)
def test_a_residence_permit_is_asked_of_people_from_elsewhere(
    entity: str, id_province: str, province: str, asked: bool | None
) -> None:
    case = {
        "filing_type": "first_filing",
        "entity_type": entity,
        "id_province": id_province,
        "province": province,
    }
    assert ("residence_permit" in needed(**case)) == (asked is True)
    assert ("residence_permit" in optional(**case)) == (asked is False)


@pytest.mark.parametrize("category", sorted(reference.NEEDS_APPROVAL))
def test_content_that_needs_an_approval_shows_it(category: str) -> None:
    asked = first(content_category=category, names=("金融理财",))
    assert "preapproval" in asked and "no_preapproval_commitment" not in asked


def test_words_of_finance_or_education_ask_for_a_commitment() -> None:
    assert "no_preapproval_commitment" in first(names=("北风理财网",))
    assert "no_preapproval_commitment" in first(names=("北风教育",))
    assert "no_preapproval_commitment" in first(content_category="education")
    assert "no_preapproval_commitment" not in first(names=("北风机器人", "nordwind-robotics.com"))


def test_a_domain_elsewhere_shows_its_certificate() -> None:
    case = {"filing_type": "first_filing", "entity_type": "fie_wfoe"}
    assert "domain_certificate" in needed(**case, registrar_is_outside=True)
    assert "domain_certificate" in optional(**case, registrar_is_outside=False)
    assert "domain_certificate" in optional(**case, registrar_is_outside=None)
    assert "domain_certificate" not in needed(filing_type="add_access", entity_type="fie_wfoe")


@pytest.mark.parametrize(
    ("entity", "province", "sites", "asked"),
    [
        ("fie_wfoe", "Shanghai", 29, False),
        ("fie_wfoe", "Shanghai", 30, True),
        ("fie_wfoe", "Hunan", 1, False),
        ("fie_wfoe", "Hunan", 2, True),
        ("fie_wfoe", "Jiangsu", 2, True),
        ("fie_wfoe", "Guangdong", 9, False),
        ("cn_individual", "Guangdong", 5, False),
        ("cn_individual", "Guangdong", 6, True),
        ("fie_wfoe", "Beijing", 50, False),
    ],
)
def test_many_sites_ask_for_a_plan(entity: str, province: str, sites: int, asked: bool) -> None:
    case = {"entity_type": entity, "province": province, "sites": sites}
    assert ("site_plan" in needed(filing_type="add_website", **case)) == asked
    assert "site_plan" not in needed(filing_type="first_filing", **case)


def test_a_changed_name_is_proven() -> None:
    change = {"filing_type": "change", "entity_type": "fie_wfoe"}
    assert "change_proof" in needed(**change, name_changed=True)
    assert "change_proof" not in needed(**change)
    assert "change_proof" not in first(name_changed=True)


def test_an_app_shows_its_icon_and_who_is_behind_it() -> None:
    asked = needed(filing_type="app_filing", entity_type="fie_wfoe", service="app")
    assert {"business_licence", "subject_person_id", "app_icon"} <= set(asked)
    assert "app_icon" not in first()
    assert "pdf" not in REQUIREMENTS["app_icon"].kinds


@pytest.mark.parametrize("filing_type", ["cancel_website", "cancel_subject", "cancel_access"])
def test_an_ending_asks_for_no_paper(filing_type: str) -> None:
    assert needed(filing_type=filing_type, entity_type="fie_wfoe") == []


def test_the_public_security_filing_asks_once_it_is_under_way() -> None:
    assert "psb_attachments" not in first()
    assert "psb_attachments" in first(psb=True)
    assert REQUIREMENTS["psb_attachments"].copy_warning == 400 * 1024


def test_what_a_reviewer_asked_for_is_needed() -> None:
    assert "domain_realname_screenshot" in first(asked=frozenset({"domain_realname_screenshot"}))
    assert "truth_notice" in first(province="Beijing", asked=frozenset({"truth_notice"}))


def test_every_filing_type_of_the_table_has_its_stages() -> None:
    for filing_type in reference.FILING_TYPES:
        required(PaperCase(filing_type, "fie_wfoe", province="Beijing"))


def test_the_answers_of_a_filing_make_a_case() -> None:
    case = case_from(
        {
            "entity_type": "cn_individual",
            "province": "Shanghai",
            "subject_is_legal_rep": "yes",
            "subject_person_id_type": "resident_id",
            "subject_person_id_number": "430102199003071239",
            "site_person_is_same": "no",
            "site_name": "北风",
            "changed": ["company_name"],
        },
        filing_type="first_filing",
        service="website",
    )
    assert (case.id_province, case.person_is_legal_rep, case.site_person_is_same) == ("Hunan", True, False)
    assert case.legal_rep_is_foreign is False and case.name_changed and case.names == ("北风",)


@pytest.mark.parametrize("rubbish", [{}, {"entity_type": 7, "province": ["x"], "subject_is_legal_rep": []}])
def test_unfinished_answers_make_a_case_too(rubbish: dict[str, Any]) -> None:
    required(case_from(rubbish, filing_type="first_filing", service="website"))


def test_uploads_may_be_larger_than_the_copy() -> None:
    assert all(one.copy_most < UPLOAD_BYTES for one in REQUIREMENTS.values())


def test_the_data_is_json_in_our_own_hand() -> None:
    path = Path(reference.__file__).parent / "data" / "paper_words.json"
    assert set(json.loads(path.read_text())["papers"]) == set(REQUIREMENTS)
