"""RDAP answers: the registrar by number, the traps of the rule book, and answers of any shape."""

from __future__ import annotations

import json
import random
from datetime import date
from typing import Any

import pytest

from icp.domains.rules.rdap import UnreadableAnswer, read_domain, read_network, without_people
from icp.eligibility.rules.policy import POLICIES

NAME = "nordwind.com"


def registrar(identifier: Any, name: str = "Example Inc.", **more: Any) -> dict[str, Any]:
    return {
        "objectClassName": "entity",
        "handle": "292",
        "roles": ["registrar"],
        "publicIds": [{"type": "IANA Registrar ID", "identifier": identifier}],
        "vcardArray": ["vcard", [["version", {}, "text", "4.0"], ["fn", {}, "text", name]]],
        **more,
    }


def answer(*entities: Any, **more: Any) -> dict[str, Any]:
    return {
        "objectClassName": "domain",
        "ldhName": "NORDWIND.COM",
        "status": ["client transfer prohibited"],
        "events": [{"eventAction": "expiration", "eventDate": "2027-09-18T19:52:51Z"}],
        "entities": list(entities),
        **more,
    }


def test_it_reads_registrar_and_expiry() -> None:
    read = read_domain(answer(registrar("420", "Alibaba Cloud Computing (Beijing) Co., Ltd.")), NAME)
    assert (read.registrar_id, read.expires_on, read.holds) == (420, date(2027, 9, 18), ())
    assert read.registrar_name.startswith("Alibaba Cloud")


@pytest.mark.parametrize(
    ("number", "name", "default", "newer"),
    [
        (420, "Alibaba Cloud Computing (Beijing) Co., Ltd.", "pass", "pass"),
        (1599, "Alibaba Cloud Computing Ltd. d/b/a HiChina", "pass", "pass"),
        (3775, "Dominet (HK) Limited", "fail", "fail"),
        (3819, "Alibaba Cloud US LLC", "fail", "fail"),
        (970, "! #1 Host China, LLC", "needs-human", "needs-human"),
        (146, "GoDaddy.com, LLC", "pass", "needs-human"),
        (99_999, "China Registrar Co., Ltd.", "needs-human", "needs-human"),
    ],
)
def test_the_number_decides_and_no_name_does(number: int, name: str, default: str, newer: str) -> None:
    """All Alibaba companies answer from one host, and shell companies call themselves Chinese."""
    read = read_domain(answer(registrar(str(number), name)), NAME)
    assert read.registrar_id == number
    assert POLICIES["seed-1"].registrars.outcome(str(read.registrar_id)) == default
    assert POLICIES["cn-2026-11"].registrars.outcome(str(read.registrar_id)) == newer


@pytest.mark.parametrize(
    "entity",
    [
        registrar("420", publicIds=[]),
        registrar("420", publicIds=None),
        registrar("420", publicIds="420"),
        registrar("420", publicIds=[{"type": "CNNIC", "identifier": "420"}]),
        registrar("not a number"),
        registrar(""),
        registrar("0"),
        registrar("-420"),
        registrar("４２０"),
        registrar(True),
        registrar(4.2),
        registrar(["420"]),
        registrar("9" * 40),
        registrar("420", roles=["reseller"]),
        registrar("420", roles=None),
    ],
)
def test_without_an_iana_number_there_is_none(entity: Any) -> None:
    """A handle that looks like a number is no IANA number."""
    assert read_domain(answer(entity), NAME).registrar_id is None


def test_a_number_may_come_as_one_and_in_any_spelling() -> None:
    spelled = registrar(
        "420", publicIds=[{"type": " iana registrar id", "identifier": 420}], roles="Registrar"
    )
    assert read_domain(answer(spelled), NAME).registrar_id == 420


def test_two_registrars_are_no_registrar() -> None:
    read = read_domain(answer(registrar("420"), registrar("3775")), NAME)
    assert (read.registrar_id, read.has_many_registrars) == (None, True)


@pytest.mark.parametrize(
    "document",
    [
        answer(ldhName="another.com"),
        answer(ldhName=None),
        answer(ldhName=["nordwind.com"]),
        {"errorCode": 404},
        {},
    ],
)
def test_an_answer_about_another_name_is_none(document: Any) -> None:
    with pytest.raises(UnreadableAnswer, match="another_name"):
        read_domain(document, NAME)


@pytest.mark.parametrize("document", [[], "text", 7, None, True])
def test_what_is_no_object_is_no_answer(document: Any) -> None:
    with pytest.raises(UnreadableAnswer, match="not_an_object"):
        read_domain(document, NAME)
    with pytest.raises(UnreadableAnswer, match="not_an_object"):
        read_network(document, "203.0.113.5")


