"""Moments stand in the time of whoever reads them, and the page says which."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils.formats import date_format

from portal.accounts.models import User
from portal.accounts.zones import zone_of, zones
from tests.icp.filings.cases import brought_to
from tests.world import World

ClientFor = Callable[[User], Client]
SETTINGS = "/en/settings/"


@pytest.mark.parametrize(
    ("chosen", "language", "zone", "said"),
    [
        ("", "en", "UTC", "Times: UTC"),
        ("", "zh-hans", "Asia/Shanghai", "时间：北京时间"),
        ("Asia/Shanghai", "en", "Asia/Shanghai", "Times: Beijing time"),
        ("America/New_York", "en", "America/New_York", "Times: America/New York"),
        ("America/New_York", "zh-hans", "America/New_York", "时间：America/New York"),
        ("Moon/Tranquility", "en", "UTC", "Times: UTC"),
    ],
)
def test_a_deadline_stands_in_the_readers_time(
    world: World, client_for: ClientFor, chosen: str, language: str, zone: str, said: str
) -> None:
    filing = brought_to("SMS_PENDING", world)
    User.objects.filter(pk=world.lena.pk).update(time_zone=chosen, language=language)

    page = client_for(world.lena).get(f"/{language}/home/").content.decode()

    due = filing.deadlines.get(ended_at=None).due_at.astimezone(ZoneInfo(zone))
    shown = date_format(due, "j M Y, H:i" if language == "en" else "Y-m-d H:i")
    assert shown in page and said in page


def test_a_person_chooses_theirs_in_the_settings(world: World, client_for: ClientFor) -> None:
    lena = client_for(world.lena)
    form = {"name": "Lena Vogt", "language": "en", "theme": ""}

    refused = lena.post(SETTINGS, {**form, "time_zone": "Europe/Atlantis"})
    assert refused.status_code == 422 and "Choose a time zone of the list." in refused.content.decode()

    assert lena.post(SETTINGS, {**form, "time_zone": "Europe/Berlin"}).status_code == 302
    world.lena.refresh_from_db()
    assert world.lena.time_zone == "Europe/Berlin"
    assert 'value="Europe/Berlin" selected' in lena.get(SETTINGS).content.decode()


def test_a_new_organization_brings_the_time_of_its_first_person(db: None, client_for: ClientFor) -> None:
    mia = User.objects.create_user("mia@example.com", name="Mia")

    given = {"name": "Example Ltd", "country": "GB", "time_zone": "Europe/London"}
    assert client_for(mia).post("/en/org/new/", given).status_code == 302

    mia.refresh_from_db()
    assert mia.time_zone == "Europe/London"


def test_a_visitor_gets_no_session_for_it(db: None, client: Client) -> None:
    answer = client.get("/en/help/")

    assert "Times: UTC" in answer.content.decode() and not answer.cookies.get("sessionid")


def test_the_list_holds_places_and_utc_only() -> None:
    assert zones()[0] == "UTC" and {"Asia/Shanghai", "Europe/Berlin", "America/New_York"} <= set(zones())
    assert 300 < len(zones()) < 500
    assert not [name for name in zones() if name.startswith(("Etc/", "US/"))]
    assert {str(zone_of(name, "en")) for name in zones()} == set(zones())
