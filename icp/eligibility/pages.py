"""The state of somebody's way through the question pages: in the session, and in a link that resumes it.

The link wins only where the session knows nothing of that way; otherwise the session holds the newer
answers, so the browser's Back button and a page sent twice lose nothing.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.core import signing

from icp.eligibility.rules.facts import Facts, MalformedFacts
from icp.eligibility.rules.questions import PAGES, Page, next_page, pages_for

SESSION_KEY = "eligibility_pages"
PENDING_KEY = "pending_eligibility_check"
_SALT = "icp.eligibility.pages"
LONGEST_LINK = 4000
ASKED = {question.fact: question.kind for page in PAGES for question in page.fields}


@dataclass(frozen=True)
class Way:
    """`run` names one way through the pages; `answers` are checked, `typed` is only kept for its page."""

    run: str
    answers: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def fresh(cls, answers: Mapping[str, str] | None = None, typed: Mapping[str, str] | None = None) -> Way:
        return cls(secrets.token_urlsafe(9), answers or {}, typed or {})

    @classmethod
    def from_answers(cls, told: Mapping[str, str]) -> Way:
        """The way that leads to a result again, to change one answer of it."""
        kept = {fact: told[fact] for fact in ASKED if fact in told}
        # On a page, a text says "I am not sure" by being empty.
        empty = {fact: "" for fact, text in kept.items() if text == "unknown" and ASKED[fact] == "text"}
        return cls.fresh({**kept, **empty})

    @property
    def pages(self) -> tuple[Page, ...]:
        return pages_for(self.answers)

    @property
    def next_page(self) -> Page | None:
        return next_page(self.answers)

    def answered(self, answers: Mapping[str, str]) -> Way:
        left = {fact: text for fact, text in self.typed.items() if fact not in answers}
        return replace(self, answers={**self.answers, **answers}, typed=left)

    def link(self) -> str:
        """A signed, compact text; whoever holds it sees these answers and can go on."""
        content = {"r": self.run, "a": dict(self.answers), "t": dict(self.typed)}
        return signing.dumps(content, salt=_SALT, compress=True)

    def keep(self, session: MutableMapping[str, Any]) -> None:
        session[SESSION_KEY] = {"run": self.run, "answers": dict(self.answers), "typed": dict(self.typed)}


def resumed(session: Mapping[str, Any], link: str) -> Way | None:
    """The way of this session or link; None where there is neither, or the link was not made by us."""
    here = _from_session(session)
    there = _from_link(link) if link else None
    if there is None or (here is not None and here.run == there.run):
        return here
    return there


def _from_session(session: Mapping[str, Any]) -> Way | None:
    kept = session.get(SESSION_KEY)
    return _readable(kept["run"], kept["answers"], kept["typed"]) if kept else None


def _from_link(link: str) -> Way | None:
    if len(link) > LONGEST_LINK:
        return None
    try:
        content = signing.loads(link, salt=_SALT)
    except signing.BadSignature:
        return None
    return _readable(content["r"], content["a"], content["t"])


def _readable(run: str, answers: Mapping[str, str], typed: Mapping[str, str]) -> Way:
    """Answers the questions of today still understand; an older link keeps the rest of its answers."""
    kept = {fact: text for fact, text in answers.items() if fact in ASKED}
    try:
        Facts.parse(kept)
    except MalformedFacts as error:
        unfit = {problem.field for problem in error.problems}
        kept = {fact: text for fact, text in kept.items() if fact not in unfit}
    return Way(run, kept, typed)
