"""Papers for programs: the same rules, sentences and codes as the pages, and metadata instead of files."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from icp.documents import checking
from icp.documents.models import Paper
from icp.documents.rules.requirements import UPLOAD_BYTES
from icp.documents.standing import standings_of
from icp.filings.models import Filing
from portal.accounts.models import User
from portal.api.keys import open_key
from portal.api.uploads import LARGEST_FORM
from tests.icp.documents import papers
from tests.icp.documents.cases import ID, LICENSE, assigned, filing_of, uploaded
from tests.icp.documents.hostile import SECRET, hostile
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vault_folder")]
SCOPES = ("filings:read", "filings:write")


class Program:
    def __init__(self, user: User, organization: Any, scopes: tuple[str, ...] = SCOPES) -> None:
        _key, token = open_key(organization=organization, user=user, name="t", scopes=scopes, by=None)
        self.token = str(token)
        self.client = Client(raise_request_exception=False)

    def get(self, path: str) -> Any:
        return self.client.get(path, headers={"Authorization": f"Bearer {self.token}"})

    def send(self, path: str, body: bytes, content_type: str = MULTIPART_CONTENT, key: str = "") -> Any:
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": key or str(uuid.uuid4())}
        return self.client.generic("POST", path, body, content_type, headers=headers)


@pytest.fixture
def lena(world: World) -> Program:
    return Program(world.lena, world.customer)


def address(filing: Filing, paper: Paper | None = None) -> str:
    return f"/api/v1/filings/{filing.pk}/documents/" + (f"{paper.pk}/" if paper else "")


def form(content: bytes | None, *, name: str = "id.jpg", **fields: Any) -> bytes:
    file = None if content is None else SimpleUploadedFile(name, content)
    if file is not None:
        file._name = name
    given = {"requirement": ID, **({"file": file} if file else {}), **fields}
    return encode_multipart(BOUNDARY, {key: value for key, value in given.items() if value is not None})


def test_the_list_says_what_is_asked_and_how_it_stands(world: World, lena: Program) -> None:
    filing = filing_of(world)
    paper = uploaded(world, filing, LICENSE)

    told = lena.get(address(filing)).json()

    assert told["consent_missing"] == []
    by_key = {each["requirement"]: each for each in told["papers"]}
    assert list(by_key) == [each.requirement.key for each in standings_of(filing)]
    assert by_key[LICENSE]["state"] == "uploaded" and by_key[LICENSE]["in_force"]["id"] == str(paper.pk)
    assert by_key[ID] | {"state": "missing", "open": True, "most_bytes": UPLOAD_BYTES} == by_key[ID]
    assert by_key[ID]["copy"] == {"least_bytes": 20480, "most_bytes": 4194304}
    assert by_key[ID]["title"]["zh"] == "主体负责人证件"


def test_an_upload_is_read_by_a_worker_and_then_in_force(
    world: World, lena: Program, django_capture_on_commit_callbacks: Any
) -> None:
    filing = filing_of(world)
    with django_capture_on_commit_callbacks(execute=True):
        answer = lena.send(address(filing), form(papers.jpeg(), expires_on="2030-01-01"))

    assert answer.status_code == 201 and answer.json()["state"] == "arriving"
    paper = Paper.objects.get()
    assert answer["Location"] == address(filing, paper)
    checking.check(paper)
    told = lena.get(answer["Location"]).json()
    assert (told["state"], told["pages"], told["expires_on"]) == ("accepted", 1, "2030-01-01")
    assert "Vogt" not in json.dumps(told) and "id.jpg" not in json.dumps(told)


def test_a_repeated_upload_has_one_effect(
    world: World, lena: Program, django_capture_on_commit_callbacks: Any
) -> None:
    filing, key, body = filing_of(world), str(uuid.uuid4()), form(papers.jpeg())
    with django_capture_on_commit_callbacks(execute=True):
        first, second = (lena.send(address(filing), body, key=key) for _ in range(2))
        other = lena.send(address(filing), form(papers.png()), key=key)

    assert first.content == second.content and Paper.objects.count() == 1
    assert second["Idempotency-Replayed"] == "true"
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_mismatch")


@pytest.mark.parametrize("upload", hostile(), ids=lambda upload: upload.label)
def test_a_hostile_upload_is_refused_or_made_harmless(
    upload: Any, world: World, lena: Program, django_capture_on_commit_callbacks: Any, everything_kept: Any
) -> None:
    if upload.code == "too_heavy":
        pytest.skip("takes longer than a test's transaction may; see test_examining.py")
    filing = filing_of(world)
    with django_capture_on_commit_callbacks(execute=True):
        answer = lena.send(address(filing), form(upload.content, name=upload.name))

    # A line feed in a name breaks the head of its part: what arrives is another name, or none.
    if upload.at_once or ("\n" in upload.name and answer.status_code == 400):
        told = answer.json()
        assert answer.status_code in (400, 413)
        codes = {told["code"], *(error["code"] for error in told.get("errors", []))}
        assert upload.code in codes or codes & {"body_too_large", "other_kind", "invalid"}, told
        assert Paper.objects.count() == 0 and everything_kept() == {}
        return
    assert answer.status_code == 201, answer.content
    paper = Paper.objects.get()
    checking.check(paper)
    told = lena.get(address(filing, paper)).json()
    assert told["reason"] == (upload.code or None)
    if upload.code:
        assert told["state"] == "refused" and told["words"]["zh"] and everything_kept() == {}
    else:
        assert told["state"] == "accepted"
    assert SECRET.decode() not in json.dumps(told)


@pytest.mark.parametrize(
    ("body", "content_type", "code"),
    [
        (b"rubbish", MULTIPART_CONTENT, "invalid"),
        (b"--x\r\n", "multipart/form-data", "malformed_form"),
        (b"--x\r\n", "multipart/form-data; boundary=\xff", "malformed_form"),
        (b"{}", "application/json", "unsupported_media_type"),
        (b"a=b", "application/x-www-form-urlencoded", "unsupported_media_type"),
        (form(None), MULTIPART_CONTENT, "invalid"),
        (form(papers.jpeg(), requirement="x" * 41), MULTIPART_CONTENT, "invalid"),
        (form(papers.jpeg(), requirement="no such paper"), MULTIPART_CONTENT, "no_such_paper"),
        (form(papers.jpeg(), requirement="a\0b"), MULTIPART_CONTENT, "invalid"),
        (form(papers.jpeg(), expires_on="tomorrow"), MULTIPART_CONTENT, "invalid"),
        (form(papers.jpeg(), state="accepted"), MULTIPART_CONTENT, "invalid"),
        (form(papers.jpeg(), organization="x", version="9"), MULTIPART_CONTENT, "invalid"),
        (form(papers.jpeg(), name="a.exe"), MULTIPART_CONTENT, "paper_refused"),
        (form(papers.jpeg()) + b"\0" * LARGEST_FORM, MULTIPART_CONTENT, "body_too_large"),
        (form(b"\xff\xd8\xff" + b"\0" * UPLOAD_BYTES), MULTIPART_CONTENT, "paper_refused"),
    ],
)
def test_what_cannot_be_read_is_said(
    body: bytes, content_type: str, code: str, world: World, lena: Program
) -> None:
    answer = lena.send(address(filing_of(world)), body, content_type)
    assert answer.status_code in (400, 413, 415), answer.content
    assert answer.json()["code"] == code and Paper.objects.count() == 0


def test_without_consent_nothing_is_taken(world: World, lena: Program) -> None:
    filing = filing_of(world, consented=False)
    assert lena.get(address(filing)).json()["consent_missing"] == ["handling", "sensitive", "abroad"]
    answer = lena.send(address(filing), form(papers.jpeg()))
    assert (answer.status_code, answer.json()["code"]) == (409, "consent_missing")


@pytest.mark.parametrize(
    ("scopes", "read", "written"), [(("filings:read",), 200, 403), (("filings:write",), 403, 201)]
)
def test_a_key_does_what_its_scopes_say(
    scopes: tuple[str, ...], read: int, written: int, world: World
) -> None:
    filing, program = filing_of(world), Program(world.lena, world.customer, scopes)
    assert program.get(address(filing)).status_code == read
    assert program.send(address(filing), form(papers.jpeg())).status_code == written


def test_a_viewers_key_uploads_nothing(world: World) -> None:
    answer = Program(world.mia, world.customer).send(address(filing_of(world)), form(papers.jpeg()))
    assert (answer.status_code, answer.json()["code"]) == (403, "role_may_not")


def test_a_stranger_and_the_architect_find_nothing(world: World) -> None:
    filing = filing_of(world)
    paper, other = uploaded(world, filing), Filing(pk=uuid.uuid4())
    for program in (Program(world.omar, world.stranger), Program(world.priya, world.operator)):
        for path, nobodys in (
            (address(filing), address(other)),
            (address(filing, paper), address(other, Paper(pk=uuid.uuid4()))),
        ):
            theirs, nothing = program.get(path), program.get(nobodys)
            assert theirs.status_code == nothing.status_code == 404
            told = [json.loads(answer.content) for answer in (theirs, nothing)]
            assert all(each.pop("request_id") for each in told) and told[0] == told[1]
        assert program.send(address(filing), form(papers.jpeg())).status_code == 404


def test_no_address_of_the_api_carries_a_file(world: World, lena: Program) -> None:
    filing = assigned(filing_of(world), world)
    paper = uploaded(world, filing)
    for path in (address(filing), address(filing, paper)):
        answer = lena.get(path)
        assert answer["Content-Type"] == "application/json" and b"JFIF" not in answer.content


@pytest.mark.parametrize("count", [1, 5])
def test_the_list_asks_the_database_as_often_for_many_papers(
    count: int, world: World, lena: Program, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    filing = filing_of(world, site_person_is_same="no", province="Jiangsu")
    for key in [each.requirement.key for each in standings_of(filing)][:count]:
        uploaded(world, filing, key)
    lena.get(address(filing))
    with django_assert_max_num_queries(8):
        lena.get(address(filing))
