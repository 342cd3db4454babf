"""What a page shows: found through `visible_to`, or the 404 of a thing that never was."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from networks.connections.models import Connection
from networks.requests.models import NetworkRequest
from portal.accounts.models import User
from portal.refusals import Forbidden


def request_for(user: User, pk: UUID) -> NetworkRequest:
    rows = NetworkRequest.objects.visible_to(user)
    found = rows.select_related("organization", "connection", "requester").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def connection_for(user: User, pk: UUID) -> Connection:
    found = Connection.objects.visible_to(user).select_related("organization").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def staff_only(user: User) -> None:
    """The queue is for the people who review. Raises Forbidden."""
    if not user.staff_roles():
        raise Forbidden(
            "staff_only",
            _("The queue is for the architects who review requests."),
            _("You find your own requests under Requests."),
        )
