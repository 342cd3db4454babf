"""The table of who is told what."""

from __future__ import annotations

import doctest

import pytest
from django.urls import reverse

from icp.filings.rules.lifecycle_words import PARTICIPLES as OF_FILINGS
from icp.licenses.clockwork import EVENTS as OF_LICENSE_CLOCKS
from icp.licenses.rules.lifecycle import MOVES as MOVES_OF_LICENSES
from icp.publication.rules.lifecycle import MOVES as MOVES_OF_NUMBERS
from networks.accelerations.rules.lifecycle import PARTICIPLES as OF_ACCELERATIONS
from networks.requests.rules.lifecycle_words import PARTICIPLES
from portal.accounts import roles
from portal.notifications.rules import kinds, retries, table, words
from portal.notifications.rules.kinds import KINDS
from portal.notifications.rules.table import RULES, TOLD_TYPES, Rule, kinds_for
from portal.web.pills import PILLS

FACTS = {"reference", "name", "organization"}
OTHER_TYPES = {"network_request.approval_given", "run.undo_held", "run.unwound", "run.unwound_with_residue"}
OF_CLOCKS = {
    "filing.sms_reminder",
    "filing.idle_reminder",
    "filing.risk_reminder",
    "filing.risk_deadline_reached",
    "filing.review_late",
}
OF_NUMBERS = {
    "publication.watch_found",
    "publication.review_due",
    "psb.file_reminder",
    "psb.show_reminder",
}
all_rules = pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))


@all_rules
def test_a_subject_holds_the_reference_and_nothing_that_anybody_typed(rule: Rule) -> None:
    assert rule.subject.places() == {"reference"}


@all_rules
def test_both_languages_say_the_same_facts(rule: Rule) -> None:
    for said in (rule.subject, rule.body, rule.lines or rule.subject):
        english, chinese = (words.Words(text, text).places() for text in said)
        assert english == chinese <= FACTS


@all_rules
def test_every_notice_leads_to_a_page_that_exists(rule: Rule) -> None:
    for route in (rule.route, *(route for _type, route in rule.elsewhere)):
        assert reverse(route, args=["2f1f4f4e-0000-4000-8000-000000000000"]).startswith("/en/")


def test_every_type_is_one_that_is_recorded() -> None:
    of_requests = {f"network_request.{word}" for word in PARTICIPLES.values()}
    of_filings = {f"filing.{word}" for word in OF_FILINGS.values()}
    of_numbers = {move.event for move in MOVES_OF_NUMBERS}
    of_licenses = {move.event for move in MOVES_OF_LICENSES} | set(OF_LICENSE_CLOCKS.values())
    of_accelerations = {f"acceleration.{word}" for word in OF_ACCELERATIONS.values()}
    others = OTHER_TYPES | OF_CLOCKS | OF_NUMBERS | {"paper.refused", "acceleration.filing_lost"}
    of_rooms = of_requests | of_filings | of_numbers | of_licenses | of_accelerations
    assert TOLD_TYPES - of_rooms == others
    assert "held" in PILLS


def test_only_what_needs_a_person_is_an_alarm() -> None:
    assert {name for name, rule in RULES.items() if rule.kind.is_alarm} == {
        "network_request.failed",
        "run.undo_held",
        "acceleration.filing_lost",
        "filing.sent_to_authority",
        "filing.sms_reminder",
        "filing.wrong_code",
        *(f"filing.{word}" for word in ("risk_reported", "risk_reminder", "risk_deadline_reached")),
        *(f"filing.{word}" for word in ("lapsed", "access_cancelled", "cancelled")),
        *(f"license.{word}" for word in ("expired", "ended", "renewal_refused", "validity_ended")),
        *("publication.footer_lost", "publication.watch_found", "psb.lost"),
    }


def test_people_choose_about_what_their_roles_hear_of() -> None:
    assert [kind.code for kind in kinds_for({roles.ARCHITECT})] == [
        "stopped",
        "number_lost",
        "review",
        "undone",
        "filing_risk",
    ]
    assert [kind.code for kind in kinds_for({roles.OPERATOR})] == ["stopped"]
    assert kinds_for({roles.VIEWER}) == ()
    everybody = {roles.OWNER, roles.ARCHITECT, roles.FILING_SPECIALIST}
    assert set(kinds_for(everybody)) == set(KINDS.values())


@pytest.mark.parametrize("module", [table, kinds, retries, words], ids=lambda module: module.__name__)
def test_the_examples_are_true(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


def test_what_was_typed_is_never_read_as_a_place() -> None:
    said = words.Words("{name}", "{name}")
    assert said.filled("en", {"name": "{organization} {0} %s"}) == "{organization} {0} %s"
