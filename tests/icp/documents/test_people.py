"""A person's data: found by what identifies them, exported whole, and erased until nothing is left."""

from __future__ import annotations

import base64
import io
import json
import logging
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from icp.documents.models import Certificate, Paper
from icp.documents.workflow import place_hold, review_paper
from icp.filings import workflow as filings
from icp.filings.models import Filing
from icp.filings.workflow import Said
from icp.packs.making import make
from icp.packs.workflow import request_pack
from portal.events.models import Event
from portal.events.verifying import verify
from portal.vault.keys import key_to_unseal
from portal.vault.models import DataKey
from portal.vault.people import find, person
from portal.vault.sealing import unseal
from tests.icp.documents import papers
from tests.icp.documents.cases import ID, LICENSE, assigned, filing_of, opened, uploaded
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vault_folder")]
# Strings that belong to nobody; wherever one of them is found afterwards, something was forgotten.
NAME, NUMBER = "金丝雀八一五", "11010519491231002X"
MOBILE, EMAIL = "+8613811112222", "canary.48151623@example.com"
PERSON = {
    "subject_person_name": NAME,
    "subject_person_id_number": NUMBER,
    "subject_person_mobile": MOBILE,
    "subject_person_email": EMAIL,
}
CANARIES = (NAME, NUMBER, "13811112222", EMAIL, "CANARY-IN-A-NAME", "CANARY-IN-A-NOTE", "CANARY-ON-PAPER")


@pytest.fixture
def filing(world: World) -> Filing:
    """A filing with the person in every place: answers of two rounds, papers, notes, remarks, a pack."""
    filing = filing_of(world, **PERSON, domain_holder=f"{NAME}（个人）")
    for key in (ID, LICENSE):
        uploaded(
            world, filing, key, papers.jpeg(papers.drawn(text="CANARY-ON-PAPER")), name="CANARY-IN-A-NAME.jpg"
        )
    uploaded(
        world,
        filing,
        ID,
        papers.jpeg(papers.drawn(text="CANARY-ON-PAPER", seed=9)),
        name="CANARY-IN-A-NAME.jpg",
    )
    filing = filings.submit_filing(filing, by=world.lena)
    filing = assigned(filing, world)
    paper = Paper.objects.select_related("filing__organization", "organization").get(
        filing=filing, requirement=ID, state="accepted"
    )
    opened(paper, world, reason="other", note=f"CANARY-IN-A-NOTE {NAME}", by=world.wei)
    review_paper(paper, replace="other", note=f"CANARY-IN-A-NOTE {NAME}", by=world.wei)
    return filings.return_filing(
        filing,
        "return",
        [Said("subject_person_name", "other", f"CANARY-IN-A-NOTE {NAME}")],
        by=world.wei,
    )


def run(command: str, world: World, *more: str, **given: str) -> str:
    output = io.StringIO()
    named = [f"--{name.replace('_', '-')}={value}" for name, value in given.items()]
    call_command(
        command,
        f"--organization={world.customer.pk}",
        f"--by={world.otto.email}",
        *named,
        *more,
        stdout=output,
        stderr=output,
    )
    return output.getvalue()


