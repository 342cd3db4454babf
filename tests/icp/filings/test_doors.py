"""Page and API are two doors to the same verbs: what one allows the other does, and refusals are alike."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from icp.filings.models import Filing
from icp.filings.rules import lifecycle
from icp.filings.verbs import VERBS
from portal.accounts.models import User
from portal.api.keys import open_key
from portal.api.scopes import SCOPES
from tests.icp.filings.cases import WHOLE, brought_to, draft, give_papers
from tests.icp.filings.test_life import TYPE_OF, given_for
from tests.world import World

pytestmark = pytest.mark.django_db
ClientFor = Callable[[User], Client]


def first_state(verb: str) -> str:
    return next(move.state for move in lifecycle.MOVES if move.verb == verb)


class Doors:
    def __init__(self, client_for: ClientFor, world: World) -> None:
        self.client_for, self.world = client_for, world
        self.keys: dict[uuid.UUID, str] = {}

    def page(self, filing: Filing, verb: str, by: User) -> tuple[int, str]:
        """Status, and the state it came to or the code of the refusal."""
        answer = self.client_for(by).post(f"/en/filings/{filing.pk}/do/{verb}/", form_of(verb, filing))
        code = re.search(r'data-code="(\w+)"', answer.content.decode())
        return answer.status_code, code[1] if code else state_of(filing)

    def api(self, filing: Filing, verb: str, by: User) -> tuple[int, str]:
        token = self.keys.get(by.pk) or self._key(by)
        answer = Client().post(
            f"/api/v1/filings/{filing.pk}/{verb.replace('_', '-')}/",
            document_of(verb, filing),
            content_type="application/json",
            headers={"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid.uuid4())},
        )
        body = answer.json()
        return answer.status_code, body.get("code") or body["state"]

    def _key(self, by: User) -> str:
        organization = self.world.operator if by.staff_roles() else self.world.customer
        _row, token = open_key(organization=organization, user=by, name="CRM", scopes=list(SCOPES), by=None)
        self.keys[by.pk] = str(token)
        return str(token)


@pytest.fixture
def doors(client_for: ClientFor, world: World) -> Doors:
    return Doors(client_for, world)


def state_of(filing: Filing) -> str:
    return Filing.objects.get(pk=filing.pk).state


def document_of(verb: str, filing: Filing) -> dict[str, Any]:
    given = given_for(verb, filing)
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in given.items()
    }


def form_of(verb: str, filing: Filing) -> dict[str, Any]:
    """The same as a browser would send it."""
    sent: dict[str, Any] = {}
    for name, value in given_for(verb, filing).items():
        match name:
            case "remarks":
                for row in value:
                    sent |= {f"code-{row['field']}": row["code"], f"note-{row['field']}": row["note"]}
            case "replies":
                sent |= {f"reply-{key}": text for key, text in value.items()}
            case "ends_at":
                sent["ends_on"] = value.date().isoformat()
            case _:
                sent[name] = value
    return sent


def undone(act: Callable[[], Any]) -> Any:
    """What it answers; whatever it did is taken back."""
    with transaction.atomic():
        answer = act()
        transaction.set_rollback(True)
    return answer


@pytest.mark.parametrize("verb", sorted(set(VERBS) - {"relodge"}))
def test_both_doors_do_the_same(verb: str, doors: Doors, world: World) -> None:
    filing = brought_to(first_state(verb), world, TYPE_OF.get(verb, "first_filing"))
    by = world.wei if lifecycle.roles_of(verb) == lifecycle.SPECIALIST else world.lena

    page = undone(lambda: doors.page(filing, verb, by))
    api = undone(lambda: doors.api(filing, verb, by))

    assert (page[0], api[0]) == (302, 200), (page, api)
    assert page[1] == api[1]


def test_both_doors_refuse_the_same_person_with_the_same_code(doors: Doors, world: World) -> None:
    filing = brought_to("SPECIALIST_REVIEW", world)

    for verb in VERBS:
        stranger = world.lena if lifecycle.roles_of(verb) == lifecycle.SPECIALIST else world.mia
        assert doors.page(filing, verb, stranger) == (403, "role_may_not"), verb
        assert doors.api(filing, verb, stranger) == (403, "role_may_not"), verb


def test_both_doors_refuse_the_wrong_state_with_the_same_code(doors: Doors, world: World) -> None:
    filing = brought_to("CANCELLED", world)

    for verb in VERBS:
        by = world.wei if lifecycle.roles_of(verb) == lifecycle.SPECIALIST else world.lena
        assert doors.page(filing, verb, by) == doors.api(filing, verb, by) == (409, "not_in_this_state"), verb


def test_a_program_files_from_nothing_to_our_specialist(doors: Doors, world: World) -> None:
    _key, token = open_key(
        organization=world.customer,
        user=world.lena,
        name="CRM",
        scopes=["filings:read", "filings:write"],
        by=None,
    )
    headers = {"Authorization": f"Bearer {token}"}

    def post(path: str, body: dict[str, Any]) -> Any:
        unique = {**headers, "Idempotency-Key": str(uuid.uuid4())}
        return Client().post(f"/api/v1/{path}", body, content_type="application/json", headers=unique)

    opened = post("filings/", {"filing_type": "first_filing", "answers": {"entity_type": "fie_wfoe"}})
    assert opened.status_code == 201
    document = opened.json()
    address = f"/api/v1/filings/{document['id']}/"
    assert {problem["level"] for problem in document["problems"]} == {"wrong"}

    body = {"answers": WHOLE, "version": document["version"]}
    whole = Client().patch(address, body, content_type="application/json", headers=headers).json()
    assert [each for each in whole["problems"] if each["level"] == "wrong"] == []
    assert whole["answers"]["subject_person_id_number"] == "••••••002X"
    assert whole["documents"]
    refused = post(f"filings/{document['id']}/submit/", {})
    assert (refused.status_code, refused.json()["code"]) == (409, "not_ready")
    give_papers(world, Filing.objects.select_related("organization").get(pk=document["id"]))
    sent = post(f"filings/{document['id']}/submit/", {})
    assert sent.json()["state"] == "SPECIALIST_REVIEW"


def test_unknown_fields_and_stale_versions_are_told(doors: Doors, world: World) -> None:
    filing = draft(world)
    _key, token = open_key(
        organization=world.customer, user=world.lena, name="CRM", scopes=["filings:write"], by=None
    )
    headers, address = {"Authorization": f"Bearer {token}"}, f"/api/v1/filings/{filing.pk}/"

    for body, status, code in (
        ({"answers": {"shoe_size": "44"}}, 400, "unknown_field"),
        ({"answers": {"site_name": "北风新站点"}, "version": 99}, 409, "changed_meanwhile"),
    ):
        answer = Client().patch(address, body, content_type="application/json", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (status, code)
