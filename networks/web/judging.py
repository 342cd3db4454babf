"""What the rules say to a draft, sorted for the page: to fill in, to mend, to know, and what fits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from networks.addressing.rules import cidr
from networks.requests.rules.checks import Check, Facts, Level
from networks.requests.rules.drafts import Draft, check_draft, read
from networks.requests.rules.prerequisites import CODES
from networks.requests.rules.spec import area_pairs
from networks.web.document import bandwidth_field, needed_pairs, short_name
from networks.web.words import said

TONES = {Level.BLOCK: "bad", Level.WARN: "warn", Level.NEEDS_HUMAN: "info", Level.PASS: "ok"}
# What is not there yet is no mistake until the person wants to go on.
UNFILLED = frozenset(
    {"missing_field", "empty_text", "cidr_empty", "bandwidth_present", "statement_signed", "two_networks"}
)
# Shown as ticks; the other rules are silent while they are kept.
SHOWN_WHEN_KEPT = frozenset(
    {"networks_per_region", "blocks_apart", "bandwidth_in_range", "areas_on_sale", "statement_signed"}
)


@dataclass(frozen=True)
class Note:
    """One finding. `target` is the element to mend it in, `offer` a value that would do there, `lang` the
    language where it is not the page's."""

    code: str
    tone: str
    title: str
    text: str
    path: str
    target: str
    offer: str = ""
    lang: str = ""

    @property
    def is_unfilled(self) -> bool:
        return self.code in UNFILLED


@dataclass(frozen=True)
class Judgement:
    draft: Draft
    notes: tuple[Note, ...]

    @property
    def unfilled(self) -> tuple[Note, ...]:
        return tuple(note for note in self.notes if note.tone == "bad" and note.is_unfilled)

    @property
    def problems(self) -> tuple[Note, ...]:
        return tuple(note for note in self.notes if note.tone == "bad" and not note.is_unfilled)

    @property
    def blocking(self) -> tuple[Note, ...]:
        return tuple(note for note in self.notes if note.tone == "bad")

    @property
    def remarks(self) -> tuple[Note, ...]:
        return tuple(note for note in self.notes if note.tone in ("warn", "info"))

    @property
    def kept(self) -> tuple[Note, ...]:
        return tuple(note for note in self.notes if note.tone == "ok" and note.code in SHOWN_WHEN_KEPT)

    @property
    def also_kept(self) -> tuple[Note, ...]:
        return tuple(note for note in self.notes if note.tone == "ok" and note.code not in SHOWN_WHEN_KEPT)

    def offer(self, path: str) -> str:
        return next((note.offer for note in self.notes if note.path == path and note.offer), "")


def judge(document: Mapping[str, Any], facts: Facts) -> Judgement:
    draft = read(document)
    checks = list(_without_echoes(draft, check_draft(document, facts)))
    missing = iter(_pairs_without_bandwidth(draft))
    notes = []
    for check in checks:
        path = check.path
        if check.code == "bandwidth_present" and check.level is Level.BLOCK:
            pair = next(missing, None)
            target = bandwidth_field(pair) if pair else "networks"
        else:
            target = _target(document, path)
        offer = check.suggestion or _offer(document, check)
        notes.append(
            Note(
                code=check.code,
                tone=TONES[check.level],
                title=said(check.title),
                text=_without_offer(said(check.detail), offer),
                path=path,
                target=target,
                offer=offer,
            )
        )
    return Judgement(draft, tuple(notes))


def _without_offer(sentence: str, offer: str) -> str:
    """The button says what could be used instead; the sentence need not say it too."""
    if offer:
        for said_too in (f"Use {offer} instead.", f"可改用 {offer}。", f"Choose {offer} Mbps or more."):
            sentence = sentence.removesuffix(said_too)
    return sentence.strip()


def _without_echoes(draft: Draft, checks: Iterable[Check]) -> Iterator[Check]:
    """A row that is half typed makes rules complain that it is not there: those wait until it is whole."""
    is_whole = len(draft.vpc_rows) == len(draft.sites)
    unread = {problem.path for problem in draft.problems}
    for check in checks:
        is_echo = check.code in ("two_networks", "bandwidth_used") and not is_whole
        is_pass = check.level is Level.PASS
        if check.code in CODES and is_pass and not draft.vpc_rows:
            continue  # Nothing is joined yet, so nothing can be right.
        if is_echo and not is_pass:
            continue
        if check.code == "bandwidth_present" and not is_pass and any(p.startswith("links.") for p in unread):
            continue
        yield check


def _pairs_without_bandwidth(draft: Draft) -> list[tuple[str, str]]:
    given = {link.areas for link in draft.links}
    return [pair for pair in area_pairs(draft.spec) if pair not in given]


def _target(document: Mapping[str, Any], path: str) -> str:
    """The id of the element that a path belongs to."""
    part, _, rest = path.partition(".")
    number, _, field = rest.partition(".")
    if part == "links" and number.isdecimal():
        links = document.get("links") or []
        return (
            bandwidth_field(tuple(links[int(number)]["areas"])) if int(number) < len(links) else "bandwidth"
        )
    if part == "vpcs" and number.isdecimal():
        return f"vpcs-{number}-{'vpc_id' if field == 'mode' else field or 'key'}"
    if part == "statement":
        return f"statement-{rest or 'own_use'}"
    return {"name": "name", "links": "bandwidth"}.get(part, "networks")


def _offer(document: Mapping[str, Any], check: Check) -> str:
    """What was probably meant by something that cannot be read."""
    part, _, rest = check.path.partition(".")
    number, _, field = rest.partition(".")
    if part != "vpcs" or not number.isdecimal():
        return ""
    rows = document["vpcs"]
    typed = str(rows[int(number)].get(field) or "")
    if field == "key" and check.code == "bad_key":
        return short_name(typed, [row.get("key", "") for row in rows])
    if field == "cidr" and check.code.startswith("cidr_"):
        try:
            cidr.parse(typed)
        except cidr.MalformedCidr as refusal:
            return str(refusal.suggestion or "")
    return ""


def shown_pairs(document: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return needed_pairs(str(row.get("region") or "") for row in document.get("vpcs") or [])
