"""The dashboard's section about filings, and what in them waits for this person."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from icp.filings.models import Filing, FilingQuerySet
from icp.filings.rules.lifecycle import FINAL
from icp.filings.rules.states import WAITING
from icp.licenses import home as licenses
from icp.publication.home import needs as after_the_number
from portal.accounts.models import User
from portal.accounts.roles import FILING_SPECIALIST
from portal.web.dashboard import Need, Panel

SHOWN = 5


def filings(user: User) -> Panel | None:
    """A customer's newest filings, or a specialist's own desk. At most four questions to the database."""
    is_specialist = FILING_SPECIALIST in user.staff_roles()
    if user.staff_roles() and not is_specialist:
        return None
    rows = Filing.objects.visible_to(user).defer("answers", "sealed_answers").select_related("organization")
    if is_specialist:
        shown = list(rows.on_the_desk().filter(due_at__isnull=False).order_by("due_at", "id")[:SHOWN])
    else:
        shown = list(rows.exclude(state__in=FINAL).order_by("-created_at", "-id")[:SHOWN])
    return Panel(
        key="filings",
        title=_("On the desk") if is_specialist else _("ICP filings"),
        template="icp/filings/_panel.html",
        content={"rows": shown, "at_desk": is_specialist},
        is_empty=not shown,
        all_url=reverse("icp:desk") if is_specialist else reverse("icp:filings"),
        needs=_of_the_desk(rows, user) if is_specialist else _of_a_customer(rows, user),
    )


def _of_a_customer(rows: FilingQuerySet, user: User) -> tuple[Need, ...]:
    return (*_to_do(rows), *after_the_number(user), *licenses.needs(user))


def _of_the_desk(rows: FilingQuerySet, user: User) -> tuple[Need, ...]:
    return (*_to_read(rows, user), *licenses.to_read(user))


def _to_do(rows: FilingQuerySet) -> tuple[Need, ...]:
    waiting, words = rows.filter(state__in=WAITING).order_by("due_at", "id")[:SHOWN], _words()
    return tuple(
        Need(
            text=words.get(row.state, _("Go on with %(reference)s")) % {"reference": row.reference},
            url=reverse("icp:filing", args=[row.pk]),
            about=row.title,
            due=row.due_at,
        )
        for row in waiting
    )


def _to_read(rows: FilingQuerySet, user: User) -> tuple[Need, ...]:
    mine = rows.filter(state="SPECIALIST_REVIEW", assigned_to=user).order_by("due_at", "id")[:SHOWN]
    return tuple(
        Need(
            text=_("Read %(reference)s of %(customer)s")
            % {"reference": row.reference, "customer": row.organization},
            url=reverse("icp:desk-filing", args=[row.pk]),
            about=row.title,
            due=row.due_at,
        )
        for row in mine
    )


def _words() -> dict[str, str]:
    returned = _("Mend %(reference)s and send it again")
    return {
        "SMS_PENDING": _("Enter the text message code for %(reference)s at the authority's page"),
        "IDENTITY_CHECK": _("Do the face check for %(reference)s"),
        "RISK": _("Mend the problem of %(reference)s"),
        **dict.fromkeys(
            ("SPECIALIST_RETURNED", "PRELIM_CORRECTION", "PRELIM_REJECTED", "SMS_RETURNED", "CA_REJECTED"),
            returned,
        ),
    }
