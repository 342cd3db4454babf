"""What notices say about an acceleration: why it was declined, what breaks, and what was drafted instead."""

from __future__ import annotations

from networks.accelerations.models import Acceleration, Break
from portal.events.models import Event
from portal.notifications.about import About
from portal.notifications.rules.words import Words

LONGEST_LINE = 600


def about(event: Event) -> About | None:
    """The acceleration behind one of its events; None when there is none."""
    acceleration = Acceleration.objects.filter(pk=event.subject_id).first()
    if acceleration is None:
        return None
    return About(
        record_type="acceleration",
        record_id=acceleration.pk,
        reference=acceleration.reference,
        name=acceleration.domain_unicode,
        sender_id=acceleration.submitted_by_id or acceleration.created_by_id,
        lines=_lines(event, acceleration),
    )


def _lines(event: Event, acceleration: Acceleration) -> tuple[Words, ...]:
    match event.type:
        case "acceleration.declined":
            # A person's words stay in the language they were written in.
            reason = " ".join(acceleration.reason.split())[:LONGEST_LINE]
            return (Words(reason, reason),)
        case "acceleration.filing_lost":
            broken = Break.objects.filter(pk=event.payload["break"]).select_related("reroute").first()
            return () if broken is None else _what_breaks(broken)
    return ()


def _what_breaks(broken: Break) -> tuple[Words, ...]:
    said = [Words(broken.consequence.en, broken.consequence.zh)]
    if broken.reroute is not None:
        reference, plan = broken.reroute.reference, broken.reroute.terms
        waits = broken.reroute.state == "draft"
        said.append(
            Words(
                f"{reference} can take its place: {plan.name.en}, access points in {plan.access_points.en}."
                + (" It is a draft that the customer looks at and sends." if waits else ""),
                f"可由 {reference} 替代：{plan.name.zh}，接入点位于{plan.access_points.zh}。"
                + ("目前为草稿，须由客户查看并提交。" if waits else ""),
            )
        )
    return tuple(said)
