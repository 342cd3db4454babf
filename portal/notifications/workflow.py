"""What can happen to notices: something is told, is read, and is no longer wanted."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from portal.accounts.models import Organization, User
from portal.accounts.roles import ARCHITECT, FILING_SPECIALIST, OPERATOR, OWNER
from portal.accounts.zones import BEIJING, zone_of
from portal.calendar.clock import engine_now
from portal.notifications.about import About
from portal.notifications.models import Notice, OptOut
from portal.notifications.rules.kinds import Channel, Kind
from portal.notifications.rules.rule import Rule, Who
from portal.notifications.rules.table import kinds_for
from portal.notifications.rules.words import Words

FIRST_STATUS = {Channel.INBOX: Notice.Status.UNREAD, Channel.MAIL: Notice.Status.DUE}
NAME_SHOWN = 120


@transaction.atomic
def tell(
    rule: Rule, *, rule_name: str, key: str, about: About, organization: Organization, by: User | None
) -> None:
    """Tell everybody whom the rule names, except `by`, who did it. The same key tells nobody twice."""
    people = [person for person in recipients(rule, about, organization) if person != by]
    unwanted = set(
        OptOut.objects.filter(person__in=people, kind=rule.kind.code).values_list("person_id", "channel")
    )
    now = engine_now()
    Notice.objects.bulk_create(
        [
            Notice(
                key=key,
                person=person,
                channel=channel,
                status=FIRST_STATUS[channel],
                rule=rule_name,
                kind=rule.kind.code,
                organization=organization,
                record_type=about.record_type,
                record_id=about.record_id,
                reference=about.reference,
                name=" ".join(about.name.split())[:NAME_SHOWN],
                lines=[line._asdict() for line in (*about.lines, *in_their_time(person, about.until))],
                created_at=now,
                not_before=now if channel is Channel.MAIL else None,
            )
            for person in people
            for channel in Channel
            if rule.kind.is_alarm or (person.pk, channel.value) not in unwanted
        ],
        ignore_conflicts=True,
    )


def in_their_time(person: User, until: datetime | None) -> tuple[Words, ...]:
    """`until 2026-11-27 23:07 in Europe/Berlin`, for somebody who chose a time of their own."""
    if until is None or person.time_zone in ("", BEIJING):
        return ()
    zone = zone_of(person.time_zone, person.language)
    moment, place = f"{until.astimezone(zone):%Y-%m-%d %H:%M}", str(zone).replace("_", " ")
    return (Words(f"until {moment} in {place}", f"至{place}时间 {moment}"),)


def recipients(rule: Rule, about: About, organization: Organization) -> QuerySet[User]:
    here = Q(memberships__organization=organization)
    groups = {
        # Who left the organization since they sent it hears no more of it.
        Who.SENDER: here & Q(pk=about.sender_id),
        Who.OWNERS: here & Q(memberships__role=OWNER),
        Who.HANDLER: Q(memberships__role=FILING_SPECIALIST)
        & (Q(pk=about.handler_id) if about.handler_id else Q()),
        Who.ARCHITECTS: Q(memberships__role=ARCHITECT),
        Who.OPERATORS: Q(memberships__role=OPERATOR),
    }
    wanted = Q(pk__in=[])
    for who in rule.who:
        wanted |= groups[who]
    return User.objects.filter(wanted, is_active=True).distinct()


def mark_read(
    *, notices: Collection[uuid.UUID] | None = None, until: datetime | None = None, by: User
) -> int:
    """Mark these notices of `by` as read, or all that came until then; how many were unread."""
    rows = Notice.objects.visible_to(by).unread()
    if notices is not None:
        rows = rows.filter(pk__in=notices)
    if until is not None:
        rows = rows.filter(created_at__lte=until)
    return rows.update(status=Notice.Status.READ)


@transaction.atomic
def choose(*, off: Collection[tuple[str, Channel]], by: User) -> None:
    """Keep exactly these opt-outs for the kinds that concern `by`. An alarm cannot be switched off."""
    shown = [kind.code for kind in kinds_of(by) if not kind.is_alarm]
    by.opt_outs.filter(kind__in=shown).delete()
    OptOut.objects.bulk_create(
        [OptOut(person=by, kind=kind, channel=channel) for kind, channel in off if kind in shown],
        ignore_conflicts=True,
    )


def kinds_of(user: User) -> tuple[Kind, ...]:
    return kinds_for({role for pk in user.organization_ids() for role in user.roles_in(pk)})
