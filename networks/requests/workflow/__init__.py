"""What can happen to a network request: one atomic function per verb, called by pages, the API and commands.

Each function asks who may, judges with the rules, writes the state, and ends with the event. None of them
talks to the cloud: submitting leaves work for a worker, approving compares hashes in the database.
"""

from networks.requests.judging import checks_of, facts_of
from networks.requests.workflow.deciding import (
    approve_request,
    decline_request,
    plan_changed,
    return_request,
    withdraw_request,
)
from networks.requests.workflow.drafting import edit_request, open_request, submit_request
from networks.requests.workflow.steering import (
    pause_request,
    request_removal,
    resume_request,
    retry_request,
    unwind_request,
)

__all__ = [
    "approve_request",
    "checks_of",
    "decline_request",
    "edit_request",
    "facts_of",
    "open_request",
    "pause_request",
    "plan_changed",
    "request_removal",
    "resume_request",
    "retry_request",
    "return_request",
    "submit_request",
    "unwind_request",
    "withdraw_request",
]
