"""Pages of papers, as people meet them: the list, the upload, consent, opening, the specialist's word."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation

from icp.documents import checking
from icp.documents.models import Opening, Paper
from icp.documents.retention import purge_due
from icp.documents.rules.requirements import REQUIREMENTS, UPLOAD_BYTES
from icp.documents.standing import standings_of
from icp.documents.workflow import delete_paper, link_of, open_paper, review_paper
from icp.filings.models import Filing
from icp.filings.workflow import open_filing
from tests.icp.documents import papers
from tests.icp.documents.cases import ID, LICENSE, assigned, filing_of, uploaded
from tests.icp.documents.hostile import SECRET, hostile
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vault_folder")]
ClientFor = Callable[..., Client]
LIMITED = {"Content-Security-Policy": "sandbox; default-src 'none'", "X-Content-Type-Options": "nosniff"}


def send(
    client: Client,
    filing: Filing,
    content: bytes,
    capture: Any,
    *,
    name: str = "id.jpg",
    requirement: str = ID,
    **fields: Any,
) -> Any:
    """Through the form; what is to happen after the commit happens."""
    file = SimpleUploadedFile(name, content)
    # The real name: what Django's own class would clean away goes over the wire.
    file._name = name
    with capture(execute=True):
        return client.post(
            reverse("icp:paper-upload", args=[filing.pk, requirement]), {"file": file, **fields}
        )


def page(client: Client, filing: Filing) -> str:
    return html.unescape(client.get(reverse("icp:papers", args=[filing.pk])).content.decode())


def test_the_list_shows_every_paper_with_its_figure_and_what_it_must_be_like(
    world: World, client_for: ClientFor
) -> None:
    filing = filing_of(world, site_person_is_same="no", province="Jiangsu", content_category="news")
    text = page(client_for(world.lena), filing)

    for standing in standings_of(filing):
        assert standing.requirement.label.en in text and standing.requirement.why.en in text
    assert text.count('class="figure small"') == len(standings_of(filing))
    assert "PDF, JPEG or PNG, up to 10 MB and 4 pages, at least 600 pixels on the short side" in text
    assert "6 papers are still open" in text


@pytest.mark.parametrize("key", list(REQUIREMENTS))
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_paper_has_a_page_with_its_figure_in_both_languages(
    key: str, language: str, world: World, client_for: ClientFor
) -> None:
    filing = filing_of(world)
    filing.asked_papers.create(requirement=key, asked_by=world.wei, asked_at=filing.opened_at)
    with translation.override(language):
        answer = client_for(world.lena).get(reverse("icp:paper-upload", args=[filing.pk, key]))

    text = html.unescape(answer.content.decode())
    one = REQUIREMENTS[key]
    assert answer.status_code == 200
    assert one.label.said_in(language) in text and one.good[0].said_in(language) in text
    assert re.search(r'<svg class="figure"[^>]*role="img" aria-label="[^"]{3,}"', text)
    assert "style=" not in text.partition('<svg class="figure"')[2].partition("</svg>")[0]


def test_an_upload_is_said_to_be_checked_and_then_shows_its_state(
    world: World, client_for: ClientFor, django_capture_on_commit_callbacks: Any
) -> None:
    filing, client = filing_of(world), client_for(world.lena)

    answer = send(client, filing, papers.jpeg(), django_capture_on_commit_callbacks, expires_on="2030-01-01")

    assert answer.status_code == 302
    assert "Being checked" in page(client, filing) and 'hx-trigger="every 2s' in page(client, filing)
    checking.check(Paper.objects.get())
    text = page(client, filing)
    assert "Version 1, uploaded by Lena Vogt" in text and "every 2s" not in text
    assert Paper.objects.get().expires_on.isoformat() == "2030-01-01"


def test_a_page_that_polls_is_told_when_to_stop(
    world: World, client_for: ClientFor, django_capture_on_commit_callbacks: Any
) -> None:
    filing, client = filing_of(world), client_for(world.lena)
    send(client, filing, papers.jpeg(), django_capture_on_commit_callbacks)
    address = reverse("icp:papers", args=[filing.pk])

    assert client.get(address, headers={"HX-Request": "true"}).status_code == 200
    checking.check(Paper.objects.get())
    stopped = client.get(address, headers={"HX-Request": "true"})
    assert stopped.status_code == 286 and b"<html" not in stopped.content


@pytest.mark.parametrize(
    "upload", [each for each in hostile() if each.at_once], ids=lambda upload: upload.label
)
def test_a_hostile_upload_is_said_beside_the_field(
    upload: Any,
    world: World,
    client_for: ClientFor,
    django_capture_on_commit_callbacks: Any,
    everything_kept: Any,
) -> None:
    filing, client = filing_of(world), client_for(world.lena)
    first = uploaded(world, filing)
    before = everything_kept()

    answer = send(
        client,
        filing,
        upload.content,
        django_capture_on_commit_callbacks,
        name=upload.name,
        expires_on="2030-01-01",
    )

    text = html.unescape(answer.content.decode())
    assert answer.status_code == 422 and 'href="#id_file"' in text
    assert 'value="2030-01-01"' in text, "what was typed is still there"
    assert SECRET.decode() not in text
    first.refresh_from_db()
    assert first.state == "accepted" and everything_kept() == before and Paper.objects.count() == 1


def test_nothing_chosen_is_a_sentence(world: World, client_for: ClientFor) -> None:
    filing = filing_of(world)
    answer = client_for(world.lena).post(reverse("icp:paper-upload", args=[filing.pk, ID]), {})
    assert answer.status_code == 422 and "Choose a file." in answer.content.decode()


@pytest.mark.parametrize("given", ["30/02/2030", "0001-01-01", "9999-12-31", "tomorrow", "=1+1"])
def test_a_date_that_cannot_be_is_said_beside_it(given: str, world: World, client_for: ClientFor) -> None:
    filing = filing_of(world)
    file = SimpleUploadedFile("a.jpg", papers.jpeg())
    answer = client_for(world.lena).post(
        reverse("icp:paper-upload", args=[filing.pk, ID]), {"file": file, "expires_on": given}
    )
    assert answer.status_code == 422 and Paper.objects.count() == 0
    assert f'value="{given}"' in html.unescape(answer.content.decode())


def test_no_upload_is_ever_written_in_clear(
    world: World,
    client_for: ClientFor,
    django_capture_on_commit_callbacks: Any,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """Django's usual way with 2.5 MB and more is a temporary file; ours is memory."""
    place = tmp_path / "temporary"
    place.mkdir(0o500)
    monkeypatch.setattr("tempfile.tempdir", str(place))
    monkeypatch.setattr(django_settings, "FILE_UPLOAD_TEMP_DIR", str(place))
    content = papers.png(papers.drawn(2600, 1900))
    assert len(content) > 2_621_440

    filing = filing_of(world)
    answer = send(
        client_for(world.lena), filing, content, django_capture_on_commit_callbacks, name="large.png"
    )

    assert answer.status_code == 302 and Paper.objects.get().state == "checking"


