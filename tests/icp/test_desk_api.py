"""What specialists do on the desk, and how a filing goes, for programs: as on the pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from stdnum.cn import uscc

from icp.filings import workflow
from icp.filings.models import Filing
from icp.licenses.models import License
from icp.packs.making import make
from icp.packs.models import Pack
from portal.accounts.models import Membership, User
from portal.api.keys import open_key
from portal.events.models import Event
from tests.icp.filings.cases import NUMBER, RETURNED, brought_to, draft, submitted
from tests.icp.licenses.cases import brought_to as license_brought_to
from tests.portal.api.conftest import Program
from tests.portal.api.described import require_described
from tests.world import World

pytestmark = pytest.mark.django_db
API = "/api/v1"


def another(number: int) -> dict[str, str]:
    """Answers of another applicant: the authority takes one order of each at a time."""
    register = f"91310000MADEM{number:04d}"
    return {"license_number": register + uscc.calc_check_digit(register), "domain": f"another-{number}.cn"}


class Described(Program):
    """Every answer is what the description promises."""

    def get(self, path: str, **headers: str) -> Any:
        return require_described(super().get(path, **headers))

    def post(self, path: str, body: Any = None, **more: Any) -> Any:
        return require_described(super().post(path, body, **more))


def program_of(user: User, organization: Any, *scopes: str) -> Program:
    key, token = open_key(organization=organization, user=user, name="t", scopes=scopes, by=None)
    return Described(str(token), key, Client(raise_request_exception=False))


@pytest.fixture
def lena(world: World) -> Program:
    return program_of(world.lena, world.customer, "filings:read", "filings:write")


@pytest.fixture
def wei(world: World) -> Program:
    return program_of(world.wei, world.operator, "filings:read", "filings:work")


@pytest.fixture
def chen(world: World) -> User:
    other = User.objects.create(email="chen.hao@example.com", name="Chen Hao")
    Membership.objects.create(organization=world.operator, user=other, role="filing_specialist")
    return other


# The desk -----------------------------------------------------------------------------------------------
def test_the_queue_is_told_by_least_time_left(wei: Program, world: World) -> None:
    late, later = submitted(world), submitted(world, **another(2))
    Filing.objects.filter(pk=later.pk).update(due_at=late.due_at + timedelta(hours=1))
    draft(world, **another(3))

    rows = wei.get(f"{API}/desk/filings/").json()["results"]

    assert [row["id"] for row in rows] == [str(late.pk), str(later.pk)]
    assert rows[0]["state"] == "SPECIALIST_REVIEW" and rows[0]["waits_for"] == "specialist"


def test_a_filing_is_taken_in_hand_given_to_a_colleague_and_taken_over(
    wei: Program, chen: User, world: World
) -> None:
    Filing.objects.filter(pk=submitted(world).pk).update(assigned_to=None)
    (row,) = wei.get(f"{API}/desk/filings/?show=free").json()["results"]
    assert row["in_hands_of"] is None
    door = f"{API}/filings/{row['id']}"

    assert wei.post(f"{door}/claim/").json()["in_hands_of"]["name"] == "Wei Zhang"
    assert [each["id"] for each in wei.get(f"{API}/desk/filings/?show=mine").json()["results"]] == [row["id"]]
    assert wei.post(f"{door}/hand-back/", {"to": str(chen.pk)}).json()["in_hands_of"]["id"] == str(chen.pk)
    assert wei.post(f"{door}/claim/").json()["code"] == "held_by_another"
    assert wei.post(f"{door}/claim/", {"take_over": True}).json()["in_hands_of"]["name"] == "Wei Zhang"
    assert wei.post(f"{door}/hand-back/").json()["in_hands_of"] is None

    told = Event.objects.filter(subject_id=row["id"]).values_list("type", flat=True)
    assert {"filing.claimed", "filing.handed_back", "filing.taken_over"} <= set(told)


@pytest.mark.parametrize("to", ["lena", "nobody"])
def test_a_filing_goes_to_specialists_only(to: str, wei: Program, world: World) -> None:
    filing = workflow.claim_filing(submitted(world), take_over=True, by=world.wei)
    pk = world.lena.pk if to == "lena" else uuid4()

    answer = wei.post(f"{API}/filings/{filing.pk}/hand-back/", {"to": str(pk)})

    assert answer.status_code == 400 and answer.json()["code"] == "no_specialist"
    filing.refresh_from_db()
    assert filing.assigned_to == world.wei


def test_a_license_is_taken_in_hand_and_handed_back(wei: Program, world: World) -> None:
    license = license_brought_to("CHECKING", world)
    License.objects.filter(pk=license.pk).update(assigned_to=None)
    (row,) = wei.get(f"{API}/desk/licenses/?show=review").json()["results"]
    assert row["id"] == str(license.pk) and row["in_hands_of"] is None and row["desk_at"]

    assert wei.post(f"{API}/licenses/{row['id']}/claim/").json()["in_hands_of"]["name"] == "Wei Zhang"
    assert wei.post(f"{API}/licenses/{row['id']}/hand-back/").json()["in_hands_of"] is None
    assert wei.post(f"{API}/licenses/{row['id']}/hand-back/").json()["code"] == "not_in_hand"


@pytest.mark.parametrize("address", ["desk/filings/", "desk/licenses/"])
@pytest.mark.parametrize("word", ["late", "", "MINE", "mine "])
def test_a_word_that_is_no_view_is_told(address: str, word: str, wei: Program) -> None:
    answer = wei.get(f"{API}/{address}?show={word}")

    assert answer.status_code == 400 and answer.json()["code"] == "unknown_choice"
    assert "mine" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("GET", "desk/filings/"),
        ("GET", "desk/licenses/"),
        ("GET", "desk/provinces/"),
        ("POST", "desk/status-list/"),
        ("POST", "filings/{filing}/claim/"),
        ("POST", "filings/{filing}/hand-back/"),
        ("POST", "licenses/{license}/claim/"),
        ("POST", "licenses/{license}/hand-back/"),
    ],
)
def test_the_desk_is_for_specialists(method: str, address: str, lena: Program, world: World) -> None:
    license = license_brought_to("CHECKING", world)
    path = f"{API}/{address}".format(filing=license.filing_id, license=license.pk)
    body = {"rows": "x"} if "status-list" in address else {}

    def asked(program: Program) -> tuple[int, str]:
        answer = program.get(path) if method == "GET" else program.post(path, body)
        return answer.status_code, answer.json()["code"]

    assert asked(lena) == (403, "scope_missing")
    architect = program_of(world.priya, world.operator, "filings:read", "filings:work")
    # Whoever reviews networks is no filing specialist, and sees no filing.
    assert asked(architect) in {(403, "specialists_only"), (404, "not_found"), (403, "role_may_not")}


def test_provinces_tell_cases_and_published_ranges(wei: Program, world: World) -> None:
    brought_to("APPROVED", world)

    rows = {row["province"]: row for row in wei.get(f"{API}/desk/provinces/").json()["provinces"]}

    assert rows["Shanghai"]["cases"] == 1 and rows["Shanghai"]["seen"] is None
    assert rows["Zhejiang"] == {
        "province": "Zhejiang",
        "cases": 0,
        "rejected": 0,
        "seen": None,
        "published": [1, 30],
    }


def test_a_status_list_is_read_first_and_applied_where_it_is_believed(wei: Program, world: World) -> None:
    filing, other = brought_to("PRELIM_REVIEW", world), brought_to("CA_REVIEW", world, **another(2))
    text = f"{filing.domain}\t初审通过\nanother-2.cn\t备案成功\t{NUMBER}\nnobody.cn\t初审中\n"
    address = f"{API}/desk/status-list/"

    read = wei.post(address, {"rows": text}).json()

    assert [(row["verb"], row["applied"]) for row in read["matches"]] == [
        ("pass", False),
        ("approve", False),
        ("", False),
    ]
    assert "No filing on the desk" in read["matches"][2]["why"] and not read["is_cut"]

    done = wei.post(address, {"rows": text, "apply": [str(filing.pk), str(uuid4())]}).json()

    assert [row["applied"] for row in done["matches"]] == [True, False, False]
    filing.refresh_from_db()
    other.refresh_from_db()
    assert (filing.state, other.state) == ("AWAIT_SUBMIT", "CA_REVIEW")
    refused = wei.post(address, {"rows": "another-2.cn 备案成功 ICP备1号", "apply": [str(other.pk)]}).json()
    assert not refused["matches"][0]["applied"] and refused["matches"][0]["refused"]


# The course of a filing ---------------------------------------------------------------------------------
def test_the_timeline_tells_what_runs_and_when_it_could_be_live(lena: Program, world: World) -> None:
    filing = brought_to("PRELIM_REVIEW", world)

    told = lena.get(f"{API}/filings/{filing.pk}/timeline/").json()

    standings = {stop["state"]: stop["standing"] for stop in told["stops"]}
    assert standings["SPECIALIST_REVIEW"] == "done" and standings["PRELIM_REVIEW"] == "run"
    assert standings["CA_REVIEW"] == standings["APPROVED"] == "next"
    assert told["live_earliest"] < told["live_latest"]


def test_rounds_tell_reasons_and_changes_with_people_masked(lena: Program, world: World) -> None:
    filing = workflow.return_filing(submitted(world), "return", RETURNED, by=world.wei)
    filing = workflow.save_answers(filing, {"site_name": "北风机械公司主页"}, by=world.lena)
    filing = workflow.resubmit_filing(filing, by=world.lena)

    second, first = lena.get(f"{API}/filings/{filing.pk}/rounds/").json()["rounds"]

    assert second["changes"] == [{"field": "site_name", "was": "北风机械公司官网", "now": "北风机械公司主页"}]
    assert [remark["code"] for remark in first["remarks"]] == ["site_name_invalid"]
    assert first["sent_by"] == "Lena Vogt"


@pytest.mark.usefixtures("vault_folder")
def test_a_pack_is_made_for_a_program_and_opened_by_a_person(lena: Program, world: World) -> None:
    filing = draft(world)
    address = f"{API}/filings/{filing.pk}/pack/"
    assert lena.get(address).status_code == 404

    begun = lena.post(address).json()

    assert (begun["version"], begun["state"], begun["is_current"]) == (1, "queued", True)
    assert lena.post(address).json() == begun, "one that says the same is not made twice"
    make(Pack.objects.get(filing=filing))
    done = lena.get(address).json()
    assert done["state"] == "done" and done["pages"] and len(done["sha256"]) == 64
    workflow.save_answers(filing, {"site_name": "北风机械公司主页"}, by=world.lena)
    assert lena.get(address).json()["is_current"] is False
    assert done["page"] == f"/en/filings/{filing.pk}/pack/"


@pytest.mark.parametrize("door", ["timeline", "rounds", "pack"])
def test_what_is_another_organizations_is_not_found(door: str, lena: Program, world: World) -> None:
    filing = draft(world)
    Filing.objects.filter(pk=filing.pk).update(organization=world.stranger)

    assert lena.get(f"{API}/filings/{filing.pk}/{door}/").status_code == 404
    assert lena.get(f"{API}/filings/{uuid4()}/{door}/").status_code == 404


def test_query_counts_do_not_grow(wei: Program, lena: Program, world: World, say: Any) -> None:
    filing = submitted(world)
    addresses = (
        "desk/filings/",
        "desk/provinces/",
        f"filings/{filing.pk}/timeline/",
        f"filings/{filing.pk}/rounds/",
    )
    # The first use of a key is noted.
    _queries(wei, "desk/filings/")
    few = [_queries(wei, address) for address in addresses]
    for number in range(5):
        submitted(world, **another(number))
        brought_to("APPROVED", world, **another(100 + number))

    assert [_queries(wei, address) for address in addresses] == few
    say(", ".join(f"{address} {count}" for address, count in zip(addresses, few, strict=True)))


def _queries(program: Program, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert program.get(f"{API}/{address}").status_code == 200
    return len(queries)
