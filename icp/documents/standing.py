"""How a filing or license stands with its papers: one line for each that is asked for, and what is open.

For pages, the API, and the filing itself, which cannot be sent while a paper is open.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from icp.documents.casebook import requirements_of
from icp.documents.models import Matter, Paper
from icp.documents.rules.license_papers import ALL_REQUIREMENTS
from icp.documents.rules.requirements import Requirement
from icp.filings.models import Filing


@dataclass(frozen=True)
class Standing:
    requirement: Requirement
    in_force: Paper | None
    under_way: Paper | None
    # The newest upload was not taken; what was in force before it still is.
    refused: Paper | None
    # Nobody asks for it any more, but a paper is there.
    is_surplus: bool = False

    @property
    def state(self) -> str:
        """`missing`, `checking`, `not_scanned`, `refused`, `uploaded`, `accepted` or `replace`."""
        if self.under_way is not None:
            waits = self.under_way.state == Paper.State.NOT_SCANNED
            return "not_scanned" if waits else "checking"
        if self.in_force is not None:
            return {"accepted": "accepted", "replace": "replace"}.get(self.in_force.review, "uploaded")
        return "refused" if self.refused is not None else "missing"

    @property
    def is_open(self) -> bool:
        """Somebody must still do something before the filing can be sent."""
        is_wanted = self.requirement.needed and not self.is_surplus
        return is_wanted and self.state not in ("uploaded", "accepted")


def standings_of(matter: Matter) -> list[Standing]:
    """In the order of the published table; what is asked for first, then what is only there."""
    asked = requirements_of(matter)
    papers: dict[str, list[Paper]] = {}
    rows = Paper.objects.of(matter).exclude(state=Paper.State.DELETED)
    for paper in rows.select_related("uploaded_by").order_by("-version"):
        papers.setdefault(paper.requirement, []).append(paper)
    keys = {requirement.key for requirement in asked}
    surplus = [
        ALL_REQUIREMENTS[key]
        for key, found in papers.items()
        if key not in keys and any(paper.can_be_opened for paper in found)
    ]
    return [
        *(_standing(requirement, papers.get(requirement.key, ())) for requirement in asked),
        *(_standing(requirement, papers[requirement.key], is_surplus=True) for requirement in surplus),
    ]


def open_requirements(filing: Filing) -> tuple[str, ...]:
    """Keys of the papers without which the filing cannot be sent."""
    return tuple(each.requirement.key for each in standings_of(filing) if each.is_open)


def _standing(requirement: Requirement, papers: Iterable[Paper], *, is_surplus: bool = False) -> Standing:
    newest_first = [paper for paper in papers if not paper.purge_reason]
    in_force = next((each for each in newest_first if each.state == Paper.State.ACCEPTED), None)
    refused = next((each for each in newest_first if each.state == Paper.State.REFUSED), None)
    if refused and in_force and refused.version < in_force.version:
        refused = None
    return Standing(
        requirement=requirement,
        in_force=in_force,
        under_way=next((each for each in newest_first if each.is_under_way), None),
        refused=refused,
        is_surplus=is_surplus,
    )