def test_a_form_that_takes_no_file_reads_over_one(world: World, client_for: ClientFor) -> None:
    filing = filing_of(world, consented=False)
    file = SimpleUploadedFile("a.jpg", papers.jpeg())
    answer = client_for(world.lena).post(
        reverse("icp:papers-consent", args=[filing.pk]), {"agreed": "handling", "file": file}
    )
    assert answer.status_code == 422 and answer.wsgi_request.FILES == {}


def test_only_the_first_of_two_files_is_taken(
    world: World, client_for: ClientFor, django_capture_on_commit_callbacks: Any
) -> None:
    filing = filing_of(world)
    two = [SimpleUploadedFile("a.jpg", papers.jpeg()), SimpleUploadedFile("b.jpg", papers.jpeg())]
    with django_capture_on_commit_callbacks(execute=True):
        client_for(world.lena).post(
            reverse("icp:paper-upload", args=[filing.pk, ID]), {"file": two, "other": two[0]}
        )
    assert Paper.objects.count() == 1


def test_the_upload_wants_the_token_of_its_form(world: World) -> None:
    filing = filing_of(world)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(world.lena, "allauth.account.auth_backends.AuthenticationBackend")
    address = reverse("icp:paper-upload", args=[filing.pk, ID])
    without = strict.post(address, {"file": SimpleUploadedFile("a.jpg", papers.jpeg())})
    assert without.status_code == 403 and Paper.objects.count() == 0

    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', strict.get(address).content.decode())
    assert token is not None
    with_it = strict.post(
        address,
        {"csrfmiddlewaretoken": token[1], "file": SimpleUploadedFile("a.jpg", papers.jpeg())},
    )
    assert with_it.status_code == 302 and Paper.objects.count() == 1


