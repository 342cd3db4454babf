"""The task list of a filing: what is open, what is done, and what stands in the way of sending it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from icp.filings.models import Filing, Remark
from icp.filings.rules.fields.asking import tasks_of
from icp.filings.rules.fields.field import Field
from icp.filings.rules.fields.problem import Problem
from icp.filings.rules.fields.values import Level
from icp.filings.rules.filing_types import TASK_LABELS
from icp.filings.words import said


@dataclass(frozen=True)
class Task:
    key: str
    label: str
    url: str
    fields: tuple[Field, ...]
    problems: tuple[Problem, ...]
    remarks: int

    @property
    def open(self) -> int:
        """How many of its fields are missing or wrong."""
        return len({problem.field for problem in self.problems if problem.level is Level.WRONG})

    @property
    def looked_at(self) -> int:
        return len({problem.field for problem in self.problems if problem.level is Level.LOOK})

    @property
    def is_begun(self) -> bool:
        return any(problem.code != "missing" for problem in self.problems) or self.open < len(self.fields)

    @property
    def state(self) -> str:
        if self.remarks:
            return "returned"
        if not self.open:
            return "done"
        return "begun" if self.is_begun else "open"


def tasks_for(
    filing: Filing, answers: Mapping[str, Any], problems: Sequence[Problem], remarks: Sequence[Remark] = ()
) -> list[Task]:
    marked = [remark.field for remark in remarks]
    return [
        Task(
            key=key,
            label=said(TASK_LABELS[key]),
            url=reverse("icp:filing-task", args=[filing.pk, key]),
            fields=fields,
            problems=tuple(
                problem for problem in problems if problem.field in {field.name for field in fields}
            ),
            remarks=sum(field.name in marked for field in fields),
        )
        for key, fields in tasks_of(filing.filing_type, filing.service, answers).items()
    ]
