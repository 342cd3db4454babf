"""Gathers the rooms' models, so that Django finds them."""

from icp.eligibility.models import EligibilityCheck, RulePolicy, Summary
from icp.filings.models import (
    Deadline,
    Desk,
    Filing,
    FilingVersion,
    PersonMention,
    Remark,
    Stage,
)

__all__ = [
    "Deadline",
    "Desk",
    "EligibilityCheck",
    "Filing",
    "FilingVersion",
    "PersonMention",
    "Remark",
    "RulePolicy",
    "Stage",
    "Summary",
]
