"""What notices say about a request: its name, who sent it, and what an event's payload does not hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import override

from networks.fulfilment.models import CloudResource, StepRecord
from networks.requests.models import Approval, NetworkRequest
from networks.requests.rules.remarks import words_of
from portal.events.models import Event
from portal.notifications.about import About
from portal.notifications.rules.words import Words

# A reason may be long; the page has all of it.
LONGEST_LINE = 600
MOST_LINES = 12


def about(event: Event) -> About | None:
    """The request behind an event of its own or of its run; None when there is none."""
    pk = event.payload.get("network_request") if event.subject_type == "run" else event.subject_id
    network_request = NetworkRequest.objects.filter(pk=pk).first()
    if network_request is None:
        return None
    return About(
        record_type="networkrequest",
        record_id=network_request.pk,
        reference=network_request.reference,
        name=network_request.name,
        action=network_request.action,
        sender_id=network_request.requester_id,
        lines=_lines(event, network_request)[:MOST_LINES],
    )


def _lines(event: Event, network_request: NetworkRequest) -> tuple[Words, ...]:
    match event.type:
        case "network_request.returned" | "network_request.survey_failed":
            return tuple(_remark(remark) for remark in network_request.remarks)
        case "network_request.declined":
            return _reason(network_request)
        case "network_request.failed" | "run.undo_held":
            return _where_it_stopped(event, network_request)
        case "run.unwound_with_residue":
            return tuple(_what_stays(row) for row in _residue(event))
    return ()


def _remark(remark: Mapping[str, Any]) -> Words:
    """A person's words stay in the language they were written in."""
    return _said(*(words_of(remark, reader=language).text for language in ("en", "zh")))


def _reason(network_request: NetworkRequest) -> tuple[Words, ...]:
    decided = Approval.objects.filter(plan__network_request=network_request, decision="declined")
    last = decided.order_by("-decided_at").first()
    return (_said(last.reason, last.reason),) if last else ()


def _where_it_stopped(event: Event, network_request: NetworkRequest) -> tuple[Words, ...]:
    steps = StepRecord.objects.filter(run__network_request=network_request, address=event.payload.get("step"))
    step = steps.order_by("-run__started_at").first()
    if step is None:
        return ()
    code = event.payload.get("code", "")
    en, zh = _summary(step)
    return (_said(f"{en} ({code})", f"{zh}（{code}）"),)


def _summary(step: StepRecord) -> tuple[str, str]:
    """What the step does, without the full stop: more follows on the line."""
    return step.summary_en.rstrip("."), step.summary_zh.rstrip("。")


def _residue(event: Event) -> list[CloudResource]:
    rows = CloudResource.objects.filter(pk__in=event.payload.get("residue", []))
    return list(rows.select_related("step").order_by("created_at"))


def _what_stays(row: CloudResource) -> Words:
    """What it is, its id, its price and the day it ends, as far as they are known."""
    price = f"{row.currency} {row.price:,.2f}" if row.price is not None else ""
    said = []
    en, zh = _summary(row.step)
    for language, summary, until in (("en", en, "until {}"), ("zh-hans", zh, "{}到期")):
        with override(language):
            end = until.format(date_format(row.paid_until, "DATE_FORMAT")) if row.paid_until else ""
        said.append(" · ".join(filter(None, [summary, row.cloud_id, price, end])))
    return _said(*said)


def _said(en: str, zh: str) -> Words:
    """One line of a letter, whatever was typed."""
    return Words(*(" ".join(text.split())[:LONGEST_LINE] for text in (en, zh)))