@pytest.mark.parametrize(
    ("events", "day"),
    [
        ([{"eventAction": "Expiration", "eventDate": "2027-09-18"}], date(2027, 9, 18)),
        # Midnight in China is the day before in UTC.
        ([{"eventAction": "expiration", "eventDate": "2027-09-18T00:00:00+08:00"}], date(2027, 9, 17)),
        ([{"eventAction": "registrar expiration", "eventDate": "2027-09-18T00:00:00Z"}], None),
        (
            [
                {"eventAction": "expiration", "eventDate": "2028-09-18"},
                {"eventAction": "expiration", "eventDate": "2027-01-01"},
            ],
            date(2027, 1, 1),
        ),
        ([{"eventAction": "expiration", "eventDate": "soon"}], None),
        ([{"eventAction": "expiration", "eventDate": 1_800_000_000}], None),
        ([{"eventAction": "expiration", "eventDate": "9999-12-31T23:59:59-23:59"}], None),
        ([{"eventAction": "expiration", "eventDate": "0001-01-01T00:00:00+14:00"}], None),
        ([{"eventAction": "expiration"}], None),
        ({"eventAction": "expiration"}, None),
        (None, None),
    ],
)
def test_the_day_of_expiry(events: Any, day: date | None) -> None:
    assert read_domain(answer(events=events), NAME).expires_on == day


def test_names_that_are_held_back_are_noticed() -> None:
    read = read_domain(answer(status=["server hold", "Pending Delete", 7]), NAME)
    assert read.holds == ("server hold", "pending delete")


def test_the_country_of_an_address() -> None:
    network = {"startAddress": "223.5.5.0", "endAddress": "223.5.5.255", "country": "cn", "name": "ALICLOUD"}
    read = read_network(network, "223.5.5.5")
    assert (read.country, read.name) == ("CN", "ALICLOUD")


@pytest.mark.parametrize(
    "network",
    [
        {"startAddress": "8.8.8.0", "endAddress": "8.8.8.255", "country": "US"},
        {"startAddress": "::", "endAddress": "::ffff", "country": "US"},
        {"startAddress": "223.5.5.0", "country": "CN"},
        {"startAddress": 7, "endAddress": None, "country": "CN"},
        {"country": "CN"},
    ],
)
def test_an_answer_about_another_block_is_none(network: Any) -> None:
    with pytest.raises(UnreadableAnswer, match="another_address"):
        read_network(network, "223.5.5.5")


@pytest.mark.parametrize("country", [None, "", "China", "C1", ["CN"], "ＣＮ"])
def test_a_country_that_is_no_code_is_not_known(country: Any) -> None:
    network = {"startAddress": "223.5.5.0", "endAddress": "223.5.5.255", "country": country}
    assert read_network(network, "223.5.5.5").country == ""


def test_what_is_kept_names_no_person() -> None:
    owner = {"roles": ["registrant"], "vcardArray": ["vcard", [["fn", {}, "text", "Lena Vogt"]]]}
    abuse = {"roles": ["abuse"], "vcardArray": ["vcard", [["fn", {}, "text", "Max Muster"]]]}
    kept = without_people(answer(registrar("420", entities=[abuse]), owner))
    assert kept["entities"][0]["publicIds"][0]["identifier"] == "420"
    assert "Lena" not in json.dumps(kept) and "Muster" not in json.dumps(kept)


def test_answers_of_any_shape_never_break_the_reader(say: Any) -> None:
    seed = random.randrange(1 << 32)
    dice = random.Random(seed)
    for _ in range(3000):
        document = {key: _mangled(value, dice) for key, value in answer(registrar("420")).items()}
        document["ldhName"] = NAME
        read_domain(document, NAME)
        without_people(document)
    say(f"3,000 mangled answers read; seed {seed}")


def _mangled(value: Any, dice: random.Random) -> Any:
    """The same document with some of its parts replaced by something of another type."""
    if dice.random() < 0.08:
        return dice.choice(
            [None, True, 7, -1.5, "", "x" * 300, [], {}, [[]], [{}], {"a": [None]}, "\x00\u202e"]
        )
    if isinstance(value, dict):
        return {key: _mangled(item, dice) for key, item in value.items() if dice.random() > 0.05} or {}
    if isinstance(value, list):
        return [_mangled(item, dice) for item in value for _ in range(dice.choice([0, 1, 1, 1, 2]))]
    return value
