"""Rows of the filings room."""

from icp.filings.models.clocks import Deadline, Desk, Stage
from icp.filings.models.filing import (
    ANSWER_COLUMNS,
    Filing,
    FilingQuerySet,
    changed_meanwhile,
    not_in_this_state,
    opened,
    sealed,
)
from icp.filings.models.mentions import PersonMention
from icp.filings.models.rounds import FilingVersion, Remark, sealed_text, unsealed_text

__all__ = [
    "ANSWER_COLUMNS",
    "Deadline",
    "Desk",
    "Filing",
    "FilingQuerySet",
    "FilingVersion",
    "PersonMention",
    "Remark",
    "Stage",
    "changed_meanwhile",
    "not_in_this_state",
    "opened",
    "sealed",
    "sealed_text",
    "unsealed_text",
]
