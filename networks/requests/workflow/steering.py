"""While it is built, and when it should go: pause, resume, retry, unwind, remove."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from networks.connections.models import Connection
from networks.fulfilment import runs
from networks.fulfilment.models import Run
from networks.requests.models import NetworkRequest
from networks.requests.workflow.drafting import submit_request
from networks.requests.workflow.rows import locked
from portal.accounts.models import Counter, User
from portal.accounts.permissions import require
from portal.refusals import Refused


@transaction.atomic
def pause_request(network_request: NetworkRequest, *, by: User) -> Run:
    current, run = _with_live_run(network_request)
    require(by, "run.pause", current.organization)
    runs.pause(run, by=by)
    return run


@transaction.atomic
def resume_request(network_request: NetworkRequest, *, by: User) -> Run:
    current, run = _with_live_run(network_request)
    require(by, "run.resume", current.organization)
    runs.resume(run, by=by)
    return run


@transaction.atomic
def retry_request(network_request: NetworkRequest, *, by: User) -> Run:
    """Go on from the step that stopped, in the same run."""
    current, run = _with_live_run(network_request)
    require(by, "run.retry", current.organization)
    runs.retry(run, by=by)
    return run


@transaction.atomic
def unwind_request(network_request: NetworkRequest, *, by: User) -> Run:
    """Undo everything this request built, in reverse order."""
    current, run = _with_live_run(network_request)
    require(by, "run.unwind", current.organization)
    runs.unwind(run, by=by)
    return run


@transaction.atomic
def request_removal(connection: Connection, *, by: User) -> NetworkRequest:
    """Ask to remove a connection in service: a request of its own, with a plan of its own to approve."""
    current = Connection.objects.select_for_update().select_related("organization").get(pk=connection.pk)
    require(by, "network_request.submit", current.organization)
    if current.status != "in_service":
        raise Refused(
            "connection_not_in_service",
            _("%(reference)s is not in service, so there is nothing to remove.")
            % {"reference": current.reference},
            _("Look at its latest request."),
        )
    try:
        with transaction.atomic():
            network_request = NetworkRequest.objects.create(
                organization=current.organization,
                connection=current,
                number=Counter.take(current.organization, "NR"),
                name=current.name,
                kind=current.kind,
                action="remove",
                spec=current.spec,
                requester=by,
            )
    except IntegrityError as error:
        raise Refused(
            "connection_has_open_request",
            _("%(reference)s already has an open request.") % {"reference": current.reference},
            _("Finish or withdraw that one first."),
        ) from error
    return submit_request(network_request, by=by)


def _with_live_run(network_request: NetworkRequest) -> tuple[NetworkRequest, Run]:
    current = locked(network_request)
    live = current.runs.live().first()
    if live is None:
        raise Refused(
            "no_live_run",
            _("%(reference)s is not being built at the moment.") % {"reference": current.reference},
            _("Load the page again; it offers what is possible now."),
        )
    return current, runs.locked(live.pk)
