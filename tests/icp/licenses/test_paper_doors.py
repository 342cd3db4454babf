"""The pages and the API of papers of a license: the same views, at addresses of their own."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.client import BOUNDARY, encode_multipart
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from icp.documents import checking, retention
from icp.documents.models import Certificate, Consent, Opening, Paper
from icp.documents.rules.license_papers import LICENSE_REQUIREMENTS
from icp.documents.rules.requirements import UPLOAD_BYTES
from icp.documents.workflow import delete_paper, give_consent, missing_consents, review_paper
from icp.licenses import workflow
from icp.licenses.models import License
from icp.licenses.rules.papers import PAPERS
from portal.accounts.models import User
from tests.icp.documents import papers
from tests.icp.documents.cases import ID, filing_of, uploaded
from tests.icp.documents.test_api import Program
from tests.icp.licenses.cases import BEGAN, WHOLE, at_day, opened
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vault_folder")]
ClientFor = Callable[[User], Client]
ARTICLES = "license_articles"


@pytest.fixture
def frozen(world: World) -> World:
    return at_day(world, BEGAN)


@pytest.fixture
def license(frozen: World) -> License:
    license = workflow.save_answers(opened(frozen), WHOLE, papers_ready=[], by=frozen.lena)
    give_consent(license, agreed=missing_consents(license), by=frozen.lena)
    return license


def of(license: License, rest: str = "", language: str = "en") -> str:
    return f"/{language}/licenses/{license.pk}/documents/{rest}"


def read(browser: Client, address: str) -> str:
    return html.unescape(browser.get(address).content.decode())


def sent(browser: Client, license: License, content: bytes, capture: Any, **fields: Any) -> Any:
    file = SimpleUploadedFile(fields.pop("name", "articles.jpg"), content)
    with capture(execute=True):
        return browser.post(of(license, f"{fields.pop('key', ARTICLES)}/"), {"file": file, **fields})


def in_hand(world: World, license: License) -> License:
    workflow.save_answers(license, {}, papers_ready=list(PAPERS), by=world.lena)
    return workflow.claim_license(workflow.submit_license(license, by=world.lena), by=world.wei)


# Pages --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("key", list(LICENSE_REQUIREMENTS))
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_paper_has_its_page_in_both_languages(
    key: str, language: str, license: License, frozen: World, client_for: ClientFor
) -> None:
    one = LICENSE_REQUIREMENTS[key]

    text = read(client_for(frozen.lena), of(license, f"{key}/", language))

    assert one.label.said_in(language) in text and 'type="file"' in text
    assert all(words.said_in(language) in text for words in one.good)
    assert 'class="figure"' in text


def test_from_the_page_of_the_license_to_the_download(
    license: License, frozen: World, client_for: ClientFor, django_capture_on_commit_callbacks: Any
) -> None:
    lena, wei = client_for(frozen.lena), client_for(frozen.wei)
    page = f"/en/licenses/{license.pk}/"
    text = read(lena, page)
    assert of(license) in text and of(license, f"{ARTICLES}/") in text and 'id="paper-articles"' in text
    assert read(lena, of(license, f"{ARTICLES}/"))

    answer = sent(lena, license, papers.jpeg(), django_capture_on_commit_callbacks)

    assert (answer.status_code, answer.headers["Location"]) == (302, of(license))
    assert "Being checked" in read(lena, of(license)) and 'hx-get="' + of(license) in read(lena, of(license))
    assert 'id="paper-articles"' not in read(lena, page), "a file leaves nothing to tick"
    paper = Paper.objects.of(license).get()
    checking.check(paper)
    assert "Version 1, uploaded by Lena Vogt" in read(lena, of(license))
    assert lena.get(of(license), headers={"HX-Request": "true"}).status_code == 286
    license = in_hand(frozen, license)
    door = of(license, f"papers/{paper.pk}/")
    text = read(wei, f"{door}open/")
    assert "To hand it in at the administration" in text and "The document for the authority" in text
    assert wei.post(f"{door}open/", {"purpose": "look"}).status_code == 422
    done = html.unescape(wei.post(f"{door}open/", {"reason": "lodge", "purpose": "lodge"}).content.decode())
    assert "Download the document for the authority" in done and Opening.objects.count() == 1
    link = done.partition('href="' + door + "file/")[2].partition('"')[0]
    answer = wei.get(f"{door}file/{link}")
    assert answer["Content-Type"] == "application/pdf" and answer.content[:5] == b"%PDF-"
    assert lena.get(f"{door}file/{link}").status_code == 403
    wei.post(f"{door}review/", {"do": "replace", "replace": "cut_off"})
    assert "Replace it" in read(lena, of(license)) and "To hand it in at the administration" in read(
        lena, of(license)
    )


def test_consent_is_read_and_given_on_a_page_of_its_own(frozen: World, client_for: ClientFor) -> None:
    license, lena = opened(frozen), client_for(frozen.lena)
    assert "Consent comes first" in read(lena, of(license))
    page = of(license, "consent/")
    assert "The staff and owners on the papers agreed" in read(lena, page)

    partly = lena.post(page, {"agreed": ["license_handling"]})
    assert partly.status_code == 422 and 'value="license_handling" checked' in partly.content.decode()
    every = ["license_handling", "license_sensitive", "license_abroad"]
    given = lena.post(page, {"agreed": every})

    assert (given.status_code, given.headers["Location"]) == (302, of(license))
    assert Consent.objects.filter(license=license).count() == 3 and missing_consents(license) == ()
    assert "Consent to keep the papers given" in read(lena, f"/en/licenses/{license.pk}/")
    assert lena.post(page, {"do": "withdraw"}).status_code == 302 and missing_consents(license)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.docx", b"PK\x03\x04", "Upload a PDF, JPEG or PNG."),
        ("a.pdf", b"", "The file is empty."),
        ("a.pdf", b"%PDF-1.4" + b"0" * UPLOAD_BYTES, "The file is larger than 10 MB."),
        ("a.png", b"\xff\xd8\xff\xe0", "is not what its name says"),
    ],
)
def test_bad_input_is_said_beside_the_field(
    name: str,
    content: bytes,
    said: str,
    license: License,
    frozen: World,
    client_for: ClientFor,
    django_capture_on_commit_callbacks: Any,
) -> None:
    lena, capture = client_for(frozen.lena), django_capture_on_commit_callbacks
    key, given = "license_hosting_contract", {"expires_on": "2030-01-01"}

    answer = sent(lena, license, content, capture, name=name, key=key, **given)

    text = html.unescape(answer.content.decode())
    assert answer.status_code == 422 and said in text and 'value="2030-01-01"' in text
    assert not Paper.objects.of(license).exists()


def test_no_file_and_a_wrong_day_are_said_beside_their_fields(
    license: License, frozen: World, client_for: ClientFor
) -> None:
    address = of(license, "license_domain_certificate/")

    answer = client_for(frozen.lena).post(address, {"expires_on": "0026-01-01"})

    text = answer.content.decode()
    assert answer.status_code == 422 and "Choose a file." in text and "four digits" in text


def test_while_it_is_read_the_page_says_why_nothing_is_taken(
    license: License, frozen: World, client_for: ClientFor, django_capture_on_commit_callbacks: Any
) -> None:
    in_hand(frozen, license)

    answer = sent(client_for(frozen.lena), license, papers.jpeg(), django_capture_on_commit_callbacks)

    assert answer.status_code == 409 and "L-1 is not being edited now" in answer.content.decode()


def test_a_deleted_paper_leaves_its_certificate(
    license: License, frozen: World, client_for: ClientFor
) -> None:
    paper, lena = uploaded(frozen, license, ARTICLES), client_for(frozen.lena)
    assert lena.post(of(license, f"papers/{paper.pk}/delete/")).headers["Location"] == of(license)
    assert retention.purge_due() == 1
    certificate = Certificate.objects.get(license=license)

    text = read(lena, of(license, f"certificates/{certificate.pk}/"))

    assert "Articles of association" in text and "L-1" in text and certificate.sha256 in text
    assert of(license, f"certificates/{certificate.pk}/") in read(lena, of(license))
    assert str(certificate.pk) not in read(lena, f"/en/filings/{license.filing_id}/documents/")
    wrong = f"/en/filings/{license.filing_id}/documents/certificates/{certificate.pk}/"
    assert lena.get(wrong).status_code == 404


def test_papers_are_found_at_their_own_address_alone(
    license: License, frozen: World, client_for: ClientFor
) -> None:
    ours = uploaded(frozen, license, ARTICLES)
    filing = filing_of(frozen, license_number="91310000MA1FL0Y7XX")
    theirs = uploaded(frozen, filing, ID)
    lena = client_for(frozen.lena)
    for page in ("open", "review", "delete"):
        for address in (
            f"/en/filings/{license.filing_id}/documents/papers/{ours.pk}/{page}/",
            of(license, f"papers/{theirs.pk}/{page}/"),
        ):
            assert lena.post(address).status_code == 404, address
    assert lena.get(f"/en/filings/{license.filing_id}/documents/{ARTICLES}/").status_code == 404
    assert lena.get(of(license, "business_licence/")).status_code == 404
    filings_page = read(lena, f"/en/filings/{license.filing_id}/documents/")
    assert "Articles of association" not in filings_page and "Passport" not in read(lena, of(license))


def test_who_sees_the_license_sees_the_list_and_opens_only_in_their_role(
    license: License, frozen: World, client_for: ClientFor
) -> None:
    paper = uploaded(frozen, license, ARTICLES)
    opening = of(license, f"papers/{paper.pk}/open/")
    shown = {who: client_for(getattr(frozen, who)) for who in ("mia", "wei", "priya", "otto", "omar")}
    assert [browser.get(of(license)).status_code for browser in shown.values()] == [200, 404, 404, 404, 404]
    assert shown["mia"].get(opening).status_code == 403 and shown["wei"].get(opening).status_code == 404
    assert of(license, f"{ARTICLES}/") not in read(shown["mia"], of(license))
    workflow.hand_back_license(in_hand(frozen, license), by=frozen.wei)

    assert shown["wei"].get(of(license)).status_code == 200
    assert shown["wei"].get(opening).status_code == 403
    assert opening not in read(shown["wei"], of(license))


@pytest.mark.parametrize("page", ["list", "paper", "license"])
def test_a_page_asks_the_database_no_more_with_more_papers(
    page: str, license: License, frozen: World, client_for: ClientFor, say: Callable[[str], None]
) -> None:
    lena = client_for(frozen.lena)
    address = {
        "list": of(license),
        "paper": of(license, f"{ARTICLES}/"),
        "license": f"/en/licenses/{license.pk}/",
    }[page]
    paper = uploaded(frozen, license, ARTICLES)
    lena.get(address)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert lena.get(address).status_code == 200
        return len(queries)

    few = asked()
    row = Paper.objects.filter(pk=paper.pk).values().get()
    for key in LICENSE_REQUIREMENTS:
        for version in range(2, 6):
            copy = {"version": version, "state": "replaced", "requirement": key}
            Paper.objects.create(**{**row, "id": Paper._meta.pk.get_default(), **copy})

    say(f"{page}: {few} queries")
    assert asked() == few <= 14


# The API ------------------------------------------------------------------------------------------------
def form(content: bytes, requirement: str = ARTICLES, name: str = "a.jpg") -> bytes:
    return encode_multipart(BOUNDARY, {"requirement": requirement, "file": SimpleUploadedFile(name, content)})


def test_a_program_uploads_and_reads(
    license: License, frozen: World, django_capture_on_commit_callbacks: Any
) -> None:
    lena = Program(frozen.lena, frozen.customer)
    door = f"/api/v1/licenses/{license.pk}/documents/"
    listed = lena.get(door).json()
    assert listed["consent_missing"] == [] and {row["state"] for row in listed["papers"]} == {"missing"}
    assert [row["requirement"] for row in listed["papers"]] == list(LICENSE_REQUIREMENTS)

    with django_capture_on_commit_callbacks(execute=True):
        answer = lena.send(door, form(papers.jpeg()))

    assert answer.status_code == 201 and answer.json()["requirement"] == ARTICLES
    assert answer["Location"].startswith(door)
    checking.check(Paper.objects.of(license).get())
    assert lena.get(answer["Location"]).json()["state"] == "accepted"
    told = lena.get(f"/api/v1/licenses/{license.pk}/").json()
    assert "articles" not in told["papers_open"] and told["papers_ready"] == []
    # At the filing there is neither the list nor the paper.
    wrong = f"/api/v1/filings/{license.filing_id}/documents/"
    assert lena.get(wrong + f"{answer.json()['id']}/").status_code == 404
    assert not any(row["requirement"].startswith("license_") for row in lena.get(wrong).json()["papers"])


@pytest.mark.parametrize(
    ("content", "requirement", "status", "code"),
    [
        (b"", ARTICLES, 400, "paper_refused"),
        (b"PK\x03\x04", ARTICLES, 400, "paper_refused"),
        (papers.jpeg(), "business_licence", 400, "no_such_paper"),
        (papers.jpeg(), "articles", 400, "no_such_paper"),
    ],
)
def test_a_program_is_told_what_was_wrong(
    content: bytes, requirement: str, status: int, code: str, license: License, frozen: World
) -> None:
    answer = Program(frozen.lena, frozen.customer).send(
        f"/api/v1/licenses/{license.pk}/documents/", form(content, requirement)
    )

    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_keys_of_others_see_nothing_and_readers_upload_nothing(license: License, frozen: World) -> None:
    paper = uploaded(frozen, license, ARTICLES)
    door = f"/api/v1/licenses/{license.pk}/documents/"
    omar, reader = (
        Program(frozen.omar, frozen.stranger),
        Program(frozen.lena, frozen.customer, ("filings:read",)),
    )
    wei = Program(frozen.wei, frozen.operator, ("filings:read", "filings:work"))

    for who in (omar, wei):
        assert who.get(door).status_code == who.get(f"{door}{paper.pk}/").status_code == 404
    assert omar.send(door, form(papers.jpeg())).status_code == 404
    assert reader.send(door, form(papers.jpeg())).status_code == 403
    assert reader.get(f"{door}{paper.pk}/").status_code == 200


def test_every_page_of_papers_exists_for_both() -> None:
    with translation.override("en"):
        for name in ("papers", "papers-consent"):
            pk = "2f1f4f4e-0000-4000-8000-000000000000"
            assert "/filings/" in reverse(f"icp:{name}", args=[pk])
            assert "/licenses/" in reverse(f"icp:license-{name}", args=[pk])


def test_what_was_said_of_a_paper_stays_with_the_license(license: License, frozen: World) -> None:
    uploaded(frozen, license, ARTICLES)
    in_hand(frozen, license)
    review_paper(Paper.objects.of(license).get(), by=frozen.wei)
    workflow.withdraw_license(license, by=frozen.lena)

    delete_paper(Paper.objects.of(license).get(), by=frozen.lena)

    assert retention.purge_due() == 1