def test_a_file_far_too_large_is_not_even_kept_in_memory(world: World, client_for: ClientFor) -> None:
    filing = filing_of(world)
    answer = client_for(world.lena).post(
        reverse("icp:paper-upload", args=[filing.pk, ID]),
        {"file": SimpleUploadedFile("a.jpg", b"\xff\xd8\xff" + b"\0" * (UPLOAD_BYTES + 1))},
    )
    assert answer.status_code == 422 and "larger than 10 MB" in answer.content.decode()
    assert answer.wsgi_request.FILES == {}


# Consent -----------------------------------------------------------------------------------------------
def test_consent_is_asked_before_the_first_upload_and_each_box_stands_alone(
    world: World, client_for: ClientFor
) -> None:
    filing, client = filing_of(world, consented=False), client_for(world.lena)
    assert "Consent comes first" in page(client, filing)
    form = client.get(reverse("icp:paper-upload", args=[filing.pk, ID])).content.decode()
    assert 'type="file"' not in form and "Read and agree" in form
    address = reverse("icp:papers-consent", args=[filing.pk])
    text = client.get(address).content.decode()
    assert text.count('type="checkbox"') == 3 and "checked" not in text

    half = client.post(address, {"agreed": ["handling", "abroad"]})

    said = half.content.decode()
    assert half.status_code == 422 and said.count(" checked") == 2, "what was ticked stays ticked"
    assert 'href="#agreed-sensitive"' in said
    assert client.post(address, {"agreed": ["handling", "sensitive", "abroad"]}).status_code == 302
    assert "Consent comes first" not in page(client, filing)
    assert "Confirmed by Lena Vogt" in client.get(address).content.decode()


def test_a_viewer_reads_the_list_and_gives_no_consent(world: World, client_for: ClientFor) -> None:
    filing = filing_of(world, consented=False)
    client = client_for(world.mia)
    assert "Read and agree" not in page(client, filing)
    given = client.post(
        reverse("icp:papers-consent", args=[filing.pk]), {"agreed": ["handling", "sensitive", "abroad"]}
    )
    assert given.status_code == 403 and filing.consents.count() == 0


def test_taking_it_back_is_one_button(world: World, client_for: ClientFor) -> None:
    filing = filing_of(world)
    uploaded(world, filing)
    address = reverse("icp:papers-consent", args=[filing.pk])
    assert "delete the papers" in client_for(world.lena).get(address).content.decode()
    assert client_for(world.lena).post(address, {"do": "withdraw"}).status_code == 302
    assert Paper.objects.get().purge_reason == "withdrawn"


# Opening -----------------------------------------------------------------------------------------------
def opened(client: Client, paper: Paper, **fields: Any) -> list[str]:
    """The addresses on the page that follows the reason."""
    given = {"reason": "own_check", **fields}
    answer = client.post(reverse("icp:paper-open", args=[paper.filing_id, paper.pk]), given)
    assert answer.status_code == 200, answer.content.decode()
    return [
        html.unescape(found) for found in re.findall(r'href="([^"]+/file/[^"]+)"', answer.content.decode())
    ]


