"""The request under its lock, and what the verbs share about it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from networks.requests.models import NetworkRequest
from portal.refusals import Refused


def release_blocks(network_request: NetworkRequest) -> None:
    network_request.blocks.filter(live=True, state="held").update(live=False, state="released")


def locked(network_request: NetworkRequest) -> NetworkRequest:
    return (
        NetworkRequest.objects.select_for_update(of=("self",))
        .select_related("organization", "connection", "plan", "requester")
        .get(pk=network_request.pk)
    )


def changed_meanwhile(network_request: NetworkRequest) -> Refused:
    return Refused(
        "changed_meanwhile",
        _("%(reference)s was changed by somebody else a moment ago.")
        % {"reference": network_request.reference},
        _("Load the page again and decide on what it shows now."),
        extra={"row_version": network_request.row_version},
    )
