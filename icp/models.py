"""Gathers the rooms' models, so that Django finds them."""

from icp.domains.models import DomainLookup, ServiceList, SourceAnswer
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
    "DomainLookup",
    "EligibilityCheck",
    "Filing",
    "FilingVersion",
    "PersonMention",
    "Remark",
    "RulePolicy",
    "ServiceList",
    "SourceAnswer",
    "Stage",
    "Summary",
]
