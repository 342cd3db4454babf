"""Licenses that take papers, and papers on their way into them."""

from __future__ import annotations

from typing import Any

from icp.documents.models import Paper
from icp.documents.workflow import give_consent, missing_consents
from icp.licenses import workflow
from icp.licenses.models import License
from icp.licenses.workflow.papers import open_papers
from tests.icp.documents import papers
from tests.icp.documents.cases import uploaded
from tests.icp.licenses.cases import WHOLE, opened
from tests.world import World

ARTICLES, STAFF = "license_articles", "license_staff"


def license_of(world: World, *, consented: bool = True) -> License:
    license = workflow.save_answers(opened(world), WHOLE, papers_ready=[], by=world.lena)
    if consented:
        give_consent(license, agreed=missing_consents(license), by=world.lena)
    return license


def given(world: World, license: License, requirement: str = ARTICLES, **more: Any) -> Paper:
    return uploaded(world, license, requirement, papers.jpeg(), **more)


def in_our_hands(world: World, license: License) -> License:
    """Ticked, sent, and taken in hand."""
    left = list(open_papers(license))
    workflow.save_answers(license, {}, papers_ready=left, by=world.lena)
    return workflow.claim_license(workflow.submit_license(license, by=world.lena), by=world.wei)
