"""The dashboard's sections about networks, and what in them waits for this person."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from networks.connections.models import Connection
from networks.requests.models import NetworkRequest, NetworkRequestQuerySet
from portal.accounts.models import User
from portal.web.dashboard import Need, Panel

SHOWN = 5


def connections(user: User) -> Panel | None:
    """What a customer has in service, in one question. Staff look into the list instead."""
    if user.staff_roles():
        return None
    newest = Connection.objects.visible_to(user).in_service().order_by("-created_at", "-id")[:SHOWN]
    rows = list(newest)
    return Panel(
        key="connections",
        title=_("Networks in service"),
        template="networks/_connections_panel.html",
        content={"rows": rows},
        is_empty=not rows,
        all_url=reverse("networks:connections"),
    )


def requests(user: User) -> Panel:
    """Open requests. Two questions to the database, however many there are."""
    staff = user.staff_roles()
    rows = NetworkRequest.objects.visible_to(user).open().select_related("organization")
    shown = list(rows.order_by("-created_at", "-id")[:SHOWN])
    return Panel(
        key="networks",
        title=_("Network requests"),
        template="networks/_panel.html",
        content={"rows": shown, "with_organization": bool(staff)},
        is_empty=not shown,
        all_url=reverse("networks:requests"),
        needs=_to_decide(rows) if staff else _to_mend(rows),
    )


def _to_decide(rows: NetworkRequestQuerySet) -> tuple[Need, ...]:
    waiting = rows.awaiting_decision().order_by("submitted_at", "id")[:SHOWN]
    return tuple(
        Need(
            text=_("Review %(reference)s of %(customer)s")
            % {"reference": row.reference, "customer": row.organization},
            url=reverse("networks:review", args=[row.pk]),
            about=row.name,
        )
        for row in waiting
    )


def _to_mend(rows: NetworkRequestQuerySet) -> tuple[Need, ...]:
    waiting = rows.filter(status__in=["returned", "failed"]).order_by("-created_at", "-id")[:SHOWN]
    return tuple(
        Need(
            text=(
                _("Change %(reference)s and send it again")
                if row.status == "returned"
                else _("The build of %(reference)s stopped: try again or undo")
            )
            % {"reference": row.reference},
            url=reverse("networks:request-detail", args=[row.pk]),
            about=row.name,
        )
        for row in waiting
    )
