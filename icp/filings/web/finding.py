"""What a page shows: found through `visible_to`, or the 404 of a thing that never was."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from icp.filings.models import Filing
from portal.accounts.models import Organization, User
from portal.accounts.permissions import may


def filing_for(user: User, pk: UUID) -> Filing:
    rows = Filing.objects.visible_to(user).select_related("organization", "assigned_to", "opened_by", "about")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def organizations_to_file_for(user: User) -> list[Organization]:
    own = Organization.objects.filter(pk__in=user.organization_ids(), is_operator=False).order_by("name")
    return [organization for organization in own if may(user, "filing.draft", organization)]
