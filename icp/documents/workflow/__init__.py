"""What can happen to the papers of a filing: one atomic function per verb, for pages, API and commands."""

from icp.documents.workflow.consenting import give_consent, missing_consents, withdraw_consent
from icp.documents.workflow.deleting import delete_paper, lift_hold, place_hold
from icp.documents.workflow.opening import link_of, open_paper, opening_behind
from icp.documents.workflow.reviewing import ask_for_paper, review_paper
from icp.documents.workflow.uploading import upload_paper

__all__ = [
    "ask_for_paper",
    "delete_paper",
    "give_consent",
    "lift_hold",
    "link_of",
    "missing_consents",
    "open_paper",
    "opening_behind",
    "place_hold",
    "review_paper",
    "upload_paper",
    "withdraw_consent",
]
