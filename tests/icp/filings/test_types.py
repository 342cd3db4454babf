"""Every type of filing goes from the first word to its number, or to the end of one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from icp.filings import workflow
from icp.filings.models import Filing
from icp.filings.reading import number_in_force
from icp.filings.rules.filing_types import FILING_TYPES
from icp.filings.workflow.granting import WITH_A_NEW_NUMBER
from icp.publication.beginning import open_site
from icp.publication.models import Publication
from tests.icp.filings.cases import DECLARED, DOMAIN, NUMBER, SERVER, SUBJECT, WEBSITE, WHOLE, brought_to
from tests.icp.filings.straight import ENDS_IN, opened, to_its_end
from tests.world import World

pytestmark = pytest.mark.django_db
KINDS = [(key, service) for key, one in FILING_TYPES.items() for service in one.services]
INDIVIDUAL: dict[str, Any] = {
    **WEBSITE,
    **DOMAIN,
    **SERVER,
    **DECLARED,
    "entity_type": "cn_individual",
    "province": "Shanghai",
    "mailing_address": "上海市静安区南京西路1号201室",
    "subject_person_name": "李娜",
    "subject_person_id_type": "resident_id",
    "subject_person_id_number": "11010519491231002X",
    "subject_person_id_expires": "2036-05-01",
    "subject_person_mobile": "+8613800138000",
    "subject_person_email": "li.na@example.com",
    "emergency_phone": "+862155550100",
    "site_person_is_same": "yes",
    "site_name": "李娜的钢琴笔记",
    "domain_holder": "李娜",
}
OTHER_PERSON = {
    "site_person_name": "王芳",
    "site_person_id_type": "resident_id",
    "site_person_id_number": "110105199003070038",
    "site_person_id_expires": "2036-05-01",
    "site_person_mobile": "+8613900139000",
    "site_person_email": "wang.fang@example.com",
}


@pytest.mark.parametrize(("filing_type", "service"), KINDS)
def test_a_filing_goes_from_the_first_word_to_its_end(filing_type: str, service: str, world: World) -> None:
    number = f"{SUBJECT}-7A" if service == "app" else f"{SUBJECT}-7"

    filing = to_its_end(world, opened(world, filing_type, service), number)

    ends = FILING_TYPES[filing_type].ends
    assert filing.state == ENDS_IN.get(filing_type, "APPROVED")
    assert filing.holds_number is not ends
    assert Publication.objects.filter(filing=filing).exists() is not ends
    assert filing.icp_number == ("" if ends else number)


def test_an_individual_files_a_website(world: World) -> None:
    filing = workflow.open_filing(
        organization=world.customer, filing_type="first_filing", answers=INDIVIDUAL, by=world.lena
    )

    assert to_its_end(world, filing, NUMBER).state == "APPROVED"


def test_a_change_takes_the_place_of_what_it_changed(world: World) -> None:
    earlier = brought_to("APPROVED", world)
    publication = Publication.objects.get(filing=earlier)
    open_site(publication, on=date(2026, 11, 2), by=world.lena)
    change = opened(world, "change", about=earlier, site_name="北风机械公司主页")
    assert change.read_answers()["existing_number"] == NUMBER and change.domain == earlier.domain

    change = to_its_end(world, change, NUMBER)

    earlier.refresh_from_db()
    publication.refresh_from_db()
    assert (earlier.state, change.state, change.icp_number) == ("CANCELLED", "APPROVED", NUMBER)
    assert publication.filing == change and publication.domain == change.domain == earlier.domain
    assert publication.check_due_at and publication.watch_due_at
    assert publication.site_opened_on == date(2026, 11, 2) and Publication.objects.count() == 1
    assert Filing.objects.holding_a_number().filter(organization=world.customer).count() == 1
    answers = change.read_answers()
    assert answers["site_name"] == "北风机械公司主页" and answers["company_name"] == WHOLE["company_name"]
    assert number_in_force(world.customer, earlier.domain) == change


def test_a_change_of_a_number_finds_the_filing_by_it_and_forgets_who_is_asked_no_more(world: World) -> None:
    earlier = brought_to("APPROVED", world, site_person_is_same="no", **OTHER_PERSON)
    person = {name: WHOLE[name] for name in WHOLE if name.startswith("subject_person_")}
    change = opened(world, "change", changed=["person"], **person, site_person_is_same="yes")

    change = to_its_end(world, change, NUMBER)

    earlier.refresh_from_db()
    assert earlier.state == "CANCELLED" and change.about == earlier
    assert not any(name.startswith("site_person_name") for name in change.read_answers())
    assert not change.mentions.filter(field="site_person_name").exists()
    assert change.mentions.filter(field="subject_person_name").exists()


def test_a_change_of_a_number_that_is_not_here_stands_by_itself(world: World) -> None:
    granted = brought_to("APPROVED", world)
    number = f"{SUBJECT}-9"

    change = to_its_end(world, opened(world, "change", existing_number=number), number)

    granted.refresh_from_db()
    assert granted.state == change.state == "APPROVED" and change.about is None


@pytest.mark.parametrize("filing_type", sorted(WITH_A_NEW_NUMBER))
def test_a_new_number_stands_beside_the_one_that_was(filing_type: str, world: World) -> None:
    earlier = brought_to("APPROVED", world)
    service = FILING_TYPES[filing_type].services[0]
    number = f"{SUBJECT}-2A" if service == "app" else f"{SUBJECT}-2"

    later = to_its_end(world, opened(world, filing_type, service, domain="second.cn"), number)

    earlier.refresh_from_db()
    assert earlier.state == later.state == "APPROVED" and earlier.icp_number != later.icp_number
    assert Publication.objects.filter(filing__in=(earlier, later)).count() == 2
