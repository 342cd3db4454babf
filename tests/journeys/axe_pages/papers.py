"""Pages of papers, in the states that a person meets."""

from __future__ import annotations

from icp.documents.models import Paper
from icp.documents.retention import purge_due
from icp.documents.workflow import delete_paper, place_hold, review_paper
from icp.filings.models import Filing
from tests.icp.documents import papers
from tests.icp.documents.cases import ID, LICENSE, assigned, filing_of, opened, uploaded
from tests.journeys.axe import Page
from tests.world import World


def _mixed(world: World) -> Filing:
    """One accepted, one to be replaced, one refused beside the version in force, others missing."""
    filing = assigned(filing_of(world, site_person_is_same="no", province="Jiangsu"), world)
    license_ = uploaded(world, filing, LICENSE)
    review_paper(license_, by=world.wei)
    first = uploaded(world, filing)
    opened(first, world, reason="review", by=world.wei)
    uploaded(world, filing, content=papers.blurred(6))
    review_paper(uploaded(world, filing, "site_person_id"), replace="cut_off", note="右上角", by=world.wei)
    place_hold(filing, reference="Az. 3 O 112/26", by=world.otto)
    return filing


def _one(world: World) -> Paper:
    return uploaded(world, assigned(filing_of(world), world), ID)


def _deleted(world: World) -> str:
    paper = uploaded(world, filing_of(world))
    delete_paper(paper, by=world.lena)
    purge_due(at_most=1000)
    certificate = paper.filing.certificates.get()
    return f"filings/{paper.filing_id}/documents/certificates/{certificate.pk}/"


def _upload(world: World, *, consented: bool = True) -> str:
    return f"filings/{filing_of(world, consented=consented).pk}/documents/{ID}/"


def _of_paper(world: World, page: str) -> str:
    paper = _one(world)
    return f"filings/{paper.filing_id}/documents/papers/{paper.pk}/{page}/"


PAGES = (
    Page("papers", lambda world: f"filings/{_mixed(world).pk}/documents/", who="lena"),
    Page("papers, specialist", lambda world: f"filings/{_mixed(world).pk}/documents/", who="wei"),
    Page(
        "papers, no consent",
        lambda world: f"filings/{filing_of(world, consented=False).pk}/documents/",
        who="lena",
    ),
    Page("upload", _upload, who="lena"),
    Page("upload, errors", _upload, who="lena", press="form[enctype] button.btn"),
    Page("upload, no consent", lambda world: _upload(world, consented=False), who="lena"),
    Page(
        "consent, errors",
        lambda world: f"filings/{filing_of(world, consented=False).pk}/documents/consent/",
        who="lena",
        press="main button.btn",
    ),
    Page("consent, given", lambda world: f"filings/{filing_of(world).pk}/documents/consent/", who="lena"),
    Page("open a paper", lambda world: _of_paper(world, "open"), who="lena"),
    Page(
        "open a paper, specialist", lambda world: _of_paper(world, "open"), who="wei", press="main button.btn"
    ),
    Page("judge a paper", lambda world: _of_paper(world, "review"), who="wei"),
    Page(
        "judge a paper, errors",
        lambda world: _of_paper(world, "review"),
        who="wei",
        press="button[value=replace]",
    ),
    Page("certificate of deletion", _deleted, who="lena"),
)
