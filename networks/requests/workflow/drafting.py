"""From the first word to the worker: open, edit, submit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from networks.addressing.models import AddressBlock
from networks.addressing.rules.cidr import span
from networks.connections.models import Connection
from networks.requests.judging import checks_of
from networks.requests.models import NetworkRequest
from networks.requests.rules import lifecycle, prerequisites
from networks.requests.rules.remarks import following
from networks.requests.rules.spec import MalformedSpec, Spec, parse, to_json
from networks.requests.surveying import SURVEY
from networks.requests.workflow.rows import changed_meanwhile, locked, release_blocks
from portal.accounts.models import Counter, Organization, User
from portal.accounts.permissions import require
from portal.calendar.clock import ClockTimestamp, engine_now
from portal.events.recording import record, wake
from portal.refusals import Malformed, Refused


@transaction.atomic
def open_request(
    *, organization: Organization, kind: str, document: Mapping[str, Any], by: User
) -> NetworkRequest:
    """A draft for a new connection. The document may be unfinished; nothing is judged yet."""
    require(by, "network_request.draft", organization)
    name = _name_of(document)
    connection = Connection.objects.create(
        organization=organization, number=Counter.take(organization, "C"), name=name, kind=kind
    )
    network_request = NetworkRequest.objects.create(
        organization=organization,
        connection=connection,
        number=Counter.take(organization, "NR"),
        name=name,
        kind=kind,
        spec=dict(document),
        requester=by,
    )
    record(
        "network_request.opened",
        organization=organization,
        subject=network_request,
        actor=by,
        payload={"reference": network_request.reference, "status": "draft", "kind": kind},
    )
    return network_request


@transaction.atomic
def edit_request(
    network_request: NetworkRequest,
    *,
    document: Mapping[str, Any],
    row_version: int | None = None,
    page: str = "",
    by: User,
) -> NetworkRequest:
    """Keep what was typed, finished or not. A returned request becomes a draft again.

    Raises Refused "changed_meanwhile" when `row_version` is not the present one, unless the same opened
    `page` wrote that too: an answer that was lost on the way is no reason to ask who is right.
    """
    current = locked(network_request)
    require(by, "network_request.draft", current.organization)
    _need_draft(current)
    if not (page and page == current.edited_in):
        _need_version(current, row_version)
    if current.status == "returned":
        current.move("revise", by=by)
    current.remarks = following(current.remarks, current.spec, document)
    current.spec, current.name = dict(document), _name_of(document)
    current.edited_by, current.edited_in = by, page
    current.row_version += 1
    current.save(
        update_fields=["spec", "name", "remarks", "edited_by", "edited_in", "row_version", "updated_at"]
    )
    if current.connection.spec is None:
        Connection.objects.filter(pk=current.connection_id).update(name=current.name)
    return current


@transaction.atomic
def submit_request(
    network_request: NetworkRequest, *, row_version: int | None = None, by: User
) -> NetworkRequest:
    """Judge the wish, hold its address blocks, and leave the survey to a worker.

    Raises Malformed with every problem of form, Refused "not_ready" with every check that blocks, and
    "changed_meanwhile" when `row_version`, which the sender read, is not the present one.
    """
    current = locked(network_request)
    require(by, "network_request.submit", current.organization)
    _need_draft(current)
    _need_version(current, row_version)
    if current.status == "returned":
        current.move("revise", by=by)
    spec = _parsed(current.spec)
    Organization.objects.select_for_update().get(pk=current.organization_id)
    blocking = [check for check in checks_of(current, spec) if check.level == "block"]
    if blocking and current.action == "create":
        language = get_language() or "en"
        raise Refused(
            "not_ready",
            " ".join(check.detail.in_language(language) for check in blocking),
            _("Mend what is named, then send it again. Nothing you typed is lost."),
            extra={"checks": [_as_json(check) for check in blocking]},
        )
    if current.action == "create":
        _hold_blocks(current, spec)
    current.spec = to_json(spec)
    current.requester = by
    current.remarks = []
    current.submitted_at = engine_now()
    current.survey_due = ClockTimestamp()
    current.survey_attempts = 0
    current.save(
        update_fields=["spec", "requester", "remarks", "submitted_at", "survey_due", "survey_attempts"]
    )
    wake(SURVEY)
    current.move("submit", by=by)
    return current


def _as_json(check: prerequisites.Check) -> dict[str, str]:
    language = get_language() or "en"
    return {"code": check.code, "path": check.path, "message": check.detail.in_language(language)}


def _parsed(document: Mapping[str, Any]) -> Spec:
    try:
        return parse(document)
    except MalformedSpec as error:
        language = get_language() or "en"
        problems = [
            {"code": p.code, "path": p.path, "message": p.message.in_language(language)}
            for p in error.problems
        ]
        raise Malformed(
            "malformed_spec",
            " ".join(problem["message"] for problem in problems),
            _("Mend what is named, then send it again. Nothing you typed is lost."),
            extra={"errors": problems},
        ) from error


def _hold_blocks(network_request: NetworkRequest, spec: Spec) -> None:
    """Hold the request's blocks; the database refuses two live ones of a connection that touch."""
    release_blocks(network_request)
    connection = network_request.connection
    rows = []
    for site in spec.vpcs:
        lower, upper = span(connection.serial, site.cidr)
        rows.append(
            AddressBlock(
                organization_id=network_request.organization_id,
                connection=connection,
                network_request=network_request,
                site_key=site.key,
                region=site.region,
                cidr=str(site.cidr),
                span=NumericRange(lower, upper),
            )
        )
    AddressBlock.objects.bulk_create(rows)


def _name_of(document: Mapping[str, Any]) -> str:
    name = document.get("name")
    return name.strip()[:120] if isinstance(name, str) else ""


def _need_draft(network_request: NetworkRequest) -> None:
    if network_request.status not in lifecycle.EDITABLE:
        refusal = lifecycle.refusal(network_request.reference, network_request.status, "submit")
        raise Refused("not_in_this_state", *refusal.in_language(get_language() or "en"))


def _need_version(network_request: NetworkRequest, row_version: int | None) -> None:
    if row_version is not None and row_version != network_request.row_version:
        raise changed_meanwhile(network_request)
