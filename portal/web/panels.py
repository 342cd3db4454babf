"""Which rooms fill the dashboard: wiring, so a room that joins is named here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable

from icp.eligibility.home import panel as eligibility
from icp.filings.home import filings
from networks.web.home import connections, requests
from portal.accounts.models import User
from portal.web.dashboard import Panel

# In the order the dashboard shows them.
PANELS: tuple[Callable[[User], Panel | None], ...] = (filings, requests, connections, eligibility)
