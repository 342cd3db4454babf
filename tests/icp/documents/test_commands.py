"""Commands of operators: the hold, and the report of who opened what."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from icp.documents.models import Hold
from tests.icp.documents.cases import assigned, filing_of, opened, uploaded
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vault_folder")]


def run(command: str, *arguments: str) -> str:
    output = io.StringIO()
    call_command(command, *arguments, stdout=output)
    return output.getvalue()


def test_a_hold_is_placed_and_lifted(world: World) -> None:
    filing = filing_of(world)
    named = (f"--filing={filing.pk}", f"--by={world.otto.email}")

    assert "hold placed" in run("hold_papers", *named, "--reference=Az. 1")
    with pytest.raises(CommandError, match="legal hold stands"):
        run("hold_papers", *named, "--reference=Az. 2")
    assert "hold lifted" in run("hold_papers", *named, "--lift")
    assert "hold not there" in run("hold_papers", *named, "--lift")
    assert Hold.objects.filter(lifted_at=None).count() == 0


def test_nobody_but_an_operator_places_one(world: World) -> None:
    filing = filing_of(world)
    for email in (world.lena.email, world.wei.email, "nobody@example.com"):
        with pytest.raises(CommandError):
            run("hold_papers", f"--filing={filing.pk}", f"--by={email}", "--reference=x")
    assert Hold.objects.count() == 0


def test_the_report_counts_what_staff_opened(world: World) -> None:
    paper = uploaded(world, assigned(filing_of(world), world))
    opened(paper, world)
    for reason, note in (("review", ""), ("lodge", ""), ("other", "Rückfrage")):
        opened(paper, world, reason=reason, note=note, by=world.wei)

    said = run("report_openings")

    assert f"{world.wei.email}: 3 openings of 1 papers in 1 filings, 1 for another reason" in said
    assert world.lena.email not in said and "identity papers of 1 people" in said
    assert "No member of staff" in run("report_openings", "--days=0")
