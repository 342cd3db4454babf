"""Gathers the rooms' models, so that Django finds them."""

from icp.documents.models import (
    AskedPaper,
    Certificate,
    Consent,
    Hold,
    Opening,
    Paper,
    PersonOfYear,
    StoredFile,
)
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
from icp.licenses.models import License
from icp.packs.models import Pack
from icp.publication.models import FooterCheck, PsbFiling, Publication, WatchFinding, YearlyReview

__all__ = [
    "AskedPaper",
    "Certificate",
    "Consent",
    "Deadline",
    "Desk",
    "DomainLookup",
    "EligibilityCheck",
    "Filing",
    "FilingVersion",
    "FooterCheck",
    "Hold",
    "License",
    "Opening",
    "Pack",
    "Paper",
    "PersonMention",
    "PersonOfYear",
    "PsbFiling",
    "Publication",
    "Remark",
    "RulePolicy",
    "ServiceList",
    "SourceAnswer",
    "Stage",
    "StoredFile",
    "Summary",
    "WatchFinding",
    "YearlyReview",
]
