"""One task as a page: saved after every change, judged beside each field, and never lost."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core import signing
from django.forms import BoundField
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from icp.filings.forms import TaskForm
from icp.filings.models import Filing, Remark
from icp.filings.rules.fields.asking import FIELDS, tasks_of
from icp.filings.rules.fields.field import Field
from icp.filings.rules.fields.problem import Problem
from icp.filings.rules.fields.values import Level
from icp.filings.rules.filing_types import TASK_LABELS
from icp.filings.rules.reasons import REASONS
from icp.filings.web.finding import filing_for
from icp.filings.web.tasks import tasks_for
from icp.filings.words import said
from icp.filings.workflow import editable_fields, open_remarks, problems_of, save_answers
from portal.accounts.permissions import may
from portal.accounts.sessions import PersonRequest
from portal.lists import listed
from portal.refusals import Refused

SEEN = "filing.seen"


@dataclass(frozen=True)
class Note:
    tone: str
    text: str
    lang: str = ""
    example: str = ""


@dataclass(frozen=True)
class Row:
    bound: BoundField
    field: Field
    notes: tuple[Note, ...]
    theirs: str = ""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def task(request: PersonRequest, pk: UUID, key: str) -> HttpResponse:
    filing = filing_for(request.user, pk)
    if request.method != "POST":
        return _page(request, filing, key)
    # What is asked follows from what is answered on this very page, too.
    fields = _fields(filing, {**filing.read_answers(), **_posted(request)}, key)
    form = TaskForm(fields, request.POST, answers=filing.read_answers(), locked=_locked(filing, fields))
    refusal = None
    seen, page = _seen(request.POST.get("seen", ""), filing, key), request.POST.get("page", "")
    try:
        filing = save_answers(filing, form.typed(), seen=seen, page=page, by=request.user)
    except Refused as refused:
        refusal = refused
    if request.POST.get("do") == "update":
        return _page(request, filing, key, typed=form if refusal else None, refusal=refusal, live=True)
    if refusal is not None:
        return _page(request, filing, key, typed=form, refusal=refusal)
    wrong = {p.field for p in problems_of(filing) if p.level is Level.WRONG}
    still = _fields(filing, filing.read_answers(), key)
    if request.POST.get("do") == "continue" and wrong & {field.name for field in still}:
        return _page(request, filing, key, asked=True)
    following = _next(filing, key) if request.POST.get("do") == "continue" else None
    return redirect("icp:filing-task", pk, following) if following else redirect("icp:filing", pk=pk)


def _page(
    request: PersonRequest,
    filing: Filing,
    key: str,
    *,
    typed: TaskForm | None = None,
    refusal: Refused | None = None,
    asked: bool = False,
    live: bool = False,
) -> HttpResponse:
    """The form; `typed` is what could not be kept, shown again as it was typed."""
    answers = filing.read_answers()
    fields = _fields(filing, answers, key)
    problems = [
        problem for problem in problems_of(filing, answers) if problem.field in {f.name for f in fields}
    ]
    may_edit = may(request.user, "filing.edit", filing.organization) and filing.is_editable
    locked = _locked(filing, fields) if may_edit else frozenset(field.name for field in fields)
    form = typed or TaskForm(fields, answers=answers, locked=locked)
    if asked:
        data = request.POST.copy()
        form = TaskForm(fields, data, answers=answers, locked=locked)
        form.tell(problems)
    remarks = list(filing.remarks.filter(round=filing.round).select_related("filing")) if filing.round else []
    crossed = refusal.extra.get("fields", []) if refusal and refusal.code == "changed_meanwhile" else []
    rows = [_row(form, field, problems, remarks, answers, crossed) for field in form.asked]
    # What follows from another answer on this very page comes after it, and is drawn anew with it.
    more = [row for row in rows if row.field.follows in form.fields]
    following = " ".join(row.field.name for row in more)
    context = {
        "filing": filing,
        "form": form,
        "heading": said(TASK_LABELS[key]),
        "base": [row for row in rows if row not in more],
        "more": more,
        "seen": seal_seen(filing, key, answers, fields),
        "refusal": refusal,
        "may_edit": may_edit,
        "asked": asked,
        "live": live,
        "next": _next(filing, key),
        "key": key,
        "page": request.POST.get("page") or secrets.token_hex(8),
        "open_remarks": len(open_remarks(filing)) if remarks else 0,
        "shown": following,
        "redraw_more": live and request.POST.get("shown", "") != following,
    }
    template = "icp/filings/_task_live.html" if live else "icp/filings/task.html"
    status = 200 if live or not (refusal or asked) else (refusal.status if refusal else 422)
    return render(request, template, context, status=status)


def _row(
    form: TaskForm,
    field: Field,
    problems: Sequence[Problem],
    remarks: Sequence[Remark],
    answers: Mapping[str, Any],
    crossed: Sequence[str],
) -> Row:
    notes = [_remark(remark) for remark in remarks if remark.field == field.name]
    notes += [
        Note(
            "warn" if problem.level is Level.LOOK else "bad" if problem.level is Level.WRONG else "info",
            said(problem.words),
        )
        for problem in problems
        # What is merely not filled in yet is said when somebody wants to go on.
        if problem.field == field.name and problem.code != "missing"
    ]
    theirs = answers.get(field.name) if field.name in crossed else None
    shown = listed(theirs) if isinstance(theirs, list) else str(theirs or "")
    return Row(form[field.name], field, tuple(notes), shown)


def _remark(remark: Remark) -> Note:
    reason = REASONS[remark.code]
    text = said(reason.words) if remark.code != "other" else ""
    note = remark.note
    return Note("remark", f"{text} {note}".strip(), remark.language, said(reason.example))


def _posted(request: PersonRequest) -> dict[str, Any]:
    """The choices that were sent, from which other questions follow."""
    chosen = [each for each in FIELDS if each.options and each.name in request.POST]
    return {
        each.name: request.POST.getlist(each.name) if each.kind == "choices" else request.POST[each.name]
        for each in chosen
    }


def _fields(filing: Filing, answers: Mapping[str, Any], key: str) -> tuple[Field, ...]:
    tasks = tasks_of(filing.filing_type, filing.service, answers)
    if key not in tasks:
        raise Http404
    return tasks[key]


def _locked(filing: Filing, fields: Sequence[Field]) -> frozenset[str]:
    allowed = editable_fields(filing)
    return frozenset() if allowed is None else frozenset(f.name for f in fields if f.name not in allowed)


def _next(filing: Filing, key: str) -> str | None:
    keys = [task.key for task in tasks_for(filing, filing.read_answers(), ())]
    following = keys[keys.index(key) + 1 :] if key in keys else []
    return following[0] if following else None


def seal_seen(filing: Filing, key: str, answers: Mapping[str, Any], fields: Sequence[Field]) -> str:
    """What the page shows, so that somebody else's change is noticed: a digest of each value, signed."""
    shown = {field.name: _digest(filing, answers.get(field.name)) for field in fields}
    return signing.dumps({"filing": str(filing.pk), "key": key, "shown": shown}, salt=SEEN, compress=True)


def _digest(filing: Filing, value: object) -> str:
    text = json.dumps(value or "", ensure_ascii=False, sort_keys=True)
    return signing.Signer(salt=f"{SEEN}.{filing.pk}").signature(text)[:22]


def _seen(given: str, filing: Filing, key: str) -> dict[str, Any] | None:
    """The fields whose value is still what was shown, as they are; the others as something they are not."""
    try:
        told = signing.loads(given, salt=SEEN) if given else None
    except signing.BadSignature:
        return None
    if not told or told["filing"] != str(filing.pk) or told["key"] != key:
        return None
    present = filing.read_answers()
    return {
        name: present.get(name, "") if _digest(filing, present.get(name)) == digest else object()
        for name, digest in told["shown"].items()
    }
