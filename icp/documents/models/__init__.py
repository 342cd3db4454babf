"""Rows of the room of papers."""

from icp.documents.models.matters import Matter, filing_of, license_of, locked
from icp.documents.models.papers import Paper, StoredFile
from icp.documents.models.records import (
    AskedPaper,
    Certificate,
    Consent,
    Hold,
    Opening,
    PersonOfYear,
)

__all__ = [
    "AskedPaper",
    "Certificate",
    "Consent",
    "Hold",
    "Matter",
    "Opening",
    "Paper",
    "PersonOfYear",
    "StoredFile",
    "filing_of",
    "license_of",
    "locked",
]