def whole_database() -> str:
    """Every table as text, with what is sealed opened as far as it can be."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT coalesce(string_agg(t::text, chr(10)), '') FROM \"{table}\" t")
            found.append(cursor.fetchone()[0])
        cursor.execute("SELECT value FROM portal_cache")
        found += [base64.b64decode(value).decode(errors="ignore") for (value,) in cursor.fetchall()]
    found += [str(session.get_decoded()) for session in Session.objects.all()]
    return "\n".join(found)


def everything_sealed(world: World) -> str:
    """What somebody with every key could still read in the rows of the customer."""
    told = []
    for filing in Filing.objects.filter(organization=world.customer):
        told.append(json.dumps(filing.read_answers(), ensure_ascii=False))
        told += [json.dumps(each.read_answers(), ensure_ascii=False) for each in filing.versions.all()]
        told += [f"{each.note} {each.reply}" for each in filing.remarks.all()]
        for paper in filing.papers.all():
            told += [_unsealed(world, "paper.name", paper.sealed_name)]
            told += [_unsealed(world, "paper.review.note", paper.sealed_note)]
            told += [_unsealed(world, "opening.note", each.sealed_note) for each in paper.openings.all()]
    told += [str(event.opened_detail()) for event in Event.objects.filter(organization=world.customer)]
    return "\n".join(told)


def _unsealed(world: World, purpose: str, sealed: Any) -> str:
    return unseal(world.customer, purpose, bytes(sealed)).decode() if sealed else ""


@pytest.mark.parametrize(
    "given",
    [
        {"id_number": "110105 19491231 002x"},
        {"id_number": "110105-19491231-002X"},
        {"mobile": "138 1111 2222"},
        {"mobile": "+86 138 1111 2222"},
        {"email": "CANARY.48151623@EXAMPLE.COM"},
        {"name": "金丝雀 八一五"},
    ],
)
def test_any_of_the_things_that_identify_somebody_finds_everything(
    given: dict[str, str], world: World, filing: Filing
) -> None:
    found = [held.what for held in find(person(world.customer, **given))]
    assert found == [
        f"{filing.reference} {ID} v1",
        f"{filing.reference} {ID} v2",
        f"{filing.reference} answers",
    ]


def test_nobody_is_found_in_another_organization(world: World, filing: Filing) -> None:
    assert find(person(world.stranger, id_number=NUMBER)) == []
    assert find(person(world.customer, id_number="11010519491231003X")) == []


def test_a_paper_of_somebody_who_was_replaced_in_the_answers_is_found(world: World) -> None:
    filing = filing_of(world, **PERSON)
    uploaded(world, filing)
    filings.save_answers(
        filing,
        {"subject_person_name": "别人甲", "subject_person_id_number": "110105194912310089"},
        by=world.lena,
    )
    found = [held.what for held in find(person(world.customer, id_number=NUMBER))]
    assert found == [f"{filing.reference} {ID} v1"]


def test_the_export_holds_every_field_and_every_paper(world: World, filing: Filing, tmp_path: Path) -> None:
    target = tmp_path / "export.zip"

    said = run("export_person", world, f"--to={target}", id_number=NUMBER)

    assert target.stat().st_mode & 0o777 == 0o600 and NAME not in said
    with zipfile.ZipFile(target) as archive:
        told = archive.read("data.json").decode()
        held = [name for name in archive.namelist() if name.startswith("papers/")]
        assert len(held) == 2 and all(len(archive.read(name)) > 10_000 for name in held)
    for canary in (NAME, NUMBER, MOBILE, EMAIL, "CANARY-IN-A-NAME", "CANARY-IN-A-NOTE"):
        assert canary in told
    assert json.loads(told)[0]["opened"] == [] and json.loads(told)[1]["opened"][0]["by"] == "Wei Zhang"
    assert Event.objects.get(type="person.exported").payload == {"things": 3}
    with pytest.raises(CommandError, match="cannot be written"):
        run("export_person", world, f"--to={target}", id_number=NUMBER)


def test_after_erasure_nothing_of_the_person_is_left(
    world: World,
    filing: Filing,
    everything_kept: Any,
    caplog: pytest.LogCaptureFixture,
    say: Any,
) -> None:
    caplog.set_level(logging.DEBUG)
    before = everything_sealed(world)
    assert all(canary in before for canary in CANARIES if canary not in ("CANARY-ON-PAPER", "13811112222"))
    license_ = Paper.objects.get(filing=filing, requirement=LICENSE)
    kept = set(license_.files.values_list("name", flat=True))

    said = run("erase_person", world, "--yes", id_number=NUMBER)

    assert "3 things erased" in said
    left = {
        "database": whole_database(),
        "sealed rows": everything_sealed(world),
        "log": caplog.text,
        "said": said,
        "names of files": " ".join(everything_kept()),
    }
    hits = [(canary, place) for canary in CANARIES for place, text in left.items() if canary in text]
    # The license is the company's own paper: its file stays, and the name it came with is sealed.
    assert [hit for hit in hits if hit != ("CANARY-IN-A-NAME", "sealed rows")] == []
    assert set(everything_kept()) == kept
    assert {paper.state for paper in Paper.objects.filter(requirement=ID)} == {"deleted"}
    filing.refresh_from_db()
    assert filing.read_answers()["company_name"] == "北风机械（上海）有限公司", "others' answers stay"
    assert "domain_holder" not in filing.read_answers(), "an answer that spells the name does not"
    assert verify(world.customer.pk) is None, "the chain of events still holds"
    certificate = Certificate.objects.get(subject="person")
    assert certificate.files == 6 and certificate.by == world.otto
    assert find(person(world.customer, id_number=NUMBER)) == []
    say(f"{len(CANARIES)} canaries in {len(left)} places, 0 hits")


def test_the_pack_goes_too(world: World, filing: Filing, everything_kept: Any) -> None:
    pack = request_pack(filing, by=world.lena)
    make(pack)
    pack.refresh_from_db()
    if pack.state != "done":
        pytest.skip(f"this machine sets no PDF ({pack.error_code})")
    assert pack.stored_name in everything_kept()

    said = run("erase_person", world, "--yes", email=EMAIL)

    assert "pack v1" in said and pack.stored_name not in everything_kept()


def test_without_yes_it_only_says_what_it_would_do(
    world: World, filing: Filing, everything_kept: Any
) -> None:
    before = everything_kept()
    said = run("erase_person", world, id_number=NUMBER)
    assert "3 things would be erased" in said and everything_kept() == before
    assert Certificate.objects.count() == 0 and filing.reference in said and NAME not in said


def test_a_hold_and_a_filing_under_review_stand_in_the_way(world: World, filing: Filing) -> None:
    place_hold(filing, reference="Az. 1", by=world.otto)
    with pytest.raises(CommandError, match="Nothing was erased"):
        run("erase_person", world, "--yes", id_number=NUMBER)
    filing.holds.all().delete()
    Filing.objects.filter(pk=filing.pk).update(state="CA_REVIEW")
    with pytest.raises(CommandError, match="Nothing was erased"):
        run("erase_person", world, "--yes", id_number=NUMBER)
    assert Paper.objects.exclude(state="deleted").count() == 3


@pytest.mark.parametrize("who", ["lena", "wei", "priya"])
def test_only_an_operator_does_it(who: str, world: World, filing: Filing) -> None:
    for command, more in (("erase_person", ["--yes"]), ("export_person", ["--to=/nonexistent/x.zip"])):
        with pytest.raises(CommandError, match="no operator"):
            call_command(
                command,
                f"--organization={world.customer.pk}",
                f"--by={getattr(world, who).email}",
                f"--id-number={NUMBER}",
                *more,
            )


def test_a_person_nobody_named_is_a_sentence(world: World) -> None:
    with pytest.raises(CommandError, match="Give at least one"):
        run("erase_person", world)
    assert "Nothing is held" in run("erase_person", world, name="没有此人")


def test_a_dump_and_all_files_without_the_master_key_say_nothing(
    world: World, filing: Filing, everything_kept: Any, settings: Any, say: Any
) -> None:
    dump, kept = whole_database(), everything_kept()
    hits = [canary for canary in CANARIES if canary in dump]
    # Bytes of columns are written in hex.
    hits += [canary for canary in CANARIES if canary.encode().hex() in dump]
    hits += [name for name, content in kept.items() for canary in CANARIES if canary.encode() in content]
    hits += [name for name, content in kept.items() if b"JFIF" in content or b"%PDF" in content]
    say(f"{len(dump)} characters of dump and {len(kept)} files, {len(hits)} hits")
    assert hits == [] and len(kept) == 9
    assert settings.VAULT_KEYS[0] not in dump
    row = DataKey.objects.get(organization=world.customer)
    assert key_to_unseal(world.customer, row.pk).hex() not in dump
