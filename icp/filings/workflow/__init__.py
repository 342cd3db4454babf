"""What can happen to a filing: one atomic function per verb, called by pages, the API and the clock.

Each function asks who may, judges with the rules, writes the state, and ends with the event. None of them
talks to anybody outside: what happened at the provider or the authority is said by a specialist.
"""

from icp.filings.workflow.answering import editable_fields, save_answers
from icp.filings.workflow.assigning import claim_filing, hand_back_filing, suggested
from icp.filings.workflow.granting import (
    cancel_access,
    cancel_filing,
    confirm_cancellation,
    end_access,
    grant_filing,
    lapse_filing,
    mark_shell,
    unlock_filing,
)
from icp.filings.workflow.opening import open_filing
from icp.filings.workflow.reviewing import (
    Said,
    check_face,
    fix_risk,
    lodge_filing,
    pass_filing,
    relodge_filing,
    report_risk,
    return_filing,
    send_to_authority,
    send_without_text_message,
)
from icp.filings.workflow.sending import (
    abandon_filing,
    open_remarks,
    problems_of,
    resubmit_filing,
    submit_filing,
    withdraw_filing,
)
from icp.filings.workflow.text_message import (
    count_wrong_code,
    enter_code,
    persons_asked,
    return_for_wrong_codes,
    verify_text_message,
)

__all__ = [
    "Said",
    "abandon_filing",
    "cancel_access",
    "cancel_filing",
    "check_face",
    "claim_filing",
    "confirm_cancellation",
    "count_wrong_code",
    "editable_fields",
    "end_access",
    "enter_code",
    "fix_risk",
    "grant_filing",
    "hand_back_filing",
    "lapse_filing",
    "lodge_filing",
    "mark_shell",
    "open_filing",
    "open_remarks",
    "pass_filing",
    "persons_asked",
    "problems_of",
    "relodge_filing",
    "report_risk",
    "resubmit_filing",
    "return_filing",
    "return_for_wrong_codes",
    "save_answers",
    "send_to_authority",
    "send_without_text_message",
    "submit_filing",
    "suggested",
    "unlock_filing",
    "verify_text_message",
    "withdraw_filing",
]
