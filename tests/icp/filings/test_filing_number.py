"""Numbers of the authorities: every published example, every published mistake, and what people paste."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from icp.eligibility.rules.reference import PROVINCES
from icp.filings.rules.filing_number import check, footer_form, normalised, parse
from icp.filings.rules.number_refusals import SENTENCES, NumberRefused
from icp.filings.rules.number_tables import AREAS, EXAMPLES, FORMATS, MIIT_LINK, PATTERNS, psb_link

PUBLISHED = [(kind, example) for kind, row in FORMATS["patterns"].items() for example in row["examples"]]


@pytest.mark.parametrize(("kind", "example"), PUBLISHED)
def test_every_published_example_is_read_as_its_kind(kind: str, example: str) -> None:
    number = parse(example)

    assert (number.kind, number.text) == (kind, example.replace(" ", ""))
    assert parse(number.text) == number, "what was read reads the same again"


@pytest.mark.parametrize("example", FORMATS["invalid_examples"])
def test_every_published_mistake_is_refused(example: str) -> None:
    with pytest.raises(NumberRefused) as refused:
        parse(example)

    words = refused.value.words
    assert example in words.en and example in words.zh
    assert any(known in words.en and known in words.zh for known in EXAMPLES.values())
    assert "{" not in words.en + words.zh


@pytest.mark.parametrize(
    ("given", "code", "english"),
    [
        ("ICP备12345678号", "no_province", "does not begin with the character of a province"),
        ("港ICP备12345678号", "unknown_province", "“港”"),
        ("京ICP备1234567号", "digits", "has 7 digits where 8 or 10 are needed"),
        ("京ICP证12345号", "digits", "has 5 digits where 6 are needed"),
        ("京公网安备1100000200号", "digits", "has 10 digits where 14 are needed"),
        ("京ICP备12345678号-01", "serial", "ends with -01"),
        ("京ICP备12345678号-", "serial", "ends with -"),
        ("京ICP12345678号", "no_word", "has no 备 or 证"),
        ("京公网安备1100000200000号A", "ending", "“A”"),
        ("京ICP备12345678号-1京ICP备12345678号-2", "serial", "ends with"),
        ("粤ICP测50000001号", "test_number", "test system"),
        ("   ", "empty", "No number"),
        ("hello", "unreadable", "“hello”"),
        ("https://beian.miit.gov.cn/", "unreadable", "is not a filing number"),
        ("备案号：京ICP备12345678号", "unreadable", "is not a filing number"),
        ("京ICP备١٢٣٤٥٦٧٨号", "digits", "has 0 digits"),
        ("1" * 65, "too_long", "longer"),
    ],
)
def test_a_refusal_says_why(given: str, code: str, english: str) -> None:
    with pytest.raises(NumberRefused) as refused:
        parse(given)

    assert refused.value.code == code and english in refused.value.words.en


def test_no_sentence_of_a_refusal_is_never_said() -> None:
    assert set(SENTENCES) == {
        *("empty", "too_long", "test_number", "no_province", "unknown_province", "no_word", "digits"),
        *("serial", "ending", "other_kind", "unreadable"),
    }


@pytest.mark.parametrize(
    "typed",
    [
        "京 ICP备 12345678 号 -1",
        "京icp备12345678号-1",
        "京ＩＣＰ备１２３４５６７８号－１",
        "京ICP备12345678号—1",
        "京ICP备12345678号‐1",
        "京ICP备12345678号‑1",
        "京ICP备12345678号–1",
        "京ICP备12345678号−1",
        "\u200b京ICP备12345678号-1\ufeff",
        "京ICP备12345678号\u3000-1\n",
    ],
)
def test_what_people_paste_is_brought_to_its_usual_form(typed: str) -> None:
    number = parse(typed)

    assert (number.text, number.warnings) == ("京ICP备12345678号-1", ())


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("京ICP备12345678-1", "京ICP备12345678号-1"),
        ("京ICP备12345678", "京ICP备12345678号"),
        ("京ICP证123456", "京ICP证123456号"),
        ("京ICP备12345678-2a", "京ICP备12345678号-2A"),
        ("京公网安备11000002000001", "京公网安备11000002000001号"),
    ],
)
def test_a_missing_last_character_is_added_and_said(typed: str, kept: str) -> None:
    number = parse(typed)

    assert number.text == kept and len(number.warnings) == 1 and "号" in number.warnings[0].en


@pytest.mark.parametrize(
    ("text", "subject", "serial", "province"),
    [
        ("京ICP备12345678号-1", "京ICP备12345678号", 1, "Beijing"),
        ("京ICP备12345678号", "京ICP备12345678号", None, "Beijing"),
        ("蜀ICP备2026029742号-9999", "蜀ICP备2026029742号", 9999, "Sichuan"),
        ("京ICP备12345678号-2A", "京ICP备12345678号", 2, "Beijing"),
        ("京ICP证030173号-1", "京ICP证030173号", 1, "Beijing"),
        ("浙B2-20080101", "浙B2-20080101", None, "Zhejiang"),
        ("粤B2-20090059-5", "粤B2-20090059", 5, "Guangdong"),
        ("合字B2-20210026", "合字B2-20210026", None, None),
        ("川公网安备51010002000001号", "川公网安备51010002000001号", None, "Sichuan"),
    ],
)
def test_a_number_has_its_parts(text: str, subject: str, serial: int | None, province: str | None) -> None:
    number = parse(text)

    assert (number.subject, number.serial, number.province, number.warnings) == (
        subject,
        serial,
        province,
        (),
    )


@pytest.mark.parametrize(
    ("text", "usual"),
    [
        ("川ICP备12345678号-1", "蜀"),
        ("贵ICP备12345678号-1", "黔"),
        ("甘ICP备12345678号-1", "陇"),
        ("云ICP备12345678号-1", "滇"),
        ("秦ICP备12345678号-1", "陕"),
        ("蜀公网安备51010002000001号", "川"),
        ("黔公网安备52010002000001号", "贵"),
        ("陇公网安备62010002000001号", "甘"),
    ],
)
def test_the_other_character_of_a_province_is_accepted_and_said(text: str, usual: str) -> None:
    (warning,) = parse(text).warnings

    assert f"begin with {usual}, not {text[0]}" in warning.en


def test_psb_digits_of_another_province_are_a_warning() -> None:
    (warning,) = parse("京公网安备44030502008569号").warnings

    assert "first digits 44 are not those of Beijing (11)" in warning.en and "北京市" in warning.zh


def test_a_number_of_another_province_is_a_warning() -> None:
    number = check(parse("沪ICP备12345678号-1"), province="Beijing", kind="icp_site")

    assert "is a number of Shanghai, and the filing is in Beijing" in number.warnings[0].en
    assert check(parse("京ICP备12345678号-1"), province="Beijing").warnings == ()
    assert check(parse("合字B2-20210026"), province="Beijing").warnings == ()


def test_a_number_of_another_kind_is_refused() -> None:
    with pytest.raises(NumberRefused) as refused:
        check(parse("京公网安备11000002000001号"), kind=("icp_site", "vat_licence"))

    assert refused.value.code == "other_kind"
    assert (
        "is a PSB filing number. Here the ICP filing number of a website is needed." in refused.value.words.en
    )
    assert "公安联网备案号" in refused.value.words.zh


@pytest.mark.parametrize(
    ("text", "province", "shown"),
    [
        ("粤ICP备2026029742号-3", "Guangdong", "粤ICP备2026029742号"),
        ("粤ICP备2026029742号-3", None, "粤ICP备2026029742号"),
        ("京ICP备12345678号-1", "Beijing", "京ICP备12345678号-1"),
        ("京ICP备12345678号-1", "Guangdong", "京ICP备12345678号-1"),
        ("粤B2-20090059-5", "Guangdong", "粤B2-20090059-5"),
    ],
)
def test_the_footer_of_guangdong_shows_the_subject(text: str, province: str | None, shown: str) -> None:
    assert footer_form(parse(text), province) == shown


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("粤ICP测50000001号", "icp_subject"),
        ("粤ICP测50000001号-1", "icp_site"),
        ("测BA20251231094500051号", "icp_subject"),
    ],
)
def test_numbers_of_the_simulator_are_read_where_it_is_used(text: str, kind: str) -> None:
    number = parse(text, allow_test=True)

    assert (number.kind, number.is_test, number.text) == (kind, True, text)


def test_links_lead_to_the_authorities() -> None:
    assert MIIT_LINK == "https://beian.miit.gov.cn/"
    number = parse("浙公网安备 33010602009975号")
    assert psb_link(number.digits) == "https://beian.mps.gov.cn/#/query/webSearch?code=33010602009975"


def test_every_province_has_its_characters() -> None:
    assert set(AREAS) == set(PROVINCES) and len(AREAS) == 31
    assert {character for area in AREAS.values() for character in (area.icp_prefix, area.psb_prefix)} <= set(
        FORMATS["province_chars"]
    )


def test_the_formats_are_the_published_ones() -> None:
    published = Path("icp/filings/rules/data/number_formats.json").read_bytes()

    assert hashlib.sha256(published).hexdigest() == (
        "69a6522009bb446d24c8c9225890e69e26f721446e120be63b9ed3bc5545409b"
    )
    assert json.loads(published) == FORMATS


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_a_number_or_a_sentence(text: str) -> None:
    try:
        number = parse(text)
    except NumberRefused as refused:
        assert refused.words.en and refused.words.zh
    else:
        assert number.text == parse(number.text).text


@pytest.mark.parametrize("kind", sorted(PATTERNS))
def test_a_number_of_every_pattern_survives_the_way_through(kind: str) -> None:
    # What a pattern is made of is worked out once, which takes seconds on a busy machine.
    @settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
    @given(st.from_regex(PATTERNS[kind], fullmatch=True))
    def survives(text: str) -> None:
        number = parse(text)

        assert number.kind == kind and normalised(number.text) == number.text == text.strip()

    survives()
