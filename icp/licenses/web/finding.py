"""What a page shows: found through `visible_to`, or the 404 of a thing that never was."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from icp.licenses.models import License
from portal.accounts.models import User


def license_for(user: User, pk: UUID) -> License:
    about = ("organization", "filing", "opened_by", "assigned_to")
    found = License.objects.visible_to(user).select_related(*about).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
