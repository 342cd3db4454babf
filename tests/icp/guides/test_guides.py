"""Pages about rules: dated, sourced sentence by sentence, in both languages, open to everybody."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

import icp.guides.rules.guides as rules
from icp.eligibility.rules.bilingual import Words
from icp.guides.rules.guides import GUIDES, Guide, parse
from tests.icp.questions import ABROAD, NO_ENTITY, address_of, result_of
from tests.world import World

HAN = re.compile(r"[\u4e00-\u9fff]")
ALL = list(GUIDES.values())


@pytest.mark.parametrize("guide", ALL, ids=lambda guide: guide.slug)
def test_every_sentence_is_said_twice_and_names_its_source(guide: Guide) -> None:
    numbers = {source.number for source in guide.sources}
    used = {number for section in guide.sections for said in section.says for number in said.sources}
    assert used == numbers and all(said.sources for section in guide.sections for said in section.says)
    for words in _all_words(guide):
        assert words.en and not HAN.search(words.en), words.en
        assert HAN.search(words.zh), words.zh


def _all_words(guide: Guide) -> list[Words]:
    sections = [section.heading for section in guide.sections]
    sentences = [said.text for section in guide.sections for said in section.says]
    parts = [source.part for source in guide.sources if source.part.en]
    return [
        guide.title,
        guide.lede,
        *sections,
        *sentences,
        *parts,
        *(source.name for source in guide.sources),
    ]


@pytest.mark.parametrize("guide", ALL, ids=lambda guide: guide.slug)
def test_laws_are_dated_before_the_page_is(guide: Guide) -> None:
    dates = [source.dated for source in guide.sources if source.dated]
    assert guide.as_of == date(2026, 11, 27) and dates and max(dates) <= guide.as_of


@pytest.mark.parametrize("guide", ALL, ids=lambda guide: guide.slug)
def test_words_of_the_house_are_used(guide: Guide) -> None:
    text = " ".join(words.en for words in _all_words(guide))
    assert not re.search(r"\b(licence|please|compliant|organisation|we guarantee)\b|!", text, re.IGNORECASE)


def test_a_sentence_without_a_listed_source_is_noticed() -> None:
    folder = Path(rules.__file__).parent / "data"
    document = json.loads((folder / "mlps.json").read_text(encoding="utf-8"))
    document["sources"] = document["sources"][1:]
    with pytest.raises(KeyError):
        parse(document)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_everybody_reads_every_page(language: str, db: None) -> None:
    client = Client()
    listed = client.get(f"/{language}/guides/").content.decode()
    for guide in ALL:
        page = client.get(f"/{language}/guides/{guide.slug}/").content.decode()
        words = guide.title.said_in(language)
        assert f"/{language}/guides/{guide.slug}/" in listed and words in listed
        assert f"<h1>{words}</h1>" in page
        assert page.count('id="source-') == len(guide.sources)
        advice = "不构成法律意见" if language == "zh-hans" else "not legal advice"
        assert page.count(advice) == 1


def test_a_page_that_is_not_there(db: None) -> None:
    assert Client().get("/en/guides/nothing/").status_code == 404


def test_the_ways_to_them(world: World, client: Client) -> None:
    assert '/en/guides/"' in client.get("/en/").content.decode()
    assert '/en/guides/"' in client.get("/en/help/").content.decode()
    abroad = client.get(address_of(result_of(ABROAD))).content.decode()
    barred = client.get(address_of(result_of(NO_ENTITY))).content.decode()
    assert "/en/guides/shared-addresses/" in abroad and "/en/guides/proxy-providers/" in abroad
    assert "/en/guides/unfiled/" in barred and "/en/guides/proxy-providers/" in barred
