"""What can happen to a commercial license: one atomic function per verb, called by pages, the API, the clock.

Each function asks who may, judges with the rules, writes the state, and ends with the event.
"""

from icp.licenses.workflow.assigning import claim_license, hand_back_license
from icp.licenses.workflow.deciding import (
    amend_license,
    ask_renewal,
    correct_license,
    end_license,
    grant_license,
    lodge_license,
    refuse_license,
    refuse_renewal,
    renew_license,
    report_license,
    return_license,
    take_back_license,
)
from icp.licenses.workflow.opening import (
    abandon_license,
    open_license,
    resubmit_license,
    save_answers,
    submit_license,
    withdraw_license,
)

__all__ = [
    "abandon_license",
    "amend_license",
    "ask_renewal",
    "claim_license",
    "correct_license",
    "end_license",
    "grant_license",
    "hand_back_license",
    "lodge_license",
    "open_license",
    "refuse_license",
    "refuse_renewal",
    "renew_license",
    "report_license",
    "resubmit_license",
    "return_license",
    "save_answers",
    "submit_license",
    "take_back_license",
    "withdraw_license",
]
