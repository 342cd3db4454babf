"""Staff and owners stand on papers of a license and in no answer: somebody looks, and names the paper."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from icp.documents.models import Certificate, Paper
from icp.documents.workflow import place_hold
from tests.icp.documents.cases import ID, filing_of, uploaded
from tests.icp.licenses.paper_cases import ARTICLES, STAFF, given, license_of
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vault_folder")]


def run(command: str, world: World, *more: str) -> str:
    output = io.StringIO()
    named = [f"--organization={world.customer.pk}", f"--by={world.otto.email}", "--name=王小明"]
    call_command(command, *named, *more, stdout=output, stderr=output)
    return output.getvalue()


def test_papers_that_name_nobody_are_listed_to_be_looked_through(world: World) -> None:
    license = license_of(world)
    staff, articles = given(world, license, STAFF), given(world, license, ARTICLES)

    said = run("erase_person", world)

    assert "Nothing is held about this person" in said
    assert f"{staff.pk}  {license.reference} {STAFF} v1" in said and str(articles.pk) in said
    assert "--paper ID" in said and "王小明" not in said


def test_a_paper_that_was_named_is_erased_and_no_other(world: World, everything_kept: Any) -> None:
    license = license_of(world)
    staff, articles = given(world, license, STAFF), given(world, license, ARTICLES)
    files = set(everything_kept())

    only_told = run("erase_person", world, f"--paper={staff.pk}")
    assert "1 things would be erased" in only_told and set(everything_kept()) == files

    said = run("erase_person", world, f"--paper={staff.pk}", f"--paper={staff.pk}", "--yes")

    assert "1 things erased" in said
    assert Paper.objects.get(pk=staff.pk).state == "deleted"
    assert Paper.objects.get(pk=articles.pk).state == "accepted"
    assert len(everything_kept()) < len(files)
    assert Certificate.objects.get(subject="person").files > 0


def test_it_is_exported_too_under_the_name_of_its_license(world: World, tmp_path: Path) -> None:
    license = license_of(world)
    staff = given(world, license, STAFF)
    target = tmp_path / "export.zip"

    run("export_person", world, f"--paper={staff.pk}", f"--to={target}")

    with zipfile.ZipFile(target) as archive:
        (told,) = json.loads(archive.read("data.json"))
        assert told["filing"] == license.reference and told["paper"] == STAFF
        assert any(name.startswith("papers/") for name in archive.namelist())


def test_a_paper_of_another_organization_is_unknown(world: World) -> None:
    paper = given(world, license_of(world), STAFF)
    Paper.objects.filter(pk=paper.pk).update(organization=world.stranger)

    for pk in (paper.pk, uuid4()):
        with pytest.raises(CommandError, match="no paper"):
            run("erase_person", world, f"--paper={pk}", "--yes")
    assert Paper.objects.get(pk=paper.pk).state == "accepted"


def test_a_hold_stands_in_the_way_of_a_named_paper_too(world: World) -> None:
    license = license_of(world)
    staff = given(world, license, STAFF)
    place_hold(license.filing, reference="Az. 1", by=world.otto)

    with pytest.raises(CommandError, match="Nothing was erased"):
        run("erase_person", world, f"--paper={staff.pk}", "--yes")
    assert Paper.objects.get(pk=staff.pk).state == "accepted"


def test_papers_of_a_filing_need_no_looking_through(world: World) -> None:
    filing = filing_of(world)
    uploaded(world, filing, ID)

    assert "--paper ID" not in run("erase_person", world)
