"""Reasons meet the checks they are for."""

from __future__ import annotations

import pytest

from networks.catalog.bilingual import Bilingual
from networks.requests.rules.checks import Check, Level, from_json, to_json
from networks.requests.rules.decisions import answer, key_of

WORDS = Bilingual("Region to be confirmed", "地域待确认")


def check(path: str, level: Level = Level.NEEDS_HUMAN, code: str = "regions_on_sale") -> Check:
    return Check(code, level, WORDS, WORDS, path)


LONDON, DUBAI = check("vpcs.0.region"), check("vpcs.1.region")


def test_only_checks_that_need_a_person_are_asked_about() -> None:
    others = [check("", level) for level in (Level.PASS, Level.WARN, Level.BLOCK)]

    found = answer([*others, LONDON], {})

    assert found.missing == (LONDON,) and found.decisions == () and found.unknown == ()


@pytest.mark.parametrize("key", ["regions_on_sale", "regions_on_sale@vpcs.0.region"])
def test_a_lone_check_is_decided_by_its_code_or_its_place(key: str) -> None:
    found = answer([LONDON], {key: "Sold."})

    assert not found.missing and [one.reason for one in found.decisions] == ["Sold."]


def test_one_reason_under_a_bare_code_does_not_decide_two_checks() -> None:
    found = answer([LONDON, DUBAI], {"regions_on_sale": "Sold."})

    assert found.missing == (LONDON, DUBAI) and found.unknown == ("regions_on_sale",)


def test_each_of_two_checks_has_its_own_reason() -> None:
    found = answer([LONDON, DUBAI], {key_of(LONDON): "Sold.", key_of(DUBAI): "Asked, case 7."})

    assert [one.reason for one in found.decisions] == ["Sold.", "Asked, case 7."] and not found.missing


@pytest.mark.parametrize("blank", ["", "  ", "\n\t", "\u3000"])
def test_a_blank_reason_is_none(blank: str) -> None:
    assert answer([LONDON], {key_of(LONDON): blank}).missing == (LONDON,)


def test_a_reason_for_what_nobody_asked_is_named() -> None:
    passed = check("", Level.PASS, "two_networks")

    assert answer([passed], {"two_networks": "Fine.", "x@y": "?"}).unknown == ("two_networks", "x@y")


def test_a_kept_check_reads_back_as_it_was() -> None:
    assert from_json(to_json(LONDON)) == LONDON
