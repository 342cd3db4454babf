"""IANA's lists: recorded, refreshed by a worker, and kept when what comes is not whole."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import CommandError, call_command

from icp.domains.models import ServiceList
from icp.domains.rules.bootstrap import PACKAGED_DOCUMENTS
from icp.domains.services import current_bootstrap, refresh
from icp.domains.tasks import refresh_service_lists
from tests.icp.domains.outside import IANA, Outside, Reply

pytestmark = pytest.mark.django_db


def newer(publication: Any = "2026-11-27T00:00:00Z") -> dict[str, Any]:
    """IANA's list of names with one registry moved."""
    services = [[["com"], ["https://rdap.new-registry.example/"]]]
    services += [
        [[ending for ending in endings if ending != "com"], urls]
        for endings, urls in PACKAGED_DOCUMENTS["dns"]["services"]
    ]
    return {"version": "1.0", "publication": publication, "services": services}


def serves(outside: Outside, registry: str, reply: Any) -> None:
    outside.replies[IANA, f"/rdap/{registry}.json"] = reply if isinstance(reply, Reply) else Reply(body=reply)


def test_the_recorded_lists_stand_until_newer_ones_come(db: None) -> None:
    bootstrap = current_bootstrap()
    assert (bootstrap.for_name("nordwind.com") or "").startswith("https://rdap.verisign.com/")
    # Not in IANA's list of names; the registry answers all the same.
    assert bootstrap.for_name("nordwind.de") == "https://rdap.denic.de/domain/nordwind.de"


def test_a_newer_list_is_in_force_at_once(outside: Outside) -> None:
    current_bootstrap()
    serves(outside, "dns", newer())
    assert refresh("dns") == ""
    assert (
        current_bootstrap().for_name("nordwind.com")
        == "https://rdap.new-registry.example/domain/nordwind.com"
    )
    assert ServiceList.objects.get(registry="dns").publication == "2026-11-27T00:00:00Z"


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (Reply(404), "HTTP 404"),
        (Reply(200, b"<html>"), "Expecting value"),
        (Reply(200, {"services": [[["com"], ["https://x.example/"]]]}), "Only 1 entries"),
        (Reply(200, {"services": "many"}), "no list"),
        (Reply(200, b" " * (1 << 20) + b"{}"), "too long"),
        (Reply(302, headers={"Location": "https://10.0.0.1/"}), "address_not_public"),
    ],
)
def test_what_is_not_whole_changes_nothing(reply: Reply, why: str, outside: Outside) -> None:
    serves(outside, "dns", newer())
    refresh("dns")
    serves(outside, "dns", reply)
    assert why in refresh("dns")
    assert (
        current_bootstrap().for_name("nordwind.com")
        == "https://rdap.new-registry.example/domain/nordwind.com"
    )


def test_an_odd_date_is_kept_as_none(outside: Outside) -> None:
    serves(outside, "dns", newer(publication=None))
    assert refresh("dns") == "" and ServiceList.objects.get().publication == ""


def test_the_daily_task_refreshes_each_list_by_itself(outside: Outside) -> None:
    serves(outside, "dns", newer())
    serves(outside, "ipv4", PACKAGED_DOCUMENTS["ipv4"])
    refresh_service_lists()
    assert set(ServiceList.objects.values_list("registry", flat=True)) == {"dns", "ipv4"}


def test_the_command_says_what_came_and_fails_when_something_did_not(outside: Outside, capsys: Any) -> None:
    serves(outside, "dns", newer())
    with pytest.raises(CommandError):
        call_command("refresh_rdap_services")
    said = capsys.readouterr().out
    assert "dns: refreshed" in said and "ipv4: HTTP 404" in said