def test_every_answer_that_carries_a_paper_is_a_closed_download(
    world: World, client_for: ClientFor, say: Any
) -> None:
    filing = assigned(filing_of(world), world)
    three = uploaded(world, filing, ID, papers.pdf(3), name="id.pdf")
    license_ = uploaded(world, filing, LICENSE)
    lena, wei = client_for(world.lena), client_for(world.wei)
    asked = [
        *((lena, address) for paper in (three, license_) for address in opened(lena, paper)),
        *((wei, address) for address in opened(wei, three, reason="review", purpose="look")),
        *((wei, address) for address in opened(wei, three, reason="lodge", purpose="lodge")),
    ]
    for client, address in asked:
        for answer in (client.get(address), client.head(address)):
            assert answer.status_code == 200 and answer["Content-Type"] == "image/jpeg"
            assert answer["Content-Disposition"].startswith('attachment; filename="F-')
            assert answer["Content-Security-Policy"] == LIMITED["Content-Security-Policy"]
            assert answer["X-Content-Type-Options"] == "nosniff"
            assert answer["Cross-Origin-Resource-Policy"] == "same-site"
            assert answer["Cache-Control"] == "no-store, private"
            assert "Lena" not in answer["Content-Disposition"]
    say(f"{len(asked)} file answers, all closed downloads")
    assert len(asked) == 3 + 1 + 3 + 1


def test_nothing_is_shown_before_a_reason_is_recorded(world: World, client_for: ClientFor) -> None:
    paper = uploaded(world, filing_of(world))
    client = client_for(world.lena)
    address = reverse("icp:paper-open", args=[paper.filing_id, paper.pk])

    assert "/file/" not in client.get(address).content.decode()
    for given in ({}, {"reason": ""}, {"reason": "curiosity"}, {"reason": "review"}):
        assert client.post(address, given).status_code == 422
    assert Opening.objects.count() == 0
    opened(client, paper)
    assert Opening.objects.get().reason == "own_check"


def test_the_customer_sees_who_opened_what_and_why(world: World, client_for: ClientFor) -> None:
    filing = assigned(filing_of(world), world)
    paper = uploaded(world, filing)
    opened(client_for(world.wei), paper, reason="review", purpose="look")

    text = page(client_for(world.lena), filing)

    assert "Opened once" in text and "Wei Zhang" in text and "our team" in text
    assert "To compare it with the filing" in text


@pytest.mark.parametrize(
    ("who", "status"), [("mia", 403), ("wei", 403), ("priya", 404), ("omar", 404), ("otto", 404)]
)
def test_nobody_else_opens_it(who: str, status: int, world: World, client_for: ClientFor) -> None:
    """A viewer, a specialist without the case, the architect, a stranger, the operator."""
    filing = filing_of(world)
    filing.submitted_at = filing.opened_at
    filing.save(update_fields=["submitted_at"])
    paper = uploaded(world, filing)
    client = client_for(getattr(world, who))
    address = reverse("icp:paper-open", args=[filing.pk, paper.pk])

    assert client.get(address).status_code == status
    assert client.post(address, {"reason": "review", "purpose": "look"}).status_code == status
    assert Opening.objects.count() == 0


def test_ones_own_filing_is_no_way_to_somebody_elses_papers(world: World, client_for: ClientFor) -> None:
    """The address names a filing that Omar may see, and a paper or certificate that he may not."""
    theirs = filing_of(world)
    paper = uploaded(world, theirs)
    delete_paper(uploaded(world, theirs, LICENSE), by=world.lena)
    purge_due()
    own = open_filing(organization=world.stranger, filing_type="first_filing", by=world.omar)
    stranger = client_for(world.omar)
    given = [own.pk, theirs.certificates.get().pk]

    assert stranger.get(reverse("icp:papers-certificate", args=given)).status_code == 404
    for name in ("open", "review", "delete"):
        for method in (stranger.get, stranger.post):
            answer = method(reverse(f"icp:paper-{name}", args=[own.pk, paper.pk]))
            assert answer.status_code in (404, 405)
    another = filing_of(world, domain="nordwind-china.cn")
    within = client_for(world.lena).get(reverse("icp:paper-open", args=[another.pk, paper.pk]))
    assert within.status_code == 404, "nor is one filing the way to the papers of another"
    token = link_of(open_paper(paper, reason="own_check", by=world.lena))
    assert stranger.get(reverse("icp:paper-file", args=[own.pk, paper.pk, token])).status_code == 404


