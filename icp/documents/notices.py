"""What notices say about a paper: which one, why it was not taken, and what would do."""

from __future__ import annotations

from icp.documents.models import Paper
from icp.documents.rules.verdicts import REFUSALS
from portal.events.models import Event
from portal.notifications.about import About
from portal.notifications.rules.words import Words


def about(event: Event) -> About | None:
    """The filing or license of the paper behind one of its events; None when there is none."""
    rows = Paper.objects.select_related("filing", "license__filing")
    paper = rows.filter(pk=event.subject_id).first()
    if paper is None:
        return None
    return About(
        record_type="filing" if paper.license_id is None else "license",
        record_id=paper.matter.pk,
        reference=paper.matter.reference,
        name=paper.matter.title or paper.matter.reference,
        sender_id=paper.uploaded_by_id,
        handler_id=paper.matter.assigned_to_id,
        lines=_lines(event, paper),
    )


def _lines(event: Event, paper: Paper) -> tuple[Words, ...]:
    found = REFUSALS.get(str(event.payload.get("reason", "")))
    if found is None:
        return ()
    label = paper.asked_for.label
    said = found.words.then(found.remedy)
    return (Words(f"{label.en}: {said.en}", f"{label.zh}：{said.zh}"),)
