"""What a license asks the room of papers: how each of its papers stands, and which are still open."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from icp.documents.rules.license_papers import key_of
from icp.documents.standing import Standing, standings_of
from icp.licenses.models import License
from icp.licenses.rules import papers
from icp.licenses.rules.papers import Paper


@dataclass(frozen=True)
class PaperStanding:
    paper: Paper
    standing: Standing
    # Said to be handed in otherwise.
    is_ticked: bool

    @property
    def is_ready(self) -> bool:
        return papers.is_ready(self.standing.state, is_ticked=self.is_ticked)

    @property
    def has_file(self) -> bool:
        """A tick has nothing to say beside it."""
        return self.standing.state not in ("missing", "refused")


def paper_standings(license: License, ticked: Collection[str] | None = None) -> list[PaperStanding]:
    """In the order of the list; `ticked` instead of what is kept. One query."""
    said = license.papers_ready if ticked is None else ticked
    found = {key_of(each.requirement.key): each for each in standings_of(license)}
    return [PaperStanding(paper, found[key], key in said) for key, paper in papers.PAPERS.items()]


def open_papers(license: License) -> tuple[str, ...]:
    """Keys of the papers without which it is not sent."""
    return tuple(each.paper.key for each in paper_standings(license) if not each.is_ready)