def test_a_page_that_is_not_there_is_said(world: World, client_for: ClientFor) -> None:
    paper = uploaded(world, filing_of(world))
    client = client_for(world.lena)
    (address,) = opened(client, paper)
    for wanted in ("0", "2", "999999999999", "x", "-1", ""):
        assert client.get(address.replace("page=1", f"page={wanted}")).status_code == 409


# The specialist ----------------------------------------------------------------------------------------
def test_the_specialist_judges_on_a_page(world: World, client_for: ClientFor) -> None:
    filing = assigned(filing_of(world), world)
    paper = uploaded(world, filing)
    client = client_for(world.wei)
    address = reverse("icp:paper-review", args=[filing.pk, paper.pk])

    assert client.get(address).status_code == 200
    assert client.post(address, {"do": "replace", "note": "?"}).status_code == 422
    other = client.post(address, {"do": "replace", "replace": "other"})
    assert other.status_code == 422 and 'value="other" checked' in other.content.decode()
    assert client.post(address, {"do": "replace", "replace": "cut_off", "note": "右上角"}).status_code == 302
    text = page(client_for(world.lena), filing)
    assert "The scan is cut at an edge" in text and "右上角" in text
    assert client.post(address, {"do": "accept"}).status_code == 302
    assert "Accepted" in page(client_for(world.lena), filing)


def test_the_customer_deletes_a_version_and_sees_the_certificate_later(
    world: World, client_for: ClientFor
) -> None:
    filing, client = filing_of(world), client_for(world.lena)
    paper = uploaded(world, filing)
    answer = client.post(reverse("icp:paper-delete", args=[filing.pk, paper.pk]))
    assert answer.status_code == 302
    assert purge_due() == 1

    text = page(client, filing)
    assert "somebody of the organization asked for it" in text
    (address,) = re.findall(r'href="([^"]+/certificates/[^"]+)"', text)
    certificate = client.get(address).content.decode()
    assert paper.sha256 in certificate and "Vogt" not in certificate.partition("<dl")[2].partition("</dl>")[0]


def test_a_specialist_asks_for_another_paper(world: World, client_for: ClientFor) -> None:
    filing = assigned(filing_of(world), world)
    client = client_for(world.wei)
    assert "Ask for another paper" in page(client, filing)
    client.post(reverse("icp:papers-ask", args=[filing.pk]), {"requirement": "truth_notice"})
    assert "Notice on responsibility" in page(client_for(world.lena), filing)


@pytest.mark.parametrize("count", [1, 8])
def test_the_list_asks_the_database_as_often_for_many_papers(
    count: int, world: World, client_for: ClientFor, django_assert_max_num_queries: Any
) -> None:
    filing = assigned(filing_of(world, site_person_is_same="no", province="Jiangsu"), world)
    keys = [each.requirement.key for each in standings_of(filing)][:count]
    for key in keys:
        paper = uploaded(world, filing, key)
        review_paper(paper, by=world.wei)
        Opening.objects.create(
            paper=paper, organization=filing.organization, person=world.wei, purpose="look", reason="review"
        )
    client = client_for(world.lena)
    page(client, filing)
    with django_assert_max_num_queries(26):
        page(client, filing)


def test_nothing_of_a_paper_is_in_an_address(world: World, client_for: ClientFor) -> None:
    paper = uploaded(world, filing_of(world), name="passport Lena Vogt.jpg")
    (address,) = opened(client_for(world.lena), paper)
    assert "passport" not in address and "Vogt" not in address
    assert RequestFactory().get(address).path.startswith("/en/filings/")
