"""The dashboard's section about saved eligibility results."""

from __future__ import annotations

from django.utils.translation import gettext as _

from icp.eligibility.headline import headline
from icp.eligibility.models import EligibilityCheck
from portal.accounts.models import User
from portal.web.dashboard import Panel

SHOWN = 5


def panel(user: User) -> Panel | None:
    """The newest results of one's own organizations, in one question. Staff have their queues instead."""
    if user.staff_roles():
        return None
    newest = EligibilityCheck.objects.visible_to(user).defer("timeline", "comparison")[:SHOWN]
    rows = [{"check": check, "headline": headline(check.verdict, check.domain)} for check in newest]
    return Panel(
        key="eligibility",
        title=_("ICP checks"),
        template="icp/_panel.html",
        content={"rows": rows},
        is_empty=not rows,
    )
